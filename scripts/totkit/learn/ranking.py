"""Put options in order with buttons: no dragging, and every step works from the keyboard."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from totkit.learn.sheet import texts_by_id
from totkit.learn.text import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipywidgets import DOMWidget

    from totkit.learn.sheet import Sheet


class Ranking:
    """The order of the options so far, and one line of the list for each place in it.

    The lines stay and the texts move: the keyboard's focus can then follow the option that was moved.
    """

    def __init__(
        self, sheet: Sheet, question: Mapping[str, Any], saved: Any, save: Callable[[Any], None]
    ) -> None:
        self.texts = {option: to_plain(text) for option, text in texts_by_id(question["options"]).items()}
        self.order = starting_order(list(self.texts), saved)
        self.sheet = sheet
        self.save = save
        self.lines = [self._build_line(place) for place in range(len(self.order))]
        self._show()

    def move(self, place: int, step: int) -> None:
        """Let the option at a place change places with its neighbour, then save the order."""
        target = place + step
        if not 0 <= target < len(self.order):
            return
        self.order[place], self.order[target] = self.order[target], self.order[place]
        self._show()
        self._focus(target, step)
        self.save(list(self.order))

    def _build_line(self, place: int) -> tuple[Any, Any, Any]:
        import ipywidgets as widgets

        text = widgets.HTML().add_class("totkit-rank-text")
        up = widgets.Button(description="↑ " + self.sheet.say("Up")).add_class("totkit-button")
        down = widgets.Button(description="↓ " + self.sheet.say("Down")).add_class("totkit-button")
        up.on_click(lambda _button: self.move(place, -1))
        down.on_click(lambda _button: self.move(place, 1))
        up.disabled = place == 0
        down.disabled = place == len(self.order) - 1
        return text, up, down

    def _show(self) -> None:
        for place, (option, (line, up, down)) in enumerate(zip(self.order, self.lines, strict=True)):
            text = self.texts[option]
            line.value = f"<strong>{place + 1}.</strong> {escape(text)}"
            up.tooltip = self.sheet.say("Move “{item}” up", item=text)
            down.tooltip = self.sheet.say("Move “{item}” down", item=text)

    def _focus(self, place: int, step: int) -> None:
        """Follow the moved option; at an end of the list the other button is the one that works."""
        _text, up, down = self.lines[place]
        wanted, other = (up, down) if step < 0 else (down, up)
        (other if wanted.disabled else wanted).focus()


def build_ranking(
    sheet: Sheet, question: Mapping[str, Any], saved: Any, save: Callable[[Any], None]
) -> DOMWidget:
    """Return the list with its buttons, and one button to say that the order is right as it stands."""
    import ipywidgets as widgets

    ranking = Ranking(sheet, question, saved, save)
    confirm = widgets.Button(description=sheet.say("This is my order"), icon="check")
    confirm.add_class("totkit-button")
    confirm.on_click(lambda _button: save(list(ranking.order)))
    rows = [widgets.Box(line).add_class("totkit-rank") for line in ranking.lines]
    return widgets.VBox([*rows, confirm])


def starting_order(options: list[str], saved: Any) -> list[str]:
    """Return the saved order if it still fits the options, else the order in which they are given."""
    fits = isinstance(saved, list) and all(isinstance(item, str) for item in saved)
    return list(saved) if fits and sorted(saved) == sorted(options) else options

"""One question in the notebook: prompt, control, what has been saved, and the check of practice items."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from totkit.judge.score import read_number, score_answer
from totkit.learn.inputs import build_input
from totkit.learn.sheet import texts_by_id
from totkit.learn.storage import load_or_set_aside, save_answer
from totkit.learn.text import to_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipywidgets import DOMWidget

    from totkit.learn.sheet import Sheet

STYLE = """<style>
.jp-MarkdownOutput [dir=rtl] :is(p, li, td, th) {text-align: start}
.totkit-question {border-inline-start: 3px solid var(--jp-brand-color1, #1976d2); padding-inline-start: 12px;
  margin: 4px 0 12px; max-width: 48rem; overflow: hidden}
.totkit-question p {margin: 0 0 6px; line-height: 1.5}
.totkit-question .widget-html, .totkit-question .widget-html-content {height: auto; line-height: 1.5;
  overflow: visible; white-space: normal}
.totkit-question .widget-label, .totkit-question .widget-label-basic,
.totkit-question .widget-radio-box label {
  height: auto; line-height: 1.5; white-space: normal; overflow: visible; overflow-wrap: anywhere;
  text-align: start; width: auto; max-width: 100%}
.totkit-question .totkit-stacked {flex-direction: column; align-items: stretch; width: auto; height: auto;
  max-width: 100%; margin: 4px 0}
.totkit-question .totkit-stacked > .widget-label,
.totkit-question .totkit-title {font-weight: 600; margin: 0 0 4px}
.totkit-question .totkit-typed > input {width: 100%; max-width: 24rem; height: 32px}
.totkit-question .totkit-typed > textarea {width: 100%; min-height: 9em; line-height: 1.5;
  font-family: inherit}
.totkit-question .widget-radio-box {height: auto; margin: 0 !important; padding: 0; width: auto;
  max-width: 100%}
.totkit-question .widget-radio-box label {display: flex; gap: 8px; align-items: flex-start; margin: 2px 0;
  padding: 4px 0; flex-direction: row}
.totkit-question .widget-radio-box input {order: -1; flex: none; margin: 4px 0 0; width: auto; height: 16px}
.totkit-question .totkit-scale .widget-radio-box {display: flex; flex-flow: row wrap; column-gap: 20px}
.totkit-question .totkit-tick {width: auto; max-width: 100%; height: auto}
.totkit-question .totkit-tick .widget-label-basic {display: flex; gap: 8px; align-items: flex-start;
  padding: 4px 0}
.totkit-question .totkit-tick input {flex: none; align-self: flex-start; margin: 4px 0 0}
.totkit-question .totkit-rank {flex-flow: row wrap; align-items: center; gap: 4px 8px; padding: 4px 0;
  border-bottom: 1px solid var(--jp-border-color2, #ccc)}
.totkit-question .totkit-rank-text {flex: 1 1 14rem; width: auto; margin: 0}
.totkit-question .totkit-button {width: auto; height: 32px; padding: 0 12px; margin: 2px 0; line-height: 30px;
  align-self: flex-start}
.totkit-question .totkit-button i {margin: 0; margin-inline-end: 6px}
.totkit-question .totkit-cells {flex-flow: row wrap; gap: 4px 12px}
.totkit-question .totkit-cells > .totkit-stacked {flex: 1 1 11rem; margin: 2px 0}
.totkit-question .totkit-cells > .totkit-stacked > .widget-label {font-weight: 400}
.totkit-question .totkit-cells > .totkit-typed > textarea {min-height: 4.5em}
.totkit-question .totkit-foot {flex-flow: row wrap; align-items: center; gap: 4px 16px}
.totkit-question.totkit-rtl {direction: rtl; text-align: start}
.totkit-question code, .totkit-question pre {direction: ltr; unicode-bidi: isolate}
</style>"""
SAVED_SIGN, OPEN_SIGN, FAILED_SIGN = "✓", "○", "⚠"


class Panel:
    """One question and its answer so far.

    :ivar widget: what the notebook shows
    :ivar value: the answer; None while there is none
    """

    def __init__(self, sheet: Sheet, question: Mapping[str, Any]) -> None:
        import ipywidgets as widgets

        self.sheet = sheet
        self.question = question
        self.note = widgets.HTML()
        self.verdict = widgets.HTML()
        self.check = widgets.Button(description=sheet.say("Check"), icon="check").add_class("totkit-button")
        self.value, remark = self._load()
        self.input = build_input(sheet, question, self.value, self.change)
        self.widget = self._build()
        self._show_state(remark)

    def change(self, value: Any) -> None:
        """Save a new answer at once and say so, or say why it is not saved."""
        self.value = value
        self.verdict.value = ""
        try:
            kept = save_answer(self.sheet.folder, self.question["id"], value)
        except (OSError, ValueError) as error:
            self._show_note(FAILED_SIGN, self.sheet.say("Not saved: {reason}", reason=error))
            return
        self._show_state(self._remark(kept))

    def show_verdict(self, _button: object = None) -> None:
        """Say whether the answer of a practice item is right, and explain."""
        share = score_answer(
            self.question["kind"],
            self.question["answer"],
            self.value,
            options=list(texts_by_id(self.question.get("options"))),
            tolerance=self.question.get("tolerance", 0.0),
        )
        verdict = "Right." if share >= 1 else "Partly right." if share > 0 else "Not right yet."
        explanation = to_html(self.question.get("explanation", ""))
        self.verdict.value = self._wrap(
            f'<div role="status"><p><strong>{escape(self.sheet.say(verdict))}</strong></p>{explanation}</div>'
        )

    def _build(self) -> DOMWidget:
        import ipywidgets as widgets

        points = self.question.get("points")
        worth = (
            f"<p><small>{escape(self.sheet.say('Points: {points}', points=points))}</small></p>"
            if points
            else ""
        )
        prompt = widgets.HTML(STYLE + self._wrap(to_html(self.question["prompt"]) + worth))
        foot = [self.note]
        if self.question["use"] == "practice":
            self.check.on_click(self.show_verdict)
            foot.append(self.check)
        parts = [prompt, self.input, widgets.Box(foot).add_class("totkit-foot"), self.verdict]
        box = widgets.VBox(parts).add_class("totkit-question")
        return box.add_class("totkit-rtl") if self.sheet.direction == "rtl" else box

    def _load(self) -> tuple[Any, str]:
        try:
            answers, kept = load_or_set_aside(self.sheet.folder)
        except OSError as error:
            return None, self.sheet.say("Not saved: {reason}", reason=error)
        return answers.get(self.question["id"]), self._remark(kept)

    def _remark(self, kept: str) -> str:
        if not kept:
            return ""
        damaged = "Your earlier answers could not be read. They are kept in {file}; please answer again."
        return self.sheet.say(damaged, file=kept)

    def _show_state(self, remark: str) -> None:
        self.check.disabled = self.value is None
        if self.value is None:
            self._show_note(OPEN_SIGN, self.sheet.say("Not answered yet"), remark)
        else:
            self._show_note(SAVED_SIGN, self.sheet.say("Saved"), self._reading(), remark)

    def _reading(self) -> str:
        """Say how a number was understood, so that nobody loses points to a comma."""
        if self.question["kind"] != "number":
            return ""
        number = read_number(self.value)
        if number is None:
            return self.sheet.say("This is not a number yet.")
        return self.sheet.say("Read as {number}.", number=f"\u2066{number}\u2069")

    def _show_note(self, sign: str, *texts: str) -> None:
        said = " · ".join(escape(text) for text in texts if text)
        self.note.value = self._wrap(
            f'<span role="status"><span aria-hidden="true">{sign}</span> {said}</span>'
        )

    def _wrap(self, html: str) -> str:
        return f'<div lang="{escape(self.sheet.language)}" dir="{escape(self.sheet.direction)}">{html}</div>'

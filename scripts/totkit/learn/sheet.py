"""The questions beside the notebook, with the words of the learner's language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Sheet:
    """What ``questions.json`` holds, and the folder where it stands.

    :ivar strings: the helper's own words by their English text
    :ivar questions: each as ``Question.public()`` of the course makes it, by id
    """

    folder: Path
    language: str
    direction: str
    strings: Mapping[str, str]
    questions: Mapping[str, Mapping[str, Any]]

    def find(self, question_id: str) -> Mapping[str, Any]:
        """Return a question.

        :raises LookupError: there is no such question; the message names those that exist
        """
        if question_id not in self.questions:
            known = ", ".join(sorted(self.questions)) or "none"
            raise LookupError(f"questions.json has no question {question_id!r}; its questions: {known}")
        return self.questions[question_id]

    def say(self, text: str, **values: object) -> str:
        """Return a phrase in the learner's language; English if a translation lacks or breaks it."""
        try:
            return self.strings.get(text, text).format(**values)
        except (LookupError, ValueError, AttributeError):
            return text.format(**values)


def read_sheet(folder: Path) -> Sheet:
    """Read ``questions.json`` of a folder."""
    content = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    return Sheet(
        folder=folder,
        language=content.get("language", "en"),
        direction=content.get("direction", "ltr"),
        strings=content.get("strings", {}),
        questions={question["id"]: question for question in content["questions"]},
    )


def texts_by_id(choices: object) -> dict[str, str]:
    """Return the texts of options, rows or columns by their ids, in their order."""
    return {choice["id"]: choice["text"] for choice in choices} if isinstance(choices, list) else {}

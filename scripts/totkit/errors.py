"""What can go wrong: problems of authored content as values, and the exceptions that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Code(StrEnum):
    """The stable code of each kind of problem; ``docs/reference/problems.md`` is generated from here."""

    UNKNOWN_KEY = "TOT-E101"
    """A YAML file of ours or a front matter has a key that is not known."""
    MISSING_KEY = "TOT-E102"
    """A YAML file of ours or a front matter lacks a key that it must have."""
    BAD_VALUE = "TOT-E103"
    """A value has the wrong type or is not among the allowed ones."""
    BAD_YAML = "TOT-E104"
    """A file is not readable YAML."""
    MISSING_FILE = "TOT-E105"
    """A file that must be there is missing, or is not UTF-8 text."""
    DUPLICATE_ID = "TOT-E106"
    """Two things of one kind have the same id, or an id does not fit its folder."""
    MISSING_PAGE = "TOT-E201"
    """``_toc.yml`` names a page that does not exist."""
    UNKNOWN_OUTCOME = "TOT-E202"
    """A page or exercise names an outcome that is not in the competency frame of ``course.yml``."""
    UNKNOWN_MODULE = "TOT-E203"
    """A module or a localisation names a module or page that is not in the course."""
    MISSING_PREREQUISITE = "TOT-E204"
    """An edition takes a module without a module that it builds on."""
    BROKEN_LINK = "TOT-E205"
    """A link leads to a page, a target or a file that does not exist."""
    UNTARGETED_HEADING = "TOT-E206"
    """A link leads to a heading by its slug; slugs differ between languages, so it needs a ``(target)=``."""
    UNKNOWN_DIRECTIVE = "TOT-E207"
    """A page uses a directive that the translation does not know, so its text could get lost."""
    NO_TITLE = "TOT-E208"
    """A page does not begin with its one ``# heading``."""
    UNCLOSED_FENCE = "TOT-E209"
    """A fence (``:::`` or a run of backticks) is opened and not closed, or closed by one inside it."""
    DUPLICATE_TARGET = "TOT-E210"
    """Two headings of the course have the same ``(target)=``."""
    UNPLACED_EXERCISE = "TOT-E211"
    """An exercise stands in no module of ``_toc.yml``, or in more than one."""
    MISSING_COMPONENT = "TOT-E212"
    """A module lacks one of the components that every module of the course has."""
    MISSING_ALT = "TOT-E213"
    """A figure or an image has no text for those who cannot see it."""
    BAD_FIGURE = "TOT-E214"
    """A figure with words (SVG) cannot be translated or cannot become part of a page."""
    MISSING_FACT = "TOT-E301"
    """A text or a cell uses a country value, or a form of one, that the localisation does not give."""
    UNKNOWN_LOCALE = "TOT-E302"
    """A language is not a locale that CLDR knows, or a country is not in ISO 3166."""
    BROKEN_PLACEHOLDER = "TOT-E303"
    """A translation lost or changed a placeholder, a link, a role, a footnote or a code span."""
    BROKEN_STRUCTURE = "TOT-E304"
    """A translation would change the blocks of its page."""
    BAD_CATALOGUE = "TOT-E305"
    """A PO or XLIFF file cannot be read, or does not fit the course."""
    UNKNOWN_SLOT = "TOT-E306"
    """A localisation fills a slot that no page of the course offers."""
    STALE_TEMPLATE = "TOT-E307"
    """A template (``localisations/templates/*.pot``) is missing or older than the course."""
    UNUSED_TERM = "TOT-E308"
    """A translation does not use the word that the language's ``glossary.csv`` gives for a term."""
    BAD_PARENT = "TOT-E310"
    """A localisation extends one that does not exist, or, through others, itself."""
    DUPLICATE_GRADE_ID = "TOT-E401"
    """Two cells of the course have the same ``grade_id``."""
    UNCLOSED_SOLUTION = "TOT-E402"
    """A marker of a solution, of hidden tests or of a mark scheme is not closed."""
    PUBLIC_ANSWER = "TOT-E403"
    """A question that is not for practice has its answer in ``questions.yml``, which learners receive."""
    BAD_GRADE_ID = "TOT-E404"
    """A ``grade_id`` does not begin with the exercise's id."""
    MISSING_KEY_OF_QUESTION = "TOT-E405"
    """A graded question has no key or mark scheme in ``rubric.yml``, or a key has no graded question."""
    FAILING_NOTEBOOK = "TOT-E406"
    """The source of a notebook does not run to its end with its own solutions."""
    UNKNOWN_QUESTION = "TOT-E407"
    """A notebook asks a question that is not in ``questions.yml``, or does not ask one that is."""
    BAD_CELL = "TOT-E408"
    """A cell's nbgrader metadata is not what nbgrader accepts, or its markers do not fit its role."""
    PRIVATE_TEXT = "TOT-E501"
    """Private text (a solution, a hidden test, a key, facilitator text) reached something for learners."""
    UNEXPECTED_FILE = "TOT-E502"
    """A file that is not on the allow-list reached something for learners."""
    FAILED_TOOL = "TOT-E601"
    """Sphinx, nbgrader or another tool failed; its log is kept."""
    BAD_SUBMISSION = "TOT-E602"
    """A submission cannot be taken as it is."""
    LONG_SENTENCE = "TOT-E701"
    """A sentence, or the average sentence of a page, is too long for readers in a second language."""
    BANNED_PHRASE = "TOT-E702"
    """A phrase that says little or does not translate; the message names a plain one."""
    TYPED_FIGURE = "TOT-E703"
    """A number with decimals or thousands is typed as digits, so every language would show English signs."""
    MISSING_SECTION = "TOT-E704"
    """A page or module lacks what teaching needs: key messages, sources, trainer's text, a slot, slides."""
    BAD_DECK = "TOT-E705"
    """A deck has too few or too many slides, or a slide without minutes and text for the trainer."""
    UNSERVED_OUTCOME = "TOT-E706"
    """An outcome of the competency frame is taught by no page or assessed by no exercise."""
    MISSING_CASE = "TOT-E707"
    """A module lacks a case for a level of competency, a documented success or a documented failure."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands: a file relative to the course, a line (from 1; 0: the whole file), a key."""

    file: str
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        """Return ``file:line`` as editors and terminals understand it."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing an author can put right: its place, its code, what is wrong and what to do."""

    where: Place
    code: Code
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return ``file:line: CODE message (hint)``."""
        return f"{self.where}: {self.code} {self.message}" + (f" ({self.hint})" if self.hint else "")


class TotkitError(Exception):
    """Anything totkit stops for."""


class ContentError(TotkitError):
    """Authored content has problems; all of them that could be found at once.

    :ivar problems: sorted by place, each only once
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(TotkitError):
    """A tool (Sphinx, nbgrader, a kernel) failed; ``log`` is what it said."""

    def __init__(self, message: str, log: str = "") -> None:
        self.log = log
        super().__init__(message)


class UsageError(TotkitError):
    """The command line asks for something that does not exist."""


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Return a hint that offers the nearest allowed word, else the list of what is allowed."""
    known = sorted(allowed)
    near = get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(known) or 'nothing'}"


def plural(count: int, noun: str) -> str:
    """Return a count with its English noun: ``1 edition``, ``2 editions``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def raise_if_any(problems: Sequence[Problem]) -> None:
    """Raise :class:`ContentError` if there is any problem."""
    if problems:
        raise ContentError(problems)


_FAMILIES = {
    "1": "Files",
    "2": "Pages and modules",
    "3": "Localisations and translations",
    "4": "Exercises",
    "5": "Leaks",
    "6": "Tools and submissions",
    "7": "Writing, in a course that asks for it",
}


def code_docs() -> dict[Code, str]:
    """Return what each code means: the text that stands under it in :class:`Code`."""
    import ast
    import inspect

    body: list[Any] = ast.parse(inspect.getsource(Code)).body[0].body  # type: ignore[attr-defined]
    return {
        Code[ast.unparse(assign.targets[0])]: inspect.cleandoc(ast.literal_eval(text.value))
        for assign, text in pairwise(body)
        if isinstance(assign, ast.Assign) and isinstance(text, ast.Expr)
    }


def describe_codes() -> str:
    """Return ``docs/reference/problems.md``."""
    docs = code_docs()
    lines = [
        "# Problems",
        "",
        "Every problem is one line, `file:line: CODE message (hint)`; codes keep their meaning.",
        "This page is made from `scripts/totkit/errors.py`.",
    ]
    for digit, family in _FAMILIES.items():
        lines += ["", f"## {family}", "", "| code | what is wrong |", "| --- | --- |"]
        lines += [
            f"| `{code}` | {docs.get(code, '').replace('``', '`')} |" for code in Code if code[5] == digit
        ]
    return "\n".join(lines) + "\n"

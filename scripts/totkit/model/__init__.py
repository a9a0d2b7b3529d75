"""What things are: frozen records of the course, its localisations and its editions.

Nothing comes in and nothing goes out; every other room speaks in these records.
Standard library only, no I/O.
"""

from totkit.model.catalogue import DRAFT, Catalogue, Message, Term
from totkit.model.course import (
    COMPONENTS,
    DOMAINS,
    LEVELS,
    REACHES,
    Course,
    Exercise,
    Figure,
    Module,
    Outcome,
    Page,
    SourceFile,
    Toc,
    TocEntry,
    TocPart,
)
from totkit.model.edition import (
    AUDIENCES,
    Audience,
    Edition,
    EditionExercise,
    EditionModule,
    EditionPage,
    LanguageLink,
    Progress,
    Tree,
)
from totkit.model.localisation import (
    FACT_TYPES,
    FALLBACKS,
    Block,
    Fact,
    Localisation,
    LocalModule,
    LocalPage,
)
from totkit.model.question import KINDS, PORTFOLIO_PARTS, USES, Choice, Key, Question

__all__ = [
    "AUDIENCES",
    "COMPONENTS",
    "DOMAINS",
    "DRAFT",
    "FACT_TYPES",
    "FALLBACKS",
    "KINDS",
    "LEVELS",
    "PORTFOLIO_PARTS",
    "REACHES",
    "USES",
    "Audience",
    "Block",
    "Catalogue",
    "Choice",
    "Course",
    "Edition",
    "EditionExercise",
    "EditionModule",
    "EditionPage",
    "Exercise",
    "Fact",
    "Figure",
    "Key",
    "LanguageLink",
    "LocalModule",
    "LocalPage",
    "Localisation",
    "Message",
    "Module",
    "Outcome",
    "Page",
    "Progress",
    "Question",
    "SourceFile",
    "Term",
    "Toc",
    "TocEntry",
    "TocPart",
    "Tree",
]

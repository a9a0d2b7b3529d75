"""The desk at which an edition is made: each part of the course with what localises it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from totkit.errors import ContentError
from totkit.localise.compose import DECK
from totkit.localise.digits import DIGITS
from totkit.localise.extract import COURSE, INTERFACE, block_items, catalogue_slug, exercise_items, page_items
from totkit.localise.figures import figure_folder, figure_units, localise_figure
from totkit.localise.missing import missing_facts, missing_forms
from totkit.localise.page import SLIDES, PageContext, localise_page
from totkit.localise.terms import glossary_terms
from totkit.localise.translate import Translator
from totkit.model import (
    Catalogue,
    EditionExercise,
    EditionModule,
    EditionPage,
    LanguageLink,
    Toc,
    TocEntry,
    TocPart,
)
from totkit.notebook import front_matter_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from totkit.errors import Problem
    from totkit.localise.facts import FactBook
    from totkit.localise.select import Selection
    from totkit.model import (
        Audience,
        Choice,
        Course,
        Exercise,
        Key,
        Localisation,
        Module,
        Page,
        Question,
        SourceFile,
    )


def language_link(tag: str) -> LanguageLink:
    """Return a language with its own name and direction."""
    from babel import Locale

    locale = Locale.parse(tag, sep="-")
    name = str(locale.get_display_name() or tag)
    return LanguageLink(tag=tag, name=name[:1].upper() + name[1:], direction=locale.text_direction)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that the parts of one edition are made from."""

    course: Course
    localisation: Localisation
    language: str
    catalogues: Mapping[str, Catalogue]
    audience: Audience
    selection: Selection
    facts: FactBook
    targets: Mapping[str, str]

    @cached_property
    def interface(self) -> Mapping[str, str]:
        """Totkit's own strings that are translated, and the digits that the territory uses."""
        found = self.catalogues.get(INTERFACE, Catalogue(locale=self.language))
        strings = {key: message.text for key, message in found.messages.items() if message.usable}
        return {**strings, DIGITS: "".join(self.facts.number(int(digit), 0) for digit in DIGITS)}

    def translator(self, slug: str) -> Translator:
        """Return what translates the pages of one folder."""
        empty = Catalogue(locale=self.language)
        own = self.localisation.messages.get(self.language, empty)
        source = self.course.source_language
        return Translator(
            catalogue=own.over(self.catalogues.get(slug, empty)),
            source=source,
            target=self.language,
            source_direction=language_link(source).direction,
            previous=self.localisation.fallback == "previous",
            overrides=frozenset(key for key in own.messages if own.find(key)),
        )

    def context(self, slug: str) -> PageContext:
        """Return what the pages of one folder share."""
        course, localisation = self.course, self.localisation
        empty = Catalogue(locale=self.language)
        own = localisation.messages.get(self.language, empty)
        shared = own.over(self.catalogues.get(slug, empty))
        authored = localisation.authored or course.source_language
        return PageContext(
            translator=self.translator(slug),
            local=Translator(
                catalogue=shared if authored == course.source_language else own,
                source=authored,
                target=self.language,
                source_direction=language_link(authored).direction,
                previous=localisation.fallback == "previous",
            ),
            facts=self.facts,
            blocks=localisation.blocks,
            audience=self.audience,
            targets=self.targets,
            left_out=self.selection.left_out,
            interface=self.interface,
            terms=self.terms,
        )

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """What the terms of the course's glossaries are called."""
        return glossary_terms(self.course, self._shown, self.selection.left_out)

    def _shown(self, page: Page, message_id: str) -> str | None:
        return self.translator(catalogue_slug(page.folder)).shown(message_id)

    def modules(self) -> tuple[Module, ...]:
        """Return the modules that the edition has."""
        return tuple(module for module in self.course.modules if module.id in self.selection.modules)

    def exercises(self) -> tuple[Exercise, ...]:
        """Return the exercises that the edition has."""
        return tuple(e for e in self.course.exercises if e.docname in self.selection.docnames)

    def authored_pages(self) -> tuple[Page, ...]:
        """Return the pages that the edition has; for trainers also the slides of its modules."""
        pages = [page for page in self.course.all_pages if page.docname in self.selection.docnames]
        if self.audience == "trainer":
            pages += [module.deck for module in self.modules() if module.deck]
        return tuple(pages)

    def pages(self) -> tuple[EditionPage, ...]:
        """Return the edition's pages, localised."""
        return tuple(self.page(page) for page in self.authored_pages())

    def page(self, page: Page) -> EditionPage:
        """Return one page, localised."""
        context = self.context(catalogue_slug(page.folder))
        if page.base:  # written by the country, in the language of its blocks
            context = replace(context, translator=context.local)
        text, progress = localise_page(_without_place(page), page.docname, context)
        title = context.translator.text(page.title)
        if page.docname.endswith(f"/{DECK}"):
            title = f"{context.say(SLIDES)}: {self.module_title(page.folder)}"
            text = _with_heading(text, title)
        return EditionPage(
            docname=page.docname,
            text=text,
            title=self.facts.fill(title),
            minutes=page.minutes,
            progress=progress,
            executable=page.executable,
        )

    def module_title(self, folder: str) -> str:
        """Return the title of the module in a folder, in the reader's language."""
        module = next(module for module in self.course.modules if module.folder == folder)
        head = self.context(COURSE)
        return (head.local if module.base else head.translator).text(module.title)

    def exercise(self, exercise: Exercise) -> EditionExercise:
        """Return one exercise, localised, with its private side."""
        context = _without_outdated(self.context(catalogue_slug(exercise.folder)))
        text, progress = localise_page(exercise.text, exercise.docname, context)
        return EditionExercise(
            id=exercise.id,
            text=text,
            title=context.translator.text(exercise.title),
            minutes=exercise.minutes,
            questions=tuple(self._question(item, context.translator) for item in exercise.questions),
            keys=tuple(self._key(key, context.translator) for key in exercise.keys),
            files=exercise.files,
            progress=progress + context.translator.count(_question_texts(exercise)),
        )

    def _question(self, question: Question, translator: Translator) -> Question:
        def text(source: str) -> str:
            return self.facts.fill(translator.marked(source))

        def choices(items: tuple[Choice, ...]) -> tuple[Choice, ...]:
            return tuple(replace(item, text=text(item.text)) for item in items)

        return replace(
            question,
            prompt=text(question.prompt),
            options=choices(question.options),
            rows=choices(question.rows),
            columns=choices(question.columns),
            unit=translator.text(question.unit),
            explanation=text(question.explanation),
        )

    def _key(self, key: Key, translator: Translator) -> Key:
        return replace(
            key, mark_scheme=translator.text(key.mark_scheme), model_answer=translator.text(key.model_answer)
        )

    def module(self, module: Module, head: Translator) -> EditionModule:
        """Return what the edition tells about a module."""
        kept = [part for part in module.parts if part.docname in self.selection.docnames]
        outcomes = dict.fromkeys(outcome for part in kept for outcome in part.outcomes)
        statements = {outcome.id: outcome.statement for outcome in self.course.outcomes}
        own = self.context(COURSE).local if module.base else head

        def say(translator: Translator, text: str) -> str:
            return self.facts.fill(translator.marked(text))

        return EditionModule(
            id=module.id,
            title=say(own, module.title),
            summary=say(own, module.summary),
            docname=f"{module.folder}/index",
            minutes=sum(part.minutes for part in kept),
            outcomes=tuple(say(head, statements[name]) for name in outcomes if name in statements),
        )

    def toc(self, head: Translator) -> Toc:
        """Return the table of contents with translated captions; for trainers with the slides."""
        toc = self.selection.toc
        decks = {f"{m.folder}/index": m.deck.docname for m in self.modules() if m.deck}
        if self.audience == "learner":
            decks = {}

        def with_deck(entry: TocEntry) -> TocEntry:
            added = (TocEntry(docname=decks[entry.docname]),) if entry.docname in decks else ()
            return TocEntry(docname=entry.docname, children=(*entry.children, *added))

        parts = tuple(
            TocPart(caption=head.text(part.caption), entries=tuple(map(with_deck, part.entries)))
            for part in toc.parts
        )
        return Toc(root=toc.root, parts=parts)

    def files(self) -> tuple[SourceFile, ...]:
        """Return figures and data of the modules that the edition has."""
        gone = tuple(f"{m.folder}/" for m in self.course.modules if m.id not in self.selection.modules)
        kept = (file for file in self.course.files if not file.path.startswith(gone))
        return tuple(self.figure(file) if figure_units(file) else file for file in kept)

    def figure(self, file: SourceFile) -> SourceFile:
        """Return one figure, its words localised."""
        context = self.context(catalogue_slug(figure_folder(file)))
        return localise_figure(file, context.translator, self.facts.direction)

    def sources(self) -> tuple[tuple[str, str, str, int], ...]:
        """Return what the country's own values rest on."""
        facts = self.facts.given
        return tuple((key, self.facts.text(key), facts[key].source, facts[key].year) for key in sorted(facts))

    def check_facts(self) -> None:
        """Stop if a text uses a value that the country does not give."""
        texts = [(page.path, page.text) for page in self.authored_pages()]
        texts += [(exercise.path, exercise.text) for exercise in self.exercises()]
        texts += [(block.path, block.text) for block in self.localisation.blocks.values()]
        problems = [problem for path, text in texts for problem in missing_facts(path, text, self.facts)]
        problems += self.missing_forms()
        if problems:
            raise ContentError(problems)

    def missing_forms(self) -> list[Problem]:
        """Return the forms of values that translations ask for and the country does not give."""
        problems = []
        for page in self.authored_pages():
            context = self.context(catalogue_slug(page.folder))
            translator = context.local if page.base else context.translator
            problems += missing_forms(page_items(page), translator, self.facts)
        for exercise in self.exercises():
            context = _without_outdated(self.context(catalogue_slug(exercise.folder)))
            problems += missing_forms(exercise_items(exercise), context.translator, self.facts)
        local = self.context(COURSE).local
        for block in self.localisation.blocks.values():
            problems += missing_forms(block_items(block), local, self.facts)
        return problems


def _without_place(page: Page) -> str:
    """Return a page's text without what its front matter says of its place in the course."""
    if not page.base:
        return page.text
    lines = page.text.split("\n")
    head = front_matter_lines(page.text)
    kept = [line for line in lines[:head] if not line.startswith(("based_on:", "after:"))]
    return "\n".join([*kept, *lines[head:]])


def _without_outdated(context: PageContext) -> PageContext:
    """Return what an exercise is made with: an old wording would be marked by the new key and tests."""
    return replace(context, translator=replace(context.translator, previous=False))


def _question_texts(exercise: Exercise) -> tuple[str, ...]:
    texts: Iterable[str] = (
        text
        for question in exercise.questions
        for text in (
            question.prompt,
            question.explanation,
            question.unit,
            *(choice.text for choice in (*question.options, *question.rows, *question.columns)),
        )
    )
    return tuple(text for text in texts if any(letter.isalpha() for letter in text))


def _with_heading(text: str, title: str) -> str:
    """Return a deck with a title above its first slide."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    end = ends[1] + 1 if len(ends) > 1 and ends[0] == 0 else 0
    return "\n".join([*lines[:end], f"# {title}", "", *lines[end:]])

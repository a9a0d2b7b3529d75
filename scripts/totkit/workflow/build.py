"""Build editions: localise, release, assemble, guard, publish; one failure does not stop the others."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from totkit.errors import ContentError, TotkitError, plural
from totkit.read import edition_names
from totkit.run import run_forked, write_file, write_tree
from totkit.workflow.inputs import Inputs, find_reason, read_record, record_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from totkit.assemble import Guard
    from totkit.errors import Problem
    from totkit.model import Audience, Edition
    from totkit.publish import SiteEdition
    from totkit.run import ForkResult
    from totkit.workflow.load import Library

Status = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What became of an edition.

    :ivar reason: why it was built, or what stopped it
    :ivar problems: what is wrong with authored content
    :ivar warnings: what Jupyter Book warned of; any of them stops an edition
    """

    edition: str
    audience: Audience
    status: Status
    reason: str
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    library: Library
    country: str
    language: str
    audience: Audience
    reason: str

    @property
    def edition(self) -> str:
        return f"{self.country}/{self.language}"


def home(root: Path, audience: Audience) -> Path:
    """Return the folder that holds an audience's ``editions/`` and ``site/``."""
    return root / "_build" / ("trainer" if audience == "trainer" else "")


def build_editions(
    root: Path,
    wanted: Sequence[str] = (),
    *,
    audience: Audience = "learner",
    jobs: int = 1,
    force: bool = False,
    on_progress: Callable[[str], None] = lambda _text: None,
    on_result: Callable[[BuildResult], None] = lambda _result: None,
) -> tuple[BuildResult, ...]:
    """Build the sites of some editions, those that changed.

    :param wanted: editions or countries; none: all
    :param jobs: how many to build at a time
    :returns: one record for each edition, in a fixed order
    :raises ContentError: with every problem, if the authored content is not sound
    """
    names = edition_names(root, wanted)
    inputs = Inputs(root)
    site = home(root, audience) / "site"
    reasons = {
        name: "forced"
        if force
        else find_reason(record_path(root, *name, audience), site / name[0] / name[1], inputs.of(*name))
        for name in names
    }
    results = {
        name: BuildResult(
            edition="/".join(name), audience=audience, status="unchanged", reason="nothing changed"
        )
        for name, reason in reasons.items()
        if reason is None
    }
    for result in results.values():
        on_result(result)
    stale = {name: reason for name, reason in reasons.items() if reason is not None}
    if stale:
        library = _read_sound(root, stale, on_progress)
        results |= _build(library, stale, audience, jobs, on_progress, on_result)
        for name, result in results.items():
            if result.status == "built":
                _remember(library, *name, audience, inputs.of(*name))
    if stale or not (site / "index.html").is_file():
        write_site_index(root, audience)
    return tuple(results[name] for name in names)


def _read_sound(root: Path, names: Iterable[tuple[str, str]], on_progress: Callable[[str], None]) -> Library:
    from totkit.workflow.check import require_clean
    from totkit.workflow.drift import say_drift
    from totkit.workflow.load import Library

    wanted = tuple(names)
    library = Library.read(root, wanted)
    require_clean(library, on_progress)
    say_drift(library, wanted, on_progress)
    return library


def _build(
    library: Library,
    stale: Mapping[tuple[str, str], str],
    audience: Audience,
    jobs: int,
    on_progress: Callable[[str], None],
    on_result: Callable[[BuildResult], None],
) -> dict[tuple[str, str], BuildResult]:
    from totkit.publish import prepare_imports

    on_progress(f"building {plural(len(stale), 'edition')}: {', '.join('/'.join(name) for name in stale)}")
    prepare_imports()
    waiting = [
        _Job(library=library, country=country, language=language, audience=audience, reason=reason)
        for (country, language), reason in stale.items()
    ]
    done: dict[tuple[str, str], BuildResult] = {}

    def note(fork: ForkResult[_Job, BuildResult]) -> None:
        job = fork.job
        result = fork.value or BuildResult(
            edition=job.edition, audience=job.audience, status="failed", reason=fork.failure
        )
        result = replace(result, seconds=fork.seconds)
        done[job.country, job.language] = result
        on_result(result)

    run_forked(_build_one, waiting, workers=jobs, on_done=note)
    return done


def _build_one(job: _Job) -> BuildResult:
    result = BuildResult(edition=job.edition, audience=job.audience, status="failed", reason="")
    try:
        edition = job.library.edition(job.country, job.language, job.audience)
        reason = refuse_unfinished(edition, job.library.localisations[job.country].threshold)
        if reason:
            return replace(result, reason=reason)
        tree, guard = write_edition(job.library.root, edition)
        site = publish_one(job, tree, guard)
    except ContentError as error:
        return replace(result, reason="private or unsound content", problems=tuple(error.problems))
    except TotkitError as error:
        return replace(result, reason=f"{error}\n{getattr(error, 'log', '')}".strip())
    if site:
        return replace(result, reason="Jupyter Book warned", warnings=site)
    return replace(result, status="built", reason=job.reason)


def refuse_unfinished(edition: Edition, threshold: int) -> str:
    """Return why too little of an edition is translated to publish it; empty if it may be published.

    One in the course's own language may be, even if a country's pieces stand in another.

    :param threshold: per cent; a share that is just as high is enough
    """
    progress = edition.progress
    if edition.language == edition.source_language.tag:
        return ""
    if progress.translated * 100 >= threshold * progress.total:
        return ""
    return (
        f"{progress.translated} of {progress.total} passages are translated, {progress.percent} %, and the "
        f"threshold is {threshold} %: translate more (totkit catalogue status --by page -e {edition.id}), "
        f"or lower threshold: in localisations/countries/{edition.country}/localisation.yml"
    )


def publish_one(job: _Job, tree: Path, guard: Guard) -> tuple[str, ...]:
    """Publish a tree; return the warnings that stopped it."""
    from totkit.publish import build_site

    root = job.library.root
    cache = root / "_build" / "cache" / "sphinx" / job.audience / f"{job.country}-{job.language}"
    site = home(root, job.audience) / "site" / job.country / job.language
    inspect = (lambda folder: guard.scan(read_folder(folder))) if job.audience == "learner" else None
    return build_site(tree, site, cache=cache, inspect=inspect).warnings


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by path."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_edition(root: Path, edition: Edition) -> tuple[Path, Guard]:
    """Write the tree of an edition, looked through by its guard before anything is written.

    :returns: the tree's folder and the guard, for the site
    :raises ContentError: TOT-E501 for private text in a learner's tree
    """
    from totkit.assemble import assemble_tree, make_guard
    from totkit.errors import raise_if_any
    from totkit.workflow.load import release_all

    tree = assemble_tree(edition, release_all(edition))
    guard = make_guard(edition)
    if edition.audience == "learner":
        raise_if_any(guard.scan(tree.files))
    folder = home(root, edition.audience) / "editions" / edition.country / edition.language
    write_tree(tree.files, folder)
    return folder, guard


def assemble_editions(
    root: Path,
    wanted: Sequence[str] = (),
    *,
    audience: Audience = "learner",
    on_progress: Callable[[str], None] = lambda _text: None,
) -> tuple[Path, ...]:
    """Write the trees of some editions and return their folders.

    :raises ContentError: with every problem, if the authored content is not sound
    """
    names = edition_names(root, wanted)
    library = _read_sound(root, names, on_progress)
    return tuple(write_edition(root, library.edition(*name, audience))[0] for name in names)


def write_site_index(root: Path, audience: Audience) -> None:
    """Write the list of all editions that stand in the site, from what their builds left on record."""
    from totkit.publish import SiteEdition, write_indexes

    site = home(root, audience) / "site"
    standing = [name for name in edition_names(root) if (site / name[0] / name[1] / "index.html").is_file()]
    records = [record_path(root, *name, audience) for name in standing]
    known = {path: record for path in records if (record := read_record(path)) is not None}
    if known:
        newest = known[max(known, key=lambda path: path.stat().st_mtime_ns)]
        editions = [SiteEdition(**record["site"]) for record in known.values()]
        write_indexes(site, editions, title=newest["title"], release=newest["release"])


def _site_edition(library: Library, country: str, language: str) -> SiteEdition:
    from totkit.localise import fact_book, language_link, place_name
    from totkit.publish import SiteEdition

    course, localisation = library.course, library.localisations[country]
    facts = fact_book(course, localisation, course.source_language)
    link = language_link(language)
    messages = library.catalogues[language].get("course")
    title = messages.find(course.title) if messages else None
    return SiteEdition(
        country=country,
        country_name=place_name(facts),
        publisher=facts.choose(localisation.publisher)[1],
        language=language,
        language_name=link.name,
        direction=link.direction,
        title=title.text if title else course.title,
    )


def _remember(
    library: Library, country: str, language: str, audience: Audience, inputs: Mapping[str, str]
) -> None:
    """Put on record what an edition was built from and how the list of editions names it."""
    record = {
        "inputs": dict(inputs),
        "title": library.course.title,
        "release": library.course.release,
        "site": asdict(_site_edition(library, country, language)),
    }
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    write_file(text.encode(), record_path(library.root, country, language, audience))

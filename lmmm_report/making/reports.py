"""The reports of profiles: each a unit of work of its own, and published together when all are made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lmmm_report import __version__
from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.load.files import ProfileFile
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.making.earlier import NO_STATES, EarlierFiles, company_key
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.naming import refuse_index
from lmmm_report.making.telling import Listener
from lmmm_report.making.typesetting import Typeset, typeset
from lmmm_report.making.unit import Made, Recipe, Unit, Workshop, make_unit
from lmmm_report.making.workers import Workers
from lmmm_report.messages import say
from lmmm_report.output import Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.assets import FOLDER as ASSETS
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Look
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.index import DATA, IndexPages

if TYPE_CHECKING:
    from lmmm_report.making.cluster import Cluster

EACH = 8
"""Reports that a process of its own makes in about the time that it takes to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of every profile, and where it goes."""

    profiles: tuple[ProfileFile, ...]
    folder: Path
    model: Path | None = None
    """As `reader_at` has it; it has been loaded."""
    formats: tuple[str, ...]
    """Some of `FORMATS`."""
    languages: tuple[str, ...]
    audience: Audience = DEFAULT_AUDIENCE
    """For whom the PDFs are made."""
    earlier: tuple[Path, ...] = ()
    history: bool = False
    """The revisions of each profile in git are earlier positions as well."""
    look: Look
    jobs: int = 1
    """Processes at once."""
    names: str = "all"
    """``all``, or ``roles``: persons by their roles."""
    separate: bool = False
    """Style sheet, script and fonts as files beside the pages, for servers that allow nothing in them."""
    whole: bool = False
    """The folder is exchanged as a whole."""
    cluster: str | None = None
    """The address of a Dask cluster that makes the reports; else this machine does."""


def processors() -> int:
    """How many documents can be typeset at once."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable)


def make_reports(
    order: Order, reader: ProfileReader, wordings: Mapping[str, Wording], listener: Listener
) -> tuple[Path, ...]:
    """Make all reports of ``order`` and publish them: the files that were written, in the order of their making.

    One report at a time is held in memory. Raises `UserError` with the problems of all profiles; then nothing is
    written.
    """
    return _Maker(order, reader, wordings, listener).make()


class _Maker:
    def __init__(
        self, order: Order, reader: ProfileReader, wordings: Mapping[str, Wording], listener: Listener
    ) -> None:
        self.order = order
        self.reader = reader
        self.listener = listener
        self.earlier = EarlierFiles(order.earlier, reader, listener)
        self.recipe = Recipe(
            model=order.model,
            languages=order.languages,
            formats=order.formats,
            audience=order.audience,
            look=order.look,
            names=order.names,
            separate=order.separate,
            several=len(order.profiles) > 1,
            known=self.earlier.known,
        )
        self.workshop = Workshop(self.recipe, reader, wordings)
        self.assets = Assets() if order.separate else None
        self.index = IndexPages(
            reader.model,
            tuple(wordings[language] for language in order.languages),
            program_version=__version__,
            look=order.look,
            assets=self.assets,
        )
        self.staged: set[str] = set()
        """Names of what lies beside pages and has been staged."""

    def make(self) -> tuple[Path, ...]:
        """Stage every report, then the pages that lead to them, then publish."""
        order = self.order
        refuse_index(order.profiles)
        if "pdf" in order.formats and order.cluster is None:
            from lmmm_report.report.pdf.press import require_pdf  # brings WeasyPrint

            require_pdf()
        problems: list[Problem] = []
        with self._workers() as workers, Staging(order.folder, whole=order.whole) as stage:
            with self.listener.progress(self._parts(), say("making.building")) as advance:
                for done in self._done(workers):
                    if isinstance(done, Made):
                        problems += done.problems
                        if not problems:
                            self._stage_report(done, stage)
                    else:
                        self._stage_pdf(done, stage)
                    advance(done.unit)
            if problems:
                raise UserError(problems)
            self.earlier.close()
            if len(order.profiles) > 1:
                for name, content in self._about_all():
                    stage.add(name, content)
            return stage.publish().files

    def _workers(self) -> Workers | Cluster:
        if self.order.cluster is None:
            return Workers(self._jobs())
        from lmmm_report.making.cluster import Cluster  # brings Dask

        return Cluster(self.order.cluster, self.recipe.sent())

    def _jobs(self) -> int:
        """How many processes pay."""
        count = len(self.order.profiles)
        documents = count * len(self.order.languages) if "pdf" in self.order.formats else 0
        return max(1, min(self.order.jobs, max(documents, count // EACH)))

    def _parts(self) -> int:
        """Of how many results the user is told: the PDFs come on top, and take nearly all of the time."""
        count = len(self.order.profiles)
        return count + (count * len(self.order.languages) if "pdf" in self.order.formats else 0)

    def _done(self, workers: Workers | Cluster) -> Iterator[Made | Typeset]:
        """Everything that is made of the profiles, as it is done."""
        units = iter(self.order.profiles)
        here = len(self.order.profiles) < 2 * EACH and self.order.cluster is None
        make = self.workshop.make if here else partial(make_unit, self.recipe.sent())
        broken = False
        while True:
            while workers.room and (file := next(units, None)) is not None:
                try:
                    workers.add(make, self._unit(file), here=here)
                except UserError as error:
                    broken = True
                    yield Made(file.name, problems=error.problems)
            if not len(workers):
                return
            done: Made | Typeset = workers.next()
            broken = broken or (isinstance(done, Made) and bool(done.problems))
            if isinstance(done, Made) and not broken:
                for page in done.pages:
                    workers.add(typeset, page)
            yield done

    def _unit(self, file: ProfileFile) -> Unit:
        """What there is of one profile before it is looked at; `UserError` if it cannot be read."""
        states = NO_STATES
        if self.order.history:
            from lmmm_report.making.timelines import FileTrack  # most builds ask for no revisions

            states = FileTrack(file.path).states()
        return Unit(file.name, str(file.path), read_bytes(file.path), states)

    def _stage_report(self, made: Made, stage: Staging) -> None:
        if made.warnings:
            self.listener.warn(made.warnings)
        self.listener.detail(made.unit)
        for name, content in made.files:
            if name.startswith(f"{ASSETS}/"):
                if name in self.staged:
                    continue
                self.staged.add(name)
            stage.add(name, content)
        assert made.row is not None
        self.earlier.built(company_key(made.row.company), made.row.day)
        self.index.take(made.row)

    def _stage_pdf(self, done: Typeset, stage: Staging) -> None:
        stage.add(done.name, done.pdf)
        if done.unshown:
            self.listener.warn([_unshown(done.source, done.name, done.unshown)])

    def _about_all(self) -> Iterator[tuple[str, str | bytes]]:
        """The pages and data about all profiles, what belongs to a page before it, and the first page last."""
        formats = self.order.formats
        if "json" in formats:
            yield DATA, self.index.document()
        if "html" in formats:
            pages = list(self.index.render(with_data="json" in formats))
            for name, content in self.assets.new() if self.assets else ():
                if name not in self.staged:
                    yield name, content
            yield from pages


def _unshown(file: str, pdf: str, characters: Iterable[str]) -> Problem:
    """The warning that a PDF shows boxes in the place of characters."""
    named = [c if c.isprintable() else f"U+{ord(c):04X}" for c in characters]
    shown, left = ", ".join(named[:8]), len(named) - 8
    return Problem(
        file=file,
        message=say("making.no_glyphs_more", shown=shown, left=left, pdf=pdf)
        if left > 0
        else say("making.no_glyphs", shown=shown, pdf=pdf),
        hint=say("making.no_glyphs_cure"),
        code="no-glyph",
        severity="warning",
    )

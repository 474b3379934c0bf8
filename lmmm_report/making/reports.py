"""The reports of profiles: one at a time from file to staged files, and published together when all are made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.domain.profile import Profile
from lmmm_report.load.files import ProfileFile
from lmmm_report.making.contents import Contents, Edition, look_hashes
from lmmm_report.making.earlier import EarlierFiles
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.naming import INDEX, ReportNames, refuse_index
from lmmm_report.making.notes import note_problems
from lmmm_report.making.telling import Listener
from lmmm_report.messages import say
from lmmm_report.output import Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Look
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.index import DATA, IndexPages

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from lmmm_report.making.typesetting import Page, Presses, Typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of every profile, and where it goes."""

    profiles: tuple[ProfileFile, ...]
    folder: Path
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
    """PDFs that are typeset at once."""
    names: str = "all"
    """``all``, or ``roles``: persons by their roles."""
    separate: bool = False
    """Style sheet, script and fonts as files beside the pages, for servers that allow nothing in them."""
    whole: bool = False
    """The folder is exchanged as a whole."""


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
        self.wordings = {language: wordings[language] for language in order.languages}
        self.edition = Edition(
            wordings=self.wordings,
            formats=order.formats,
            audience=order.audience,
            look=order.look,
            look_hashes=look_hashes(order.look),
            assets=Assets() if order.separate else None,
            names=order.names,
            several=len(order.profiles) > 1 and "html" in order.formats,
        )
        self.listener = listener
        self.earlier = EarlierFiles(order.earlier, reader, listener, history=order.history)
        self.index = IndexPages(
            reader.model,
            tuple(self.wordings.values()),
            program_version=__version__,
            look=order.look,
            assets=self.edition.assets,
        )

    def make(self) -> tuple[Path, ...]:
        """Stage every report, then the pages that lead to them, then publish."""
        order = self.order
        refuse_index(order.profiles)
        problems: list[Problem] = []
        with self._presses(len(order.profiles)) as presses, Staging(order.folder, whole=order.whole) as stage:
            with self.listener.progress(len(order.profiles) * len(order.languages), say("making.building")) as advance:
                for file in order.profiles:
                    try:
                        self._report(file, stage, presses, advance, only_read=bool(problems))
                    except UserError as error:
                        problems += error.problems
                if problems:
                    raise UserError(problems)
                for done in presses.rest() if presses else ():
                    self._stage_pdf(done, stage)
            self.earlier.close()
            if len(order.profiles) > 1:
                for name, content in self._about_all():
                    stage.add(name, content)
            return stage.publish().files

    def _about_all(self) -> Iterable[tuple[str, str | bytes]]:
        """The pages and data about all profiles, what belongs to a page before it, and the first page last."""
        formats = self.order.formats
        if "json" in formats:
            yield DATA, self.index.document()
        if "html" in formats:
            pages = list(self.index.render(with_data="json" in formats))
            yield from self._new_assets()
            yield from pages

    def _presses(self, count: int) -> AbstractContextManager[Presses | None]:
        if "pdf" not in self.order.formats:
            return nullcontext()
        from lmmm_report.making.typesetting import Presses

        return Presses(min(self.order.jobs, count * len(self.wordings)))

    def _report(
        self,
        file: ProfileFile,
        stage: Staging,
        presses: Presses | None,
        advance: Callable[[str], None],
        *,
        only_read: bool,
    ) -> None:
        profile = self.reader.read(file.path)
        warnings = self._look_at_notes(profile)
        if only_read:
            return
        if warnings:
            self.listener.warn(warnings)
        assessment = assess(profile, self.reader.model)
        names = ReportNames(file.name, self.order.audience)
        contents = Contents(names, assessment, self.earlier.before(assessment, file.path), self.edition)
        for made in self._made(contents, advance):
            if isinstance(made, tuple):
                stage.add(*made)
            elif presses is not None:
                for done in presses.add(made):
                    self._stage_pdf(done, stage)

    def _look_at_notes(self, profile: Profile) -> list[Problem]:
        """Warnings about notes that are shown; `UserError` if they cannot be."""
        if self.order.formats == ("json",):
            return []
        problems = note_problems(profile, self.reader.criteria, self.reader.measures)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise UserError(errors)
        return list(problems)

    def _stage_pdf(self, done: Typeset, stage: Staging) -> None:
        stage.add(done.page.name, done.pdf)
        if done.unshown:
            self.listener.warn([_unshown(done.page.source, done.page.name, done.unshown)])

    def _made(self, contents: Contents, advance: Callable[[str], None]) -> Iterable[tuple[str, str | bytes] | Page]:
        """The files of one profile by name, and the pages that are yet to be typeset."""
        names, assessment, formats = contents.names, contents.assessment, self.order.formats
        if "json" in formats:
            yield names.data, contents.document
        for language in self.wordings:
            advance(f"{names.name}.{language}")
            self.listener.detail(f"{assessment.profile.file}: {language}")
            if "html" in formats:
                page = contents.page(language)
                # A page is never there before what belongs to it.
                yield from self._new_assets()
                yield names.page(language), page
            if "pdf" in formats:
                yield self._page(contents, language)
        links = {language: contents.links(language, seen_from=INDEX) for language in self.wordings}
        self.index.add(assessment, names.name, links=links, earlier=contents.earlier)

    def _new_assets(self) -> Iterable[tuple[str, bytes]]:
        return self.edition.assets.new() if self.edition.assets else ()

    @staticmethod
    def _page(contents: Contents, language: str) -> Page:
        from lmmm_report.making.typesetting import Page

        profile = contents.assessment.profile
        return Page(
            name=contents.names.pdf(language),
            source=profile.file,
            html=contents.page_for_pdf(language),
            day=profile.date,
            attachment=contents.attachment,
            attachment_name=contents.names.attached,
        )


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

"""The reports of profiles: one at a time from file to staged files, and published together when all are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.making.earlier import EarlierFiles
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.telling import Listener
from lmmm_report.output import Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.documents.result_json import render_json, summary_document
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Alternate, Look, render_board_for_pdf, render_report, render_report_for_pdf
from lmmm_report.report.views.report import ReportView, view_of
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.index import IndexPages

if TYPE_CHECKING:
    from lmmm_report.report.pdf.press import PdfPress

FORMATS = ("html", "pdf", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of every profile, and where it goes."""

    profiles: tuple[Path, ...]
    folder: Path
    formats: tuple[str, ...]
    """Some of `FORMATS`."""
    languages: tuple[str, ...]
    board: bool = False
    """As PDF only the pages for those who decide."""
    earlier: tuple[Path, ...] = ()
    look: Look
    separate: bool = False
    """Style sheet, script and fonts as files beside the pages, for servers that allow nothing in them."""


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
        self.listener = listener
        self.press: PdfPress | None = None
        if "pdf" in order.formats:
            from lmmm_report.report.pdf.press import PdfPress

            self.press = PdfPress()
        self.assets = Assets() if order.separate else None
        self.earlier = EarlierFiles(order.earlier, reader, listener)
        self.index = IndexPages(
            tuple(self.wordings.values()),
            formats=[form for form in order.formats if form != "pdf" or not order.board],
            program_version=__version__,
            look=order.look,
            assets=self.assets,
        )

    def make(self) -> tuple[Path, ...]:
        """Stage every report, then the pages that lead to them, then publish."""
        order = self.order
        names = _names(order.profiles)
        problems: list[Problem] = []
        with Staging(order.folder) as stage:
            with self.listener.progress(len(names) * len(order.languages), "Building") as advance:
                for name, path in zip(names, order.profiles, strict=True):
                    try:
                        self._report(name, path, stage, advance, only_read=bool(problems))
                    except UserError as error:
                        problems += error.problems
            if problems:
                raise UserError(problems)
            self.earlier.close()
            if len(names) > 1 and "html" in order.formats:
                pages = self.index.render()
                for file, asset in self._new_assets():
                    stage.add(file, asset)
                for file, page in pages.items():
                    stage.add(file, page)
            return stage.publish()

    def _report(
        self, name: str, path: Path, stage: Staging, advance: Callable[[str], None], *, only_read: bool
    ) -> None:
        profile = self.reader.read(path)
        if only_read:
            return
        assessment = assess(profile, self.reader.model)
        for file, content in self._files(name, assessment, self.earlier.before(assessment), advance):
            stage.add(file, content)

    def _files(
        self, name: str, assessment: Assessment, earlier: Sequence[EarlierPosition], advance: Callable[[str], None]
    ) -> Iterable[tuple[str, str | bytes]]:
        """The files of one profile by name."""
        formats = self.order.formats
        document = ""
        if formats != ("html",):
            document = render_json(assessment, program_version=__version__, earlier=earlier)
        if "json" in formats:
            yield f"{name}.json", document
        tables = what_if_of(assessment) if "html" in formats else None
        summary = summary_document(assessment, program_version=__version__) if "html" in formats else None
        unshown: dict[str, None] = {}
        for language, wording in self.wordings.items():
            advance(f"{name}.{language}")
            self.listener.detail(f"{assessment.profile.file}: {language}")
            view = view_of(assessment, wording, program_version=__version__, what_if=tables, earlier=earlier)
            if summary is not None:
                self.index.add(name, assessment, view)
                page = self._page(name, view, wording, summary)
                # A page is never there before what belongs to it.
                yield from self._new_assets()
                yield f"{name}.{language}.html", page
            if self.press is not None:
                html = self._page_for_pdf(view, wording)
                day = assessment.profile.date
                yield self._pdf(name, language), self.press.typeset(html, day, document, f"{name}.json")
                unshown |= dict.fromkeys(self.press.unshown(html))
        if unshown:
            self.listener.warn([_unshown(assessment.profile.file, unshown)])

    def _page(self, name: str, view: ReportView, wording: Wording, summary: Mapping[str, Any]) -> str:
        language = wording.language
        return render_report(
            view,
            wording,
            result=summary,
            alternates=self._alternates(name, language),
            files=self._beside(name, language),
            look=self.order.look,
            assets=self.assets,
            name=f"{name}.{language}.html",
        )

    def _new_assets(self) -> Iterable[tuple[str, bytes]]:
        return self.assets.new() if self.assets else ()

    def _page_for_pdf(self, view: ReportView, wording: Wording) -> str:
        render = render_board_for_pdf if self.order.board else render_report_for_pdf
        return render(view, wording, look=self.order.look)

    def _pdf(self, name: str, language: str) -> str:
        return f"{name}.{language}{'.board' if self.order.board else ''}.pdf"

    def _beside(self, name: str, language: str) -> list[tuple[str, str]]:
        """The files of the same result that lie beside a page."""
        files = {"pdf": self._pdf(name, language), "json": f"{name}.json"}
        return [(form.upper(), file) for form, file in files.items() if form in self.order.formats]

    def _alternates(self, name: str, language: str) -> tuple[Alternate, ...]:
        # The link stands in this page but speaks the other language.
        return tuple(
            Alternate(other, wording.say("report.this_language"), f"{name}.{other}.html")
            for other, wording in self.wordings.items()
            if other != language
        )


def _names(paths: Iterable[Path]) -> list[str]:
    """The name of each profile's reports; two profiles must not write over each other."""
    seen: dict[str, Path] = {}
    problems = []
    for path in paths:
        name = path.stem
        if name in seen or name == "index":
            problems.append(
                Problem(
                    file=str(path),
                    message=f"its reports would have the same names as those of {seen.get(name, 'the index page')}",
                    hint="rename one of the files, or build them into different folders",
                    code="same-name",
                )
            )
        seen.setdefault(name, path)
    if problems:
        raise UserError(problems)
    return list(seen)


def _unshown(file: str, characters: Iterable[str]) -> Problem:
    """The warning that a PDF shows boxes in the place of characters."""
    named = [c if c.isprintable() else f"U+{ord(c):04X}" for c in characters]
    listed = ", ".join(named[:8]) + (f" and {len(named) - 8} more" if len(named) > 8 else "")
    return Problem(
        file=file,
        message=f"the fonts have no {listed}, shown as \N{WHITE SQUARE} in the PDF",
        hint="HTML and the JSON inside the PDF have the text as it was written",
        code="no-glyph",
        severity="warning",
    )

"""The pages that lead to the reports: gathers a slim row of each, and makes all pages from the rows alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.model import Model
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import PLAIN, Alternate, Look, render_about_units
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.first_page import Frame, first_page_of
from lmmm_report.site.rows import UnitRow, row_of


class IndexPages:
    """Gathers the rows as reports are made. A page is a function of them: the same rows give the same bytes."""

    def __init__(
        self,
        model: Model,
        wordings: Sequence[Wording],
        *,
        program_version: str,
        look: Look = PLAIN,
        assets: Assets | None = None,
    ) -> None:
        self._model = model
        self._wordings = wordings
        self._program_version = program_version
        self._look = look
        self._assets = assets
        self._rows: list[UnitRow] = []

    def add(
        self,
        assessment: Assessment,
        name: str,
        *,
        headlines: Mapping[str, str],
        links: Mapping[str, tuple[tuple[str, str], ...]],
        earlier: Sequence[EarlierPosition],
    ) -> None:
        """Take down what the pages say of one report; ``name``: of its files, ``links``: by language."""
        self._rows.append(row_of(assessment, name, headlines=headlines, links=links, earlier=earlier))

    def render(self) -> Iterator[tuple[str, str]]:
        """Name and content of each page; at least one report has been added."""
        for wording in self._wordings:
            yield self._name("index", wording), self._first(wording)

    def _name(self, page: str, wording: Wording) -> str:
        """The name of a page: the first page in the first language is the one that a server shows for the folder."""
        if page == "index" and wording is self._wordings[0]:
            return "index.html"
        return f"{page}.{wording.language}.html"

    def _alternates(self, page: str, wording: Wording) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(other.language, other.say("report.this_language"), self._name(page, other).rpartition("/")[2])
            for other in self._wordings
            if other is not wording
        )

    def _first(self, wording: Wording) -> str:
        frame = Frame(self._model, self._program_version, "")
        return render_about_units(
            "first",
            first_page_of(self._rows, frame, wording),
            wording,
            alternates=self._alternates("index", wording),
            look=self._look,
            assets=self._assets,
            name=self._name("index", wording),
        )

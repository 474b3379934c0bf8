"""Several assessments to the pages that lead to their reports."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.domain.assessment import Assessment
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import PLAIN, Alternate, Look, render_index
from lmmm_report.report.views.index import IndexFrame, IndexRow, frame_of, index_view_of, row_of
from lmmm_report.report.views.report import ReportView
from lmmm_report.report.words.wording import Wording


class IndexPages:
    """Gathers a slim row of each report as it is made; ``index.html`` is the page in the first language."""

    def __init__(
        self,
        wordings: Sequence[Wording],
        *,
        program_version: str,
        look: Look = PLAIN,
        assets: Assets | None = None,
    ) -> None:
        self._wordings = wordings
        self._program_version = program_version
        self._look = look
        self._assets = assets
        self._frames: dict[str, IndexFrame] = {}
        self._rows: dict[str, list[IndexRow]] = {wording.language: [] for wording in wordings}

    def add(self, assessment: Assessment, view: ReportView, links: tuple[tuple[str, str], ...]) -> None:
        """Take down what the page says of one report, in the language of ``view``; links: labels and addresses."""
        self._frames.setdefault(view.language, frame_of(view))
        self._rows[view.language].append(row_of(assessment, view, links))

    def render(self) -> dict[str, str]:
        """The page in each language by its name; at least one report has been added."""
        names = {
            w.language: "index.html" if w is self._wordings[0] else f"index.{w.language}.html" for w in self._wordings
        }
        return {
            names[w.language]: render_index(
                index_view_of(
                    self._frames[w.language],
                    self._rows[w.language],
                    w,
                    program_version=self._program_version,
                ),
                w,
                alternates=tuple(
                    Alternate(other.language, other.say("report.this_language"), names[other.language])
                    for other in self._wordings
                    if other is not w
                ),
                look=self._look,
                assets=self._assets,
                name=names[w.language],
            )
            for w in self._wordings
        }

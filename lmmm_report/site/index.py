"""Several assessments to the pages that lead to their reports."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.domain.assessment import Assessment
from lmmm_report.report.html.pages import PLAIN, Alternate, Look, render_index
from lmmm_report.report.views.index import index_view_of
from lmmm_report.report.words.wording import Wording


def render_index_pages(
    named: Sequence[tuple[str, Assessment]],
    wordings: Sequence[Wording],
    *,
    formats: Sequence[str],
    program_version: str,
    look: Look = PLAIN,
) -> dict[str, str]:
    """The index page in each language; ``index.html`` is the one in the first."""
    names = {w.language: "index.html" if w is wordings[0] else f"index.{w.language}.html" for w in wordings}
    return {
        names[w.language]: render_index(
            index_view_of(named, w, formats=formats, program_version=program_version),
            w,
            alternates=tuple(
                Alternate(other.language, other.say("report.this_language"), names[other.language])
                for other in wordings
                if other is not w
            ),
            look=look,
        )
        for w in wordings
    }

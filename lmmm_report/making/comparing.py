"""Two sides compared, in the format that is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report import __version__
from lmmm_report.assess.comparison import compare
from lmmm_report.domain.comparison import Comparison, Standing
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.sides import Side, Sides, pairs_named
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.views.comparison import (
    ComparisonView,
    OtherView,
    comparison_view_of,
    comparisons_page_of,
    other_views_of,
)
from lmmm_report.report.words.wording import Wording

FORMATS = ("text", "markdown", "json", "html")


class Compared(NamedTuple):
    """All pairs of a call."""

    comparisons: tuple[Comparison, ...]
    gone: tuple[Standing, ...]
    """Sides that nothing later stands against."""
    come: tuple[Standing, ...]


def compared(args: Sequence[str], reader: ProfileReader) -> Compared:
    """Compare what the arguments of a command name; `UserError` with the problems of everything they name."""
    sides = Sides(reader)
    problems: dict[Problem, None] = {}

    def read(side: Side | None) -> Standing | None:
        try:
            return sides.standing(side) if side else None
        except UserError as error:
            problems.update(dict.fromkeys(error.problems))
            return None

    pairs = [(read(pair.before), read(pair.after)) for pair in pairs_named(args, sides)]
    if problems:
        raise UserError(problems)
    return Compared(
        tuple(compare(before, after, reader.model) for before, after in pairs if before and after),
        tuple(before for before, after in pairs if before and not after),
        tuple(after for before, after in pairs if after and not before),
    )


def render_compared(done: Compared, form: str, reader: ProfileReader, wording: Wording) -> str:
    """All comparisons in one of `FORMATS`."""
    model, w = reader.model, wording
    if form == "json":
        from lmmm_report.report.documents.comparison_json import comparisons_document

        document = comparisons_document(done.comparisons, done.gone, done.come, model)
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    views = [comparison_view_of(one, model, w) for one in done.comparisons]
    others = other_views_of(done.gone, done.come, model, w)
    if form == "html":
        return _page(views, others, reader, w)
    from lmmm_report.report.documents.comparison_text import render_comparisons_markdown, render_comparisons_text

    return (render_comparisons_markdown if form == "markdown" else render_comparisons_text)(views, others, w)


def _page(views: Sequence[ComparisonView], others: Sequence[OtherView], reader: ProfileReader, w: Wording) -> str:
    from lmmm_report.report.html.pages import render_comparisons

    return render_comparisons(comparisons_page_of(views, others, reader.model, w, program_version=__version__), w)

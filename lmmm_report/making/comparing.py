"""Two sides compared, in the format that is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report import __version__
from lmmm_report.assess.comparison import compare
from lmmm_report.domain.comparison import Comparison, Standing, Unread
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.sides import Pair, Side, Sides, pairs_named
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
    unread: tuple[Unread, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with later sides: an earlier one cannot be mended any more."""
        return tuple(dict.fromkeys(problem for one in self.unread if one.broken_after for problem in one.problems))


def compared(args: Sequence[str], reader: ProfileReader) -> Compared:
    """Compare what the arguments of a command name; of several, one that cannot be read does not stop the others.

    `UserError` where a side that was named itself cannot be read.
    """
    sides = Sides(reader)
    named = pairs_named(args, sides)
    if named.single:
        (pair,) = named.pairs
        read = [_read(side, sides) for side in (pair.before, pair.after)]
        problems = dict.fromkeys(problem for one in read if isinstance(one, UserError) for problem in one.problems)
        if problems:
            raise UserError(problems)
    comparisons, gone, come, unread = [], [], [], []
    for pair in named.pairs:
        before, after = (_read(side, sides) for side in (pair.before, pair.after))
        if isinstance(before, UserError) or isinstance(after, UserError):
            unread.append(_unread(pair, before, after))
        elif before and after:
            comparisons.append(compare(before, after, reader.model, followed=pair.followed))
        elif before:
            gone.append(before)
        elif after:
            come.append(after)
    return Compared(tuple(comparisons), tuple(gone), tuple(come), tuple(unread))


def _read(side: Side | None, sides: Sides) -> Standing | UserError | None:
    try:
        return sides.standing(side) if side else None
    except UserError as error:
        return error


def _unread(pair: Pair, before: Standing | UserError | None, after: Standing | UserError | None) -> Unread:
    """At least one of both is an error."""
    error = after if isinstance(after, UserError) else before
    assert isinstance(error, UserError)
    standing = next((one for one in (after, before) if isinstance(one, Standing)), None)
    return Unread(
        before=pair.before and pair.before.name,
        after=pair.after and pair.after.name,
        standing=standing,
        broken_before=isinstance(before, UserError),
        broken_after=isinstance(after, UserError),
        problems=tuple(error.problems),
    )


def render_compared(done: Compared, form: str, reader: ProfileReader, wording: Wording) -> str:
    """All comparisons in one of `FORMATS`."""
    model, w = reader.model, wording
    if form == "json":
        from lmmm_report.report.documents.comparison_json import comparisons_document

        document = comparisons_document(done.comparisons, done.gone, done.come, done.unread, model)
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    differing = [one for one in done.comparisons if not one.nothing]
    # Where several are compared, those in which nothing differs are counted; where one is, it is told.
    shown = done.comparisons if len(done.comparisons) == 1 else differing
    views = [comparison_view_of(one, model, w) for one in shown]
    others = other_views_of(done.gone, done.come, done.unread, model, w)
    same = len(done.comparisons) - len(shown)
    if form == "html":
        return _page(views, others, same, reader, w)
    from lmmm_report.report.documents.comparison_text import render_comparisons_markdown, render_comparisons_text

    return (render_comparisons_markdown if form == "markdown" else render_comparisons_text)(views, others, same, w)


def _page(
    views: Sequence[ComparisonView], others: Sequence[OtherView], same: int, reader: ProfileReader, w: Wording
) -> str:
    from lmmm_report.report.html.pages import render_comparisons

    return render_comparisons(comparisons_page_of(views, others, same, reader.model, w, program_version=__version__), w)

"""Earlier positions, ready to print in one language."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.report.words.cells import cell_brief, cell_words, interval_words
from lmmm_report.report.words.wording import Wording


class EarlierView(NamedTuple):
    """One earlier position."""

    date: str
    cell: str
    coordinates: tuple[str, str]
    model_version: str


class HistoryView(NamedTuple):
    """All of them, the oldest first, and what has moved since the last."""

    earlier: tuple[EarlierView, ...] = ()
    since: str = ""
    note: str = ""
    """Said where an earlier one rests on another version of the model."""
    described: str = ""
    """The earlier positions in a sentence, for those who do not see the picture."""


def history_view_of(assessment: Assessment, earlier: Sequence[EarlierPosition], w: Wording) -> HistoryView:
    """The history of one company; empty where there is none."""
    if not earlier:
        return HistoryView()
    model = assessment.model
    version = model.version
    return HistoryView(
        earlier=tuple(
            EarlierView(
                date=w.date(one.date),
                cell=cell_brief(one.cell, model, w),
                coordinates=(interval_words(one.coordinates[0], w), interval_words(one.coordinates[1], w)),
                model_version=one.model_version,
            )
            for one in earlier
        ),
        since=_since(assessment, earlier[-1], w),
        note="" if all(one.model_version == version for one in earlier) else w.say("history.models", version=version),
        described=w.say(
            "history.described",
            positions="; ".join(
                w.say("history.then", date=w.date(one.date), cell=cell_words(one.cell, model, w)) for one in earlier
            ),
        ),
    )


def _since(assessment: Assessment, last: EarlierPosition, w: Wording) -> str:
    moves = []
    for axis, then in zip(assessment.axes, last.coordinates, strict=True):
        now = axis.coordinate
        key = "same" if _shown(now.low) == _shown(then.low) else "up" if now.low > then.low else "down"
        name, before, after = w.of(axis.axis.name), w.number(then.low, 2), w.number(now.low, 2)
        moves.append(w.say(f"history.{key}", axis=name, then=before, now=after))
    return w.say("history.since", date=w.date(last.date), moves=" ".join(moves))


def _shown(coordinate: Fraction) -> Fraction:
    """As precise as it is printed: a document has fewer decimals than the assessment."""
    return round(coordinate, 2)

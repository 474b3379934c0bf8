"""The headline about several units: put together from sentences, each shown only where the units bear it out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lmmm_report.domain.model import Model
from lmmm_report.report.words.cells import cell_words
from lmmm_report.report.words.wording import Wording, begun
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.tally import OPEN, Standing, sides, standing
from lmmm_report.site.words import alike

NOTABLE = 5
"""A side is named in the headline where at least one unit of so many stands there."""
PAIR = 2
OF_TWO = frozenset({"portfolio.headline.same", "portfolio.headline.all", "portfolio.headline.none"})
"""What is said of two units in words of its own."""


class Known(NamedTuple):
    """What the headline may rest on."""

    rows: Sequence[UnitRow]
    high: Standing
    """At the stage before the last on both axes."""
    begun: Standing
    """At the second stage on both axes."""
    where: dict[str, int]


class Sentence(NamedTuple):
    """A sentence and what has to hold of the units."""

    key: str
    claim: Callable[[Known], bool]


def _one_cell(known: Known) -> bool:
    return len({(row.low, row.high) for row in known.rows}) == 1 and known.rows[0].firm


MAIN = (
    Sentence("portfolio.headline.same", _one_cell),
    Sentence("portfolio.headline.all", lambda k: k.high.proven == len(k.rows)),
    Sentence("portfolio.headline.some", lambda k: 0 < k.high.proven == k.high.possible),
    Sentence("portfolio.headline.some_open", lambda k: 0 < k.high.proven < k.high.possible),
    Sentence("portfolio.headline.maybe", lambda k: 0 == k.high.proven < k.high.possible),
    Sentence("portfolio.headline.none_begun", lambda k: k.high.possible == 0 < k.begun.proven),
    Sentence("portfolio.headline.none", lambda k: k.high.possible == 0),
)
"""The first that is borne out is said; one of them always is."""


def known_of(rows: Sequence[UnitRow], model: Model) -> Known:
    """What is known of units; at least one."""
    stages = len(model.axes[0].stages)
    return Known(rows=rows, high=standing(rows, max(2, stages - 1)), begun=standing(rows, 2), where=dict(sides(rows)))


def headline_of(rows: Sequence[UnitRow], model: Model, w: Wording) -> str:
    """The headline of these units."""
    known = known_of(rows, model)
    main = next(one.key for one in MAIN if one.claim(known))
    count = known.begun.proven if main.endswith("none_begun") else known.high.proven
    side = _sided(known)
    others = known.high.possible - known.high.proven
    number, total, more, sided = alike(w, count, len(rows), others, known.where[side] if side else 0)
    if main.endswith("some_open"):
        more = alike(w, others)[0]  # digits would stand beside those of the stage
    if len(rows) == PAIR and main in OF_TWO:
        main += ".two"
    first = w.say(
        main,
        count=count,
        number=number,
        total=total,
        stage=known.high.stage,
        more=more,
        cell=cell_words(rows[0].low, model, w),
    )
    if not side:
        return begun(first) + "."
    second = w.say(
        f"portfolio.headline.{side}", count=known.where[side], number=sided, region=w.of(model.regions[side])
    )
    return begun(w.say("portfolio.headline.and", first=first, second=second))


def _sided(known: Known) -> str:
    """The side off the line on which most units stand for certain; empty where they are few."""
    above, below = known.where["above"], known.where["below"]
    most = "above" if above > below else "below"
    notable = max(above, below) * NOTABLE >= len(known.rows) and abs(above - below) > known.where[OPEN]
    return most if notable and not _one_cell(known) else ""

"""Each unit against its group: how many of the others are certain to be behind and ahead, never an average."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.site.rows import UnitRow


class Place(NamedTuple):
    """A unit among the others on one axis; together they are all others."""

    behind: int
    """Others that are certain to be at a lower stage."""
    level: int
    """At the same stage, or it is open."""
    ahead: int


class Stages(NamedTuple):
    """How many units are certain to be at each stage of one axis, from the first, and of how many it is open."""

    certain: tuple[int, ...]
    open: int


def places(rows: Sequence[UnitRow], axis: int, count: int) -> tuple[Place, ...]:
    """Each unit among the others; ``count``: how many stages there are."""
    lows, highs = [0] * (count + 2), [0] * (count + 2)
    for row in rows:
        lows[row.low[axis]] += 1
        highs[row.high[axis]] += 1
    found = []
    for row in rows:
        behind = sum(highs[: row.low[axis]])
        ahead = sum(lows[row.high[axis] + 1 :])
        found.append(Place(behind, len(rows) - 1 - behind - ahead, ahead))
    return tuple(found)


def stages_of(rows: Sequence[UnitRow], axis: int, count: int) -> Stages:
    """The distribution over the stages."""
    firm = [row.low[axis] for row in rows if row.low[axis] == row.high[axis]]
    return Stages(tuple(firm.count(number) for number in range(1, count + 1)), len(rows) - len(firm))

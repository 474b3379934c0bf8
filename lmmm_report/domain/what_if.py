"""What carrying out any choice of the plan's measures would do to each gate, worked out beforehand."""

from typing import NamedTuple

from lmmm_report.domain.measure import Effort

MET, NOT_MET, UNKNOWN, NOT_APPLICABLE = "1", "0", "?", "-"
"""How a table writes an outcome: one character for each choice of measures keeps a page small."""


class GateTable(NamedTuple):
    """The outcome of one gate for every choice of those measures that can change it.

    Choice number ``n`` carries out ``measures[i]`` where bit ``i`` of ``n`` is set, in the order of the plan;
    ``outcomes[n]`` is what the gate then says. So there are two to the power of ``len(measures)`` outcomes.
    """

    gate: str
    measures: tuple[int, ...]
    """Their places in the plan, from 0, rising."""
    outcomes: str


class WhatIf(NamedTuple):
    """All that a page needs to answer for every choice of measures without asking a condition again."""

    measures: tuple[str, ...]
    """Ids of the plan's measures, in its order."""
    efforts: tuple[Effort, ...]
    """What each of them takes."""
    tables: tuple[GateTable, ...]
    """One for each gate that decides a stage, in the model's order; none where some are entangled."""
    entangled: tuple[str, ...]
    """Ids of gates that so many measures act on that their table would be too long."""

"""One condition over one profile while it is evaluated: facts, variables, what is remembered, what it has cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lmmm_report.assess.conditions.values import ConditionBudgetError, Value, all_told
from lmmm_report.domain.profile import FactValue, Path
from lmmm_report.messages import say

Changed = tuple[Path, ...]
"""The paths at which facts differ from those that were recorded."""
Record = dict[object, list[bool | None]]
"""How the items of lists were judged, by quantifier, list and variables around it."""

MAX_ITEMS = 2_000_000
"""Items that one condition may visit in all: ten for each value that a profile may hold. The built-in model cannot
reach it; beyond it the model is at fault, not the profile."""

_LONG = 8
"""From this length on a list that is looked into is turned into a set."""


class Meter:
    """Counts the items that are visited; several readings can share one."""

    __slots__ = ("most", "visits")

    def __init__(self, most: int = 0) -> None:
        self.visits = 0
        self.most = most or MAX_ITEMS

    def visit(self, items: int) -> None:
        """Count items that are looked at."""
        self.visits += items
        if self.visits > self.most:
            raise ConditionBudgetError(say("condition.items", most=f"{self.most:,}"))


class Reading:
    """One condition over one profile."""

    __slots__ = ("changed", "facts", "limits", "memory", "meter", "record", "variables")

    def __init__(
        self,
        facts: Mapping[str, FactValue],
        limits: Mapping[str, int],
        meter: Meter | None = None,
        *,
        record: Record | None = None,
        changed: Changed | None = None,
    ) -> None:
        self.facts = facts
        self.limits = limits
        self.meter = meter or Meter()
        self.variables: dict[str, Value] = {}
        self.memory: dict[object, Any] = {}
        """What parts of the condition keep for the next time that they are asked, by part."""
        self.record = record
        """Where quantifiers note how their items were judged."""
        self.changed = changed
        """What differs from the facts that ``record`` was made from."""

    def texts(self, items: Sequence[FactValue]) -> frozenset[str] | None:
        """A longer list of the profile as a set; `None` for a short one, and where not all of it is told texts."""
        if len(items) < _LONG:
            return None
        known = self.memory.get(id(items))
        if known is None:
            self.meter.visit(len(items))
            texts: frozenset[Any] | None = frozenset(items) if all_told(items) else None
            known = self.memory[id(items)] = (items, texts)
        found: frozenset[str] | None = known[1]
        return found


Function = Callable[[Reading], Value]
Bound = frozenset[str]
"""The variables of the quantifiers around a node."""

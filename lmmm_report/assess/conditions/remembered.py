"""Conditions that are asked again and again while facts change bit by bit: only those that read a change are asked.

Facts share whatever a statement leaves as it was (`lmmm_report.facts.stating`), so what a condition reads has not
changed where it is the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.conditions.reads import Steps, paths_read
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.profile import FactValue


class Remembered:
    """What conditions say, remembered with the facts that they read; ``limits`` are those of the model."""

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = limits
        self._paths: dict[int, tuple[Condition, tuple[Steps, ...]]] = {}
        self._said: dict[int, tuple[tuple[object, ...], bool | None]] = {}

    def ask(self, condition: Condition, facts: Mapping[str, FactValue]) -> bool | None:
        """As `evaluate.ask` says it: true, false, or `None` where it is unknown."""
        key = id(condition)
        known = self._paths.get(key)
        if known is None or known[0] is not condition:
            known = self._paths[key] = condition, tuple(dict.fromkeys(paths_read(condition.expression)))
        read = tuple(_at(facts, path) for path in known[1])
        before = self._said.get(key)
        if before is not None and all(map(_same, before[0], read)):
            return before[1]
        said = ask(condition, facts, self._limits).value
        self._said[key] = read, said
        return said


def _same(one: object, other: object) -> bool:
    return one is other


def _at(facts: Mapping[str, FactValue], path: Steps) -> object:
    here: object = facts
    for step in path:
        # The types of facts first: asking an abstract class takes eight times as long.
        if not isinstance(here, (MappingProxyType, Mapping)):
            return here
        here = here.get(step)
    return here

"""Conditions that are asked again and again while facts change bit by bit: only those that read a change are asked.

Facts share whatever a statement leaves as it was (`lmmm_report.facts.stating`), so what a condition reads has not
changed where it is the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.conditions.reads import Steps, paths_read
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.profile import FactValue


class Remembered:
    """What conditions say, remembered with the facts that they read; ``limits`` are those of the model.

    ``said`` is what some of them are known to say of the ``facts`` that everything begins with.
    """

    def __init__(
        self,
        limits: Mapping[str, int],
        facts: Mapping[str, FactValue] = MappingProxyType({}),
        said: Iterable[tuple[Condition, bool | None]] = (),
    ) -> None:
        self._limits = limits
        self._facts = facts
        self._first = {id(condition): (condition, value) for condition, value in said}
        self._paths: dict[int, tuple[Condition, tuple[Steps, ...]]] = {}
        self._said: dict[int, tuple[tuple[object, ...], bool | None]] = {}

    def ask(self, condition: Condition, facts: Mapping[str, FactValue]) -> bool | None:
        """As `evaluate.ask` says it: true, false, or `None` where it is unknown."""
        key = id(condition)
        first = self._first.get(key)
        asked = first is not None and first[0] is condition
        if first is not None and asked and facts is self._facts:
            return first[1]
        known = self._paths.get(key)
        if known is None or known[0] is not condition:
            known = self._paths[key] = condition, tuple(dict.fromkeys(paths_read(condition.expression)))
        read = tuple(_at(facts, path) for path in known[1])
        before = self._said.get(key)
        if before is None and first is not None and asked:
            before = self._said[key] = tuple(_at(self._facts, path) for path in known[1]), first[1]
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

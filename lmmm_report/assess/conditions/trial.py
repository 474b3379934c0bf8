"""Asking a condition again after one fact has changed: only the item that the fact belongs to is judged anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lmmm_report.assess.conditions.quantifiers import Judged
from lmmm_report.assess.conditions.reading import Bound, Reading
from lmmm_report.assess.conditions.reads import Steps, paths_read, variables_read
from lmmm_report.assess.conditions.values import Item, Known, Unknown, Value, fact, written_out
from lmmm_report.domain.expression import Quantifier
from lmmm_report.domain.facts import Entries
from lmmm_report.domain.profile import Path


class Part:
    """One quantifier of a condition; what it reads is looked for when it is first asked again."""

    def __init__(self, node: Quantifier, bound: Bound) -> None:
        self._node = node
        self._inside = bound | {node.variable}

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables of other quantifiers that the predicate asks for."""
        return tuple(sorted(variables_read(self._node.predicate, self._inside) - {self._node.variable}))

    @cached_property
    def reads(self) -> tuple[Steps, ...]:
        """The facts that the predicate asks for beside the item."""
        return tuple(dict.fromkeys(paths_read(self._node.predicate, self._inside)))

    def note(self, reading: Reading, operand: Value, judged: list[Judged]) -> None:
        """Keep how the items of a list of the profile were judged."""
        key = self._key(reading, operand)
        if key is not None and reading.record is not None and not _is_open(operand):
            reading.record[key] = [one.holds for one in judged]

    def revised(self, reading: Reading, operand: Value, judge: Callable[[Reading, Item], Judged]) -> Value | None:
        """What is said of the list now, without its reasons; `None` if it has to be gone through."""
        assert reading.record is not None
        key = self._key(reading, operand)
        before = reading.record.get(key) if key is not None and not _is_open(operand) else None
        if before is None or not isinstance(operand, Known) or not isinstance(operand.value, (tuple, list)):
            return None
        paths = written_out(operand.paths)
        touched = self._touched(reading, paths[-1])
        if touched is None or len(before) != len(operand.value) or any(number >= len(before) for number in touched):
            return None
        now = list(before) if touched else before
        for number in touched:
            reading.meter.visit(1)
            item = Item(fact(operand.value[number], (*paths[:-1], (*paths[-1], number))))
            now[number] = judge(reading, item).holds
        outcome = _OUTCOME[self._node.kind](now)
        return Unknown(paths[-1:]) if outcome is None else Known(outcome)

    def _key(self, reading: Reading, operand: Value) -> object | None:
        if not isinstance(operand, Known) or not operand.paths:
            return None
        around: list[object] = []
        for name in self.variables:
            value = reading.variables[name]
            if not isinstance(value, Known):
                return None
            if value.paths:
                around.append(written_out(value.paths)[-1])
            elif isinstance(value.value, (str, int, float, bool)):
                around.append((type(value.value), value.value))
            else:
                return None
        return (self, written_out(operand.paths)[-1], *around)

    def _touched(self, reading: Reading, own: Path) -> set[int] | None:
        """The items of the list at ``own`` that a change belongs to; `None` if more than single items may differ."""
        found = set()
        for path in reading.changed or ():
            others: list[Path] = [*self.reads]
            for name in self.variables:
                value = reading.variables[name]
                others += written_out(value.paths)[-1:] if isinstance(value, Known) else ()
            if any(path[: len(other)] == other[: len(path)] for other in others):
                return None
            if path[: len(own)] == own[: len(path)]:
                step = path[len(own)] if len(path) > len(own) else None
                if not isinstance(step, int):
                    return None
                found.add(step)
        return found


def _is_open(operand: Value) -> bool:
    """Whether a list has entries that are not named: of these it takes more than how they were judged."""
    return isinstance(operand, Known) and isinstance(operand.value, Entries)


def _exists(holds: list[bool | None]) -> bool | None:
    return True if True in holds else (None if None in holds else False)


def _all(holds: list[bool | None]) -> bool | None:
    return False if False in holds else (None if None in holds else True)


def _exists_one(holds: list[bool | None]) -> bool | None:
    certain, open_items = holds.count(True), holds.count(None)
    return False if certain > 1 else (None if open_items else certain == 1)


REVISED = frozenset({"exists", "all", "exists_one"})
"""The quantifiers of which it can be said anew what they say; a filter says more than yes or no."""
_OUTCOME: dict[str, Callable[[list[bool | None]], bool | None]] = {
    "exists": _exists,
    "all": _all,
    "exists_one": _exists_one,
}

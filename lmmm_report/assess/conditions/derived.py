"""What surrounds a condition: facts that rule it out, that count as well, or that fill in where it leaves a gap."""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from lmmm_report.assess.conditions.operators import junction
from lmmm_report.assess.conditions.values import ConditionTypeError, Known, Unknown, Value, kind_of


class Conclusion(NamedTuple):
    """What a condition says together with what surrounds it."""

    value: Known | Unknown
    deciding: int | None
    """Which of those around it decided, counted from 0 through all that exclude, then count, then fill in, then deny;
    `None` where none of them did."""


def concluded(
    own: Value,
    excluded_by: Sequence[Value],
    counts_as: Sequence[Value],
    filled_by: Sequence[Value],
    denied_by: Sequence[Value] = (),
) -> Conclusion:
    """What follows from the value of a condition and from those of the conditions around it."""
    for value in (own, *excluded_by, *counts_as, *filled_by, *denied_by):
        if kind_of(value) not in ("boolean", "unknown"):
            raise ConditionTypeError(f"a condition is true or false, not {kind_of(value)}")
    found = reduce(lambda left, right: junction("||", left, right), counts_as, own)
    assert isinstance(found, (Known, Unknown))
    for number, one in _true(excluded_by):
        return Conclusion(Known(False, one.paths), number)
    if isinstance(found, Unknown):
        for number, one in _true(filled_by):
            return Conclusion(one, len(excluded_by) + len(counts_as) + number)
        for number, one in _true(denied_by):
            return Conclusion(Known(False, one.paths), len(excluded_by) + len(counts_as) + len(filled_by) + number)
    elif found.value is True and found is not own:
        return Conclusion(found, len(excluded_by) + _true(counts_as)[0][0])
    return Conclusion(found, None)


def _true(values: Sequence[Value]) -> list[tuple[int, Known]]:
    """The values that are true, each with its place."""
    return [(number, one) for number, one in enumerate(values) if isinstance(one, Known) and one.value is True]

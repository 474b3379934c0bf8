"""The operators of conditions over values that may be missing or lie between bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import add, ge, gt, le, lt, mul, sub
from typing import Any

from lmmm_report.assess.conditions.paths import Paths, gathered
from lmmm_report.assess.conditions.values import (
    ConditionBudgetError,
    ConditionTypeError,
    Count,
    Different,
    Known,
    Number,
    Selection,
    Unknown,
    Value,
    all_told,
    how_many,
    items_of,
    kind_of,
    missing_of,
    number_between,
    paths_of,
)
from lmmm_report.messages import say


def junction(operator: str, left: Value, right: Value) -> Known | Unknown:
    """``&&`` and ``||``: one operand alone can settle them, whatever the other is; the first that does is named."""
    decisive = operator == "||"
    if type(left) is Known and type(right) is Known and type(left.value) is bool and type(right.value) is bool:
        if left.value is decisive:
            return left
        return right if right.value is decisive else Known(not decisive, left.paths + right.paths)
    _demand("boolean", operator, left, right)
    for operand in (left, right):
        if isinstance(operand, Known) and operand.value is decisive:
            return operand
    return Unknown(missing_of(left) + missing_of(right))


def negated(operator: str, operand: Value) -> Value:
    """``!`` and the sign ``-``."""
    _demand("boolean" if operator == "!" else "number", operator, operand)
    if isinstance(operand, Unknown):
        return Unknown(operand.missing)
    if operator == "!":
        assert isinstance(operand, Known)
        return Known(not operand.value, operand.paths)
    low, high = _bounds(operand)
    return number_between(-high, -low, paths_of(operand), missing_of(operand))


def ordered(operator: str, left: Value, right: Value) -> Value:
    """``<``, ``<=``, ``>`` and ``>=`` of numbers."""
    if type(left) is Known and type(right) is Known:
        one: Any = left.value
        two: Any = right.value
        if type(one) in _NUMBERS and type(two) in _NUMBERS:
            return Known(_ORDER[operator](one, two), left.paths + right.paths)
    _demand("number", operator, left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return Unknown(missing_of(left) + missing_of(right))
    smaller, larger = (right, left) if operator[0] == ">" else (left, right)
    (low, high), (other_low, other_high) = _bounds(smaller), _bounds(larger)
    if operator in ("<=", ">="):
        always, never = high <= other_low, low > other_high
    else:
        always, never = high < other_low, low >= other_high
    if always or never:
        return Known(always, paths_of(left) + paths_of(right))
    return Unknown(missing_of(left) + missing_of(right))


_NUMBERS = frozenset({int, float})
_ORDER: Mapping[str, Callable[[Number, Number], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def arithmetic(operator: str, left: Value, right: Value) -> Value:
    """``+``, ``-`` and ``*`` of numbers, bounds kept."""
    _demand("number", operator, left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return Unknown(missing_of(left) + missing_of(right))
    (low, high), (other_low, other_high) = _bounds(left), _bounds(right)
    combine = _ARITHMETIC[operator]
    try:
        corners = [combine(a, b) for a in (low, high) for b in (other_low, other_high)]
    except OverflowError as error:
        raise ConditionBudgetError(say("condition.number")) from error
    paths = paths_of(left) + paths_of(right)
    return number_between(min(corners), max(corners), paths, missing_of(left) + missing_of(right))


_ARITHMETIC: Mapping[str, Callable[[Number, Number], Number]] = {"+": add, "-": sub, "*": mul}


def equal(operator: str, left: Value, right: Value) -> Value:
    """``==`` and ``!=`` of two texts, numbers, truth values, or lists of them item by item."""
    found = _equality(left, right)
    if operator == "==" or isinstance(found, Unknown):
        return found
    return Known(not found.value, found.paths)


def _equality(left: Value, right: Value) -> Known | Unknown:
    if type(left) is Known and type(right) is Known:
        one, two = left.value, right.value
        if type(one) is type(two) and type(one) in _SCALARS:  # by far the most frequent, and the quickest
            return Known(one == two, left.paths + right.paths)
    kind, other = kind_of(left), kind_of(right)
    if "object" in (kind, other):
        raise ConditionTypeError("a group of facts cannot be compared")
    if kind == "unknown" or other == "unknown":
        return _surely_different(left, right) or Unknown(missing_of(left) + missing_of(right))
    if kind != other:
        raise ConditionTypeError(f"{kind} cannot be compared with {other}")
    if kind == "list":
        return _equal_lists(left, right)
    if kind == "text":
        return _equal_texts(left, right)
    return _equal_numbers(left, right)


_SCALARS = frozenset({str, int, float, bool})


def _surely_different(left: Value, right: Value) -> Known | None:
    """What entries that are not named are told apart by is never what a named one is."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Different) and isinstance(other, Known) and other.value in one.texts:
            return Known(False, one.paths + other.paths)
    return None


def _equal_texts(left: Value, right: Value) -> Known | Unknown:
    """One of the two is there and not told: it is not ``none``; whether it is any other text is open."""
    if "none" in (value.value for value in (left, right) if isinstance(value, Known)):
        return Known(False, paths_of(left) + paths_of(right))
    return Unknown(missing_of(left) + missing_of(right))


def _equal_numbers(left: Value, right: Value) -> Known | Unknown:
    (low, high), (other_low, other_high) = _bounds(left), _bounds(right)
    if low == high == other_low == other_high:
        return Known(True, paths_of(left) + paths_of(right))
    if high < other_low or low > other_high:
        return Known(False, paths_of(left) + paths_of(right))
    return Unknown(missing_of(left) + missing_of(right))


def _equal_lists(left: Value, right: Value) -> Known | Unknown:
    """Equal length and equal items in the same order; open while it is open which items belong."""
    paths = paths_of(left) + paths_of(right)
    ours, theirs = list(items_of(left)), list(items_of(right))
    kinds = {kind_of(item.value) for item in (*ours, *theirs)} - {"unknown"}
    if len(kinds) > 1 or "object" in kinds:
        raise ConditionTypeError(f"lists of {' and '.join(sorted(kinds))} cannot be compared")
    (fewest, most), (other_fewest, other_most) = how_many(ours), how_many(theirs)
    if fewest > other_most or other_fewest > most:
        return Known(False, paths)
    missing = gathered(item.missing + item.among for item in (*ours, *theirs))
    if missing:
        return Unknown(missing)
    same = [_equality(one.value, other.value) for one, other in zip(ours, theirs, strict=True)]
    if any(isinstance(one, Known) and one.value is False for one in same):
        return Known(False, paths)
    missing = gathered(missing_of(one) for one in same)
    return Unknown(missing) if missing else Known(True, paths)


def contained(operator: str, left: Value, right: Value) -> Value:
    """``in``: whether one of the items of a list equals a value."""
    kind = kind_of(left)
    if kind == "object":
        raise ConditionTypeError("a group of facts cannot be compared")
    if kind_of(right) not in ("list", "unknown"):
        raise ConditionTypeError(f"{operator} looks into a list, not into {kind_of(right)}")
    if (kind == "unknown" and not isinstance(left, Different)) or isinstance(right, Unknown):
        return Unknown(missing_of(left) + missing_of(right))
    if isinstance(right, Selection):
        return _contained_in_selection(left, right)
    return _contained_in_facts(left, right)


def _contained_in_facts(left: Value, right: Value) -> Value:
    paths = paths_of(left) + paths_of(right)
    if isinstance(left, Known) and isinstance(right, Known):
        texts: Any = right.value
        if type(left.value) is str and all_told(texts):  # the usual case, quickly
            return Known(left.value in texts, paths)
    found = False
    doubts: list[Paths] = []
    for item in items_of(right):
        same = _equality(left, item.value)
        if isinstance(same, Unknown):
            doubts.append(same.missing)
        elif same.value:
            found = True
    return Unknown(gathered(doubts)) if doubts and not found else Known(found, paths)


def _contained_in_selection(left: Value, right: Selection) -> Value:
    """As `contained`; what is found rests on its item alone, what is not found on all of them."""
    doubts: list[Paths] = []
    found: Value | None = None
    for item in right.items:
        same = _equality(left, item.value)
        if isinstance(same, Unknown):
            doubts.append(item.missing + same.missing)
        elif same.value and item.missing:
            doubts.append(item.missing)
        elif same.value and found is None:
            found = Known(True, paths_of(left) + item.paths + paths_of(item.value))
    return found or (Unknown(gathered(doubts)) if doubts else Known(False, paths_of(left) + right.paths))


def _demand(kind: str, operator: str, *operands: Value) -> None:
    for operand in operands:
        found = kind_of(operand)
        if found not in (kind, "unknown"):
            raise ConditionTypeError(f"{operator} works on {_PLURAL[kind]}, not on {found}")


_PLURAL = {"boolean": "truth values", "number": "numbers"}


def _bounds(value: Value) -> tuple[Number, Number]:
    """The least and the greatest number that a value may turn out to be."""
    if isinstance(value, Count):
        return value.low, value.high
    assert isinstance(value, Known)
    assert isinstance(value.value, (int, float))
    return value.value, value.value

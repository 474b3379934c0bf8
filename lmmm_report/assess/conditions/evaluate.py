"""Conditions applied to the facts of a profile, with three truth values and the facts each verdict rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lmmm_report.assess.conditions.functions import Function, Reading, compiled
from lmmm_report.assess.conditions.values import (
    ConditionBudgetError,
    ConditionTypeError,
    Known,
    Paths,
    Unknown,
    kind_of,
)
from lmmm_report.domain.expression import Expression
from lmmm_report.domain.profile import FactValue

__all__ = ["ConditionBudgetError", "ConditionTypeError", "Verdict", "evaluate"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition says about a profile: true, false, or unknown (`None`)."""

    value: bool | None
    support: Paths
    """The facts that decided it, each once, in the order of reading; empty where it is unknown."""
    missing: Paths
    """The facts for want of which it is unknown; empty where it is not."""


def evaluate(expression: Expression, facts: Mapping[str, FactValue], limits: Mapping[str, int]) -> Verdict:
    """Apply a condition to the facts of one profile.

    Raises `ConditionTypeError` where values do not go together, also in parts that do not matter for the verdict, and
    `ConditionBudgetError` after `MAX_ITEMS` visits or where a number leaves the range of 64 bits.
    """
    found = _ready(expression)(Reading(facts, limits))
    if isinstance(found, Unknown):
        return Verdict(None, (), _each_once(found.missing))
    if isinstance(found, Known) and isinstance(found.value, bool):
        return Verdict(found.value, _each_once(found.paths), ())
    raise ConditionTypeError(f"a condition is true or false, not {kind_of(found)}")


def _each_once(paths: Paths) -> Paths:
    return tuple(dict.fromkeys(paths)) if len(paths) > 1 else paths


_MEMORY: dict[int, tuple[Expression, Function]] = {}
_MEMORY_SIZE = 2_000


def _ready(expression: Expression) -> Function:
    """The function of a tree; remembered by identity, as hashing a tree would take as long as evaluating it."""
    known = _MEMORY.get(id(expression))
    if known is not None and known[0] is expression:
        return known[1]
    if len(_MEMORY) >= _MEMORY_SIZE:
        _MEMORY.clear()
    function = compiled(expression)
    _MEMORY[id(expression)] = (expression, function)
    return function

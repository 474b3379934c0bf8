"""Conditions applied to the facts of a profile, with three truth values and the facts each verdict rests on."""

from collections.abc import Mapping
from typing import NamedTuple

from lmmm_report.assess.conditions.functions import compiled
from lmmm_report.assess.conditions.paths import each_once
from lmmm_report.assess.conditions.reading import MAX_ITEMS, Changed, Function, Meter, Reading, Record
from lmmm_report.assess.conditions.values import (
    ConditionBudgetError,
    ConditionTypeError,
    Known,
    Unknown,
    Value,
    kind_of,
)
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.expression import Expression
from lmmm_report.domain.profile import FactValue, Path
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

__all__ = ["ConditionBudgetError", "ConditionTypeError", "Tried", "Verdict", "ask", "evaluate", "many"]

TRIALS = 5
"""How often the items of one question a condition may visit while it is asked again and again."""


class Verdict(NamedTuple):
    """What a condition says about a profile: true, false, or unknown (`None`)."""

    value: bool | None
    support: tuple[Path, ...]
    """The facts that decided it, each once, in the order of reading; empty where it is unknown."""
    missing: tuple[Path, ...]
    """The facts for want of which it is unknown; empty where it is not."""
    deciding: int | None = None
    """Which of the conditions around it decided, counted from 0 through those that exclude it, count as it, fill it in
    and deny it; `None` where it decided itself or is unknown, and where nothing surrounds it."""


def evaluate(expression: Expression, facts: Mapping[str, FactValue], limits: Mapping[str, int]) -> Verdict:
    """Apply a condition to the facts of one profile.

    Raises `ConditionTypeError` where values do not go together, also in parts that do not matter for the verdict, and
    `ConditionBudgetError` after `MAX_ITEMS` visits or where a number leaves the range of 64 bits.
    """
    reading = Reading(facts, limits)
    return _verdict(_ready(expression)(reading), reading)


class Tried:
    """A condition that is asked again and again, of facts that differ in one place from those of a profile."""

    def __init__(self, condition: Condition, facts: Mapping[str, FactValue], limits: Mapping[str, int]) -> None:
        self._condition, self._limits = condition, limits
        self.meter = many()
        self._record: Record = {}
        reading = Reading(facts, limits, record=self._record)
        self.verdict = _verdict(_found(condition, reading), reading)
        """What the condition says of the profile itself."""

    def holds(self, facts: Mapping[str, FactValue], changed: Changed) -> bool:
        """Whether it is met by ``facts``, which differ at the paths ``changed`` from the profile's."""
        reading = Reading(facts, self._limits, self.meter, record=self._record, changed=changed)
        found = _found(self._condition, reading)
        return isinstance(found, Known) and found.value is True


def many() -> Meter:
    """Counts what a condition costs that is asked again and again."""
    return Meter(TRIALS * MAX_ITEMS)


def ask(
    condition: Condition, facts: Mapping[str, FactValue], limits: Mapping[str, int], meter: Meter | None = None
) -> Verdict:
    """Apply a condition of a model to the facts of one profile.

    Raises `UserError` with the place of the condition where it costs more than it may. ``meter`` counts the cost of
    several questions together.
    """
    reading = Reading(facts, limits, meter)
    return _verdict(_found(condition, reading), reading)


def _found(condition: Condition, reading: Reading) -> Value:
    """What a condition of a model is worth; `UserError` with its place where it costs more than it may."""
    try:
        return _ready(condition.expression)(reading)
    except ConditionBudgetError as error:
        problem = Problem(
            file=condition.file,
            line=condition.place.line,
            column=condition.place.column,
            message=error.message,
            hint=say("condition.bound_cure"),
            code="condition-bound",
        )
        raise UserError(problem) from error


def _verdict(found: Value, reading: Reading) -> Verdict:
    if isinstance(found, Unknown):
        return Verdict(None, (), each_once(found.missing), reading.deciding)
    if isinstance(found, Known) and isinstance(found.value, bool):
        return Verdict(found.value, each_once(found.paths), (), reading.deciding)
    raise ConditionTypeError(f"a condition is true or false, not {kind_of(found)}")


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

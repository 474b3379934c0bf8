"""Conditions applied to the facts of a profile, with three truth values and the facts each verdict rests on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from lmmm_report.assess.conditions.derived import concluded
from lmmm_report.assess.conditions.functions import compiled
from lmmm_report.assess.conditions.paths import each_once
from lmmm_report.assess.conditions.reading import MAX_ITEMS, Changed, Function, Meter, Reading, Record
from lmmm_report.assess.conditions.values import (
    ConditionBudgetError,
    ConditionTypeError,
    Known,
    Unknown,
    kind_of,
)
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.expression import Derived, Expression
from lmmm_report.domain.profile import FactValue, Path
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

__all__ = ["ConditionBudgetError", "ConditionTypeError", "Tried", "Verdict", "ask", "deciding", "evaluate", "many"]

TRIALS = 5
"""How often the items of one question a condition may visit while it is asked again and again."""


class Verdict(NamedTuple):
    """What a condition says about a profile: true, false, or unknown (`None`)."""

    value: bool | None
    support: tuple[Path, ...]
    """The facts that decided it, each once, in the order of reading; empty where it is unknown."""
    missing: tuple[Path, ...]
    """The facts for want of which it is unknown; empty where it is not."""


def evaluate(expression: Expression, facts: Mapping[str, FactValue], limits: Mapping[str, int]) -> Verdict:
    """Apply a condition to the facts of one profile.

    Raises `ConditionTypeError` where values do not go together, also in parts that do not matter for the verdict, and
    `ConditionBudgetError` after `MAX_ITEMS` visits or where a number leaves the range of 64 bits.
    """
    return _verdict(expression, Reading(facts, limits))


class Tried:
    """A condition that is asked again and again, of facts that differ in one place from those of a profile."""

    def __init__(self, condition: Condition, facts: Mapping[str, FactValue], limits: Mapping[str, int]) -> None:
        self._condition, self._limits = condition, limits
        self.meter = many()
        self._record: Record = {}
        with _within_bounds(condition):
            self.verdict = _verdict(condition.expression, Reading(facts, limits, record=self._record))
        """What the condition says of the profile itself."""

    def holds(self, facts: Mapping[str, FactValue], changed: Changed) -> bool:
        """Whether it is met by ``facts``, which differ at the paths ``changed`` from the profile's."""
        reading = Reading(facts, self._limits, self.meter, record=self._record, changed=changed)
        with _within_bounds(self._condition):
            found = _ready(self._condition.expression)(reading)
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
    with _within_bounds(condition):
        return _verdict(condition.expression, Reading(facts, limits, meter or Meter()))


def deciding(
    condition: Condition, facts: Mapping[str, FactValue], limits: Mapping[str, int], meter: Meter | None = None
) -> int | None:
    """Which of the conditions around a condition of a model decided what it says of a profile.

    Counted from 0 through those that exclude it, those that count as it, and those that fill it in or deny it; `None`
    where it decided itself or is unknown, and where nothing surrounds it.
    """
    node = condition.expression
    if not isinstance(node, Derived):
        return None
    reading = Reading(facts, limits, meter or Meter())
    with _within_bounds(condition):
        own = _ready(node.own)(reading)
        excluded_by, counts_as, filled_by, denied_by = (
            [_ready(part)(reading) for part in parts]
            for parts in (node.excluded_by, node.counts_as, node.filled_by, node.denied_by)
        )
        return concluded(own, excluded_by, counts_as, filled_by, denied_by).deciding


@contextmanager
def _within_bounds(condition: Condition) -> Iterator[None]:
    try:
        yield
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


def _verdict(expression: Expression, reading: Reading) -> Verdict:
    found = _ready(expression)(reading)
    if isinstance(found, Unknown):
        return Verdict(None, (), each_once(found.missing))
    if isinstance(found, Known) and isinstance(found.value, bool):
        return Verdict(found.value, each_once(found.paths), ())
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

"""Quantifiers as functions: every item is judged by the predicate, and together they say something of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lmmm_report.assess.conditions.joins import SOUGHT, Index, Search, search_of
from lmmm_report.assess.conditions.quantifiers import Judged, every, exists, exists_one, filtered
from lmmm_report.assess.conditions.reading import Bound, Function, Reading
from lmmm_report.assess.conditions.trial import REVISED, Part
from lmmm_report.assess.conditions.values import (
    ConditionTypeError,
    Item,
    Known,
    Unknown,
    Value,
    items_of,
    kind_of,
    length_of,
)
from lmmm_report.domain.expression import Expression, Quantifier

_CONCLUDE: Mapping[str, Callable[[Value, list[Judged]], Value]] = {
    "exists": exists,
    "all": every,
    "exists_one": exists_one,
    "filter": filtered,
}


def quantified(node: Quantifier, bound: Bound, compiled: Callable[[Expression, Bound], Function]) -> Function:
    """The function of a quantifier; ``compiled`` makes those of its parts."""
    operand_of = compiled(node.operand, bound)
    search = search_of(node, bound, compiled)
    predicate = search.predicate if search else compiled(node.predicate, bound | {node.variable})
    kind, variable, conclude = node.kind, node.variable, _CONCLUDE[node.kind]
    part = Part(node, bound) if kind in REVISED else None

    def judge(reading: Reading, item: Item) -> Judged:
        reading.variables[variable] = item.value
        return _judged(kind, item, predicate(reading))

    def looked_up(search: Search, reading: Reading, operand: Value) -> Value | None:
        index = reading.memory.get(search)
        if index is None:
            index = reading.memory[search] = Index(search, variable, operand, reading)
        found: Value | None = index.exists(reading.variables[SOUGHT], reading, judge)
        return found

    def gone_through(reading: Reading, operand: Value) -> Value:
        found = looked_up(search, reading, operand) if search else None
        if found is not None:
            return found
        reading.meter.visit(length_of(operand))
        judged = [judge(reading, item) for item in items_of(operand)]
        if part is not None and reading.record is not None and reading.changed is None:
            part.note(reading, operand, judged)
        return conclude(operand, judged)

    def run(reading: Reading) -> Value:
        operand = operand_of(reading)
        if isinstance(operand, Unknown):
            return Unknown(operand.missing)
        if kind_of(operand) != "list":
            raise ConditionTypeError(f"{kind}() goes through a list, not {kind_of(operand)}")
        variables = reading.variables
        outer = {name: variables[name] for name in (variable, SOUGHT) if name in variables}
        if search:
            variables[SOUGHT] = search.sought(reading)
        found = part.revised(reading, operand, judge) if part is not None and reading.changed is not None else None
        if found is None:
            found = gone_through(reading, operand)
        variables.update(outer)
        return found

    return run


def _judged(kind: str, item: Item, found: Value) -> Judged:
    if isinstance(found, Known) and isinstance(found.value, bool):
        return Judged(item, found.value, found.paths, item.missing)
    if isinstance(found, Unknown):
        return Judged(item, None, (), item.missing + found.missing)
    raise ConditionTypeError(f"the predicate of {kind}() is true or false, not {kind_of(found)}")

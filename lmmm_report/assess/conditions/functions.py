"""Conditions as functions: each node of a tree becomes one that takes the facts of a profile and returns a value.

Every part of a condition is evaluated, also where the verdict is already settled: a fault of the model must not hide
behind ``&&``, and the time needed does not depend on the order of the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lmmm_report.assess.conditions.operators import arithmetic, contained, equal, junction, negated, ordered
from lmmm_report.assess.conditions.quantifiers import Judged, every, exists, exists_one, filtered
from lmmm_report.assess.conditions.values import (
    KINDS,
    ConditionBudgetError,
    ConditionTypeError,
    Item,
    Known,
    Selection,
    Unknown,
    Value,
    fact,
    item_at,
    items_of,
    kind_of,
    length_of,
    missing_of,
    number_between,
    resting_on,
)
from lmmm_report.domain.expression import (
    Binary,
    Conditional,
    Expression,
    Has,
    Index,
    ListLiteral,
    Literal,
    Member,
    Name,
    Quantifier,
    Size,
    Unary,
)
from lmmm_report.domain.profile import FactValue

MAX_ITEMS = 200_000
"""Items that one condition may visit in all; beyond it the model is at fault, not the profile."""


@dataclass(slots=True)
class Reading:
    """One condition over one profile: its facts, the variables in force and the visits so far."""

    facts: Mapping[str, FactValue]
    limits: Mapping[str, int]
    variables: dict[str, Value] = field(default_factory=dict)
    visits: int = 0

    def visit(self, items: int) -> None:
        """Count items that are looked at."""
        self.visits += items
        if self.visits > MAX_ITEMS:
            raise ConditionBudgetError(f"a condition visits more than {MAX_ITEMS} items")


Function = Callable[[Reading], Value]
Bound = frozenset[str]
"""The variables of the quantifiers around a node."""


def compiled(node: Expression, bound: Bound = frozenset()) -> Function:
    """The function of a tree."""
    return _OF_NODE[type(node)](node, bound)


def _literal(node: Literal, _: Bound) -> Function:
    value = Known(node.value)
    return lambda _: value


def _list(node: ListLiteral, bound: Bound) -> Function:
    functions = [compiled(item, bound) for item in node.items]

    def run(reading: Reading) -> Value:
        values = [function(reading) for function in functions]
        paths = tuple(path for value in values if not isinstance(value, Unknown) for path in value.paths)
        return Selection([Item(value) for value in values], paths)

    return run


def _name(node: Name, bound: Bound) -> Function:
    name = node.name
    if name in bound:
        return lambda reading: reading.variables[name]
    if name == "none":
        value = Known("none")
        return lambda _: value
    if name == "limits":
        return _fault("limits is no value of its own")
    return _fact((name,))


def _fault(message: str) -> Function:
    def run(_: Reading) -> Value:
        raise ConditionTypeError(message)

    return run


def _fact(path: tuple[str, ...]) -> Function:
    """What the profile states at a path that is written out from its beginning."""
    paths = (path,)

    def run(reading: Reading) -> Value:
        here: Any = reading.facts
        for step in path:
            if KINDS.get(type(here)) != "object" and not isinstance(here, Mapping):
                raise ConditionTypeError(f"{kind_of(Known(here))} has no field {step}")
            here = here.get(step)
            if here is None:
                return Unknown(paths, open_path=True)
        return Known(here, paths)

    return run


def _written_path(node: Expression, bound: Bound) -> tuple[str, ...]:
    """The steps of a path that begins with a top-level fact, empty for any other node."""
    if isinstance(node, Name):
        return () if node.name in bound or node.name in ("none", "limits") else (node.name,)
    if isinstance(node, Member):
        before = _written_path(node.target, bound)
        return (*before, node.field) if before else ()
    return ()


def _is_limits(node: Expression, bound: Bound) -> bool:
    return isinstance(node, Name) and node.name == "limits" and "limits" not in bound


def _limit(name: str) -> Function:
    def run(reading: Reading) -> Value:
        if name not in reading.limits:
            raise ConditionTypeError(f"the model has no limit called {name}")
        return Known(reading.limits[name])

    return run


def _member(node: Member, bound: Bound) -> Function:
    if _is_limits(node.target, bound):
        return _limit(node.field)
    path = _written_path(node, bound)
    if path:
        return _fact(path)
    target_of, name = compiled(node.target, bound), node.field

    def run(reading: Reading) -> Value:
        target = target_of(reading)
        if isinstance(target, Known) and (KINDS.get(type(target.value)) or kind_of(target)) == "object":
            paths = target.paths
            own = ((*paths[-1], name),)
            fields: Any = target.value
            return fact(fields.get(name), own if len(paths) == 1 else paths[:-1] + own)
        if isinstance(target, Unknown):
            if not target.open_path:
                return target
            return Unknown((*target.missing[:-1], (*target.missing[-1], name)), open_path=True)
        raise ConditionTypeError(f"{kind_of(target)} has no field {name}")

    return run


def _has(node: Has, bound: Bound) -> Function:
    if _is_limits(node.target, bound):
        return _fault("has() asks what the profile states; limits are always there")
    target_of, name = compiled(node.target, bound), node.field

    def run(reading: Reading) -> Value:
        target = target_of(reading)
        if isinstance(target, Unknown):
            return Known(False)
        if not isinstance(target, Known) or not isinstance(target.value, Mapping):
            raise ConditionTypeError(f"{kind_of(target)} has no field {name}")
        if target.value.get(name) is None:
            return Known(False, target.paths)
        return Known(True, (*target.paths[:-1], (*target.paths[-1], name)))

    return run


def _index(node: Index, bound: Bound) -> Function:
    target_of, index_of = compiled(node.target, bound), compiled(node.index, bound)

    def run(reading: Reading) -> Value:
        target, index = target_of(reading), index_of(reading)
        if kind_of(target) not in ("list", "unknown"):
            raise ConditionTypeError(f"{kind_of(target)} has no items")
        if isinstance(index, Selection) or (isinstance(index, Known) and type(index.value) is not int):
            raise ConditionTypeError(f"an index is a whole number, not {kind_of(index)}")
        if isinstance(target, Unknown) or not isinstance(index, Known):
            own = target.missing if isinstance(target, Unknown) else ()
            return Unknown(own + missing_of(index))
        assert isinstance(index.value, int)
        return item_at(target, index.value, index.paths)

    return run


def _unary(node: Unary, bound: Bound) -> Function:
    operand_of, operator = compiled(node.operand, bound), node.operator
    return lambda reading: negated(operator, operand_of(reading))


def _binary(node: Binary, bound: Bound) -> Function:
    left_of, right_of = compiled(node.left, bound), compiled(node.right, bound)
    operator, combine = node.operator, _BINARY[node.operator]
    if operator not in ("in", "==", "!=") or isinstance(node.right, Literal):
        return lambda reading: combine(operator, left_of(reading), right_of(reading))

    def run(reading: Reading) -> Value:
        left, right = left_of(reading), right_of(reading)
        length = length_of(right)
        if length:
            reading.visit(length)
        return combine(operator, left, right)

    return run


def _conditional(node: Conditional, bound: Bound) -> Function:
    condition_of, yes_of, no_of = (compiled(part, bound) for part in (node.condition, node.yes, node.no))

    def run(reading: Reading) -> Value:
        condition, yes, no = condition_of(reading), yes_of(reading), no_of(reading)
        if isinstance(condition, Unknown):
            return Unknown(condition.missing)
        if not isinstance(condition, Known) or not isinstance(condition.value, bool):
            raise ConditionTypeError(f"? : asks for true or false, not {kind_of(condition)}")
        return resting_on(yes if condition.value else no, condition.paths)

    return run


def _size(node: Size, bound: Bound) -> Function:
    operand_of = compiled(node.operand, bound)

    def run(reading: Reading) -> Value:
        operand = operand_of(reading)
        if isinstance(operand, Unknown):
            return Unknown(operand.missing)
        if isinstance(operand, Selection):
            certain = sum(not item.missing for item in operand.items)
            return number_between(certain, len(operand.items), operand.paths, operand.missing())
        if not isinstance(operand, Known) or kind_of(operand) not in ("list", "text"):
            raise ConditionTypeError(f"size() counts a list or a text, not {kind_of(operand)}")
        return Known(len(operand.value), operand.paths)  # type: ignore[arg-type]

    return run


def _quantifier(node: Quantifier, bound: Bound) -> Function:
    operand_of = compiled(node.operand, bound)
    predicate = compiled(node.predicate, bound | {node.variable})
    kind, variable, conclude = node.kind, node.variable, _QUANTIFIER[node.kind]

    def run(reading: Reading) -> Value:
        operand = operand_of(reading)
        if isinstance(operand, Unknown):
            return Unknown(operand.missing)
        if kind_of(operand) != "list":
            raise ConditionTypeError(f"{kind}() goes through a list, not {kind_of(operand)}")
        reading.visit(length_of(operand))
        outer = reading.variables.get(variable)
        judged = []
        for item in items_of(operand):
            reading.variables[variable] = item.value
            judged.append(_judged(kind, item, predicate(reading)))
        if outer is not None:
            reading.variables[variable] = outer
        return conclude(operand, judged)

    return run


def _judged(kind: str, item: Item, found: Value) -> Judged:
    if isinstance(found, Known) and isinstance(found.value, bool):
        return Judged(item, found.value, found.paths, item.missing)
    if isinstance(found, Unknown):
        return Judged(item, None, (), item.missing + found.missing)
    raise ConditionTypeError(f"the predicate of {kind}() is true or false, not {kind_of(found)}")


_OF_NODE: Mapping[type, Callable[[Any, Bound], Function]] = {
    Literal: _literal,
    ListLiteral: _list,
    Name: _name,
    Member: _member,
    Index: _index,
    Unary: _unary,
    Binary: _binary,
    Conditional: _conditional,
    Has: _has,
    Size: _size,
    Quantifier: _quantifier,
}
_QUANTIFIER: Mapping[str, Callable[[Value, list[Judged]], Value]] = {
    "exists": exists,
    "all": every,
    "exists_one": exists_one,
    "filter": filtered,
}
_BINARY: Mapping[str, Callable[[str, Value, Value], Value]] = {
    "&&": junction,
    "||": junction,
    "==": equal,
    "!=": equal,
    "<": ordered,
    "<=": ordered,
    ">": ordered,
    ">=": ordered,
    "in": contained,
    "+": arithmetic,
    "-": arithmetic,
    "*": arithmetic,
}

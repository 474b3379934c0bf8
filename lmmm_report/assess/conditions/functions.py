"""Conditions as functions: each node of a tree becomes one that takes the facts of a profile and returns a value.

Every part of a condition is evaluated, also where the verdict is already settled: a fault of the model must not hide
behind ``&&``, and the time needed does not depend on the order of the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lmmm_report.assess.conditions.derived import concluded
from lmmm_report.assess.conditions.operators import arithmetic, contained, equal, junction, negated, ordered
from lmmm_report.assess.conditions.paths import gathered
from lmmm_report.assess.conditions.quantified import quantified
from lmmm_report.assess.conditions.reading import Bound, Function, Reading
from lmmm_report.assess.conditions.reads import variables_read, written_path
from lmmm_report.assess.conditions.values import (
    KINDS,
    ConditionTypeError,
    Count,
    Different,
    Item,
    Known,
    Selection,
    Unknown,
    Unnamed,
    Value,
    fact,
    is_stated,
    item_at,
    kind_of,
    length_of,
    missing_of,
    paths_of,
    resting_on,
    size_of,
    written_out,
)
from lmmm_report.domain.expression import (
    Binary,
    Conditional,
    Derived,
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
from lmmm_report.domain.facts import GROUP


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
        paths = gathered(paths_of(value) for value in values)
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


def _fault(what: str) -> Function:
    def run(_: Reading) -> Value:
        raise ConditionTypeError(what)

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
        return fact(here, paths)

    return run


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
    path = written_path(node, bound)
    if path:
        return _fact(path)
    target_of, name = compiled(node.target, bound), node.field

    def run(reading: Reading) -> Value:
        target = target_of(reading)
        if isinstance(target, Known) and (KINDS.get(type(target.value)) or kind_of(target)) == "object":
            paths = written_out(target.paths)
            own = ((*paths[-1], name),)
            fields: Any = target.value
            return fact(fields.get(name), own if len(paths) == 1 else paths[:-1] + own)
        if isinstance(target, Unknown):
            if type(target) is Unnamed and name == target.key:
                return Different(target.missing, texts=target.texts, paths=target.missing)
            if not target.open_path:
                return target
            missing = written_out(target.missing)
            return Unknown((*missing[:-1], (*missing[-1], name)), open_path=True)
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
        if not isinstance(target, Known) or not isinstance(target.value, GROUP):
            raise ConditionTypeError(f"{kind_of(target)} has no field {name}")
        if not is_stated(target.value.get(name)):
            return Known(False, target.paths)
        paths = written_out(target.paths)
        return Known(True, (*paths[:-1], (*paths[-1], name)))

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
        if not length:
            return combine(operator, left, right)
        if operator == "in" and type(right) is Known and type(left) is Known and type(left.value) is str:
            items: Any = right.value
            texts = reading.texts(items)
            if texts is not None:
                reading.meter.visit(1)
                return Known(left.value in texts, left.paths + right.paths)
        reading.meter.visit(length)
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
        if isinstance(operand, Count) or kind_of(operand) not in ("list", "text"):
            raise ConditionTypeError(f"size() counts a list or a text, not {kind_of(operand)}")
        return size_of(operand)

    return run


def _derived(node: Derived, bound: Bound) -> Function:
    own_of = compiled(node.own, bound)
    excluded_by, counts_as, filled_by, denied_by = (
        [compiled(part, bound) for part in parts]
        for parts in (node.excluded_by, node.counts_as, node.filled_by, node.denied_by)
    )

    def run(reading: Reading) -> Value:
        conclusion = concluded(
            own_of(reading),
            [function(reading) for function in excluded_by],
            [function(reading) for function in counts_as],
            [function(reading) for function in filled_by],
            [function(reading) for function in denied_by],
        )
        reading.deciding = conclusion.deciding
        return conclusion.value

    return run


def _quantifier(node: Quantifier, bound: Bound) -> Function:
    run = quantified(node, bound, compiled)
    asked = variables_read(node, bound)
    return run if asked == bound else _remembered(run, tuple(sorted(asked)))


def _remembered(function: Function, variables: tuple[str, ...]) -> Function:
    """A part that asks for some of the variables around it only: as long as these stay, so does its value."""

    def run(reading: Reading) -> Value:
        here = [reading.variables[name] for name in variables]
        known = reading.memory.get(run)
        if known is not None and all(one is other for one, other in zip(known[0], here, strict=True)):
            value: Value = known[1]
            return value
        value = function(reading)
        reading.memory[run] = (here, value)
        return value

    return run


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
    Derived: _derived,
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

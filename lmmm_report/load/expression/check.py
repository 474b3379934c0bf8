"""Names and types of a condition, checked against the profile's format when the model is loaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

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
from lmmm_report.load.expression.lexer import ExpressionError
from lmmm_report.load.expression.types import BOOLEAN, INTEGER, NUMBER, SHOWN, comparable, union
from lmmm_report.load.schema.format import FactKind, FactType
from lmmm_report.load.schema.nearest import did_you_mean

NONE = "none"
LIMITS = "limits"

_NONE_HINTS: Mapping[FactKind, str] = {
    "list": "a list stated as none is empty: write size(x) == 0",
    "object": "where a group of facts is stated as none, each of its fields is none: compare a field",
    "integer": "a number stated as none is 0: compare with 0; of ages, hours and days none is 999999",
    "number": "a number stated as none is 0: compare with 0",
    "boolean": "true and false have no none: compare with false",
}


def check_expression(
    expression: Expression,
    facts: FactType,
    limits: Collection[str],
    offsets: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """Refuse names that do not exist and types that do not go together with an `ExpressionError`.

    ``facts`` is the object of all top-level facts, ``limits`` names the model's numbers, ``offsets`` tells where the
    nodes stand in the text (see `expression_parser.Parsed`); without it errors point to the beginning.
    """
    checker = _Checker(facts, limits, offsets)
    found = checker.type_of(expression)
    if found.kind != "boolean":
        raise checker.error(expression, f"a condition is true or false; this one is {SHOWN[found.kind]}")


class _Checker:
    """One walk over one tree; knows the variables of the quantifiers around the node it looks at."""

    def __init__(self, facts: FactType, limits: Collection[str], offsets: Mapping[int, int]) -> None:
        self._facts = facts
        self._limits = limits
        self._offsets = offsets
        self._variables: dict[str, FactType] = {}

    def error(self, node: Expression, message: str, hint: str = "") -> ExpressionError:
        """An error that points at ``node``."""
        return ExpressionError(message, self._offsets.get(id(node), 0), hint)

    def type_of(self, node: Expression) -> FactType:
        """The type of ``node``, all its parts checked."""
        check: Any = getattr(self, f"_{type(node).__name__.lower()}")
        found: FactType = check(node)
        return found

    def _literal(self, node: Literal) -> FactType:
        if isinstance(node.value, bool):
            return BOOLEAN
        if isinstance(node.value, int):
            return INTEGER
        return NUMBER if isinstance(node.value, float) else FactType(kind="text", choices=(node.value,))

    def _listliteral(self, node: ListLiteral) -> FactType:
        types = [self.type_of(item) for item in node.items]
        item = types[0] if types else None
        for part, other in zip(node.items[1:], types[1:], strict=True):
            item = self._joined(part, item, other, "a list holds values of one kind") if item is not None else other
        return FactType(kind="list", item=item)

    def _name(self, node: Name) -> FactType:
        if node.name in self._variables:
            return self._variables[node.name]
        if node.name == NONE:
            return FactType(kind="text", choices=(NONE,))
        if node.name == LIMITS:
            raise self.error(node, "limits is no value of its own", self._limits_hint())
        if node.name not in self._facts.fields:
            known = [*self._facts.fields, *self._variables, NONE, LIMITS]
            raise self.error(node, f"there is no fact called {node.name}", did_you_mean(node.name, known))
        return self._facts.fields[node.name]

    def _is_limits(self, node: Expression) -> bool:
        return isinstance(node, Name) and node.name == LIMITS

    def _limits_hint(self) -> str:
        return f"the limits are {', '.join(f'limits.{name}' for name in sorted(self._limits))}" if self._limits else ""

    def _member(self, node: Member) -> FactType:
        if self._is_limits(node.target):
            if node.field not in self._limits:
                raise self.error(
                    node, f"the model has no limit called {node.field}", did_you_mean(node.field, self._limits)
                )
            return INTEGER
        return self._field(node, node.target, node.field)

    def _field(self, node: Expression, target: Expression, field: str) -> FactType:
        around = self.type_of(target)
        where = _text_of(target)
        if around.kind == "list":
            raise self.error(
                node,
                f"{where} is a list; its items have fields, the list has none",
                f"write {where}.exists(v, v.{field} …)",
            )
        if around.kind != "object":
            raise self.error(node, f"{where} is {SHOWN[around.kind]} and has no field {field}")
        if field not in around.fields:
            raise self.error(node, f"{where} has no field {field}", did_you_mean(field, around.fields))
        return around.fields[field]

    def _has(self, node: Has) -> FactType:
        if self._is_limits(node.target):
            raise self.error(node, "has() asks what the profile states; limits are always there")
        self._field(node, node.target, node.field)
        return BOOLEAN

    def _size(self, node: Size) -> FactType:
        operand = self.type_of(node.operand)
        if operand.kind not in ("list", "text"):
            raise self.error(node, f"size() counts a list or a text, not {SHOWN[operand.kind]}")
        return INTEGER

    def _index(self, node: Index) -> FactType:
        target, index = self.type_of(node.target), self.type_of(node.index)
        if target.kind != "list":
            raise self.error(node, f"{_text_of(node.target)} is {SHOWN[target.kind]}, not a list")
        if index.kind != "integer":
            raise self.error(node.index, f"an index is a whole number, not {SHOWN[index.kind]}")
        if isinstance(node.index, Literal) and isinstance(node.index.value, int):
            self._written_index(node, node.index.value)
        if target.item is None:
            raise self.error(node, "an empty list has no items")
        return target.item

    def _written_index(self, node: Index, index: int) -> None:
        """Refuse an index that can never find an item."""
        if index < 0:
            raise self.error(node.index, "an index counts from 0", "there is no counting from the end")
        if isinstance(node.target, ListLiteral) and index >= len(node.target.items):
            raise self.error(node.index, f"this list has {len(node.target.items)} items, counted from 0")

    def _unary(self, node: Unary) -> FactType:
        operand = self.type_of(node.operand)
        if node.operator == "!":
            self._truth(node.operand, operand, "!")
            return BOOLEAN
        self._numeric(node.operand, operand, "-")
        return operand

    def _conditional(self, node: Conditional) -> FactType:
        self._truth(node.condition, self.type_of(node.condition), "? :")
        yes, no = self.type_of(node.yes), self.type_of(node.no)
        return self._joined(node, yes, no, "both sides of : have to be of one kind")

    def _binary(self, node: Binary) -> FactType:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if node.operator in ("&&", "||"):
            self._truth(node.left, left, node.operator)
            self._truth(node.right, right, node.operator)
            return BOOLEAN
        if node.operator in ("==", "!="):
            self._equal(node, left, right)
            return BOOLEAN
        if node.operator == "in":
            self._contained(node, left, right)
            return BOOLEAN
        self._numeric(node.left, left, node.operator)
        self._numeric(node.right, right, node.operator)
        if node.operator in ("+", "-", "*"):
            return NUMBER if "number" in (left.kind, right.kind) else INTEGER
        return BOOLEAN

    def _quantifier(self, node: Quantifier) -> FactType:
        operand = self.type_of(node.operand)
        if operand.kind != "list":
            raise self.error(node, f"{_text_of(node.operand)} is {SHOWN[operand.kind]}, not a list")
        if operand.item is None:
            raise self.error(node, f"{node.kind}() over an empty list")
        if node.variable in self._variables or node.variable in (*self._facts.fields, NONE, LIMITS):
            raise self.error(node, f"the name {node.variable} is taken", "choose another name for the variable")
        self._variables[node.variable] = operand.item
        predicate = self.type_of(node.predicate)
        del self._variables[node.variable]
        if predicate.kind != "boolean":
            raise self.error(
                node.predicate, f"the predicate of {node.kind}() is true or false, not {SHOWN[predicate.kind]}"
            )
        return operand if node.kind == "filter" else BOOLEAN

    def _truth(self, node: Expression, found: FactType, operator: str) -> None:
        if found.kind != "boolean":
            hint = f"compare it: {_text_of(node)} != none" if found.kind == "text" else ""
            raise self.error(node, f"{operator} joins what is true or false; this is {SHOWN[found.kind]}", hint)

    def _numeric(self, node: Expression, found: FactType, operator: str) -> None:
        if found.kind not in ("integer", "number"):
            hint = "dates, time limits and rhythms have companions that are numbers: …_age, …_hours, …_days"
            raise self.error(
                node,
                f"{operator} works on numbers; this is {SHOWN[found.kind]}",
                hint if found.kind == "text" and operator != "+" else "",
            )

    def _equal(self, node: Binary, left: FactType, right: FactType) -> None:
        if comparable(left, right):
            self._known_choices(node, left, right)
            return
        if "object" in (left.kind, right.kind):
            message, hint = "a group of facts cannot be compared", "compare their fields"
        elif left.kind == right.kind:
            message, hint = "these lists cannot be compared", "only lists of texts or numbers of one kind can"
        else:
            message, hint = f"{SHOWN[left.kind]} is never equal to {SHOWN[right.kind]}", ""
        for one, other in ((left, right), (right, left)):
            if one.choices == (NONE,):
                hint = _NONE_HINTS.get(other.kind, hint)
        raise self.error(node, message, hint)

    def _contained(self, node: Binary, left: FactType, right: FactType) -> None:
        if right.kind != "list":
            raise self.error(
                node, f"in looks into a list; {_text_of(node.right)} is {SHOWN[right.kind]}", _in_hint(right)
            )
        if right.item is None:
            return
        if not comparable(left, right.item):
            raise self.error(
                node, f"{SHOWN[left.kind]} is never in a list of which every item is {SHOWN[right.item.kind]}"
            )
        if left.choices == (NONE,) and NONE not in right.item.choices and not isinstance(node.right, ListLiteral):
            raise self.error(node, "none is never in a list", _NONE_HINTS["list"])
        self._known_choices(node, left, right.item)

    def _known_choices(self, node: Binary, left: FactType, right: FactType) -> None:
        """Refuse a text written in the condition that the format does not allow on the other side."""
        for part, here, there in ((node.left, left, right), (node.right, right, left)):
            if not there.choices or not here.choices or not _is_written(part):
                continue
            for word in here.choices:
                if word not in there.choices:
                    other = node.right if part is node.left else node.left
                    raise self.error(part, f'{_text_of(other)} is never "{word}"', did_you_mean(word, there.choices))

    def _joined(self, node: Expression, one: FactType, other: FactType, message: str) -> FactType:
        found = union(one, other)
        if found is None:
            raise self.error(node, message, f"here stand {SHOWN[one.kind]} and {SHOWN[other.kind]}")
        return found


def _is_written(node: Expression) -> bool:
    """Whether a text stands in the condition itself: a literal, ``none``, or a list of them."""
    if isinstance(node, ListLiteral):
        return all(_is_written(item) for item in node.items)
    return isinstance(node, Literal) or (isinstance(node, Name) and node.name == NONE)


def _in_hint(found: FactType) -> str:
    return "compare with ==" if found.kind in ("text", "integer", "number", "boolean") else ""


def _text_of(node: Expression) -> str:
    """A path as it is written, or a word for what is no path."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Member):
        return f"{_text_of(node.target)}.{node.field}"
    if isinstance(node, Index):
        return f"{_text_of(node.target)}[…]"
    return "this"

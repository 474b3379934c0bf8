"""Names and types of a condition, checked against the profile's format when the model is loaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

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
from lmmm_report.load.expression.lexer import ExpressionError
from lmmm_report.load.expression.types import BOOLEAN, INTEGER, NUMBER, comparable, shown, union
from lmmm_report.load.schema.format import FactType
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import Cure, Message, listing, say

NONE = "none"
LIMITS = "limits"


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
        raise checker.error(expression, say("expression.truth", kind=shown(found)))


class _Checker:
    """One walk over one tree; knows the variables of the quantifiers around the node it looks at."""

    def __init__(self, facts: FactType, limits: Collection[str], offsets: Mapping[int, int]) -> None:
        self._facts = facts
        self._limits = limits
        self._offsets = offsets
        self._variables: dict[str, FactType] = {}

    def error(self, node: Expression, message: Message, hint: Cure = "") -> ExpressionError:
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
            item = self._joined(part, item, other, "expression.one_kind_in_list") if item is not None else other
        return FactType(kind="list", item=item)

    def _name(self, node: Name) -> FactType:
        if node.name in self._variables:
            return self._variables[node.name]
        if node.name == NONE:
            return FactType(kind="text", choices=(NONE,))
        if node.name == LIMITS:
            raise self.error(node, say("expression.limits_alone"), self._limits_hint())
        if node.name not in self._facts.fields:
            known = [*self._facts.fields, *self._variables, NONE, LIMITS]
            raise self.error(node, say("expression.no_fact", name=node.name), did_you_mean(node.name, known))
        return self._facts.fields[node.name]

    def _is_limits(self, node: Expression) -> bool:
        return isinstance(node, Name) and node.name == LIMITS

    def _limits_hint(self) -> Cure:
        names = ", ".join(f"limits.{name}" for name in sorted(self._limits))
        return say("expression.limits_are", names=names) if names else ""

    def _member(self, node: Member) -> FactType:
        if self._is_limits(node.target):
            if node.field not in self._limits:
                message = say("expression.no_limit", name=node.field)
                raise self.error(node, message, did_you_mean(node.field, self._limits))
            return INTEGER
        return self._field(node, node.target, node.field)

    def _field(self, node: Expression, target: Expression, field: str) -> FactType:
        around = self.type_of(target)
        if around.kind == "object" and field in around.fields:
            return around.fields[field]
        where = _text_of(target)
        if around.kind == "list":
            hint = say("expression.write", text=say("expression.exists", what=where, field=field))
            raise self.error(node, say("expression.list_without_fields", what=where), hint)
        if around.kind != "object":
            message = say("expression.value_without_fields", what=where, kind=shown(around), field=field)
            raise self.error(node, message)
        message = say("expression.no_field", what=where, field=field)
        raise self.error(node, message, did_you_mean(field, around.fields))

    def _has(self, node: Has) -> FactType:
        if self._is_limits(node.target):
            raise self.error(node, say("expression.has_limits"))
        self._field(node, node.target, node.field)
        return BOOLEAN

    def _size(self, node: Size) -> FactType:
        operand = self.type_of(node.operand)
        if operand.kind not in ("list", "text"):
            raise self.error(node, say("expression.size_counts", kind=shown(operand)))
        return INTEGER

    def _index(self, node: Index) -> FactType:
        target, index = self.type_of(node.target), self.type_of(node.index)
        if target.kind != "list":
            raise self.error(node, say("expression.no_list", what=_text_of(node.target), kind=shown(target)))
        if index.kind != "integer":
            raise self.error(node.index, say("expression.index_kind", kind=shown(index)))
        if isinstance(node.index, Literal) and isinstance(node.index.value, int):
            self._written_index(node, node.index.value)
        if target.item is None:
            raise self.error(node, say("expression.no_items"))
        return target.item

    def _written_index(self, node: Index, index: int) -> None:
        """Refuse an index that can never find an item."""
        if index < 0:
            raise self.error(node.index, say("expression.index_from_0"), say("expression.index_from_0_cure"))
        if isinstance(node.target, ListLiteral) and index >= len(node.target.items):
            raise self.error(node.index, say("expression.index_beyond", number=len(node.target.items)))

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
        return self._joined(node, yes, no, "expression.one_kind_in_choice")

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
            raise self.error(node, say("expression.no_list", what=_text_of(node.operand), kind=shown(operand)))
        if operand.item is None:
            raise self.error(node, say("expression.over_nothing", name=node.kind))
        if node.variable in self._variables or node.variable in (*self._facts.fields, NONE, LIMITS):
            message = say("expression.name_taken", name=node.variable)
            raise self.error(node, message, say("expression.name_taken_cure"))
        self._variables[node.variable] = operand.item
        predicate = self.type_of(node.predicate)
        del self._variables[node.variable]
        if predicate.kind != "boolean":
            message = say("expression.predicate", name=node.kind, kind=shown(predicate))
            raise self.error(node.predicate, message)
        return operand if node.kind == "filter" else BOOLEAN

    def _derived(self, node: Derived) -> FactType:
        for part in (node.own, *node.excluded_by, *node.counts_as, *node.filled_by, *node.denied_by):
            found = self.type_of(part)
            if found.kind != "boolean":
                raise self.error(part, say("expression.truth", kind=shown(found)))
        return BOOLEAN

    def _truth(self, node: Expression, found: FactType, operator: str) -> None:
        if found.kind != "boolean":
            hint: Cure = say("expression.joins_truths_cure", what=_text_of(node)) if found.kind == "text" else ""
            raise self.error(node, say("expression.joins_truths", operator=operator, kind=shown(found)), hint)

    def _numeric(self, node: Expression, found: FactType, operator: str) -> None:
        if found.kind not in ("integer", "number"):
            hint: Cure = say("expression.companions") if found.kind == "text" and operator != "+" else ""
            raise self.error(node, say("expression.works_on_numbers", operator=operator, kind=shown(found)), hint)

    def _equal(self, node: Binary, left: FactType, right: FactType) -> None:
        if comparable(left, right):
            self._known_choices(node, left, right)
            return
        if "object" in (left.kind, right.kind):
            message, hint = say("expression.no_group_compared"), say("expression.no_group_compared_cure")
        elif left.kind == right.kind:
            message, hint = say("expression.no_lists_compared"), say("expression.no_lists_compared_cure")
        else:
            message, hint = say("expression.never_equal", one=shown(left), other=shown(right)), None
        for one, other in ((left, right), (right, left)):
            if one.choices == (NONE,) and other.kind != "text":
                hint = say(f"expression.none_{other.kind}")
        raise self.error(node, message, hint or "")

    def _contained(self, node: Binary, left: FactType, right: FactType) -> None:
        if right.kind != "list":
            message = say("expression.in_looks", what=_text_of(node.right), kind=shown(right))
            raise self.error(node, message, _in_hint(right))
        if right.item is None:
            return
        if not comparable(left, right.item):
            raise self.error(node, say("expression.never_in", one=shown(left), other=shown(right.item)))
        if left.choices == (NONE,) and NONE not in right.item.choices and not isinstance(node.right, ListLiteral):
            raise self.error(node, say("expression.none_never_in"), say("expression.none_list"))
        self._known_choices(node, left, right.item)

    def _known_choices(self, node: Binary, left: FactType, right: FactType) -> None:
        """Refuse a text written in the condition that the format does not allow on the other side."""
        for part, here, there in ((node.left, left, right), (node.right, right, left)):
            if not there.choices or not here.choices or not _is_written(part):
                continue
            for word in here.choices:
                if word not in there.choices:
                    other = node.right if part is node.left else node.left
                    message = say("expression.never_word", what=_text_of(other), word=word)
                    raise self.error(part, message, did_you_mean(word, there.choices))

    def _joined(self, node: Expression, one: FactType, other: FactType, key: str) -> FactType:
        """The type of both; if there is none, say the message under ``key``."""
        found = union(one, other)
        if found is None:
            raise self.error(node, say(key), say("expression.here_stand", one=shown(one), other=shown(other)))
        return found


def _is_written(node: Expression) -> bool:
    """Whether a text stands in the condition itself: a literal, ``none``, or a list of them."""
    if isinstance(node, ListLiteral):
        return all(_is_written(item) for item in node.items)
    return isinstance(node, Literal) or (isinstance(node, Name) and node.name == NONE)


def _in_hint(found: FactType) -> Cure:
    return say("expression.compare_equal") if found.kind in ("text", "integer", "number", "boolean") else ""


def _text_of(node: Expression) -> str:
    """A path as it is written, or a word for what is no path."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Member):
        return listing((_text_of(node.target), node.field), ".")
    if isinstance(node, Index):
        return listing((_text_of(node.target), "[…]"), "")
    return say("expression.this")

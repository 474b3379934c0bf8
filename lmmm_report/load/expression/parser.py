"""The grammar of conditions: tokens in, a tree with the place of every node out.

A subset of the Common Expression Language; precedence and associativity are those of its published grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from lmmm_report.load.expression.lexer import ExpressionError, Token, tokens_of
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.messages import Value, say

MAX_NESTING = 50
"""Levels that a condition's tree may have. Keeps every walk over a tree far from the interpreter's recursion limit."""

QUANTIFIERS = ("exists", "all", "exists_one", "filter")
_FUNCTIONS = {"has": "has(x.y)", "size": "size(x)"}

_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"||"}),
    frozenset({"&&"}),
    frozenset({"==", "!=", "<", "<=", ">", ">=", "in"}),
    frozenset({"+", "-"}),
    frozenset({"*"}),
)
"""Binary operators from the loosest to the tightest; all group from the left."""
_LEVEL = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}

_RESERVED = frozenset(
    {
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import"),
        *("let", "loop", "namespace", "package", "return", "var", "void", "while"),
    }
)
_KEYWORDS = frozenset({"true", "false", "null", "in"})
_WORDS = {
    "and": "expression.write_and",
    "or": "expression.write_or",
    "not": "expression.write_not",
    "is": "expression.write_equal",
}
"""Words of other languages, with the key of the cure."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree with the character of the text (from 0) at which each node shows; keys are the nodes' ``id()``."""

    expression: Expression
    offsets: Mapping[int, int]


def parse(text: str) -> Parsed:
    """Turn ``text`` into its tree; `ExpressionError` if it is none. Names and types are not looked at."""
    parser = _Parser(text)
    expression = parser.whole()
    return Parsed(expression, parser.offsets)


def _level_of(token: Token) -> int:
    """How tightly a binary operator binds, -1 for anything else."""
    return _LEVEL.get(str(token.value), -1) if token.kind in ("sign", "name") else -1


def _no_such(name: Token) -> ExpressionError:
    word = str(name.value)
    if word in _FUNCTIONS:
        hint = say("expression.write", text=_FUNCTIONS[word])
        return ExpressionError(say("expression.after_no_point", word=word), name.offset, hint)
    if word in QUANTIFIERS:
        hint = say("expression.write", text=f"l.{word}(v, p)")
        return ExpressionError(say("expression.after_list", word=word), name.offset, hint)
    found = nearest(word, [*QUANTIFIERS, *_FUNCTIONS])
    existing = say("expression.functions")
    hint = say("expression.function_meant", name=found, functions=existing) if found else existing
    return ExpressionError(say("expression.no_function", word=word), name.offset, hint)


def _left_over(token: Token) -> ExpressionError:
    word = str(token.value)
    if token.kind == "sign" and word in ")]":
        return ExpressionError(say("expression.closes_nothing", sign=word), token.offset)
    meant = _WORDS.get(word.casefold()) if token.kind == "name" else None
    message = say("expression.operator_missing", what=_shown(token))
    return ExpressionError(message, token.offset, say(meant) if meant else "")


def _unexpected(token: Token) -> ExpressionError:
    if token.kind == "end":
        return ExpressionError(say("expression.breaks_off"), token.offset, say("expression.value_missing"))
    return ExpressionError(say("expression.value_missing_before", what=_shown(token)), token.offset)


def _shown(token: Token) -> str:
    return say("schema.quoted", text=str(token.value)) if token.kind == "text" else str(token.value)


def _too_deep(offset: int) -> ExpressionError:
    return ExpressionError(say("expression.deep", most=MAX_NESTING), offset, say("expression.deep_cure"))


class _Parser:
    """Precedence climbing over a list of tokens, bounded in depth."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._at = 0
        self._open = 0
        self._depths: dict[int, int] = {}
        self.offsets: dict[int, int] = {}

    def whole(self) -> Expression:
        """The expression that all tokens together make."""
        if self._peek().kind == "end":
            raise ExpressionError(say("expression.empty"), 0)
        expression = self._expression()
        rest = self._peek()
        if rest.kind != "end":
            raise _left_over(rest)
        return expression

    def _expression(self) -> Expression:
        """``a``, or ``a ? b : c`` where only ``c`` may be such an expression again without brackets."""
        self._enter()
        condition = self._binary()
        question = self._peek()
        if self._take("?"):
            yes = self._binary()
            if self._is("?"):
                raise ExpressionError(say("expression.inner_choice"), self._peek().offset)
            self._expect(":", "expression.colon_missing")
            no = self._expression()
            condition = self._node(Conditional(condition, yes, no), question.offset, condition, yes, no)
        self._leave()
        return condition

    def _binary(self, level: int = 0) -> Expression:
        return self._binary_from(self._unary(), level)

    def _binary_from(self, left: Expression, level: int) -> Expression:
        """All operators of ``level`` and tighter that follow ``left``."""
        while True:
            token = self._peek()
            found = _level_of(token)
            if found < level:
                return left
            self._at += 1
            right = self._unary()
            if _level_of(self._peek()) > found:
                right = self._binary_from(right, found + 1)
            left = self._node(Binary(str(token.value), left, right), token.offset, left, right)

    def _unary(self) -> Expression:
        sign = self._peek()
        if not (self._is("!") or self._is("-")):
            return self._postfix_from(self._primary())
        self._enter()
        self._at += 1
        number = self._peek()
        if sign.value == "-" and isinstance(number.value, (int, float)):
            self._at += 1
            operand = self._postfix_from(self._node(Literal(-number.value), sign.offset))
        else:
            if self._is("!" if sign.value == "-" else "-") and not self._at_negative_number():
                message = say("expression.signs_no_meaning", signs=f"{sign.value}{number.value}")
                raise ExpressionError(message, sign.offset, say("expression.use_brackets"))
            inner = self._unary()
            operand = self._node(Unary(str(sign.value), inner), sign.offset, inner)
        self._leave()
        return operand

    def _at_negative_number(self) -> bool:
        following = self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        return self._is("-") and isinstance(following.value, (int, float))

    def _postfix_from(self, target: Expression) -> Expression:
        """``target`` with every ``.field``, ``[index]`` and ``.exists(v, p)`` that follows."""
        while True:
            token = self._peek()
            if self._take("["):
                index = self._expression()
                self._expect("]", "expression.open_index")
                target = self._node(Index(target, index), token.offset, target, index)
            elif self._take("."):
                name = self._peek()
                if name.kind != "name" or name.value in _KEYWORDS:
                    raise ExpressionError(say("expression.field_missing"), name.offset)
                self._at += 1
                target = self._selected(target, name)
            else:
                return target

    def _selected(self, target: Expression, name: Token) -> Expression:
        opening = self._peek()
        if not self._take("("):
            return self._node(Member(target, str(name.value)), name.offset, target)
        if name.value not in QUANTIFIERS:
            raise _no_such(name)
        self._refuse_empty(opening, "expression.quantifier_needs", name=name.value, variable="v")
        variable = self._peek()
        self._at += 1
        if variable.kind != "name" or not (self._is(",") or self._is(")")):
            raise ExpressionError(say("expression.quantifier_begins", name=name.value), variable.offset)
        if variable.value in _RESERVED or variable.value in _KEYWORDS:
            raise ExpressionError(say("expression.reserved", word=variable.value), variable.offset)
        self._expect(",", "expression.quantifier_needs", name=name.value, variable=variable.value)
        predicate = self._expression()
        self._expect(")", "expression.quantifier_closes", name=name.value)
        quantifier = Quantifier(str(name.value), target, str(variable.value), predicate)
        return self._node(quantifier, name.offset, target, predicate)

    def _primary(self) -> Expression:
        token = self._peek()
        self._at += 1
        if token.kind in ("text", "integer", "decimal"):
            return self._node(Literal(token.value), token.offset)
        if token.kind == "name":
            return self._named(token)
        if token.value == "(":
            inner = self._expression()
            self._expect(")", "expression.open_bracket", token)
            return inner
        if token.value == "[":
            return self._list(token)
        raise _unexpected(token)

    def _named(self, token: Token) -> Expression:
        if token.value in ("true", "false"):
            return self._node(Literal(token.value == "true"), token.offset)
        if token.value == "null":
            raise ExpressionError(say("expression.no_null"), token.offset, say("expression.no_null_cure"))
        if token.value in _RESERVED or token.value == "in":
            raise ExpressionError(say("expression.reserved", word=token.value), token.offset)
        if self._is("("):
            return self._called(token)
        return self._node(Name(str(token.value)), token.offset)

    def _called(self, name: Token) -> Expression:
        if name.value not in _FUNCTIONS:
            raise _no_such(name)
        opening = self._peek()
        self._at += 1
        example = _FUNCTIONS[str(name.value)]
        self._refuse_empty(opening, "expression.function_asks", name=name.value, example=example)
        inner = self._peek()
        operand = self._expression()
        self._expect(")", "expression.function_closes", opening, name=name.value)
        if name.value == "size":
            return self._node(Size(operand), name.offset, operand)
        if not isinstance(operand, Member):
            raise ExpressionError(say("expression.has_asks"), inner.offset, say("expression.write", text="has(x.y)"))
        return self._node(Has(operand.target, operand.field), name.offset, operand.target)

    def _list(self, opening: Token) -> Expression:
        items: list[Expression] = []
        while not self._is("]"):
            items.append(self._expression())
            if not self._take(","):
                break
        self._expect("]", "expression.open_list", opening)
        return self._node(ListLiteral(tuple(items)), opening.offset, *items)

    def _refuse_empty(self, opening: Token, key: str, **values: Value) -> None:
        if self._is(")"):
            raise ExpressionError(say(key, **values), opening.offset)

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _is(self, sign: str) -> bool:
        token = self._tokens[self._at]
        return token.kind == "sign" and token.value == sign

    def _take(self, sign: str) -> bool:
        taken = self._is(sign)
        self._at += taken
        return taken

    def _expect(self, sign: str, key: str, opening: Token | None = None, **values: Value) -> None:
        """Take ``sign``; if it is not there, say the message under ``key``."""
        if self._take(sign):
            return
        token = self._peek()
        if opening is not None and token.kind == "end":
            raise ExpressionError(say(key, **values), opening.offset, say("expression.close", sign=sign))
        if token.kind != "end" and _level_of(token) < 0 and token.value not in (",", ")", "]", ":"):
            raise _left_over(token)
        raise ExpressionError(say(key, **values), token.offset)

    def _enter(self) -> None:
        self._open += 1
        if self._open > MAX_NESTING:
            raise _too_deep(self._peek().offset)

    def _leave(self) -> None:
        self._open -= 1

    def _node(self, node: Expression, offset: int, *parts: Expression) -> Expression:
        """Remember where ``node`` shows and how deep it is; a long chain is deep without being bracketed."""
        depth = 1
        for part in parts:
            depth = max(depth, 1 + self._depths[id(part)])
        if depth > MAX_NESTING:
            raise _too_deep(offset)
        self._depths[id(node)] = depth
        self.offsets[id(node)] = offset
        return node

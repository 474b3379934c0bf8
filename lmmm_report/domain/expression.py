"""The shape of a condition after parsing: a small, closed tree.

The language is a documented subset of the Common Expression Language (https://cel.dev); ``docs/conditions.md``
describes it. `lmmm_report.load.expression` turns text into these nodes and checks every path and type against the
profile schema; `lmmm_report.assess.conditions` evaluates them with three truth values. `Derived` alone is never
written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Expression = Union[
    "Literal",
    "ListLiteral",
    "Name",
    "Member",
    "Index",
    "Unary",
    "Binary",
    "Conditional",
    "Has",
    "Size",
    "Quantifier",
    "Derived",
]


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, whole number, decimal number or truth value."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """``[a, b, c]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A top-level fact (``process``), a constant (``none``, ``limits``) or the variable of a quantifier."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """``target.field``."""

    target: Expression
    field: str


@dataclass(frozen=True, slots=True)
class Index:
    """``target[index]``."""

    target: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Unary:
    """``!a`` or ``-a``; ``operator`` is the sign itself."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right`` with one of ``&& || == != < <= > >= in + - *``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conditional:
    """``condition ? yes : no``."""

    condition: Expression
    yes: Expression
    no: Expression


@dataclass(frozen=True, slots=True)
class Has:
    """``has(target.field)``: whether the profile states the field at all."""

    target: Expression
    field: str


@dataclass(frozen=True, slots=True)
class Size:
    """``size(operand)`` of a list or a text."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Quantifier:
    """``operand.exists(variable, predicate)`` and its kin: ``exists``, ``all``, ``exists_one``, ``filter``."""

    kind: str
    operand: Expression
    variable: str
    predicate: Expression


@dataclass(frozen=True, slots=True)
class Derived:
    """A condition with what follows from other facts; never written, put together when a model is loaded.

    Where one of ``excluded_by`` is true it is false, whatever else holds. Otherwise it is ``own || counts_as[0] || …``;
    where that is unknown and one of ``filled_by`` is true, it is true; where none of these but one of ``denied_by`` is,
    it is false. What is unknown excludes and fills in nothing.
    """

    own: Expression
    excluded_by: tuple[Expression, ...] = ()
    counts_as: tuple[Expression, ...] = ()
    filled_by: tuple[Expression, ...] = ()
    denied_by: tuple[Expression, ...] = ()

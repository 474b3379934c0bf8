"""The shape of a condition after parsing: a small, closed tree.

The language is a documented subset of the Common Expression Language (https://cel.dev); ``docs/conditions.md``
describes it. `lmmm_report.load.expression` turns text into these nodes and checks every path and type against the
profile schema; `lmmm_report.assess.conditions` evaluates them with three truth values. `Derived` alone is never
written.
"""

from typing import NamedTuple, Union

from lmmm_report.domain.kinds import own_kind

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


@own_kind
class Literal(NamedTuple):
    """A string, whole number, decimal number or truth value."""

    value: str | int | float | bool


@own_kind
class ListLiteral(NamedTuple):
    """``[a, b, c]``."""

    items: tuple[Expression, ...]


@own_kind
class Name(NamedTuple):
    """A top-level fact (``process``), a constant (``none``, ``limits``) or the variable of a quantifier."""

    name: str


@own_kind
class Member(NamedTuple):
    """``target.field``."""

    target: Expression
    field: str


@own_kind
class Index(NamedTuple):
    """``target[index]``."""

    target: Expression
    index: Expression  # type: ignore[assignment] # not the method of tuples, which nobody asks of a node


@own_kind
class Unary(NamedTuple):
    """``!a`` or ``-a``; ``operator`` is the sign itself."""

    operator: str
    operand: Expression


@own_kind
class Binary(NamedTuple):
    """``left operator right`` with one of ``&& || == != < <= > >= in + - *``."""

    operator: str
    left: Expression
    right: Expression


@own_kind
class Conditional(NamedTuple):
    """``condition ? yes : no``."""

    condition: Expression
    yes: Expression
    no: Expression


@own_kind
class Has(NamedTuple):
    """``has(target.field)``: whether the profile states the field at all."""

    target: Expression
    field: str


@own_kind
class Size(NamedTuple):
    """``size(operand)`` of a list or a text."""

    operand: Expression


@own_kind
class Quantifier(NamedTuple):
    """``operand.exists(variable, predicate)`` and its kin: ``exists``, ``all``, ``exists_one``, ``filter``."""

    kind: str
    operand: Expression
    variable: str
    predicate: Expression


@own_kind
class Derived(NamedTuple):
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

"""Types of the parts of a condition, in the terms of the profile's facts."""

from __future__ import annotations

from lmmm_report.load.schema.format import FactType
from lmmm_report.messages import Message, say

INTEGER = FactType(kind="integer")
NUMBER = FactType(kind="number")
BOOLEAN = FactType(kind="boolean")


def shown(found: FactType) -> Message:
    """What a value of this type is, in words."""
    return say(f"expression.{found.kind}")


def union(one: FactType, other: FactType) -> FactType | None:
    """The type of a value that is of one of two types, `None` if they do not go together."""
    if one == other:
        return one
    if not comparable(one, other):
        return None
    if one.kind == "list":
        if one.item is None or other.item is None:
            return one if other.item is None else other
        item = union(one.item, other.item)
        return None if item is None else FactType(kind="list", item=item)
    if one.kind == "text":
        both = one.choices and other.choices
        return FactType(kind="text", choices=tuple(dict.fromkeys((*one.choices, *other.choices))) if both else ())
    return NUMBER if one.kind != other.kind else one


def comparable(left: FactType, right: FactType) -> bool:
    """Whether two values could be equal; groups of facts cannot be compared."""
    if "object" in (left.kind, right.kind):
        return False
    if left.kind == "list" and right.kind == "list":
        return left.item is None or right.item is None or comparable(left.item, right.item)
    numbers = ("integer", "number")
    return left.kind == right.kind or (left.kind in numbers and right.kind in numbers)

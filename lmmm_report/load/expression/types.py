"""Types of the parts of a condition, in the terms of the profile's facts."""

from __future__ import annotations

from collections.abc import Mapping

from lmmm_report.load.schema.format import FactKind, FactType

INTEGER = FactType(kind="integer")
NUMBER = FactType(kind="number")
BOOLEAN = FactType(kind="boolean")

SHOWN: Mapping[FactKind, str] = {
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "list": "a list",
    "object": "a group of facts",
}


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

"""What a part of a condition can be worth when facts are missing, and which facts that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.assess.conditions.paths import Paths, gathered
from lmmm_report.domain.facts import EACH, EXISTS, LIST, Between, Entries, Existing
from lmmm_report.domain.profile import FactValue, Path
from lmmm_report.messages import Message, say

Number = int | float

_ANY_LENGTH = 2**31
"""Stands for the length of a text that is not told: longer than any file."""


class ConditionTypeError(Exception):
    """Values that do not go together. Checked models cannot raise it; it is a fault of the model, never unknown."""


class ConditionBudgetError(Exception):
    """A condition that would take too long, or whose numbers leave the range of 64 bits; ``message`` says which."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


# Values are made by the thousand: a plain class with slots makes them quicker than a named tuple does, and to import it
# costs a tenth of a dataclass.


class Known:
    """A value that is certain. ``paths`` are the facts it rests on; the last is its own place if it is a fact.

    Two values are certain in part: `EXISTS`, a text of which it is open what it says, and `Entries`, a list of which it
    is open what else is in it.
    """

    __slots__ = ("paths", "value")

    def __init__(self, value: FactValue, paths: Paths = ()) -> None:
        self.value = value
        self.paths = paths


class Unknown:
    """A value that rests on facts which are not stated: ``missing``, at least one.

    ``open_path`` says that the last of ``missing`` is the place of the value itself, so that a field of it is at a
    longer path.
    """

    __slots__ = ("missing", "open_path")

    def __init__(self, missing: Paths, open_path: bool = False) -> None:
        self.missing = missing
        self.open_path = open_path


class Different(Unknown):
    """A text that is not told, and is none of ``texts``: no two entries of a list are alike in it.

    ``paths`` is where the others stand.
    """

    __slots__ = ("paths", "texts")

    def __init__(self, missing: Paths, texts: frozenset[str], paths: Paths) -> None:
        super().__init__(missing)
        self.texts = texts
        self.paths = paths


class Unnamed(Unknown):
    """The entries of a list that are not named, of which nothing is known but that their ``key`` is another."""

    __slots__ = ("key", "texts")

    def __init__(self, missing: Paths, key: str, texts: frozenset[str]) -> None:
        super().__init__(missing)
        self.key = key
        self.texts = texts


class Count:
    """A number between two bounds, both included, that facts not stated may move."""

    __slots__ = ("high", "low", "missing", "paths")

    def __init__(self, low: Number, high: Number, paths: Paths, missing: Paths) -> None:
        self.low = low
        self.high = high
        self.paths = paths
        self.missing = missing


class Item:
    """One candidate of a list: whether it belongs is certain unless ``missing`` names why it is not.

    What stands for the entries of a list that are not named is one candidate as well: ``least`` to ``most`` of them
    are like it, and ``among`` is their list. Where they stand in it is open.
    """

    __slots__ = ("among", "least", "missing", "most", "paths", "value")

    def __init__(
        self,
        value: Value,
        paths: Paths = (),
        missing: Paths = (),
        *,
        least: int = 1,
        most: int = 1,
        among: Paths = (),
    ) -> None:
        self.value = value
        self.paths = paths
        self.missing = missing
        self.least = least
        self.most = most
        self.among = among

    def fewest(self) -> int:
        """How often it is in the list at least."""
        return 0 if self.missing else self.least

    def doubts(self) -> Paths:
        """The facts for want of which it is not certain how often it is in the list."""
        return self.missing + self.among if self.least < self.most else self.missing


class Selection:
    """A list written in a condition or left over by a filter.

    ``paths`` are the facts that decided its make-up, ``source`` the list of the profile that it was filtered from.
    """

    __slots__ = ("items", "paths", "source")

    def __init__(self, items: list[Item], paths: Paths = (), source: Paths = ()) -> None:
        self.items = items
        self.paths = paths
        self.source = source

    def missing(self) -> Paths:
        """The facts for want of which the make-up is not certain."""
        return gathered(item.doubts() for item in self.items)


Value = Known | Unknown | Count | Selection


class _Taken(NamedTuple):
    """Stands in entries that are not named for what tells them apart from the others."""

    texts: frozenset[str]
    paths: Paths


def fact(value: FactValue | None, paths: tuple[Path, ...]) -> Value:
    """A value read from the profile, its own path last; null means not stated."""
    if value is None:
        return Unknown(paths[-1:], open_path=True)
    if type(value) is Between:
        return number_between(value.low, value.high, paths, paths[-1:])
    if type(value) is _Taken:
        return Different(paths[-1:], texts=value.texts, paths=value.paths)
    return Known(value, paths)


def written_out(paths: Paths) -> tuple[Path, ...]:
    """The paths of a group or list of facts: its own is the last of them."""
    return paths if isinstance(paths, tuple) else tuple(paths)


def number_between(low: Number, high: Number, paths: Paths, missing: Paths) -> Value:
    """A number with bounds, certain if they meet; `ConditionBudgetError` outside the range of 64 bits."""
    limit = 2**63
    if not (-limit <= low and high < limit):
        raise ConditionBudgetError(say("condition.number"))
    return Known(low, paths) if low == high else Count(low, high, paths, missing)


def resting_on(value: Value, paths: Paths) -> Value:
    """``value`` as the consequence of further facts; what is unknown stays so for its own reasons."""
    if not paths or isinstance(value, Unknown):
        return value
    paths = written_out(paths)  # what is a fact has its own path behind them, even where it is among them
    if isinstance(value, Known):
        return Known(value.value, paths + value.paths)
    if isinstance(value, Count):
        return Count(value.low, value.high, paths + value.paths, value.missing)
    return Selection(value.items, paths + value.paths, value.source)


def items_of(value: Value) -> Iterable[Item]:
    """The items of a list with their places."""
    return value.items if isinstance(value, Selection) else _fact_items(value)


def _fact_items(value: Value) -> Iterator[Item]:
    assert isinstance(value, Known)
    assert isinstance(value.value, LIST)
    paths = written_out(value.paths)
    before, own = paths[:-1], paths[-1]
    for index, item in enumerate(value.value):
        yield Item(fact(item, (*before, (*own, index))))
    if isinstance(value.value, Entries) and value.value.at_most:
        yield _others(value.value, paths)


def _others(entries: Entries, paths: tuple[Path, ...]) -> Item:
    """What stands for the entries that are not named; if nothing is known of them, the list itself has to tell."""
    own = paths[-1:]
    taken = entries.taken()
    known: Value
    if entries.rest:
        rest = {entries.key: _Taken(taken, own), **entries.rest} if taken else entries.rest
        known = Known(rest, (*paths[:-1], (*paths[-1], EACH)))
    else:
        known = Unnamed(own, key=entries.key, texts=taken) if taken else Unknown(own)
    return Item(
        known,
        paths=() if entries.rest else own,
        missing=() if entries.at_least else own,
        least=entries.at_least,
        most=entries.at_most,
        among=own,
    )


def item_at(target: Known | Count | Selection, index: int, because: Paths) -> Value:
    """The item of a list; unknown where the list ends before it, and where it is open which item it is.

    ``because`` are the facts that the index rests on.
    """
    if isinstance(target, Known):
        paths = written_out(target.paths)
        own = paths[-1]
        items: Any = target.value
        if isinstance(items, Entries) and 0 <= index < len(items) + items.at_most:
            if items or index >= items.at_least:
                return Unknown((own,))
            return resting_on(_others(items, paths).value, because)
        if 0 <= index < len(items):
            return fact(items[index], (*because, *paths[:-1], (*own, index)))
        return Unknown(((*own, index),), open_path=True) if index >= 0 else Unknown((own,))
    assert isinstance(target, Selection)
    anywhere = [item for item in target.items if item.among and len(target.items) > 1]
    open_items: list[Paths] = [item.missing + item.among for item in anywhere]
    for item in target.items if index >= 0 else ():
        if index < item.fewest():
            doubts = gathered(open_items)
            return Unknown(doubts) if doubts else resting_on(item.value, because + target.paths)
        open_items.append(item.doubts())
        index -= item.fewest()
    # A list that is written in the condition has no place in the profile: name what the index or its make-up rest on.
    reasons = gathered(open_items) or target.source or target.paths + because
    if not reasons:
        raise ConditionTypeError("a list written in a condition has fewer items than its index asks for")
    return Unknown(reasons)


def length_of(value: Value) -> int:
    """How many items of a list there are to visit; 0 for anything but a list."""
    if isinstance(value, Selection):
        return len(value.items)
    if not isinstance(value, Known) or not isinstance(value.value, (tuple, list)):
        return 0
    return len(value.value) + isinstance(value.value, Entries)


def how_many(items: Iterable[Item]) -> tuple[int, int]:
    """The fewest and the most items that there can be."""
    fewest = most = 0
    for item in items:
        fewest += item.fewest()
        most += item.most
    return fewest, most


def size_of(value: Known | Selection) -> Value:
    """How many items a list has, or how many characters a text."""
    if isinstance(value, Selection):
        return number_between(*how_many(value.items), value.paths, value.missing())
    counted: Any = value.value
    own = written_out(value.paths)[-1:]
    if counted is EXISTS:
        return Count(1, _ANY_LENGTH, value.paths, own)
    if isinstance(counted, Entries):
        named = len(counted)
        return number_between(named + counted.at_least, named + counted.at_most, value.paths, own)
    return Known(len(counted), value.paths)


def is_stated(value: object) -> bool:
    """Whether something stands in a field of a group."""
    return value is not None and type(value) is not _Taken


def all_told(items: Any) -> bool:
    """Whether a list of the profile holds texts that are told and nothing else, so that looking one up says all."""
    return not isinstance(items, Entries) and all(type(text) is str for text in items)


def paths_of(value: Value) -> Paths:
    """The facts that a value rests on."""
    if isinstance(value, Unknown):
        return value.paths if isinstance(value, Different) else ()
    return value.paths


def missing_of(value: Value) -> Paths:
    """The facts for want of which a value is not certain."""
    if isinstance(value, Known):
        return written_out(value.paths)[-1:] if value.value is EXISTS else ()
    return value.missing() if isinstance(value, Selection) else value.missing


def kind_of(value: Value) -> str:
    """``text``, ``number``, ``boolean``, ``list``, ``object``, or ``unknown``."""
    if isinstance(value, Known):
        return KINDS.get(type(value.value)) or ("object" if isinstance(value.value, Mapping) else "list")
    if isinstance(value, Unknown):
        return "unknown"
    return "number" if isinstance(value, Count) else "list"


KINDS: Mapping[type, str] = {
    str: "text",
    Existing: "text",
    int: "number",
    float: "number",
    bool: "boolean",
    tuple: "list",
    list: "list",
    Entries: "list",
    dict: "object",
    MappingProxyType: "object",
}

"""Looking up instead of going through: lists inside quantifiers that are searched for one text or for several.

``a.all(x, b.exists(y, y.id == x.b && …))`` goes through ``b`` once for each item of ``a``. Where the texts differ,
nothing else in the predicate matters: an index of ``b`` by ``y.id`` finds the items that do, and says of all others
what the predicate would say of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from lmmm_report.assess.conditions.paths import Paths, Row, gathered
from lmmm_report.assess.conditions.quantifiers import Judged, exists
from lmmm_report.assess.conditions.reading import Bound, Function, Reading
from lmmm_report.assess.conditions.reads import variables_read, written_path
from lmmm_report.assess.conditions.values import Item, Known, Unknown, Value, all_told, items_of, paths_of, written_out
from lmmm_report.domain.expression import Binary, Expression, Member, Name, Quantifier
from lmmm_report.domain.profile import Path

Judge = Callable[[Reading, Item], Judged]
"""What the whole predicate says of one item."""

SOUGHT = " sought"
"""The variable that stands for what is compared with the texts, so that it is asked once and not for each item."""

_OPEN: tuple[Path, ...] = ((SOUGHT,),)


class Search:
    """The first thing a predicate asks: whether a text of the item equals another, or is among several."""

    __slots__ = ("closed", "key", "key_first", "operator", "predicate", "sought")

    def __init__(
        self, *, key: Function, sought: Function, predicate: Function, operator: str, key_first: bool, closed: bool
    ) -> None:
        self.key: Final = key
        """The text of an item."""
        self.sought: Final = sought
        """What it is compared with, the same for all items."""
        self.predicate: Final = predicate
        """The whole predicate, with what is sought in the variable `SOUGHT`."""
        self.operator: Final = operator
        self.key_first: Final = key_first
        """Whether the item's text stands on the left."""
        self.closed: Final = closed
        """Whether what is sought is all that the predicate asks of the variables around it."""


def search_of(node: Quantifier, bound: Bound, compiled: Callable[[Expression, Bound], Function]) -> Search | None:
    """What ``node`` searches its list for; `None` if it has to be gone through, or is gone through once only."""
    if node.kind != "exists" or not bound or not written_path(node.operand, bound):
        return None
    first = node.predicate
    while isinstance(first, Binary) and first.operator == "&&":
        first = first.left
    if not isinstance(first, Binary) or first.operator not in ("==", "in"):
        return None
    own, inside = frozenset({node.variable}), bound | {node.variable}
    for key_first in (True,) if first.operator == "in" else (True, False):
        key, sought = (first.left, first.right) if key_first else (first.right, first.left)
        if _is_text_of(key, node.variable) and not variables_read(sought, own):
            first = first._replace(right=Name(SOUGHT)) if key_first else first._replace(left=Name(SOUGHT))
            predicate = _with_first(node.predicate, first)
            return Search(
                key=compiled(key, inside),
                sought=compiled(sought, bound),
                predicate=compiled(predicate, inside | {SOUGHT}),
                operator=first.operator,
                key_first=key_first,
                closed=not variables_read(predicate, bound - own),
            )
    return None


def _with_first(predicate: Expression, first: Binary) -> Expression:
    """``predicate`` with another condition at its beginning."""
    if isinstance(predicate, Binary) and predicate.operator == "&&":
        return predicate._replace(left=_with_first(predicate.left, first))
    return first


def _is_text_of(node: Expression, variable: str) -> bool:
    while isinstance(node, Member):
        node = node.target
    return isinstance(node, Name) and node.name == variable


class Index:
    """The items of a list by one of their texts, made when it is first needed in a reading."""

    def __init__(self, search: Search, variable: str, operand: Value, reading: Reading) -> None:
        self._search, self._operand = search, operand
        self._items = list(items_of(operand))
        self._by_text: dict[str, list[int]] = {}
        self._open: list[int] = []  # items of which the text is not stated
        self._plain = True  # whether every text is one, so that looking up is the same as comparing
        self._keys: list[Paths] = []
        self._row: Row | None = None  # the keys, once they are needed as reasons
        self._not_stated: Value | None = None
        self._missing: tuple[Paths, bool, Paths] | None = None
        reading.meter.visit(len(self._items))
        for number, item in enumerate(self._items):
            reading.variables[variable] = item.value
            key = search.key(reading)
            self._keys.append(paths_of(key))
            if not isinstance(key, Known):
                self._open.append(number)
            elif type(key.value) is str:
                self._by_text.setdefault(key.value, []).append(number)
            else:
                self._plain = False

    def exists(self, sought: Value, reading: Reading, judge: Judge) -> Value | None:
        """What ``exists`` says of the list; `None` if it has to be gone through for what is sought."""
        if isinstance(sought, Unknown) and self._search.closed:
            return self._if_not_stated(sought, reading, judge)
        texts = self._texts(sought)
        if texts is None:
            return None
        matching = self._matching(texts)
        reading.meter.visit(len(texts) + len(matching))
        judged = [judge(reading, self._items[number]) for number in matching]
        found = exists(self._operand, judged)
        if isinstance(found, Known) and not found.value:
            return Known(False, self._nowhere(sought, dict(zip(matching, judged, strict=True))))
        return found

    def _if_not_stated(self, sought: Unknown, reading: Reading, judge: Judge) -> Value:
        """What is said where it is not known what is sought: always the same, but for the reason."""
        if self._not_stated is None:
            reading.meter.visit(len(self._items))
            reading.variables[SOUGHT] = Unknown(_OPEN)
            self._not_stated = exists(self._operand, [judge(reading, item) for item in self._items])
            reading.variables[SOUGHT] = sought
        found = self._not_stated
        if not isinstance(found, Unknown):
            return found
        if self._missing is None:
            missing = written_out(found.missing)
            at = missing.index(_OPEN[0]) if _OPEN[0] in missing else len(missing)
            self._missing = missing[:at], missing[at:][:1] == _OPEN, missing[at + 1 :]
        before, named, after = self._missing
        return Unknown(gathered((before, sought.missing if named else (), after)))

    def _texts(self, sought: Value) -> Sequence[str] | None:
        if not self._plain or type(sought) is not Known:
            return None
        value: Any = sought.value
        if self._search.operator == "==":
            return (value,) if type(value) is str else None
        return value if isinstance(value, (tuple, list)) and all_told(value) else None

    def _matching(self, texts: Iterable[str]) -> list[int]:
        """The items that have one of ``texts``, and those that may, in order."""
        found = {number for text in texts for number in self._by_text.get(text, ())}
        return sorted(found.union(self._open))

    def _nowhere(self, sought: Value, judged: Mapping[int, Judged]) -> Paths:
        """Why no item holds, in the order of the items: for those without the text because of their text."""
        if self._row is None:
            self._row = Row(self._keys)
        parts: list[Paths] = [paths_of(self._operand)]
        at, named = 0, False
        for number in (*judged, len(self._items)):
            if number > at and not named:  # the first item without the text also rests on the text that is sought
                both = (self._keys[at], paths_of(sought))
                parts += both if self._search.key_first else both[::-1]
                at, named = at + 1, True
            parts += self._row.between(at, number)
            if number in judged:
                parts.append(judged[number].reasons())
            at = number + 1
        return gathered(parts)

"""What the predicates of a quantifier, item by item, say together."""

from __future__ import annotations

from itertools import chain

from lmmm_report.assess.conditions.paths import Paths, gathered
from lmmm_report.assess.conditions.values import Item, Known, Selection, Unknown, Value, paths_of, written_out


class Judged:
    """An item of a list, what the predicate says about it, and why that is not certain."""

    __slots__ = ("holds", "item", "missing", "paths")

    def __init__(self, item: Item, holds: bool | None, paths: Paths, missing: Paths) -> None:
        self.item = item
        self.holds = holds
        self.paths = paths
        self.missing = missing

    def reasons(self) -> Paths:
        """The facts that make the item belong to the list and the predicate say what it says."""
        return self.item.paths + self.paths

    def kept(self) -> Item:
        """It as an item of what a filter leaves over."""
        item = self.item
        return Item(item.value, self.reasons(), self.missing, least=item.least, most=item.most, among=item.among)


def exists(operand: Value, judged: list[Judged]) -> Value:
    """Whether one item holds; of an empty list no item does."""
    return _settled_by(True, operand, judged)


def every(operand: Value, judged: list[Judged]) -> Value:
    """Whether all items hold; of an empty list all do."""
    return _settled_by(False, operand, judged)


def _settled_by(decisive: bool, operand: Value, judged: list[Judged]) -> Value:
    """``exists`` is settled by one item that holds, ``all`` by one that does not; else by all items together."""
    open_items: list[Judged] = []
    for one in judged:
        if one.holds is (not decisive):
            continue
        if one.missing:
            open_items.append(one)
        else:
            return Known(decisive, _with_list(operand, [one]))
    if open_items:
        return Unknown(gathered(one.missing for one in open_items))
    return Known(not decisive, _with_all(operand, judged))


def exists_one(operand: Value, judged: list[Judged]) -> Value:
    """Whether exactly one item holds."""
    certain = [one for one in judged if one.holds is True and not one.missing]
    candidates = [one for one in judged if one.holds is not False]
    fewest, most = sum(one.item.least for one in certain), sum(one.item.most for one in candidates)
    if fewest > 1:
        return Known(False, _with_list(operand, certain[:2]))
    if fewest == most:
        return Known(fewest == 1, _with_all(operand, judged))
    return Unknown(gathered(one.missing + one.item.doubts() for one in candidates))


def filtered(operand: Value, judged: list[Judged]) -> Value:
    """The items that hold, and those that may."""
    kept = [one.kept() for one in judged if one.holds is not False]
    source = operand.source if isinstance(operand, Selection) else written_out(paths_of(operand))[-1:]
    return Selection(kept, _with_all(operand, judged), source)


def _with_list(operand: Value, decisive: list[Judged]) -> Paths:
    """The reasons of the items that decide; the list itself as well where its items are not read, only counted."""
    reasons = gathered(one.reasons() for one in decisive)
    for one in decisive:
        own = written_out(paths_of(one.item.value))[-1:]
        if own and not any(path[: len(own[0])] == own[0] for path in reasons):
            return gathered((paths_of(operand), reasons))
    return reasons


def _with_all(operand: Value, judged: list[Judged]) -> Paths:
    return gathered(chain((paths_of(operand),), (one.reasons() for one in judged)))

"""A YAML text as the tree of what is written in it: every value with where it begins and ends, and in which style.

For those who change a text in place. The text has to have passed the strict reader already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from lmmm_report.domain.profile import Path
from lmmm_report.load.yaml.places import Event

Kind = Literal["scalar", "mapping", "list"]

_KINDS: Mapping[str, Kind] = {"ScalarEvent": "scalar", "MappingStartEvent": "mapping", "SequenceStartEvent": "list"}


@dataclass(slots=True)
class Node:
    """One value as it is written. ``start`` and ``end`` count characters of the text, from 0."""

    kind: Kind
    start: int
    end: int
    """Behind the last character; of a block collection only as far as its parser has looked: use its entries."""
    style: str
    """Of a scalar: empty for a plain one, else its first character (``'``, ``"``, ``|``, ``>``); of a collection
    ``flow`` or empty."""
    column: int
    text: str
    """What a scalar says."""
    depth: int
    entries: list[Entry]

    @property
    def flow(self) -> bool:
        """Whether this is a collection in brackets."""
        return self.style == "flow"

    def child(self, step: str | int) -> Node | None:
        """The value under a key, or of the entry with this index; `None` if there is none."""
        if self.kind == "list" and isinstance(step, int):
            return self.entries[step].value if step < len(self.entries) else None
        if self.kind == "mapping":
            return next((entry.value for entry in self.entries if entry.key and entry.key.text == step), None)
        return None

    def at(self, path: Path) -> Node | None:
        """The value at ``path`` below this one; `None` if there is none."""
        here: Node | None = self
        for step in path:
            here = here.child(step) if here else None
        return here

    def walk(self) -> Iterator[Node]:
        """This value and all that it holds, keys as well, in the order of the text."""
        yield self
        for entry in self.entries:
            if entry.key is not None:
                yield from entry.key.walk()
            yield from entry.value.walk()


@dataclass(slots=True)
class Entry:
    """One entry of a list (without key) or of a mapping."""

    key: Node | None
    value: Node


def parse_nodes(text: str) -> Node:
    """The root of the tree of a text that the strict reader has accepted."""
    import yaml

    root = Node("list", 0, len(text), "", 0, "", 0, [])
    opened: list[Node] = [root]
    keys: list[Node | None] = [None]
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionEndEvent):
            closed = opened.pop()
            keys.pop()
            closed.end = _ended(cast("Event", event)) if closed.flow else closed.end
        elif isinstance(event, yaml.NodeEvent):
            node = _node(cast("Event", event), event.__class__.__name__, len(opened))
            if opened[-1].kind == "mapping" and keys[-1] is None:
                keys[-1] = node
            else:
                opened[-1].entries.append(Entry(keys[-1], node))
                keys[-1] = None
            if node.kind != "scalar":
                opened.append(node)
                keys.append(None)
    return root.entries[0].value


def _ended(event: Event) -> int:
    return event.end_mark.index


def _node(event: Event, name: str, depth: int) -> Node:
    begin, end = event.start_mark, event.end_mark
    kind = _KINDS[name]
    if kind == "scalar":
        return Node(kind, begin.index, end.index, event.style or "", begin.column, event.value, depth, [])
    return Node(kind, begin.index, end.index, "flow" if event.flow_style else "", begin.column, "", depth, [])

"""A profile's own text with changes in it: the lines of the changed facts are written, every other byte stays.

What is written is marked as assumed: on the group or entry that comes into being, or by name where a group or entry
also says what the company has stated. A comment stands beside what only stands in for a name, a day or a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lmmm_report.domain.effect import Change
from lmmm_report.domain.facts import ANY_NUMBER, EACH, EXISTS, NONE, Entries
from lmmm_report.domain.format import THERE
from lmmm_report.domain.profile import FactValue, Path, Profile, value_at
from lmmm_report.editing.editor import Editor
from lmmm_report.load.schema.forms import ASSUMED, BASIS, COUNT, LISTED, MORE, NONE_OF_IT, SOME_OF_IT
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node
from lmmm_report.load.yaml.scalars import plain_value

_ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text after changes, and the lines (with their line breaks) of the old one that had to stay, in order."""

    text: str
    untouched: Sequence[str]

    def keeps(self) -> bool:
        """Whether every line that had to stay is there, in the same order."""
        lines = iter(self.text.splitlines(keepends=True))
        return all(any(line == kept for line in lines) for kept in self.untouched)


def render_changed(before: Profile, after: Profile, changes: Iterable[Change], *, note: str) -> ChangedText:
    """The text of the file of ``before`` with ``changes``, which lead to what ``after`` states.

    ``note`` is the comment beside a value that stands in for another; its placeholder ``{measure}`` becomes the
    measure's id. Raises `ValueError` or `KeyError` for a text whose layout leaves no room for a change.
    """
    made = tuple(changes)
    writing = _Writing(before, after)
    places = {change.path: writing.place_of(change.path) for change in made}
    writing.editor.notes = {
        writing.inside(change.path, *places[change.path]): note.format(measure=change.measure)
        for change in made
        if change.assumed
    }
    writing.mark(change.path for change in made)
    for written, facts in dict.fromkeys(places.values()):
        writing.write(written, facts)
    writing.write_marks()
    return ChangedText(writing.editor.result(), writing.editor.splices.untouched())


@dataclass(slots=True)
class _Writing:
    """Changes on their way into a text.

    Paths of facts and of what is written differ: lists may be written as groups, and entries that do not count stand
    between those that do.
    """

    before: Profile
    after: Profile
    editor: Editor = field(init=False)
    whole: set[Path] = field(default_factory=set)
    """The groups and entries that are assumed altogether, by their paths among the facts."""
    parts: dict[Path, list[str]] = field(default_factory=dict)
    """The fields that are assumed in other groups and entries."""
    marked: set[Path] = field(default_factory=set)
    """Those of them that have been written with their mark."""
    lengthened: set[Path] = field(default_factory=set)
    """The lists in the form of a group that get further named entries, by the place where they are written."""

    def __post_init__(self) -> None:
        self.editor = Editor(self.before.text)

    # Where a change is written

    def place_of(self, path: Path) -> tuple[Path, Path]:
        """How far of the way to a fact is written as groups and lists, and one step on: as written, and as a fact."""
        written: Path = ()
        node: Node | None = self.editor.root
        for depth, step in enumerate(path):
            if node is None or node.kind == "scalar":
                return written, path[:depth]
            if isinstance(step, int) and node.kind == "mapping":
                written = (*written, LISTED)
                node = node.child(LISTED)
                if node is None or node.kind == "scalar":
                    return written, path[:depth]
            here = self.before.as_written(path[: depth + 1])[-1]
            written = (*written, here)
            node = node.child(here)
        return written, path

    def inside(self, path: Path, written: Path, facts: Path) -> Path:
        """Where a change stands in the text when ``written`` has been written."""
        for depth in range(len(facts), len(path)):
            if isinstance(path[depth], int) and isinstance(value_at(self.after.stated, path[:depth]), Entries):
                written = written if written[-1] == LISTED else (*written, LISTED)
            written = (*written, path[depth])
        return written

    # What is marked as assumed

    def mark(self, paths: Iterable[Path]) -> None:
        """Note on which group or entry each of the changed facts is marked."""
        for path in paths:
            holder = path[:-1]
            if self._is_new(holder):
                self.whole.add(holder)
            else:
                names = self.parts.setdefault(holder, [])
                names += [str(path[-1])] if path[-1] not in names else []
        for holder in list(self.whole):
            if any(holder[:depth] in self.whole for depth in range(len(holder))):
                self.whole.discard(holder)

    def _is_new(self, holder: Path) -> bool:
        """Whether nothing is stated of a group or entry before."""
        stated = value_at(self.before.stated, holder)
        if isinstance(stated, Mapping) and holder[-1] == EACH:
            return not any(name != THERE for name in stated)
        if stated is None or (isinstance(stated, Mapping) and stated.get(THERE) is False):
            written, facts = self.place_of(holder)
            node = self.editor.root.at(written) if facts == holder else None
            return node is None or node.kind == "scalar" or node.child(NONE_OF_IT) is not None
        return False

    def write_marks(self) -> None:
        """Mark the groups and entries that were written before."""
        for holder in sorted(self.whole - self.marked, key=len):
            written, _ = self.place_of(holder)
            self.editor.set((*written, BASIS), _ASSUMED)
        for holder, names in self.parts.items():
            if holder in self.marked:
                continue
            written, _ = self.place_of(holder)
            node = self.editor.root.at(written)
            told = node.child(BASIS) if node is not None else None
            if told is not None and told.text == _ASSUMED:
                continue
            listed = node.child(ASSUMED) if node is not None else None
            known = [entry.value.text for entry in listed.entries] if listed is not None else []
            more = [name for name in names if name not in known]
            if more:
                self.editor.set((*written, ASSUMED), [*known, *more])

    # What is written

    def write(self, written: Path, path: Path) -> None:
        """Write what is stated at ``path`` by now."""
        value = value_at(self.after.stated, path)
        node, around = self.editor.root.at(written), self.editor.root.at(written[:-1])
        if written[-1] == LISTED:
            assert isinstance(value, tuple)
            self._list_gains(written[:-1], path)
            self._set_in(written[:-1], LISTED, [self._plain(entry, (*path, n)) for n, entry in enumerate(value)])
        elif around is not None and around.child(NONE_OF_IT) is not None:
            self._bring_to_life(around, written[:-1], path[:-1])
        elif isinstance(value, Entries) and node is not None and node.kind == "mapping":
            self._words_gain(written, node, path, value)
        else:
            if isinstance(path[-1], int) and node is None and written[-2:-1] == (LISTED,):
                self._list_gains(written[:-2], path[:-1])
            plain = self._plain(value, path)
            if isinstance(plain, list) and node is not None and node.kind == "list":
                plain = self._with_written_words(plain, node, path)
            self.editor.set(written, plain)

    def _list_gains(self, written: Path, path: Path) -> None:
        """Adjust what a list in the form of a group says of its length, before it gets a further named entry."""
        if written in self.lengthened:
            return
        self.lengthened.add(written)
        node = self.editor.root.at(written)
        stated, known = value_at(self.after.stated, path), value_at(self.before.stated, path)
        if node is None or not isinstance(known, Entries) or not isinstance(stated, tuple):
            return
        count = node.child(COUNT)
        if count is not None:
            self.editor.set((*written, COUNT), int(count.text, 0) + len(stated) - len(known))
        elif known.at_most == ANY_NUMBER:
            if node.child(MORE) is None:
                self.editor.set((*written, MORE), True)
            if known.at_least and node.child(SOME_OF_IT) is None:
                self.editor.set((*written, SOME_OF_IT), True)

    def _words_gain(self, written: Path, node: Node, path: Path, value: Entries) -> None:
        """A list of words that stays open, with further words named: how many there are is no longer known."""
        listed = node.child(LISTED)
        words: list[Data] = list(value)
        if listed is not None and listed.kind == "list":
            words = self._with_written_words(words, listed, path)
        if node.flow or node.child(COUNT) is not None:
            others = {name: child for name, child in _data(node).items() if name not in (LISTED, COUNT, MORE)}
            self.editor.set(written, {LISTED: words, MORE: True, **others})
            return
        self.editor.set((*written, LISTED), words)
        if node.child(MORE) is None:
            self.editor.set((*written, MORE), True)

    def _bring_to_life(self, node: Node, written: Path, path: Path) -> None:
        """Write a group of which it was said, by ``none: true``, that it is not there."""
        if path in self.marked:
            return
        plain = self._plain(value_at(self.after.stated, path), path)
        assert isinstance(plain, dict)
        if node.flow:
            self.editor.set(written, {**_without_none(node), **plain})
            return
        for name, child in plain.items():
            self.editor.set((*written, name), child)
        self.editor.remove((*written, NONE_OF_IT))

    def _set_in(self, written: Path, name: str, value: Data) -> None:
        """Add an entry to a group, which may say that there is none."""
        node = self.editor.root.at(written)
        assert node is not None
        if node.child(NONE_OF_IT) is not None and node.flow:
            self.editor.set(written, {**_without_none(node), name: value})
            return
        self.editor.set((*written, name), value)
        if node.child(NONE_OF_IT) is not None:
            self.editor.remove((*written, NONE_OF_IT))

    def _with_written_words(self, plain: list[Data], node: Node, path: Path) -> list[Data]:
        """A list of words as it is written: parts of a whole, and texts that are no facts, stay as they stand there."""
        place = self.after.described.fields.at(path)
        known = value_at(self.before.stated, path)
        item = place.item if place is not None else None
        if item is None or item.kind == "object" or not isinstance(known, tuple):
            return plain
        words = [entry.value.text for entry in node.entries if entry.value.text or entry.value.style]
        kept: list[Data] = []
        for word in words:
            fact = item.node.get("x-part-of", {}).get(word, word)
            if fact in plain or fact not in known:
                kept.append(word)
        facts = [item.node.get("x-part-of", {}).get(word, word) for word in kept]
        return kept + [word for word in plain if word not in facts]

    def _plain(self, value: FactValue | None, path: Path) -> Data:
        """What is stated as it is written, with the marks in it; an empty list as ``none``."""
        if value is EXISTS:
            return EXISTS.value
        if isinstance(value, Entries):
            return self._open(value, path)
        if isinstance(value, Mapping):
            return self._group(value, path)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._plain(child, (*path, index)) for index, child in enumerate(value)] or NONE
        assert value is None or isinstance(value, (str, int, float, bool))
        return value

    def _group(self, value: Mapping[str, FactValue], path: Path) -> Data:
        if value.get(THERE) is False:
            return NONE
        place = self.after.described.fields.at(path)
        order = list(place.fields) if place is not None else []
        names = sorted((name for name in value if name != THERE), key=order.index)
        written = {name: self._plain(value[name], (*path, name)) for name in names}
        if not written:
            return EXISTS.value
        if value.get(THERE) is True and path[-1] != EACH:
            written = {SOME_OF_IT: True, **written}
        return {**written, **self._mark_of(path)}

    def _mark_of(self, path: Path) -> dict[str, Data]:
        self.marked.add(path)
        if path in self.whole:
            return {BASIS: _ASSUMED}
        return {ASSUMED: list(self.parts[path])} if path in self.parts else {}

    def _open(self, value: Entries, path: Path) -> Data:
        """A list that is left open."""
        rest = self._plain(value.rest, (*path, EACH)) if value.rest else None
        if not value and not isinstance(rest, dict) and value.at_least == 1:
            return "one" if value.at_most == 1 else EXISTS.value
        written: dict[str, Data] = {}
        if value:
            written[LISTED] = [self._plain(child, (*path, index)) for index, child in enumerate(value)]
        if value.at_least == value.at_most:
            written[COUNT] = len(value) + value.at_least
        if isinstance(rest, dict):
            written[EACH] = rest
        if value.at_least != value.at_most and (value or not isinstance(rest, dict)):
            written[MORE] = True
            known = value_at(self.before.stated, path)
            if isinstance(known, Entries) and known.at_least and value.rest is not None:
                written[SOME_OF_IT] = True
        return written


def _without_none(node: Node) -> dict[str, Data]:
    return {name: child for name, child in _data(node).items() if name != NONE_OF_IT}


def _data(node: Node) -> dict[str, Data]:
    """What a group says."""
    return {entry.key.text: _value(entry.value) for entry in node.entries if entry.key is not None}


def _value(node: Node) -> Data:
    if node.kind == "mapping":
        return dict(_data(node))
    if node.kind == "list":
        return [_value(entry.value) for entry in node.entries]
    return node.text if node.style else plain_value(node.text)

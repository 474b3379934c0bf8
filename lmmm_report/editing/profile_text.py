"""A profile's own text with changes in it: the lines of the changed facts are written, every other byte stays.

What a measure assumes is marked by a comment beside it, so that nobody takes it for a statement of the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lmmm_report.domain.effect import Change
from lmmm_report.domain.facts import EXISTS, Between, Entries, Existing
from lmmm_report.domain.format import ALIVE, THERE
from lmmm_report.domain.profile import COMPANION_ENDINGS, FactValue, Path, Profile, value_at
from lmmm_report.editing.editor import Editor
from lmmm_report.load.yaml.data import Data


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text after changes, and the lines (with their line breaks) of the old one that had to stay, in order."""

    text: str
    untouched: Sequence[str]

    def keeps(self) -> bool:
        """Whether every line that had to stay is there, in the same order."""
        lines = iter(self.text.splitlines(keepends=True))
        return all(any(line == kept for line in lines) for kept in self.untouched)


def render_changed(profile: Profile, changes: Iterable[Change], *, note: str) -> ChangedText:
    """The text of the profile's file with ``changes``, which lead to the facts that ``profile`` has by now.

    ``note`` is the comment beside a value that is assumed; its placeholder ``{measure}`` becomes the measure's id.
    Raises `ValueError` or `KeyError` for a text whose layout leaves no room for a change.
    """
    made = tuple(changes)
    notes = {change.path: note.format(measure=change.measure) for change in made if change.assumed}
    editor = Editor(profile.text, notes)
    for path in dict.fromkeys(_place_of(editor, change.path) for change in made):
        editor.set(path, _plain(value_at(profile.facts, path)))
    return ChangedText(editor.result(), editor.splices.untouched())


def _place_of(editor: Editor, path: Path) -> Path:
    """How far of the way to a value is written as groups and lists, and one step on: what has to be written."""
    for depth in range(1, len(path)):
        node = editor.root.at(path[:depth])
        if node is None or node.kind == "scalar":
            return path[:depth]
    return path


def _plain(value: FactValue | None) -> Data:
    """A fact as it is written: without prepared companions, an empty list as ``none``."""
    if value is EXISTS:
        return EXISTS.value
    if isinstance(value, Entries):
        return _open(value)
    if isinstance(value, Mapping):
        return {name: _plain(child) for name, child in value.items() if not _prepared(name, value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(child) for child in value] or "none"
    assert not isinstance(value, (Between, Existing))
    return value


def _open(value: Entries) -> Data:
    """A list that is left open, as it is written."""
    rest = _plain(value.rest) if value.rest else None
    if not value and not rest and value.at_least == 1:
        return "one" if value.at_most == 1 else "exists"
    written: dict[str, Data] = {"listed": [_plain(child) for child in value]} if value else {}
    if value.at_least == value.at_most:
        written["count"] = len(value) + value.at_least
    if rest:
        written["each"] = rest
    if value.at_least != value.at_most and (value or not rest):
        written["more"] = True
    return written


def _prepared(name: str, group: Mapping[str, FactValue]) -> bool:
    return name in (THERE, ALIVE) or any(
        name.endswith(ending) and name.removesuffix(ending) in group for ending in COMPANION_ENDINGS
    )

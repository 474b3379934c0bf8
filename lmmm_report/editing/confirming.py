"""What was only assumed, written as told: with who said so and when, in the text of the profile itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from lmmm_report.domain.profile import Path, Profile
from lmmm_report.editing.editor import Editor
from lmmm_report.editing.profile_text import ChangedText
from lmmm_report.editing.splices import Rank
from lmmm_report.load.schema.forms import ASSUMED, BASIS, FIELDS, LISTED, SAID_BY, SAID_ON, TOLD
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node


def render_confirmed(
    profile: Profile, paths: Collection[Path], *, by: str, on: date, notes: Iterable[str] = ()
) -> ChangedText:
    """The text of a profile in which the assumptions at ``paths`` are told by ``by`` on the day ``on``.

    A group or entry that is assumed altogether and confirmed altogether is told altogether; of any other the fields are
    named. ``notes`` are the comments that stood beside assumptions, with a placeholder ``{measure}``; they go. Raises
    `ValueError` or `KeyError` for a text whose layout leaves no room for it.
    """
    confirming = _Confirming(profile, frozenset(paths), by, on.isoformat())
    confirming.collect()
    confirming.write()
    confirming.take_away(tuple(notes))
    return ChangedText(confirming.editor.result(), confirming.editor.splices.untouched())


@dataclass(slots=True)
class _Confirming:
    profile: Profile
    chosen: frozenset[Path]
    by: str
    on: str
    editor: Editor = field(init=False)
    whole: set[Path] = field(default_factory=set)
    """Groups and entries that are told altogether."""
    fields: dict[Path, list[str]] = field(default_factory=dict)
    """Fields that are told, by their group or entry."""

    def __post_init__(self) -> None:
        self.editor = Editor(self.profile.text)

    def collect(self) -> None:
        """Find out what is confirmed altogether, and what field by field."""
        inside: dict[tuple[Path, str], list[Path]] = {}
        for path in self.profile.assumptions:
            inside.setdefault(self._word_for(path), []).append(path)
        for (holder, name), paths in inside.items():
            confirmed = [path for path in paths if path in self.chosen]
            if confirmed and len(confirmed) == len(paths) and name:
                self._add(holder, name)
            elif confirmed and len(confirmed) == len(paths) and holder:
                self.whole.add(holder)
            else:
                for path in confirmed:
                    self._add(path[:-1], str(path[-1]))

    def _word_for(self, path: Path) -> tuple[Path, str]:
        """Where it says that a statement is assumed: a group or entry, and the field if it names one."""
        for depth in range(len(path) - 1, 0, -1):
            node = self._node(path[:depth])
            if node is None or node.kind != "mapping":
                continue
            if str(path[depth]) in _words(node.child(ASSUMED)):
                return path[:depth], str(path[depth])
            basis = node.child(BASIS)
            if basis is not None and basis.text == ASSUMED:
                return path[:depth], ""
        return (), ""

    def _add(self, holder: Path, name: str) -> None:
        names = self.fields.setdefault(holder, [])
        names += [name] if name not in names else []

    def write(self) -> None:
        for holder in self.whole:
            at = self._text_path(holder)
            for name, value in ((BASIS, TOLD), (SAID_BY, self.by), (SAID_ON, self.on)):
                self.editor.set((*at, name), value)
        for holder, names in self.fields.items():
            node, at = self._node(holder), self._text_path(holder)
            if node is None or node.kind != "mapping":
                raise KeyError(holder)
            entry: dict[str, Data] = {FIELDS: list(names), SAID_BY: self.by, SAID_ON: self.on}
            told = node.child(TOLD)
            if told is None:
                self.editor.set((*at, TOLD), [entry])
            else:
                self.editor.set((*at, TOLD, len(told.entries)), entry)
            assumed = _words(node.child(ASSUMED))
            left: list[Data] = [word for word in assumed if word not in names]
            if left and len(left) < len(assumed):
                self.editor.set((*at, ASSUMED), left)
            elif assumed and not left:
                self.editor.remove((*at, ASSUMED))

    def take_away(self, notes: tuple[str, ...]) -> None:
        """Cut the comments that say of a confirmed statement that it is assumed."""
        if not notes:
            return
        text, splices = self.editor.text, self.editor.splices
        said = "|".join(re.escape(note).replace(r"\{measure\}", "[A-Z0-9-]+") for note in notes)
        mark = re.compile(rf"[ \t]+# (?:{said})[ \t]*$")
        for path in sorted(self.chosen, key=str):
            node = self._node(path)
            lines = [] if node is None else [node.start, *(entry.value.start for entry in node.entries)]
            for start in dict.fromkeys(splices.line_start(index) for index in lines):
                end = splices.line_end(start)
                if found := mark.search(text[start:end]):
                    splices.put(start + found.start(), end, "", Rank.CUT)

    def _text_path(self, path: Path) -> Path:
        """Where a statement is written: the entries of a list may stand under a key of their own."""
        written: Path = ()
        for step in path:
            node = self.editor.root.at(written)
            if isinstance(step, int) and node is not None and node.kind == "mapping":
                written = (*written, LISTED)
            written = (*written, step)
        return written

    def _node(self, path: Path) -> Node | None:
        return self.editor.root.at(self._text_path(path))


def _words(node: Node | None) -> list[str]:
    return [entry.value.text for entry in node.entries] if node is not None else []

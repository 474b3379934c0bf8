"""An interview that goes on in an existing profile: what it answers already, and further answers put into its text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lmmm_report.domain.profile import Path
from lmmm_report.domain.questionnaire import UNKNOWN, Answers, Kind, Option, Part, asked
from lmmm_report.editing.answers import Form, Tree, given, joined, open_points, pruned, stated
from lmmm_report.editing.editor import Editor
from lmmm_report.editing.profile_text import ChangedText
from lmmm_report.load.schema.forms import BASIS, LISTED, MORE, NONE_OF_IT, SAID_BY, TOLD
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node
from lmmm_report.load.yaml.scalars import plain_value

_POINTS: Path = ("assessment", "open_points")


# What the profile answers already


def answered_in(form: Form, data: Data) -> dict[str, str | tuple[str, ...]]:
    """The answers that can be read off a profile: those whose statements stand in it, the most telling ones.

    What is written in another way than the interview writes it answers nothing here.
    """
    found: dict[str, str | tuple[str, ...]] = {}
    for question in form.questionnaire.questions:
        for part in question.parts:
            if part.id in found or not asked(part, question, found):
                continue
            bound: dict[str, Data] = {}
            if part.options and part.kind is Kind.CHOICE and any(option.states for option in part.options):
                fitting = [(_leaves(option.states), option) for option in _fits(part, data)]
                if fitting:
                    best = max(fitting, key=lambda pair: pair[0])[1]
                    found[part.id] = best.id
                    _stands(best.states, data, bound)
            _stands(part.states, data, bound)
            for name, value in bound.items():
                answer = _read(form, name, value)
                if answer:
                    found.setdefault(name, answer)
    return given(form.questionnaire, found)


def _fits(part: Part, data: Data) -> Iterator[Option]:
    for option in part.options:
        if option.states and _stands(option.states, data, {}):
            yield option


def _read(form: Form, name: str, value: Data) -> str | tuple[str, ...]:
    """What was answered to a part, from the value that stands in its place."""
    part = form.questionnaire.part(name)
    if part is None:
        return ""
    if not part.options:
        return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    values = value if isinstance(value, list) else [value]
    ids = tuple(option.id for option in part.options if option.value[form.language] in values)
    return ids if part.kind is Kind.SEVERAL else ids[0] if len(ids) == 1 else ""


def _leaves(states: object) -> int:
    if isinstance(states, Mapping):
        return sum(_leaves(child) for child in states.values())
    if isinstance(states, list):
        return sum(_leaves(child) for child in states)
    return 0 if isinstance(states, str) and states.startswith("$") else 1


def _stands(states: object, data: Data, bound: dict[str, Data]) -> bool:
    """Whether a statement stands in a profile; what stands in the place of references goes into ``bound``."""
    if isinstance(states, Mapping):
        if isinstance(data, dict) and not _denied(data):
            return all(
                _stands(child, data[name], bound) if name in data else name == MORE or not _leaves(child)
                for name, child in states.items()
            )
        return data == "exists" and not _leaves(states)
    if isinstance(states, list):
        entries = data.get(LISTED) if isinstance(data, dict) else data
        return isinstance(entries, list) and all(
            any(_stands(entry, known, bound) for known in entries) for entry in states
        )
    if isinstance(states, str) and states.startswith("$"):
        bound[states[1:].partition(" ")[0]] = data
        return True
    if states in ("exists", "none"):
        return _denied(data) if states == "none" else not _denied(data) and data not in (None, [], {})
    return data == states or (isinstance(data, dict) and data.get("unit") == states)


def _denied(data: Data) -> bool:
    return data == "none" or (isinstance(data, dict) and data.get(NONE_OF_IT) is True)


# What is put into its text


def render_gone_on(form: Form, text: str, known: Answers, answers: Answers, *, said_by: str = "") -> ChangedText:
    """The text of a profile with what ``answers`` say beyond those that are ``known`` from it.

    ``said_by``: on whose word the new groups rest, where that is not who tells the rest. Raises `ValueError` or
    `KeyError` for a text whose layout leaves no room for it.
    """
    every = given(form.questionnaire, {**known, **answers})
    editor = Editor(text)
    told: Tree = {}
    for question in form.questionnaire.questions:
        own = stated(form, question, every)
        if own and own != stated(form, question, given(form.questionnaire, known)):
            told = joined(told, own)
    writing = _Writing(editor, said_by)
    if told:
        writing.put((), editor.root, pruned(told))
    _write_points(form, editor, given(form.questionnaire, known), every)
    return ChangedText(editor.result(), editor.splices.untouched())


def _write_points(form: Form, editor: Editor, known: Answers, every: Answers) -> None:
    """Add what nobody could say, and take out what was answered now."""
    points = open_points(form, every)
    node = editor.root.at(_POINTS)
    entries = node.entries if node is not None and node.kind == "list" else []
    written = [_question(entry.value) for entry in entries]
    answered = {
        point
        for point in open_points(form, {**every, **{name: UNKNOWN for name in every if name not in known}})
        if point not in points
    }
    gone = [number for number, question in enumerate(written) if question in answered]
    new: list[Data] = [{"question": point, "state": "not_known"} for point in points if point not in written]
    if node is None:
        if new:
            editor.set(_POINTS, new)
        return
    if gone and len(gone) == len(entries) and not new:
        editor.remove(_POINTS)
        return
    for number in gone if len(gone) < len(entries) else gone[1:]:
        editor.remove((*_POINTS, number))
    if len(gone) == len(entries) and gone:
        editor.set((*_POINTS, 0), new.pop(0))
    for number, point in enumerate(new):
        editor.set((*_POINTS, len(entries) + number), point)


def _question(node: Node) -> str:
    child = node.child("question")
    return child.text if child is not None else ""


class _Writing:
    """Statements on their way into a text."""

    def __init__(self, editor: Editor, said_by: str) -> None:
        self._editor = editor
        self._said_by = said_by

    def put(self, path: Path, node: Node | None, tree: Tree) -> None:
        """Write ``tree`` at ``path``, where ``node`` stands; what says the same already stays."""
        if node is None or (node.kind == "scalar" and not isinstance(tree, str)):
            if node is None or node.text != "exists" or tree != "exists":
                self._editor.set(path, self._data(tree, len(path)))
        elif isinstance(tree, str):
            if node.kind == "scalar" and node.text != _plain(tree):
                self._editor.set(path, _plain(tree))
            elif node.kind != "scalar" and tree != "exists":
                raise KeyError(path)
        elif isinstance(tree, dict):
            self._group(path, node, tree)
        else:
            self._list(path, node, tree)

    def _group(self, path: Path, node: Node, tree: dict[str, Tree]) -> None:
        if node.kind == "list":
            if set(tree) - {LISTED, MORE}:
                raise KeyError(path)
            self.put(path, node, tree[LISTED])
            return
        if node.child(NONE_OF_IT) is not None:
            raise KeyError(path)
        for name, child in tree.items():
            self.put((*path, name), node.child(name), child)

    def _list(self, path: Path, node: Node, tree: list[Tree]) -> None:
        if node.kind == "mapping":
            self.put((*path, LISTED), node.child(LISTED), tree)
            return
        if all(isinstance(entry, str) for entry in tree):
            words = [entry.value.text for entry in node.entries]
            if any(entry.value.kind != "scalar" for entry in node.entries):
                raise KeyError(path)
            added: list[Data] = [_plain(str(entry)) for entry in tree if _plain(str(entry)) not in words]
            if added:
                self._editor.set(path, [*words, *added])
            return
        count = len(node.entries)
        for entry in tree:
            at = next((n for n, known in enumerate(node.entries) if _is(known.value, entry)), None)
            if at is None:
                self._editor.set((*path, count), self._data(entry, len(path) + 1))
                count += 1
            else:
                self.put((*path, at), node.entries[at].value, entry)

    def _data(self, tree: Tree, depth: int) -> Data:
        """A tree as plain data; a new group says on whose word it is."""
        if isinstance(tree, dict):
            made: dict[str, Data] = {name: self._data(child, depth + 1) for name, child in tree.items()}
            if self._said_by and depth == 2 and made:
                made |= {BASIS: TOLD, SAID_BY: self._said_by}
            return made
        if isinstance(tree, list):
            return [self._data(entry, depth + 1) for entry in tree]
        return _plain(tree)


def _is(node: Node, entry: Tree) -> bool:
    """Whether an entry of a list is the one that a statement is about."""
    if isinstance(entry, dict) and entry:
        name, value = next(iter(entry.items()))
        child = node.child(name)
        return child is not None and isinstance(value, str) and child.text == _plain(value)
    return isinstance(entry, str) and node.text == _plain(entry)


def _plain(leaf: str) -> Data:
    """What a leaf says."""
    return json.loads(leaf) if leaf.startswith('"') else plain_value(leaf)

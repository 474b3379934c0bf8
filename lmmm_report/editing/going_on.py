"""An interview that goes on in an existing profile: what it answers already, and further answers put into its text."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lmmm_report.domain.profile import Path
from lmmm_report.domain.questionnaire import NONE, OPEN, THERE, Answers, Kind, Option, Question, asked
from lmmm_report.editing.answered import only_denies, remarks
from lmmm_report.editing.answers import Tree, attributed, joined, open_points, spoken, stated, told
from lmmm_report.editing.editor import Editor
from lmmm_report.editing.form import Form
from lmmm_report.editing.given import given
from lmmm_report.editing.profile_text import ChangedText
from lmmm_report.load.schema.forms import BASIS, LISTED, MORE, NONE_OF_IT, SAID_BY, SOME_OF_IT, TOLD
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.nodes import Node
from lmmm_report.load.yaml.scalars import plain_value

_INSIDE = 2
"""As deep as a group within a section."""
_POINTS: Path = ("assessment", "open_points")


# What the profile answers already


class Found(NamedTuple):
    """What a profile answers already."""

    answers: Answers
    ids: Mapping[str, str]
    """By the ids that the interview gives to entries those that they have in the profile."""


def answered_in(form: Form, data: Data) -> Found:
    """The answers that can be read off a profile: those whose statements stand in it, the most telling ones.

    What is written in another way than the interview writes it answers nothing here.
    """
    found: dict[str, str | tuple[str, ...]] = {}
    ids: dict[str, str] = {}
    for question in form.questionnaire.questions:
        for part in question.parts:
            if part.id in found or not asked(part, question, found):
                continue
            bound: dict[str, Data] = {}
            fitting = [one for one in part.options if one.states and _fits(one, data)]
            fitting = [one for one in fitting if one.id != THERE] or fitting
            if fitting and part.kind is Kind.CHOICE:
                best = max(fitting, key=lambda one: _literally(one.states, data))
                found[part.id] = best.id
                _stands(best.states, data, bound, ids)
            elif fitting and (alone := next((one for one in fitting if one.alone), None)):
                found[part.id] = (alone.id,)
            elif part.none and _literally(part.none, data) and _stands(part.none, data, {}, {}):
                found[part.id] = NONE
            elif part is question.parts[0] and part.kind is Kind.CHOICE and (implied := _told_by_parts(question, data)):
                found[part.id] = implied
            _stands(part.states, data, bound, ids)
            for name, value in bound.items():
                answer = _read(form, name, value)
                if answer:
                    found.setdefault(name, answer)
    return Found(given(form.questionnaire, found), ids)


def unsure_in(form: Form, data: Mapping[str, Data]) -> frozenset[str]:
    """The questions of which a profile notes that nobody could answer them, or nobody asked."""
    section = data.get("assessment")
    points = section.get("open_points") if isinstance(section, dict) else None
    entries = points if isinstance(points, list) else []
    noted = {str(point.get("question")) for point in entries if isinstance(point, dict)}
    return frozenset(
        question.id
        for question in form.questionnaire.questions
        if spoken(question, question.parts[0], form.language) in noted
    )


def _told_by_parts(question: Question, data: Data) -> str:
    """The answer to a question of which only what follows stands in a profile; empty if that tells none, or several."""
    main, *rest = question.parts
    implied = set()
    for part in rest:
        after = part.when.get(main.id, ())
        bound: dict[str, Data] = {}
        if len(after) == 1 and part.states and _stands(part.states, data, bound, {}) and bound.keys() & {part.id}:
            implied.add(after[0])
    return implied.pop() if len(implied) == 1 else ""


def _fits(option: Option, data: Data) -> bool:
    """Whether a profile says what an option says; that there is one, and no more, only where it stands there."""
    if option.id == THERE and _literally(option.states, data) < _leaves(option.states):
        return False
    bound: dict[str, Data] = {}
    # What is nothing but answers to other parts stands there where one does that says more than which entry it is.
    stands = _stands(option.states, data, bound, {})
    return stands and bool(bound.keys() - _naming(option.states) or _leaves(option.states))


def _naming(states: object) -> set[str]:
    """The parts whose answers tell entries of lists apart, where more is said of them: the first of each."""
    if isinstance(states, Mapping):
        return {name for child in states.values() for name in _naming(child)}
    if not isinstance(states, list):
        return set()
    firsts = [next(iter(entry.values())) for entry in states if isinstance(entry, Mapping) and len(entry) > 1]
    return {one[1:].partition(" ")[0] for one in firsts if isinstance(one, str) and one.startswith("$")}


def _read(form: Form, name: str, value: Data) -> str | tuple[str, ...]:
    """What was answered to a part, from the value that stands in its place."""
    part = form.questionnaire.part(name)
    if part is None:
        return ""
    if not part.options:
        return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    values = value if isinstance(value, list) else [value]
    ids = tuple(
        option.id
        for option in part.options
        if option.value and (option.value[form.language] in values or option.value[form.language] == value)
    )
    return ids if part.kind is Kind.SEVERAL else ids[0] if len(ids) == 1 else ""


def _leaves(states: object) -> int:
    if isinstance(states, Mapping):
        return sum(_leaves(child) for child in states.values())
    if isinstance(states, list):
        return sum(_leaves(child) for child in states)
    return 0 if isinstance(states, str) and states.startswith("$") else 1


def _stands(states: object, data: Data, bound: dict[str, Data], ids: dict[str, str], depth: int = 0) -> bool:
    """Whether a statement stands in a profile; what stands in the place of references goes into ``bound``."""
    if isinstance(states, Mapping):
        if isinstance(data, dict) and not _denied(data):
            return all(
                _stands(child, data[name], bound, ids, depth + 1)
                if name in data
                else _goes_without_saying(name, child, data, depth)
                for name, child in states.items()
            )
        return data == "exists" and not _leaves(states)
    if isinstance(states, list):
        return _list_stands(states, data, bound, ids)
    if isinstance(states, str) and states.startswith("$"):
        bound[states[1:].partition(" ")[0]] = data
        return True
    if states in ("exists", "none"):
        return _denied(data) if states == "none" else not _denied(data) and data not in (None, [], {})
    return data == states or (isinstance(data, dict) and data.get("unit") == states)


def _goes_without_saying(name: str, child: object, data: dict[str, Data], depth: int) -> bool:
    """Whether a statement holds although nothing is written for it: of what more is said, that it exists.

    Of a section more is always said, which tells nothing of any part of it.
    """
    return name == MORE or not _leaves(child) or (child == "exists" and bool(data) and depth > 1)


def _list_stands(states: list[Any], data: Data, bound: dict[str, Data], ids: dict[str, str]) -> bool:
    """A list of words is the same list; of entries each stands for another one."""
    if all(isinstance(entry, str) for entry in states):
        if isinstance(data, dict) and not data.get(MORE):
            data = data.get(LISTED)
        if not isinstance(data, list):
            return False
        names = [entry.get("unit") if isinstance(entry, dict) else entry for entry in data]
        return len(names) == len(states) and all(entry in names for entry in states)
    entries = data.get(LISTED) if isinstance(data, dict) else data
    left = list(entries) if isinstance(entries, list) else []
    for entry in states:
        at = next((number for number, known in enumerate(left) if _entry_stands(entry, known, bound, ids)), None)
        if at is None:
            return False
        left.pop(at)
    return True


def _literally(states: object, data: Data) -> int:
    """How much of a statement is written in a profile word for word, rather than going without saying."""
    if isinstance(states, Mapping):
        inside = data if isinstance(data, dict) else {}
        return sum(_literally(child, inside.get(name)) for name, child in states.items())
    return 0 if data is None else _leaves(states)


def _entry_stands(states: object, data: Data, bound: dict[str, Data], ids: dict[str, str]) -> bool:
    """As `_stands`, of an entry of a list, which may have an id of its own."""
    own = states.get("id") if isinstance(states, Mapping) else None
    known = data.get("id") if isinstance(data, dict) else None
    if not isinstance(states, Mapping) or not isinstance(own, str) or not isinstance(known, str):
        return _stands(states, data, bound, ids, _INSIDE)
    rest = {name: child for name, child in states.items() if name != "id"}
    # Of which nothing but answers is said, that is known by its id alone.
    wanted = ids.get(own, "" if _leaves(rest) else own)
    if wanted and wanted != known:
        return False
    stands = _stands(rest, data, bound, ids, _INSIDE)
    if stands:
        ids.setdefault(own, known)
    return stands


def _denied(data: Data) -> bool:
    return data == "none" or (isinstance(data, dict) and data.get(NONE_OF_IT) is True)


# What is put into its text


def render_gone_on(form: Form, text: str, known: Found, answers: Answers, *, said_by: str = "") -> ChangedText:
    """The text of a profile with what ``answers`` say beyond those that are ``known`` from it.

    ``said_by``: on whose word the new groups rest, where that is not who tells the rest. Raises `ValueError` or
    `KeyError` for a text whose layout leaves no room for it.
    """
    every = given(form.questionnaire, {**known.answers, **answers})
    new = {name for name, answer in every.items() if known.answers.get(name) != answer}
    editor = Editor(text)
    writing = _Writing(editor, said_by, known.ids)
    said: Tree = {}
    for question in form.questionnaire.questions:
        own = attributed(form, question, every, stated(form, question, every, only=new)).tree
        said = joined(said, own)
        statement = told(form, own)
        if isinstance(statement, dict):
            writing.comment(statement, remarks(form, question, every, only=new))
    new_statements = told(form, said)
    if new_statements != SOME_OF_IT:
        writing.put((), editor.root, new_statements)
    _write_points(form, editor, new, every)
    return ChangedText(editor.result(), editor.splices.untouched())


def _write_points(form: Form, editor: Editor, new: Collection[str], every: Answers) -> None:
    """Add what nobody could say or nobody asked, and take out what was answered now."""
    points = {str(point["question"]): point for point in map(_point, open_points(form, every))}
    answered = {point for point, part in _points(form, every) if part in new and every[part] not in OPEN}
    node = editor.root.at(_POINTS)
    if node is None or node.kind != "list":
        if points:
            editor.set(_POINTS, list(points.values()))
        return
    written = [_question(entry.value) for entry in node.entries]
    gone = [number for number, question in enumerate(written) if question in answered]
    added = [point for question, point in points.items() if question not in written]
    for number, question in enumerate(written):
        state = node.entries[number].value.child("state")
        if question in points and number not in gone and state is not None and state.text != points[question]["state"]:
            editor.set((*_POINTS, number, "state"), points[question]["state"])
    if len(gone) < len(written):
        for number in gone:
            editor.remove((*_POINTS, number))
        for number, point in enumerate(added):
            editor.set((*_POINTS, len(written) + number), point)
    elif added:
        editor.set(_POINTS, list(added))
    else:
        editor.remove(_POINTS)


def _points(form: Form, answers: Answers) -> Iterator[tuple[str, str]]:
    """Every question that has an answer, as an open point puts it, and the id of the part."""
    for question in form.questionnaire.questions:
        for part in question.parts:
            if part.id in answers:
                yield spoken(question, part, form.language), part.id


def _point(point: dict[str, Tree]) -> dict[str, Data]:
    return {name: _unquoted(str(leaf)) for name, leaf in point.items()}


def _unquoted(leaf: str) -> Data:
    return json.loads(leaf) if leaf.startswith('"') else leaf


def _question(node: Node) -> str:
    child = node.child("question")
    return child.text if child is not None else ""


class _Writing:
    """Statements on their way into a text."""

    def __init__(self, editor: Editor, said_by: str, ids: Mapping[str, str]) -> None:
        self._editor = editor
        self._said_by = said_by
        self._ids = ids
        self._lists: dict[Path, list[tuple[Tree, Sequence[str]]]] = {}
        """The comments on entries that lists may gain, by the way to the list."""

    def comment(self, tree: Tree, lines: Sequence[str]) -> None:
        """Let ``lines`` stand above the first that is new of a statement; a value that only changes gets none."""
        found = self._first_new((), self._editor.root, tree)
        if found is None:
            return
        path, entry = found
        if entry is None:
            self._editor.heads.setdefault(path, []).extend(lines)
        else:
            self._lists.setdefault(path, []).append((entry, lines))

    def _first_new(self, path: Path, node: Node | None, tree: Tree) -> tuple[Path, Tree | None] | None:
        """The way to what is new first, or to the list that gains an entry, and this one."""
        within = len(path) < _INSIDE or (node is not None and node.kind != "list")
        if isinstance(tree, dict) and tree and within:
            names = sorted(tree, key=lambda name: only_denies(tree[name]))
            inside = ((name, node.child(name) if node is not None else None) for name in names)
            return next(filter(None, (self._first_new((*path, name), one, tree[name]) for name, one in inside)), None)
        if isinstance(tree, list) and node is not None and node.kind == "mapping":
            return self._first_new((*path, LISTED), node.child(LISTED), tree)
        if isinstance(tree, list) and node is not None and node.kind == "list":
            known = [entry.value for entry in node.entries]
            new = (entry for entry in tree if isinstance(entry, dict) and not any(self._is(n, entry) for n in known))
            entry = next(new, None)
            return None if entry is None else (path, entry)
        return (path, None) if node is None else None

    def _head(self, path: Path, count: int, entry: Tree) -> None:
        """Put the comments on an entry above it, once."""
        for own in list(self._lists.get(path, ())):
            if len(joined([own[0]], [entry])) == 1:
                self._editor.heads.setdefault((*path, count), []).extend(own[1])
                self._lists[path].remove(own)

    def _plain(self, leaf: str) -> Data:
        """What a leaf says, with the ids that entries have in this profile."""
        return _unquoted(leaf) if leaf.startswith('"') else plain_value(self._ids.get(leaf, leaf))

    def _is(self, node: Node, entry: Tree) -> bool:
        """Whether an entry of a list is the one that a statement is about."""
        if isinstance(entry, dict) and entry:
            name, value = next(iter(entry.items()))
            child = node.child(name)
            return child is not None and isinstance(value, str) and child.text == self._plain(value)
        return isinstance(entry, str) and node.text == self._plain(entry)

    def put(self, path: Path, node: Node | None, tree: Tree) -> None:
        """Write ``tree`` at ``path``, where ``node`` stands; what says the same already stays."""
        if node is None or (node.kind == "scalar" and not isinstance(tree, str)):
            if node is None or node.text != "exists" or tree != "exists":
                self._editor.set(path, self._data(tree, len(path)))
        elif isinstance(tree, str):
            if node.kind == "scalar" and node.text != self._plain(tree):
                self._editor.set(path, self._plain(tree))
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
            self._words(path, node, [self._plain(str(entry)) for entry in tree])
            return
        count = len(node.entries)
        for entry in tree:
            at = next((n for n, known in enumerate(node.entries) if self._is(known.value, entry)), None)
            if at is None:
                self._head(path, count, entry)
                self._editor.set((*path, count), self._data(entry, len(path) + 1))
                count += 1
            else:
                self.put((*path, at), node.entries[at].value, entry)

    def _words(self, path: Path, node: Node, words: list[Data]) -> None:
        """Lengthen a list of words; some may be entries that say more. One that would have to go is left to people."""
        written = [_name(entry.value) for entry in node.entries]
        if any(name not in words for name in written):
            raise KeyError(path)
        added = [word for word in words if word not in written]
        if added and all(entry.value.kind == "scalar" for entry in node.entries):
            self._editor.set(path, [*written, *added])
            return
        for number, word in enumerate(added):
            self._editor.set((*path, len(written) + number), word)

    def _data(self, tree: Tree, depth: int) -> Data:
        """A tree as plain data; a new group says on whose word it is."""
        if isinstance(tree, dict):
            made: dict[str, Data] = {name: self._data(child, depth + 1) for name, child in tree.items()}
            if self._said_by and depth == 2 and made:
                made |= {BASIS: TOLD, SAID_BY: self._said_by}
            return made
        if isinstance(tree, list):
            return [self._data(entry, depth + 1) for entry in tree]
        if self._said_by and depth == 2 and tree in (NONE_OF_IT, SOME_OF_IT):
            return {tree: True, BASIS: TOLD, SAID_BY: self._said_by}
        return self._plain(tree)


def _name(node: Node) -> str:
    """What an entry of a list of words is called, whether it is the word or says more."""
    child = node.child("unit")
    return node.text if child is None else child.text

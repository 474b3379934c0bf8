"""What the answers of an interview say of a company: statements as a tree.

The script of the interview's page does the same in a browser, and a test compares both: whatever changes here changes
there. So everything is kept simple: a leaf is what is written, and free words always stand in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, Union

from lmmm_report.domain.questionnaire import NONE, ONGOING, OPEN, UNKNOWN, Answers, Kind, Option, Part, Question
from lmmm_report.editing.form import FORMS, Form
from lmmm_report.editing.given import COUNTED, counted
from lmmm_report.facts.counts import duration_of
from lmmm_report.facts.time_words import ONGOING as ONGOING_WORDS
from lmmm_report.load.schema.forms import BASIS, COUNT, LISTED, MORE, NONE_OF_IT, SAID_BY, SOME_OF_IT

Tree = Union[str, list["Tree"], dict[str, "Tree"]]
"""Statements; a leaf is the word as it is written in YAML."""

GOES_ON: Final[Mapping[str, str]] = MappingProxyType({"de": "laufend", "en": "ongoing"})
"""What stands before a last time where it goes on all the time."""
GOES_ON_WORDS: Final = tuple(sorted({*ONGOING_WORDS, *(said.replace("ae", "ä") for said in ONGOING_WORDS)}))
"""Words that say of a time that it goes on, in small letters."""
_PLAIN = re.compile("[a-z][a-z0-9_]*")
_PLAIN_TIME = re.compile("[0-9]{4}(?:-[0-9]{2}){1,2}")
REFERENCE: Final = re.compile(r"\$([a-z][a-z0-9_]*(?:\.[a-z]+)?)(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?")
"""Where an answer belongs in a statement; ``.per`` is the period of a count, ``.first`` the first of several."""


def quoted(text: str) -> str:
    """Free words in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def word(text: str) -> str:
    """A word of the format as it is written."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def _value(form: Form, part: Part, answers: Answers) -> Tree | None:
    answer = answers.get(part.id, UNKNOWN)
    if part.takes_none and answer == NONE:
        return NONE if part.none_written else None
    if part.kind.sense:
        return _time(form, part, answers)
    if answer in OPEN:
        return None
    if not isinstance(answer, str):
        options = [option for option in part.options if option.id in answer and not option.alone]
        chosen = [_chosen(form, option, answers) for option in options]
        return [value for value in chosen if value is not None] if options else None
    if part.options:
        option = part.option(answer)
        return _chosen(form, option, answers) if option else None
    return _words(form, part, answer)


def _words(form: Form, part: Part, answer: str) -> Tree | None:
    """What is written for an answer in one's own words."""
    if part.kind in COUNTED:
        count = counted(part, answer)
        if count is None:
            return None
        return count.text if count.text.isdigit() or part.kind is Kind.DAYS else quoted(count.text)
    if part.kind is Kind.DURATION:
        return quoted(duration_of(answer))
    return quoted(part.phrase[form.language].replace("{}", answer) if part.phrase else answer)


def _chosen(form: Form, option: Option, answers: Answers) -> Tree | None:
    """What a statement says where it refers to an option."""
    if option.said_in:
        part = form.questionnaire.part(option.said_in)
        return _value(form, part, answers) if part is not None else None
    return _filled(option.value[form.language], {}) if option.value else None


def _time(form: Form, part: Part, answers: Answers) -> Tree | None:
    answer = answers.get(part.id, UNKNOWN)
    known = isinstance(answer, str) and answer not in OPEN
    if part.every and answers.get(part.every) == ONGOING:
        words = GOES_ON[form.language]
        if not known or not isinstance(answer, str):
            return word(words)
        return quoted(answer if _goes_on(answer) else f"{words}, {answer}")
    if not known or not isinstance(answer, str):
        return None
    return answer if _PLAIN_TIME.fullmatch(answer) else quoted(answer)


def _goes_on(text: str) -> bool:
    """Whether a time in somebody's own words says already that it goes on."""
    return any(said.strip(" ") in GOES_ON_WORDS for said in re.split("[,;]", text.lower()))


def _filled(states: object, values: Mapping[str, Tree]) -> Tree | None:
    """A tree with answers in the place of references; what has none is left out."""
    if isinstance(states, Mapping):
        filled = ((name, _filled(child, values)) for name, child in states.items())
        return {name: child for name, child in filled if child is not None}
    if isinstance(states, list):
        entries = [_filled(child, values) for child in states]
        return [entry for entry in entries if entry is not None]
    if isinstance(states, bool):
        return "true" if states else "false"
    text = str(states)
    match = REFERENCE.fullmatch(text)
    if match is None:
        return word(text) if isinstance(states, str) else text
    found = values.get(match[1])
    if found is None and match[2] and match[3] not in values:
        return match[2]
    return found


def joined(first: Tree, second: Tree) -> Tree:
    """Two statements about the same; entries of a list are one where their first fields agree."""
    if isinstance(first, dict) and isinstance(second, dict):
        if _denied(first) or _denied(second):
            return first if _denied(second) else second
        both = dict(first)
        for name, child in second.items():
            both[name] = joined(both[name], child) if name in both else child
        return both
    if isinstance(first, list) and isinstance(second, list):
        entries = list(first)
        for entry in second:
            at = next((n for n, known in enumerate(entries) if _same(known, entry)), None)
            if at is None:
                entries.append(entry)
            else:
                entries[at] = joined(entries[at], entry)
        return entries
    return first if isinstance(second, str) and not isinstance(first, str) else second


def _denied(tree: Tree) -> bool:
    return isinstance(tree, dict) and NONE_OF_IT in tree


def _same(first: Tree, second: Tree) -> bool:
    if isinstance(first, dict) and isinstance(second, dict) and first and second:
        return next(iter(first.items())) == next(iter(second.items()))
    return isinstance(first, str) and first == second


def pruned(tree: Tree) -> Tree:
    """A tree in which nothing is empty: of what says nothing more it is said that it exists."""
    if isinstance(tree, list):
        entries = [pruned(entry) for entry in tree if entry not in ({}, [])]
        return entries or "exists"
    if isinstance(tree, dict):
        kept = {
            name: pruned(child)
            for name, child in tree.items()
            if name != LISTED or (isinstance(child, list) and any(entry != {} for entry in child))
        }
        return kept if kept and set(kept) != {MORE} else "exists"
    return tree


def told(form: Form, tree: Tree) -> Tree:
    """All that was said, with nothing empty in it: what has no place to say that it exists is left out."""
    assert isinstance(tree, dict)
    sections = {name: child if name in form.facts else _emptied(child) for name, child in tree.items()}
    return pruned({name: child for name, child in sections.items() if child is not None})


def _emptied(tree: Tree) -> Tree | None:
    """A tree without what is empty; `None` if nothing is left."""
    if isinstance(tree, list):
        entries = [entry for entry in map(_emptied, tree) if entry is not None]
        return entries or None
    if isinstance(tree, dict):
        kept = {name: child for name, child in ((name, _emptied(child)) for name, child in tree.items()) if child}
        return kept or None
    return tree


def stated(form: Form, question: Question, answers: Answers, *, only: Collection[str] | None = None) -> Tree:
    """What the answers to one question say; ``answers`` are those that are `given`.

    ``only``: the ids of the parts to whose answers it is to be confined.
    """
    values = _values(form, answers)
    said: Tree = {}
    for part in question.parts:
        answer = answers.get(part.id, UNKNOWN)
        if answer in OPEN:
            continue
        chosen = next((option for option in part.options if answer in (option.id, (option.id,))), None)
        if part.each and not isinstance(answer, str) and not (chosen and chosen.alone):
            for option in part.options if only is None or part.id in only else ():
                if option.id in answer:
                    said = joined(said, _filled(part.states, {**values, part.id: option.id}) or {})
            continue
        own = chosen.states if chosen is not None else {}
        whole = {} if part.each else part.states
        if part.none is not None and answer == NONE and not part.none_written:
            whole = part.none
        for states in (whole, own):
            if only is None or part.id in only or _refers(form, states, only):
                said = joined(said, _filled(states, values) or {})
    return said


def _refers(form: Form, states: object, names: Collection[str]) -> bool:
    """Whether a statement refers to one of these answers, or to one before which one of them stands."""
    for name, _ in references(states):
        part = form.questionnaire.part(name)
        if name in names or (part is not None and part.every in names):
            return True
        if part is not None and any(option.said_in in names for option in part.options if option.said_in):
            return True
    return False


# On whose word


HEARD_WORD: Final[Mapping[str, str]] = MappingProxyType({"de": "nur gehört", "en": "only heard"})
WEAK: Final = ("heard", "assumed")
"""What counts for nothing until somebody says so who knows it."""


class Said(NamedTuple):
    """A statement with whoever stands for it, as far as it can be written there."""

    tree: Tree
    left_out: bool
    """Whether something of it was only heard and there is no place to say so."""


def by_id(question: Question) -> str:
    """The part that says who stands for the answer to a question, where it is not who tells the rest."""
    return f"{question.id}.by"


def basis_id(question: Question) -> str:
    """The part that says how that person knows."""
    return f"{question.id}.basis"


def attributed(form: Form, question: Question, answers: Answers, tree: Tree) -> Said:
    """What a question says with the person who stands for it, and how he or she knows.

    It stands in each group that no other question speaks of; elsewhere in the groups within. What is no group has no
    room for it: on one's own word it is stated all the same, hearsay is left out.
    """
    by, basis = _own_word(answers, by_id(question)), _own_word(answers, basis_id(question))
    marks: dict[str, Tree] = {BASIS: basis} if basis else {}
    if by:
        marks[SAID_BY] = quoted(by)
    if not marks:
        return Said(tree, left_out=False)
    marking = _Marking(form, marks, basis in WEAK)
    marked = marking.group(tree, "")
    return Said(marked, marking.left_out)


def _own_word(answers: Answers, name: str) -> str:
    answer = answers.get(name, "")
    return answer if isinstance(answer, str) and answer not in OPEN else ""


class _Marking:
    def __init__(self, form: Form, marks: Mapping[str, Tree], heard: bool) -> None:
        self._form = form
        self._marks = marks
        self._heard = heard
        self.left_out = False

    def group(self, tree: Tree, path: str) -> Tree:
        assert isinstance(tree, dict)
        kept: dict[str, Tree] = {}
        for name, child in tree.items():
            marked = self._marked(child, f"{path}.{name}" if path else name)
            if marked is not None:
                kept[name] = marked
        return kept

    def _marked(self, tree: Tree, path: str) -> Tree | None:
        own = path in self._form.groups and path not in self._form.shared
        if own and "." in path and pruned(tree) == SOME_OF_IT:
            return {SOME_OF_IT: "true", **self._marks}
        if isinstance(tree, dict):
            return self._marked_group(tree, path, own)
        if isinstance(tree, list) and any(isinstance(entry, dict) for entry in tree):
            return [{**entry, **self._marks} if isinstance(entry, dict) else entry for entry in tree]
        # Of what there is not no other question says more; so nobody's word is taken for that of another.
        if tree == NONE_OF_IT and path in self._form.groups and "." in path:
            return {NONE_OF_IT: "true", **self._marks}
        if own and (tree == NONE_OF_IT or isinstance(tree, list)):
            return {LISTED: tree, **self._marks} if isinstance(tree, list) else {NONE_OF_IT: "true", **self._marks}
        return self._without_room(tree)

    def _marked_group(self, tree: dict[str, Tree], path: str, own: bool) -> Tree | None:
        # A section is never marked, as it holds what many have said.
        if own and "." in path:
            return {**tree, **self._marks}
        inside = self.group(tree, path)
        return inside if isinstance(inside, dict) and any(name not in (MORE, COUNT) for name in inside) else None

    def _without_room(self, tree: Tree) -> Tree | None:
        """What stands where nothing can be said beside it."""
        if not self._heard:
            return tree
        self.left_out = True
        return None


def references(states: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts that a statement refers to, and where: the names of fields, without the forms of lists."""
    if isinstance(states, Mapping):
        for name, child in states.items():
            yield from references(child, path if name in FORMS else (*path, name))
    elif isinstance(states, list):
        for child in states:
            yield from references(child, path)
    elif isinstance(states, str) and (match := REFERENCE.fullmatch(states)):
        yield match[1], path


def fields_of(states: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where a statement says something by itself: the names of fields, without the forms of lists."""
    if isinstance(states, Mapping):
        for name, child in states.items():
            yield from fields_of(child, path if name in FORMS else (*path, name))
    elif isinstance(states, list):
        for child in states:
            yield from fields_of(child, path)
    elif not (isinstance(states, str) and REFERENCE.fullmatch(states)):
        yield path


def _values(form: Form, answers: Answers) -> dict[str, Tree]:
    """What each answer is written as, by the name by which statements refer to it."""
    values: dict[str, Tree] = {}
    for question in form.questionnaire.questions:
        for part in question.parts:
            value, answer = _value(form, part, answers), answers.get(part.id, UNKNOWN)
            if value is not None:
                values[part.id] = value
            if part.kind is Kind.AMOUNT and part.per and isinstance(answer, str) and answer not in OPEN:
                count = counted(part, answer)
                values[f"{part.id}.per"] = word(count.per if count is not None else part.per)
            if isinstance(value, list) and value:
                values[f"{part.id}.first"] = value[0]
    return values


def open_points(form: Form, answers: Answers) -> tuple[dict[str, Tree], ...]:
    """What nobody could say or nobody asked, and what was only heard and has no place, each with its state."""
    points: list[dict[str, Tree]] = []
    for question in form.questionnaire.questions:
        for part in question.parts:
            if answers.get(part.id) in OPEN:
                point = spoken(question, part, form.language)
                points.append({"question": quoted(point), "state": OPEN[answers[part.id]]})
        if attributed(form, question, answers, stated(form, question, answers)).left_out:
            points.append(_heard_point(form, question, answers))
    return tuple(points)


def _heard_point(form: Form, question: Question, answers: Answers) -> dict[str, Tree]:
    main, by = question.parts[0], _own_word(answers, by_id(question))
    answer = answers.get(main.id, UNKNOWN)
    texts = [option.text[form.language] for option in main.options if option.id == answer]
    point: dict[str, Tree] = {
        "question": quoted(" – ".join([main.text[form.language], *texts, HEARD_WORD[form.language]])),
        "state": "not_known",
    }
    return {**point, "ask": quoted(by)} if by else point


def spoken(question: Question, part: Part, language: str) -> str:
    """A part as a question that can be understood by itself."""
    main = question.parts[0]
    return main.text[language] if part is main else f"{main.text[language]} – {part.text[language]}"

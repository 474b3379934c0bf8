"""What was answered in an interview, and what it says of a company: statements as a tree.

The script of the interview's page does the same in a browser, and a test compares both: whatever changes here changes
there. So everything is kept simple: a leaf is what is written, and free words always stand in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, Union

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.questionnaire import (
    UNKNOWN,
    Answers,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    States,
    asked,
    holds,
)
from lmmm_report.load.schema.answers import (
    EITHER_WORDS,
    NO_WORDS,
    THERE_WORDS,
    UNFINISHED_WORDS,
    UNKNOWN_WORDS,
)
from lmmm_report.load.schema.forms import COUNT, EACH, LISTED, MORE

Tree = Union[str, list["Tree"], dict[str, "Tree"]]
"""Statements; a leaf is the word as it is written in YAML."""

EMPTY_WORDS: Final = tuple(
    sorted(
        word
        for word in (*NO_WORDS, *UNKNOWN_WORDS, *UNFINISHED_WORDS, *THERE_WORDS, *EITHER_WORDS, "none", "exists")
        if word == word.lower() == word.casefold()
    )
)
"""Free words that say nothing: they are no answer."""
_FORMS = (LISTED, COUNT, EACH, MORE)
_PLAIN = re.compile("[a-z][a-z0-9_]*")
_PLAIN_TIME = re.compile("[0-9]{4}(?:-[0-9]{2}){1,2}")
_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)(?: or ([a-z_]+)(?: unless ([a-z][a-z0-9_]*))?)?")
_BLANK = re.compile("[\t\n\x0b\x0c\r \x85\xa0\u2028\u2029]+")
_REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


class Form(NamedTuple):
    """All that it takes to write profiles from answers in one language."""

    questionnaire: Questionnaire
    language: str
    version: int
    """Of the profile format."""
    order: Mapping[str, Sequence[str]]
    """The names in a group in their order, by the way to the group."""


def form_of(questionnaire: Questionnaire, described: ProfileFormat, language: str, version: int) -> Form:
    """The form for profiles of a format."""
    order: dict[str, list[str]] = {"": []}
    every: list[States] = [{"format": "", "assessment": {"date": "", "language": "", "open_points": [_OPEN_POINT]}}]
    for question in questionnaire.questions:
        for part in question.parts:
            every += [part.states, *(option.states for option in part.options)]
    for states in every:
        _note_order(states, described.fields, "", order)
    return Form(questionnaire, language, version, order)


_OPEN_POINT: Final[States] = MappingProxyType({"question": "", "state": "", "ask": ""})


def _note_order(states: object, field: Field | None, path: str, order: dict[str, list[str]]) -> None:
    if isinstance(states, list):
        for entry in states:
            _note_order(entry, field.item if field else None, path, order)
        return
    if not isinstance(states, Mapping):
        return
    in_form = field is not None and field.item is not None
    ranked = list(_FORMS) if in_form else list(field.fields) if field else []
    known = order.setdefault(path, [])
    known += [name for name in states if name not in known]
    known.sort(key=lambda name: ranked.index(name) if name in ranked else len(ranked))
    for name, child in states.items():
        inside = field.fields.get(name) if field and not in_form else None
        if in_form and field is not None:
            inside = field if name == LISTED else field.item
        _note_order(child, inside, f"{path}.{name}" if path else name, order)


# What was answered


def cleaned(text: str) -> str:
    """A free answer on one line, without what no profile may hold."""
    return _BLANK.sub(" ", _REFUSED.sub("", text)).strip(" ")


def refused_in(text: str) -> bool:
    """Whether a free answer holds a character that no profile may hold."""
    return _REFUSED.search(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a cleaned answer is none: blank, or a word such as "tbd"."""
    return not text or text.lower() in EMPTY_WORDS


def given(questionnaire: Questionnaire, answers: Answers) -> dict[str, str | tuple[str, ...]]:
    """Of ``answers`` those to what is asked, in the order of asking; an answer that does not fit is none."""
    kept: dict[str, str | tuple[str, ...]] = {}
    for question in questionnaire.questions:
        for part in question.parts:
            answer = answers.get(part.id)
            if answer is not None and asked(part, question, kept):
                fitting = _fitting(part, answer, kept)
                if fitting:
                    kept[part.id] = fitting
    return kept


def offered(part: Part, answers: Answers) -> tuple[Option, ...]:
    """The options of a part after these answers."""
    return tuple(option for option in part.options if holds(option.when, {}, answers))


def _fitting(part: Part, answer: str | tuple[str, ...], answers: Answers) -> str | tuple[str, ...]:
    if answer == UNKNOWN:
        return UNKNOWN
    ids = [option.id for option in offered(part, answers)]
    if part.kind is Kind.SEVERAL:
        return tuple(option for option in ids if option in answer) if not isinstance(answer, str) else ()
    if not isinstance(answer, str):
        return ""
    if part.kind is Kind.CHOICE:
        return answer if answer in ids else ""
    text = cleaned(answer)
    if part.kind is Kind.NUMBER:
        fits = re.fullmatch("[1-9][0-9]{0,8}", text) and part.least <= int(text) <= part.most
        return text if fits else ""
    return "" if says_nothing(text) or len(text) > part.most else text


# What it says


def quoted(text: str) -> str:
    """Free words in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def word(text: str) -> str:
    """A word of the format as it is written."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def _value(part: Part, answers: Answers, language: str) -> Tree | None:
    answer = answers.get(part.id, UNKNOWN)
    if answer == UNKNOWN:
        return None
    if not isinstance(answer, str):
        return [word(option.value[language]) for option in part.options if option.id in answer]
    if part.kind is Kind.CHOICE:
        option = part.option(answer)
        return word(option.value[language]) if option else None
    if part.kind is Kind.NUMBER:
        return quoted(f"{part.about[language]} {answer}") if part.about else answer
    return answer if part.kind is Kind.TIME and _PLAIN_TIME.fullmatch(answer) else quoted(answer)


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
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return word(text) if isinstance(states, str) else text
    found = values.get(match[1])
    if found is None and match[2] and match[3] not in values:
        return match[2]
    return found


def joined(first: Tree, second: Tree) -> Tree:
    """Two statements about the same; entries of a list are one where their first fields agree."""
    if isinstance(first, dict) and isinstance(second, dict):
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


def stated(form: Form, question: Question, answers: Answers, *, only: Collection[str] | None = None) -> Tree:
    """What the answers to one question say; ``answers`` are those that are `given`.

    ``only``: the ids of the parts to whose answers it is to be confined.
    """
    values = _values(form, answers)
    said: Tree = {}
    for part in question.parts:
        answer = answers.get(part.id, UNKNOWN)
        if answer == UNKNOWN:
            continue
        if part.each and not isinstance(answer, str):
            for option in part.options if only is None or part.id in only else ():
                if option.id in answer:
                    said = joined(said, _filled(part.states, {**values, part.id: option.id}) or {})
            continue
        chosen = part.option(answer) if isinstance(answer, str) else None
        for states in (part.states, chosen.states if chosen is not None else {}):
            if only is None or part.id in only or any(name in only for name, _ in references(states)):
                said = joined(said, _filled(states, values) or {})
    return said


def references(states: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts that a statement refers to, and where: the names of fields, without the forms of lists."""
    if isinstance(states, Mapping):
        for name, child in states.items():
            yield from references(child, path if name in _FORMS else (*path, name))
    elif isinstance(states, list):
        for child in states:
            yield from references(child, path)
    elif isinstance(states, str) and (match := _REFERENCE.fullmatch(states)):
        yield match[1], path


def fields_of(states: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where a statement says something by itself: the names of fields, without the forms of lists."""
    if isinstance(states, Mapping):
        for name, child in states.items():
            yield from fields_of(child, path if name in _FORMS else (*path, name))
    elif isinstance(states, list):
        for child in states:
            yield from fields_of(child, path)
    elif not (isinstance(states, str) and _REFERENCE.fullmatch(states)):
        yield path


def _values(form: Form, answers: Answers) -> dict[str, Tree]:
    values = {
        part.id: _value(part, answers, form.language) for one in form.questionnaire.questions for part in one.parts
    }
    return {name: value for name, value in values.items() if value is not None}


def open_points(form: Form, answers: Answers) -> tuple[str, ...]:
    """What nobody could say, as questions."""
    return tuple(
        spoken(question, part, form.language)
        for question in form.questionnaire.questions
        for part in question.parts
        if answers.get(part.id) == UNKNOWN
    )


def spoken(question: Question, part: Part, language: str) -> str:
    """A part as a question that can be understood by itself."""
    main = question.parts[0]
    return main.text[language] if part is main else f"{main.text[language]} – {part.text[language]}"

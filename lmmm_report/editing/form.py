"""All that it takes to write profiles from answers: the order of things, and what groups and sections there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.questionnaire import Questionnaire, States
from lmmm_report.load.schema.forms import COUNT, EACH, LISTED, MORE

FORMS = (LISTED, COUNT, EACH, MORE)
"""Keys of the forms that a value can have, in their order."""


class Form(NamedTuple):
    """All that it takes to write profiles from answers in one language."""

    questionnaire: Questionnaire
    language: str
    version: int
    """Of the profile format."""
    order: Mapping[str, Sequence[str]]
    """The names in a group in their order, by the way to the group."""
    shared: Collection[str]
    """The ways to what more than one question says something of."""
    groups: Collection[str]
    """The ways to groups and lists, beside which may stand on whose word they rest."""
    facts: Collection[str]
    """The sections in which it can be said of anything that it exists."""


def form_of(questionnaire: Questionnaire, described: ProfileFormat, language: str, version: int) -> Form:
    """The form for profiles of a format."""
    order: dict[str, list[str]] = {"": []}
    groups: set[str] = set()
    every: list[States] = [{"format": "", "assessment": {"date": "", "language": "", "open_points": [_OPEN_POINT]}}]
    for question in questionnaire.questions:
        for part in question.parts:
            every += [part.states, *(option.states for option in part.options)]
    for states in every:
        _note_order(states, described.fields, "", order, groups)
    return Form(
        questionnaire, language, version, order, _shared(questionnaire), frozenset(groups), described.fact_sections()
    )


def _shared(questionnaire: Questionnaire) -> frozenset[str]:
    by: dict[str, set[str]] = {}
    for question in questionnaire.questions:
        for part in question.parts:
            for states in (part.states, *(option.states for option in part.options)):
                for way in _ways(states, ""):
                    by.setdefault(way, set()).add(question.id)
    return frozenset(way for way, questions in by.items() if len(questions) > 1)


def _ways(states: object, path: str) -> Iterator[str]:
    """The ways to all that a statement names; what stands in a list has the way of the list."""
    if path:
        yield path
    if isinstance(states, Mapping):
        for name, child in states.items():
            yield from _ways(child, f"{path}.{name}" if path else name)
    elif isinstance(states, list):
        for child in states:
            yield from _ways(child, path)


_OPEN_POINT: Final[States] = MappingProxyType({"question": "", "state": "", "ask": ""})


def _note_order(states: object, field: Field | None, path: str, order: dict[str, list[str]], groups: set[str]) -> None:
    if field is not None and (field.fields or field.item) and path.rpartition(".")[2] not in FORMS:
        groups.add(path)
    if isinstance(states, list):
        for entry in states:
            _note_order(entry, field.item if field else None, path, order, groups)
        return
    if not isinstance(states, Mapping):
        return
    in_form = field is not None and field.item is not None
    ranked = list(FORMS) if in_form else list(field.fields) if field else []
    known = order.setdefault(path, [])
    known += [name for name in states if name not in known]
    known.sort(key=lambda name: ranked.index(name) if name in ranked else len(ranked))
    for name, child in states.items():
        inside = field.fields.get(name) if field and not in_form else None
        if in_form and field is not None:
            inside = field if name == LISTED else field.item
        _note_order(child, inside, f"{path}.{name}" if path else name, order, groups)

"""Statements that lead nowhere without being wrong: names that are listed nowhere, figures not counted, samples."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lmmm_report.assess.result.findings import FactReader
from lmmm_report.domain.facts import NONE, Entries, is_placeholder
from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import FactValue, Path, Profile, value_at
from lmmm_report.load.yaml.text import shortened
from lmmm_report.making.placing import hint_at
from lmmm_report.messages import say
from lmmm_report.problems import Problem

_DOCUMENT = "document"
_AGAINST = ("ruled_out", "postponed")
_DENIALS = ("no ", "not ", "never ", "without ", "kein ", "keine ", "keinen ", "nicht ", "nie ", "ohne ")
"""How a decision begins that is named instead of what it is about."""


def loose_ends(profile: Profile, described: ProfileFormat, reader: FactReader) -> Iterator[Problem]:
    """A hint for each, in the order of the facts; first lists of which nothing counts."""
    for path in profile.uncounted:
        message = say("hints.uncounted")
        yield hint_at(profile.place(path), profile, reader.label(path), message, code="no-lead-figure")
    for number, hurt in enumerate(profile.hurts):
        if not hurt.about:
            here: Path = ("problems", number)
            message = say("hints.no_kind", text=shortened(hurt.text))
            yield hint_at(profile.place(here), profile, reader.label(here), message, code="no-kind")
    for number, decision in enumerate(profile.decisions):
        if decision.state in _AGAINST and decision.what.casefold().startswith(_DENIALS):
            here = ("decisions", number)
            message = say("hints.denied_thing", text=shortened(decision.what))
            yield hint_at(profile.place(here), profile, reader.label(here), message, code="denied-thing")
    papers = {document.id for document in profile.documents}
    for word in _words(profile.facts, described.fields, ()):
        if word.path not in profile.places:  # prepared from another statement
            continue
        place, label = profile.place(word.path), reader.label(word.path)
        if is_placeholder(word.text):
            message = say("hints.placeholder", value=shortened(word.text))
            yield hint_at(place, profile, label, message, code="placeholder")
        elif word.path[-1] == _DOCUMENT and _like_an_id(word.text, papers):
            message = say("hints.no_document", value=word.text)
            yield hint_at(place, profile, label, message, code="no-such-document")
        elif word.field.reference and not _listed(word, profile, described):
            message = say("hints.not_listed", value=word.text, list=word.field.reference)
            yield hint_at(place, profile, label, message, code="not-listed")


class _Word(NamedTuple):
    text: str
    field: Field
    path: Path


def _words(value: FactValue | None, field: Field | None, path: Path) -> Iterator[_Word]:
    """Every text among the facts that the format has a place for."""
    if field is None:
        return
    if isinstance(value, str):
        yield _Word(value, field, path)
    elif isinstance(value, Mapping):
        for name, child in value.items():
            yield from _words(child, field.fields.get(name), (*path, name))
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from _words(child, field.item, (*path, index))


def _like_an_id(text: str, papers: set[str]) -> bool:
    """Whether a title is written as ids are: in small letters without a blank, and joined if no papers are listed."""
    if text == NONE or text in papers or text != text.casefold() or not text.isascii():
        return False
    joined = any(mark in text for mark in "-_")
    return text.replace("-", "").replace("_", "").isalnum() and (joined or bool(papers))


def _listed(word: _Word, profile: Profile, described: ProfileFormat) -> bool:
    """Whether a name may stand where it does without leading to an entry, or leads to one.

    Where the list is complete, a name that it lacks is an error and was found before.
    """
    steps = tuple(word.field.reference.split("."))
    listed = value_at(profile.facts, steps)
    if word.text == NONE or word.text in word.field.reference_also or not isinstance(listed, Entries):
        return True
    field = described.fields.at(steps)
    return any(isinstance(entry, Mapping) and field and entry.get(field.key) == word.text for entry in listed)

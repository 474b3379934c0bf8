"""What carrying out a measure changes in a profile: a small, closed set of wishes about facts.

A wish says what has to hold afterwards and what to write where it does not hold yet; what already holds is kept.
``docs/effects.md`` describes the language; `lmmm_report.load.model.effects` reads it and holds every path and word
against the profile's format; `lmmm_report.assess.effects` applies it.
"""

from collections.abc import Mapping
from typing import NamedTuple, Union

from lmmm_report.domain.kinds import own_kind
from lmmm_report.domain.profile import FactValue, Path

Words = Mapping[str, str]
"""A text by language code."""

Scalar = Union[str, int, float, bool]


@own_kind
class Exactly(NamedTuple):
    """The field has this value."""

    value: Scalar


@own_kind
class Fill(NamedTuple):
    """The field says something; the value stands in where it says nothing."""

    value: Scalar | Words


@own_kind
class OneOf(NamedTuple):
    """The field has one of these values; the first is written where it has none of them.

    Where another fact says which of them, no other one will do.
    """

    values: tuple[Scalar, ...]
    like: Path = ()
    """That other fact; empty where any of the values will do."""


@own_kind
class AllOf(NamedTuple):
    """The list holds all these words; those it lacks are added."""

    words: tuple[str, ...]


@own_kind
class Recent(NamedTuple):
    """The date is no older than a limit of the model; else it becomes the day of the assessment."""

    ending: str
    """Ending of the name of the prepared fact that holds its age."""
    limit: str


@own_kind
class Lived(NamedTuple):
    """The date is not too long ago by the rhythm beside it; else it becomes the day of the assessment."""

    ending: str
    """Ending of the name of the prepared fact that says so: as a practice, or as an occasion."""


@own_kind
class Mostly(NamedTuple):
    """The share is above one half for certain, or follows so from what is lived; else this text is written."""

    share: Words


@own_kind
class Dated(NamedTuple):
    """There is a date, and with ``ahead`` it has not passed; else it is set ``ahead`` days after the assessment."""

    ending: str
    ahead: int | None


@own_kind
class AtMost(NamedTuple):
    """The rhythm is no slower than this one."""

    ending: str
    """Ending of the name of the prepared fact that holds its days."""
    days: int
    value: str


@own_kind
class Texts(NamedTuple):
    """The list holds texts, at most ``most`` of them; the given ones stand in where it is empty."""

    texts: tuple[Words, ...]
    most: int | None


@own_kind
class Single(NamedTuple):
    """The list holds exactly one text: the first of several, the given one where it is empty."""

    text: Words


@own_kind
class IdOf(NamedTuple):
    """The field names the entry that an earlier effect of the measure has found or added under this alias."""

    alias: str


@own_kind
class New(NamedTuple):
    """What a new entry calls itself; an entry that exists keeps its name."""

    name: str | Words


class Entry(NamedTuple):
    """One entry of a list: one that matches, else one that may match for all that is told of it, else a new one."""

    match: "Mapping[str, Wish]"
    """Fields that tell the entry; only wishes that can be looked up: exactly, one of, all of, within, id of."""
    state: "Mapping[str, Wish]"
    key: str
    """The field that tells the entries of the list apart."""


@own_kind
class Entries(NamedTuple):
    """The list, inside an entry, holds these entries."""

    entries: tuple[Entry, ...]


Wish = Union[Exactly, Fill, OneOf, AllOf, Recent, Lived, Mostly, Dated, AtMost, Texts, Single, IdOf, New, Entries]


class Effect(NamedTuple):
    """Wishes about one group of facts, about one entry of a list, or about every entry of it."""

    path: Path
    state: Mapping[str, Wish]
    entry: Entry | None = None
    """For a list: the entry meant. Empty together with ``each`` for a group."""
    each: bool = False
    named_by: Path = ()
    """A fact that names the entry to take first, if that one matches."""
    alias: str = ""


class Change(NamedTuple):
    """One fact that a measure changes. ``value`` is what is written; lists of words are tuples."""

    path: Path
    label: str
    """The path as text: entries by their own names."""
    value: Scalar | tuple[Scalar, ...]
    """Of a list that is left open, the words that are named."""
    before: Scalar | tuple[Scalar, ...] | None
    """`None` where nothing was stated."""
    assumed: bool
    """Whether the value only stands in for a name, date or number that the company has to settle."""
    measure: str
    stated: FactValue
    """What is stated at ``path`` afterwards: ``value``, or the open list that it names words of."""

"""A company's own statements after the front door: typed head, plain facts, a place for each of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, Union

from lmmm_report.domain.facts import EACH, GROUP, LIST, Between, Entries, Existing
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.statements import NO_FIGURES, Decision, Document, Figures, Hurt, OpenPoint, Participant

Path = tuple[Union[str, int], ...]
"""The way to a value: keys of mappings and, from 0, indices of lists."""

FactValue = Union[str, int, float, bool, Existing, Between, Sequence["FactValue"], Mapping[str, "FactValue"]]
"""What a fact may be. Nothing in it can be changed: lists are tuples (`Entries` where they are left open), mappings are
read-only."""

ENDLESS = 999_999
"""Stands for an age, a time limit or a rhythm that is stated as ``none``: longer than any limit of a model."""


COMPANION_ENDINGS = ("_age", "_months", "_lived", "_recent", "_hours", "_days", "_percent")
"""Endings of prepared facts: the age of a date in days and in months begun, whether what happened then is lived by its
rhythm or is recent enough as an occasion, the hours of a time limit, the days of a rhythm, the bounds of a share. They
stand beside the statement that they were prepared from, and are never written."""


class Place(NamedTuple):
    """Line and column in the source, both from 1."""

    line: int
    column: int


class Evidence(NamedTuple):
    """What proves a statement; all parts optional, at least one present."""

    path: Path
    """The item that the evidence belongs to."""
    place: Place
    link: str = ""
    note: str = ""
    date: "date | None" = None
    confidence: str = ""
    fields: tuple[str, ...] = ()
    """The fields of the item that it is evidence of; empty: what is stated in the item itself."""

    def of(self, path: Path) -> bool:
        """Whether it is evidence of the fact at ``path``."""
        depth = len(self.path)
        if path[:depth] != self.path:
            return False
        return path[depth] in self.fields if self.fields and len(path) > depth else len(path) <= depth + 1


class Withheld(NamedTuple):
    """A statement that does not count: it was only heard, or is assumed."""

    path: Path
    """The group or entry that it is."""
    basis: str
    said_by: str = ""


class Word(NamedTuple):
    """On whose word a group or entry is stated."""

    basis: str
    said_by: str = ""


BASES = ("shown", "described", "told", "heard", "assumed")
"""On whose word something is stated, from the strongest to the weakest."""
COUNTED = BASES[:3]
"""The bases on which a statement counts; what is only heard or assumed leaves open what depends on it."""
UNMARKED = Word("described")
"""What carries no word of its own."""


class Declaration(NamedTuple):
    """A criterion set aside by a person, with a reason and a date. ``state``: not_applicable or waived."""

    criterion: str
    state: str
    reason: str
    by: str
    date: date
    place: Place


class Assessor(NamedTuple):
    """Who recorded the profile."""

    name: str
    role: str = ""


class Company(NamedTuple):
    """Who the profile is about; only the name is certain to be there."""

    name: str
    unit: str = ""
    sector: str = ""
    location: str = ""
    employees: int | None = None
    market: str = ""
    website: str = ""
    groups: tuple[str, ...] = ()
    """What it belongs to, the largest first."""
    region: str = ""
    tags: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What is assessed, as lists and heads name it: the company, or the unit behind its company."""
        return labelled(self.name, self.unit)


def labelled(company: str, unit: str) -> str:
    """What is assessed, as lists and heads name it."""
    return f"{company}, {unit}" if unit else company


class Target(NamedTuple):
    """The cell the company wants to reach: stage ids by axis id, for as many axes as are stated."""

    stages: Mapping[str, str] = MappingProxyType({})
    by: date | None = None
    """The last day of the time that was told."""
    reason: str = ""


NO_TARGET = Target()
"""A company that says nothing of where it wants to go."""


class MeasureState(str, Enum):
    """How far a company says it is with a measure."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"


class PlanFrame(NamedTuple):
    """What the profile says about carrying out: when to start, and how many person-days a month there are."""

    start: date | None
    """The first day of the time that was told. Without it nothing has a date."""
    capacity: int | Fraction
    told: str = ""
    """When to start, as it was told; empty where that was a day."""


class Progress(NamedTuple):
    """What the profile notes of one measure."""

    measure: str
    state: MeasureState
    date: date
    note: str
    place: Place


class Profile(NamedTuple):
    """One company at one date.

    ``facts`` is what conditions read: the statements without those that are blank, with ``none`` spelled out
    (a list stated as ``none`` is empty, an object stated as ``none`` has every field ``none``), and with prepared
    companions: ``<date>_age`` in days before the assessment, ``<duration>_hours`` and ``<rhythm>_days``.
    """

    file: str
    """Name of the file as the user gave it, for messages and the report."""
    text: str
    """The source, as read."""
    content: bytes
    """The file's bytes with line ends as LF."""
    company: Company
    date: date
    facts: Mapping[str, FactValue]
    stated: Mapping[str, FactValue]
    """What ``facts`` follow from: the statements that count, without anything that is prepared from them."""
    described: ProfileFormat
    """The format that it is written in."""
    places: Mapping[Path, Place]
    """Where each stated value stands."""
    version: int = 0
    """Version of the format that it is written in."""
    assessors: tuple[Assessor, ...] = ()
    language: str = ""
    target: Target = NO_TARGET
    notes: str = ""
    declarations: tuple[Declaration, ...] = ()
    patterns: Mapping[Path, Mapping[str, FactValue]] = MappingProxyType({})
    """What holds for each entry of lists that are complete: of a further entry it would hold as well."""
    evidence: tuple[Evidence, ...] = ()
    plan: PlanFrame | None = None
    progress: tuple[Progress, ...] = ()
    participants: tuple[Participant, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    documents: tuple[Document, ...] = ()
    hurts: tuple[Hurt, ...] = ()
    """What bothers the company, in its own words."""
    decisions: tuple[Decision, ...] = ()
    figures: Figures = NO_FIGURES
    basis: Word = UNMARKED
    """On whose word everything is stated that says nothing of its own."""
    words: Mapping[Path, Word] = MappingProxyType({})
    """The groups and entries that say on whose word they are stated; it holds for all that is in them."""
    withheld: tuple[Withheld, ...] = ()
    """What is heard or assumed, and not among ``facts``."""
    uncounted: tuple[Path, ...] = ()
    """Lists of which no entry counts, as none names what the format asks for; among ``facts`` they are empty."""
    assumptions: tuple[Path, ...] = ()
    """The single statements that are only assumed: what ``whatif --write`` has put in, until it is confirmed."""
    facts_by_basis: Mapping[str, Mapping[str, FactValue]] = MappingProxyType({})
    """The facts that would be left if only this basis and stronger ones counted; of those that occur, if several do."""
    item_names: Mapping[Path, str] = MappingProxyType({})
    """What list items call themselves (their id, name or task), by the item's path."""

    def as_written(self, path: Path) -> Path:
        """The path of a fact, with its entries counted as they are written: those that do not count included."""
        if not self.withheld:
            return path
        written: Path = ()
        for step in path:
            number = step
            if isinstance(step, int):
                hidden = (one.path[-1] for one in self.withheld if one.path[:-1] == written)
                for other in sorted(index for index in hidden if isinstance(index, int)):
                    number = int(number) + (other <= int(number))
            written = (*written, number)
        return written

    def word(self, path: Path) -> Word:
        """On whose word the fact at ``path`` is stated."""
        path = self.as_written(path)
        while path:
            found = self.words.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return self.basis

    @property
    def sha256(self) -> str:
        """Hash of the content, in hexadecimal digits."""
        import hashlib  # brings OpenSSL, and whoever only checks a profile asks for no hash

        return hashlib.sha256(self.content).hexdigest()

    def place(self, path: Path) -> Place:
        """Where the fact at ``path`` is stated, or the nearest statement around it: the place to add it."""
        path = self.as_written(path)
        while path:
            found = self.places.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return Place(1, 1)


def value_at(facts: Mapping[str, FactValue], path: Path) -> FactValue | None:
    """The value at ``path``, ``None`` where the profile does not state it."""
    value: FactValue = facts
    for key in path:
        if isinstance(key, str) and isinstance(value, GROUP):
            if key not in value:
                return None
            value = value[key]
        elif key == EACH and isinstance(value, Entries) and value.rest is not None:
            value = value.rest
        elif isinstance(key, int) and isinstance(value, LIST) and not isinstance(value, str):
            if key >= len(value):
                return None
            value = value[key]
        else:
            return None
    return value

"""One company at two times, or as it is and as it might be: what differs, and what that follows from."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from lmmm_report.domain.assessment import Interval, Outcome
from lmmm_report.domain.measure import Total
from lmmm_report.domain.model import Kind
from lmmm_report.domain.numbers import Range
from lmmm_report.domain.shift import Shift, Span, shift
from lmmm_report.problems import Problem


class Statement(NamedTuple):
    """One thing that a profile states, as it can be shown."""

    path: str
    """Entries by their own names: ``terminology.terms[mql].definition``."""
    value: str
    line: int
    makes: tuple[str, ...] = ()
    """The facts that it makes where these do not stand at its path: ``terms.count`` speaks of ``terms``, and
    ``terms.each.definition`` of ``terms[*].definition``; an empty path is everything."""
    file: str = ""
    """Where it stands, if not in the file of its side."""


EVERY = "[*]"
"""In a path: each entry of a list that does not say so itself."""


def value_words(value: object) -> str:
    """A value as a profile has it, on one line; of a list all of them."""
    if isinstance(value, (list, tuple)):
        return ", ".join(value_words(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


class Read(NamedTuple):
    """A fact that a condition has asked for, and the line where it stands or would have to stand."""

    path: str
    line: int
    stated: bool


class Standing(NamedTuple):
    """What is compared of one side: of a profile everything, of a report what it tells."""

    name: str
    """What the user called it: a file, or a revision and a path."""
    company: str
    unit: str
    date: date
    model: tuple[str, str]
    """Id and version."""
    cell: tuple[int, int]
    highest: tuple[int, int]
    coordinates: tuple[Interval, Interval]
    outcomes: Mapping[str, Outcome]
    """By criterion."""
    reads: Mapping[str, tuple[Read, ...]]
    """By criterion, the facts that it rests on or waits for; empty where a report does not tell them."""
    statements: Mapping[str, Statement] | None = None
    """Everything that the profile states, by path; `None` of a report."""
    told: Mapping[str, Statement] | None = None
    """The facts that conditions have read, as a result document tells them; `None` where a page does not."""
    questions: tuple[str, ...] | None = None
    """Paths of the facts whose answers would decide something."""
    measures: tuple[str, ...] | None = None
    """Ids of the measures of the plan."""
    effort: Total | None = None
    figures: Mapping[str, Range] | None = None
    """Conversions of the latest period, by their names."""

    @property
    def spans(self) -> tuple[Span, Span]:
        """Of each axis the proven stage and the highest possible one."""
        (a, b), (c, d) = self.cell, self.highest
        return (a, c), (b, d)

    @property
    def firm(self) -> bool:
        """Whether the cell is the same whatever the open answers are."""
        return self.cell == self.highest

    @property
    def whose(self) -> tuple[str, str]:
        """Whom it is about, in any case of letters."""
        return self.company.casefold(), self.unit.casefold()


class ChangeKind(str, Enum):
    """What became of a statement."""

    GAINED = "gained"
    CHANGED = "changed"
    RETRACTED = "retracted"


class FactChange(NamedTuple):
    """One statement that is another afterwards."""

    kind: ChangeKind
    path: str
    before: Statement | None
    after: Statement | None


_MAY_BE_MET = (Outcome.MET, Outcome.UNKNOWN)


class Move(NamedTuple):
    """A criterion with another outcome than before."""

    criterion: str
    before: Outcome | None
    """`None` where it was not asked."""
    after: Outcome | None
    reads_before: tuple[Read, ...]
    reads_after: tuple[Read, ...]
    causes: tuple[FactChange, ...]
    """The statements it rests on that have changed; empty where time, a rule or what is not told has moved it."""
    kind: Kind | None = None
    """`None` where the model does not have it any more."""

    @property
    def lost(self) -> bool:
        """Whether it was met and is no longer, whatever is open. A sign describes and cannot be lost."""
        return self.before is Outcome.MET and self.after not in _MAY_BE_MET and self.kind is not Kind.SIGN

    @property
    def dropped(self) -> bool:
        """Whether it was met and is not known to be so any longer."""
        return self.before is Outcome.MET and self.after is not Outcome.MET and self.kind is not Kind.SIGN

    @property
    def won(self) -> bool:
        """Whether it is met and was not before, whatever was open."""
        return self.after is Outcome.MET and self.before not in _MAY_BE_MET and self.kind is not Kind.SIGN


class Questions(NamedTuple):
    """What became of the questions that would decide something, by the paths of their facts."""

    answered: tuple[str, ...]
    """Those of which something is said now that was not."""
    dropped: tuple[str, ...]
    """Those that decide nothing any more, or whose object is gone; nobody has answered them."""
    new: tuple[str, ...]


class Comparison(NamedTuple):
    """What differs between two sides."""

    before: Standing
    after: Standing
    moves: tuple[Move, ...]
    """In the model's order."""
    facts: tuple[FactChange, ...] | None
    """`None` where a side does not tell its statements."""
    questions: Questions | None
    """`None` where a side does not tell them."""
    measures: tuple[tuple[str, ...], tuple[str, ...]] | None
    """Those that the plan no longer has, and those that are new in it."""
    followed: bool = False
    """Whether both are states of one file."""

    @property
    def lost(self) -> tuple[Move, ...]:
        """Criteria that were met and are no longer."""
        return tuple(move for move in self.moves if move.lost)

    @property
    def won(self) -> tuple[Move, ...]:
        """Criteria that are met and were not before."""
        return tuple(move for move in self.moves if move.won)

    @property
    def other(self) -> tuple[Move, ...]:
        """Criteria of which something else is known: signs, and what has come out of the unknown or gone into it."""
        return tuple(move for move in self.moves if not (move.lost or move.won))

    @property
    def same_company(self) -> bool:
        """Whether both sides are about the same company and unit; else nothing has moved, they only differ."""
        return self.followed or self.before.whose == self.after.whose

    @property
    def renamed(self) -> bool:
        """Whether it calls itself by another name than before."""
        return self.followed and self.before.whose != self.after.whose

    @property
    def same_rules(self) -> bool:
        """Whether both sides were assessed by the same version of the same model."""
        return self.before.model == self.after.model

    @property
    def dropped(self) -> tuple[Move, ...]:
        """Criteria that were met and are not known to be so any longer."""
        return tuple(move for move in self.moves if move.dropped)

    @property
    def shifts(self) -> tuple[Shift, Shift]:
        """How far each axis has moved, in stages."""
        first, second = (shift(was, now) for was, now in zip(self.before.spans, self.after.spans, strict=True))
        return first, second

    @property
    def fallen(self) -> tuple[int, ...]:
        """Numbers of the axes that have fallen to a lower stage, whatever the open answers of both sides are."""
        return tuple(number for number, one in enumerate(self.shifts) if one.way == "down")

    @property
    def unproven(self) -> tuple[int, ...]:
        """Numbers of the axes on which a stage was proven that is not any longer: fallen, or no longer known."""
        pairs = zip(self.before.cell, self.after.cell, strict=True)
        return tuple(number for number, (was, now) in enumerate(pairs) if now < was)

    @property
    def nothing(self) -> bool:
        """Whether nothing differs."""
        same = self.before.spans == self.after.spans and self.before.coordinates == self.after.coordinates
        return same and not self.moves and not self.facts


class Unread(NamedTuple):
    """Two sides of which one cannot be read; or one, with nothing to compare it with."""

    before: str | None
    """What the user called the side; `None` where there is none."""
    after: str | None
    standing: Standing | None
    """Of the side that can be read."""
    broken_before: bool
    broken_after: bool
    problems: tuple[Problem, ...]
    """Of the later side if that is broken, else of the earlier one; at least one."""

    @property
    def mended(self) -> bool:
        """Whether the later side can be read again."""
        return self.after is not None and not self.broken_after

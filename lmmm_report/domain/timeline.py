"""The way of one company: every known state of its profile, what moved between them, and the story in short."""

from datetime import date
from typing import NamedTuple

from lmmm_report.domain.comparison import Comparison, Standing
from lmmm_report.domain.revision import Revision
from lmmm_report.domain.shift import Shift, Span
from lmmm_report.problems import Problem


class Then(NamedTuple):
    """A state by the rules of its day."""

    model_version: str
    cell: tuple[int, int]
    cell_by_rules_before: tuple[int, int] | None
    """What the same statements gave by the rules of the state before: what differs from ``cell`` is due to rules."""


class Moment(NamedTuple):
    """One state of a profile."""

    standing: Standing
    revision: Revision | None
    """`None` of a file that stands for itself, and of what is not committed yet."""
    committed: bool = True
    """Whether it is more than what lies in the work tree."""
    then: Then | None = None
    """Where it was asked for, and the model of that day could be read."""

    @property
    def day(self) -> date:
        """The day of the change: of the commit, else of the assessment."""
        return self.revision.day if self.revision else self.standing.date


class Skipped(NamedTuple):
    """A state that could not be read."""

    name: str
    day: date
    problem: Problem
    problems: int
    """So many there are in all."""


class Timeline(NamedTuple):
    """All states of one company, the oldest first; at least one."""

    file: str
    moments: tuple[Moment, ...]
    steps: tuple[Comparison, ...]
    """From each moment to the next."""
    skipped: tuple[Skipped, ...] = ()
    shallow: bool = False
    """The clone does not hold all of the history."""
    unread_models: tuple[Skipped, ...] = ()
    """Models of their day that could not be read."""
    removed: Revision | None = None
    """The change that took the file out; its last moment is then the last that was."""


class StageMove(NamedTuple):
    """One axis that has moved to another stage, whatever the open answers before and after are."""

    moment: int
    """Number of the moment that brought it, from 0."""
    axis: str
    was: Span
    now: Span
    areas: tuple[str, ...]
    """Areas of the gates that were won or lost with it, the one with most first."""
    criteria: tuple[str, ...]


class StorySentence(NamedTuple):
    """One sentence of the story: which one, about what, and what it claims of the timeline."""

    kind: str
    """``risen``, ``fallen``, ``returned``, ``stayed``, ``open``, ``drop``, ``rules``."""
    stages: Shift
    """How many, at least and at most; of ``rules`` moves. Of ``open`` how many were won at most, less than nothing of
    what was lost."""
    first: int
    last: int
    """Numbers of the moments that it speaks of."""
    moves: tuple[StageMove, ...]
    claims: tuple[str, ...]
    """In short, of which moment, and what holds: ``0 relationship=1``, ``2 won X2-TER-1``, ``2 relationship 1-2>3``,
    ``3 risen=1-2``; of a range both ends, of what has risen or fallen how many stages since the first moment."""

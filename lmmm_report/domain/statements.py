"""What a company says of itself beside the facts: papers, what hurts, what is decided, who was asked, its numbers."""

from datetime import date
from typing import NamedTuple

COUNTS = ("inquiries", "leads", "traceable", "mql", "accepted", "rejected", "pending", "untouched", "sql",
          "opportunities", "won", "value", "spend")  # fmt: skip
"""The numbers that a row of the funnel may have, from the first contact to the order."""


class Source(NamedTuple):
    """On whose word something is stated."""

    said_by: str = ""
    basis: str = ""


class Document(NamedTuple):
    """A paper on which more than one statement leans."""

    id: str
    title: str = ""
    state: str = ""
    date: str = ""
    version: str = ""
    link: str = ""
    note: str = ""


class Hurt(NamedTuple):
    """What bothers somebody, in their own words."""

    text: str
    effect: str = ""
    since: str = ""
    note: str = ""
    source: Source = Source()
    about: str = ""
    """The word of the format for what it is about; empty where that is not said."""


class Decision(NamedTuple):
    """What is decided, planned, considered, postponed or ruled out."""

    what: str = ""
    subject: str = ""
    state: str = ""
    by: str = ""
    on: str = ""
    due: str = ""
    why: str = ""
    measure: str = ""

    @property
    def bars(self) -> bool:
        """Whether what it is about is not to be recommended: it is ruled out or put off."""
        return self.state in ("ruled_out", "postponed")


class Participant(NamedTuple):
    """Somebody who was asked."""

    name: str = ""
    role: str = ""
    unit: str = ""
    note: str = ""


class OpenPoint(NamedTuple):
    """Something that the talk left open, as the company notes it."""

    question: str
    state: str = ""
    """``not_asked`` or ``not_known``; empty where that is not said."""
    ask: str = ""
    """Who would know, or where it stands."""


class Bounds(NamedTuple):
    """A number as it was said, and the bounds between which it lies."""

    said: str
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it was neither rounded nor estimated."""
        return self.low == self.high


class Period(NamedTuple):
    """One row of the funnel."""

    number: int
    """Its place in ``figures.funnel``, from 0."""
    period: str = ""
    first: date | None = None
    """First day of the period, where it is known."""
    last: date | None = None
    """Its last day; of one that runs on the day of the assessment, that day."""
    per: str = ""
    from_source: str = ""
    """The one source of inquiries that the counts are about; empty for all."""
    counts: dict[str, Bounds] = {}  # noqa: RUF012 - never changed
    median_response: str = ""
    within_limit: Bounds | None = None
    limit: str = ""
    reasons: tuple[tuple[str, Bounds | None], ...] = ()
    """Why leads were rejected, and how often."""
    source: Source = Source()
    accounts: "tuple[Period, ...]" = ()
    """Where several rows are about one period: each of them. The counts are then the bounds that hold all of theirs."""

    def row_of(self, name: str) -> int:
        """The number of the row in which a count stands."""
        return next((one.number for one in self.accounts if name in one.counts), self.number)


class Rate(NamedTuple):
    """A rate that somebody claims."""

    number: int
    """Its place in ``figures.rates``, from 0."""
    figure: str
    value: Bounds | None = None
    """In percent."""
    within: str = ""
    trend: str = ""
    period: str = ""
    source: Source = Source()
    note: str = ""


class Origin(NamedTuple):
    """Where inquiries come from."""

    name: str
    share: Bounds | None = None
    """In percent."""
    period: str = ""
    per: str = ""
    counts: dict[str, Bounds] = {}  # noqa: RUF012 - never changed


class Figures(NamedTuple):
    """The numbers about leads that a company has or names."""

    currency: str = ""
    funnel: tuple[Period, ...] = ()
    rates: tuple[Rate, ...] = ()
    sources: tuple[Origin, ...] = ()


NO_FIGURES = Figures()
"""A company that names no number."""

"""What the numbers of a company give: conversions, losses, costs, changes, and where they disagree."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from lmmm_report.domain.profile import Path
from lmmm_report.domain.statements import Bounds, Origin, Period, Rate, Source

DisagreementKind = Literal["sum", "larger", "rate", "trend", "limit", "accounts"]


class Disagreement(NamedTuple):
    """Two numbers that cannot both be true, with what was counted and what was said."""

    kind: DisagreementKind
    paths: tuple[Path, ...]
    """Where the statements stand."""
    names: tuple[str, ...]
    """The numbers or the rate that it is about."""
    counted: tuple[Bounds, ...]
    """The counts: the parts and the whole, the smaller and the larger, for a rate those of each period."""
    said: Bounds | None = None
    """The rate that was claimed."""
    source: Source = Source()
    """On whose word."""
    of_decided: tuple[Bounds, Bounds] | None = None
    """If the claim comes out where those are left out on which nobody has decided yet: the part and the decided."""
    rows: tuple[int, ...] = ()
    """The rows of the funnel, by their number."""
    rate: int | None = None
    """The number of the claim."""


def disagreement_id(number: int) -> str:
    """The id of the disagreement with this number, from 1: as no model gives out ids like it, all are different."""
    return f"N-{number}"


class Range(NamedTuple):
    """A number that follows from others, from the lowest to the highest that they allow."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether the counts leave but one value."""
        return self.low == self.high


class Conversion(NamedTuple):
    """How many of ``whole`` are ``part``."""

    part: str
    whole: str
    counts: tuple[Bounds, Bounds]
    """The part and the whole."""
    rate: Range | None
    """From 0 to 1; ``None`` where the counts allow none: nothing of nothing, or more than the whole."""

    @property
    def id(self) -> str:
        """Its name, as rates are called in profiles."""
        return f"{self.part}_of_{self.whole}"


class Loss(NamedTuple):
    """The step at which most do not go on."""

    conversion: Conversion
    lost: Range
    """Those that do not go on, without those that are still being looked at."""
    became: tuple[tuple[str, Bounds], ...] = ()
    """What became of them, as far as it is told."""
    waiting: Bounds | None = None
    """Those that are still being looked at."""


class Cost(NamedTuple):
    """What the untouched leads have cost: spend divided by the MQL, times the untouched."""

    spend: Bounds
    mql: Bounds
    untouched: Bounds
    cost: Range


class PeriodNumbers(NamedTuple):
    """One row of the funnel, with what follows from it."""

    period: Period
    conversions: tuple[Conversion, ...] = ()
    response: int | None = None
    """Median response in minutes."""
    loss: Loss | None = None
    cost: Cost | None = None
    before: int | None = None
    """The number of the row of the nearest earlier period that it may be compared with."""
    changes: Mapping[str, Range] = MappingProxyType({})
    """By how much counts, conversions and ``response`` have changed since, by their names."""


class ClaimedRate(NamedTuple):
    """A rate that somebody names, and what the counts give."""

    rate: Rate
    counted: tuple[tuple[int, Conversion], ...] = ()
    """The conversion of each period that the claim is about, with the number of its row."""
    within: tuple[tuple[int, Bounds], ...] = ()
    """For ``answered_within``: the shares that were counted for this limit."""
    contradicted: bool = False


class Numbers(NamedTuple):
    """The numbers about leads, and what follows from them. No number in it comes from anywhere but the profile."""

    currency: str
    groups: tuple[tuple[PeriodNumbers, ...], ...]
    """Periods that can be compared: of one length and about the same inquiries, the oldest first."""
    claims: tuple[ClaimedRate, ...]
    sources: tuple[Origin, ...]
    disagreements: tuple[Disagreement, ...]
    settled: tuple[tuple[PeriodNumbers, ...], ...] = ()
    """The groups with one row for each period: where several are told for one, with the bounds that hold them all."""

    def row(self, number: int) -> PeriodNumbers:
        """The row with this number in the profile; `KeyError` if there is none."""
        for group in self.groups:
            for row in group:
                if row.period.number == number:
                    return row
        raise KeyError(number)

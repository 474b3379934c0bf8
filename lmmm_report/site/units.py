"""The units that a page is about, with what surrounds them: what each part of the first page is made from."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.model import Criterion, Model
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.groups import Group
from lmmm_report.site.rows import Broken, UnitRow, gates_of


class Frame(NamedTuple):
    """What surrounds the units on a page: the model, and the addresses of other pages as this one writes them."""

    model: Model
    program_version: str
    owner: str
    up: str
    """What comes before the address of a report: the way from this page to the folder of all."""
    home: str
    conditions: str
    pages: tuple[tuple[str, str], ...]
    groups: tuple[tuple[Group, str], ...]
    """The groups inside, with the addresses of their pages."""
    group: Group | None = None
    """The group that the page is about; `None` for all units."""
    crumbs: tuple[tuple[str, str], ...] = ()
    broken: tuple[Broken, ...] = ()
    """Profiles that cannot be read at present; what is counted of some of them is their last report."""


class Units(NamedTuple):
    """The units of a page in the order of its table, what is counted of them, and the voice that tells it."""

    rows: tuple[UnitRow, ...]
    frame: Frame
    w: Wording
    gates: Mapping[str, Criterion]
    """All gates by their ids, in the order of the letters of a row."""
    movements: Mapping[str, str]
    """How each unit has moved (`tally.movement`), by the name of its files."""
    missing: tuple[tally.Missing, ...]
    helping: tuple[tally.Helping, ...]

    @property
    def model(self) -> Model:
        """The model of all units."""
        return self.frame.model

    @property
    def stages(self) -> int:
        """How many stages each axis has."""
        return len(self.model.axes[0].stages)

    @property
    def holding(self) -> Sequence[tally.Missing]:
        """The gates that hold units back at their next step, or may do so."""
        return [one for one in self.missing if one.next]

    @property
    def moves(self) -> list[str]:
        """How they have moved, one word for each unit."""
        return list(self.movements.values())

    def moved(self, row: UnitRow) -> str:
        """``up``, ``down`` or ``both``; empty where a unit has not moved or nothing can be said."""
        found = self.movements[row.name]
        return found if found in tally.MOVED else ""

    def href(self, row: UnitRow) -> str:
        """The address of a unit's report, seen from the page."""
        return row.address(self.w.language, self.frame.up)


def units_of(rows: Sequence[UnitRow], frame: Frame, w: Wording) -> Units:
    """The units of a page, at least one, with what several of its parts tell."""
    gates, units = {gate.id: gate for gate in gates_of(frame.model)}, ordered(rows)
    return Units(
        rows=units,
        frame=frame,
        w=w,
        gates=gates,
        movements={row.name: tally.movement(row, frame.model.version) for row in units},
        missing=tally.missing(units, list(gates)),
        helping=tally.helping(units),
    )


def ordered(rows: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    """Units as they stand in tables: who is not as far first, then who is farther off the line, then by name."""
    return tuple(sorted(rows, key=lambda row: (sum(row.low), -row.distance, row.label.casefold(), row.name)))


def owner_of(rows: Sequence[UnitRow], w: Wording) -> str:
    """Whose units these are: the company that all belong to; else just several companies."""
    companies = {row.company.name for row in rows}
    if len(companies) == 1:
        return companies.pop()
    return w.say("portfolio.title")

"""What is shown of a plan, ready to print."""

from collections.abc import Mapping
from typing import NamedTuple

from lmmm_report.report.pictures.chart import Chart
from lmmm_report.report.pictures.spans import Span
from lmmm_report.report.views.ahead import AheadView, Weighed
from lmmm_report.report.views.said import SaidItem
from lmmm_report.report.words.facts import Named


class ChangeView(NamedTuple):
    """One fact that carrying out a measure changes, with its place in spoken words."""

    around: str
    key: str
    value: str
    before: str
    assumed: bool

    @property
    def name(self) -> str:
        """What it is called as a whole."""
        return Named(self.around, self.key).whole


class MeasureView(NamedTuple):
    """One measure of the plan."""

    id: str
    number: int
    title: str
    what: str
    why: str
    first_step: str
    done_when: str
    bridge: str
    owner: str
    person: str
    """Who has the owner's role, by name; empty where names are not asked for, or the profile has none."""
    helpers: str
    effort: str
    range: str
    """Expected days with both ends, in short."""
    span: Span
    """The same as a bar on the scale of all measures of the plan."""
    closes: tuple[str, ...]
    clarify: tuple[str, ...]
    """Ids of those among them of which nobody knows yet whether they hold."""
    prepares: tuple[str, ...]
    """Ids of what later measures need and it does not close anyhow."""
    after: tuple[str, ...]
    quick_win: bool
    also: tuple[tuple[str, str], ...]
    """What it asks for beyond its effort: the kind, and what falls due when."""
    dates: str
    late_end: str
    """When it ends with high efforts, where that is later."""
    slack: str
    """By how many weeks it can begin later; empty without a schedule, and where it cannot."""
    critical: bool
    state: str
    """What the profile notes of it, in words."""
    changes: tuple[ChangeView, ...]
    rungs: tuple[tuple[str, str, str], ...]
    """The gates that it closes: id, short name and outcome today."""
    needs: str
    """Which measures of the plan have to come before, by their numbers; empty where none has."""
    note: str
    """What the profile notes of its progress, in the company's words."""
    decided: tuple[SaidItem, ...]
    """What the company has decided of it."""
    noted: bool
    """Whether the company's notes point to it."""
    days: str
    """First and last day, in short."""
    ends: str
    """Last day; empty without dates."""
    strip: tuple[float, float] | None
    """Where its bar begins and how wide it is, in percent of the plan's time; `None` without dates."""
    conditional: bool
    """Whether it is needed only if an open question is answered with no."""
    reasons: tuple[str, ...]
    """What it eases, on what it hangs, and what is to be said of its size."""


class PlanStepView(NamedTuple):
    """One step of the path with its measures."""

    number: int
    title: str
    axis: str
    cell: str
    effort: str
    tally: str
    measures: tuple[MeasureView, ...]
    earlier: str
    """Said where measures of earlier steps have closed something, and of what is left out for a limit."""
    cautions: tuple[tuple[str, tuple[Weighed, ...], str], ...]
    """Text, reasons and sources."""


class ProgressView(NamedTuple):
    """A note on a measure, held against the facts."""

    id: str
    title: str
    state: str
    agrees: bool
    text: str
    line: int
    note: str


class FragileView(NamedTuple):
    """A fact that the cell rests on."""

    name: str
    line: int
    proven: str
    cell: str
    criteria: tuple[str, ...]


class NearView(NamedTuple):
    """A gate that one fact would close."""

    id: str
    title: str
    name: str
    value: str
    line: int


class LimitView(NamedTuple):
    """What a plan within a limit gives, and what it leaves out."""

    given: str
    had: str
    """Cell and conditions of the next stages."""
    rule: str
    left: str
    """How much is left out; empty where nothing is."""
    left_out: tuple[tuple[str, str, str], ...]
    """Id, title and expected effort of the measures of the whole plan that are left out."""

    @property
    def whole(self) -> str:
        """What it gives and leaves out, in a row."""
        return " ".join(filter(None, (self.given, self.had, self.left)))


class PlanView(NamedTuple):
    """The whole plan."""

    head: str
    """Where it leads, or on what its length hangs; empty where nothing is planned."""
    tally: str
    together: str
    """What its measures take together."""
    effort: str
    effort_note: str
    confirmed: str
    limit: LimitView | None
    """Only of a plan within a limit."""
    rule: str
    checked: str
    short: str
    """That it does not reach the target, and because of what; empty where it does."""
    assumptions: str
    steps: tuple[PlanStepView, ...]
    quick_wins: tuple[tuple[str, str, str], ...]
    """Id, title and expected effort."""
    loads: tuple[tuple[str, str, str], ...]
    """Role, number of measures, effort."""
    dates: str
    """Begin, end and capacity in a sentence; empty without a schedule."""
    late: str
    """How the end compares with the target date, with likely and with high efforts."""
    total_rule: str
    """How the totals are made."""
    done: str
    """Said where measures under way have begun before the plan."""
    chain: tuple[tuple[str, str], ...]
    """Critical path: ids and titles."""
    quarters: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """Quarter, likely person-days, ids and titles of the measures that end in it."""
    chart: Chart | None
    chart_title: str
    progress: tuple[ProgressView, ...]
    fragile: tuple[FragileView, ...]
    fragile_note: str
    fragile_head: str
    """The same without which are shown; empty where there is none."""
    near: tuple[NearView, ...]
    measure_of: Mapping[str, str]
    """The measure of the plan that closes a gate, by the gate's id."""
    ahead: AheadView
    """What to find out, what is due, what stands in the way."""
    relief: tuple[MeasureView, ...]
    """What no gate on the way needs and is worth doing."""
    claims: tuple[str, ...]
    """What is asserted of the plan as a whole."""

    @property
    def ending(self) -> str:
        """What a plan within a limit gives, and that a plan does not reach its target; empty where it does."""
        return " ".join(filter(None, (self.limit.whole if self.limit else "", self.short)))

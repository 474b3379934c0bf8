"""The plan: the cheapest set of measures that reaches the target, in order, with effort and dates."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import NO_TOTAL, Effort, Measure, SizeClass, Text, Total
from lmmm_report.domain.model import Model, Rephrasing, rephrased
from lmmm_report.domain.profile import Declaration, MeasureState, Place, Progress
from lmmm_report.domain.statements import Decision, Hurt


class Obstacle(str, Enum):
    """What keeps a measure from being recommended."""

    DECISION = "decision"
    """The company has ruled out or put off what it takes."""
    DECLARATION = "declaration"
    """The company has declared a criterion waived or not applicable."""
    SIZE = "size"
    """A company of this size does not bear it."""
    FACTS = "facts"
    """Carried out on what the company states, it would not do what it promises."""


class Barrier(NamedTuple):
    """What stands in the way, and of which gates."""

    obstacle: Obstacle
    measure: str = ""
    """Id of the measure that is not recommended for it; empty for a gate that the company has set aside."""
    decision: Decision | None = None
    declaration: Declaration | None = None
    place: Place | None = None
    """Where it is stated; `None` where it follows from the company's size."""
    gates: tuple[str, ...] = ()
    """Ids of the gates on the way that stay shut for it."""


class Fitting(NamedTuple):
    """The measures of the model as they fit one company."""

    measures: tuple[Measure, ...]
    """All of them, each in the variant that fits."""
    admitted: tuple[Measure, ...]
    """What may be recommended, each with those criteria only that it meets here."""
    barred: Mapping[str, Barrier]
    """By id of a measure why it is not recommended: for its own sake, or for that of what it needs before."""
    shut: Mapping[str, Barrier]
    """By id of a criterion that is open and that no measure to be recommended can meet, why."""
    asked: tuple[str, ...] = ()
    """Those of them that are unknown and shut for their own sake: an answer may still open what they shut."""
    rephrasings: tuple[Rephrasing, ...] = ()
    """The situations that the company is in, with what is said in them instead of what."""
    unsure: frozenset[str] = frozenset()
    """The roles of which nobody knows whether anyone has them."""

    def said(self, text: Text) -> Text:
        """A text of the model as it speaks to the company."""
        return rephrased(text, self.rephrasings)

    def role_name(self, role: str, model: Model) -> Text:
        """What a role is called here: of one of which nothing is known it is not said that anybody has it."""
        return model.fallbacks[role].called if role in self.unsure else model.owners[role]

    def may_open(self, criteria: Collection[str]) -> bool:
        """Whether all that is shut of these criteria would be open if the answers on `asked` were yes."""
        causes = {self.shut[criterion] for criterion in self.asked}
        shut = [criterion for criterion in criteria if criterion in self.shut]
        return bool(shut) and all(criterion in self.asked or self.shut[criterion] in causes for criterion in shut)

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id as it fits; `KeyError` if there is none."""
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)


class Slot(NamedTuple):
    """When a measure is carried out: from the first day to the last, both included.

    ``week`` and ``weeks`` count from the plan's start: of a measure under way what is left of it.
    """

    week: int
    weeks: int
    first_day: date
    """Of a measure under way the day on which it has begun, be it before the plan's start."""
    last_day: date
    slack: int
    """By how many weeks it can begin later while the plan ends on the same day."""
    late_last_day: date
    """The last day if all measures take their high efforts, and never before ``last_day``."""
    late_weeks: int
    """The weeks from its ``week`` to that day."""
    begun: bool
    done: Fraction
    """The likely person-days that lie before the plan's start."""

    @property
    def critical(self) -> bool:
        """Whether it cannot begin later without the plan ending later."""
        return self.slack == 0


class Eased(NamedTuple):
    """A problem of the company that a measure eases, or that something eases which needs the measure before."""

    hurt: Hurt
    why: Text
    by: str
    """Id of the measure that eases it."""


class PlannedMeasure(NamedTuple):
    """One measure of the plan."""

    number: int
    measure: Measure
    effort: Effort
    closes: tuple[str, ...]
    """Ids of the open gates on the way that it closes."""
    prepares: tuple[str, ...]
    """Ids of the criteria that later measures need to be met before."""
    quick_win: bool
    """Whether it closes a gate with little effort and can begin today."""
    changes: tuple[Change, ...]
    slot: Slot | None = None
    owner: str = ""
    """The role that answers for it and is filled; empty where somebody has yet to be named."""
    helpers: tuple[str, ...] = ()
    if_no: tuple[str, ...] = ()
    """Ids of the open criteria it hangs on: it is needed only if one of them turns out not to be met."""
    eases: tuple[Eased, ...] = ()
    decided: Decision | None = None
    """The company's decision to do it, where there is one: what is left is to carry it out."""
    occasion: Text | None = None
    """Why it is worth doing now, where no gate on the way and no problem is the reason."""
    meets: tuple[str, ...] = ()
    """Ids of gates that it meets on a way that only an answer can open."""
    beyond_size: bool = False
    """Whether a company of this size seldom bears it; it is here because the company wants to go there."""
    made: tuple[tuple[str, int], ...] = ()
    """The roles taking part that an earlier measure of the plan brings about, each with the number of this measure."""


class PlanStep(NamedTuple):
    """The measures of one step of the path, and where the company stands when they are carried out."""

    number: int
    measures: tuple[PlannedMeasure, ...]
    effort: Total
    cell: tuple[int, int]
    open: tuple[str, ...]
    """Ids of its gates that stay open: left out for a limit."""
    coordinates: tuple[Fraction, Fraction]
    """Proven coordinates after the step; a measure that serves both axes can run ahead on the other."""


class PlanQuestion(NamedTuple):
    """Something to find out before a measure is begun that may not be needed."""

    criterion: str
    whom: tuple[str, ...]
    """Roles that can answer, those first that have not been heard."""
    step: int
    """Number of the step that it is about; 0 where it is about the stage after the target."""
    lifts: bool
    """Whether the answer can lift the company's cell."""
    saves: tuple[str, ...]
    """Ids of the planned measures that are not needed if the answer is yes."""
    opens: bool = False
    """Whether a way leads on only if the answer is yes, as what would help otherwise is ruled out."""


class Upkeep(NamedTuple):
    """An occasion that the present cell rests on and that is due, or will be soon."""

    path: str
    place: Place
    criteria: tuple[str, ...]
    due: date
    """The day on which it would be due by its rhythm."""
    next_on: date | None
    """The day for which it is planned, where one is stated."""


class Outlook(NamedTuple):
    """The whole way beyond the target, as far as the company's decisions leave it open: a view, no plan."""

    cell: tuple[int, int]
    measures: int
    effort: Total
    barriers: tuple[Barrier, ...]


class FirstKind(str, Enum):
    """With what a plan begins."""

    QUESTION = "question"
    UPKEEP = "upkeep"
    MEASURE = "measure"
    NOTHING = "nothing"


class First(NamedTuple):
    """With what the plan begins, and the first measure that is right whatever the answers are."""

    kind: FirstKind
    measure: str = ""
    """Empty where none is needed for certain."""


class Load(NamedTuple):
    """What one role is responsible for."""

    owner: str
    """Empty where somebody has yet to be named."""
    measures: int
    effort: Total


class Quarter(NamedTuple):
    """What a quarter of a calendar year asks for; ``days`` are likely person-days."""

    year: int
    quarter: int
    days: Fraction
    ends: tuple[str, ...]
    """Ids of the measures that end in it."""


class Punctuality(str, Enum):
    """How the end of a plan compares with the day by which the target is wanted."""

    IN_TIME = "in_time"
    """Even with all efforts high."""
    AT_LIKELY_EFFORT = "in_time_at_likely_effort"
    """With high efforts it ends later."""
    LATE = "late"


class Deadline(NamedTuple):
    """The day by which the target is wanted, against the end of the plan."""

    by: date
    place: Place
    """Where the profile states it."""
    outcome: Punctuality
    weeks: int
    """How many weeks, begun ones counted, the plan ends after it; 0 where it does not."""
    weeks_at_worst: int
    """The same with all efforts high."""


class Schedule(NamedTuple):
    """The plan in time: weeks from ``start``, never more than ``capacity`` person-days a month."""

    start: date
    capacity: int | Fraction
    end: date
    weeks: int
    early_end: date
    """The end if all measures take their low efforts, never after ``end``."""
    late_end: date
    """The end if all measures take their high efforts, never before ``end``."""
    late_weeks: int
    done: Fraction
    """Likely person-days of measures under way that lie before the start and take no capacity."""
    deadline: Deadline | None
    """`None` where no day is stated, and where the plan does not reach the target."""
    quarters: tuple[Quarter, ...]
    chain: tuple[str, ...]
    """The critical path: ids of the measures without slack, as they begin."""


class Limit(NamedTuple):
    """What a plan may take at most."""

    days: int | None = None
    """Likely person-days."""
    until: date | None = None
    """The last day of it."""


NO_LIMIT = Limit()


class Limited(NamedTuple):
    """What is had within a limit, and what is left out for it."""

    limit: Limit
    days: int
    """The likely person-days it takes, those before the plan's start not counted."""
    cell: tuple[int, int]
    """The highest cell that can be had."""
    following: tuple[str, ...]
    """Ids of the open gates of the next stages."""
    met: tuple[str, ...]
    """Those among them that are met when it is carried out."""
    open: tuple[str, ...]
    """Ids of the gates on the way to the target that stay open."""
    left_out: tuple[PlannedMeasure, ...]
    """The measures of the plan without a limit that it does not have."""
    exact: bool
    """Whether no better plan within the limit can exist; else so many alternatives were left that it is not known."""


class Plan(NamedTuple):
    """The whole way to the target."""

    size: SizeClass
    size_stated: bool
    """Whether the profile states the number of employees; else the middle class is assumed."""
    steps: tuple[PlanStep, ...]
    effort: Total
    dearer: int
    """By how many likely person-days it may at most be dearer than the cheapest plan; 0: it is the cheapest."""
    effort_if_confirmed: Total
    """If all open questions on the way turned out to be met: what would then be left."""
    loads: tuple[Load, ...]
    cell: tuple[int, int]
    """The proven cell when all is carried out, as assessed again."""
    reached: bool
    """Whether that cell reaches the target; the loader's checks and the tests of the model promise it."""
    schedule: Schedule | None
    limited: Limited | None = None
    """Told of a plan that may take no more than a limit."""
    questions: tuple[PlanQuestion, ...] = ()
    """What to find out first, the weightiest first."""
    relief: tuple[PlannedMeasure, ...] = ()
    """What eases what hurts, or is worth doing now, and closes no gate on the way. It is not part of the effort."""
    relief_effort: Total = NO_TOTAL
    upkeep: tuple[Upkeep, ...] = ()
    outlook: Outlook | None = None
    first: First = First(FirstKind.NOTHING)

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """All measures in the order in which they are begun."""
        return tuple(measure for step in self.steps for measure in step.measures)

    @property
    def quick_wins(self) -> tuple[PlannedMeasure, ...]:
        """Measures of little effort that close a gate."""
        return tuple(measure for measure in self.measures if measure.quick_win)


class ProgressFinding(NamedTuple):
    """A note held against the facts."""

    progress: Progress
    measure: Measure
    met: tuple[str, ...]
    """Ids of the measure's criteria that the facts meet."""
    open: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether note and facts say the same: done and all met, or not done and something open."""
        return (self.progress.state is MeasureState.DONE) == (not self.open)

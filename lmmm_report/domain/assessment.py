"""The result: everything a report may know about one profile at one date."""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.model import (
    Axis,
    Case,
    Caution,
    Cell,
    Contradiction,
    Criterion,
    Derivation,
    Model,
    Remark,
    Stage,
    Text,
)
from lmmm_report.domain.numbers import Numbers
from lmmm_report.domain.plan import Barrier, Fitting, Plan, ProgressFinding
from lmmm_report.domain.profile import Declaration, Evidence, Place, Profile, Withheld
from lmmm_report.domain.sensitivity import Sensitivity
from lmmm_report.domain.sentence import SILENT, Spoken
from lmmm_report.domain.statements import Participant


class Outcome(str, Enum):
    """The verdict on one criterion. Closed: there is no fifth."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Side(str, Enum):
    """Where a cell lies with regard to the ideal line."""

    ON = "on"
    ABOVE = "above"
    BELOW = "below"


class Fact(NamedTuple):
    """One statement that was read, or wanted and not found.

    ``path`` names list items by their own id where they have one (``terminology.terms[mql].definition``). ``value``
    is ``None`` for a fact that is not stated; of lists of statements only ``entries``, their number, is kept, and of a
    group that there is none (``none``). ``age_days`` counts back from the assessment date. ``place`` of a missing fact
    is where it belongs.
    """

    path: str
    place: Place
    stated: bool
    value: str | int | float | bool | tuple[str | int | float | bool, ...] | None = None
    entries: int | None = None
    age_days: int | None = None
    evidence: tuple[Evidence, ...] = ()
    unsaid: bool = False
    """Whether nobody said so: it holds of what is there where nothing else is stated."""


class Hearsay(NamedTuple):
    """What a verdict would be on words that do not count."""

    outcome: Outcome
    basis: str
    """``heard`` or ``assumed``: the weakest that it takes."""


class Finding(NamedTuple):
    """One criterion applied to one profile: ``observed`` by the facts alone, ``outcome`` with a declaration."""

    criterion: Criterion
    outcome: Outcome
    observed: Outcome
    facts: tuple[Fact, ...]
    missing: tuple[Fact, ...]
    declaration: Declaration | None = None
    basis: str = ""
    """The weakest word that the best sufficient set of facts stands on; empty where the verdict is unknown."""
    hearsay: Hearsay | None = None
    """Where it is unknown: what it would be if what is only heard or assumed counted."""
    derivation: Derivation | None = None
    """What decided, where the criterion's own condition did not."""
    case: Case | None = None
    """Which of its cases."""

    @property
    def ask(self) -> Text:
        """The question that is open: where certain fields alone are missing, the one that asks for these."""
        return self.ask_for(self.missing)

    def ask_for(self, facts: Sequence[Fact]) -> Text:
        """The question for these of the missing facts; of a list and fields of its entries, the fields are meant."""
        ask, paths = self.criterion.ask, [fact.path for fact in facts]
        meant = [path for path in paths if not any(other.startswith(f"{path}[") for other in paths)]
        asks = [self.criterion.ask_only.get(path.rpartition(".")[2], ask) for path in meant]
        return asks[0] if asks and all(one == asks[0] for one in asks) else ask

    @property
    def waived(self) -> bool:
        """Whether the company has accepted that the criterion is not met."""
        return self.declaration is not None and self.declaration.state == "waived"


class Interval(NamedTuple):
    """From "all unknown are not met" to "all unknown are met"; both ends included."""

    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        """Length of the interval; 0 where nothing is unknown."""
        return self.high - self.low


class StageResult(NamedTuple):
    """The gates of one stage. ``reached`` is ``None`` where the unknown facts decide."""

    stage: Stage
    gates: tuple[Finding, ...]
    signs: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    reached: bool | None

    def number_of(self, outcome: Outcome) -> int:
        """Number of gates with this outcome."""
        return sum(1 for finding in self.gates if finding.outcome is outcome)


class HeldBack(NamedTuple):
    """All gates of a higher stage are met, and few of the stages below are not."""

    stage: Stage
    """The highest stage of which all gates are met."""
    missing: tuple[Finding, ...]
    """The gates below it that are not met for certain: one or two."""


class Certainty(NamedTuple):
    """On what the gates stand, and what does not count."""

    gates: int
    """Gates that apply."""
    answered: int
    by_basis: Mapping[str, int]
    """How many of the answered gates stand on each basis, from the strongest to the weakest."""
    heard: tuple[Withheld, ...]
    assumed: tuple[Withheld, ...]
    voice: Participant | None = None
    """Who has said everything that the answered gates stand on, where one person has; without a role where none is
    known."""


class AxisResult(NamedTuple):
    """One axis: stage by stage, the stage reached (proven and possible), the coordinate."""

    axis: Axis
    stages: tuple[StageResult, ...]
    proven: int
    possible: int
    coordinate: Interval
    held_back: HeldBack | None = None
    """Set where one or two gates of lower stages keep the axis from a stage that holds."""

    @property
    def firm(self) -> bool:
        """Whether the unknown facts leave the stage as it is."""
        return self.proven == self.possible

    @property
    def stage(self) -> StageResult:
        """The stage that is proven."""
        return self.stages[self.proven - 1]


class Position(NamedTuple):
    """A cell with regard to the ideal line; ``distance`` in stages."""

    side: Side
    distance: int


class Step(NamedTuple):
    """One stage of one axis on the path, with the gates that are still open, in the order to work on them."""

    number: int
    axis: Axis
    stage: Stage
    open: tuple[Finding, ...]
    cell: tuple[int, int]
    """The cell after this step."""
    cautions: tuple[Caution, ...]


class Aim(str, Enum):
    """Why a cell is the target."""

    STATED = "stated"
    """The company names it."""
    LAGGING = "lagging"
    """The axis that lags behind takes its next stage."""
    LINE = "line"
    """On the ideal line both axes take their next stage."""
    HOLD = "hold"
    """One stage below the top of the line the question is whether to go on at all."""
    KEEP = "keep"
    """There is no higher stage."""


class Gap(NamedTuple):
    """The way from the proven cell to the target, as far as it can be gone."""

    target: tuple[int, int]
    aim: Aim
    steps: tuple[Step, ...]
    attainable: tuple[int, int]
    """The highest cell on the way to the target that the company's decisions leave open."""
    barriers: tuple[Barrier, ...] = ()
    """What stands between that cell and the target."""
    cautions: tuple[Caution, ...] = ()
    """Reasons against going on, where that is the question."""

    @property
    def stated(self) -> bool:
        """Whether the profile names the target."""
        return self.aim is Aim.STATED

    @property
    def open(self) -> tuple[Finding, ...]:
        """All gates between here and the target that are not met or unknown."""
        return tuple(finding for step in self.steps for finding in step.open)


class ContradictionFinding(NamedTuple):
    """Facts that clash, with their places."""

    contradiction: Contradiction
    facts: tuple[Fact, ...]


class Question(NamedTuple):
    """Facts that are not stated and together would decide something: all that wait for the same findings.

    ``narrowing`` is by how much, in stages and on average over both answers, the answer would shorten the two
    coordinate intervals; ``cells`` by how many the possible cells would become fewer.
    """

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    narrowing: Fraction
    cells: Fraction


class AreaResult(NamedTuple):
    """One area: how many gates and pieces of advice are known, and how much recommended practice is met."""

    area: str
    findings: tuple[Finding, ...]
    known: int
    total: int

    def advice(self, outcome: Outcome) -> int:
        """Number of advisory criteria with this outcome."""
        return sum(1 for f in self.findings if f.criterion.kind.value == "advice" and f.outcome is outcome)


class Assessment(NamedTuple):
    """The complete result of one profile at one date."""

    profile: Profile
    model: Model
    findings: tuple[Finding, ...]
    axes: tuple[AxisResult, AxisResult]
    cell: Cell
    """The proven cell: all unknown facts counted as not met."""
    highest: Cell
    """The highest cell that the unknown facts allow; equal to ``cell`` where the result is firm."""
    undeclared: Cell
    """The proven cell if no criterion had been declared not applicable."""
    position: Position
    positions: tuple[Position, ...]
    """Every position that the possible cells have, the proven one first."""
    gap: Gap
    fitting: Fitting
    """The measures as they fit this company, and which of them it has ruled out."""
    plan: Plan
    progress: tuple[ProgressFinding, ...]
    """What the profile notes of its measures, held against the facts."""
    sensitivity: Sensitivity
    certainty: Certainty
    contradictions: tuple[ContradictionFinding, ...]
    questions: tuple[Question, ...]
    areas: tuple[AreaResult, ...]
    remarks: tuple[Remark, ...]
    told: Mapping[str, bool | None]
    """Of each fact that the model names for its claims whether it is so; ``None`` where nobody knows."""
    numbers: Numbers | None = None
    """What follows from the numbers that the profile states; ``None`` where it states none. No stage rests on it."""
    bridge: tuple[Finding, ...] = ()
    """What the model shows together of the interface; empty where it is out of reach, and nobody has to know it yet."""
    spoken: Spoken = SILENT
    """What the findings bear out of the model's sentences."""

    @property
    def clashes(self) -> int:
        """How many contradictions there are, in the facts and in the numbers."""
        return len(self.contradictions) + (len(self.numbers.disagreements) if self.numbers else 0)

    @property
    def firm(self) -> bool:
        """Whether the cell is the same whatever the unknown facts are."""
        return self.cell.stages == self.highest.stages

    @property
    def declared(self) -> tuple[Finding, ...]:
        """Findings with a declaration, in the model's order."""
        return tuple(f for f in self.findings if f.declaration is not None)

    @property
    def by_id(self) -> Mapping[str, Finding]:
        """Findings by the id of their criterion."""
        return {f.criterion.id: f for f in self.findings}

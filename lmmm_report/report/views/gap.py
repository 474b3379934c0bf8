"""What is missing up to the target: both axes on one scale, and two ladders whose open rungs are the list of gates."""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, AxisResult, Finding, Outcome, StageResult
from lmmm_report.report.pictures.ground import in_order
from lmmm_report.report.views.ahead import blocked_words, is_blocked
from lmmm_report.report.views.glance import above_words, gap_words, open_to_target
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.wording import Claiming, Wording

_FROM_ABOVE = [outcome.value for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET)]


class GateRow(NamedTuple):
    """One gate of a ladder."""

    id: str
    name: str
    outcome: str
    said: str
    """The outcome in a word."""
    measure: tuple[str, int] | None
    """Id and number of the measure of the plan that closes it."""


class LadderStage(NamedTuple):
    """One stage of a ladder."""

    id: str
    number: int
    name: str
    state: str
    """``start``, ``reached``, ``open`` or ``unsettled``."""
    tally: str
    gates: tuple[GateRow, ...]
    """Along the way: what is met first."""
    rail: tuple[GateRow, ...]
    """The same seen from above, as a ladder is climbed from below."""
    listed: bool
    """Whether it is open: its gates are what is missing next."""
    ahead: bool
    """Whether it is not reached and a gate of it is missing for certain: answers count such gates."""
    now: str
    """Said at the stage where the company stands, or may stand at most; empty elsewhere."""
    target: bool

    @property
    def unsettled(self) -> bool:
        """Whether it is reached if what is not known holds."""
        return self.state == "unsettled" and any(gate.outcome == Outcome.UNKNOWN.value for gate in self.gates)


class Ladder(NamedTuple):
    """One axis: its stages from the lowest to the highest."""

    id: str
    name: str
    here: str
    """Where the company stands, between what is reached and what is not."""
    stages: tuple[LadderStage, ...]


class GapView(NamedTuple):
    """The gap in a sentence, and both ladders."""

    headline: str
    ladders: tuple[Ladder, ...]
    unknown: bool
    """Whether a rung has no answer yet."""
    claims: tuple[str, ...]
    """What headline and places of the company assert, in the form of the model's sentences."""


def gap_view_of(a: Assessment, w: Wording) -> GapView:
    """The gap of one assessment in one language."""
    numbers = {c: (m.measure.id, m.number) for m in a.plan.measures for c in m.closes}
    voice = Claiming(w, CLAIMS)
    return GapView(
        headline=_headline(a, voice),
        ladders=tuple(_ladder(a, index, numbers, voice) for index in range(len(a.axes))),
        unknown=any(f.outcome is Outcome.UNKNOWN for axis in a.axes for stage in axis.stages for f in stage.gates),
        claims=voice.claimed(),
    )


def _headline(a: Assessment, w: Wording) -> str:
    gates = open_to_target(a)
    if gates:
        said = gap_words(gates, a, w)
        return f"{said} {blocked_words(a, w)}" if is_blocked(a) else said
    if a.gap.aim is Aim.HOLD:
        return above_words(a, w)
    return w.say("gap.top" if a.gap.aim is Aim.KEEP else "gap.reached")


def _ladder(a: Assessment, index: int, numbers: dict[str, tuple[str, int]], w: Wording) -> Ladder:
    axis = a.axes[index]
    wanted = axis.proven + 1 if a.gap.aim is Aim.HOLD else a.gap.target[index]
    stages = tuple(_stage(stage, axis, (a.gap.target[index], wanted), numbers, w) for stage in axis.stages)
    key = "gap.here" if axis.firm else "gap.here.least"
    return Ladder(
        id=axis.axis.id,
        name=w.of(axis.axis.name),
        here=w.say(key, number=axis.proven, stage=w.of(axis.stage.stage.name), axis=axis.axis.id),
        stages=stages,
    )


def _stage(
    result: StageResult, axis: AxisResult, wanted: tuple[int, int], numbers: dict[str, tuple[str, int]], w: Wording
) -> LadderStage:
    """``wanted``: the target's stage, and up to which stage gates are listed."""
    number = result.stage.number
    state = {True: "reached", False: "open", None: "unsettled"}[result.reached]
    gates = in_order(result.gates)
    rows = tuple(_row(f, numbers, w) for f in gates) if number > 1 else ()
    return LadderStage(
        id=f"{axis.axis.id}-{number}",
        number=number,
        name=w.of(result.stage.name),
        state="start" if number == 1 else state,
        tally=_tally(gates, w),
        gates=rows,
        rail=tuple(sorted(rows, key=lambda row: _FROM_ABOVE.index(row.outcome))),
        listed=_is_listed(number, axis, wanted[1]),
        ahead=number > axis.proven and any(f.outcome is Outcome.NOT_MET for f in gates),
        now=_now(number, axis, w),
        target=number == wanted[0],
    )


def _is_listed(number: int, axis: AxisResult, wanted: int) -> bool:
    """What is missing or may be missing up to the target, and what open answers decide first."""
    if number == axis.proven + 1:
        return number <= max(axis.possible, wanted)
    return axis.proven < number <= min(axis.possible, wanted)


def _now(number: int, axis: AxisResult, w: Wording) -> str:
    if number == axis.proven:
        return w.say("ground.now" if axis.firm else "ground.least")
    return w.say("ground.most") if number == axis.possible else ""


def _tally(gates: Sequence[Finding], w: Wording) -> str:
    if not gates:
        return ""
    unknown = sum(f.outcome is Outcome.UNKNOWN for f in gates)
    met = sum(f.outcome is Outcome.MET for f in gates)
    return w.say("gap.tally.unknown" if unknown else "gap.tally", met=met, count=len(gates), unknown=unknown)


def _row(finding: Finding, numbers: dict[str, tuple[str, int]], w: Wording) -> GateRow:
    criterion = finding.criterion
    return GateRow(
        id=criterion.id,
        name=w.of(criterion.short),
        outcome=finding.outcome.value,
        said=w.say(f"rung.{finding.outcome.value}"),
        measure=numbers.get(criterion.id),
    )

"""Whether results hold what is demanded of them: a stage of an axis, or what they were at a base revision."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.comparison import ChangeKind, Comparison, Move, Standing
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.profile import labelled
from lmmm_report.load.files import profile_files
from lmmm_report.load.revisions.named import shown
from lmmm_report.load.revisions.repository import HEAD, Repository
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.sides import Side, Sides, standing_now, stored_profiles
from lmmm_report.messages import Message, Told, listing, say
from lmmm_report.problems import Problem, UserError


class Verdict(NamedTuple):
    """One unit: what it is today, and what is wrong with that."""

    file: str
    standing: Standing | None
    """`None` where the profile cannot be read, or is gone."""
    problems: tuple[Problem, ...]
    whose: str = ""
    """Whom it was about, of a profile that is gone."""
    gone: bool = False

    @property
    def title(self) -> str:
        """Whom it is about."""
        one = self.standing
        return self.whose if one is None else labelled(one.company, one.unit)

    @property
    def passed(self) -> bool:
        """Whether nothing stands against it."""
        return all(problem.severity != "error" for problem in self.problems)


class Demand(NamedTuple):
    """What is demanded of every unit."""

    stages: tuple[tuple[str, str], ...] = ()
    """Axis and stage by their ids."""
    base: str = ""
    """The revision that no unit may fall below; empty for none."""
    strict: bool = False
    """A condition that is lost counts, even if no stage is."""
    gone: tuple[str, ...] = ()
    """Units that are stated to be gone, by file, company or unit."""


def gate(paths: Sequence[Path], demand: Demand, reader: ProfileReader) -> tuple[Verdict, ...]:
    """The verdict on each profile in ``paths``, and on each that was there at the base and is gone; failures first.

    Raises `UserError` where the base cannot be read at all.
    """
    sides = Sides(reader)
    bases = _bases(paths, demand.base) if demand.base else {}
    verdicts: list[Verdict] = []
    used: set[str] = set()
    for file in profile_files(paths):
        try:
            assessment = assess(reader.read(file), reader.model)
        except UserError as error:
            verdicts.append(Verdict(str(file), None, error.problems))
            used.add(_key(file))
            continue
        standing = standing_now(assessment)
        problems = [*below(assessment, demand.stages)]
        before = _counterpart(file, standing, bases, sides)
        if before is not None:
            used.add(before)
            problems += _against(bases[before], assessment, standing, sides, demand)
        verdicts.append(Verdict(str(file), standing, tuple(problems)))
    gone = [side for key, side in bases.items() if key not in used and not Path(key).exists()]
    verdicts += _stated_gone([_gone(side, demand.base, sides) for side in gone], demand.gone)
    return tuple(sorted(verdicts, key=lambda one: one.passed))


def _stated_gone(verdicts: Sequence[Verdict], stated: Iterable[str]) -> tuple[Verdict, ...]:
    """Those that are gone, with nothing against those that are stated to be; `UserError` for what is not gone."""
    fine: set[str] = set()
    problems = []
    for name in dict.fromkeys(stated):
        meant = [one.file for one in verdicts if name.casefold() in _called(one)]
        if len(meant) == 1:
            fine.update(meant)
            continue
        key = "gate.not_gone" if not meant else "gate.which_gone"
        hint = say("gate.not_gone_cure" if not meant else "gate.which_gone_cure", files=", ".join(meant))
        problems.append(Problem(file=f"--gone {name}", message=say(key), hint=hint, code="gone"))
    if problems:
        raise UserError(problems)
    return tuple(one._replace(problems=()) if one.file in fine else one for one in verdicts)


def _called(verdict: Verdict) -> set[str]:
    """What somebody may call a unit: file, its name, company and unit, or one of them."""
    file = Path(verdict.file)
    names = (verdict.file, file.name, file.stem, verdict.whose, *verdict.whose.split(", "))
    return {name.casefold() for name in names}


def below(assessment: Assessment, stages: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What keeps a company from the stages that are demanded: one problem for each axis, one for each open gate."""
    for axis in assessment.axes:
        for stage in (axis.axis.stage_called(name) for wanted, name in stages if wanted == axis.axis.id):
            if axis.proven >= stage.number:
                continue
            message = say(
                "gate.below",
                axis=Told(axis.axis.name),
                reached=Told(axis.axis.stage(axis.proven).name),
                required=Told(stage.name),
            )
            yield Problem(file=assessment.profile.file, message=message, line=1, column=1, code="below-required")
            for result in axis.stages[: stage.number]:
                for finding in result.gates:
                    if finding.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
                        yield _open(finding, assessment)


def _open(finding: Finding, assessment: Assessment) -> Problem:
    facts = finding.facts or finding.missing
    place = facts[0].place if facts else None
    key = "gate.open" if finding.outcome is Outcome.UNKNOWN else "gate.not_met"
    message = say(
        key,
        criterion=finding.criterion.id,
        title=Told(finding.criterion.ask if key == "gate.open" else finding.criterion.not_met),
        lines=_lines(fact.place.line for fact in (*finding.facts, *finding.missing)),
    )
    return Problem(
        file=assessment.profile.file,
        message=message,
        line=place.line if place else 1,
        column=place.column if place else 1,
        path=facts[0].path if facts else "",
        code=finding.criterion.id,
    )


def _title(criterion: Criterion, outcome: Outcome | None) -> Mapping[str, str]:
    """What a criterion says now; of what is not known, what it is about."""
    titles = {Outcome.MET: criterion.met, Outcome.NOT_MET: criterion.not_met}
    return titles.get(outcome, criterion.short) if outcome else criterion.short


def _lines(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in dict.fromkeys(numbers)) or "1"


def _against(
    before: Side, assessment: Assessment, standing: Standing, sides: Sides, demand: Demand
) -> Iterator[Problem]:
    """How a unit compares with its base."""
    model = sides.reader.model
    try:
        was = sides.standing(before)
    except UserError:
        message = say("gate.broken_base", base=before.name)
        yield Problem(file=assessment.profile.file, message=message, code="base", severity="warning")
        return
    comparison = compare(was, standing, model, followed=True)
    for number in comparison.unproven:
        axis, key = model.axes[number], "fallen" if number in comparison.fallen else "unproven"
        message = say(
            f"gate.{key}",
            axis=Told(axis.name),
            was=Told(axis.stage(was.cell[number]).name),
            now=Told(axis.stage(standing.cell[number]).name),
            base=before.name,
        )
        yield Problem(file=assessment.profile.file, message=message, line=1, column=1, code=key)
    lower = {model.axes[number].id for number in comparison.unproven}
    criteria = {criterion.id: criterion for criterion in model.criteria}
    for move in comparison.dropped:
        criterion = criteria.get(move.criterion)
        if criterion is None:
            continue
        decides = demand.strict or (criterion.kind is Kind.GATE and criterion.axis in lower)
        problem = _lost(move, criterion, comparison, assessment)
        yield problem if decides else problem._replace(severity="warning")


def _lost(move: Move, criterion: Criterion, comparison: Comparison, assessment: Assessment) -> Problem:
    """One condition that was met at the base, with its lines and what was done to them."""
    causes = listing([_cause(comparison, index, move) for index in range(len(move.causes))], "; ")
    reads = [read.line for read in move.reads_after]
    key = "gate.lost" if move.lost else "gate.opened"
    message = say(
        key if move.causes else f"{key}_by_time",
        criterion=move.criterion,
        title=Told(_title(criterion, move.after)),
        base=comparison.before.name,
        lines=_lines(reads),
        **({"causes": causes} if move.causes else {}),
    )
    changed = next((change.after.line for change in move.causes if change.after), None)
    return Problem(
        file=assessment.profile.file,
        message=message,
        line=changed or (reads[0] if reads else 1),
        column=1,
        path=move.causes[0].path if move.causes else "",
        code=move.criterion,
    )


def _cause(comparison: Comparison, index: int, move: Move) -> Message:
    change = move.causes[index]
    if change.kind is ChangeKind.RETRACTED and change.before:
        return say("gate.retracted", path=change.path, base=comparison.before.name, line=change.before.line)
    assert change.after is not None
    return say(f"gate.{change.kind.value}", path=change.path, line=change.after.line)


def _gone(side: Side, base: str, sides: Sides) -> Verdict:
    """A profile that was there at the base and is not any more: else leaving it out would be a way to pass."""
    try:
        was = sides.standing(side)
        whose = labelled(was.company, was.unit)
    except UserError:
        whose = side.name
    file = side.name.partition(":")[2]
    message, hint = say("gate.gone", company=whose, base=base), say("gate.gone_cure", file=file)
    return Verdict(file, None, (Problem(file=file, message=message, hint=hint, code="gone"),), whose, gone=True)


def _key(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - links keep their names


def _bases(paths: Sequence[Path], base: str) -> dict[str, Side]:
    """The profiles at the base by where they would lie today: at the commit from which this state went its way."""
    found: dict[str, Side] = {}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        repository = Repository(folder)
        commit = repository.merge_base(repository.commit(base), repository.commit(HEAD))
        here = repository.path_of(path)
        top = Path(_key(folder))
        depth = repository.prefix.count("/")
        root = top.parents[depth - 1] if depth else top
        for name, entry in stored_profiles(repository, commit, [here]).items():
            found.setdefault(str(root / name), Side(shown(base, name), stored=(repository, entry)))
    return found


def _counterpart(file: Path, standing: Standing, bases: Mapping[str, Side], sides: Sides) -> str | None:
    """Under which path a profile lay at the base: the same, else that about the same company and unit, else renamed."""
    key = _key(file)
    if key in bases:
        return key
    gone = {other: side for other, side in bases.items() if not Path(other).exists()}
    if not gone:
        return None
    for other, side in gone.items():
        try:
            if sides.standing(side).whose == standing.whose:
                return other
        except UserError:
            continue
    return next((name for name in _earlier_names(file) if name in gone), None)


def _earlier_names(file: Path) -> Iterator[str]:
    """Where a file lay before it was renamed, the latest place first: as `history` follows it."""
    repository = Repository(file.parent)
    path = repository.path_of(file)
    root = Path(_key(file)).parents[path.count("/")]
    try:
        names = repository.track(path).paths
    except UserError:
        return
    yield from (str(root / name) for name in names)


def tally(verdicts: Sequence[Verdict]) -> Message:
    """How many units pass."""
    return say("gate.tally", passed=sum(1 for one in verdicts if one.passed), count=len(verdicts))


def headed(verdict: Verdict, model: Model) -> Message:
    """One unit in a line: whether it passes, and where it stands."""
    whose = f" ({verdict.title})"
    if verdict.gone and verdict.passed:
        return say("gate.gone_as_stated", file=verdict.file, whose=whose)
    if verdict.standing is None:
        return say("gate.failed_unread", file=verdict.file)
    x, y = axis_cells(verdict.standing, model)
    return say("gate.passed" if verdict.passed else "gate.failed", file=verdict.file, whose=whose, x=x, y=y)


def axis_cells(standing: Standing, model: Model) -> tuple[Message, Message]:
    """Both stages that are proven, in words of the model."""
    x, y = model.axes
    return Told(x.stage(standing.cell[0]).name), Told(y.stage(standing.cell[1]).name)

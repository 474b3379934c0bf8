"""The story of a company in a sentence or two, each with what it claims; what states do not bear out is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.shift import Number, Shift, fallen, risen, shift
from lmmm_report.domain.timeline import StageMove, StorySentence, Timeline

MOST_DROPS = 2
"""Set-backs that are told one by one."""


def stage_moves(timeline: Timeline, model: Model) -> tuple[StageMove, ...]:
    """Every change of a stage that is certain, in order, with the gates that were won or lost with it."""
    criteria = {criterion.id: criterion for criterion in model.criteria}
    found = []
    for index, step in enumerate(timeline.steps, 1):
        if not step.same_rules:
            continue
        for number, axis in enumerate(model.axes):
            was, now, way = step.before.spans[number], step.after.spans[number], step.shifts[number].way
            if way not in ("up", "down"):
                continue
            moved = [criteria[m.criterion] for m in (step.won if way == "up" else step.lost) if m.criterion in criteria]
            low, high = (was[0], now[1]) if way == "up" else (now[0], was[1])
            gates = [c for c in moved if c.kind is Kind.GATE and c.axis == axis.id and low < c.stage <= high]
            found.append(StageMove(index, axis.id, was, now, _areas(gates), tuple(gate.id for gate in gates)))
    return tuple(found)


def _areas(gates: Sequence[Criterion]) -> tuple[str, ...]:
    counts = Counter(gate.area for gate in gates)
    most = max(counts.values(), default=0)
    return tuple(area for area, count in counts.items() if count == most)


def story_of(timeline: Timeline, model: Model) -> tuple[StorySentence, ...]:
    """The sentences that the states bear out."""
    return tuple(
        sentence
        for sentence in _told(timeline, stage_moves(timeline, model), model)
        if all(borne_out(claim, timeline, model) for claim in sentence.claims)
    )


def _told(timeline: Timeline, moves: Sequence[StageMove], model: Model) -> Iterator[StorySentence]:
    last = len(timeline.moments) - 1
    if not last:
        return
    begin, end = timeline.moments[0].standing, timeline.moments[last].standing
    if begin.model == end.model:
        yield from _net(timeline, moves, model)
    by_rules = [index for index, moment in enumerate(timeline.moments) if _by_rules(timeline, index)]
    if by_rules:
        claims = tuple(f"{index} rules" for index in by_rules)
        yield StorySentence("rules", _exactly(len(by_rules)), by_rules[0], by_rules[-1], (), claims)


def _net(timeline: Timeline, moves: Sequence[StageMove], model: Model) -> Iterator[StorySentence]:
    """What has become of the first state, and the set-backs on the way."""
    last = len(timeline.moments) - 1
    ends = tuple(
        f"{index} {axis.id}={_ends(timeline.moments[index].standing.spans[number])}"
        for index in (0, last)
        for number, axis in enumerate(model.axes)
    )
    shifts = _shifts(timeline, last)
    up, down = risen(shifts), fallen(shifts)
    ups = tuple(move for move in moves if move.now > move.was)
    downs = tuple(move for move in moves if move.now < move.was)
    if not (up.most or down.most):
        if moves:
            yield StorySentence("returned", _exactly(0), 0, last, (), (*ends, *_claims(moves)))
        elif all(moment.standing.spans == timeline.moments[0].standing.spans for moment in timeline.moments):
            every = (
                f"{index} {claim.partition(' ')[2]}" for index in range(last) for claim in ends[-len(model.axes) :]
            )
            yield StorySentence("stayed", _exactly(0), 0, last, (), (*every, *ends[-len(model.axes) :]))
    elif not (up.least or down.least):
        claims = (f"{last} risen={_ends(up)}", f"{last} fallen={_ends(down)}")
        yield StorySentence("open", Shift(-down.most, up.most), 0, last, (), (*ends, *claims))
    for kind, amount, parts in (("risen", up, ups), ("fallen", down, downs)):
        if amount.least:
            said = f"{last} {kind}={_ends(amount)}"
            yield StorySentence(kind, amount, 0, last, parts, (*ends, said, *_claims(parts)))
    if not down.least:
        for move in downs[-MOST_DROPS:]:
            by = Shift(move.was[0] - move.now[1], move.was[1] - move.now[0])
            yield StorySentence("drop", by, move.moment - 1, move.moment, (move,), _claims((move,)))


def _shifts(timeline: Timeline, index: int) -> tuple[Shift, Shift]:
    """How far both axes have moved since the first moment."""
    then, now = (timeline.moments[at].standing.spans for at in (0, index))
    return shift(then[0], now[0]), shift(then[1], now[1])


def _exactly(count: int) -> Shift:
    return Shift(count, count)


def _ends(span: tuple[Number, Number]) -> str:
    low, high = span
    return str(low) if low == high else f"{low}-{high}"


def _claims(moves: Sequence[StageMove]) -> tuple[str, ...]:
    listed: list[str] = []
    for move in moves:
        listed.append(f"{move.moment} {move.axis} {_ends(move.was)}>{_ends(move.now)}")
        word = "won" if move.now > move.was else "lost"
        listed += [f"{move.moment} {word} {criterion}" for criterion in move.criteria]
    return tuple(listed)


def _by_rules(timeline: Timeline, index: int) -> bool:
    then = timeline.moments[index].then
    return then is not None and then.cell_by_rules_before not in (None, then.cell)


def borne_out(claim: str, timeline: Timeline, model: Model) -> bool:
    """Whether what a sentence claims is so; `ValueError` for what is no claim."""
    number, _, said = claim.partition(" ")
    index = int(number)
    moment, words = timeline.moments[index], said.split()
    axes = {axis.id: position for position, axis in enumerate(model.axes)}
    if said == "rules":
        return _by_rules(timeline, index)
    if words[0] in ("won", "lost"):
        outcomes = [timeline.moments[at].standing.outcomes.get(words[1]) for at in (index - 1, index)]
        met = [None if one is Outcome.UNKNOWN else one is Outcome.MET for one in outcomes]
        return index > 0 and met == ([False, True] if words[0] == "won" else [True, False])
    if len(words) == 2 and words[0] in axes:
        before, now = (timeline.moments[at].standing.spans[axes[words[0]]] for at in (index - 1, index))
        certain = index > 0 and shift(before, now).way in ("up", "down")
        return certain and words[1] == f"{_ends(before)}>{_ends(now)}"
    what, found, amount = said.partition("=")
    if found and what in ("risen", "fallen"):
        return amount == _ends((risen if what == "risen" else fallen)(_shifts(timeline, index)))
    if not found or what not in axes:
        raise ValueError(claim)
    return amount == _ends(moment.standing.spans[axes[what]])

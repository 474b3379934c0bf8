"""The story of a company in a sentence or two, each with what it claims; what states do not bear out is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.timeline import StageMove, StorySentence, Timeline

MOST_DROPS = 2
"""Set-backs that are told one by one."""


def stage_moves(timeline: Timeline, model: Model) -> tuple[StageMove, ...]:
    """Every change of a proven stage, in order, with the gates that were won or lost with it."""
    criteria = {criterion.id: criterion for criterion in model.criteria}
    found = []
    for index, step in enumerate(timeline.steps, 1):
        for number, axis in enumerate(model.axes):
            was, now = step.before.cell[number], step.after.cell[number]
            if was == now:
                continue
            moved = [criteria[m.criterion] for m in (step.won if now > was else step.lost) if m.criterion in criteria]
            low, high = sorted((was, now))
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
    begin, end = timeline.moments[0].standing.cell, timeline.moments[last].standing.cell
    ends = [
        f"{index} {axis.id}={cell[number]}"
        for index, cell in ((0, begin), (last, end))
        for number, axis in enumerate(model.axes)
    ]
    up = sum(max(now - was, 0) for was, now in zip(begin, end, strict=True))
    down = sum(max(was - now, 0) for was, now in zip(begin, end, strict=True))
    ups = tuple(move for move in moves if move.now > move.was)
    downs = tuple(move for move in moves if move.now < move.was)
    if not moves:
        yield StorySentence("stayed", 0, 0, last, (), tuple(ends))
    elif begin == end:
        yield StorySentence("returned", 0, 0, last, (), (*ends, *_claims(moves)))
    if up:
        yield StorySentence("risen", up, 0, last, ups, (*ends, *_claims(ups)))
    if down:
        yield StorySentence("fallen", down, 0, last, downs, (*ends, *_claims(downs)))
    elif begin != end or moves:
        for move in downs[-MOST_DROPS:]:
            yield StorySentence("drop", move.was - move.now, move.moment - 1, move.moment, (move,), _claims((move,)))
    by_rules = [index for index, moment in enumerate(timeline.moments) if _by_rules(timeline, index)]
    if by_rules:
        claims = tuple(f"{index} rules" for index in by_rules)
        yield StorySentence("rules", len(by_rules), by_rules[0], by_rules[-1], (), claims)


def _claims(moves: Sequence[StageMove]) -> tuple[str, ...]:
    listed: list[str] = []
    for move in moves:
        listed.append(f"{move.moment} {move.axis} {move.was}>{move.now}")
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
        met = [outcome is not None and outcome.value == "met" for outcome in outcomes]
        return index > 0 and met == ([False, True] if words[0] == "won" else [True, False])
    if len(words) == 2 and words[0] in axes:
        was, _, now = words[1].partition(">")
        before = timeline.moments[index - 1].standing.cell[axes[words[0]]]
        return index > 0 and (before, moment.standing.cell[axes[words[0]]]) == (int(was), int(now))
    axis, found, stage = said.partition("=")
    if not found or axis not in axes:
        raise ValueError(claim)
    return moment.standing.cell[axes[axis]] == int(stage)

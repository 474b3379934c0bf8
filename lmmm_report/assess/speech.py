"""Proof that a model has something to say of every company: of each state of its axes, whatever its gates are.

A state is what the stages alone say: proven, possible, held back by what, nothing told. No outcome of a gate is given,
so whatever is found rests on the state alone and is found for every company that is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from lmmm_report.assess.result.claims import AxisGround, Ground, text_of
from lmmm_report.assess.result.coordinates import position_of
from lmmm_report.domain.model import Axis, Kind, Model
from lmmm_report.domain.sentence import AxisState, Voice
from lmmm_report.messages import say
from lmmm_report.problems import Problem

FILE = "sentences.yaml"
_SOME = ("some",)
"""Stands for gates that are known to be there, whichever they are."""
_HELD: tuple[tuple[AxisState, Mapping[str, tuple[str, ...]]], ...] = (
    (AxisState.LACKING, {"held_missing": _SOME}),
    (AxisState.WAITING, {"held_open": _SOME}),
    (AxisState.HELD, {"held_missing": _SOME, "held_open": _SOME}),
)


def speech_problems(model: Model) -> Iterator[Problem]:
    """Every state of which nothing is said, and every gate that no list can name; nothing without sentences."""
    if model.voice is None:
        return
    yield from _speechless(model, model.voice)
    for gate in model.criteria:
        if gate.kind is Kind.GATE and gate.stage > 1 and gate.id not in model.voice.things:
            message, hint = say("lint.nameless", criterion=gate.id), say("lint.nameless_cure")
            yield Problem(file=FILE, message=message, hint=hint, code="nameless", severity="warning")


def _speechless(model: Model, voice: Voice) -> Iterator[Problem]:
    for x, y in product(*map(axis_states, model.axes)):
        ground = ground_of_states(model, x, y)
        for part, ways in (("headline", voice.headline), ("diagnosis", voice.diagnosis)):
            if not text_of(ways, ground):
                message = say("lint.speechless", part=part, states=f"{_named(x)}, {_named(y)}")
                yield Problem(file=FILE, message=message, hint=say("lint.speechless_cure"), code="speechless")


def axis_states(axis: Axis) -> Iterator[AxisGround]:
    """Every state that an axis can be in."""
    highest = len(axis.stages)
    for proven in range(1, highest + 1):
        for possible in range(proven, highest + 1):
            yield _state(proven, possible)
            for held, lists in _HELD if proven < highest - 1 else ():
                yield _state(proven, possible, held=held, lists=lists)
    yield _state(1, highest, untold=True)


def _state(
    proven: int,
    possible: int,
    *,
    untold: bool = False,
    held: AxisState | None = None,
    lists: Mapping[str, tuple[str, ...]] | None = None,
) -> AxisGround:
    states = dict.fromkeys((AxisState.LACKING, AxisState.WAITING), False)
    states |= {AxisState.FIRM: proven == possible, AxisState.UNTOLD: untold, AxisState.HELD: held is not None}
    if held is not None:
        states[held] = True
    open_ones = {"open": _SOME} if possible > proven else {}
    return AxisGround(proven=proven, possible=possible, states=states, lists={**open_ones, **(lists or {})})


def ground_of_states(model: Model, x: AxisGround, y: AxisGround) -> Ground:
    """What is known where nothing but the states of both axes is."""
    cells = product(range(x.proven, x.possible + 1), range(y.proven, y.possible + 1))
    return Ground(
        outcomes={},
        axes={axis.id: state for axis, state in zip(model.axes, (x, y), strict=True)},
        sides=frozenset(position_of(cell).side for cell in cells),
        remarks={},
        facts={},
        problems=frozenset(),
        target_reached=False,
    )


def _named(state: AxisGround) -> str:
    stages = str(state.proven) if state.proven == state.possible else f"{state.proven}–{state.possible}"
    found = [one.value for one, holds in state.states.items() if holds and one is not AxisState.FIRM]
    return f"{stages} ({', '.join(found)})" if found else stages

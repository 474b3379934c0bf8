"""The ground gained: what it fills, how its rungs stand for gates, and that its words lie apart."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Assessment, Interval
from lmmm_report.domain.history import position_then
from lmmm_report.report.pictures.ground import (
    CELL,
    RUNG,
    Ground,
    Name,
    Spot,
    Track,
    Words,
    cells_of,
    ground_of,
    mark_of,
    middle,
    on_paper,
    tracks_of,
)
from lmmm_report.report.pictures.printed import printed_of
from tests.built_in import MODEL, assessment_of

ROOT = Path(__file__).resolve().parents[4]
EXAMPLES = {p.stem: p for p in sorted((ROOT / "configs").glob("*.yaml"))}
CASES = {p.parent.name: p for p in sorted((ROOT / "tests" / "cases" / "accept").glob("*/profile.yaml"))}
PROFILES = {**EXAMPLES, **CASES}
NAMES = tuple(tuple(stage.name["de"] for stage in axis.stages) for axis in MODEL.axes)
WORDS = Words("mindestens", "höchstens", "Ziel (angenommen)", "auf dem Papier", "guter Wille")


def drawn(a: Assessment, **more: object) -> Ground:
    return ground_of(a, (NAMES[0], NAMES[1]), WORDS, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PROFILES)
def test_a_rung_for_each_gate_of_each_step(name: str) -> None:
    a = assessment_of(PROFILES[name])
    ground = drawn(a)
    assert len(ground.legs) == len(a.gap.steps)
    for leg, step in zip(ground.legs, a.gap.steps, strict=True):
        axis = next(x for x in a.axes if x.axis.id == step.axis.id)
        gates = [f for f in axis.stages[step.stage.number - 1].gates if f.outcome.value != "not_applicable"]
        assert sorted((r.gate, r.outcome) for r in leg.rungs) == sorted(
            (f.criterion.id, f.outcome.value) for f in gates
        )
        along = [r.x for r in leg.rungs] if leg.level else [-r.y for r in leg.rungs]
        assert along == sorted(along)
        assert all(b - a >= leg.thick for a, b in pairwise(along))


@pytest.mark.parametrize(("low", "high"), [((1, 1), (1, 1)), ((3, 2), (3, 2)), ((2, 1), (3, 3)), ((1, 1), (4, 4))])
def test_the_ground_is_what_lies_below_and_left(low: tuple[int, int], high: tuple[int, int]) -> None:
    cells = list(cells_of(low, high, None, (NAMES[0], NAMES[1])))
    assert len(cells) == 16
    reached = {c.stages for c in cells if c.state == "reached"}
    possible = {c.stages for c in cells if c.state == "possible"}
    assert reached == set(product(range(1, low[0] + 1), range(1, low[1] + 1)))
    assert possible == set(product(range(1, high[0] + 1), range(1, high[1] + 1))) - reached
    mark = mark_of(low, high, 4)
    assert mark.reached.count("M") == len(reached)
    assert (mark.field + mark.road).count("M") == 16 - len(reached)
    assert bool(mark.possible) == (low != high)


@pytest.mark.parametrize("name", PROFILES)
def test_each_name_once_and_in_the_picture(name: str) -> None:
    ground = drawn(assessment_of(PROFILES[name]))
    kinds = [n.kind for n in ground.names]
    assert len(kinds) == len(set(kinds))
    assert ("most" in kinds) == (ground.most is not None)
    assert ("target" in kinds) != ground.arrived
    assert all(1 <= part <= ground.stages for n in ground.names for part in n.stages)


def test_places_before_stand_once_and_the_way_between_them() -> None:
    a = assessment_of(PROFILES["nordwerk-fluidtechnik"])
    earlier = [position_then(assessment_of(p)) for p in sorted((ROOT / "configs/earlier").glob("nord*"))]
    ground = drawn(a, earlier=[*earlier, earlier[0]])
    assert len(earlier) == 2
    assert [s.label for s in ground.stays] == ["10/2025", "10/2024, 10/2024"]
    assert len(ground.trail) == 4
    assert ground.trail[-1] == ground.here
    assert ground.here.x == (a.cell.stages[0] - 0.5) * CELL


def test_the_name_of_a_zone_leaves_a_full_corner() -> None:
    """In the corner above stand the mark, its word, the way and the target's word: no room for a fifth thing."""
    ground = drawn(assessment_of(PROFILES["14-lonely-lead-desk"]))
    (zone,) = (name for name in ground.names if name.kind == "above")
    assert assessment_of(PROFILES["14-lonely-lead-desk"]).cell.stages == (1, 4)
    assert zone.stages == (1, 3)
    free = drawn(assessment_of(PROFILES["11-side-by-side"]))
    assert [(n.stages, n.side) for n in free.names if n.kind == "above"] == [((1, 4), "top-left")]


def test_a_word_lies_over_no_edge_where_another_side_is_free() -> None:
    """The target's word would stand across the edge of the ground gained, and begins beside it instead."""
    ground = drawn(assessment_of(PROFILES["13-process-nobody-agreed"]))
    (target,) = (name for name in ground.names if name.kind == "target")
    assert (target.stages, target.side) == ((2, 3), "over-right")


def over_the_way(ground: Ground) -> list[str]:
    """Names on paper that lie over a rung of the way to the target."""
    letters = [(word, 6.6 * len(word.text)) for word in printed_of(ground, (NAMES[0], NAMES[1])).words]
    begins = {"start": 0.0, "middle": 0.5, "end": 1.0}
    boxes = [
        (word.kind, word.x - begins[word.anchor] * wide, word.y - 10, word.x + (1 - begins[word.anchor]) * wide, word.y)
        for word, wide in letters
    ]
    half = RUNG / 2
    found = []
    for leg in ground.legs:
        (x, y), (to_x, to_y) = leg.start, leg.end
        left, top, right, bottom = (x, y - half, to_x, to_y + half) if leg.level else (x - half, to_y, to_x + half, y)
        found += [kind for kind, *box in boxes if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top]
    return found


@pytest.mark.parametrize("target", ["Ziel", "nächste Stufe", "target 09/2027"])
@pytest.mark.parametrize("name", PROFILES)
def test_on_paper_no_name_lies_over_a_rung(name: str, target: str) -> None:
    a = assessment_of(PROFILES[name])
    ground = ground_of(a, (NAMES[0], NAMES[1]), WORDS._replace(target=target))
    assert over_the_way(on_paper(ground, a.gap.target)) == []


Box = tuple[float, float, float, float]


def on_screen(name: Name, count: int, square: float) -> Box:
    """Where the style sheet sets a name in a square so many pixels wide (`pictures.css`)."""
    cell, wide, line = square / count, 6.3 * len(name.text), 14.0
    x, y = (part * cell / CELL for part in middle(name.stages, count))
    far = (0.10 if name.kind == "past" else 0.14) * cell
    vertical, _, horizontal = name.side.rpartition("-")
    aside = 8.8 if vertical else 4.8 + far
    left = {"left": x - aside - wide, "right": x + aside}.get(horizontal, x - wide / 2)
    top = {"below": y + 1 + far, "above": y - 1 - far - line, "over": y - 0.21 * cell - 1 - line}.get(
        vertical or horizontal, y - line / 2
    )
    if vertical == "over":
        left = x + cell / 2 - wide if horizontal == "left" else x - cell / 2
    return left, top, left + wide, top + line


def over_the_marks(ground: Ground, square: float) -> list[str]:
    """Names that lie over a rung, or over the flag's pole."""
    scale, half = square / ground.size, RUNG / 2
    marks = [
        (leg.start.x, leg.start.y - half, leg.end.x, leg.end.y + half)
        if leg.level
        else (leg.start.x - half, leg.end.y, leg.start.x + half, leg.start.y)
        for leg in ground.legs
    ]
    marks.append((ground.flag.x - 2, ground.flag.y - 21, ground.flag.x + 2, ground.flag.y + 15))
    found = []
    for name in ground.names:
        left, top, right, bottom = on_screen(name, ground.stages, square)
        if name.kind in ("above", "below"):
            continue
        found += [
            name.kind
            for a, b, c, d in marks
            if a * scale < right and c * scale > left and b * scale < bottom and d * scale > top
        ]
    return found


@pytest.mark.parametrize("square", [205.0, 260.0, 400.0])
@pytest.mark.parametrize("name", PROFILES)
def test_on_screen_no_name_lies_over_a_rung_or_the_pole(name: str, square: float) -> None:
    a = assessment_of(PROFILES[name])
    before = position_then(a)._replace(date=a.profile.date.replace(year=2025), cell=a.gap.target)
    words = WORDS._replace(target="nächste Stufe")
    assert over_the_marks(ground_of(a, (NAMES[0], NAMES[1]), words), square) == []
    past = ground_of(a, (NAMES[0], NAMES[1]), words, [before._replace(cell=(2, 2))])
    assert "past" not in over_the_marks(past, square)


def test_a_way_that_lies_over_another_is_bent_aside() -> None:
    """From three down to two and up to four: on one line it would read as one climb."""
    a = assessment_of(PROFILES["nordwerk-fluidtechnik"])
    then = position_then(a)

    def way(*cells: tuple[int, int]) -> tuple[Track, ...]:
        return tracks_of([then._replace(cell=cell) for cell in cells], (4, 4), (4, 4), 4)

    def straight(track: Track) -> bool:
        return track.bend == Spot((track.start.x + track.end.x) / 2, (track.start.y + track.end.y) / 2)

    ground_size = 4 * CELL
    down, up = way((3, 3), (2, 2))
    assert not straight(down)
    assert not straight(up)
    middles = [track.at(0.5) for track in (down, up)]
    sides = [spot.x - (ground_size - spot.y) for spot in middles]
    assert sides[0] > 0 > sides[1]
    assert all(map(straight, way((1, 1), (2, 2))))
    assert all(map(straight, way((1, 1), (4, 1))))
    again = way((1, 1), (4, 4), (1, 1))
    assert len({track.bend for track in again}) == 3


def test_a_stay_of_which_only_the_lower_end_is_known_is_drawn_as_such() -> None:
    a = assessment_of(PROFILES["nordwerk-fluidtechnik"])
    then = position_then(a)._replace(cell=(2, 2), coordinates=(Interval(Fraction(2), Fraction(3)),) * 2)
    ground = drawn(a, earlier=[then])
    assert [stay.open for stay in ground.stays] == [True]
    assert [track.open for track in ground.tracks] == [True]

"""Geometry of the ground gained: the matrix as a square that fills with what is reached, also as a small mark.

The picture has no words of its own. They stand over it as text of the page, each in the cell that it belongs to, so
that they keep their size where the square shrinks; here is decided on which side of its mark each of them stands.
Units: a cell is 100 wide and high, y grows downwards. Draws nothing itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.history import EarlierPosition

CELL = 100.0
GAP = 1.5
"""Half of the lane between two cells."""
DISC = 16.5
"""Radius of the mark of a position, with its rim."""
FLAG = 36.0
"""Length of the flag's pole, from a little below the middle of its cell."""
FOOT = 15.0
"""How far the pole begins below the middle."""
RUNG = 17.0
"""Length of a rung, across the way."""
THICK = 5.4
"""Thickness of a rung; it is less where many stand on one leg."""
MARK = 10
"""A cell of the small mark, of which one is the gap."""

Stages = tuple[int, int]


class Spot(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


class Rung(NamedTuple):
    """One gate on the way: full where it is met, empty where it is not, broken where nobody knows."""

    gate: str
    outcome: str
    x: float
    y: float


class Leg(NamedTuple):
    """The way to one stage of one axis, with a rung for each of its gates. ``level``: it leads to the right."""

    start: Spot
    end: Spot
    level: bool
    thick: float
    """Thickness of its rungs."""
    rungs: tuple[Rung, ...]


class Plot(NamedTuple):
    """One cell: upper left corner and size, and what it is: ``reached``, ``possible``, ``diagonal`` or ``field``."""

    x: float
    y: float
    size: float
    stages: Stages
    name: str
    """Both stages in words."""
    region: str
    """``on``, ``above`` or ``below`` the ideal line."""
    state: str
    current: bool
    target: bool


class Stay(NamedTuple):
    """A cell in which the company stood before; ``here`` where it still does."""

    stages: Stages
    spot: Spot
    label: str
    here: bool
    open: bool
    """Whether it may have stood farther on: only the proven cell is known."""


class Track(NamedTuple):
    """From one cell to the next in which it stood; bent where else it would lie over another way."""

    start: Spot
    bend: Spot
    """The point that draws it to a side; in the middle where it is straight."""
    end: Spot
    open: bool
    """Whether one of its ends is only known as a range, so that it may not have been gone."""

    def at(self, share: float) -> Spot:
        """The place after this share of the way."""
        before, middle_, after = (1 - share) ** 2, 2 * share * (1 - share), share**2
        (a, b), (c, d), (e, f) = self.start, self.bend, self.end
        return Spot(_r(before * a + middle_ * c + after * e), _r(before * b + middle_ * d + after * f))

    @property
    def turn(self) -> float:
        """Degrees by which an arrow that points to the right is turned to point along it."""
        return _r(degrees(atan2(self.end.y - self.start.y, self.end.x - self.start.x)))


class Name(NamedTuple):
    """A word over the picture: in the cell of ``stages``, on this side of its middle or in this corner."""

    kind: str
    """``now``, ``most``, ``target``, ``past``, ``above`` or ``below``."""
    text: str
    stages: Stages
    side: str


class Ground(NamedTuple):
    """Everything that a template needs to draw the picture."""

    stages: int
    """How many each axis has."""
    size: float
    cells: tuple[Plot, ...]
    """Row by row, the highest stage first."""
    reached: Stages
    highest: Stages
    edge: str
    """Path of the edge of what is reached."""
    reach: str
    """Path of the edge that open answers may move it to; empty where the result is firm."""
    road: tuple[Spot, Spot]
    trail: tuple[Spot, ...]
    tracks: tuple[Track, ...]
    """The same from place to place, in the order in which it was gone."""
    stays: tuple[Stay, ...]
    legs: tuple[Leg, ...]
    here: Spot
    most: Spot | None
    """Where the company may stand at most; `None` where the result is firm."""
    flag: Spot
    stated: bool
    """Whether the target is stated: then the flag is full, else empty."""
    arrived: bool
    """Whether the company stands on its target: then there is no flag to be seen."""
    names: tuple[Name, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Which of the three kinds of rungs it has."""
        drawn = {rung.outcome for leg in self.legs for rung in leg.rungs}
        return tuple(outcome.value for outcome in _ORDER if outcome.value in drawn)


class Words(NamedTuple):
    """What stands over the picture, in one language."""

    now: str
    most: str
    target: str
    above: str
    below: str


class Mark(NamedTuple):
    """The same shape at the size of a letter: paths of squares in a field of ``count`` times ``MARK`` minus one."""

    size: int
    field: str
    road: str
    reached: str
    possible: str
    """Outline of what may be reached besides; empty where the result is firm."""


def ground_of(
    assessment: Assessment,
    names: tuple[Sequence[str], Sequence[str]],
    words: Words,
    earlier: Sequence[EarlierPosition] = (),
) -> Ground:
    """The picture of one assessment. ``names``: the stage names of the horizontal and the vertical axis."""
    count = len(names[0])
    low, high, target = assessment.cell.stages, assessment.highest.stages, assessment.gap.target
    stays, trail = stays_of(earlier, low, count), _trail(earlier, low, count)
    tracks = tracks_of(earlier, low, high, count)
    legs = tuple(_legs(assessment, count))
    firm, placer = low == high, _Placer(count, legs, (low, high))
    here, flag = middle(low, count), middle(target, count)
    return Ground(
        stages=count,
        size=CELL * count,
        cells=tuple(cells_of(low, high, target, names)),
        reached=low,
        highest=high,
        edge=edge_of(low, count),
        reach="" if firm else edge_of(high, count),
        road=(middle((1, 1), count), middle((count, count), count)),
        trail=trail,
        tracks=tracks,
        stays=stays,
        legs=legs,
        here=here,
        most=None if firm else middle(high, count),
        flag=flag,
        stated=assessment.gap.stated,
        arrived=low == target,
        names=tuple(placer.place(_wanted(words, (low, high, target), stays, count), stays, tracks)),
    )


def on_paper(ground: Ground, target: Stages) -> Ground:
    """The same ground with its names where they may stand on paper, which never gets narrow."""
    said = {name.kind: name.text for name in ground.names}
    words = Words(*(said.get(kind, "") for kind in Words._fields))
    count, places = ground.stages, (ground.reached, ground.highest, target)
    placer = _Placer(count, ground.legs, places[:2], PAPER)
    wanted = _wanted(words, places, ground.stays, count)
    return ground._replace(names=tuple(placer.place(wanted, ground.stays, ground.tracks)))


def middle(stages: Stages, count: int) -> Spot:
    """The middle of a cell."""
    return Spot((stages[0] - 0.5) * CELL, (count - stages[1] + 0.5) * CELL)


def cells_of(
    low: Stages, high: Stages, target: Stages | None, names: tuple[Sequence[str], Sequence[str]]
) -> Iterator[Plot]:
    """All cells, row by row from the top."""
    count = len(names[0])
    for j in range(count, 0, -1):
        for i in range(1, count + 1):
            yield Plot(
                x=(i - 1) * CELL + GAP,
                y=(count - j) * CELL + GAP,
                size=CELL - 2 * GAP,
                stages=(i, j),
                name=f"{names[0][i - 1]} · {names[1][j - 1]} ({i}, {j})",
                region="on" if i == j else "above" if j > i else "below",
                state=_state((i, j), low, high),
                current=(i, j) == low,
                target=(i, j) == target,
            )


def _state(cell: Stages, low: Stages, high: Stages) -> str:
    i, j = cell
    if i <= low[0] and j <= low[1]:
        return "reached"
    if low != high and i <= high[0] and j <= high[1]:
        return "possible"
    return "diagonal" if i == j else "field"


def edge_of(stages: Stages, count: int) -> str:
    """The edge of what is reached: along its top and down its right side."""
    top, right = (count - stages[1]) * CELL + GAP, stages[0] * CELL - GAP
    return f"M{_r(GAP)} {_r(top)}H{_r(right)}V{_r(count * CELL - GAP)}"


def mark_of(low: Stages, high: Stages, count: int) -> Mark:
    """The small mark of a result."""
    side = MARK - 1
    kinds: dict[str, list[str]] = {"reached": [], "possible": [], "diagonal": [], "field": []}
    for j in range(1, count + 1):
        for i in range(1, count + 1):
            square = f"M{(i - 1) * MARK} {(count - j) * MARK}h{side}v{side}h-{side}z"
            kinds[_state((i, j), low, high)].append(square)
    wide, tall, top = high[0] * MARK - 3, high[1] * MARK - 3, (count - high[1]) * MARK + 1
    return Mark(
        size=count * MARK - 1,
        field="".join(kinds["field"] + kinds["possible"]),
        road="".join(kinds["diagonal"]),
        reached="".join(kinds["reached"]),
        possible="" if low == high else f"M1 {top}h{wide}v{tall}h-{wide}z",
    )


def stays_of(earlier: Sequence[EarlierPosition], now: Stages, count: int) -> tuple[Stay, ...]:
    """Each earlier cell once, with the months in which the company stood there; the last stay decides the order."""
    stays: dict[Stages, list[EarlierPosition]] = {}
    for one in earlier:
        stays[one.cell] = [*stays.pop(one.cell, []), one]
    return tuple(
        Stay(
            cell,
            middle(cell, count),
            ", ".join(f"{one.date:%m/%Y}" for one in there),
            here=cell == now,
            open=not all(one.firm for one in there),
        )
        for cell, there in stays.items()
    )


def _trail(earlier: Sequence[EarlierPosition], now: Stages, count: int) -> tuple[Spot, ...]:
    spots = [middle(one.cell, count) for one in earlier] + [middle(now, count)]
    kept = [spot for before, spot in zip([None, *spots], spots, strict=False) if spot != before]
    return tuple(kept) if len(kept) > 1 else ()


BEND = 17.0
"""How far a bent way lies from the straight one, at its middle."""


def tracks_of(earlier: Sequence[EarlierPosition], now: Stages, most: Stages, count: int) -> tuple[Track, ...]:
    """The ways between the cells, one after the other; those that share more than a place are bent apart.

    Each is bent to its left, so there and back lie on two sides; what goes the same way again is bent farther.
    """
    places = [(one.cell, one.firm) for one in earlier] + [(now, now == most)]
    legs = [(a, b, not (sure and known)) for (a, sure), (b, known) in pairwise(places) if a != b]
    tracks = []
    for number, (a, b, unsure) in enumerate(legs):
        over = [other for other, (c, d, _) in enumerate(legs) if other != number and _share(a, b, c, d)]
        before = sum(1 for other in over if other < number and _along(a, b, *legs[other][:2]) > 0)
        tracks.append(_track(middle(a, count), middle(b, count), BEND * (before + 1) if over else 0.0, unsure=unsure))
    return tuple(tracks)


def _along(a: Stages, b: Stages, c: Stages, d: Stages) -> int:
    """Whether two ways go the same way (more than 0) or back (less)."""
    return (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])


def _share(a: Stages, b: Stages, c: Stages, d: Stages) -> bool:
    """Whether two ways lie over each other for more than a place."""
    right, up = b[0] - a[0], b[1] - a[1]
    if any(right * (p[1] - a[1]) != up * (p[0] - a[0]) for p in (c, d)):
        return False
    length = right * right + up * up
    ends = sorted((p[0] - a[0]) * right + (p[1] - a[1]) * up for p in (c, d))
    return min(ends[1], length) > max(ends[0], 0)


def _track(start: Spot, end: Spot, aside: float, *, unsure: bool) -> Track:
    right, down = end.x - start.x, end.y - start.y
    long = (right * right + down * down) ** 0.5
    # A curve comes half as far aside as the point that draws it.
    bend = Spot(
        _r((start.x + end.x) / 2 + 2 * aside * down / long), _r((start.y + end.y) / 2 - 2 * aside * right / long)
    )
    return Track(start, bend, end, unsure)


_ORDER = (Outcome.MET, Outcome.UNKNOWN, Outcome.NOT_MET)


def in_order(gates: Iterable[Finding]) -> list[Finding]:
    """Gates as they stand on a ladder: what is met first, then what nobody knows, then what is not met."""
    return sorted((g for g in gates if g.outcome in _ORDER), key=lambda g: _ORDER.index(g.outcome))


def _legs(assessment: Assessment, count: int) -> Iterator[Leg]:
    """The way to the target, a leg for each step; the disc, the flag and a rung's own room are left free."""
    at = assessment.cell.stages
    last = len(assessment.gap.steps) - 1
    for number, step in enumerate(assessment.gap.steps):
        index = 0 if step.axis.id == assessment.axes[0].axis.id else 1
        stages = assessment.axes[index].stages
        start, end = middle(at, count), middle(step.cell, count)
        gates = in_order(stages[step.stage.number - 1].gates)
        before = DISC + 4 if not number else 9.0
        after = 9.0 if number < last else FOOT + 5 if index else 8.0
        room = CELL - before - after
        places = [before + room * (n + 0.5) / max(len(gates), 1) for n in range(len(gates))]
        sign = (1, 0) if not index else (0, -1)
        yield Leg(
            start=start,
            end=end,
            level=not index,
            thick=_r(min(THICK, room / max(len(gates), 1) * 0.72)),
            rungs=tuple(
                Rung(g.criterion.id, g.outcome.value, _r(start.x + sign[0] * d), _r(start.y + sign[1] * d))
                for g, d in zip(gates, places, strict=True)
            ),
        )
        at = step.cell


class _Wanted(NamedTuple):
    kind: str
    text: str
    stages: Stages
    sides: tuple[str, ...]
    elsewhere: tuple[tuple[Stages, str], ...] = ()
    """Other cells where it may stand, with the side, where it has no free one in its own."""


def _wanted(
    words: Words, places: tuple[Stages, Stages, Stages], stays: Sequence[Stay], count: int
) -> Iterator[_Wanted]:
    """Names with the sides on which they may stand, the best first; the most important name first.

    ``places``: the proven cell, the highest possible one and the target.
    """
    low, high, target = places
    around = ("below", "above", "right", "left", "below-right", "below-left", "above-left", "above-right")
    yield _Wanted("now", words.now, low, around)
    if low != high:
        yield _Wanted("most", words.most, high, ("above", "above-left", "above-right", "right", "below", "left"))
    if target != low:
        yield _Wanted("target", words.target, target, ("over", "over-left", "over-right", "left", "below", "right"))
    past = ("below-right", "right", "above-left", "left", "below", "above", "below-left", "above-right")
    for stay in stays:
        if not stay.here:
            yield _Wanted("past", stay.label, stay.stages, past)
    above: tuple[tuple[Stages, str], ...] = (((1, count - 1), "bottom-left"), ((1, count - 1), "top-left"))
    below: tuple[tuple[Stages, str], ...] = (((count, 2), "top-right"), ((count, 2), "bottom-right"))
    yield _Wanted("above", words.above, (1, count), ("top-left", "bottom-left"), above if count > 2 else ())
    yield _Wanted("below", words.below, (count, 1), ("bottom-right", "top-right"), below if count > 2 else ())


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

NARROW = 205.0
"""Pixels of the square on the narrowest phone; what does not touch there touches nowhere."""
LETTER = 6.3
"""Pixels of a letter of 12 pixels on average, a little more than it is."""
LINE = 14.0
"""Pixels of a line of such letters."""
PAPER = 360.0
"""Pixels of the square on paper, in letters of 12 pixels."""
FAR, FAR_PAST = 0.14, 0.10
"""From the middle of a cell to a name beside it, as a share of the cell; the mark of an earlier stay is smaller."""
CORNER, BESIDE, UNDER = 8.8, 4.8, 1.0
"""Pixels from there that do not shrink with the picture: at a corner, at a side, above or below."""
THIN, FULL = 1.0, 4.0
"""How bad it is to lie over an edge, which goes on behind a word, and over a mark, a rung, the pole or a word."""
CLOTH = 26.0
"""How far the flag reaches to the right of its pole."""


class _Placer:
    """Finds for each name the first of its sides where it lies over nothing else, in a square so many pixels wide."""

    def __init__(self, count: int, legs: Sequence[Leg], edges: tuple[Stages, Stages], square: float = NARROW) -> None:
        self.count = count
        self.square = square
        self.scale = square / (CELL * count)
        self.taken: list[tuple[Box, float]] = []
        for stages in dict.fromkeys(edges):
            top, right = (count - stages[1]) * CELL + GAP, stages[0] * CELL - GAP
            self._take(GAP, top - GAP, right, top + GAP, THIN)
            self._take(right - GAP, top, right + GAP, count * CELL - GAP, THIN)
        half = RUNG / 2
        for leg in legs:
            (x, y), (to_x, to_y) = leg.start, leg.end
            self._take(*((x, y - half, to_x, to_y + half) if leg.level else (x - half, to_y, to_x + half, y)))

    def place(self, wanted: Iterable[_Wanted], stays: Sequence[Stay], tracks: Sequence[Track]) -> Iterator[Name]:
        names = list(wanted)
        for one in names:
            x, y = middle(one.stages, self.count)
            if one.kind in ("now", "most"):
                self._take(x - 14, y - 14, x + 14, y + 14)
            elif one.kind == "target":
                self._take(x - 2, y - FLAG + FOOT, x + 2, y + FOOT)
                self._take(x, y - FLAG + FOOT, x + CLOTH, y - 2)
        for track in tracks:
            for share in range(12):
                x, y = track.at(share / 12)
                self._take(x - 5, y - 5, x + 5, y + 5)
        for stay in stays:
            x, y = stay.spot
            self._take(x - 10, y - 10, x + 10, y + 10)
        for one in names:
            places = [*((one.stages, side) for side in one.sides), *one.elsewhere]
            boxes = [self._box(one.kind, one.text, *place) for place in places]
            costs = [self._cost(box) for box in boxes]
            best = costs.index(min(costs))
            self.taken.append((boxes[best], FULL))
            yield Name(one.kind, one.text, *places[best])

    def _take(self, left: float, top: float, right: float, bottom: float, weight: float = FULL) -> None:
        scale = self.scale
        self.taken.append(((left * scale, top * scale, right * scale, bottom * scale), weight))

    def _near(self, kind: str, side: str) -> tuple[float, float]:
        """How far a name stands from the middle of its cell, to the side and up or down."""
        if self.square == PAPER:
            return 8.0 * PAPER / NARROW, 8.0 * PAPER / NARROW
        far = (FAR_PAST if kind == "past" else FAR) * CELL * self.scale
        return CORNER if "-" in side else BESIDE + far, UNDER + far

    def _box(self, kind: str, text: str, stages: Stages, side: str) -> Box:
        wide, cell = len(text) * LETTER, CELL * self.scale
        x, y = (part * self.scale for part in middle(stages, self.count))
        aside, near = self._near(kind, side)
        left = {"left": x - aside - wide, "right": x + aside}.get(side.rpartition("-")[2], x - wide / 2)
        if side == "over-left":
            left = x + cell / 2 - wide
        elif side == "over-right" or side in ("top-left", "bottom-left"):
            left = x - cell / 2
        elif side in ("top-right", "bottom-right"):
            left = x + cell / 2 - wide
        top = {
            "below": y + near,
            "above": y - near - LINE,
            "over": y - (FLAG - FOOT) * self.scale - LINE - 1,
            "top": y - cell / 2,
            "bottom": y + cell / 2 - LINE,
        }.get(side.partition("-")[0], y - LINE / 2)
        return left, top, left + wide, top + LINE

    def _cost(self, box: Box) -> float:
        """How much of a name would lie over something, or outside."""
        left, top, right, bottom = box
        end = self.square + 1
        outside = max(-left, 0) + max(right - end, 0) + max(-top - 1, 0) + max(bottom - end, 0)
        return outside * 20 + sum(
            weight * max(min(right, b[2]) - max(left, b[0]), 0) * max(min(bottom, b[3]) - max(top, b[1]), 0)
            for b, weight in self.taken
        )


def _r(value: float) -> float:
    return round(value, 2)

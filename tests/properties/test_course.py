"""Nothing is said to have been gained or lost that some completion of the open answers of then and now contradicts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from lmmm_report.assess.comparison import compare, standing_of
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.story import borne_out, story_of
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.history import EarlierPosition, gates_now, position_then
from lmmm_report.domain.timeline import Moment, Timeline
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.views.comparison import comparison_view_of
from lmmm_report.report.views.history import HistoryView, history_view_of
from lmmm_report.report.views.timeline import story_words
from lmmm_report.site import tally
from lmmm_report.site.rows import row_of
from tests.builders import replace
from tests.properties.claims_read import Reading
from tests.properties.test_claims import MODEL, WORDINGS, of_outcomes

AXES = [axis.id for axis in MODEL.axes]
COMPLETIONS = 12
BLOCKS = [range(first, first + 40) for first in range(0, 160, 40)]

Place = dict[str, tuple[int, Fraction]]
"""Of each axis the stage and the coordinate, for certain."""


def way_of(seed: int) -> list[Assessment]:
    """Two to four states of one company, the oldest first; some of them nearly alike, as states of a company are."""
    chance = random.Random(seed)
    states = [of_outcomes(random.Random(seed * 7 + number)) for number in range(chance.choice((2, 2, 3, 4)))]
    if chance.random() < 0.4:
        states[0] = states[-1] if chance.random() < 0.5 else states[0]
    day = states[0].profile.date
    last = len(states) - 1
    return [
        replace(one, profile=replace(one.profile, date=day - timedelta(days=365 * (last - number))))
        for number, one in enumerate(states)
    ]


def completions(states: list[Assessment], seed: int) -> Iterator[list[Place]]:
    """Where the company may have stood at each time: all open answers one way or the other, and mixtures."""
    chance = random.Random(seed)
    for number in range(COMPLETIONS):
        yield [completed(one, chance, (0.0, 1.0, 0.5)[chance.randrange(3)]) for one in states]
        if number == 0:
            yield [completed(one, chance, 0.0 if place else 1.0) for place, one in enumerate(states)]
            yield [completed(one, chance, 1.0 if place else 0.0) for place, one in enumerate(states)]


def completed(state: Assessment, chance: random.Random, met: float) -> Place:
    outcomes = {
        gate: (Outcome.MET if chance.random() < met else Outcome.NOT_MET) if outcome is Outcome.UNKNOWN else outcome
        for gate, outcome in gates_now(state)
    }
    found = stages_and_coordinates(MODEL, outcomes)
    assert all(low == high for low, high, _ in found)
    return {axis: (one[0], one[2].low) for axis, one in zip(AXES, found, strict=True)}


def sign(then: int | Fraction, now: int | Fraction) -> str:
    return "up" if now > then else "down" if now < then else "same"


def contradicted(claim: str, days: dict[str, int], places: list[Place]) -> bool:
    """Whether a claim of a movement is not so in one completion; what is not known claims none."""
    words = claim.split()
    subject, said = words[0], words[-1]
    if subject in ("moved", "coordinate"):
        if said.startswith("open"):
            return False
        kind = 0 if subject == "moved" else 1
        return sign(places[days[words[2]]][words[1]][kind], places[-1][words[1]][kind]) != said
    if subject == "turned":
        at, stages = days[words[2]], [place[words[1]][0] for place in places]
        back = "down" if words[3] == "up" else "up"
        sides = ([sign(one, stages[at]) for one in stages[:at]], [sign(stages[at], one) for one in stages[at + 1 :]])
        return words[3] not in sides[0] or back not in sides[1]
    if subject in ("gained", "lost"):
        steps = [places[-1][axis][0] - places[days[words[1]]][axis][0] for axis in AXES]
        amount = sum(max(step if subject == "gained" else -step, 0) for step in steps)
        return amount < int(said) if words[2] == "least" else amount > int(said)
    return False


def viewed(states: list[Assessment]) -> Iterator[tuple[str, HistoryView, list[EarlierPosition]]]:
    earlier = [position_then(one) for one in states[:-1]]
    for wording in WORDINGS:
        yield wording.language, history_view_of(states[-1], earlier, wording), earlier


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_the_course_in_a_report_claims_nothing_else(seeds: range) -> None:
    kinds: set[str] = set()
    for seed in seeds:
        states = way_of(seed)
        ways = list(completions(states, seed))
        for _, view, earlier in viewed(states):
            days = {one.date.isoformat(): number for number, one in enumerate(earlier)}
            reading = Reading(result_document(states[-1], program_version="0", earlier=earlier))
            assert view.claims
            assert [claim for claim in view.claims if not reading.holds(claim)] == [], seed
            bad = [claim for claim in view.claims if any(contradicted(claim, days, way) for way in ways)]
            assert bad == [], (seed, bad, view.headline, view.story, view.since)
            kinds |= {claim.split()[0] + claim.split()[-1] for claim in view.claims}
    assert {"movedup", "moveddown", "movedopen.both", "coordinateup", "coordinateopen.both"} <= kinds


GAINED = re.compile(r"(?:stages? gained|Stufen? gewonnen) in")
LOST = re.compile(r"(?:stages? lost|Stufen? verloren) in")


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_no_word_for_a_gain_stands_where_it_may_be_none(seeds: range) -> None:
    """Read from the words alone, whatever they claim to claim."""
    for seed in seeds:
        states = way_of(seed)
        ways = list(completions(states, seed))
        for language, view, _ in viewed(states):
            for found, word in ((GAINED.search(view.story), "up"), (LOST.search(view.story), "down")):
                moved = [{sign(way[0][axis][0], way[-1][axis][0]) for axis in AXES} for way in ways]
                assert not found or all(word in signs for signs in moved), (seed, view.story)
            for axis in MODEL.axes:
                name = re.escape(axis.name[language])
                for text, kind, first in ((view.headline, 0, 0), (view.since, 1, -2)):
                    signs = {sign(way[first][axis.id][kind], way[-1][axis.id][kind]) for way in ways}
                    rise = re.search(rf"{name} (?:up from|von \S+ auf \S+ gestiegen)", text)
                    fall = re.search(rf"{name} (?:down from|von \S+ auf \S+ gesunken)", text)
                    moved_from = re.search(rf"(?:{name}|both axes|beide Achsen) (?:from stage|von Stufe)", text)
                    assert not rise or signs == {"up"}, (seed, text)
                    assert not fall or signs == {"down"}, (seed, text)
                    assert not moved_from or signs in ({"up"}, {"down"}), (seed, text)


@pytest.mark.parametrize("seeds", BLOCKS, ids=str)
def test_comparisons_stories_and_the_portfolio_claim_nothing_else(seeds: range) -> None:
    for seed in seeds:
        states = way_of(seed)
        ways = list(completions(states, seed))
        standings = [standing_of(one, f"s{number}", ()) for number, one in enumerate(states)]
        steps = tuple(compare(*pair, MODEL) for pair in pairwise(standings))
        timeline = Timeline("p.yaml", tuple(Moment(one, None) for one in standings), steps)
        story = story_of(timeline, MODEL)
        assert all(borne_out(claim, timeline, MODEL) for one in story for claim in one.claims)
        for wording in WORDINGS:
            for said in story_words(timeline, story, MODEL, wording):
                assert said == said.strip()
                assert not re.search(r"[{}]|  |\.\.", said)
        for one in story:
            for way in ways:
                steps_of = [way[one.last][axis][0] - way[one.first][axis][0] for axis in AXES]
                up, down = sum(max(step, 0) for step in steps_of), sum(max(-step, 0) for step in steps_of)
                if one.kind in ("risen", "fallen"):
                    assert one.stages.least <= (up if one.kind == "risen" else down) <= one.stages.most, (seed, one)
                if one.kind == "drop":
                    assert down > 0, (seed, one)
                if one.kind in ("stayed", "returned"):
                    assert up == down == 0, (seed, one)
        step = steps[-1]
        for number, axis in enumerate(MODEL.axes):
            signs = {sign(way[-2][axis.id][0], way[-1][axis.id][0]) for way in ways}
            assert number not in step.fallen or signs == {"down"}
            for wording in WORDINGS:
                name = re.escape(axis.name[wording.language])
                headline = comparison_view_of(step, MODEL, wording).headline
                assert not re.search(rf"{name}: (up from|gestiegen)", headline) or signs == {"up"}, (seed, headline)
                assert not re.search(rf"{name}: (down from|gefallen)", headline) or signs == {"down"}, (seed, headline)
        row = row_of(states[-1], "p", links={}, earlier=[position_then(states[-2])])
        moved = tally.movement(row, MODEL.version)
        for way in ways:
            signs = {sign(way[-2][axis][0], way[-1][axis][0]) for axis in AXES}
            claimed = {"both": {"up", "down"}, tally.UNSURE: set()}.get(moved, {moved})
            assert claimed <= signs, (seed, moved)
            assert moved != tally.SAME or signs == {"same"}, (seed, moved)


def test_what_is_won_or_lost_was_known_then_and_is_known_now() -> None:
    for seed in range(40):
        states = way_of(seed)
        before, after = (standing_of(one, "s", ()) for one in states[-2:])
        step = compare(before, after, MODEL)
        for move in (*step.won, *step.lost):
            assert Outcome.UNKNOWN not in (move.before, move.after)

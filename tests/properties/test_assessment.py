"""What must hold for every profile: silence widens the result around the truth, and order means nothing."""

from __future__ import annotations

import json
import random
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.model import DerivationKind
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.report.documents.result_json import result_document
from tests.built_in import MODEL

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "configs").glob("*.yaml")), *sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))]
PROFILES = [read_yaml(path).data for path in SOURCES]
"""As the front door reads them: dates stay text, and so does the key ``on``."""


def assessed(data):
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    return assess(load_profile_text(text, "profile.yaml"), MODEL)


@cache
def as_it_stands(number: int) -> Assessment:
    return assessed(PROFILES[number])


def fields(value, path=()):
    """Every field inside the sections of facts: what a company may leave out.

    That a list goes on is not left out: without it the list claims to be complete.
    """
    if isinstance(value, dict):
        for key, child in value.items():
            if key == "more":
                continue
            if path or key not in ("format", "company", "assessment", "declarations"):
                yield (*path, key)
                yield from fields(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from fields(child, (*path, index))


def without(data, path):
    copy = json.loads(json.dumps(data))
    here = copy
    for key in path[:-1]:
        here = here[key]
    del here[path[-1]]
    return copy


def test_there_are_profiles() -> None:
    assert len(PROFILES) >= 23


@settings(max_examples=40)
@given(st.sampled_from(range(len(PROFILES))), st.randoms(use_true_random=False))
def test_leaving_facts_out_widens_the_result_around_the_truth(number: int, chance: random.Random) -> None:
    around_the_truth(number, chance)


@pytest.mark.long
@settings(max_examples=400)
@given(st.sampled_from(range(len(PROFILES))), st.randoms(use_true_random=False))
def test_leaving_facts_out_of_many_widens_the_result_around_the_truth(number: int, chance: random.Random) -> None:
    around_the_truth(number, chance)


def around_the_truth(number: int, chance: random.Random) -> None:
    """The whole profile is one completion of the one with gaps: its result lies inside.

    Only what fills in a gap gives way to what is stated there, and what is met to what excludes it.
    """
    from lmmm_report.problems import UserError

    whole, data = as_it_stands(number), PROFILES[number]
    for _ in range(chance.randint(1, 6)):
        options = list(fields(data))
        if not options:
            break
        shorter = without(data, chance.choice(options))
        try:
            load_profile_text(yaml.safe_dump(shorter, allow_unicode=True).encode(), "p.yaml")
        except UserError:  # a field that an item needs, or a name that others refer to
            continue
        data = shorter
    gappy = assessed(data)
    gave_way = False
    for known, unsure in zip(whole.findings, gappy.findings, strict=True):
        if unsure.observed not in (known.observed, Outcome.UNKNOWN):
            gave_way = True
            filled = unsure.derivation is not None and unsure.derivation.kind is DerivationKind.FILLS_IN
            excluded = known.derivation is not None and known.derivation.kind is DerivationKind.EXCLUDES
            assert filled or excluded, known.criterion.id
    for before, after in zip(whole.axes, gappy.axes, strict=True) if not gave_way else ():
        assert after.proven <= before.proven
        assert after.possible >= before.possible
        assert after.coordinate.low <= before.coordinate.low
        assert after.coordinate.high >= before.coordinate.high


@pytest.mark.parametrize("number", range(len(PROFILES)), ids=[p.parent.name + "/" + p.stem for p in SOURCES])
def test_the_order_of_keys_means_nothing(number: int) -> None:
    chance = random.Random(number)

    def shuffled(value):
        if isinstance(value, dict):
            keys = list(value)
            chance.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    def without_places(document):
        if isinstance(document, dict):
            return {k: without_places(v) for k, v in document.items() if k not in ("line", "lines", "column", "sha256")}
        return [without_places(item) for item in document] if isinstance(document, list) else document

    one, other = (
        without_places(result_document(assessed(data), program_version="x"))
        for data in (PROFILES[number], shuffled(PROFILES[number]))
    )
    assert one == other


def test_silence_about_everything_leaves_everything_possible() -> None:
    result = assessed({"format": 1, "company": {"name": "X"}, "assessment": {"date": "2026-10-15"}})
    assert (result.cell.stages, result.highest.stages) == ((1, 1), (4, 4))
    assert all(f.observed is Outcome.UNKNOWN for f in result.findings)
    assert not result.contradictions
    assert result.profile.date == date(2026, 10, 15)


def declared(*entries):
    data = {"format": 1, "company": {"name": "X"}, "assessment": {"date": "2026-10-15"}}
    return assessed({**data, "declarations": list(entries)})


def declaration(criterion: str, state: str) -> dict[str, str]:
    return {"criterion": criterion, "state": state, "reason": "R", "by": "Management", "date": "2026-10-01"}


def test_nobody_declares_himself_up_a_stage() -> None:
    gates = [g.id for axis in MODEL.axes for stage in axis.stages[1:] for g in MODEL.gates(axis.id, stage.number)]
    result = declared(*(declaration(gate, "not_applicable") for gate in gates))
    assert result.highest.stages == (1, 1)
    assert len(result.declared) == len(gates)


def test_a_waived_finding_counts_as_it_is() -> None:
    result = declared(declaration("X2-PRO-1", "waived"))
    finding = result.by_id["X2-PRO-1"]
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.waived
    assert result.highest.stages == (4, 4)


def test_what_is_declared_away_is_told() -> None:
    data = dict(PROFILES[[p.stem for p in SOURCES].index("sandner-lohe-medizintechnik")])
    data["declarations"] = [declaration(g.id, "not_applicable") for g in MODEL.gates("lead_management", 2)[1:]]
    result = assessed(data)
    assert result.undeclared.stages == (3, 1)


def test_questions_come_in_the_order_of_what_they_narrow() -> None:
    result = assess_file("calder-finch-water")
    worth = [q.narrowing for q in result.questions]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > 0
    assert len({tuple(f.criterion.id for f in q.findings) for q in result.questions}) == len(result.questions)


def assess_file(name: str):
    return assessed(PROFILES[[p.stem for p in SOURCES].index(name)])

"""What holds for the forms of statements in whole profiles: how a thing is written means nothing, and gaps stay open."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.reading import Meter
from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.format import NO_FACTS, Field
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from tests.built_in import MODEL
from tests.properties.completions import REPLACED, REPLACING, completed
from tests.properties.random_profiles import a_random_profile, as_bytes

SEEDS = range(40)


def loaded(data: dict[str, Any]) -> Profile:
    return load_profile_text(as_bytes(data), "profile.yaml")


def rewritten(chance: random.Random, value: Any, field: Field) -> Any:  # noqa: PLR0911
    """The same statement in another form."""
    if value == "none" and "none" in field.fields:
        return chance.choice(("none", {"none": True}, {"none": True, "note": "So it was said."}))
    if value == "exists" and "exists" in field.fields:
        return chance.choice(("exists", {"exists": True}))
    if field.kind == "list" and isinstance(value, list) and field.item is not None:
        entries = [rewritten(chance, entry, field.item) for entry in value]
        if "listed" not in field.fields:
            return entries
        forms = ({"listed": entries}, {"listed": entries, "count": len(value)}, {"listed": entries, "more": False})
        return chance.choice((entries, *forms))
    if isinstance(value, dict):
        return {name: rewritten(chance, child, field.fields[name]) for name, child in value.items()}
    if field.kind == "object" and field.name and isinstance(value, str):
        return chance.choice((value, {field.name: value}))
    return value


@pytest.mark.parametrize("seed", SEEDS)
def test_how_a_thing_is_written_means_nothing(seed: int) -> None:
    chance = random.Random(seed)
    data = a_random_profile(chance)
    fields = profile_format().fields.fields
    other = {n: v if n in NO_FACTS or n == "company" else rewritten(chance, v, fields[n]) for n, v in data.items()}
    one, another = loaded(data), loaded(other)
    assert one.facts == another.facts
    assert one.stated == another.stated
    assert one.item_names == another.item_names
    assert one.withheld == another.withheld


@pytest.mark.parametrize("seed", SEEDS)
def test_a_definite_verdict_survives_every_completion(seed: int) -> None:
    """Where no statement replaces what counts without it: see `REPLACED` and `REPLACING`."""
    assert REPLACED
    chance = random.Random(seed)
    data = a_random_profile(chance)
    before = assess(loaded(data), MODEL).findings
    for _ in range(3):
        fuller = completed(chance, data)
        after = assess(loaded(fuller), MODEL).findings
        lost = [
            (one.criterion.id, one.observed.value, other.observed.value)
            for one, other in zip(before, after, strict=True)
            if one.observed is not Outcome.UNKNOWN
            and other.observed is not one.observed
            and not {d.kind for d in (one.derivation, other.derivation) if d is not None} & set(REPLACING)
        ]
        assert not lost, json.dumps([data, fuller])


HEAD: dict[str, Any] = {"format": 2, "company": {"name": "X"}, "assessment": {"date": "2026-10-15"}}


def hostile(count: int) -> dict[str, Any]:
    """A profile in which every list has ``count`` entries of which nobody said more than what holds for each."""

    def filled(field: Field) -> Any:
        if field.kind == "list" and "count" in field.fields:
            each = field.fields.get("each")
            inner = (
                {n: filled(c) for n, c in each.fields.items() if c.kind == "list" and n != "evidence"} if each else {}
            )
            inner = {name: value for name, value in inner.items() if value is not None}
            return {"count": count, **({"each": inner} if inner else {})}
        if field.kind == "object":
            inside = {n: filled(c) for n, c in field.fields.items() if c.kind in ("list", "object") and not c.form}
            return {name: value for name, value in inside.items() if value} or None
        return None

    fields = profile_format().fields.fields
    made = {name: filled(field) for name, field in fields.items() if name not in NO_FACTS and name != "company"}
    return HEAD | {name: value for name, value in made.items() if value}


def test_a_great_number_costs_no_more_than_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    visited = [0]
    visit = Meter.visit

    def counting(meter: Meter, items: int) -> None:
        visited[0] += items
        visit(meter, items)

    monkeypatch.setattr(Meter, "visit", counting)
    costs = []
    for count in (3, 100_000):
        visited[0] = 0
        assess(loaded(hostile(count)), MODEL)
        costs.append(visited[0])
    assert costs[0] > 0
    assert costs[1] <= 2 * costs[0]

"""Changes written into a profile: the file then says exactly what the facts say, and nothing else has moved."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.assess.effects import CarriedOut, carry_out
from lmmm_report.domain.profile import Profile
from lmmm_report.editing.profile_text import render_changed
from lmmm_report.load.profile.profile import load_profile, load_profile_text
from tests.built_in import MODEL
from tests.properties.random_profiles import a_random_profile

ROOT = Path(__file__).resolve().parents[3]
FILES = [*sorted((ROOT / "configs").glob("*.yaml")), *sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))]
HEAD = "format: 1\ncompany: {name: Test}\nassessment: {date: 2026-10-15, language: en}\n"


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain(child) for key, child in value.items()}
    return [plain(child) for child in value] if isinstance(value, (list, tuple)) else value


def written(profile: Profile, done: CarriedOut) -> str:
    return render_changed(profile, done.profile, done.changes, note="assumed by {measure}").text


def read(text: str) -> Profile:
    return load_profile_text(text.encode(), "x", supposing=True)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_all_measures_at_once(path: Path) -> None:
    profile = load_profile(path)
    done = carry_out(profile, MODEL.measures, MODEL)
    text = written(profile, done)
    assert plain(read(text).facts) == plain(done.profile.facts)
    assert comments(text) == comments(profile.text)


@pytest.mark.parametrize("seed", range(120))
def test_some_measures_on_random_profiles(seed: int) -> None:
    chance = random.Random(seed)
    text = yaml.safe_dump(a_random_profile(chance), allow_unicode=True, sort_keys=False)
    profile = read(text)
    done = carry_out(profile, chance.sample(MODEL.measures, 6), MODEL)
    assert plain(read(written(profile, done)).facts) == plain(done.profile.facts)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_no_change_changes_nothing(path: Path) -> None:
    profile = load_profile(path)
    assert render_changed(profile, profile, (), note="").text == profile.text


def change(text: str, *ids: str) -> str:
    profile = load_profile_text((HEAD + text).encode(), "x")
    return written(profile, carry_out(profile, [MODEL.measure(i) for i in ids], MODEL)).removeprefix(HEAD)


def test_what_is_assumed_is_marked_and_what_is_decided_is_not() -> None:
    assert change("process:\n  rule_set:\n    document: Rules # ours\n", "M-RULES") == (
        "process:\n"
        "  rule_set:\n"
        "    document: Rules # ours\n"
        "    accepted_by: [marketing, sales]\n"
        "    in_force_since: 2026-10-15 # assumed by M-RULES\n"
        "    last_followed: 2026-10-15 # assumed by M-RULES\n"
        "    dispute_path: The two heads, then one named executive # assumed by M-RULES\n"
        "    assumed: [accepted_by, in_force_since, last_followed, dispute_path]\n"
    )


def test_none_of_a_group_stays_none_of_its_other_parts() -> None:
    text = change("process:\n  lead_sketch: none\n", "M-FIVE-ENQUIRIES")
    assert "lead_sketch:\n    document: The way of five enquiries on one page # assumed" in text
    text = change("roles: none\n", "M-CONTACTS")
    assert "stand_ins: none" in text
    assert "contacts:\n    - unit: marketing\n      role: Contact in marketing # assumed by M-CONTACTS\n" in text


def test_lists_whose_dashes_stand_at_the_margin() -> None:
    text = "roles:\n  contacts:\n  - unit: marketing\n    role: Ms Miller\n"
    assert change(text, "M-CONTACTS").startswith(
        "roles:\n  contacts:\n  - unit: marketing\n    role: Ms Miller\n"
        "    deputy: Deputy in marketing # assumed by M-CONTACTS\n    assumed: [deputy]\n  - unit: sales\n"
    )


def test_line_ends_of_windows_stay() -> None:
    text = (HEAD + "roles: none\n").replace("\n", "\r\n")
    profile = load_profile_text(text.encode(), "x")
    made = written(profile, carry_out(profile, [MODEL.measure("M-CONTACTS")], MODEL))
    assert made.count("\r\n") == made.count("\n") > 10

"""A profile of format 1 says in format 2 what it said: the same facts and findings, every comment, in any layout."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.result.findings import find
from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Profile
from lmmm_report.editing.migration import render_migrated
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.problems import UserError
from tests.built_in import MODEL
from tests.properties.random_layouts import COMMENTS, laid_out
from tests.properties.random_profiles import a_random_profile

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))
STRENGTH = {"high": "shown", "medium": "told", "low": "told"}
BASES = ("shown", "described", "told", "heard", "assumed")


def migrated(data: bytes) -> str:
    source = parse_yaml(data, "old.yaml")
    assert isinstance(source.data, dict)
    return render_migrated(source.text, source.data, profile_format(), 2).text


def owners(value: Any, field: Field | None, path: tuple[Any, ...] = ()) -> Iterator[dict[str, Any]]:
    """Every group of the facts that may carry evidence."""
    if field is None:
        return
    if isinstance(value, dict):
        if "evidence" in field.fields and path:
            yield value
        for name, child in value.items():
            yield from owners(child, field.fields.get(name), (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from owners(child, field.item, (*path, index))


def some_evidence(chance: random.Random) -> list[dict[str, str]]:
    made = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        entry = {}
        for name, value in (("link", "https://a.example/x"), ("note", "Seen"), ("date", "2026-10-01")):
            if chance.random() < 0.4:
                entry[name] = value
        if chance.random() < 0.8 or not entry:
            entry["confidence"] = chance.choice(tuple(STRENGTH))
        made.append(dict(chance.sample(list(entry.items()), len(entry))))
    return made


def an_old_profile(seed: int) -> tuple[bytes, dict[str, Any], list[str]]:
    """A profile of format 1 with evidence, in a layout of chance; its data; the comments in it."""
    chance = random.Random(seed)
    for _ in range(50):
        made, data = drawn(chance)
        try:
            load_profile_text(made, "old.yaml")
        except UserError:
            continue
        return made, data, comments(made.decode())
    raise AssertionError("no valid profile in 50")


def drawn(chance: random.Random) -> tuple[bytes, dict[str, Any]]:
    data = a_random_profile(chance, format=1)
    for owner in list(owners(data, profile_format().fields)):
        if chance.random() < 0.3:
            owner["evidence"] = some_evidence(chance)
            if chance.random() < 0.2:
                owner["basis"] = chance.choice(BASES)
    if chance.random() < 0.2:
        data["assessment"]["basis"] = chance.choice(BASES)
    return laid_out(data, chance).data, data


def comments(text: str) -> list[str]:
    """The comments of the layouts of chance, which occur in no text."""
    found = []
    for line in text.removeprefix("\ufeff").splitlines():
        found += [sign for sign in COMMENTS if re.search(rf"(^|\s){re.escape(sign.rstrip())}\s*$", line)]
    return found


def expected_bases(value: Any, around: str, field: Field) -> Any:
    """The data as it has to be afterwards, worked out on the data alone."""
    if isinstance(value, list):
        assert field.item is not None
        return [expected_bases(child, around, field.item) for child in value]
    if not isinstance(value, dict):
        return value
    around = value.get("basis", around)
    each = value.get("each")
    told = {name: "told" for one in value.get("told", ()) for name in one["fields"]}
    told |= dict.fromkeys(value.get("assumed", ()), "assumed")
    told |= {"listed": each.get("basis", around)} if isinstance(each, dict) else {}
    made = {
        name: expected_bases(child, told.get(name, around), field.fields[name])
        for name, child in value.items()
        if name != "evidence"
    }
    if "evidence" not in value:
        return made
    left = [{k: v for k, v in entry.items() if k != "confidence"} for entry in value["evidence"]]
    words = {STRENGTH[entry["confidence"]] for entry in value["evidence"] if "confidence" in entry}
    if any(left):
        made["evidence"] = [entry for entry in left if entry]
    alone = "none" in field.fields and value.keys() == {"evidence"}
    if words and not alone and "basis" not in value and "basis" in field.fields and around not in ("heard", "assumed"):
        made["basis"] = "shown" if "shown" in words else "told"
    return made


def as_words(value: Any) -> Any:
    """The data with numbers as they are written: a layout of chance has years with and without quotation marks."""
    if isinstance(value, dict):
        return {name: as_words(child) for name, child in value.items()}
    return [as_words(child) for child in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("seed", range(200))
def test_it_says_the_same_in_any_layout(seed: int) -> None:
    old, data, noted = an_old_profile(seed)
    text = migrated(old)
    wanted = expected_bases(data, data["assessment"].get("basis", ""), profile_format().fields)
    assert as_words(parse_yaml(text.encode(), "new.yaml").data) == as_words({**wanted, "format": 2})
    assert Counter(comments(text)) == Counter(noted)
    before, after = load_profile_text(old, "old.yaml"), load_profile_text(text.encode(), "new.yaml")
    assert after.facts == before.facts
    assert after.withheld == before.withheld


@pytest.mark.parametrize("seed", range(40))
def test_every_finding_is_the_same(seed: int) -> None:
    old, _, _ = an_old_profile(1000 + seed)
    assert_same_findings(load_profile_text(old, "old.yaml"), load_profile_text(migrated(old).encode(), "new.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_old_cases_say_the_same(path: Path) -> None:
    old = path.read_bytes()
    new = migrated(old)
    assert_same_findings(load_profile_text(old, "old.yaml"), load_profile_text(new.encode(), "new.yaml"))


def assert_same_findings(before: Profile, after: Profile) -> None:
    one, two = ({f.criterion.id: f.outcome for f in find(profile, MODEL)} for profile in (before, after))
    assert one == two


def test_the_profiles_are_of_all_kinds() -> None:
    texts = [an_old_profile(seed)[0].decode() for seed in range(200)]
    for sign in ("basis: heard", "{confidence", "- confidence", "\r\n", "\ufeff"):
        assert sum(sign in text for text in texts) > 3, sign
    assert sum("confidence" in text for text in texts) > 150

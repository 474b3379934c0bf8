"""What is written back is what was there: only the lines of changed facts differ, in whatever layout."""

from __future__ import annotations

import random
from typing import Any

import pytest

from lmmm_report.assess.effects import CarriedOut, carry_out
from lmmm_report.domain.profile import Profile
from lmmm_report.editing.profile_text import render_changed
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile_text
from tests.properties.random_layouts import LaidOut, laid_out
from tests.properties.random_profiles import a_random_profile

MODEL = load_model()
NOTES = "Two ways: \"a\" # and 'b'\n\n  - further in\n"


def a_file(seed: int) -> tuple[LaidOut, Profile, CarriedOut]:
    chance = random.Random(seed)
    data = a_random_profile(chance)
    data["assessment"]["notes"] = chance.choice((NOTES, "short"))
    made = laid_out(data, chance)
    profile = load_profile_text(made.data, "random.yaml", supposing=True)
    return made, profile, carry_out(profile, chance.sample(MODEL.measures, 6), MODEL)


def may_differ(made: LaidOut, path: tuple[Any, ...]) -> set[int]:
    """The lines that a change of the fact at ``path`` may touch."""
    stated = path
    while stated and stated not in made.spans:
        stated = stated[:-1]
    forms = {
        number
        for depth in range(1, len(path) + 1)
        for name in ("none", "count", "more")
        for number in lines_of(made, (*path[:depth], name))
    }
    if forms:
        inside_listed = "listed" in {
            other[len(stated)] for other in made.spans if other[: len(stated)] == stated != other
        }
        return forms | (lines_of(made, (*stated, "listed")) if stated == path and inside_listed else set())
    inside = any(other[: len(stated)] == stated and other != stated for other in made.spans)
    if stated == path or stated in made.brackets or not inside:
        first, last = made.spans.get(stated, (0, -1))
        return set(range(first, last + 1))
    return set()  # something is added below: no line that is there has to change


@pytest.mark.parametrize("seed", range(250))
def test_only_the_lines_of_changed_facts_differ(seed: int) -> None:
    made, profile, done = a_file(seed)
    changed = render_changed(profile, done.profile, done.changes, note="assumed for {measure}")
    read = load_profile_text(changed.text.encode(), "random.yaml", supposing=True)
    assert read.facts == done.profile.facts
    assert (read.notes, read.company, read.target) == (profile.notes, profile.company, profile.target)
    allowed = set().union(*(may_differ(made, change.path) for change in done.changes))
    if not made.lines[-1].endswith("\n"):
        allowed.add(len(made.lines) - 1)  # may get a line break, as further lines come
    new = iter(changed.text.splitlines(keepends=True))
    for number, line in enumerate(made.lines):
        assert number in allowed or any(line == other for other in new), f"line {number + 1} is gone: {line!r}"
    assert changed.text.endswith("\n") == profile.text.endswith("\n")
    assert changed.keeps()


def test_no_change_changes_nothing() -> None:
    for seed in range(60):
        _, profile, _ = a_file(seed)
        assert render_changed(profile, profile, (), note="").text == profile.text


def test_every_assumed_value_has_its_mark() -> None:
    marked = 0
    for seed in range(40):
        _, profile, done = a_file(seed)
        changed = render_changed(profile, done.profile, done.changes, note="assumed for {measure}")
        for change in done.changes:
            if change.assumed:
                marked += 1
                assert f"assumed for {change.measure}" in changed.text
    assert marked > 500


def test_the_layouts_are_of_all_kinds() -> None:
    files = [a_file(seed)[0] for seed in range(250)]
    texts = [made.data.decode() for made in files]
    for sign in ("\ufeff", "\r\n", "...", "---", "|", ">-", "{", "[", "\t#", "'"):
        assert sum(sign in text for text in texts) > 10, sign
    assert sum(not text.endswith("\n") for text in texts) > 20
    assert sum("\r\n" in text and "\n" in text.replace("\r\n", "") for text in texts) > 10

"""What is written back is what was there: only the lines of changed facts differ, in whatever layout."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lmmm_report.assess.effects import CarriedOut, carry_out
from lmmm_report.domain.facts import Entries
from lmmm_report.domain.profile import FactValue, Profile, value_at
from lmmm_report.editing.confirming import render_confirmed
from lmmm_report.editing.profile_text import render_changed
from lmmm_report.facts.stating import closed
from lmmm_report.load.profile.profile import load_profile_text
from tests.built_in import MODEL
from tests.properties.random_layouts import LaidOut, laid_out
from tests.properties.random_profiles import DAY, a_random_profile

NOTES = "Two ways: \"a\" # and 'b'\n\n  - further in\n"


def a_file(seed: int) -> tuple[LaidOut, Profile, CarriedOut]:
    chance = random.Random(seed)
    data = a_random_profile(chance)
    data["assessment"]["notes"] = chance.choice((NOTES, "short"))
    made = laid_out(data, chance)
    profile = load_profile_text(made.data, "random.yaml", supposing=True)
    return made, profile, carry_out(profile, chance.sample(MODEL.measures, 6), MODEL)


def lines_of(made: LaidOut, path: tuple[Any, ...]) -> set[int]:
    first, last = made.spans.get(path, (0, -1))
    return set(range(first, last + 1))


def as_laid_out(made: LaidOut, profile: Profile, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Where a fact is written: the named entries of a list may stand under a key of their own."""
    written: tuple[Any, ...] = ()
    for step in profile.as_written(path):
        if isinstance(step, int) and (*written, "listed") in made.spans:
            written = (*written, "listed")
        written = (*written, step)
    return written


def may_differ(made: LaidOut, profile: Profile, path: tuple[Any, ...]) -> set[int]:
    """The lines that a change of the fact at ``path`` may touch."""
    path = as_laid_out(made, profile, path)
    stated = path
    while stated and stated not in made.spans:
        stated = stated[:-1]
    # What says that there is none of it, how many there are, or what is assumed.
    around = [path[:depth] for depth in range(1, len(path) + 1)]
    forms = {n for own in around for name in ("none", "count", "assumed") for n in lines_of(made, (*own, name))}
    inside = any(other[: len(stated)] == stated and other != stated for other in made.spans)
    if stated == path or stated in made.brackets or not inside:
        return forms | lines_of(made, stated)
    return forms  # something is added below: no line that is there has to change


@pytest.mark.parametrize("seed", range(250))
def test_only_the_lines_of_changed_facts_differ(seed: int) -> None:
    made, profile, done = a_file(seed)
    changed = render_changed(profile, done.profile, done.changes, note="assumed for {measure}")
    read = load_profile_text(changed.text.encode(), "random.yaml", supposing=True)
    assert closed(read.facts) == closed(done.profile.facts)
    assert (read.notes, read.company, read.target) == (profile.notes, profile.company, profile.target)
    allowed = set().union(*(may_differ(made, profile, change.path) for change in done.changes))
    if not made.lines[-1].endswith("\n"):
        allowed.add(len(made.lines) - 1)  # may get a line break, as further lines come
    new = iter(changed.text.splitlines(keepends=True))
    for number, line in enumerate(made.lines):
        assert number in allowed or any(line == other for other in new), f"line {number + 1} is gone: {line!r}"
    assert changed.text.endswith("\n") == profile.text.endswith("\n")
    assert changed.keeps()


def statements(value: FactValue, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], FactValue]]:
    """The single statements of groups that are stated entry by entry; open lists are left out."""
    if isinstance(value, Mapping):
        if "there" not in value:
            for name, child in value.items():
                yield from statements(child, (*path, name))
    elif type(value) is tuple and any(isinstance(entry, Mapping) for entry in value):
        for index, entry in enumerate(value):
            yield from statements(entry, (*path, index))
    elif not isinstance(value, Entries):
        yield path, value


def near(path: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether one lies on the way to the other."""
    return path == other[: len(path)] or other == path[: len(other)]


@pytest.mark.parametrize("seed", range(0, 250, 3))
def test_what_is_written_is_assumed_until_it_is_confirmed(seed: int) -> None:
    made, _, done = a_file(seed)
    before = load_profile_text(made.data, "random.yaml")
    profile = load_profile_text(made.data, "random.yaml", supposing=True)
    text = render_changed(profile, done.profile, done.changes, note="assumed for {measure}").text
    written = load_profile_text(text.encode(), "random.yaml")
    changed = {change.path for change in done.changes}
    assert bool(written.assumptions) == bool(done.changes) or before.assumptions
    # What is withheld before makes the entries of lists count otherwise.
    for path, fact in statements(before.stated) if not before.withheld else ():
        if not any(near(path, other) for other in changed):
            assert value_at(written.stated, path) == fact, "what is not changed keeps its standing"
    confirmed = render_confirmed(
        written, frozenset(written.assumptions), by="Ms Miller", on=DAY, notes=["assumed for {measure}"]
    )
    read = load_profile_text(confirmed.text.encode(), "random.yaml")
    assert confirmed.keeps()
    assert read.assumptions == ()
    assert closed(read.facts) == closed(done.profile.facts)


@pytest.mark.parametrize("seed", range(0, 250, 3))
def test_a_part_of_what_is_assumed_is_confirmed_alone(seed: int) -> None:
    made, _, done = a_file(seed)
    profile = load_profile_text(made.data, "random.yaml", supposing=True)
    text = render_changed(profile, done.profile, done.changes, note="assumed for {measure}").text
    written = load_profile_text(text.encode(), "random.yaml")
    chance = random.Random(seed)
    some = frozenset(path for path in written.assumptions if chance.random() < 0.5)
    confirmed = render_confirmed(written, some, by="Ms Miller", on=DAY, notes=["assumed for {measure}"])
    read = load_profile_text(confirmed.text.encode(), "random.yaml")
    assert read.assumptions == tuple(path for path in written.assumptions if path not in some)
    assert {read.words[path].said_by for path in read.words if read.words[path].basis == "told"} <= {"Ms Miller", ""}
    supposing = load_profile_text(confirmed.text.encode(), "random.yaml", supposing=True)
    assert closed(supposing.facts) == closed(done.profile.facts)


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

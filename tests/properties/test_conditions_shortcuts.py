"""Looking up, remembering and asking again are shortcuts: they say what going through everything says, and why."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from lmmm_report.assess.conditions import functions, operators, quantified
from lmmm_report.assess.conditions.evaluate import Tried, Verdict, evaluate
from lmmm_report.assess.conditions.reading import Reading
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.facts import EACH, EXISTS, Entries
from lmmm_report.domain.profile import Place
from lmmm_report.load.expression.expression import ExpressionError, load_expression, parse_expression
from tests.properties.random_conditions import LIMITS, Conditions, random_facts, random_format, with_value

RANDOM = st.randoms(use_true_random=False)
QUICK = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)

WORDS = ("x", "y", "z", "w", "v")


@contextmanager
def without_shortcuts() -> Iterator[None]:
    """Every list is gone through, item by item, and nothing is remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantified, "search_of", lambda *_: None)
        patch.setattr(functions, "_remembered", lambda function, _: function)
        patch.setattr(Reading, "texts", lambda *_: None)
        patch.setattr(operators, "all_told", lambda _: False)
        yield


def plainly(text: str, facts: dict[str, Any]) -> Verdict:
    with without_shortcuts():
        return evaluate(parse_expression(text), facts, LIMITS)


# --- Looking up


def some_words(rng: random.Random, *lengths: int) -> tuple[Any, ...]:
    """A list of words; now and then one of them is not told, or there may be others."""
    words = tuple(EXISTS if rng.random() < 0.03 else rng.choice(WORDS) for _ in range(rng.choice(lengths)))
    return Entries(words, at_least=rng.randrange(2)) if rng.random() < 0.15 else words


def an_entry(rng: random.Random, stated: float = 0.9) -> dict[str, Any]:
    """An entry of a list, each field of it left out now and then."""
    fields = {
        "id": EXISTS if rng.random() < 0.03 else rng.choice(WORDS),
        "ref": EXISTS if rng.random() < 0.03 else rng.choice(WORDS),
        "refs": some_words(rng, 0, 1, 3, 12),
        "n": rng.randrange(3),
    }
    return {name: value for name, value in fields.items() if rng.random() < stated}


def some_entries(rng: random.Random, most: int) -> tuple[dict[str, Any], ...]:
    """Entries of a list; now and then there may be others."""
    named = tuple(an_entry(rng) for _ in range(rng.randrange(most)))
    if rng.random() < 0.6:
        return named
    rest = an_entry(rng, 0.6) if rng.random() < 0.8 else {}
    return Entries(named, rest=rest, at_least=rng.randrange(3), at_most=rng.randrange(2, 5))


def a_search(rng: random.Random) -> str:
    """A condition that looks for entries of one list by texts of another."""
    sought = rng.choice(("a.ref", '"x"', "b.ref", "a.refs[0]"))
    first = rng.choice(
        (
            f"b.id == {sought}",
            f"{sought} == b.id",
            "b.id in a.refs",
            "b.id in k",
            "b.id in l.filter(c, c.n == a.n)[0].refs",
        )
    )
    rest = rng.choice(("", " && b.n == 1", " && b.n == a.n", " && b.n == 1 && b.ref == a.ref", " || b.n == 2"))
    inner = f"m.exists(b, {first}{rest})"
    other = rng.choice(("a.n == 0", "m.exists(b, b.n == 2)", "m.all(b, b.n < 2)", "true"))
    joined = rng.choice((f"{inner}", f"!{inner}", f"{other} && {inner}", f"{inner} || {other}", f"{other} || !{inner}"))
    if rng.random() < 0.3:
        through_texts = joined.replace("a.ref ", "r ").replace("== a.ref", "== r")
        joined = f"a.refs.{rng.choice(('exists', 'all'))}(r, {through_texts})"
    return f"l.{rng.choice(('exists', 'all', 'exists_one'))}(a, {joined})"


@QUICK
@given(RANDOM)
def test_looking_up_says_the_same_for_the_same_reasons(rng: random.Random) -> None:
    facts = {"l": some_entries(rng, 6), "m": some_entries(rng, 12), "k": some_words(rng, 9)}
    text = a_search(rng)
    note(f"{text} over {facts}")
    assert evaluate(parse_expression(text), facts, LIMITS) == plainly(text, facts)


@QUICK
@given(RANDOM)
def test_shortcuts_change_nothing_in_any_condition(rng: random.Random) -> None:
    format_ = random_format(rng)
    text = Conditions(rng, format_).condition(rng.randrange(2, 6))
    try:
        load_expression(text, format_, LIMITS)
    except ExpressionError:
        return
    facts = random_facts(rng, format_, rng.choice((0.0, 0.2, 0.5)), rng.choice((0.0, 0.3)))
    note(f"{text} over {facts}")
    assert evaluate(parse_expression(text), facts, LIMITS) == plainly(text, facts)


# --- Asking again


def places(facts: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path at which something is stated."""
    if here:
        yield here
    if isinstance(facts, dict):
        for name, value in facts.items():
            yield from places(value, (*here, name))
    elif isinstance(facts, tuple):
        for number, value in enumerate(facts):
            yield from places(value, (*here, number))
        if isinstance(facts, Entries) and facts.rest is not None:
            yield from places(facts.rest, (*here, EACH))


@QUICK
@given(RANDOM)
def test_asking_again_says_what_asking_anew_says(rng: random.Random) -> None:
    format_ = random_format(rng)
    text = Conditions(rng, format_).condition(rng.randrange(2, 6))
    try:
        expression = load_expression(text, format_, LIMITS)
    except ExpressionError:
        return
    facts = random_facts(rng, format_, rng.choice((0.0, 0.2)), rng.choice((0.0, 0.2)))
    tried = Tried(Condition(text=text, expression=expression, file="m.yaml", place=Place(1, 1)), facts, LIMITS)
    for path in rng.sample(found := list(places(facts)), min(len(found), 8)):
        if isinstance(path[-1], int) or path[-1] == EACH:
            continue
        changed = with_value(format_, facts, path, rng, rng.choice((0.0, 0.3)))
        note(f"{text} over {facts}, {path} changed: {changed}")
        assert tried.holds(changed, (path,)) is (evaluate(expression, changed, LIMITS).value is True)


def visits(text: str, facts: dict[str, Any]) -> int:
    """How many items are looked at."""
    reading = Reading(facts, LIMITS)
    functions.compiled(parse_expression(text))(reading)
    return reading.meter.visits


def test_looking_up_costs_the_sum_of_the_lists_and_not_their_product() -> None:
    def cost(size: int) -> int:
        entries = tuple({"id": f"i{n}", "refs": (f"i{n + 1}", f"i{n + 2}")} for n in range(size))
        return sum(
            visits(text, {"l": entries})
            for text in (
                "l.all(a, l.exists(b, b.id in a.refs && a.id != b.id))",
                "l.all(a, a.refs.all(r, l.exists(b, b.id == r)))",
                "l.all(a, l.exists(b, b.id == a.id) && l.exists(c, c.id == 'none'))",
            )
        )

    assert cost(400) <= 4.1 * cost(100)


def test_asking_again_costs_the_item_and_not_the_list() -> None:
    entries = tuple({"id": f"i{n}", "n": 1} for n in range(1000))
    text = "l.all(a, a.n == 1)"
    condition = Condition(text=text, expression=parse_expression(text), file="m.yaml", place=Place(1, 1))
    tried = Tried(condition, {"l": entries}, {})
    for number in range(100):
        changed = (*entries[:number], {"id": "x", "n": 0}, *entries[number + 1 :])
        assert tried.holds({"l": changed}, (("l", number, "n"),)) is False
    assert tried.meter.visits == 100

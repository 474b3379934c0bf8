"""What a condition says with gaps in the facts holds however the gaps are filled."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from lmmm_report.assess.conditions.evaluate import Verdict, evaluate
from lmmm_report.domain.expression import Expression
from lmmm_report.domain.facts import EACH, EXISTS, Between, Entries
from lmmm_report.load.expression.expression import ExpressionError, load_expression
from lmmm_report.load.schema.format import FactType
from tests.properties.random_conditions import (
    LIMITS,
    TEXTS,
    Conditions,
    completed,
    kept,
    random_facts,
    random_format,
    with_value,
)

WORD, NUMBER = TEXTS.item, FactType(kind="integer")
assert WORD is not None

RANDOM = st.randoms(use_true_random=False)
QUICK = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))


def a_case(rng: random.Random, **constructs: Any) -> tuple[FactType, Expression, dict[str, Any]]:
    """A format, a condition that is fit for it, and facts with gaps."""
    format_ = random_format(rng)
    for _ in range(20):
        text = Conditions(rng, format_, **constructs).condition(rng.randrange(1, 5))
        try:
            expression = load_expression(text, format_, LIMITS)
        except ExpressionError:
            continue
        facts = random_facts(rng, format_, rng.choice((0.0, 0.2, 0.5)), rng.choice((0.0, 0.2, 0.5)))
        note(f"{text}\nover {facts}")
        return format_, expression, facts
    return format_, load_expression("true", format_, LIMITS), {}


def verdict_of(expression: Expression, facts: dict[str, Any]) -> Verdict:
    verdict = evaluate(expression, facts, LIMITS)
    note(f"{verdict} for {facts}")
    return verdict


def found_at(facts: Any, path: tuple[str | int, ...]) -> Any:
    """What is stated at a path, `None` if nothing is."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(facts, tuple) or step >= len(facts):
                return None
            facts = facts[step]
        elif isinstance(facts, Entries) and step == EACH:
            facts = facts.rest
        elif not isinstance(facts, dict):
            return None
        else:
            facts = facts.get(step)
    return facts


def is_told(facts: Any, path: tuple[str | int, ...]) -> bool:
    """Whether nothing of the value at a path is open, but for what is inside it."""
    found = found_at(facts, path)
    return found is not None and found is not EXISTS and not isinstance(found, (Between, Entries))


def holds_in_every_completion(rng: random.Random) -> bool:
    """Whether a definite verdict survives; True also where there was none."""
    format_, expression, facts = a_case(rng)
    value = verdict_of(expression, facts).value
    return value is None or all(
        verdict_of(expression, completed(rng, format_, facts, gaps)).value is value for gaps in (0.0, 0.0, 0.0, 0.5)
    )


LISTS = FactType(
    kind="object",
    fields={
        "l": FactType(kind="list", item=FactType(kind="object", fields={"w": WORD, "n": NUMBER, "t": TEXTS})),
        "t": TEXTS,
        "n": NUMBER,
        "w": WORD,
    },
)
"""Little else than lists, so that what is said of them shows in the verdict."""


def about_lists(rng: random.Random) -> str:
    """A short condition about lists that may be left open."""
    item = rng.choice(('v.w == "x"', "v.w != none", "v.n > 1", "v.n == n", "v.w == w", '"x" in v.t', "size(v.t) > 1"))
    kind = rng.choice(("exists", "all", "exists_one"))
    filtered = f"l.filter(v, {item})"
    number = f"{rng.choice(('<', '<=', '==', '!=', '>=', '>'))} {rng.randrange(6)}"
    words = ", ".join(rng.choice(('"x"', '"y"', "none")) for _ in range(rng.randrange(1, 4)))
    return rng.choice(
        (
            *(f"l.{kind}(v, {item})",) * 4,
            f"{filtered}.{kind}(u, u.n < 2)",
            f"t.{kind}(v, v in [{words}])",
            f"size(l) {number}",
            f"size(t) {number}",
            f"size({filtered}) {number}",
            f"l[{rng.randrange(4)}].n < 2",
            f"{filtered}[{rng.randrange(3)}].n < 2",
            f"t[{rng.randrange(4)}] != none",
            f"t == [{words}]",
            f"t.filter(v, v != none) == [{words}]",
            f"w in [{words}]",
            "w in t",
            "n in [0, 1, 2]",
        )
    )


def holds_of_lists_in_every_completion(rng: random.Random) -> bool:
    """Whether a definite verdict about lists survives; True also where there was none."""
    text = about_lists(rng)
    expression = load_expression(text, LISTS, LIMITS)
    facts = random_facts(rng, LISTS, 0.1, 0.6)
    note(f"{text}\nover {facts}")
    value = verdict_of(expression, facts).value
    return value is None or all(verdict_of(expression, completed(rng, LISTS, facts)).value is value for _ in range(6))


def names_what_it_rests_on(rng: random.Random) -> bool:
    """Whether support is stated and enough for the verdict, and what is missing is not stated."""
    _, expression, facts = a_case(rng, has=True)
    verdict = verdict_of(expression, facts)
    if verdict.value is None:
        gaps = verdict.missing
        return (
            bool(gaps)
            and not verdict.support
            and len(set(gaps)) == len(gaps)
            and not any(is_told(facts, path) for path in gaps)
        )
    rests_on = verdict.support
    return (
        not verdict.missing
        and len(set(rests_on)) == len(rests_on)
        and all(found_at(facts, path) is not None for path in rests_on)
        and verdict_of(expression, kept(facts, rests_on)).value is verdict.value
    )


def asks_until_it_knows(rng: random.Random) -> bool:
    """Whether stating what is missing, again and again, leads to a definite verdict."""
    format_, expression, facts = a_case(rng, index=False)
    for _ in range(200):
        verdict = verdict_of(expression, facts)
        if verdict.value is not None:
            return True
        if not verdict.missing or any(is_told(facts, path) for path in verdict.missing):
            return False
        facts = with_value(format_, facts, verdict.missing[0], rng)
    return False


@QUICK
@given(RANDOM)
def test_a_definite_verdict_survives_every_completion(rng: random.Random) -> None:
    assert holds_in_every_completion(rng)


@QUICK
@given(RANDOM)
def test_a_definite_verdict_about_lists_left_open_survives_every_completion(rng: random.Random) -> None:
    assert holds_of_lists_in_every_completion(rng)


@QUICK
@given(RANDOM)
def test_support_is_stated_and_enough(rng: random.Random) -> None:
    assert names_what_it_rests_on(rng)


@QUICK
@given(RANDOM)
def test_stating_what_is_missing_leads_to_a_verdict(rng: random.Random) -> None:
    assert asks_until_it_knows(rng)

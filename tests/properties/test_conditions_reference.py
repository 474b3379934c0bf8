"""Our reading of conditions against Google's implementation of the Common Expression Language.

What is unknown to us is an error to the reference: `&&`, `||`, `exists` and `all` absorb errors by CEL's rules as we
absorb what is not stated. The places where we differ are listed in ``docs/conditions.md``, each with a test below.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from lmmm_report.assess.conditions.evaluate import ConditionBudgetError, ConditionTypeError, evaluate
from lmmm_report.domain.expression import Literal
from lmmm_report.load.expression.expression import ExpressionError, load_expression, parse_expression
from lmmm_report.load.schema.format import FactType
from tests.properties.random_conditions import LIMITS, Conditions, completed, random_facts, random_format

cel = pytest.importorskip(
    "cel_expr_python.cel",
    reason="the reference of conditions, cel-expr-python, has no wheel for this platform",
)

SEED = 20261015
CASES = 3_000


def as_cel(value: Any) -> Any:
    """Facts as the reference takes them: lists and dictionaries."""
    if isinstance(value, Mapping):
        return {name: as_cel(inner) for name, inner in value.items()}
    return [as_cel(inner) for inner in value] if isinstance(value, tuple) else value


class Reference:
    """The reference with the top-level names of a format."""

    def __init__(self, names: Any) -> None:
        dynamic = cel.Type.DYN
        constants = {"none": cel.Type.STRING, "limits": cel.Type.Map(cel.Type.STRING, cel.Type.INT)}
        self._env = cel.NewEnv(variables={**dict.fromkeys(names, dynamic), **constants})

    def compiles(self, text: str, *, checked: bool = True) -> bool:
        try:
            self._env.compile(text, disable_check=not checked)
        except RuntimeError:
            return False
        return True

    def verdict(self, text: str, facts: Mapping[str, Any]) -> bool | None:
        """True, false, or `None` for an error."""
        found = self._env.compile(text).eval(data={**as_cel(facts), "none": "none", "limits": LIMITS})
        if found.type().name() == "ERROR":
            return None
        assert found.type().name() == "BOOL"
        return bool(found.plain_value())


def a_condition(rng: random.Random, format_: FactType, **constructs: Any) -> str | None:
    """A random condition that our checker accepts, `None` if this draw is none."""
    text = Conditions(rng, format_, **constructs).condition(rng.randrange(1, 5))
    try:
        load_expression(text, format_, LIMITS)
    except ExpressionError:
        return None
    return text


def disagreements(seed: int, cases: int, **constructs: Any) -> tuple[int, list[str]]:
    """How many random conditions were compared, and those on which the two do not say the same."""
    rng = random.Random(seed)
    compared, found = 0, []
    while compared < cases:
        format_ = random_format(rng)
        reference = Reference(format_.fields)
        for _ in range(20):
            text = a_condition(rng, format_, **constructs)
            if text is None:
                continue
            facts = random_facts(rng, format_, rng.choice((0.0, 0.1, 0.3, 0.6)))
            ours = evaluate(load_expression(text, format_, LIMITS), facts, LIMITS).value
            theirs = reference.verdict(text, facts)
            compared += 1
            more_definite = theirs is None and constructs.get("counts", True)
            if ours is not theirs and not more_definite:
                found.append(f"{text}  over {facts}: {ours}, reference {theirs}")
    return compared, found


def test_same_verdict_where_the_languages_are_the_same() -> None:
    compared, found = disagreements(SEED, CASES, counts=False, open_lists=False)
    assert compared >= CASES
    assert not found, "\n".join(found[:5])


def test_never_another_verdict_where_counts_are_intervals() -> None:
    """Partly known lists make us more definite than the reference, never of another opinion."""
    compared, found = disagreements(SEED + 1, CASES)
    assert compared >= CASES
    assert not found, "\n".join(found[:5])


def refuted(seed: int, cases: int, **constructs: Any) -> tuple[int, list[str]]:
    """How many definite verdicts on facts told in part were compared with completions, and those that one refutes."""
    rng = random.Random(seed)
    compared, found = 0, []
    while compared < cases:
        format_ = random_format(rng)
        reference = Reference(format_.fields)
        for _ in range(20):
            text = a_condition(rng, format_, **constructs)
            if text is None:
                continue
            facts = random_facts(rng, format_, rng.choice((0.0, 0.1)), rng.choice((0.2, 0.4)))
            ours = evaluate(load_expression(text, format_, LIMITS), facts, LIMITS).value
            for _ in range(3 if ours is not None else 0):
                told = completed(rng, format_, facts)
                theirs = reference.verdict(text, told)
                compared += 1
                if ours is not theirs and not (theirs is None and constructs.get("counts", True)):
                    found.append(f"{text}  over {facts}: {ours}, reference over {told}: {theirs}")
    return compared, found


def test_what_is_said_of_facts_told_in_part_the_reference_says_of_each_completion() -> None:
    compared, found = refuted(SEED + 2, CASES, counts=False, open_lists=False)
    assert compared >= CASES
    assert not found, "\n".join(found[:5])


def test_no_completion_refutes_what_is_said_of_counts() -> None:
    compared, found = refuted(SEED + 3, CASES)
    assert compared >= CASES
    assert not found, "\n".join(found[:5])


TOKENS = (
    *("(", ")", "[", "]", ".", ",", "?", ":", "!", "-", "+", "*", "&&", "||", "==", "!=", "<", "<=", ">", ">=", "in"),
    *("true", "false", "null", "none", "limits", "p", "q", "a", "b", '"x"', "'y'", "0", "1", "2.5", ".5", "for", "if"),
    *("has(", "size(", ".exists(v,", ".all(v,", ".filter(v,", ".exists_one(v,", "v", "v.a", "p.a", "q.t"),
)


def shuffled(rng: random.Random, text: str) -> str:
    """A condition with a few words taken out, put in or replaced."""
    words = re.findall(r"\"\w*\"|'\w*'|[\w.]+|&&|\|\||[=!<>]=|\S", text)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(words))
        words[place : place + rng.randrange(2)] = rng.choice(([], [rng.choice(TOKENS)], [rng.choice(TOKENS)]))
        words = words or ["p"]
    return " ".join(words)


NARROWER = re.compile(
    r"there is no |closes with|needs a variable|begins with the name|asks about something|asks for a field"
    r"|(true|false) is a reserved|does not follow a point|follows a list|a value is missing before [.,]|before \("
)
"""Refusals that are meant: functions, calls, null, a leading point and ``[,]``, which CEL has and we have not."""


def refusal(text: str) -> str:
    """Why our parser refuses a condition, empty where it accepts it."""
    try:
        parse_expression(text)
    except ExpressionError as error:
        return error.message
    return ""


def syntax_disagreements(seed: int, cases: int) -> tuple[int, list[str]]:
    """How many of the mutated conditions both accept, and those that only one accepts."""
    rng = random.Random(seed)
    reference = Reference(())
    accepted, found = 0, []
    for _ in range(cases):
        text = shuffled(rng, Conditions(rng, random_format(rng)).condition(rng.randrange(1, 4)))
        ours, theirs = refusal(text), reference.compiles(text, checked=False)
        accepted += theirs and not ours
        if theirs is bool(ours) and not (theirs and NARROWER.search(ours)):
            found.append(f"{text}: {ours or 'accepted'}, reference {'accepts' if theirs else 'refuses'}")
    return accepted, found


def test_same_grammar() -> None:
    accepted, found = syntax_disagreements(SEED, CASES)
    assert accepted > CASES / 20
    assert not found, "\n".join(found[:5])


@pytest.mark.parametrize(
    "text",
    [
        '"plain"', "'plain'", '"it\'s"', "'say \"a\"'", '"ä😀"',
        r'"\a\b\f\n\r\t\v\\\?\"\'\`"', r'"\x41\u00e4\U0001F600\101"',
        "0", "007", "12", "-12", "9223372036854775807", "1.5", ".5", "1e3", "1.5E-3", "-2.5", "true", "false",
    ],
)  # fmt: skip
def test_literals_mean_the_same(text: str) -> None:
    literal = parse_expression(text)
    assert isinstance(literal, Literal)
    assert Reference(["value"]).verdict(f"value == {text}", {"value": literal.value}) is True


GAP: dict[str, Any] = {"g": {"n": 1, "text": "x", "texts": ("x", "y"), "items": ({"n": 1}, {}, {"n": 2})}}
"""``g.gap`` is not stated."""


def both(text: str, facts: Mapping[str, Any] = GAP) -> tuple[bool | None, bool | None]:
    """Our verdict and the reference's."""
    return evaluate(parse_expression(text), facts, LIMITS).value, Reference(facts).verdict(text, facts)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("has(g.gap.n)", False, None),
        ("size(g.items.filter(i, i.n == 1)) >= 1", True, None),
        ("size(g.items.filter(i, i.n == 1)) >= 3", False, None),
        ("size(g.items.filter(i, i.n == 1)) >= 2", None, None),
        ("g.items.filter(i, i.n == 1).exists(i, i.n == 1)", True, None),
        ("g.items.exists_one(i, i.n < 3)", False, None),
        ("'y' in [g.gap, 'y']", True, None),
        ("size([g.gap, g.gap]) == 2", True, None),
        ("[g.gap, 'x'] == ['x']", False, None),
        ("g.n + 0.5 == 1.5", True, None),
        ("g.n * 2.0 > 1.0", True, None),
    ],
)
def test_documented_differences_we_know_more(text: str, ours: bool | None, theirs: bool | None) -> None:
    assert both(text) == (ours, theirs)


def test_documented_difference_null_is_not_stated() -> None:
    assert both("a == 1", {"a": None}) == (None, False)
    assert both("has(g.n)", {"g": {"n": None}}) == (False, True)


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("g.n == g.text", False),
        ("g.n in g.texts", False),
        ("g.texts == g.items", False),
        ("g.items[0] == g.items[0]", True),
        ("g.n == 2 && g.text", False),
        ("g.n == 1 || g.n == g.text", True),
        ("g.text < 'y'", True),
        ("g.text + 'y' == 'xy'", True),
        ("g.texts + g.texts == g.texts", False),
        ("'n' in g", True),
        ("g['n'] == 1", True),
        ("size(g) == 4", True),
        ("g.n < g.text", None),
    ],
)
def test_documented_differences_we_call_it_a_fault(text: str, theirs: bool | None) -> None:
    assert Reference(GAP).verdict(text, GAP) is theirs
    with pytest.raises(ConditionTypeError):
        evaluate(parse_expression(text), GAP, LIMITS)


def test_documented_difference_whole_and_decimal_numbers_written_beside_each_other() -> None:
    assert evaluate(parse_expression("1 == 1.0"), {}, {}).value is True
    assert not Reference(()).compiles("1 == 1.0")
    assert not Reference(()).compiles("1 + 0.5 > 1.0")


def test_documented_difference_numbers_outside_64_bits() -> None:
    facts = {"big": 2**62}
    assert Reference(facts).verdict("big * big > 0 || true", facts) is True
    with pytest.raises(ConditionBudgetError):
        evaluate(parse_expression("big * big > 0 || true"), facts, {})

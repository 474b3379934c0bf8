"""Conditions over facts that are there untold, lie between bounds, or leave a list open."""

from __future__ import annotations

from typing import Any

import pytest

from lmmm_report.assess.conditions.evaluate import ConditionTypeError, Tried, Verdict, evaluate
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.facts import EXISTS, Between, Entries
from lmmm_report.domain.profile import Place
from lmmm_report.load.expression.expression import parse_expression

FACTS: dict[str, Any] = {
    "text": EXISTS,
    "other": EXISTS,
    "word": "x",
    "nothing": "none",
    "age": Between(20, 60),
    "exactly": Between(5, 5),
    "group": {"definition": EXISTS},
    "words": ("x", EXISTS),
    "some": Entries(("x", "y"), at_least=0),
    "three": Entries(("x",), at_least=2, at_most=2),
    "terms": Entries(
        ({"id": "lead", "owner": "sales"}, {"id": "mql"}),
        rest={"owner": "sales", "definition": EXISTS, "age": Between(1, 9)},
        at_least=1,
        at_most=3,
    ),
    "perhaps": Entries(({"owner": "x"},), rest={"owner": "y"}, at_least=0, at_most=1),
    "blank": Entries((), rest={}, at_least=1),
    "one": Entries((), rest={}, at_least=1, at_most=1),
    "eight": Entries((), rest={"owners": ("x",), "n": 1}, at_least=8, at_most=8),
    "deep": Entries((), rest={"inside": Entries((), rest={"n": 1}, at_least=1)}, at_least=1),
}


def verdict(text: str, facts: dict[str, Any] = FACTS) -> Verdict:
    return evaluate(parse_expression(text), facts, {"days": 30})


def shown(paths: tuple[tuple[str | int, ...], ...]) -> str:
    return ", ".join(".".join(str(step) for step in path) for path in paths)


def assert_says(text: str, expected: bool | None, because: str) -> None:
    found = verdict(text)
    assert (found.value, shown(found.missing if expected is None else found.support)) == (expected, because)


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("text != none", True, "text"),
        ("none != text", True, "text"),
        ("text == none", False, "text"),
        ("text == nothing", False, "text, nothing"),
        ("text == 'abc'", None, "text"),
        ("text != 'abc'", None, "text"),
        ("text == word", None, "text"),
        ("text == text", None, "text"),
        ("text == other", None, "text, other"),
        ("text == gap", None, "text, gap"),
        ("text in ['none']", False, "text"),
        ("text in []", False, "text"),
        ("text in ['x', 'none']", None, "text"),
        ("text in words", None, "text, words.1"),
        ("'x' in words", True, "words"),
        ("'z' in words", None, "words.1"),
        ("none in words", False, "words"),
        ("words == ['x', none]", False, "words"),
        ("words == ['x', 'y']", None, "words.1"),
        ("words.exists(w, w == 'z')", None, "words.1"),
        ("words.all(w, w != none)", True, "words, words.0, words.1"),
        ("size(text) >= 1", True, "text"),
        ("size(text) == 0", False, "text"),
        ("size(text) > 1", None, "text"),
        ("size(words) == 2", True, "words"),
        ("has(group.definition)", True, "group.definition"),
        ("(word == 'x' ? text : other) != none", True, "word, text"),
        ("(word == 'x' ? text : other) == 'a'", None, "text"),
    ],
)
def test_a_text_that_is_there(text: str, expected: bool | None, because: str) -> None:
    assert_says(text, expected, because)


@pytest.mark.parametrize("text", ["text == 1", "text && true", "text < 'x'", "text.field == 1", "text[0] == 'x'"])
def test_a_text_that_is_there_is_a_text(text: str) -> None:
    with pytest.raises(ConditionTypeError):
        verdict(text)


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("age <= 60", True, "age"),
        ("age < 60", None, "age"),
        ("age > 19", True, "age"),
        ("age <= limits.days", None, "age"),
        ("age < 20", False, "age"),
        ("age == 61", False, "age"),
        ("age == 30", None, "age"),
        ("age in [1, 61]", False, "age"),
        ("age in [1, 30]", None, "age"),
        ("age + 1 > 20", True, "age"),
        ("age == age", None, "age"),
        ("exactly == 5", True, "exactly"),
        ("terms.exists(t, t.age < 10)", True, "terms.each.age"),
    ],
)
def test_a_number_between_bounds(text: str, expected: bool | None, because: str) -> None:
    assert_says(text, expected, because)


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("terms.exists(t, t.id == 'mql')", True, "terms.1.id"),
        ("terms.exists(t, t.id == 'sql')", None, "terms.each.id"),
        ("terms.exists(t, t.definition != none)", True, "terms.each.definition"),
        ("terms.exists(t, t.definition == none)", None, "terms.0.definition, terms.1.definition"),
        ("terms.all(t, t.owner == 'sales')", None, "terms.1.owner"),
        ("terms.all(t, t.owner != 'sales')", False, "terms.0.owner"),
        ("terms.all(t, t.definition != 'x' || t.id == 'lead')", None,
         "terms.1.definition, terms.each.definition, terms.each.id"),
        ("perhaps.exists(p, p.owner == 'y')", None, "perhaps"),
        ("perhaps.exists(p, p.owner == 'z')", False, "perhaps, perhaps.0.owner, perhaps.each.owner"),
        ("perhaps.all(p, p.owner != 'z')", True, "perhaps, perhaps.0.owner, perhaps.each.owner"),
        ("perhaps.all(p, p.owner == 'x')", None, "perhaps"),
        ("perhaps.all(p, p.owner == 'y')", False, "perhaps.0.owner"),
        ("perhaps.exists(p, p.role == 'y')", None, "perhaps.0.role, perhaps, perhaps.each.role"),
        ("perhaps.exists_one(p, p.owner == 'x')", True, "perhaps, perhaps.0.owner, perhaps.each.owner"),
        ("perhaps.exists_one(p, p.owner == 'y')", None, "perhaps"),
        ("perhaps.exists_one(p, p.owner == 'z')", False, "perhaps, perhaps.0.owner, perhaps.each.owner"),
        ("blank.exists(b, b.owner == 'y')", None, "blank"),
        ("blank.exists(b, b.one.more == 'y')", None, "blank"),
        ("blank.exists(b, true)", True, "blank"),
        ("blank.exists(b, b.inner.exists(c, c.n == 1))", None, "blank"),
        ("blank.all(b, false)", False, "blank"),
        ("blank.exists_one(b, true)", None, "blank"),
        ("one.exists_one(b, true)", True, "one"),
        ("eight.exists_one(e, e.n == 1)", False, "eight.each.n"),
        ("eight.all(e, size(e.owners) == 1)", True, "eight, eight.each.owners"),
        ("eight.all(e, 'x' in e.owners)", True, "eight, eight.each.owners"),
        ("eight.exists(e, has(e.n))", True, "eight.each.n"),
        ("eight.exists(e, has(e.m))", False, "eight, eight.each"),
        ("blank.exists(b, has(b.n))", False, "blank"),
        ("deep.exists(d, d.inside.exists(e, e.n == 1))", True, "deep.each.inside.each.n"),
        ("deep.exists(d, d.inside.exists(e, e.m == 1))", None, "deep.each.inside.each.m"),
        ("some.exists(s, s == 'x')", True, "some.0"),
        ("some.exists(s, s == 'z')", None, "some"),
        ("some.all(s, s == 'x')", False, "some.1"),
    ],
)  # fmt: skip
def test_quantifiers_over_a_list_left_open(text: str, expected: bool | None, because: str) -> None:
    assert_says(text, expected, because)


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("size(terms) >= 3", True, "terms"),
        ("size(terms) > 5", False, "terms"),
        ("size(terms) == 4", None, "terms"),
        ("size(eight) == 8", True, "eight"),
        ("size(some) >= 2", True, "some"),
        ("size(some) == 2", None, "some"),
        ("size(terms.filter(t, t.definition != none)) >= 1", True,
         "terms, terms.each.definition"),
        ("size(terms.filter(t, t.owner == 'sales')) >= 2", True,
         "terms, terms.0.owner, terms.each.owner"),
        ("size(terms.filter(t, t.owner == 'sales')) <= 5", True,
         "terms, terms.0.owner, terms.each.owner"),
        ("size(terms.filter(t, t.owner == 'sales')) <= 4", None, "terms.1.owner, terms"),
        ("size(perhaps.filter(p, p.owner == 'y')) == 0", None, "perhaps"),
        ("size(eight.filter(e, e.n == 1)) == 8", True, "eight, eight.each.n"),
        ("eight.filter(e, e.n == 1).exists_one(e, true)", False, "eight.each.n"),
        ("'x' in some", True, "some"),
        ("'z' in some", None, "some"),
        ("'z' in three", None, "three"),
        ("some == ['x']", False, "some"),
        ("some == ['x', 'y']", None, "some"),
        ("three == ['x', 'y']", False, "three"),
        ("three == ['x', 'y', 'z']", None, "three"),
        ("three == some", None, "three, some"),
    ],
)  # fmt: skip
def test_counting_and_comparing_a_list_left_open(text: str, expected: bool | None, because: str) -> None:
    assert_says(text, expected, because)


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("eight[7].n == 1", True, "eight.each.n"),
        ("eight[8].n == 1", None, "eight.8.n"),
        ("eight[0].m == 1", None, "eight.each.m"),
        ("blank[0].n == 1", None, "blank"),
        ("blank[1].n == 1", None, "blank"),
        ("terms[0].id == 'lead'", None, "terms"),
        ("terms.filter(t, t.id == 'lead' && t.owner != none)[0].id == 'lead'", None, "terms.each.id, terms"),
        ("perhaps.filter(p, p.owner == 'x')[0].owner == 'x'", True,
         "perhaps, perhaps.0.owner, perhaps.each.owner"),
        ("perhaps.filter(p, p.owner != 'z')[0].owner == 'x'", None, "perhaps"),
        ("eight.filter(e, e.n == 1)[7].n == 1", True, "eight, eight.each.n"),
        ("eight.filter(e, e.n == 1)[8].n == 1", None, "eight"),
    ],
)  # fmt: skip
def test_where_the_others_stand_is_open(text: str, expected: bool | None, because: str) -> None:
    assert_says(text, expected, because)


def test_looking_up_steps_aside_for_a_list_left_open() -> None:
    """Long enough to be looked up in: what is not among the named may be among the others."""
    facts: dict[str, Any] = {
        "l": ({"id": "x"}, {"id": "a"}),
        "open": Entries(("a", "b", "c", "d", "e", "f", "g", "h", "i"), at_least=0),
        "m": Entries(({"id": "y"},), rest={"id": "x"}, at_least=0),
    }
    assert verdict("'a' in open", facts).value is True
    assert verdict("'x' in open", facts) == Verdict(None, (), (("open",),))
    assert verdict("l.all(a, l.exists(b, b.id in open))", facts).value is True
    assert verdict("open.all(w, l.exists(b, b.id in open && b.id == 'x'))", facts) == Verdict(None, (), (("open",),))
    assert verdict("l.exists(a, m.exists(b, b.id == a.id))", facts) == Verdict(None, (), (("m",),))


def test_asking_again_goes_through_a_list_left_open() -> None:
    text = "l.all(a, a.n == 1)"
    condition = Condition(text=text, expression=parse_expression(text), file="m.yaml", place=Place(1, 1))
    entries = ({"n": 0}, {"n": 1})
    tried = Tried(condition, {"l": Entries(entries, rest={"n": 2}, at_least=0)}, {})
    assert tried.verdict.value is False
    mended = ({"n": 1}, {"n": 1})
    assert not tried.holds({"l": Entries(mended, rest={"n": 2}, at_least=0)}, (("l", 0, "n"),))
    assert tried.holds({"l": Entries(mended, rest={"n": 1}, at_least=0)}, (("l", 0, "n"), ("l", "each", "n")))
    assert tried.holds({"l": mended}, (("l",),))
    longer = (*mended, {"n": 1})
    assert not tried.holds({"l": Entries(longer, rest={"n": 2}, at_least=0)}, (("l", 0, "n"), ("l", 2)))

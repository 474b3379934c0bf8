from __future__ import annotations

import sys
from types import MappingProxyType
from typing import Any

import pytest

from lmmm_report.assess.conditions import reading
from lmmm_report.assess.conditions.evaluate import ConditionBudgetError, ConditionTypeError, Verdict, evaluate
from lmmm_report.load.expression.expression import parse_expression

LIMITS = {"lived_days": 365}

FACTS: dict[str, Any] = {
    "yes": True,
    "no": False,
    "n": 3,
    "half": 0.5,
    "word": "x",
    "nothing": "none",
    "words": ("x", "y"),
    "empty": (),
    "group": {"word": "x", "inner": {"n": 1}},
    "terms": (
        {"id": "lead", "definition": "A person", "uses": ({"age": 10}, {"age": 400})},
        {"id": "mql", "uses": ()},
        {"id": "sql", "definition": "none"},
    ),
}
"""What the tests below read; ``gap`` and whatever else is not here is not stated."""


def verdict(text: str, facts: dict[str, Any] = FACTS) -> Verdict:
    return evaluate(parse_expression(text), facts, LIMITS)


def value(text: str, facts: dict[str, Any] = FACTS) -> bool | None:
    return verdict(text, facts).value


def shown(paths: tuple[tuple[str | int, ...], ...]) -> str:
    return ", ".join(".".join(str(step) for step in path) for path in paths)


T, F, U = "yes", "no", "gap"


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (T, T, True, True),
        (T, F, False, True),
        (T, U, None, True),
        (F, T, False, True),
        (F, F, False, False),
        (F, U, False, None),
        (U, T, None, True),
        (U, F, False, None),
        (U, U, None, None),
    ],
)
def test_and_or(left: str, right: str, conjunction: bool | None, disjunction: bool | None) -> None:
    assert value(f"{left} && {right}") is conjunction
    assert value(f"{left} || {right}") is disjunction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!yes", False),
        ("!no", True),
        ("!gap", None),
        ("yes ? no : yes", False),
        ("no ? no : yes", True),
        ("gap ? yes : yes", None),
        ("yes ? gap : no", None),
        ("no ? gap : no", False),
        ("n == 3", True),
        ("n == 3.0", True),
        ("n != 3", False),
        ("n == gap", None),
        ("gap == gap", None),
        ("gap != 3", None),
        ("word == 'x'", True),
        ("nothing == none", True),
        ('nothing == "none"', True),
        ("word != none", True),
        ("yes == no", False),
        ("words == ['x', 'y']", True),
        ("words == ['y', 'x']", False),
        ("words == ['x']", False),
        ("words == ['x', gap]", None),
        ("words == ['y', gap]", False),
        ("words == [gap]", False),
        ("words == gap", None),
        ("words != ['x', 'y']", False),
        ("n < 4", True),
        ("n < 3", False),
        ("n <= 3", True),
        ("n > 3", False),
        ("n >= 3", True),
        ("n >= 3.5", False),
        ("n > gap", None),
        ("half < n", True),
        ("n + 1 == 4", True),
        ("n - 1 == 2", True),
        ("n * half == 1.5", True),
        ("n + gap == 4", None),
        ("-n == -3", True),
        ("-gap == 3", None),
        ("n <= limits.lived_days", True),
        ("'x' in words", True),
        ("'z' in words", False),
        ("'z' in empty", False),
        ("gap in words", None),
        ("'x' in gap", None),
        ("word in ['z', 'x']", True),
        ("word in ['z', gap]", None),
        ("word in ['x', gap]", True),
        ("word in []", False),
        ("n in [1, 3.0]", True),
        ("size(words) == 2", True),
        ("size(empty) == 0", True),
        ("size(word) == 1", True),
        ("size(gap) >= 0", None),
        ("size([gap, gap]) == 2", True),
        ("words[1] == 'y'", True),
        ("words[2] == 'y'", None),
        ("words[0 - 1] == 'y'", None),
        ("words[gap] == 'y'", None),
        ("gap[0] == 'y'", None),
        ("['x', 'y'][n - 2] == 'y'", True),
        ("terms[0].id == 'lead'", True),
        ("group.inner.n == 1", True),
        ("group.inner.m == 1", None),
        ("group.other.m == 1", None),
    ],
)
def test_operators(text: str, expected: bool | None) -> None:
    assert value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("has(group.word)", True),
        ("has(group.other)", False),
        ("has(group.other.more)", False),
        ("has(gap.more)", False),
        ("has(terms[0].definition)", True),
        ("has(terms[1].definition)", False),
        ("has(terms[7].definition)", False),
        ("terms.all(t, has(t.id))", True),
    ],
)
def test_has_is_never_unknown(text: str, expected: bool) -> None:
    assert value(text) is expected


def test_null_means_not_stated() -> None:
    facts: dict[str, Any] = {"a": None, "l": (None, "x"), "o": {"b": None}}
    assert verdict("a == 1", facts) == Verdict(None, (), (("a",),))
    assert value("has(o.b)", facts) is False
    assert value("'x' in l", facts) is True
    assert verdict("'y' in l", facts) == Verdict(None, (), (("l", 0),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exists(t, t.id == 'mql')", True),
        ("exists(t, t.id == 'zzz')", False),
        ("exists(t, t.definition != none)", True),
        ("exists(t, t.definition == 'B')", None),
        ("exists(t, t.id == 'mql' && t.definition != none)", None),
        ("exists(t, t.id == 'sql' && t.definition != none)", False),
        ("all(t, t.id != none)", True),
        ("all(t, t.definition != 'A person')", False),
        ("all(t, t.id != 'mql' || t.definition != none)", None),
        ("all(t, size(t.id) < 5)", True),
        ("exists_one(t, t.id == 'mql')", True),
        ("exists_one(t, t.id == 'zzz')", False),
        ("exists_one(t, size(t.id) == 3)", False),
        ("exists_one(t, t.definition == none)", None),
        ("exists(t, t.uses.exists(u, u.age <= limits.lived_days))", True),
        ("exists(t, t.uses.all(u, u.age > 500))", True),
        ("filter(t, t.id != 'sql').all(t, size(t.uses) < 3)", True),
    ],
)
def test_quantifiers(text: str, expected: bool | None) -> None:
    assert value(f"terms.{text}") is expected


def test_over_an_empty_list_exists_is_false_and_all_is_true() -> None:
    assert [value(f"empty.{kind}(v, v == 'x')") for kind in ("exists", "all", "exists_one")] == [False, True, False]
    assert value("size(empty.filter(v, true)) == 0") is True


def test_over_a_list_that_is_not_stated_all_quantifiers_are_unknown() -> None:
    for kind in ("exists", "all", "exists_one"):
        assert verdict(f"group.list.{kind}(v, v.x == 1)") == Verdict(None, (), (("group", "list"),))
    assert verdict("size(group.list.filter(v, true)) > 0").missing == (("group", "list"),)


def test_a_variable_hides_a_fact_inside_its_quantifier_only() -> None:
    assert value("words.exists(n, n == 'y') && n == 3") is True
    assert value("words.all(v, words.exists(v, v == 'y'))") is True
    assert value("words.exists(v, words.exists(v, v == 'y') && v == 'x')") is True


SOME: dict[str, Any] = {"l": ({"a": 1}, {}, {"a": 2}, {"b": 5})}
"""Items that are 1, open, 2, open: ``a == 1`` holds of one to three."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("size({}) >= 1", True),
        ("size({}) >= 2", None),
        ("size({}) >= 4", False),
        ("size({}) < 4", True),
        ("size({}) == 0", False),
        ("size({}) == 2", None),
        ("size({}) != 4", True),
        ("size({}) + 1 <= 4", True),
        ("size({}) - 1 >= 0", True),
        ("3 - size({}) >= 0", True),
        ("size({}) * 2 == 8", False),
        ("size({}) * 0 == 0", True),
        ("-size({}) <= -1", True),
        ("-size({}) <= -2", None),
        ("size({}) * 0.5 < 2", True),
        ("size({}) in [7, 8]", False),
        ("size({}) in [1, 2]", None),
        ("{}.exists(v, v.a == 1)", True),
        ("{}.exists(v, v.a == 3)", None),
        ("{}.exists(v, v.b == 5)", None),
        ("{}.all(v, v.a == 1)", None),
        ("{}.all(v, v.a == 2)", False),
        ("{}.all(v, true)", True),
        ("{}.exists(v, true)", True),
        ("{}.exists_one(v, true)", None),
        ("{}.exists_one(v, false)", False),
        ("{}[0].a == 1", True),
        ("{}[1].b == 5", None),
        ("{}[7].b == 5", None),
        ("size({}.filter(v, v.b == 5)) <= 3", True),
    ],
)
def test_counts_are_intervals(text: str, expected: bool | None) -> None:
    assert value(text.format("l.filter(v, v.a == 1)"), SOME) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{} == ['x', 'y', 'z']", False),
        ("['x', 'y', 'z'] == {}", False),
        ("[] == {}", False),
        ("{} == ['x']", None),
        ("'x' in {}", True),
        ("'y' in {}", None),
        ("'z' in {}", False),
        ("(yes ? {} : empty).exists(w, w == 'x')", True),
        ("size(yes ? {} : empty) <= 2", True),
        ("(yes ? size({}) : 0) <= 2", True),
        ("(yes ? size({}) : 0) == 2", None),
    ],
)
def test_open_lists_of_texts(text: str, expected: bool | None) -> None:
    """The list is certain to hold x and may hold y."""
    assert value(text.format("words.filter(w, w == 'x' || gap)")) is expected


def test_exists_one_counts_as_well() -> None:
    facts = {"two": ({"a": 1}, {"a": 1}, {}), "one": ({"a": 1}, {}), "none_yet": ({"a": 2}, {})}
    assert value("two.exists_one(v, v.a == 1)", facts) is False
    assert value("one.exists_one(v, v.a == 1)", facts) is None
    assert value("none_yet.exists_one(v, v.a == 1)", facts) is None


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("true", ""),
        ("yes", "yes"),
        ("n == 3 && word == 'x'", "n, word"),
        ("n == 4 && word == 'z'", "n"),
        ("n == 3 && word == 'z'", "word"),
        ("gap && word == 'z'", "word"),
        ("n == 4 || word == 'z'", "n, word"),
        ("n == 4 || word == 'x'", "word"),
        ("n == 3 || word == 'x'", "n"),
        ("gap || n == 3", "n"),
        ("!(n == 4 && gap)", "n"),
        ("n == n", "n"),
        ("n < group.inner.n", "n, group.inner.n"),
        ("yes ? n == 3 : word == 'x'", "yes, n"),
        ("'x' in words", "words"),
        ("word in words", "word, words"),
        ("word in ['z', nothing]", "word, nothing"),
        ("word in ['x', nothing]", "word"),
        ("size(words) > 0", "words"),
        ("words[0] == 'x'", "words.0"),
        ("words[n - 2] == 'y'", "n, words.1"),
        ("terms.exists(t, t.id == 'mql')", "terms.1.id"),
        ("terms.exists(t, t.id == 'zzz')", "terms, terms.0.id, terms.1.id, terms.2.id"),
        ("terms.exists(t, t.id == 'sql' && t.definition != none)",
         "terms, terms.0.id, terms.1.id, terms.2.definition"),
        ("terms.all(t, t.id != 'mql')", "terms.1.id"),
        ("terms.all(t, t.id != 'zzz')", "terms, terms.0.id, terms.1.id, terms.2.id"),
        ("empty.exists(v, v == 'x')", "empty"),
        ("empty.all(v, v == 'x')", "empty"),
        ("terms.exists(t, yes)", "terms, yes"),
        ("terms.exists(t, true)", "terms"),
        ("terms.exists_one(t, t.id == 'mql')", "terms, terms.0.id, terms.1.id, terms.2.id"),
        ("terms.exists_one(t, size(t.id) == 3)", "terms.1.id, terms.2.id"),
        ("size(terms.filter(t, t.id == 'mql')) == 1", "terms, terms.0.id, terms.1.id, terms.2.id"),
        ("terms.filter(t, t.id == 'lead').exists(t, t.definition != none)", "terms.0.id, terms.0.definition"),
        ("['lead', 'zzz'].all(id, terms.exists(t, t.id == id))", "terms, terms.0.id, terms.1.id, terms.2.id"),
        ("has(group.word)", "group.word"),
        ("has(group.other)", "group"),
        ("has(gap.other)", ""),
        ("has(group.other) || n == 3", "n"),
        ("n <= limits.lived_days", "n"),
        ("words == ['x', word]", "words, word"),
    ],
)  # fmt: skip
def test_support_names_the_facts_that_decided(text: str, support: str) -> None:
    found = verdict(text)
    assert found.value is not None
    assert shown(found.support) == support
    assert found.missing == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("gap", "gap"),
        ("gap.more.most == 1", "gap.more.most"),
        ("group.other.more == 1", "group.other.more"),
        ("yes && gap", "gap"),
        ("gap && other_gap", "gap, other_gap"),
        ("no || gap", "gap"),
        ("n == 3 && (gap || no) && yes", "gap"),
        ("gap == gap", "gap"),
        ("gap ? other_gap : yes", "gap"),
        ("yes ? gap : other_gap", "gap"),
        ("gap in group.list", "gap, group.list"),
        ("gap.list.exists(t, t.x)", "gap.list"),
        ("gap[0].x == 1", "gap"),
        ("words[gap] == 'x'", "gap"),
        ("words[5] == 'x'", "words.5"),
        ("terms[5].x == 'x'", "terms.5.x"),
        ("words[0 - 1] == 'x'", "words"),
        ("(gap ? group : group).word == 'x'", "gap"),
        ("(yes ? gap : group).word == 'x'", "gap.word"),
        ("terms.exists(t, t.id == 'mql' && t.definition == 'B')", "terms.1.definition"),
        ("terms.all(t, t.owner != none)", "terms.0.owner, terms.1.owner, terms.2.owner"),
        ("terms.all(t, t.id == 'lead' || size(t.uses) > 0 || t.id == 'mql')", "terms.2.uses"),
        ("size(terms.filter(t, t.definition == none)) == 2", "terms.1.definition"),
        ("terms.filter(t, t.definition == none)[0].id == 'sql'", "terms.1.definition"),
        ("terms.filter(t, t.id == 'mql')[1].id == 'sql'", "terms"),
        ("['x'][n] == 'x'", "n"),
    ],
)
def test_missing_names_what_would_have_to_be_stated(text: str, missing: str) -> None:
    found = verdict(text)
    assert found.value is None
    assert shown(found.missing) == missing
    assert found.support == ()


def test_a_path_into_nothing_at_all_is_reported_whole() -> None:
    found = verdict("'sales' in process.rule_set.accepted_by && process.rule_set.last_followed_age < 9", {})
    assert shown(found.missing) == "process.rule_set.accepted_by, process.rule_set.last_followed_age"


TYPE_FAULTS = [
    "n",
    "word",
    "words",
    "n && yes",
    "yes && n",
    "no && n",
    "gap && n",
    "yes || word",
    "!n",
    "-word == 1",
    "n ? yes : no",
    "n == word",
    "word != yes",
    "yes == 1",
    "words == word",
    "group == group",
    "group == gap",
    "words == [1, 2]",
    "word < 'y'",
    "gap < 'y'",
    "yes < no",
    "n < word",
    "word + word == 'xx'",
    "words + words == words",
    "gap + word == 1",
    "'x' in word",
    "'x' in group",
    "group in words",
    "1 in words",
    "n.field == 1",
    "words.exists(w, w.field == 1)",
    "words.field == 1",
    "has(n.field)",
    "has(words.field)",
    "has(limits.lived_days)",
    "n[0] == 1",
    "words['x'] == 'x'",
    "words[0.0] == 'x'",
    "words[true] == 'x'",
    "['x'][1] == 'x'",
    "group['word'] == 'x'",
    "size(n) == 1",
    "size(group) == 1",
    "n.exists(v, true)",
    "group.exists(v, true)",
    "words.exists(v, v)",
    "words.all(v, size(words))",
    "limits == 1",
    "limits.unheard_of == 1",
]


@pytest.mark.parametrize("text", TYPE_FAULTS)
def test_values_that_do_not_go_together_are_a_fault_of_the_model(text: str) -> None:
    with pytest.raises(ConditionTypeError):
        verdict(text)


AROUND = [
    "no && {}",
    "{} && no",
    "yes || {}",
    "{} || yes",
    "gap && {}",
    "yes ? yes : {}",
    "words.exists(v, v == 'x' || {})",
    "terms.all(t, t.id == 'zzz' && {})",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("fault", ["(n == word)", "(n && yes)", "words.exists(w, 1 in words)"])
def test_such_a_fault_does_not_hide_where_it_does_not_matter(around: str, fault: str) -> None:
    with pytest.raises(ConditionTypeError):
        verdict(around.format(fault))


@pytest.mark.parametrize("text", ["l.all(a, a in l)", "l.all(a, l == l)", "l.all(a, l.exists(b, b == a))"])
def test_visits_are_counted_over_the_whole_condition(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ITEMS", 20_000)
    assert value(text, {"l": tuple(range(100))}) is True
    with pytest.raises(ConditionBudgetError, match="more than 20,000 entries"):
        verdict(text, {"l": tuple(range(300))})


@pytest.mark.parametrize(
    "text",
    [
        "9223372036854775807 + 1 > 0",
        "big * big > 0",
        "-9223372036854775807 - 2 < 0",
        "1e300 * 1e300 > 0.0",
        "huge * 0.5 > 0.0",
        "size(l.filter(v, v.a == 1)) * big > 0",
    ],
)
def test_numbers_stay_within_64_bits(text: str) -> None:
    with pytest.raises(ConditionBudgetError, match="too large"):
        verdict(text, {"big": 2**62, "huge": 10**400, "l": ({"a": 1}, {"a": 1}, {})})


def test_large_facts_can_be_compared_all_the_same() -> None:
    assert value("huge > 1 && huge == huge && huge > 0.5", {"huge": 10**400}) is True


def test_read_only_facts_are_read_like_any_others() -> None:
    facts = {"a": MappingProxyType({"l": (MappingProxyType({"n": 1}),)})}
    assert verdict("a.l.exists(v, v.n == 1)", facts).support == (("a", "l", 0, "n"),)
    assert verdict("a.l.exists(v, v.n == 1)", {"a": {"l": [{"n": 1}]}}).value is True


def test_the_deepest_condition_stays_far_from_the_recursion_limit() -> None:
    facts = {"b": True, "l": (1,)}
    nested = "b"
    for depth in range(24):
        nested = f"l.exists(v{depth}, !{nested})"
    depth = 0
    frame: Any = sys._getframe()
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + 400)
    try:
        assert value(nested, facts) is True
        assert value("!" * 48 + "b", facts) is True
        assert value("(" * 48 + "b" + ")" * 48, facts) is True
    finally:
        sys.setrecursionlimit(before)


def test_a_verdict_names_each_path_once() -> None:
    found = verdict("n == 3 && n < 4 && n + n == 6")
    assert found.support == (("n",),)

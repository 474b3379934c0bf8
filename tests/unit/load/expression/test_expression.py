from __future__ import annotations

import pathlib
import re

import pytest

from lmmm_report.domain.expression import (
    Binary,
    Conditional,
    Expression,
    Has,
    Index,
    ListLiteral,
    Literal,
    Member,
    Name,
    Quantifier,
    Size,
    Unary,
)
from lmmm_report.load.expression.expression import (
    ExpressionError,
    check_expression,
    load_expression,
    parse,
    parse_expression,
)
from lmmm_report.load.schema.format import FactType, profile_fact_types

LIMITS = ("lived_days", "quorum")

ANY = "…"

A, B, C, D = Name("a"), Name("b"), Name("c"), Name("d")


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        load_expression(text, profile_fact_types(), LIMITS)
    return caught.value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("12", Literal(12)),
        ("0012", Literal(12)),
        ("1.5", Literal(1.5)),
        (".5", Literal(0.5)),
        ("1e3", Literal(1000.0)),
        ("-3", Literal(-3)),
        ("- 3", Literal(-3)),
        ("true", Literal(True)),
        ("false", Literal(False)),
        ('"a"', Literal("a")),
        ("'a'", Literal("a")),
        ("''", Literal("")),
        ('"it\'s"', Literal("it's")),
        (r'"a\"b\\c\n\x41\u00e4\U0001F600\101"', Literal('a"b\\c\nAä😀A')),
        ("[]", ListLiteral(())),
        ("[a, 1,]", ListLiteral((A, Literal(1)))),
        ("a.b.c", Member(Member(A, "b"), "c")),
        ("a.from", Member(A, "from")),
        ("a[0].b", Member(Index(A, Literal(0)), "b")),
        ("has(a.b)", Has(A, "b")),
        ("size(a)", Size(A)),
        ("a.exists(b, b)", Quantifier("exists", A, "b", B)),
        ("a.filter(b, b).all(c, c)", Quantifier("all", Quantifier("filter", A, "b", B), "c", C)),
        ("a.exists_one(b, !b)", Quantifier("exists_one", A, "b", Unary("!", B))),
        ("exists", Name("exists")),
        ("a.size", Member(A, "size")),
    ],
)
def test_forms(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree
    assert type(parse_expression(text)) is type(tree)


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("a || b && c", "a || (b && c)"),
        ("a && b || c", "(a && b) || c"),
        ("a && b && c", "(a && b) && c"),
        ("a || b || c", "(a || b) || c"),
        ("a == b && c == d", "(a == b) && (c == d)"),
        ("a == b == c", "(a == b) == c"),
        ("a < b != c", "(a < b) != c"),
        ("a in b == c", "(a in b) == c"),
        ("a + b < c - d", "(a + b) < (c - d)"),
        ("a - b - c", "(a - b) - c"),
        ("a + b * c", "a + (b * c)"),
        ("a * b + c", "(a * b) + c"),
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("!a && b", "(!a) && b"),
        ("!a == b", "(!a) == b"),
        ("-a + b", "(-a) + b"),
        ("a - -b", "a - (-b)"),
        ("!a.b", "!(a.b)"),
        ("!!a", "!(!a)"),
        ("a || b ? c : d", "(a || b) ? c : d"),
        ("a ? b : c ? d : a", "a ? b : (c ? d : a)"),
        ("a ? b || c : d && a", "a ? (b || c) : (d && a)"),
        ("a.exists(b, b || c) && d", "(a.exists(b, (b || c))) && d"),
    ],
)
def test_precedence_is_that_of_cel(text: str, bracketed: str) -> None:
    assert parse_expression(text) == parse_expression(bracketed)


def test_conditional_groups_from_the_right() -> None:
    assert parse_expression("a ? b : c ? d : a") == Conditional(A, B, Conditional(C, D, A))


@pytest.mark.parametrize(
    ("text", "message", "offset", "hint"),
    [
        ("", "the condition is empty", 0, ""),
        ("   ", "the condition is empty", 0, ""),
        ("a &&", "the condition breaks off here", 4, "a value is missing"),
        ("a &&  \n", "the condition breaks off here", 4, "a value is missing"),
        ("a b", "an operator is missing before b", 2, ""),
        ("a and b", "an operator is missing before and", 2, "write && for and"),
        ('a "b"', 'an operator is missing before "b"', 2, ""),
        ("(a b)", "an operator is missing before b", 3, ""),
        ("&& a", "a value is missing before &&", 0, ""),
        ("a)", ") closes nothing", 1, ""),
        ("(a", "this bracket is not closed", 0, "close it with )"),
        ("[a", "this list is not closed", 0, "close it with ]"),
        ("a[0", "this index is not closed", 3, ""),
        ("a.", "the name of a field is missing here", 2, ""),
        ("a.in", "the name of a field is missing here", 2, ""),
        ("a = b", "= has no meaning in a condition", 2, "write == to compare"),
        ("a & b", "& has no meaning in a condition", 2, "write && for and"),
        ("a / b", "/ has no meaning in a condition", 2, "there is no division; multiply the other side"),
        ("a ≤ b", "≤ has no meaning in a condition", 2, "write <="),
        ("a == „b“", "„ has no meaning in a condition", 5, 'write straight quotation marks: "…"'),
        ("a == 'b", "this text has no end", 5, "close it with '"),
        ('"a\nb"', "this text has no end", 0, 'close it with "'),
        ('"""a"""', "there are no texts of several lines in conditions", 0, ""),
        (r'"\q"', r"\q is no escape", 1, r"write \\ for a backslash"),
        (r'"\uD800"', r"\uD800 is no character", 1, ""),
        ("12a", "12a is neither a number nor a name", 0, ""),
        ("5u", "5u is neither a number nor a name", 0, ""),
        ("a == 0x1F", "0x1F is neither a number nor a name", 5, ""),
        ("1.5.2", "an operator is missing before 0.2", 3, ""),
        ("9223372036854775808", "9223372036854775808 is larger than 9223372036854775807", 0, ""),
        ("1e999", "1e999 is too large", 0, ""),
        ("null", "there is no null in conditions", 0, "write none for what is stated not to exist"),
        ("for", "for is a reserved word, not a name", 0, ""),
        ("a ? b", "the : of ? : is missing", 5, ""),
        ("a ? b ? c : d : e", "put the inner ? : into brackets", 6, ""),
        ("-!a", "-! has no meaning", 0, "use brackets"),
        ("!-a", "!- has no meaning", 0, "use brackets"),
        ("has(a)", "has() asks for a field", 4, "write has(x.y)"),
        ("has()", "has() asks about something: has(x.y)", 3, ""),
        ("size(a, b)", "size() takes one operand and closes with )", 6, ""),
        ("a.size()", "size() does not follow a point", 2, "write size(x)"),
        ("exists(a, b)", "exists() follows a list and a point", 0, "write l.exists(v, p)"),
        ("a.exists()", "exists() needs a variable and a predicate: exists(v, …)", 8, ""),
        ("a.exists(b)", "exists() needs a variable and a predicate: exists(b, …)", 10, ""),
        ("a.exists(b.c, true)", "exists() begins with the name of a variable", 9, ""),
        ("a.exists(for, true)", "for is a reserved word, not a name", 9, ""),
        ("a.exists(b, true, false)", "exists() takes a variable and one predicate, and closes with )", 16, ""),
    ],
)
def test_what_is_no_condition(text: str, message: str, offset: int, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert (caught.value.message, caught.value.offset, caught.value.hint) == (message, offset, hint)


@pytest.mark.parametrize("text", ["a.map(b, b)", 'matches(a, "x")', "a.contains(b)", "int(a)", "type(a)", "a.b()"])
def test_other_functions_are_refused_with_those_that_exist(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"there is no \w+\(\) in conditions") as caught:
        parse_expression(text)
    assert "has(x.y), size(x), l.exists(v, p)" in caught.value.hint


def test_a_misspelt_function_is_answered_with_the_nearest() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression("a.exist(b, b)")
    assert caught.value.hint.startswith("did you mean exists?")


def test_a_condition_of_the_allowed_length_is_read_and_a_longer_one_is_not() -> None:
    assert parse_expression('"' + "x" * 3_998 + '"') == Literal("x" * 3_998)
    with pytest.raises(ExpressionError, match="may have 4000 characters; this one has 4001"):
        parse_expression('"' + "x" * 3_999 + '"')


@pytest.mark.parametrize(
    ("opening", "core", "closing"),
    [
        ("(", "a", ")"),
        ("!", "a", ""),
        ("-", "a", ""),
        ("[", "a", "]"),
        ("size(", "a", ")"),
        ("a ? b : ", "c", ""),
        ("", "a", ".b"),
        ("", "a", "[0]"),
        ("", "a", " && a"),
        ("", "a", " + a"),
        ("", "a", ".filter(v, v)"),
        ("a.exists(v, ", "a", ")"),
        ("a[", "0", "]"),
    ],
)
def test_nesting_is_bounded_in_every_direction(opening: str, core: str, closing: str) -> None:
    parse_expression(opening * 40 + core + closing * 40)
    with pytest.raises(ExpressionError, match="nested more than 50 levels deep"):
        parse_expression(opening * 60 + core + closing * 60)


@pytest.mark.parametrize(
    "text", ["(" * 3_900, "!" * 3_900, "[" * 3_900, "a.x(" * 900, "size(" * 790, "a+" * 1_900, "a?" * 1_900]
)
def test_no_text_of_the_allowed_length_reaches_the_recursion_limit(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(text)


def test_nodes_know_where_they_stand() -> None:
    parsed = parse('a.b == "x" && c')
    conjunction = parsed.expression
    assert isinstance(conjunction, Binary)
    comparison = conjunction.left
    assert isinstance(comparison, Binary)
    nodes = (conjunction, conjunction.right, comparison, comparison.left, comparison.right)
    assert [parsed.offsets[id(node)] for node in nodes] == [11, 14, 4, 2, 7]


@pytest.mark.parametrize(
    "text",
    [
        'terminology.terms.exists(t, t.id == "mql" && t.definition != none)',
        'process.agreement.duties.exists(d, d.unit == "sales") && "sales" in process.agreement.signed_by',
        "process.lead_process.review.last_on_age <= limits.lived_days",
        '["lead", "mql"].all(id, terminology.terms.exists(t, t.id == id && size(t.exclusions) > 0))',
        'size(software.systems.filter(s, s.kind in ["crm", "erp"] && has(s.since))) >= 2',
        "departments.marketing.reports_to == departments.sales.reports_to",
        "departments.shared_location ? roles.contacts.exists_one(c, c.role == none) : true",
        "size(process.handovers[0].trigger) * 1.5 - 2 < 3 && -departments.sales.headcount < 0",
        "process.rule_set.accepted_by == process.agreement.signed_by || [] == process.agreement.signed_by",
        "process.handovers.exists(h, h.feedback == none || h.from == none)",
        "roles.enquiries.unit != none",
        '(departments.shared_location ? "daily" : "weekly") == process.lead_process.review.every',
        "(departments.shared_location ? process.rule_set.accepted_by : []).exists(u, u == 'sales')",
        "limits.quorum == 2",
        "[[1], [2.5], []] == [[1, 2.5]]",
        "process.rule_set.document in []",
        '[["sales"], process.rule_set.accepted_by] == [process.rule_set.accepted_by]',
        "size([1, 0.5]) == (departments.shared_location ? 1 : 0.5)",
        "none in [roles.term_keeper.role, roles.process_owner.role]",
    ],
)
def test_conditions_fit_for_the_profile(text: str) -> None:
    assert load_expression(text, profile_fact_types(), LIMITS) == parse_expression(text)


@pytest.mark.parametrize(
    ("text", "message", "offset", "hint"),
    [
        ("proces.rule_set.document == none", "there is no fact called proces", 0, "did you mean process?"),
        (
            "process.rule_sets.document == none",
            "process has no field rule_sets",
            8,
            "did you mean rule_set?",
        ),
        (
            "terminology.terms.exists(t, t.definiton == none)",
            "t has no field definiton",
            30,
            "did you mean definition?",
        ),
        ("process.rule_set.document.x == 1", "process.rule_set.document is a text and has no field x", 26, ""),
        (
            'software.systems.kind == "crm"',
            "software.systems is a list; its items have fields, the list has none",
            17,
            "write software.systems.exists(v, v.kind …)",
        ),
        ("limits.lived_day == 3", "the model has no limit called lived_day", 7, "did you mean lived_days?"),
        ("size(limits) == 1", "limits is no value of its own", 5, "the limits are limits.lived_days, limits.quorum"),
        ("process.rule_set.document", "a condition is true or false; this one is a text", 17, ""),
        ("1", "a condition is true or false; this one is a whole number", 0, ""),
        ("process.rule_set.document == 1", "a text is never equal to a whole number", 26, ""),
        (
            "process.rule_set.accepted_by == none",
            "a list is never equal to a text",
            29,
            "a list stated as none is empty: write size(x) == 0",
        ),
        (
            "process.rule_set != none",
            "a group of facts cannot be compared",
            17,
            "where a group of facts is stated as none, each of its fields is none: compare a field",
        ),
        ("process.rule_set == process.agreement", "a group of facts cannot be compared", 17, "compare their fields"),
        ("software.systems == software.systems", "these lists cannot be compared", 17, ANY),
        ("[1] == process.rule_set.accepted_by", "these lists cannot be compared", 4, ANY),
        (
            "departments.sales.headcount == none",
            "a whole number is never equal to a text",
            28,
            "a number stated as none is 0: compare with 0; of ages, hours and days none is 999999",
        ),
        (
            "departments.shared_location == none",
            "true or false is never equal to a text",
            28,
            "true and false have no none: compare with false",
        ),
        (
            'software.systems.exists(s, s.kind == "crmm")',
            's.kind is never "crmm"',
            37,
            "did you mean crm?",
        ),
        (
            'software.systems.exists(s, s.kind in ["crm", "warehouse"])',
            's.kind is never "warehouse"',
            37,
            "there are application, crm, erp, lead_management, mailbox, marketing_automation, none, other, paper, spreadsheet",
        ),
        (
            '"marketng" in process.rule_set.accepted_by',
            'process.rule_set.accepted_by is never "marketng"',
            0,
            "did you mean marketing?",
        ),
        (
            "none in process.rule_set.accepted_by",
            "none is never in a list",
            5,
            "a list stated as none is empty: write size(x) == 0",
        ),
        (
            "goals.lead_figures.exists(f, f.figure == none)",
            'f.figure is never "none"',
            41,
            ANY,
        ),
        (
            '"sales" in process.rule_set.document',
            "in looks into a list; process.rule_set.document is a text",
            8,
            "compare with ==",
        ),
        (
            "1 in process.rule_set.accepted_by",
            "a whole number is never in a list of which every item is a text",
            2,
            "",
        ),
        (
            "process.rule_set.last_followed <= limits.lived_days",
            "<= works on numbers; this is a text",
            17,
            "dates, time limits and rhythms have companions that are numbers: …_age, …_hours, …_days",
        ),
        ('process.rule_set.document + "x" == "y"', "+ works on numbers; this is a text", 17, ""),
        ("-process.rule_set.document == 1", "- works on numbers; this is a text", 18, ANY),
        ("departments.shared_location < 2", "< works on numbers; this is true or false", 12, ""),
        (
            "process.rule_set.document && true",
            "&& joins what is true or false; this is a text",
            17,
            "compare it: process.rule_set.document != none",
        ),
        ("true || size(roles.contacts)", "|| joins what is true or false; this is a whole number", 8, ""),
        ("!departments.sales.headcount", "! joins what is true or false; this is a whole number", 19, ""),
        ("size(roles.contacts) ? true : false", "? : joins what is true or false; this is a whole number", 0, ""),
        (
            "departments.shared_location ? 1 : none",
            "both sides of : have to be of one kind",
            28,
            "here stand a whole number and a text",
        ),
        ("[1, none] == []", "a list holds values of one kind", 4, "here stand a whole number and a text"),
        (
            "software.systems.exists(s, s.id)",
            "the predicate of exists() is true or false, not a text",
            29,
            "",
        ),
        ("process.rule_set.exists(r, true)", "process.rule_set is a group of facts, not a list", 17, ""),
        ("[].all(x, true)", "all() over an empty list", 3, ""),
        (
            "roles.contacts.exists(process, true)",
            "the name process is taken",
            15,
            "choose another name for the variable",
        ),
        (
            "roles.contacts.exists(c, roles.contacts.exists(c, true))",
            "the name c is taken",
            40,
            "choose another name for the variable",
        ),
        ("roles.contacts.exists(none, true)", "the name none is taken", 15, "choose another name for the variable"),
        ("roles.contacts.exists(c, true) && c.role == none", "there is no fact called c", 34, ANY),
        ("has(process.rule_set.documnt)", "process.rule_set has no field documnt", 0, "did you mean document?"),
        ("has(roles.contacts.role)", "roles.contacts is a list; its items have fields, the list has none", 0, ANY),
        ("has(limits.lived_days)", "has() asks what the profile states; limits are always there", 0, ""),
        ("size(departments.sales.headcount) > 1", "size() counts a list or a text, not a whole number", 0, ""),
        ("size(process.rule_set) > 1", "size() counts a list or a text, not a group of facts", 0, ""),
        ("process.rule_set[0] == 1", "process.rule_set is a group of facts, not a list", 16, ""),
        ("roles.contacts['x'].role == none", "an index is a whole number, not a text", 15, ""),
        (
            "roles.contacts[-1].role == none",
            "an index counts from 0",
            15,
            "there is no counting from the end",
        ),
        ("[1, 2][2] == 1", "this list has 2 items, counted from 0", 7, ""),
        ("[][0] == 1", "this list has 0 items, counted from 0", 3, ""),
        ("[][size(roles.contacts)] == 1", "an empty list has no items", 2, ""),
        ("format == 1", "there is no fact called format", 0, ANY),
    ],
)
def test_names_and_types_are_checked_against_the_profile(text: str, message: str, offset: int, hint: str) -> None:
    error = refusal(text)
    assert (error.message, error.offset) == (message, offset)
    assert hint in (ANY, error.hint)


def test_lists_of_unlike_groups_do_not_go_together() -> None:
    condition = "departments.shared_location ? roles.contacts : roles.stand_ins"
    assert refusal(f"size({condition}) > 0").message == "both sides of : have to be of one kind"


def test_without_offsets_an_error_points_to_the_beginning() -> None:
    facts = FactType(kind="object", fields={"a": FactType(kind="integer")})
    with pytest.raises(ExpressionError) as caught:
        check_expression(parse_expression("true && b == 1"), facts, ())
    assert caught.value.offset == 0


def test_the_deepest_condition_is_checked_far_from_the_recursion_limit() -> None:
    facts = FactType(kind="object", fields={"a": FactType(kind="boolean")})
    assert load_expression("!" * 48 + "a", facts, ())
    assert load_expression("a" + " && a" * 48, facts, ())


MANUAL = (pathlib.Path(__file__).parents[4] / "docs" / "conditions.md").read_text(encoding="utf-8")


def test_conditions_shown_in_the_manual_are_fit_for_the_profile() -> None:
    shown = re.findall(r"```cel\n(.*?)```", MANUAL, re.DOTALL)
    assert len(shown) >= 3
    for text in shown:
        load_expression(text, profile_fact_types(), LIMITS)


def test_messages_shown_in_the_manual_are_those_that_are_given() -> None:
    section = MANUAL.split("## What is checked")[1].split("\nLimits:")[0]
    rows = re.findall(r"^\| `([^`…]+)` \| (.+?)(?: – (.+?))? \|$", section, re.MULTILINE)
    assert len(rows) >= 5
    for text, message, hint in rows:
        error = refusal(text)
        assert error.message == message
        assert error.hint.startswith(hint.removesuffix("…").rstrip())


def test_nodes_of_different_kinds_are_never_equal() -> None:
    member, has = Member(Name("a"), "b"), Has(Name("a"), "b")
    assert tuple(member) == tuple(has), "they hold the same"
    assert member != has
    assert (member == has) is False
    assert Unary("!", member) != Unary("!", has)  # type: ignore[arg-type]
    assert member == Member(Name("a"), "b")
    assert hash(member) == hash(Member(Name("a"), "b"))

"""What people say in talks and what follows from it: small profiles, each standing for a kind of saying."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.figures import contradictions
from lmmm_report.assess.numbers import numbers_of
from lmmm_report.assess.result.findings import find
from lmmm_report.assess.result.settling import only_gates
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.profile import Profile
from lmmm_report.facts.shares import share_of
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.making.hinting import Hinter
from lmmm_report.messages import LANGUAGES, in_case, in_language
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.views.figures import Figures
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.words.wording import Wording
from tests.built_in import MODEL

GATES = only_gates(MODEL)
HINTER = Hinter(MODEL, profile_format())
HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-11-02}\n"


def a_profile(text: str) -> Profile:
    return load_profile_text((HEAD + text).encode(), "muster.yaml")


def finding(text: str, gate: str) -> Finding:
    return next(one for one in find(a_profile(text), GATES) if one.criterion.id == gate)


def outcome(text: str, gate: str) -> Outcome:
    return finding(text, gate).outcome


def asked(text: str, language: str) -> str:
    return "\n".join(in_language(one.message, language) for one in HINTER.hints(a_profile(text)).answers)


# Until when something lasts


def a_goal(until: str) -> str:
    return f"goals:\n  goals:\n    - {{id: a, name: A, figure: orders, owners: [marketing, sales], until: {until}}}\n"


@pytest.mark.parametrize("until", ["2026", "2026-Q4", "2026-11", "Ende 2026", "bis Jahresende", "December", "ongoing"])
def test_a_goal_runs_to_the_end_of_the_period_that_it_names(until: str) -> None:
    assert outcome(a_goal(until), "X3-GOA-1") is Outcome.MET


@pytest.mark.parametrize("until", ["2025", "2026-Q3", "2026-10", "last December", "end of last year"])
def test_a_goal_whose_period_is_over_has_ended(until: str) -> None:
    assert outcome(a_goal(until), "X3-GOA-1") is Outcome.NOT_MET


@pytest.mark.parametrize(("language", "words"), [("en", "Until when"), ("de", "Bis wann")])
def test_where_only_the_end_is_missing_only_the_end_is_asked_for(language: str, words: str) -> None:
    open_end = a_goal("2026-10/2027-01")
    assert outcome(open_end, "X3-GOA-1") is Outcome.UNKNOWN
    assert words in asked(open_end, language)


@pytest.mark.parametrize("criterion", [one for one in MODEL.criteria if one.ask_only], ids=lambda one: str(one.id))
def test_questions_for_one_field_are_in_every_language_and_differ(criterion: object) -> None:
    ask_only = criterion.ask_only  # type: ignore[attr-defined]
    for text in ask_only.values():
        assert set(text) == set(LANGUAGES)
        assert text != criterion.ask  # type: ignore[attr-defined]


# What is said of one entry stays, whatever else there may be

TERMS = """\
terminology:
  terms:
    listed:
      - {id: lead, definition: none}
      - {id: key_account, definition: exists, agreed_by: [marketing, sales]}
    more: true
"""


def test_a_definition_that_is_denied_stays_denied_where_other_terms_were_not_asked_for() -> None:
    assert outcome(TERMS, "Y2-TER-1") is Outcome.NOT_MET
    assert outcome(TERMS, "Y2-TER-2") is Outcome.NOT_MET
    assert outcome(TERMS.replace("id: lead", "id: other_word"), "Y2-TER-1") is Outcome.UNKNOWN


def test_it_stays_so_where_something_is_known_of_each_of_the_others() -> None:
    each = TERMS.replace("    more: true", "    more: true\n    each: {agreed_by: none}")
    assert outcome(each, "Y2-TER-1") is Outcome.NOT_MET
    assert outcome(each.replace("id: lead", "id: other_word"), "Y2-TER-1") is Outcome.UNKNOWN


def test_parts_of_one_department_leave_the_others_open() -> None:
    text = """\
process:
  descriptions:
    listed:
      - {unit: field_sales, document: none}
      - {unit: marketing, document: exists, explained_to: [sales]}
    more: true
"""
    assert outcome(text, "X3-PRO-2") is Outcome.UNKNOWN


def test_one_that_is_only_heard_of_is_another() -> None:
    text = """\
terminology:
  terms:
    - {id: lead, definition: none}
    - {id: mql, definition: exists, basis: heard}
"""
    assert outcome(text, "Y2-TER-1") is Outcome.NOT_MET


# Two people on one number

TWO = """\
figures:
  funnel:
    - {{per: month, inquiries: {one}, said_by: Frau Sedlak}}
    - {{per: month, inquiries: {other}, mql: 5, said_by: Herr Ruoff}}
"""


@pytest.mark.parametrize("order", [(20, 10), (10, 20)])
def test_both_accounts_of_one_period_are_kept_whichever_stands_last(order: tuple[int, int]) -> None:
    figures = a_profile(TWO.format(one=order[0], other=order[1])).figures
    numbers = numbers_of(figures)
    assert numbers is not None
    ((row,),) = numbers.settled
    assert (row.period.counts["inquiries"].low, row.period.counts["inquiries"].high) == (10, 20)
    (step,) = row.conversions
    assert step.rate is not None
    assert (step.rate.low, step.rate.high) == (Fraction(1, 4), Fraction(1, 2))
    assert [one.kind for one in contradictions(figures)] == ["accounts"]
    for language, catalogue in load_catalogues().items():
        (said,) = Figures(numbers, Wording(catalogue)).brief()
        told = {"en": f"{order[0]}, says Frau Sedlak", "de": f"{order[0]} laut Frau Sedlak"}[language]
        assert told in said
        assert "Herr" in said
        assert "Ruoff" in said


def test_accounts_that_both_can_be_are_no_contradiction() -> None:
    assert not contradictions(a_profile(TWO.format(one="about 20", other=21)).figures)


def test_the_same_account_twice_is_one_number() -> None:
    figures = a_profile(TWO.format(one=20, other=20)).figures
    numbers = numbers_of(figures)
    assert numbers is not None
    assert numbers.settled[0][0].period.counts["inquiries"].exact
    assert not contradictions(figures)


def test_two_rates_that_cannot_both_be_are_named_and_another_rate_is_not_compared() -> None:
    rates = """\
figures:
  rates:
    - {{figure: {figure}, value: 1 of 3, said_by: A}}
    - {{figure: {figure}, value: at most 1 of 10, said_by: B}}
"""
    (found,) = contradictions(a_profile(rates.format(figure="accepted_of_mql")).figures)
    assert (found.kind, found.names) == ("accounts", ("accepted_of_mql",))
    assert not contradictions(a_profile(rates.format(figure="other")).figures)


# What cannot exist is not asked for, and a question fits what is missing

NO_PROCESS = """\
process:
  lead_sketch: none
  lead_process: {document: none, statuses: none, run_by: RUN_BY}
"""


@pytest.mark.parametrize("run_by", ["both", "nobody", "none"])
def test_nobody_is_asked_how_often_a_process_is_reviewed_that_does_not_exist(run_by: str) -> None:
    text = NO_PROCESS.replace("RUN_BY", run_by)
    for gate in ("Y2-PRO-1", "Y3-PRO-1", "Y3-PRO-2", "Y3-PRO-3", "Y3-PRO-4", "Y3-ROL-1"):
        assert outcome(text, gate) is Outcome.NOT_MET, gate


def test_a_department_in_charge_may_review_what_is_not_written() -> None:
    text = NO_PROCESS.replace("RUN_BY", "marketing")
    assert outcome(text, "Y3-PRO-3") is Outcome.UNKNOWN
    told = text.replace("run_by: marketing", "run_by: both, review: {every: monthly, figures: exists}")
    assert outcome(told, "Y3-PRO-3") is Outcome.MET


@pytest.mark.parametrize(
    ("text", "gate", "words"),
    [
        ("process:\n  lead_sketch: none\n  lead_process: {document: none}\n", "Y2-PRO-1", "statuses"),
        ("collaboration: {formats: none, exchanges: none}\n", "X2-COL-1", "how they work"),
        ("collaboration: {formats: none}\nprocess: {descriptions: none}\n", "X2-COL-1", "trained together"),
        ("", "Y2-PRO-1", "sketch or description"),
    ],
)
def test_the_question_asks_for_what_is_missing(text: str, gate: str, words: str) -> None:
    found = finding(text, gate)
    assert found.outcome is Outcome.UNKNOWN
    assert words in found.ask["en"]


# What is only considered, and how a decision is named


def a_plan(text: str) -> Assessment:
    return assess(a_profile(text), MODEL)


DECISION = "decisions:\n  - {{what: {what}, subject: {subject}, state: {state}}}\n"


@pytest.mark.parametrize(("state", "bars"), [("ruled_out", True), ("postponed", True), ("considered", False)])
def test_what_is_only_considered_is_not_kept_from_the_plan(state: str, bars: bool) -> None:
    text = DECISION.format(what="A CRM", subject="new_software", state=state)
    touching = [measure.id for measure in MODEL.measures if "new_software" in measure.touches]
    assert touching
    assert all((one in a_plan(text).fitting.barred) is bars for one in touching)


@pytest.mark.parametrize("word", ["perhaps", "maybe", "vielleicht", "erwogen"])
def test_the_words_for_it_are_named(word: str) -> None:
    with pytest.raises(UserError) as error:
        a_profile(DECISION.format(what="A CRM", subject="new_software", state=word))
    assert "considered" in "".join(in_language(one.hint, "en") for one in error.value.problems if one.hint)


@pytest.mark.parametrize(
    ("what", "named"), [("No second post", True), ("Keine zweite Stelle", True), ("A second post", False)]
)
def test_a_decision_that_is_named_instead_of_its_thing_is_pointed_out(what: str, named: bool) -> None:
    found = hints_of(DECISION.format(what=what, subject="new_posts", state="ruled_out"))
    assert ("denied-thing" in {one.code for one in found}) is named


def hints_of(text: str) -> tuple[Problem, ...]:
    return HINTER.hints(a_profile(text)).remarks


# Days as people say them


@pytest.mark.parametrize(("days", "said"), [("2.5", "2.5 person-days"), ("0.5", "0.5 person-days"), ("3", "3 person")])
def test_half_days_are_days(days: str, said: str) -> None:
    a = a_plan(f"goals: {{goals: none}}\nplan: {{capacity: {days}, start: 2026-12-01}}\n")
    assert a.plan.schedule is not None
    assert a.plan.schedule.capacity == Fraction(days)
    assert said in plan_view_of(a, Wording(load_catalogues()["en"])).dates


# Shares, commas and times that are told by what happens


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("one in three", (33, 34)), ("jeder Dritte", (33, 34)), ("every third", (33, 34)), ("every other", (50, 50)),
        ("at most one in ten", (0, 10)), ("höchstens jeder Zehnte", (0, 10)), ("8 in 10", (80, 80)),
        ("fast alles", (90, 99)), ("nearly everything", (90, 99)), ("in allen Fällen", (100, 100)),
    ],
)  # fmt: skip
def test_shares_as_people_say_them(said: str, bounds: tuple[int, int]) -> None:
    share = share_of(said)
    assert share is not None
    assert ((share, share) if isinstance(share, int) else (share.low, share.high)) == bounds


def faults(text: str) -> list[Problem]:
    with pytest.raises(UserError) as error:
        a_profile(text)
    return list(error.value.problems)


def test_a_comma_within_brackets_is_what_is_to_blame() -> None:
    found = faults("process:\n  rule_set: {document: exists, note: All agree, mostly without a word, with it}\n")
    assert {one.hint for one in found} == {
        (
            'a comma separates within curly brackets; put quotes around the text: note: "All agree, mostly without a word, '
            'with it"'
        )
    }


def test_what_every_group_takes_is_named_among_what_is_allowed() -> None:
    (found,) = faults("process:\n  agreement: {document: exists, foo_bar_baz: 3}\n")
    assert {"note", "said_by", "basis"} <= set(str(found.hint).removeprefix("allowed here: ").split(", "))


@pytest.mark.parametrize("due", ["not before the next round", "nicht vor der nächsten Runde", "after the visit"])
def test_a_time_told_by_an_event_is_refused_with_what_to_write(due: str) -> None:
    (found,) = faults(f"decisions:\n  - {{what: A CRO, subject: joint_executive, state: considered, due: {due}}}\n")
    assert "leave the time out" in str(found.hint)


def test_a_title_follows_its_preposition_in_german() -> None:
    assert in_case("mit Herr Feil und Herr Ruoff, laut Herr Dr. Feil; sagt Herr X") == (
        "mit Herrn Feil und Herrn Ruoff, laut Herrn Dr. Feil; sagt Herr X"
    )

"""What helps to finish a profile, over small profiles and those of the accepted cases, in both languages."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from lmmm_report import resources
from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.findings import find
from lmmm_report.assess.result.settling import only_gates, settling
from lmmm_report.domain.assessment import Fact, Outcome
from lmmm_report.domain.model import Hint
from lmmm_report.domain.profile import Place, Profile
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.making.hinting import MOST_SHOWN, Hinter, Hints
from lmmm_report.making.missing import missing_in_words
from lmmm_report.messages import LANGUAGES, in_language
from lmmm_report.problems import Problem
from tests.built_in import MODEL

GATES = only_gates(MODEL)
HINTER = Hinter(MODEL, profile_format())
HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-11-02}\n"
CASES = sorted((Path(__file__).resolve().parents[2] / "cases" / "accept").glob("*/profile.yaml"))


def a_profile(text: str) -> Profile:
    return load_profile_text((HEAD + text).encode(), "muster.yaml")


def hints(text: str) -> Hints:
    return HINTER.hints(a_profile(text))


def remarks(text: str, code: str) -> list[Problem]:
    return [one for one in hints(text).remarks if one.code == code]


# Hints of the model


def test_the_model_has_hints() -> None:
    assert len(MODEL.hints) >= 10


@pytest.mark.parametrize("hint", MODEL.hints, ids=lambda hint: hint.id)
def test_a_hint_is_said_of_its_example_in_both_languages(hint: Hint) -> None:
    (said,) = remarks(hint.examples["met"].text, hint.id)
    for language in LANGUAGES:
        assert in_language(said.message, language) == hint.text[language]
    assert said.severity == "hint"
    assert said.path.startswith(".".join(hint.place))


@pytest.mark.parametrize("hint", MODEL.hints, ids=lambda hint: hint.id)
def test_a_hint_is_not_said_where_it_does_not_hold(hint: Hint) -> None:
    for outcome in ("not_met", "unknown"):
        if outcome in hint.examples:
            assert remarks(hint.examples[outcome].text, hint.id) == []


@pytest.mark.parametrize(
    "entries",
    ["{listed: [{id: crm, kind: crm}], count: 1}", "{listed: [{id: crm, kind: crm}], more: true}", "one", "{count: 1}"],
)
def test_a_list_that_was_counted_or_left_open_is_left_in_peace(entries: str) -> None:
    assert remarks("software: {systems: [{id: crm, kind: crm}]}\n", "H-ONE-SYSTEM")
    assert remarks(f"software: {{systems: {entries}}}\n", "H-ONE-SYSTEM") == []


def test_nothing_is_said_by_which_no_gate_gains() -> None:
    rules = "  rule_set: {document: Rules}\n"
    agreed = "  agreement: {duties: [marketing, sales], signed_by: [marketing, sales], signed_on: 2026-09}\n"
    assert remarks(f"process:\n{rules}  agreement: none\n", "H-RULES-DUTIES")
    assert remarks(f"process:\n{rules}{agreed}", "H-RULES-DUTIES") == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("process: {{agreement: {{duties: [marketing, sales]{}}}}}\n", "H-AGREEMENT-RULES"),
        ("process: {{rule_set: {{document: Rules{}}}}}\n", "H-RULES-DUTIES"),
    ],
)
def test_what_is_denied_is_not_asked_for_again(text: str, hint: str) -> None:
    field = next(one.place[-1] for one in MODEL.hints if one.id == hint)
    assert remarks(text.format(""), hint)
    assert remarks(text.format(f", {field}: none"), hint) == []


def test_nothing_is_said_where_an_open_gate_asks_for_it() -> None:
    text = "roles: {joint_tasks: [{task: Trade fairs, accountable: sales, accepted_by: [marketing, sales]}]}\n"
    assert remarks(text, "H-FEW-TASKS")
    for asking, told in ((_AskingFor("roles.joint_tasks"), False), (_AskingFor("roles.joint_tasks[x].task"), True)):
        found = [one for one in asking.hints(a_profile(text)).remarks if one.code == "H-FEW-TASKS"]
        assert bool(found) is told


class _AskingFor(Hinter):
    """Gives hints by a model of which a gate lacks a fact of this path."""

    def __init__(self, path: str) -> None:
        super().__init__(MODEL, profile_format())
        self.path = path

    def _of_model(self, profile, reader, gates, asked):
        return super()._of_model(profile, reader, gates, {*asked, self.path})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_no_place_has_two_hints_and_none_repeats_a_question(path: Path) -> None:
    profile = load_profile_text(path.read_bytes(), str(path))
    made = HINTER.hints(profile)
    places = [one.path for one in made.remarks]
    assert len(set(places)) == len(places)
    asked = {fact.path for finding in find(profile, GATES) for fact in finding.missing}
    assert not {one.path for one in made.remarks if one.code.startswith("H-")} & asked


def test_the_hint_names_the_entry_that_it_is_about() -> None:
    text = (
        "terminology:\n  terms:\n"
        "    - {id: lead, agreed_by: [marketing, sales], used_in: [{where: List}]}\n"
        "    - {id: mql, agreed_by: [marketing, sales], used_in: none}\n"
    )
    (said,) = remarks(text, "H-UNUSED-TERM")
    assert said.path == "terminology.terms[mql]"
    assert said.line == 7


# What leads nowhere


def test_figures_of_which_none_is_about_leads_are_named() -> None:
    review = "process: {{lead_process: {{review: {{every: monthly, figures: [{}]}}}}}}\n"
    (said,) = remarks(review.format("visits, clicks"), "no-lead-figure")
    assert said.path == "process.lead_process.review.figures"
    assert remarks(review.format("visits, accepted leads"), "no-lead-figure") == []


@pytest.mark.parametrize(
    ("papers", "title", "said"),
    [
        ("documents: [{id: sla, title: SLA}]\n", "sla_2", True),
        ("documents: [{id: sla, title: SLA}]\n", "slb", True),
        ("documents: [{id: sla, title: SLA}]\n", "sla", False),
        ("documents: [{id: sla, title: SLA}]\n", "SLA of 2026", False),
        ("documents: [{id: sla, title: SLA}]\n", "none", False),
        ("documents: [{id: sla, title: SLA}]\n", "exists", False),
        ("", "sla_2026", True),
        ("", "agreement", False),
    ],
)
def test_a_title_like_an_id_of_no_document(papers: str, title: str, said: bool) -> None:
    found = remarks(f"{papers}process: {{agreement: {{document: {title}}}}}\n", "no-such-document")
    assert [one.path for one in found] == (["process.agreement.document"] if said else [])


def test_a_name_that_an_open_list_lacks() -> None:
    text = "departments:\n  executives: {{listed: [{{id: ceo}}], more: true}}\n  marketing: {{reports_to: {}}}\n"
    (said,) = remarks(text.format("cmo"), "not-listed")
    assert said.path == "departments.marketing.reports_to"
    for known in ("ceo", "general_management", "none"):
        assert remarks(text.format(known), "not-listed") == []


# Figures


ROW = "figures:\n  funnel:\n    - {{period: 2026-Q2, {}}}\n"


@pytest.mark.parametrize(
    ("text", "severity", "numbers"),
    [
        (ROW.format("mql: 195, accepted: 121, rejected: 52, untouched: 42"), "warning", ("215", "195")),
        (ROW.format("inquiries: 100, mql: about 150"), "warning", ("about 150", "100")),
        (
            ROW.format("mql: 180, accepted: 92") + "  rates: [{figure: accepted_of_mql, value: 81 %}]\n",
            "hint",
            ("81 %", "92", "180", "51 %"),
        ),
        (
            ROW.format("within_limit: 70 %, limit: 2 d")
            + "  rates: [{figure: answered_within, value: all, within: 2 d}]\n",
            "hint",
            ("all", "70 %"),
        ),
        (
            ROW.format("mql: 100, accepted: 60")
            + "    - {period: 2026-Q3, mql: 100, accepted: 40}\n  rates: [{figure: accepted_of_mql, trend: rising}]\n",
            "hint",
            ("60 %", "40 %"),
        ),
    ],
)
def test_figures_that_cannot_be_are_told_with_both_numbers(text: str, severity: str, numbers: Iterable[str]) -> None:
    made = hints(text)
    (said,) = (one for one in (*made.warnings, *made.remarks) if one.code == "figures")
    assert said.severity == severity
    assert (said in made.warnings) is (severity == "warning")
    assert said.line is not None
    assert said.line > 4
    for language in LANGUAGES:
        words = in_language(said.message, language)
        assert all(number in words for number in numbers), words
    assert in_language(said.message, "de") != in_language(said.message, "en")


def test_figures_are_called_by_their_names_and_quoted() -> None:
    """Every figure of the format has a name in both languages; no word of the format is left in what is said."""
    schema = (Path(resources.__file__).parent / "model/profile.schema.json").read_text(encoding="utf-8")
    figures = [one for one in json.loads(re.findall(r'"enum": (\[[^]]*_of_mql[^]]*\])', schema)[0]) if one != "other"]
    assert "won_of_opportunities" in figures
    for figure in figures:
        told = f"{{figure: {figure}, within: 2 d, value: 10 %, said_by: A}}, {{figure: {figure}, within: 2 d, value: 80 %}}"
        (said,) = remarks(f"figures:\n  rates: [{told}]\n", "figures")
        for language in LANGUAGES:
            assert not re.search(r"_of_|_within|\b2 d\b", in_language(said.message, language)), said.message
    (said,) = remarks(
        ROW.format("within_limit: 70 %, limit: 2 d")
        + "  rates: [{figure: answered_within, value: alles, within: 2 d}]\n",
        "figures",
    )
    assert in_language(said.message, "de") == "binnen 2 Tagen beantwortet: gesagt wird „alles“; gezählt sind 70 %"
    made = hints(ROW.format("mql: 195, accepted: 121, rejected: 52, untouched: 42"))
    assert in_language(made.warnings[0].message, "de").startswith(
        "121 angenommen, 52 abgelehnt, 42 unberührt sind zusammen"
    )


def test_figures_that_agree_are_passed_over() -> None:
    made = hints(ROW.format("inquiries: 300, mql: 195, accepted: 121, rejected: 52, untouched: 22"))
    assert made.warnings == ()
    assert not any(one.code == "figures" for one in made.remarks)


def test_of_two_things_to_say_of_one_place_the_first_is_said() -> None:
    rows = ROW.format("mql: 100, accepted: 60") + "    - {period: 2026-Q3, mql: 100, accepted: 40}\n"
    for claim, words in (("value: 81 %", "81 %"), ("trend: rising", "rise"), ("value: 81 %, trend: rising", "81 %")):
        (said,) = remarks(f"{rows}  rates: [{{figure: accepted_of_mql, {claim}}}]\n", "figures")
        assert words in said.message


# Answers


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_after_the_answers_the_result_is_firm_whatever_they_are(path: Path) -> None:
    profile = load_profile_text(path.read_bytes(), str(path))
    findings = find(profile, GATES)
    settled = settling(findings, GATES)
    assert settled.firm is all(axis.firm for axis in judge(findings, GATES))
    if settled.firm:
        return
    answered = [finding.criterion.id for answer in settled.answers for finding in answer.findings]
    assert answered
    assert len(set(answered)) == len(answered)
    chance = random.Random(path.parent.name)
    for _ in range(30):
        said = {gate: chance.choice((Outcome.MET, Outcome.NOT_MET)) for gate in answered}
        after = tuple(f._replace(outcome=said.get(f.criterion.id, f.outcome)) for f in findings)
        assert all(axis.firm for axis in judge(after, GATES))


def test_no_answer_is_asked_for_in_vain() -> None:
    """Each of them can be the one on which the result hangs."""
    profile = a_profile("process: {agreement: none}\n")
    findings = find(profile, GATES)
    answered = [f.criterion.id for answer in settling(findings, GATES).answers for f in answer.findings]
    for gate in answered:
        others = {other: Outcome.MET for other in answered if other != gate}
        after = tuple(f._replace(outcome=others.get(f.criterion.id, f.outcome)) for f in findings)
        assert not all(axis.firm for axis in judge(after, GATES))


def test_a_firm_result_names_only_the_next_stage() -> None:
    text = (CASES[0].parents[1] / "22-first-words-and-rules" / "profile.yaml").read_text(encoding="utf-8")
    profile = load_profile_text(text.encode(), "a.yaml")
    findings = find(profile, GATES)
    proven = {axis.axis.id: axis.proven for axis in judge(findings, GATES)}
    opened = tuple(
        f._replace(outcome=Outcome.UNKNOWN, missing=(Fact(f.criterion.id, Place(1, 1), stated=False),))
        if f.criterion.stage > proven[f.criterion.axis] and f.criterion.id not in ("X3-PRO-1", "Y3-PRO-1")
        else f
        for f in findings
    )
    settled = settling(opened, GATES)
    assert settled.firm
    asked = [f.criterion for answer in settled.answers for f in answer.findings]
    assert asked
    assert all(criterion.stage == proven[criterion.axis] + 1 for criterion in asked)


def test_answers_come_in_the_order_of_their_weight_and_ask_the_question_of_their_gate() -> None:
    made = hints("process: {rule_set: {document: Rules, accepted_by: [marketing, sales]}}\n")
    gate = MODEL.criterion("X2-PRO-1")
    (said,) = (one for one in made.answers if gate.id in one.message)
    assert said.line == 4
    assert said.code == "open-gate"
    for language in LANGUAGES:
        words = in_language(said.message, language)
        assert words.endswith(gate.ask[language])
        assert words.startswith(said.path)
    stages = [int(one.message.split("(")[1][1]) for one in made.answers]
    assert stages[0] == 2
    assert stages[-1] > 2


def test_what_was_only_heard_is_said_to_be_so() -> None:
    told = "process: {{agreement: {{duties: [marketing, sales], signed_by: [marketing, sales], basis: {}}}}}\n"
    heard, assumed = hints(told.format("heard")), hints(told.format("assumed"))
    (one,) = (answer for answer in heard.answers if "X3-PRO-1" in answer.message)
    (other,) = (answer for answer in assumed.answers if "X3-PRO-1" in answer.message)
    ask = MODEL.criterion("X3-PRO-1").ask["en"]
    assert one.message.partition(ask)[2].strip()
    assert one.message.partition(ask)[2] != other.message.partition(ask)[2]


# What is shown


def test_people_are_shown_no_more_than_they_can_take_up() -> None:
    for number, more in itertools.product(range(0, 20, 3), range(0, 12, 2)):
        one = Problem(file="a", message=hints("").outcome, severity="hint")
        made = Hints("a", hints("").outcome, (one,) * number, (one,) * more, ())
        answers, others = made.shown()
        assert len(answers) + len(others) == min(MOST_SHOWN, number + more)
        assert others or not more
        assert answers or not number


def facts(*paths: str) -> list[Fact]:
    return [Fact(path, Place(1, 1), stated=False) for path in paths]


STATUSES = "process: {lead_process: {statuses: [{id: a}, {id: b}, {id: c}]}}\n"
LIST = "process.lead_process.statuses"


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (["goals.goals"], "goals.goals"),
        (["goals"], "goals"),
        (["process.rule_set.document", "process.rule_set.rules"], "process.rule_set.document, rules"),
        ([f"process.rule_set.{name}" for name in "abcd"], "process.rule_set.a, b, c, …"),
        ([f"{LIST}[{name}].owners" for name in "abc"], f"{LIST}, owners: 3 of 3"),
        ([f"{LIST}[{name}].owners" for name in "ab"], f"{LIST}, owners: 2 of 3"),
        ([f"{LIST}[b].owners"], f"{LIST}, owners of b"),
        ([f"{LIST}[b]"], f"{LIST}[b]"),
        ([f"{LIST}[x [1]].owners"], f"{LIST}, owners of x [1]"),
        ([f"{LIST}.each.owners"], f"{LIST}.each.owners"),
        (["goals.goals", "roles.contacts", "software.access"], "goals.goals; roles.contacts; …"),
    ],
)
def test_what_is_missing_in_few_words(paths: list[str], words: str) -> None:
    assert missing_in_words(facts(*paths), a_profile(STATUSES)) == words


def test_a_placeholder_of_a_sample_that_was_left_is_pointed_out() -> None:
    left = 'roles: {term_keeper: {role: "‹Rolle›"}}\nterminology: {terms: [{id: lead, exclusions: ["‹Ausschlüsse›", ‹›]}]}\n'
    found = remarks(left, "placeholder")
    assert [one.path for one in found] == ["roles.term_keeper.role", "terminology.terms[lead].exclusions[1]"]
    assert remarks(left.replace("‹Rolle›", "Frau Kern").replace("‹Ausschlüsse›", "‹"), "placeholder") == []

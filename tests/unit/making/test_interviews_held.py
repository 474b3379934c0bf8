"""Interviews from the first question to the profile: the six open ones, random ones, and those that go on."""

from __future__ import annotations

import random
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.domain.profile import Profile
from lmmm_report.domain.questionnaire import NOT_ASKED, OPEN, UNKNOWN, Kind, Part, Questionnaire, asked, holds
from lmmm_report.editing.answered import render_answered
from lmmm_report.editing.form import form_of
from lmmm_report.editing.given import given as kept_of
from lmmm_report.load.model.questionnaire import load_questionnaire
from lmmm_report.making.interviewing import Answer, Interviewing, questionnaire_at
from lmmm_report.making.loading import ProfileReader, reader_at
from lmmm_report.making.noted_answers import render_notes, take_notes
from lmmm_report.making.own_questions import with_own_questions
from lmmm_report.making.statements import same_statements
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "interviews"
DAY = date(2026, 11, 2)
READER = reader_at(None)
QUESTIONS = questionnaire_at(None, READER)
FORMS = {language: form_of(QUESTIONS, READER.described, language, 2) for language in ("de", "en")}
NAMES = ("haselwarth", "pellgrove", "ohlbeck", "corrieburn", "sonnhart", "wexcombe")
GATES = [criterion for criterion in READER.model.criteria if criterion.kind.value == "gate"]
GERMAN = {"haselwarth", "ohlbeck", "sonnhart"}
TIMES = (
    "ongoing, last week again",
    "last week; Ständig",
    "2026-03",
    "2026-Q2",
    "2025",
    "2026-08-14",
    "ongoing",
    "vor zwei Wochen",
    "spring 2026",
    "3 months ago",
)
TEXTS = (
    "Müller & „Söhne“",
    'say "yes" \\ no',
    "- list: [a, b] # c",
    "tbd",
    "  two  blanks ",
    "none",
    "Ω≈ç 🙂",
    "x" * 199,
)


def interviewing(name: str = "haselwarth", file: Path | None = None) -> Interviewing:
    return Interviewing(QUESTIONS, READER, language="de" if name in GERMAN else "en", day=DAY, file=file)


def expected() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
    return found


# The six open interviews


@pytest.mark.parametrize("name", NAMES)
def test_the_open_interviews_lead_to_their_cells(name: str) -> None:
    held = interviewing(name)
    take_notes(held, FOLDER / "answers" / f"{name}.yaml")
    standing, wanted = held.standing(), expected()[name]
    assert [axis.proven for axis in standing.axes] == wanted["cell"]
    assert [axis.possible for axis in standing.axes] == wanted["highest"]
    for letter, axis in zip("xy", standing.axes, strict=True):
        bounds = (axis.coordinate.low, axis.coordinate.high)
        assert [f"{float(round(bound + Fraction(1, 10**6), 2)):.2f}" for bound in bounds] == [
            wanted[letter]["from"],
            wanted[letter]["to"],
        ]
        for stage, gates in wanted[letter].get("gates", {}).items():
            found = {finding.criterion.id: finding.outcome.value for finding in axis.stages[stage - 1].gates}
            assert found == {gate: outcome for outcome, ids in gates.items() for gate in ids}


@pytest.mark.parametrize("name", NAMES)
def test_in_the_profiles_of_the_interviews_only_what_is_open_is_asked(name: str) -> None:
    held = interviewing(name)
    held.go_on_in(FOLDER / f"{name}.yaml")
    asked = {step.part.id for step in held.steps()} - {"hurts"}
    assert (
        asked
        == {
            "haselwarth": {"task_lists", "stand_ins", "drawn", "one_process"},
            "pellgrove": {"bridging"} | (asked & {"records"}),
            "ohlbeck": {"agreement_exceptions", "sheet_exceptions"},
            "corrieburn": {"glossary_reports"},
            "sonnhart": set(),
            "wexcombe": {"duties", "one_process", "goal_looked", "together_last", "bridging", "glossary", "cross_work"},
        }[name]
    )


# Whatever is answered

PARTS = [part for question in QUESTIONS.questions for part in question.parts]
SAID: dict[Kind, tuple[str, ...]] = {
    Kind.TIME: TIMES,
    Kind.NUMBER: ("7", "48", "1.100", "im Quartal 135", "0"),
    Kind.AMOUNT: ("7", "1.100", "1,100", "about 25", "ca. 30", "gut zwanzig", "0"),
    Kind.SHARE: ("7 of 10", "acht von zehn", "etwa 80 %", "mostly", "nichts"),
    Kind.DURATION: ("31 hours", "zwei Tage"),
    Kind.TEXT: TEXTS,
    Kind.AHEAD: ("as soon as possible", "nächstes Quartal", "spring 2027", "2027-01-11"),
    Kind.UNTIL: ("Ende 2027", "2028-Q2", "2028", "2028-06-30"),
    Kind.DAYS: ("2.5", "zweieinhalb", "7 im Quartal", "6"),
}
DENIALS = ("none", "Nobody", "nichts", "never", "gibt es nicht")


def answer_to(part: Part, rng: random.Random) -> Answer:
    if rng.random() < 0.1:
        return rng.choice([UNKNOWN, NOT_ASKED])
    ids = [option.id for option in part.options]
    if part.kind is Kind.SEVERAL:
        return tuple(rng.sample(ids, rng.randint(1, len(ids))))
    if part.takes_none and rng.random() < 0.3:
        return rng.choice(DENIALS)
    return rng.choice(ids or SAID[part.kind])


def random_answers(seed: int) -> dict[str, Answer]:
    rng = random.Random(seed)
    share = rng.choice((0.3, 0.7, 0.95))
    found = {part.id: answer_to(part, rng) for part in PARTS if rng.random() < (0.15 if part.aside else share)}
    return {**found, "company": rng.choice(["Acme", 'A "B" \\ C'])}


@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_is_answered_gives_a_valid_profile(language: str) -> None:
    for seed in range(20):
        answers = random_answers(seed)
        text = render_answered(FORMS[language], answers, DAY)
        assert READER.read_text(text.encode(), "x.yaml").company.name == answers["company"]
        kept = list(kept_of(QUESTIONS, answers).values())
        assert text.count("state: not_asked") == kept.count(NOT_ASKED)
        assert text.count("state: not_known") >= kept.count(UNKNOWN)


def gone_on(seed: int, file: Path) -> None:
    form, until = FORMS["en"], seed % 38
    kept = {name: one for name, one in kept_of(QUESTIONS, random_answers(seed)).items() if one not in OPEN}
    early = {question.id for question in QUESTIONS.questions[: until + 2]}
    early_parts = {part.id for question in QUESTIONS.questions if question.id in early for part in question.parts}
    first = {name: one for name, one in kept.items() if name in early_parts}
    before = render_answered(form, first, DAY)
    file.write_text(before, encoding="utf-8")
    held = interviewing("pellgrove")
    held.go_on_in(file)
    held.answers.update({name: answer for name, answer in kept.items() if name not in first})
    together = READER.read_text(render_answered(form, kept, DAY).encode(), "x.yaml")
    after = held.text()
    assert same_statements(READER.read_text(after.encode(), "x.yaml"), together), seed
    lines = iter(after.splitlines())
    assert all(any(line == known for known in lines) for line in before.splitlines() if line.lstrip()[:1] == "#")


def test_going_on_says_what_answering_at_once_says(tmp_path: Path) -> None:
    for seed in range(8):
        gone_on(seed, tmp_path / "x.yaml")


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_going_on_says_what_answering_at_once_says_at_length(block: int, tmp_path: Path) -> None:
    for seed in range(100 + block * 60, 160 + block * 60):
        gone_on(seed, tmp_path / "x.yaml")


@pytest.mark.parametrize(("answer", "outcome"), [("no", "not_met"), ("yes", "met"), (UNKNOWN, "unknown")])
def test_of_a_term_it_can_be_known_not_known_or_none(answer: str, outcome: str) -> None:
    held = interviewing("pellgrove")
    held.answers.update({"company": "X", "words": "some", "words_lead": "yes", "words_opportunity": "yes"})
    held.answers["words_mql"] = answer
    seen: dict[str, set[str]] = {gate.id: set() for gate in GATES}
    note(held, seen)
    assert seen["Y2-TER-1"] == {outcome}


def test_each_part_has_a_help_and_an_example_in_both_languages() -> None:
    silent = [
        (part.id, name)
        for part in PARTS
        for name in ("text", "help", "example")
        for language in ("de", "en")
        if not getattr(part, name).get(language)
    ]
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_the_ordinary_way_is_short(name: str) -> None:
    held = interviewing(name)
    take_notes(held, FOLDER / "answers" / f"{name}.yaml")
    ordinary = {step.question.id for step in held.steps() if not step.question.details}
    assert 15 <= len(ordinary) <= 27


def test_what_one_answer_settles_is_not_asked_on_the_page_either() -> None:
    for question, option in (("words", "none"), ("way", "draft"), ("lead_unit", "no"), ("lead_unit", "ruled_out")):
        held = interviewing("pellgrove")
        held.answers.update({"company": "X", question: option})
        held.standing()
        settled = [one for one in QUESTIONS.questions if one.gates and set(one.gates) <= held.settled]
        on_page = [
            one.id
            for one in settled
            if asked(one.parts[0], one, held.every())
            and not (one.details_if and holds(one.details_if, {}, held.every()))
            and one.id != question
        ]
        assert on_page == []


def test_every_gate_can_be_met_and_denied_by_an_answer() -> None:
    gates = {criterion.id for criterion in READER.model.criteria if criterion.kind.value == "gate"}
    named = {gate for question in QUESTIONS.questions for gate in question.gates}
    assert named == gates
    seen: dict[str, set[str]] = {gate: set() for gate in gates}
    for folder_name in NAMES:
        held = interviewing(folder_name)
        take_notes(held, FOLDER / "answers" / f"{folder_name}.yaml")
        note(held, seen)
    held = interviewing()
    held.answers.update({"company": "X", **DENIED})
    note(held, seen)
    for question in QUESTIONS.questions:
        for option in question.parts[0].options:
            held = interviewing()
            held.answers.update({"company": "X", "lead_unit": "yes", question.id: option.id})
            note(held, seen)
    assert {gate for gate, outcomes in seen.items() if not outcomes >= {"met", "not_met"}} == set()


DENIED = {
    **dict.fromkeys(("words", "way", "agreement", "rules", "statuses", "records", "joint_tasks", "task_lists"), "none"),
    **dict.fromkeys(("drawn", "goal", "together", "teams", "bridging", "glossary", "cross_work"), "none"),
    **dict.fromkeys(("fields", "lead_unit", "review", "changes", "stand_ins"), "no"),
    "runs": "nobody",
    "lines": "management",
}
"""A company that has nothing of all that."""


def test_a_company_that_has_nothing_is_where_everybody_starts() -> None:
    held = interviewing()
    held.answers.update({"company": "X", **DENIED})
    standing = held.standing()
    assert [(axis.proven, axis.possible) for axis in standing.axes] == [(1, 1), (1, 1)]


def note(held: Interviewing, seen: dict[str, set[str]]) -> None:
    for axis in held.standing().axes:
        for stage in axis.stages:
            for finding in stage.gates:
                seen[finding.criterion.id].add(finding.outcome.value)


def test_the_text_says_nothing_that_nobody_said() -> None:
    held = interviewing("pellgrove")
    held.answers.update({"company": "X", "words": "all", "words_used": UNKNOWN})
    assert held.text().split("assessment:")[1] == (
        "\n  date: 2026-11-02\n  language: en\n  open_points:\n"
        '    - question: "Do these words turn up in daily work, in a list, a report, a meeting or a system?"\n'
        "      state: not_known\n\n"
        "terminology:\n"
        "  # Lead, MQL, opportunity, whatever you call them: does it say in writing anywhere what these are with you?\n"
        "  #   – Yes, all three\n"
        "  terms:\n    listed: [lead, mql, opportunity]\n    each:\n      definition: exists\n"
    )


def test_a_comment_says_what_was_asked_in_detail_and_what_was_said_in_own_words(tmp_path: Path) -> None:
    held = interviewing("pellgrove", tmp_path / "x.yaml")
    held.answers.update({"company": "X", "agreement": "signed", "duties": "both", "rules": "agreement"})
    held.answers.update({"agreement_kept": "in_words", "agreement_kept_said": "eight of ten"})
    held.answers.update({"words": "some", "words_lead": "yes"})
    process = held.text().split("process:\n")[1]
    # That there are no rules of their own only follows: what was asked stands above what was answered.
    assert process.startswith("  rule_set: none\n  # What marketing and sales owe each other")
    assert "\n  #   Whose duties does it name?\n  #     – Both sides\n" in process
    assert (
        "\n  #   – Yes, it stands in the agreement\n  #   Do people keep to it?\n  #     – eight of ten\n  agreement:\n"
        in process
    )
    assert "In words of your own" not in process
    held.write()
    further = interviewing("pellgrove")
    further.go_on_in(tmp_path / "x.yaml")
    further.answers.update({"fields": "both", "fields_every": "monthly", "runs": "both", "words_mql": "yes"})
    text = further.text()
    assert text.count("Whose duties does it name?") == 1
    assert "\ncollaboration:\n  # Do marketing and sales explain to each other what they do" in text
    assert "\n  #   How often?\n  #     – Every month\n  formats:\n" in text
    assert "\n  #   – Marketing and sales together\n  lead_process:\n" in text
    assert "\n      #   MQL: is it written what that is?\n      #     – Yes\n      - id: mql\n" in text


# Gates that the questionnaire does not name


def test_a_gate_of_ones_own_brings_its_question() -> None:
    bare = with_own_questions(Questionnaire(QUESTIONS.questions[:2]), READER.model, READER.described)
    asked = [question for question in bare.questions if question.gates]
    assert [question.gates for question in asked] == [(gate.id,) for gate in sorted(GATES, key=lambda one: one.stage)]
    settled = 0
    for question in asked:
        for answer, wanted in (("yes", "met"), ("no", "not_met")):
            held = Interviewing(bare, READER, language="de", day=DAY)
            held.answers.update({"company": "X", question.id: answer})
            seen: dict[str, set[str]] = {gate.id: set() for gate in GATES}
            note(held, seen)
            assert seen[question.gates[0]] <= {wanted, "unknown"}, (question.id, answer)
            settled += seen[question.gates[0]] == {wanted}
    assert settled >= 60
    held = Interviewing(bare, READER, language="en", day=DAY)
    held.answers.update({"company": "X", "y3_pro_2": "yes"})
    assert held.text().endswith("  lead_process:\n    reach: [entry, opportunity, exit]\n    statuses: exists\n")
    assert with_own_questions(QUESTIONS, READER.model, READER.described) is QUESTIONS


# Notes


@pytest.mark.parametrize(
    ("noted", "written"),
    [
        ("hurts: Nothing", "problems: none"),
        ("hurts: gibt es nicht", "problems: none"),
        ("decisions: none", "decisions: none"),
        ("claims: [none]", "rates: none"),
        ("records: crm\nrecords_by: none", "used_by: none"),
        ("records: crm\nrecords_more: none", 'share: "100 %"'),
        ("rules: sheet\nrules_last: never", "last_followed: none"),
        ("hurts: It hurts\nhurts_effect: nothing", "effect: none"),
        ("capacity: 2,5", "capacity: 2.5"),
        ("capacity: 2½\nbegins: im Frühjahr 2027", 'start: "im Frühjahr 2027"'),
        ("capacity: zweieinhalb Tage\nbegins: as soon as possible", 'start: "as soon as possible"'),
        ("capacity: 9 a quarter", "capacity: 3"),
        ("target: aligned\ntarget_by: end of 2027", 'by: "end of 2027"'),
        ("target_leads: process\ntarget_leads_by: 2028-Q2", 'by: "2028-Q2"'),
        ("agreement: none\nagreement.by: Ms X\nagreement.basis: heard", "none: true\n    basis: heard"),
        ("words: none\nwords.basis: heard", "none: true\n    basis: heard"),
    ],
)
def test_that_there_is_none_and_what_lies_ahead_stands_in_its_own_place(
    noted: str, written: str, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text(f"company: X\n{noted}\n", encoding="utf-8")
    held = interviewing("pellgrove")
    take_notes(held, notes)
    text = held.text()
    assert written in text
    assert "open_points" not in text
    assert READER.read_text(text.encode(), "x.yaml").company.name == "X"
    # Read back, it is the same answer: it is not asked again, and nothing is added.
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    again = interviewing("pellgrove")
    again.go_on_in(file)
    again.details = True
    last = noted.splitlines()[-1].split(":")[0]
    if "." not in last:
        assert last in again.known.answers
        again.answers[last] = held.answers[last]
        assert again.text() == text


def test_nobody_is_no_note_on_who_was_missing(tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text("company: X\nteller: Mr D\nheard: [marketing]\nabsent: Nobody\n", encoding="utf-8")
    held = interviewing("pellgrove")
    take_notes(held, notes)
    assert "note" not in held.text()
    notes.write_text("company: X\nteller: Mr D\nheard: none\n", encoding="utf-8")
    held = interviewing("pellgrove")
    take_notes(held, notes)
    assert "participants" not in held.text()


def test_what_nobody_could_say_of_a_detail_is_not_offered_again(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    held = interviewing("pellgrove", file)
    held.answers.update({"company": "X", "sector": UNKNOWN, "leads": NOT_ASKED, "employees": "12"})
    assert held.write()
    again = interviewing("pellgrove")
    again.go_on_in(file)
    again.details = True
    asked = {step.question.id for step in again.steps()}
    assert not {"sector", "leads", "employees"} & asked
    assert "target" in asked
    again.again = True
    assert {"sector", "leads"} <= {step.question.id for step in again.steps()}


def test_empty_notes_ask_everything_and_are_read(tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    text = render_notes(QUESTIONS, "de")
    notes.write_text(text.replace("\ncompany:", "\ncompany: Acme"), encoding="utf-8")
    held = interviewing()
    assert take_notes(held, notes) == 1
    assert {line.split(":")[0] for line in text.splitlines() if line and line[0] != "#"} == {
        part.id for part in PARTS if not part.aside
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_notes_in_the_documentation_are_read(language: str, tmp_path: Path) -> None:
    page = (FOLDER.parents[2] / "docs" / f"asking.{language}.md").read_text(encoding="utf-8")
    notes = tmp_path / "notes.yaml"
    notes.write_text(page.split("```yaml notes\n")[1].split("```")[0], encoding="utf-8")
    assert take_notes(interviewing("haselwarth" if language == "de" else "pellgrove"), notes) == 10


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_notes_as_a_table(tmp_path: Path, separator: str) -> None:
    notes = tmp_path / "notes.csv"
    rows = [
        ("question", "answer"),
        ("company", "Müller"),
        ("words", "some"),
        ("words_lead", "yes"),
        ("words_agreed", "not asked"),
        ("records", "crm"),
        ("records_more", '"mailbox, paper"'),
    ]
    notes.write_text("\ufeff" + "".join(f"{separator.join(row)}\r\n" for row in rows), encoding="utf-8")
    held = interviewing()
    take_notes(held, notes)
    assert held.answers == {
        "company": "Müller",
        "words": "some",
        "words_lead": "yes",
        "words_agreed": "-",
        "records": "crm",
        "records_more": ("mailbox", "paper"),
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wrods: all", 'there is no question "wrods"'),
        ("words: every", 'there is no answer "every" to "words"'),
        ("words: [all]", "an answer to words is a word or a text"),
        ("words_lead: yes", "that is not asked after these answers"),
        ("employees: many", "A whole number from 1 to 9999999 belongs here."),
        ("words: none\nwords_used: yes", "that is not asked after these answers"),
        ("words: all\nwords_used: yes\nwords_last: soonish", "That cannot be read as a time"),
        ("words: all\nwords_used: yes\nwords_last: 2027-03", "That would lie after 2026-11-02"),
        ("hurts: tbd", "That says nothing yet"),
        ("capacity: half a day a week", "A week: that is a good 2 days a month."),
        ("capacity: 2.25", "Days a month belong here, half ones as well"),
        ("capacity: 7 a year", "Days a month belong here, half ones as well"),
        ("capacity: 6\nbegins: 2026-09", "That would lie before 2026-11-02"),
        ("capacity: 6\nbegins: soonish", "That cannot be read as a time. For example: as soon as possible"),
        ("target: aligned\ntarget_by: 2025", "That would lie before 2026-11-02"),
        ("target: aligned\ntarget_by: some day", "That cannot be read as a time. For example: end of 2027"),
        ("claims: [none, won_of_opportunities]", "none of claims stands by itself"),
        (
            "lead_unit: ruled_out\ndecisions: [new_software, lead_unit]",
            "lead_unit of decisions does not go with lead_unit",
        ),
        ("agreement: none\nrules: agreement", "agreement of rules does not go with agreement: none"),
        ("rules: agreement", "agreement of rules does not go with agreement: no answer"),
    ],
)
def test_what_is_wrong_with_notes_is_said_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text(f"company: X\n{line}\n", encoding="utf-8")
    held = interviewing("pellgrove")
    with pytest.raises(UserError) as raised:
        take_notes(held, notes)
    [problem] = raised.value.problems
    assert str(problem.message).startswith(message)
    assert problem.line == 1 + line.count("\n") + 1
    assert held.answers == {}


def test_what_makes_no_profile_is_told_where_it_stands_in_the_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text("company: X\nlead_unit: no\nteller: Ms O\nrecords: paper\nwords: all\n", encoding="utf-8")
    # No answer that is checked leads there by now; so one is made that does.
    held = interviewing("pellgrove")
    read = ProfileReader.read_text

    def strict(reader: ProfileReader, text: bytes, name: str) -> Profile:
        if b"kept_in: paper" in text:
            raise UserError(Problem(file=name, line=9, message=say("asking.no_text"), code="x"))
        return read(reader, text, name)

    monkeypatch.setattr(ProfileReader, "read_text", strict)
    with pytest.raises(UserError) as raised:
        take_notes(held, notes)
    [problem] = raised.value.problems
    assert (problem.file, problem.line, problem.message) == (str(notes), 4, say("asking.no_text"))
    assert held.answers == {}


@pytest.mark.parametrize(
    ("language", "said", "written"),
    [
        ("en", "ongoing, last week again", '"ongoing, last week again"'),
        ("en", "last week", '"ongoing, last week"'),
        ("en", "last week; All the time", '"last week; All the time"'),
        ("en", "ongoing", '"ongoing"'),
        ("de", "laufend", '"laufend"'),
        ("de", "Ständig, zuletzt im März", '"Ständig, zuletzt im März"'),
        ("de", "laufend, laufend, vor zwei Wochen", '"laufend, laufend, vor zwei Wochen"'),
        ("de", "ongoing", '"ongoing"'),
    ],
)
def test_what_goes_on_is_said_once(language: str, said: str, written: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    answers = f"company: X\nwords: all\nwords_used: yes\nwords_every: ongoing\nwords_last: {said}\n"
    notes.write_text(answers, encoding="utf-8")
    held = interviewing("haselwarth" if language == "de" else "pellgrove")
    take_notes(held, notes)
    assert f"last_on: {written}\n" in held.text()
    assert "Y2-TER-2" in held.settled


def test_the_notes_say_of_each_part_and_answer_when_it_may_stand_there() -> None:
    text = render_notes(QUESTIONS, "en")
    for question in QUESTIONS.questions:
        for part in question.parts:
            own = text.split(f"\n# {part.text['en']}\n")[1:]
            wanted = [question.parts[0].when, question.parts[0].when_not, part.when, part.when_not]
            if part.aside or not any(wanted):
                continue
            assert f"\n{part.id}:\n" in text
            assert all(block.startswith("#   (") for block in own), part.id
            for option in part.options:
                behind = rf"#   {option.id}: .*\(only after "
                assert bool(option.when) <= any(re.search(behind, block) is not None for block in own)
    assert "(not after words: none)" in text


def test_what_is_told_of_a_draft_is_kept_and_counts_for_nothing(tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    rest = "statuses: whole\nowners: each\nstatuses_count: 7\nreview: yes\nreview_last: last week\nchanges: yes\n"
    seen: dict[str, dict[str, str]] = {}
    for way in ("draft", "in_force"):
        notes.write_text(f"company: X\nway: {way}\n{rest}", encoding="utf-8")
        held = interviewing("pellgrove")
        take_notes(held, notes)
        assert "count: 7" in held.text()
        findings = {
            one.criterion.id: one.outcome.value
            for axis in held.standing().axes
            for stage in axis.stages
            for one in stage.gates
        }
        seen[way] = {gate: findings[gate] for gate in ("Y3-PRO-2", "Y3-ROL-1")}
    assert set(seen["draft"].values()) == {"not_met"}
    assert set(seen["in_force"].values()) == {"met"}
    held = interviewing("pellgrove")
    held.answers.update({"company": "X", "way": "draft"})
    assert not {"statuses", "review", "changes"} & {step.question.id for step in held.steps()}
    held.details = True
    assert {"statuses", "review", "changes"} <= {step.question.id for step in held.steps()}


def test_notes_without_a_name_are_refused(tmp_path: Path) -> None:
    notes = tmp_path / "notes.yaml"
    notes.write_text("words: all\n", encoding="utf-8")
    with pytest.raises(UserError, match="name of the company is missing"):
        take_notes(interviewing(), notes)


# The file of questions


def test_faults_in_a_questionnaire_have_their_place(tmp_path: Path) -> None:
    (tmp_path / "interview.yaml").write_text(
        "questions:\n"
        "  - id: one\n    kind: choice\n    text: {en: One?, de: Eins?}\n    help: {en: H, de: H}\n"
        "    example: {en: E, de: E}\n    gates: [X9]\n    if: {two: [a]}\n"
        "    options:\n      - {id: a, text: {en: A, de: A}, states: {x: $three}}\n",
        encoding="utf-8",
    )
    with pytest.raises(UserError) as raised:
        load_questionnaire(tmp_path, gates={"X2-TER-1"})
    assert [(problem.line, problem.code) for problem in raised.value.problems] == [
        (7, "unknown-id"),
        (8, "unknown-id"),
        (10, "unknown-id"),
    ]
    assert load_questionnaire(tmp_path / "nowhere") is None

"""The numbers in reports: what the tables say, that they are read by everybody, and that nothing stands where none is."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lmmm_report import resources
from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.documents.result_json import result_document, summary_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.html.pages import render_for_pdf, render_report
from lmmm_report.report.views.report import ReportView, view_of
from tests.built_in import WORDINGS, assessment_of

MODEL = model_at(None)
HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-11-02}\n"
STREET_LIGHTS = """\
figures:
  currency: EUR
  funnel:
    - {period: 2026-Q2, inquiries: 410, mql: 195, accepted: 121, rejected: 52, untouched: 22, sql: 58,
       opportunities: 41, won: 9, within_limit: just under 80 %, limit: 2 d, spend: 40000}
    - {period: 2026-Q3, inquiries: 1438, mql: 180, accepted: 92, rejected: 58, untouched: 30, sql: 44,
       opportunities: 33, won: 6, within_limit: 70 %, limit: 2 d, spend: 45000, said_by: Ms <b>Tanner</b>,
       reasons: [{reason: "no <i>budget</i>", count: 40}, {reason: other, count: about 18}]}
    - {period: September, source: "show <u>hall</u>", inquiries: about 140, traceable: 30}
  rates:
    - {figure: accepted_of_mql, value: 61 %, trend: stable, said_by: Mr Krug, basis: heard}
    - {figure: answered_within, value: all, within: 2 d, said_by: Mr Krug, basis: heard}
    - {figure: other, value: half}
  sources:
    - {source: Messe, share: mostly, inquiries: 90}
"""
SAID = """\
problems:
  - {problem: "Tenders <b>pass</b> the list by", effect: two lost, since: spring, said_by: Ms Tanner, basis: heard}
decisions:
  - {what: CRM, subject: new_software, state: decided, due: 2027, why: "the <i>budget</i> stands", on: June}
  - {subject: lead_unit, state: ruled_out, by: the board}
"""
DEFINED = """\
process:
  rule_set: {accepted_by: [marketing, sales], kept: mostly, document: exists}
collaboration:
  formats: [{id: day, purposes: [explain_fields], participants: [marketing, sales], every: monthly, last_on: 2026-10}]
terminology:
  terms: [{id: mql, definition: exists, agreed_by: [marketing, sales]}]
"""
SCHEMA = json.loads((resources.SCHEMAS / "result.schema.json").read_text(encoding="utf-8"))


def assessed(text: str) -> Assessment:
    return assess(load_profile_text((HEAD + text).encode(), "muster.yaml"), MODEL)


def view(text: str, language: str = "en") -> ReportView:
    return view_of(assessed(text), WORDINGS[language], program_version="0")


def page(text: str, kind: str = "html", language: str = "en") -> str:
    a, w = assessed(text), WORDINGS[language]
    shown = view_of(a, w, program_version="0")
    if kind == "pdf":
        return render_for_pdf(shown, w, Audience.FULL)
    return render_report(shown, w, result=summary_document(a, program_version="0"))


def section(html: str, name: str) -> str:
    """The section with this id; empty if there is none."""
    found = re.search(rf'<section id="{name}".*?</section>', html, re.S)
    return found[0] if found else ""


INTERVIEWS = Path(__file__).resolve().parents[2] / "cases" / "interviews"


@pytest.mark.parametrize(
    ("name", "told", "disagreements"),
    [
        (
            "ohlbeck",
            {"Angenommen von den MQL": ["62 %, 121 von 195", "51 %, 92 von 180"],
             "Unberührt von den MQL": ["11 %, 22 von 195", "17 %, 30 von 180"],
             "SQL von den Angenommenen": ["48 %, 58 von 121", "48 %, 44 von 92"]},
            ["rate", "trend", "limit"],
        ),
        (
            "corrieburn",
            {"MQL von den Anfragen": ["25 %, 310 von 1.240", "23 %, 296 von 1.310"],
             "Angenommen von den MQL": ["78 %, 242 von 310", "84 %, 249 von 296"],
             "Aufträge von den Opportunities": ["26 %, 22 von 84", "28 %, 27 von 97"]},
            [],
        ),
        ("sonnhart", {"Anfragen": ["rund 1.100, "], "MQL von den Anfragen": ["25 bis 30 %, 300 von rund 1.100"]}, None),
    ],
)  # fmt: skip
def test_the_numbers_of_open_interviews(name: str, told: dict[str, list[str]], disagreements: list[str] | None) -> None:
    a = assessment_of(INTERVIEWS / f"{name}.yaml")
    shown = view_of(a, WORDINGS["de"], program_version="0").numbers
    assert shown is not None
    assert a.numbers is not None
    (table,) = shown.tables
    rows = {row.head: [f"{cell.text}, {cell.counts}".replace("\xa0", " ") for cell in row.cells] for row in table.rows}
    assert {head: rows[head] for head in told} == told
    kinds = [one.kind for one in a.numbers.disagreements]
    assert kinds == disagreements if disagreements is not None else "rate" in kinds


class Tables(HTMLParser):
    """The tables of a piece of a page: captions, head cells with their scope, number of cells in each row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.captions = 0
        self.tables = 0
        self.scopes: list[str | None] = []
        self.rows: list[list[int]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables += 1
            self.rows.append([])
        elif tag == "caption":
            self.captions += 1
        elif tag == "tr":
            self.rows[-1].append(0)
        elif tag in ("th", "td"):
            self.rows[-1][-1] += 1
            if tag == "th":
                self.scopes.append(dict(attrs).get("scope"))


def test_the_table_says_each_rate_with_both_counts_and_its_change() -> None:
    shown = view(STREET_LIGHTS).numbers
    assert shown is not None
    table = shown.tables[0]
    assert [head for head, _ in table.heads] == ["Q2 2026", "Q3 2026"]
    rows = {row.head: row.cells for row in table.rows}
    assert rows["Enquiries"][1].text == "1,438"
    assert rows["Accepted of MQLs"][0][:2] == ("62\xa0%", "121 of 195")
    assert rows["Accepted of MQLs"][1] == ("51\xa0%", "92 of 180", "−11 points")
    assert rows["SQLs of accepted"][1].change == "unchanged"
    assert rows["Orders of opportunities"][1] == ("18\xa0%", "6 of 33", "")
    assert rows["Answered within 2 days"][1] == ("70\xa0%", "", "down")
    assert rows["Spend"][1].text == "EUR 45,000"


def test_numbers_are_written_as_the_language_does() -> None:
    shown = view(STREET_LIGHTS, "de").numbers
    assert shown is not None
    assert [head for head, _ in shown.tables[0].heads] == ["2. Quartal 2026", "3. Quartal 2026"]
    rows = {row.head: row.cells for row in shown.tables[0].rows}
    assert rows["Anfragen"][1].text == "1.438"
    assert rows["Ausgaben"][1].text == "45.000 EUR"
    assert any("7.500 EUR" in sentence and "45.000 EUR" in sentence for sentence in shown.sentences)


@pytest.mark.parametrize(
    ("stated", "en", "de"),
    [
        ("about 140", "about 140", "rund 140"), ("gut 20", "just over 20", "gut 20"), ("über 20", "over 20", "über 20"),
        ("under 50", "under 50", "unter 50"), ("almost 50", "almost 50", "knapp 50"), ("1100", "1,100", "1.100"),
        ("rund 1.100", "about 1,100", "rund 1.100"), ("none", "0", "0"),
    ],
)  # fmt: skip
def test_how_a_count_is_rounded_is_said_in_the_language_of_the_report(stated: str, en: str, de: str) -> None:
    told = f"figures:\n  funnel: [{{period: 2026-Q3, inquiries: {stated}}}]\n"
    for language, text in (("en", en), ("de", de)):
        shown = view(told, language).numbers
        assert shown is not None
        assert shown.tables[0].rows[0].cells[0].text == text
        notes = WORDINGS[language].say("numbers.rounded")
        assert (notes in shown.notes) == (not text.replace(",", "").replace(".", "").isdigit())


@pytest.mark.parametrize(
    ("period", "en", "de"),
    [
        ("2026-09", "September 2026", "September 2026"), ("2026-Q3", "Q3 2026", "3. Quartal 2026"),
        ("first half of 2026", "January to June 2026", "1. Halbjahr 2026"), ("2025", "2025", "2025"),
        ("second half of 2025", "July to December 2025", "2. Halbjahr 2025"), ("October", "October 2026", "Oktober 2026"),
        ("about two years ago", "about two years ago", "about two years ago"),
    ],
)  # fmt: skip
def test_periods_of_the_calendar_have_names(period: str, en: str, de: str) -> None:
    told = f"figures:\n  funnel: [{{period: {period}, mql: 5}}]\n"
    for language, text in (("en", en), ("de", de)):
        shown = view(told, language).numbers
        assert shown is not None
        assert shown.tables[0].heads[0][0] == text


def test_sentences_name_losses_costs_and_reasons() -> None:
    shown = view(STREET_LIGHTS).numbers
    assert shown is not None
    loss, cost, reasons, traceable = shown.sentences
    assert all(part in loss for part in ("180 MQL", "92 accepted", "88", "58 rejected", "30 untouched"))
    assert all(part in cost for part in ("EUR 7,500", "EUR 45,000", "180 MQL", "30 untouched"))
    assert "no <i>budget</i> (40)" in reasons
    assert all(part in traceable for part in ("show", "about 140 enquiries", "30 traceable"))


def test_claims_stand_with_their_source_beside_what_was_counted() -> None:
    shown = view(STREET_LIGHTS).numbers
    assert shown is not None
    accepted, answered, other = shown.claims
    assert (accepted.said, accepted.by) == ("“61 %”, stable", "Mr Krug, by hearsay")
    assert "51\xa0% (92 of 180)" in accepted.counted
    assert "62\xa0% (121 of 195)" in accepted.counted
    assert answered.rate == "Answered within 2 days"
    assert (accepted.disagrees, answered.disagrees, other.disagrees) == (True, True, False)
    ids = [clash.id for clash in view(STREET_LIGHTS).contradictions]
    assert {accepted.id, answered.id} <= set(ids)


@pytest.mark.parametrize("language", ["en", "de"])
def test_disagreements_stand_with_the_contradictions_with_both_numbers_and_their_lines(language: str) -> None:
    shown = view(STREET_LIGHTS, language)
    clashes = [clash for clash in shown.contradictions if clash.id.startswith("N-")]
    assert [clash.id for clash in clashes] == ["N-1", "N-2", "N-3"]
    rate, trend, limit = (clash.meaning for clash in clashes)
    assert "61 %" in rate
    assert "51\xa0%" in rate
    assert "Mr Krug" in rate
    assert re.search("92 (of|von) 150", rate)
    assert "62\xa0%" in trend
    assert "70\xa0%" in limit
    lines = (HEAD + STREET_LIGHTS).splitlines()
    claimed, *counted = sorted(clashes[0].facts, key=lambda fact: "%" not in fact.value)
    assert "61 %" in claimed.value
    assert "61 %" in lines[claimed.line - 1]
    assert [fact.value for fact in counted] == ["92", "180"]
    assert all(fact.value in lines[fact.line - 1] for fact in counted)
    points = dict(next(a for a in shown.answers if a.id == "certainty").points)
    assert points["contradictions"].startswith({"en": "Three ", "de": "Drei "}[language])


def test_counts_that_do_not_add_up_are_named_with_their_sum() -> None:
    told = "figures:\n  funnel: [{period: 2026-Q3, mql: 150, accepted: 92, rejected: 58, untouched: 30}]\n"
    (clash,) = view(told).contradictions
    assert all(part in clash.meaning for part in ("Q3 2026", "92 accepted", "180", "150 MQL"))
    told = "figures:\n  funnel: [{period: 2026-Q3, mql: 150, accepted: 192}]\n"
    (clash,) = view(told).contradictions
    assert "192 accepted" in clash.meaning
    assert "150 MQL" in clash.meaning


@pytest.mark.parametrize("kind", ["html", "pdf"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_hold_the_numbers_in_tables_that_everybody_can_read(kind: str, language: str) -> None:
    html = page(STREET_LIGHTS + SAID, kind, language)
    part = section(html, "numbers")
    tables = Tables(part)
    assert tables.tables == tables.captions == 5
    assert set(tables.scopes) == {"col", "row"}
    for rows in tables.rows:
        assert len(set(rows)) == 1
    for count in ("121", "195", "92", "180"):
        assert count in part
    if kind == "html":
        assert 'href="#numbers"' in html
        assert html.count('id="said"') == 1
    assert len(re.findall(r'id="N-1"', html)) == 1
    for heading in re.findall(r"<section id=\"(?:numbers|said)\">\s*(?:<p class=\"over\">[^<]*</p>\s*)?<(\w+)", html):
        assert heading == "h2"


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_texts_of_the_profile_never_become_markup(kind: str) -> None:
    html = page(STREET_LIGHTS + SAID, kind)
    parts = section(html, "numbers") + section(html, "path" if kind == "html" else "said")
    for text in (
        "Ms &lt;b&gt;Tanner",
        "no &lt;i&gt;budget",
        "show &lt;u&gt;hall",
        "&lt;b&gt;pass",
        "the &lt;i&gt;budget",
    ):
        assert text in parts
    assert not re.search("<(i|u)>", parts)


def test_what_hurts_and_what_is_decided_say_who_and_when() -> None:
    said = view(SAID).said
    (hurt,) = said.hurts
    assert (hurt.more, hurt.source) == (("two lost",), "Ms Tanner, by hearsay, since spring 2026")
    crm, unit = said.decisions
    assert (crm.text, crm.state, crm.source) == ("CRM", "decided", "decided: June 2026, due: 2027")
    assert (unit.text, unit.state, unit.source) == ("A lead department", "ruled out", "the board")


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_where_nothing_is_stated_nothing_is_shown(kind: str) -> None:
    html = page("departments: {marketing: none}\n", kind)
    assert section(html, "numbers") == section(html, "said") == ""
    assert 'href="#numbers"' not in html
    assert 'href="#said"' not in html
    text = render_text(assessed(""), WORDINGS["en"])
    assert WORDINGS["en"].say("section.numbers") not in text
    document = result_document(assessed(""), program_version="0")
    assert document["numbers"] is None
    assert (document["problems"], document["decisions"]) == ([], [])


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_interface_is_shown_as_soon_as_its_stage_is_the_next(kind: str) -> None:
    html = page(DEFINED, kind)
    part = section(html, "bridge")
    assert ('href="#bridge"' in html) == (kind == "html")
    assert MODEL.bridge is not None
    for criterion in MODEL.bridge.criteria:
        assert f'href="#{criterion}"' in part
    assert Tables(part).captions == 1
    nobody = "departments: {marketing: none, sales: none}\nprocess: none\nterminology: none\ncollaboration: none\n"
    assert section(page(nobody, kind), "bridge") == ""
    both = page(DEFINED + STREET_LIGHTS, kind)
    assert section(both, "bridge") == ""
    assert 'id="bridge"' in section(both, "numbers")


def test_the_terminal_says_it_in_a_few_lines() -> None:
    text = " ".join(render_text(assessed(STREET_LIGHTS), WORDINGS["en"]).split())
    assert "Accepted of MQLs 51 % (92 of 180, −11 points)" in text
    assert "so 88 do not go on" in text
    assert "N-1" in text


def test_the_document_is_described_by_its_schema() -> None:
    document: dict[str, Any] = json.loads(
        json.dumps(result_document(assessed(STREET_LIGHTS + SAID), program_version="0"))
    )
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    numbers = document["numbers"]
    third = numbers["groups"][0][1]
    assert third["counts"]["mql"] == {"said": "180", "low": 180, "high": 180}
    rates = {step["figure"]: step["rate"] for step in third["conversions"]}
    assert rates["accepted_of_mql"]["low"] == pytest.approx(0.5111, abs=0.001)
    assert third["untouched_cost"]["cost"] == {"low": 7500, "high": 7500}
    assert [one["id"] for one in numbers["contradictions"]] == ["N-1", "N-2", "N-3"]
    assert document["problems"][0]["said_by"] == "Ms Tanner"
    assert document["decisions"][1]["state"] == "ruled_out"


def test_figures_lift_no_stage() -> None:
    bare, told = assessed(DEFINED), assessed(DEFINED + STREET_LIGHTS)
    assert told.cell == bare.cell
    assert [f.outcome for f in told.findings] == [f.outcome for f in bare.findings]


def test_a_long_row_of_months_is_shown_three_by_three() -> None:
    rows = ", ".join(f"{{period: 2025-{month:02}, mql: {month + 100}}}" for month in range(1, 13))
    shown = view(f"figures:\n  funnel: [{rows}]\n").numbers
    assert shown is not None
    assert [len(table.heads) for table in shown.tables] == [3, 3, 3, 3]
    assert [cell.change for table in shown.tables for cell in table.rows[0].cells] == ["", *["+1"] * 11]


@pytest.mark.parametrize(
    ("by", "line"),
    [(", said_by: Ms Orr", "Answered within 3 days: “9 of 10”, says Ms Orr"), ("", "“9 of 10”, as is said; counted: ")],
)
def test_in_the_terminal_a_rate_that_is_only_told_is_no_empty_heading(by: str, line: str) -> None:
    told = f"figures:\n  rates: [{{figure: answered_within, value: 9 of 10, within: 3 d{by}}}]\n"
    text = render_text(assessed(told), WORDINGS["en"])
    assert line in text.partition("\nThe numbers\n")[2].partition("\n\n")[0]


def test_what_is_heard_of_nobody_is_not_said_by_hearsay_as_by_a_name() -> None:
    rates = "figures:\n  rates:\n    - {figure: answered_within, value: 90 %, within: 3 d, basis: heard}\n"
    named = rates.replace("basis: heard", "basis: heard, said_by: Mr Dauncey")
    assert "“90 %”, by hearsay; counted" in render_text(assessed(rates), WORDINGS["en"])
    assert "„90 %“, vom Hörensagen; gezählt" in render_text(assessed(rates), WORDINGS["de"])
    assert "“90 %”, says Mr Dauncey, by hearsay; counted" in render_text(assessed(named), WORDINGS["en"])


def test_the_text_shows_what_is_known_of_sources_and_has_no_empty_heading() -> None:
    show = (
        "figures:\n  sources:\n    - {source: September show, period: September 2026, inquiries: 140, traceable: 30}\n"
    )
    text = render_text(assessed(show), WORDINGS["en"])
    assert "The numbers\n  September show, September 2026: 140 enquiries and 30 traceable\n" in text
    bare = "figures:\n  sources: [{source: September show}]\n"
    assert "The numbers" not in render_text(assessed(bare), WORDINGS["en"])


def test_a_line_is_listed_once_with_a_contradiction() -> None:
    goal = "goals:\n  goals:\n    - {id: one, name: Turnover, owners: [marketing, sales], contributions: [sales]}\n"
    listed = [line for line in render_text(assessed(goal), WORDINGS["en"]).splitlines() if line.count("yaml:") > 0]
    assert listed
    for line in listed:
        places = line.strip().split(", ")
        assert len(places) == len(set(places))


def test_what_gates_are_deduced_from_is_said_though_no_measure_of_the_next_step_is_about_them() -> None:
    text = render_text(assessed("departments:\n  lead_unit: none\n"), WORDINGS["en"])
    assert "- Y4-DEP-1, Y4-ROL-1" in text
    assert "Follows\n      from line" in text or "Follows from line" in text

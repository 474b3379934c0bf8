"""questions: every open gate is asked once, whom, why, and where the answer goes; in formats that obey nothing."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.main import run
from lmmm_report.domain.interview import Weight
from lmmm_report.domain.model import Kind
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.making.guides import FORMATS
from lmmm_report.making.loading import reader_at
from lmmm_report.report.documents.guide_data import COLUMNS

ROOT = Path(__file__).resolve().parents[3]
OPEN = ROOT / "configs" / "calder-finch-water.yaml"
FIRM = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
DONE = ROOT / "configs" / "kaltenbrunn-pumpentechnik.yaml"
GLUTWERK = ROOT / "tests" / "cases" / "questions" / "glutwerk.yaml"
NOTHING = ROOT / "tests" / "cases" / "accept" / "edge-nothing-stated" / "profile.yaml"
MANY = [
    OPEN,
    NOTHING,
    ROOT / "tests" / "cases" / "accept" / "edge-many-unknown" / "profile.yaml",
    *(file for file in sorted((ROOT / "tests/cases/interviews").glob("*.yaml")) if file.stem != "expected"),
]
WEIGHTS = [weight.value for weight in Weight]
READER = reader_at(None)
GATES = [criterion for criterion in READER.model.criteria if criterion.kind is Kind.GATE]

HEAD = 'format: 2\ncompany: {name: "%s"}\nassessment: {date: 2026-10-15, language: en%s}\n'


def questions(capsys: pytest.CaptureFixture[str], *args: object, code: int = 0) -> str:
    assert run(["-q", "questions", *map(str, args)]) == code
    return capsys.readouterr().out


def guide(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    return dict(json.loads(questions(capsys, *args, "--format", "json")))


def asked(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [question for person in document["persons"] for question in person["questions"]]


def profile(folder: Path, name: str, *, asked_before: str = "", facts: str = "") -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.yaml"
    participants = f", participants: [{asked_before}]" if asked_before else ""
    file.write_text(HEAD % (name, participants) + facts, encoding="utf-8")
    return file


def unknown_gates(capsys: pytest.CaptureFixture[str], file: Path) -> list[str]:
    assert run(["-q", "assess", str(file), "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [f["criterion"] for f in findings if f["kind"] == "gate" and f["outcome"] == "unknown"]


def climbed(outcomes: dict[str, str], axis: str, counted: set[str]) -> int:
    """The stage that is reached if these outcomes count, by a reading of its own."""
    reached = 1
    for number in (2, 3, 4):
        gates = [outcomes[gate.id] for gate in GATES if (gate.axis, gate.stage) == (axis, number)]
        gates = [gate for gate in gates if gate != "not_applicable"]
        if not gates or not set(gates) <= counted:
            break
        reached = number
    return reached


@pytest.mark.parametrize("file", MANY, ids=lambda file: file.stem + file.parent.name)
def test_an_answer_does_what_the_guide_says(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-q", "assess", str(file), "--format", "json"]) == 0
    outcomes = {f["criterion"]: f["outcome"] for f in json.loads(capsys.readouterr().out)["findings"]}
    listed = asked(guide(capsys, file, "--lang", "en"))
    assert listed
    for question in listed:
        own, axis = question["criterion"], question["axis"]
        proven, possible = (climbed(outcomes, axis, counted) for counted in ({"met"}, {"met", "unknown"}))
        if_met = climbed({**outcomes, own: "met"}, axis, {"met"})
        if_not = climbed({**outcomes, own: "not_met"}, axis, {"met", "unknown"})
        assert (question["if_met"], question["if_not"]) == (if_met, if_not)
        moves = if_met > proven or if_not < possible
        assert moves == (question["weight"] == "decides")
        assert ("is reached at least" in question["matters"][0]) == (if_met > proven)


@pytest.mark.parametrize("file", [OPEN, FIRM, NOTHING, ROOT / "tests/cases/interviews/ohlbeck.yaml"])
def test_every_open_gate_is_asked_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = [q["criterion"] for q in asked(guide(capsys, file)) if q["weight"] != "detail"]
    assert sorted(listed) == sorted(unknown_gates(capsys, file))


def test_of_an_untouched_template_all_gates_are_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("de", "en"):
        file = tmp_path / f"{language}.yaml"
        assert run(["-q", "init", "--template", "--lang", language, str(file)]) == 0
        weights = [q["weight"] for q in asked(guide(capsys, file))]
        assert weights.count("decides") == len(GATES) == 36
        assert set(weights) == {"decides", "detail"}


def test_each_person_is_asked_the_weightiest_first(capsys: pytest.CaptureFixture[str]) -> None:
    document = guide(capsys, NOTHING)
    assert len(document["persons"]) > 3
    for person in document["persons"]:
        ranks = [WEIGHTS.index(question["weight"]) for question in person["questions"]]
        assert ranks == sorted(ranks)
    numbers = [question["number"] for question in asked(document)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_answer_goes_to_a_line_or_begins_a_section(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = profile(tmp_path, "ACME", facts="process:\n  rule_set:\n    accepted_by: [marketing, sales]\n")
    text = " ".join(questions(capsys, file).split())
    assert "process.rule_set.kept (line 6)" in text
    assert "goals.goals (new section “goals”)" in text


def test_hearsay_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = "process:\n  rule_set:\n    basis: heard\n    accepted_by: [marketing, sales]\n    kept: mostly\n"
    by_id = {q["criterion"]: q for q in asked(guide(capsys, profile(tmp_path, "ACME", facts=rules)))}
    assert by_id["X2-PRO-1"]["so_far"] == "heard"
    assert by_id["X3-PRO-1"]["so_far"] is None


def test_a_role_that_nobody_has_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    document = guide(capsys, NOTHING, "--lang", "en")
    known = {person["role"]: person["known"] for person in document["persons"]}
    assert known["General management"] is True
    assert known["Lead process owner"] is False
    assert known["Person in charge of marketing (not known yet)"] is False


def test_a_firm_result_needs_no_answer_and_names_what_could_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    document = guide(capsys, FIRM, "--lang", "en")
    assert document["companies"][0]["headline"] == "Nothing has to be asked."
    assert asked(document) == []
    shown = [one["criterion"] for person in document["persons"] for one in person["could_be_shown"]]
    assert run(["-q", "assess", str(FIRM), "--format", "json"]) == 0
    findings = {f["criterion"]: f for f in json.loads(capsys.readouterr().out)["findings"]}
    assert shown
    for criterion in shown:
        assert findings[criterion]["outcome"] == "met"
        assert not any(fact.get("evidence") for fact in findings[criterion]["facts"])
    assert "What could still be shown" in questions(capsys, FIRM, "--lang", "en")


def test_where_nothing_is_open_the_guide_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "markdown", "html"):
        text = " ".join(questions(capsys, DONE, "--lang", "de", "--format", form).split())
        assert "Es muss nichts gefragt werden." in text
        assert "Auch zu zeigen ist nichts mehr offen." in text
    assert list(csv.reader(io.StringIO(questions(capsys, DONE, "--format", "csv")))) == [list(COLUMNS)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_sample_can_be_written_into_a_profile(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = asked(guide(capsys, NOTHING, "--lang", language))
    assert {gate.id for gate in GATES} <= {question["criterion"] for question in listed}
    for question in listed:
        head, _, sample = question["sketch"].partition("\n")
        assert head == {"de": "# Muster – Werte ersetzen", "en": "# Sample – replace the values"}[language]
        assert READER.read_text((HEAD % ("ACME", "") + sample + "\n").encode(), "acme.yaml").facts


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for child in value.values() for leaf in leaves(child)]
    if isinstance(value, list):
        return [leaf for child in value for leaf in leaves(child)]
    return [str(value)]


@pytest.mark.parametrize("file", [*MANY, GLUTWERK], ids=lambda file: file.stem + file.parent.name)
def test_a_sample_holds_nothing_but_what_is_missing_under_the_profiles_own_ids(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {"exists", "one", "new", "mostly", "ongoing", "other", "True", "1", "3", "7", "8"}
    own = set(re.findall(r"[^\s,\[\]{}:#]+", file.read_text(encoding="utf-8")))
    for question in asked(guide(capsys, file, "--lang", "en")):
        condition = READER.model.criterion(question["criterion"]).condition.text
        for leaf in leaves(parse_yaml(question["sketch"].encode(), "sample").data):
            spoken = leaf in words or re.fullmatch(r"[a-z_0-9]+( [dhwm])?|‹.+›|\d{4}-\d\d|new_\d", leaf)
            assert spoken or f'"{leaf}"' in condition or set(leaf.split()) <= own, (question["criterion"], leaf)


def test_of_many_entries_a_question_names_some_and_says_where_the_others_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = "".join(f"      - {{id: f{n}, purposes: [explain_fields]}}\n" for n in range(400))
    file = profile(tmp_path, "ACME", facts=f"collaboration:\n  formats:\n    listed:\n{entries}    more: true\n")
    text = " ".join(questions(capsys, file).split())
    assert re.search(r"and \d{3} more fields in collaboration\.formats", text)
    (asks,) = (q for q in asked(guide(capsys, file)) if q["criterion"] == "X2-COL-1")
    assert len(asks["places"]) > 400
    assert len(asks["sketch"].splitlines()) < 40


def ids(value: Any) -> list[str]:
    """What entries are told apart by, and the names of systems that others refer to."""
    if isinstance(value, list):
        return [one for child in value for one in ids(child)]
    if not isinstance(value, dict):
        return []
    own = [str(value[key]) for key in ("id", "system") if key in value]
    return own + [one for child in value.values() for one in ids(child)]


def test_ids_of_examples_are_no_ids_of_the_company(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for file in (OPEN, NOTHING, GLUTWERK):
        own = set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
        for question in asked(guide(capsys, file, "--lang", "en")):
            condition = READER.model.criterion(question["criterion"]).condition.text
            used = ids(parse_yaml(question["sketch"].encode(), "sample").data)
            assert all(one in own or f'"{one}"' in condition or re.fullmatch(r"new(_\d)?", one) for one in used)
            found += used
    assert {"new", "lead", "pipeline_new"} <= set(found)
    by_id = {q["criterion"]: q for q in asked(guide(capsys, OPEN))}
    assert "id: pipeline_new" in by_id["X3-GOA-1"]["sketch"]
    (glutwerk,) = (q for q in asked(guide(capsys, GLUTWERK)) if q["criterion"] == "Y2-SOF-2")
    assert "system" not in glutwerk["sketch"]
    assert "complete: true" in glutwerk["sketch"]


def test_an_answer_goes_to_nothing_that_the_profile_does_not_have(capsys: pytest.CaptureFixture[str]) -> None:
    text = questions(capsys, GLUTWERK)
    assert "joint_unit" not in text
    assert "marketing_reads_crm" not in text
    assert "systems[mailbox]" not in text
    assert "terms[opportunity].exclusions" in text
    assert "weitere Felder" not in text


def test_what_the_profile_says_already_stands_beside_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    by_id = {q["criterion"]: q for q in asked(guide(capsys, GLUTWERK))}
    assert "Vorgestellt von: Vertrieb (ob mehr, ist nicht bekannt)" in by_id["X2-COL-1"]["known"][0]
    assert "auch Marketing?" in by_id["X2-COL-1"]["open"]
    assert "Leads: „etwa 700“" in " ".join(by_id["Y2-GOA-1"]["known"])
    assert "MQL: 40" in " ".join(by_id["Y2-GOA-1"]["known"])
    by_id = {q["criterion"]: q for q in asked(guide(capsys, OPEN))}
    assert "Opportunity" in by_id["Y2-TER-1"]["known"][0]
    assert "Framework" not in " ".join(by_id["Y2-TER-1"]["known"])
    assert by_id["Y2-TER-1"]["open"] == "Terms › Lead – Definition; Terms › MQL – Definition"
    assert by_id["X3-ROL-2"]["question"].startswith("Does one side stand in")
    assert by_id["X3-GOA-1"]["question"].startswith("About “Pipeline from new utilities”: Who answers")


def test_whoever_runs_nothing_is_not_asked_as_if_there_were_somebody(capsys: pytest.CaptureFixture[str]) -> None:
    known = {p["role"]: p["known"] for p in guide(capsys, GLUTWERK, "--lang", "en")["persons"]}
    assert known["Lead process owner"] is False
    assert known["CRM administration"] is False
    assert known["General management"] is True
    known = {p["role"]: p["known"] for p in guide(capsys, OPEN)["persons"]}
    assert known["CRM administration"] is False
    assert known["Head of marketing"] is True


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json"])
def test_what_the_profile_notes_as_open_and_who_told_it_is_in_the_guide(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = " ".join(questions(capsys, OPEN, "--format", form).split())
    assert text.count("What has marketing promised in the working agreement?") == 1
    assert "The appendix" in text
    text = " ".join(questions(capsys, GLUTWERK, "--format", form).split())
    if form != "csv":
        assert "Frau Sander" in text
        assert "Herr Wolff" in text
    assert "Frau Sander" not in questions(capsys, GLUTWERK, "--format", form, "--names", "roles")


def test_the_table_has_what_could_be_shown_and_what_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(questions(capsys, FIRM, "--format", "csv"))))
    shown = [s for p in guide(capsys, FIRM)["persons"] for s in p["could_be_shown"]]
    assert len(shown) > 1
    assert [(row["weight"], row["id"]) for row in rows] == [("show", one["criterion"]) for one in shown]
    assert all(re.fullmatch(r"[\d ]+", row["lines"]) for row in rows)
    rows = list(csv.DictReader(io.StringIO(questions(capsys, OPEN, "--format", "csv"))))
    assert [row["role"] for row in rows if row["weight"] == "noted"] == [
        *["The appendix"] * 2,
        *["Head of marketing"] * 2,
    ]


def test_german_excel_is_given_german_words(capsys: pytest.CaptureFixture[str]) -> None:
    text = questions(capsys, GLUTWERK, "--format", "csv", "--csv-dialect", "excel-de").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {"Nr.", "Wen fragen", "Frage", "Gewicht"} <= set(rows[0])
    assert {row["Gewicht"] for row in rows} == {"Für die nächste Stufe", "Empfohlene Praxis", "Offen vermerkt"}


def test_practice_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    whole, less = asked(guide(capsys, OPEN)), asked(guide(capsys, OPEN, "--no-practice"))
    assert [q["criterion"] for q in less] == [q["criterion"] for q in whole if q["weight"] != "detail"]
    assert 0 < len(less) < len(whole)
    assert "recommended practice" not in questions(capsys, OPEN, "--no-practice", "--lang", "en").lower()


def test_one_person_for_several_companies_is_asked_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    anna = "{name: Anna Berg, role: CMO, unit: marketing}"
    files = [profile(tmp_path, name, asked_before=anna) for name in ("North", "South")]
    files.append(profile(tmp_path, "West"))
    document = guide(capsys, *files, "--lang", "en")
    heads = {p["role"]: (p["names"], p["company"]) for p in document["persons"] if "marketing" in p["role"]}
    assert heads == {
        "Head of marketing": (["Anna Berg (CMO)"], "North; South"),
        "Person in charge of marketing (not known yet)": ([], "West"),
    }
    assert {q["company"] for q in document["persons"][0]["questions"]} <= {"North", "South"}
    for company in ("North", "South", "West"):
        gates = [q for q in asked(document) if q["company"] == company and q["weight"] != "detail"]
        assert len(gates) == len(GATES)


def test_whoever_decides_comes_first_and_whoever_only_could_show_something_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = guide(capsys, FIRM, OPEN, ROOT / "tests/cases/interviews/ohlbeck.yaml")
    first = [
        min((WEIGHTS.index(q["weight"]) for q in person["questions"]), default=9) for person in document["persons"]
    ]
    assert first == sorted(first)
    assert (first[0], first[-1]) == (0, 9)


def test_a_folder_stands_for_its_profiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [profile(tmp_path, name) for name in ("North", "South")]
    assert questions(capsys, tmp_path) == questions(capsys, *files)


def test_companies_of_one_name_are_kept_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [profile(tmp_path, "Twin"), profile(tmp_path, "Twin")]
    document = guide(capsys, *files, files[0])
    assert [company["file"] for company in document["companies"]] == ["0.yaml", "1.yaml"]
    assert len(asked(document)) == 2 * len(asked(guide(capsys, files[0])))


NASTY = "=HYPERLINK(1) @octocat #12 <script>alert(1)</script> [x](http://e.example)"


def test_no_cell_of_the_table_is_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = profile(tmp_path, NASTY, asked_before='{name: "+1", unit: marketing}, {name: "@SUM(A1)", unit: sales}')
    rows = list(csv.DictReader(io.StringIO(questions(capsys, file, "--format", "csv"))))
    assert len(rows) > len(GATES)
    assert {row["company"] for row in rows} == {f"'{NASTY}"}
    assert {"'+1", "'@SUM(A1)"} <= {row["names"] for row in rows}
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        assert row["answer"] == row["basis"] == row["said_by"] == ""


def test_markdown_mentions_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = profile(tmp_path, NASTY, asked_before='{name: "@octocat", role: "<b>", unit: marketing}')
    named = ("@everyone", "/close", "/label ~bug")
    text = questions(capsys, file, file, *(profile(tmp_path, one) for one in named), "--format", "markdown")
    outside = re.sub(r"```yaml\n.*?\n```|`[^`\n]*`", "", text, flags=re.DOTALL)
    assert "octocat" in text
    assert "everyone" in text
    assert not re.search(
        r"(?<!\\)@|@(?=\w)|#(?=\d)|(?<!\\)<(?:script|b)>|(?<!\\)\]\(|//e\.example(?<!\u2060//e\.example)", outside
    )
    assert not re.search(r"^\s*/", outside, re.MULTILINE)
    assert outside.count("**Answer:**") == text.count("\n### ") - text.count("### What could")


def test_the_page_is_complete_in_itself_and_escapes_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = profile(tmp_path, NASTY, asked_before='{name: "<img src=x>", role: Head, unit: marketing}')
    page = questions(capsys, file, "--format", "html")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert sheet is not None
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"style-src 'sha256-{digest}'" in page
    assert {address[:5].partition("#")[1] or address for address in re.findall(r'\b(?:src|href)="([^"]*)"', page)} == {
        "#",
        "data:,",
    }
    assert "http" not in re.sub(r"http-equiv|http://e\.example|http\\00003a", "", page)
    assert page.count('class="room"') == len(asked(guide(capsys, file)))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_same_input_same_bytes_and_the_file_is_what_is_printed(
    form: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = questions(capsys, OPEN, FIRM, "--format", form, "--lang", language)
    assert questions(capsys, OPEN, FIRM, "--format", form, "--lang", language, "-o", tmp_path / "guide") == ""
    assert (tmp_path / "guide").read_bytes().decode() == first


def test_what_is_wrong_with_any_profile_is_said_and_nothing_written_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = profile(tmp_path, "Bad", facts="nonsense: 1\n")
    worse = profile(tmp_path, "Worse", facts="process: {rule_sets: none}\n")
    assert run(["-q", "questions", str(OPEN), str(bad), str(worse), "-o", str(tmp_path / "guide")]) == 1
    said = capsys.readouterr().err
    assert "0.yaml:4:1" in said
    assert "1.yaml:4:11" in said
    assert not re.search(r"\b(Bad|Worse)\b", (tmp_path / "guide").read_text(encoding="utf-8"))

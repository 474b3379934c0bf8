"""plan, whatif and measures as their users meet them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from icalendar import Calendar

from lmmm_report import resources
from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
BRACKWELL = ROOT / "configs" / "brackwell-instruments.yaml"
ROTHENSEE = ROOT / "configs" / "rothensee-verpackungsmaschinen.yaml"
NORDWERK = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
CALDER = ROOT / "configs" / "calder-finch-water.yaml"
AURENBERG = ROOT / "configs" / "aurenberg-messsysteme.yaml"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


def said(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert call(*args) == 0
    return capsys.readouterr().out


class TestPlan:
    def test_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = said(capsys, "plan", BRACKWELL)
        assert "Brackwell" in out
        assert "M-LEADS-IN-CRM" in out
        assert "First step:" in out
        assert "Critical path:" in out
        assert "! M-STATUSES" in out, "a note that the facts contradict"
        assert max(len(line) for line in out.splitlines()) <= 100

    def test_in_the_language_of_the_profile(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "Erster Schritt:" in said(capsys, "plan", ROTHENSEE)
        assert "First step:" in said(capsys, "plan", ROTHENSEE, "--lang", "en")

    def test_nothing_left(self, capsys: pytest.CaptureFixture[str]) -> None:
        for form in ("text", "json", "csv", "ics", "md"):
            assert call("plan", AURENBERG, "--format", form) == 0
        assert "Es bleibt kein Schritt." in said(capsys, "plan", AURENBERG)

    def test_json_is_the_plan_of_the_result_document(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(said(capsys, "plan", BRACKWELL, "--format", "json"))
        result = json.loads(said(capsys, "assess", BRACKWELL, "--format", "json"))
        assert plan == result["plan"]
        assert plan["reached"] is True
        assert result["progress"][2]["agrees"] is False

    def test_csv_has_a_line_for_each_measure(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(said(capsys, "plan", BRACKWELL, "--format", "json"))
        rows = list(csv.DictReader(io.StringIO(said(capsys, "plan", BRACKWELL, "--format", "csv"))))
        measures = [measure for step in plan["steps"] for measure in step["measures"]]
        assert len(rows) > 10
        assert [row["id"] for row in rows] == [measure["id"] for measure in measures]
        for row, measure in zip(rows, measures, strict=True):
            assert int(row["days_likely"]) == measure["effort"]["likely"]
            assert row["closes"].split() == measure["closes"]
            assert row["first_day"] == measure["slot"]["first_day"]
        assert {row["state"] for row in rows} == {"", "under_way", "done"}

    def test_calendar_can_be_read_by_a_calendar(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(said(capsys, "plan", BRACKWELL, "--format", "json"))
        slots = {m["id"].lower(): m["slot"] for step in plan["steps"] for m in step["measures"]}
        events = Calendar.from_ical(said(capsys, "plan", BRACKWELL, "--format", "ics")).walk("VEVENT")
        assert len(events) == len(slots)
        for event in events:
            slot = slots[event["UID"].rsplit("-", 2)[0]]
            assert event["DTSTART"].dt == date.fromisoformat(slot["first_day"])
            assert (event["DTEND"].dt - date.fromisoformat(slot["last_day"])).days == -1, "on Friday, of a whole week"
        assert len({event["UID"] for event in events}) == len(events)

    def test_events_keep_their_names_when_the_profile_is_edited(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        edited = tmp_path / "edited.yaml"
        edited.write_text("# edited\n" + BRACKWELL.read_text(encoding="utf-8"), encoding="utf-8")
        before, after = (
            [line for line in said(capsys, "plan", path, "--format", "ics").splitlines() if line.startswith("UID")]
            for path in (BRACKWELL, edited)
        )
        assert before == after

    def test_a_calendar_needs_dates(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("plan", CALDER, "--format", "ics") == 1
        assert "--start and --capacity" in capsys.readouterr().err
        assert call("plan", CALDER, "--format", "ics", "--start", "2027-01-11") == 1
        assert "give both" in capsys.readouterr().err
        dated = said(capsys, "plan", CALDER, "--format", "ics", "--start", "2027-01-11", "--capacity", "20")
        assert "DTSTART;VALUE=DATE:20270111" in dated

    def test_a_profile_with_a_capacity_alone_needs_a_start(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "capacity.yaml"
        path.write_text(CALDER.read_text(encoding="utf-8") + "plan: {capacity: 4}\n", encoding="utf-8")
        assert json.loads(said(capsys, "plan", path, "--format", "json"))["schedule"] is None
        assert call("plan", path, "--format", "ics") == 1
        assert "--start and --capacity" in capsys.readouterr().err
        dated = said(capsys, "plan", path, "--format", "json", "--start", "2027-01-11")
        assert json.loads(dated)["schedule"]["capacity"] == 4

    @pytest.mark.parametrize("year", ["9999", "0001"])
    def test_a_start_outside_the_calendar(self, year: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("plan", CALDER, "--start", f"{year}-12-31", "--capacity", "1") == 2
        assert "cannot be meant" in capsys.readouterr().err

    def test_the_longest_plan_ends_within_the_calendar(self, capsys: pytest.CaptureFixture[str]) -> None:
        whole = ("--target", "relationship=integrated", "--target", "lead_management=department")
        out = said(capsys, "plan", CALDER, *whole, "--start", "2199-12-31", "--capacity", "1", "--format", "json")
        assert json.loads(out)["schedule"]["weeks"] > 1000

    def test_checklist(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = said(capsys, "plan", BRACKWELL, "--format", "md")
        assert "- [x] **Define lead statuses with owners and criteria** (`M-STATUSES`)" in out
        assert "- [ ] **Show each other the task lists** (`M-TASKS`)" in out

    def test_no_text_of_a_profile_becomes_markup(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = BRACKWELL.read_text(encoding="utf-8").replace("name: Brackwell Instruments Ltd", 'name: "<b>*x*[y](z)"')
        path = tmp_path / "hostile.yaml"
        path.write_text(text, encoding="utf-8")
        assert r"\<b\>\*x\*\[y\](z)" in said(capsys, "plan", path, "--format", "md")

    def test_another_target(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(
            said(capsys, "plan", CALDER, "--target", "relationship=defined", "--target", "lead_management=terms",
                 "--format", "json")
        )  # fmt: skip
        assert plan["cell"] == {
            "relationship": {"stage": 2, "id": "defined"},
            "lead_management": {"stage": 2, "id": "terms"},
        }
        assert call("plan", CALDER, "--target", "relationship=perfect") == 2

    def test_within_a_budget(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(said(capsys, "plan", BRACKWELL, "--budget", "60", "--format", "json"))
        limited = plan["limited"]
        assert limited["limit"] == {"days": 60, "until": None}
        assert limited["days"] <= 60
        assert limited["left_out"]
        assert limited["exact"] is True
        assert plan["reached"] is False
        assert plan["schedule"]["deadline"] is None
        out = " ".join(said(capsys, "plan", BRACKWELL, "--budget", "60").split())
        assert "the most that can be reached with 60 likely person-days" in out
        assert len(limited["left_out"]) == 6
        assert "Left out are six measures" in out
        for form in ("csv", "ics", "md"):
            assert limited["left_out"][0]["id"] not in said(
                capsys, "plan", BRACKWELL, "--budget", "60", "--format", form
            )
        words = " ".join(said(capsys, "plan", BRACKWELL, "--budget", "60", "--lang", "de").split())
        assert "Mehr ist mit 60 wahrscheinlichen Personentagen nicht zu erreichen" in words

    def test_until_a_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(said(capsys, "plan", BRACKWELL, "--until", "2027-03-31", "--format", "json"))
        assert plan["schedule"]["end"] <= "2027-03-31"
        assert plan["limited"]["limit"] == {"days": None, "until": "2027-03-31"}
        both = json.loads(
            said(capsys, "plan", BRACKWELL, "--until", "2027-03-31", "--budget", "20", "--format", "json")
        )
        assert both["limited"]["days"] <= 20
        out = said(capsys, "plan", BRACKWELL, "--until", "2026-01-01")
        assert "No measure fits within it." in out

    def test_a_day_as_limit_needs_dates(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("plan", CALDER, "--until", "2027-03-31") == 1
        assert "--until needs a plan with dates" in capsys.readouterr().err
        assert call("plan", CALDER, "--until", "2027-03-31", "--start", "2027-01-11", "--capacity", "20") == 0

    @pytest.mark.parametrize("limit", [("--budget", "0"), ("--budget", "-3"), ("--until", "9999-12-31")])
    def test_an_odd_limit(self, limit: tuple[str, str]) -> None:
        assert call("plan", BRACKWELL, *limit) == 2

    def test_into_a_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("plan", BRACKWELL, "--format", "md", "-o", tmp_path / "list.md") == 0
        assert (tmp_path / "list.md").read_text(encoding="utf-8").startswith("# The plan: Brackwell")

    def test_the_same_every_time(self, capsys: pytest.CaptureFixture[str]) -> None:
        for form in ("text", "json", "csv", "ics", "md"):
            assert said(capsys, "plan", BRACKWELL, "--format", form) == said(
                capsys, "plan", BRACKWELL, "--format", form
            )


class TestWhatIf:
    def test_before_and_after_in_one_matrix(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = said(capsys, "whatif", BRACKWELL, "--plan")
        assert "|  o  |" in out
        assert "@X" in out
        assert "- → + X3-ROL-1" in out
        assert "(assumed)" in out

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        document = json.loads(said(capsys, "whatif", BRACKWELL, "--plan", "--format", "json"))
        assert document["before"]["cell"]["relationship"]["stage"] == 2
        assert document["after"]["result"]["cell"]["relationship"]["stage"] == 3
        assert {"criterion": "X3-ROL-1", "before": "not_met", "after": "met"} in document["moved"]
        schema = json.loads((resources.SCHEMAS / "result.schema.json").read_text(encoding="utf-8"))
        assert jsonschema_rs.is_valid(schema, document["after"])

    def test_write_keeps_every_line_that_does_not_change(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "acme.yaml"
        before = CALDER.read_text(encoding="utf-8")
        path.write_text(before, encoding="utf-8")
        assert call("whatif", path, "--apply", "m-rules", "--apply", "M-LEAD-TERMS", "--write") == 0
        after = path.read_text(encoding="utf-8")
        kept = after.splitlines()
        bare = {"    - mql", "    - lead", "    - opportunity"}
        for line in before.splitlines():
            assert line in kept or line in bare, "an entry that is its name alone becomes a group"
        assert "# assumed by M-LEAD-TERMS" in after
        capsys.readouterr()
        assert call("validate", path) == 0
        gates = ("X2-PRO-1", "X2-PRO-3", "Y2-TER-1", "Y2-TER-2", "X2-TER-1", "X2-TER-2")
        document = json.loads(said(capsys, "assess", path, "--format", "json"))
        outcomes = {finding["criterion"]: finding["outcome"] for finding in document["findings"]}
        assert "unknown" in {outcomes[c] for c in gates}, "what is assumed does not count"
        assumptions = document["assumptions"]
        assert assumptions > 10
        assert f"{assumptions} statements of the profile are assumed" in " ".join(said(capsys, "assess", path).split())
        assert call("whatif", path, "--confirm", "M-RULES", "--by", "Ms Miller", "--on", "2026-11-03") == 0
        assert "said_by: Ms Miller" in path.read_text(encoding="utf-8")
        assert json.loads(said(capsys, "assess", path, "--format", "json"))["assumptions"] < assumptions
        assert call("whatif", path, "--confirm", "all", "--by", "Ms Miller") == 0
        assert "assumed" not in path.read_text(encoding="utf-8").replace(before, "")
        assert call("validate", path) == 0
        capsys.readouterr()
        document = json.loads(said(capsys, "assess", path, "--format", "json"))
        outcomes = {finding["criterion"]: finding["outcome"] for finding in document["findings"]}
        assert {outcomes[c] for c in gates} == {"met"}
        assert document["assumptions"] == 0

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["--confirm", "all"], 2),
            (["--by", "Ms Miller", "--plan"], 2),
            (["--confirm", "all", "--by", "Ms Miller", "--write"], 2),
            (["--confirm", "all", "--by", "Ms Miller"], 1),
        ],
    )
    def test_nothing_to_confirm(self, args: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("whatif", CALDER, *args) == code
        assert capsys.readouterr().err

    def test_without_write_nothing_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "acme.yaml"
        path.write_bytes(CALDER.read_bytes())
        assert call("whatif", path, "--plan") == 0
        assert path.read_bytes() == CALDER.read_bytes()
        assert [p.name for p in tmp_path.iterdir()] == ["acme.yaml"]

    def test_overlay(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        overlay = tmp_path / "merger.yaml"
        overlay.write_text(
            "process:\n  rule_set: none\n  agreement: none\nterminology:\n  terms:\n    - id: mql\n      agreed_by: [marketing]\n",
            encoding="utf-8",
        )
        document = json.loads(said(capsys, "whatif", NORDWERK, "--with", overlay, "--format", "json"))
        moved = {entry["criterion"]: (entry["before"], entry["after"]) for entry in document["moved"]}
        assert moved["X2-PRO-1"] == ("met", "not_met")
        assert document["before"]["cell"]["relationship"]["stage"] == 3
        assert document["after"]["result"]["cell"]["relationship"]["stage"] == 1
        assert "Y2-TER-1" not in moved, "the definition of the term is kept, only its agreement was replaced"
        lost = {entry["criterion"]: entry["causes"] for entry in document["lost"]}
        assert any(path.startswith("process") for path in lost["X2-PRO-1"])
        assert document["won"] == []
        told = said(capsys, "whatif", NORDWERK, "--with", overlay, "--lang", "en")
        assert len(lost) == 4
        assert "Four conditions that are met would be lost" in told
        flat = "".join(told.split())
        assert f"+process.rule_set:none({overlay}:2)" in flat
        assert f"{NORDWERK}:" not in flat, "what takes conditions away stands in the other file"
        changes = {one["path"]: (one["before"], one["value"], one["file"], one["line"]) for one in document["changes"]}
        assert changes["process.agreement"] == (None, "none", str(overlay), 3)
        assert changes["terminology.terms[mql].agreed_by"][1:] == ("marketing", str(overlay), 7)
        assert "terminology.terms[mql].id" not in changes, "it stays what it is"

    def test_an_overlay_about_another_company_is_remarked(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        overlay = tmp_path / "other.yaml"
        overlay.write_text("process: {agreement: none}\ncompany: {name: Other}\n", encoding="utf-8")
        assert call("whatif", NORDWERK, "--with", overlay, "--lang", "en") == 0
        told = capsys.readouterr()
        assert f"{overlay}:2" in told.err
        assert "Other" in told.err
        assert "would be lost" in told.out

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [("proces: none\n", "process"), ("software:\n  lead_records:\n    system: nowhere\n", "nowhere")],
    )
    def test_a_bad_overlay_is_told(
        self, text: str, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        overlay = tmp_path / "bad.yaml"
        overlay.write_text(text, encoding="utf-8")
        assert call("whatif", NORDWERK, "--with", overlay) == 1
        err = capsys.readouterr().err
        assert wanted in err
        assert str(overlay) in err
        assert "Traceback" not in err

    def test_unknown_measure(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert call("whatif", NORDWERK, "--apply", "M-RULEZ", "--apply", "M-XXX") == 1
        err = capsys.readouterr().err
        assert "did you mean M-RULES" in err
        assert "M-XXX" in err

    @pytest.mark.parametrize("args", [[], ["--write"], ["--with", "x.yaml", "--write"]])
    def test_wrong_usage(self, args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert call("whatif", NORDWERK, *args) == 2


class TestMeasures:
    def test_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = said(capsys, "measures")
        assert out.startswith("73 measures.")
        assert "M-RULES" in out

    def test_of_one_criterion(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = said(capsys, "measures", "--criterion", "x2-ter-1")
        assert out.startswith("3 measures.")
        assert "M-AGREE-TERMS" in out
        assert call("measures", "--criterion", "nonsense") == 2

    def test_one_in_full(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert said(capsys, "measures", "m-rules") == said(capsys, "explain", "M-RULES")

    def test_csv_and_markdown(self, capsys: pytest.CaptureFixture[str]) -> None:
        rows = list(csv.DictReader(io.StringIO(said(capsys, "measures", "--format", "csv", "--lang", "de"))))
        assert len(rows) == 73
        rules = next(row for row in rows if row["id"] == "M-RULES")
        assert (rules["medium_low"], rules["medium_likely"], rules["medium_high"]) == ("3", "5", "9")
        assert rules["title"] == "Grundregeln gemeinsam aufschreiben"
        assert said(capsys, "measures", "--format", "md").count("\n# M-") == 72

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        documents = json.loads(said(capsys, "measures", "--format", "json"))
        assert len(documents) == 73
        assert set(documents[0]["title"]) == {"de", "en"}


def test_a_note_on_a_measure_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "acme.yaml"
    head = "format: 1\ncompany: {name: Test}\nassessment: {date: 2026-10-15}\n"
    path.write_text(head + "measures:\n  - {measure: M-RULEZ, state: done, date: 2026-10-01}\n", encoding="utf-8")
    for command in ("validate", "assess"):
        assert call(command, path) == 1
        err = capsys.readouterr().err
        assert f"{path}:5:" in err
        assert "did you mean M-RULES?" in err

"""plan and questions where people work: spreadsheets, trackers, calendars; what they hold, and what nothing becomes."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import vobject
from icalendar import Calendar

from lmmm_report.cli.main import run
from lmmm_report.domain.working_days import is_working_day
from lmmm_report.load.holidays import holidays_of
from lmmm_report.problems import UserError
from lmmm_report.report.documents.plain_line import JOINER, unlinked

ROOT = Path(__file__).resolve().parents[3]
BRACKWELL = ROOT / "configs" / "brackwell-instruments.yaml"
CALDER = ROOT / "configs" / "calder-finch-water.yaml"
OHLBECK = ROOT / "tests" / "cases" / "interviews" / "ohlbeck.yaml"
FORMULA = tuple("=+-@\t\r\n")

HOSTILE = """\
format: 2
company: {name: "=HYPERLINK(1)"}
assessment:
  date: 2026-11-02
  language: en
  target: {relationship: aligned, lead_management: process}
  participants:
    - {name: "@octocat <a@b.example>", role: Head of sales, unit: sales}
    - {name: "=cmd|'/c calc'!A1", role: Marketingleiterin, unit: marketing}
problems:
  - {problem: "@octocat lost #12, !34 and GH-7; see https://evil.example/x [~admin] {macro}", about: left_lying}
  - {problem: "=1+1", about: wrong_leads}
decisions:
  - {what: "+49 @team", subject: new_software, state: ruled_out, by: "-boss"}
plan: {start: 2027-01-11, capacity: 20}
"""


def made(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert run(["-q", *map(str, args)]) == 0
    return capsys.readouterr().out


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def book(folder: Path, *args: object) -> openpyxl.Workbook:
    assert run(["-q", *map(str, args), "--format", "xlsx", "-o", str(folder / "made.xlsx")]) == 0
    return openpyxl.load_workbook(folder / "made.xlsx")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


class TestNothingIsObeyed:
    @pytest.mark.parametrize("command", ["plan", "questions"])
    @pytest.mark.parametrize("dialect", ["rfc4180", "excel-de"])
    def test_no_cell_of_a_table_begins_a_formula(
        self, command: str, dialect: str, hostile: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = made(capsys, command, hostile, "--format", "csv", "--csv-dialect", dialect)
        cells = [cell for row in rows(text, ";" if dialect == "excel-de" else ",") for cell in row]
        assert any("calc" in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(FORMULA)] == []

    @pytest.mark.parametrize("form", ["jira", "azure"])
    def test_no_cell_for_a_tracker_begins_a_formula(
        self, form: str, hostile: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        cells = [cell for row in rows(made(capsys, "plan", hostile, "--format", form)) for cell in row]
        assert any("octocat" in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(FORMULA)] == []

    @pytest.mark.parametrize("command", ["plan", "questions"])
    def test_texts_of_a_workbook_are_texts(self, command: str, hostile: Path, tmp_path: Path) -> None:
        cells = [cell for sheet in book(tmp_path, command, hostile) for row in sheet.iter_rows() for cell in row]
        assert any("calc" in str(cell.value) for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        assert not [cell for cell in cells if cell.hyperlink]

    def test_nobody_is_mentioned_and_nothing_is_linked(self, hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = made(capsys, "plan", hostile, "--format", "md")
        shown = re.sub(r"`[^`]*`", "", text).replace("\\", "")  # what is escaped is shown without the backslash
        assert "octocat" in shown
        assert re.findall(r"@\w|#\d|!\d|GH-\d|://|www\.", shown) == []
        jira = made(capsys, "plan", hostile, "--format", "jira")
        assert "octocat" in jira
        assert re.findall(r"(?<!\\)\[~|(?<!\\)\{macro|https://", jira) == []

    def test_what_is_no_reference_stays_as_it_is(self) -> None:
        for text in ("R&D", "80 %", "a - b", "3:4", "me@", "C# and F#", "½ € #"):
            assert unlinked(text) == text
        assert unlinked("@a") == f"@{JOINER}a"

    def test_azure_shows_texts_and_no_markup(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "markup.yaml"
        path.write_text(HOSTILE.replace('"=1+1"', '"<img src=x onerror=alert(1)>"'), encoding="utf-8")
        text = made(capsys, "plan", path, "--format", "azure")
        assert "&lt;img src=x" in text
        assert set(re.findall(r"<[a-z]+\b(?!@)", text)) == {"<br"}


class TestWorkbooks:
    def test_the_plan_has_its_values_with_their_types(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        sheet = book(tmp_path, "plan", BRACKWELL)["Plan"]
        plan = json.loads(made(capsys, "plan", BRACKWELL, "--format", "json"))
        measures = [measure for step in plan["steps"] for measure in step["measures"]]
        heads = [cell.value for cell in sheet[1]]
        assert sheet.max_row == len(measures) + 1
        for row, measure in zip(sheet.iter_rows(min_row=2, values_only=True), measures, strict=True):
            cells = dict(zip(heads, row, strict=True))
            assert cells["ID"] == measure["id"]
            assert cells["Days expected"] == measure["effort"]["expected"]
            assert cells["First day"] == datetime.fromisoformat(measure["slot"]["first_day"])
            assert cells["Quick win"] == ("yes" if measure["quick_win"] else "no")
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(len(measures) + 1, len(heads)).coordinate}"
        assert {sheet.cell(2, heads.index(day) + 1).number_format for day in ("First day", "Last day")} == {
            "d mmm yyyy"
        }
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[1])

    def test_in_german(self, tmp_path: Path) -> None:
        made_of = book(tmp_path, "plan", BRACKWELL, "--lang", "de")
        sheet = made_of["Plan"]
        heads = [cell.value for cell in sheet[1]]
        assert {"Maßnahme", "Erster Tag", "Erledigt, wenn"} <= set(heads)
        assert sheet.cell(2, heads.index("Erster Tag") + 1).number_format == "dd.mm.yyyy"
        assert made_of.sheetnames == ["Plan", "Außerdem lohnend", "Rahmen"]

    def test_questions_have_room_for_answers_and_a_choice_of_whose_word(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made_of = book(tmp_path, "questions", CALDER, OHLBECK, "--lang", "en")
        guide = json.loads(made(capsys, "questions", CALDER, OHLBECK, "--lang", "en", "--format", "json"))
        asked = [question["question"] for person in guide["persons"] for question in person["questions"]]
        sheet = made_of["Questions"]
        heads = [cell.value for cell in sheet[1]]
        assert [row[heads.index("Question")] for row in sheet.iter_rows(min_row=2, values_only=True)] == asked
        assert {row[heads.index("Answer")] for row in sheet.iter_rows(min_row=2, values_only=True)} == {None}
        [choice] = sheet.data_validations.dataValidation
        assert choice.formula1 == '"shown,described,told,heard from others"'
        assert [row[0] for row in made_of["Frame"].iter_rows(min_row=2, values_only=True)] == [
            one["name"] for one in guide["companies"]
        ]

    def test_the_same_input_gives_the_same_bytes(self, tmp_path: Path) -> None:
        for command in ("plan", "questions"):
            first, second = (tmp_path / name for name in ("a.xlsx", "b.xlsx"))
            for path in (first, second):
                assert run(["-q", command, str(CALDER), "--format", "xlsx", "-o", str(path)]) == 0
            assert first.read_bytes() == second.read_bytes()

    def test_a_workbook_is_not_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        for command in ("plan", "questions"):
            assert run([command, str(CALDER), "--format", "xlsx"]) == 2
            assert "-o" in capsys.readouterr().err

    def test_nothing_to_do_is_a_workbook_as_well(self, tmp_path: Path) -> None:
        assert book(tmp_path, "plan", ROOT / "configs" / "aurenberg-messsysteme.yaml")["Plan"].max_row == 1


class TestDialects:
    def test_german_excel(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = made(capsys, "plan", BRACKWELL, "--format", "csv", "--csv-dialect", "excel-de")
        assert text.startswith("\ufeffnumber;step;id;")
        plain = rows(made(capsys, "plan", BRACKWELL, "--format", "csv"))
        german = rows(text, ";")
        heads = plain[0]
        assert german[0] == heads
        undone = heads.index("days_done")
        for one, other in zip(plain[1:], german[1:], strict=True):
            assert one[undone].replace(".", ",") == other[undone]
            assert (
                date.fromisoformat(one[heads.index("first_day")]).strftime("%d.%m.%Y")
                == other[heads.index("first_day")]
            )
            assert (one[heads.index("critical")] == "true") == (other[heads.index("critical")] == "WAHR")
        assert any("," in row[undone] for row in german[1:])

    def test_it_is_only_for_tables(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["plan", str(BRACKWELL), "--csv-dialect", "excel-de"]) == 2
        assert "--format csv" in capsys.readouterr().err
        measures = made(capsys, "measures", "--format", "csv", "--csv-dialect", "excel-de")
        assert len(rows(measures, ";")) == len(rows(made(capsys, "measures", "--format", "csv"))) > 20


class TestTrackers:
    @pytest.mark.parametrize("profile", [BRACKWELL, CALDER, OHLBECK], ids=lambda path: path.stem)
    def test_jira_has_parents_before_children_and_all_measures(
        self, profile: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        heads, *items = rows(made(capsys, "plan", profile, "--format", "jira"))
        plan = json.loads(made(capsys, "plan", profile, "--format", "json"))
        at = {name: heads.index(name) for name in heads}
        assert [row[at["Issue Id"]] for row in items] == [str(number) for number in range(1, len(items) + 1)]
        epics = {row[at["Issue Id"]] for row in items if row[0] == "Epic"}
        assert [row[0] for row in items] == ["Epic"] * len(epics) + ["Task"] * (len(items) - len(epics))
        assert {row[at["Parent"]] for row in items if row[0] == "Task"} == epics
        measures = [m for step in plan["steps"] for m in step["measures"]] + plan["relief"]
        seconds = [int(row[at["Original Estimate"]]) for row in items if row[at["Original Estimate"]]]
        assert seconds == [measure["effort"]["expected"] * 8 * 3600 for measure in measures]
        labels = [row[at["Labels"] :] for row in items if row[0] == "Task"]
        first = len(plan["questions"])
        assert [tags[1] for tags in labels] == [q["criterion"] for q in plan["questions"]] + [m["id"] for m in measures]
        assert all(" " not in tag for tags in labels for tag in tags)
        assert len(labels) == first + len(measures)
        assert max(len(row[at["Summary"]]) for row in items) <= 255

    def test_azure_has_children_indented_below_their_epic(self, capsys: pytest.CaptureFixture[str]) -> None:
        heads, *items = rows(made(capsys, "plan", BRACKWELL, "--format", "azure"))
        assert heads == ["Work Item Type", "Title 1", "Title 2", "Description", "Remaining Work", "Tags"]
        assert items[0][0] == "Epic"
        for row in items:
            assert (bool(row[1]), bool(row[2])) == ((True, False) if row[0] == "Epic" else (False, True))
            assert "\n" not in row[3], "its importer stumbles over line ends inside quotes"
        jira = rows(made(capsys, "plan", BRACKWELL, "--format", "jira"))
        titles = {row[2] for row in items if row[0] == "Task"}
        assert titles == {row[3] for row in jira[1:] if row[0] == "Task"}

    def test_persons_are_assigned_where_the_profile_names_them(
        self, hostile: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        heads, *items = rows(made(capsys, "plan", hostile, "--format", "jira"))
        assert {row[heads.index("Assignee")] for row in items} == {"", "a@b.example", "'=cmd|'/c calc'!A1"}
        heads, *items = rows(made(capsys, "plan", hostile, "--format", "azure"))
        assert {row[heads.index("Assigned To")] for row in items} == {"", "'@octocat <a@b.example>"}
        for form in ("jira", "azure"):
            assert "octocat <" not in made(capsys, "plan", hostile, "--format", form, "--names", "roles")


class TestWhereThePlanStops:
    """A plan that ends short of its target says so wherever it goes."""

    @pytest.fixture
    def short(self, tmp_path: Path) -> Path:
        path = tmp_path / "short.yaml"
        path.write_text(HOSTILE.replace("[~admin]", ""), encoding="utf-8")
        return path

    def test_trackers_name_what_stands_in_the_way(self, short: Path, capsys: pytest.CaptureFixture[str]) -> None:
        plan = json.loads(made(capsys, "plan", short, "--format", "json"))
        assert plan["barriers"]
        heads, *items = rows(made(capsys, "plan", short, "--format", "jira"))
        at = {name: heads.index(name) for name in ("Summary", "Description", "Labels", "Parent", "Issue Id")}
        told = [row for row in items if row[0] == "Epic" and row[at["Description"]]]
        assert [row[at["Summary"]].startswith("Step 3") for row in told] == [True]
        assert "does not reach the target" in told[0][at["Description"]]
        way = next(row for row in items if row[at["Summary"]].startswith("What stands in the way"))
        tasks = [row for row in items if row[at["Parent"]] == way[at["Issue Id"]]]
        assert [sorted(filter(None, row[at["Labels"] + 1 :])) for row in tasks] == [
            sorted(barrier["gates"]) for barrier in plan["barriers"]
        ]
        heads, *items = rows(made(capsys, "plan", short, "--format", "azure"))
        assert sum("does not reach the target" in row[3] for row in items if row[0] == "Epic") == 1

    def test_a_calendar_says_it_in_its_description(self, short: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = str(Calendar.from_ical(made(capsys, "plan", short, "--format", "ics"))["description"])
        assert "does not reach the target" in told
        reached = Calendar.from_ical(
            made(capsys, "plan", BRACKWELL, "--format", "ics", "--start", "2027-01-11", "--capacity", "20")
        )
        assert "description" not in reached

    def test_a_limit_is_named_everywhere(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        limit = ("--budget", "20", "--start", "2027-01-11", "--capacity", "20", "--lang", "en")
        said = "This is the most that can be reached with 20 likely person-days"
        for form in ("text", "md", "jira", "azure", "ics"):
            text = " ".join(made(capsys, "plan", BRACKWELL, *limit, "--format", form).replace("\r\n ", "").split())
            assert said in text.replace("\\", ""), form
        frame = book(tmp_path, "plan", BRACKWELL, *limit)["Frame"]
        assert any(said in str(cell.value) for line in frame for cell in line)


class TestNames:
    FORMS = ("text", "json", "csv", "ics", "md", "jira", "azure")

    def test_persons_stand_before_their_roles(self, capsys: pytest.CaptureFixture[str]) -> None:
        for form in ("text", "ics", "md", "jira", "azure"):
            args = ("--start", "2027-01-11", "--capacity", "20") if form == "ics" else ()
            text = made(capsys, "plan", OHLBECK, "--format", form, *args).replace("\r\n ", "")
            assert "Frau Tanner (Marketingleitung)" in text, form
        heads, *measures = rows(made(capsys, "plan", OHLBECK, "--format", "csv"))
        named = {row[heads.index("owner")]: row[heads.index("person")] for row in measures}
        assert named["Marketingleitung"] == "Frau Tanner"
        assert {name for role, name in named.items() if role != "Marketingleitung"} == {""}

    def test_roles_keep_everybody_unnamed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "told.yaml"
        told = OHLBECK.read_text(encoding="utf-8")
        path.write_text(
            told.replace(
                "\ndecisions:\n", "\ndecisions:\n  - {what: Frau Tanner führt es, subject: other, state: decided}\n"
            ),
            encoding="utf-8",
        )
        for form in self.FORMS:
            args = ("--start", "2027-01-11", "--capacity", "20") if form == "ics" else ()
            assert "Tanner" not in made(capsys, "plan", path, "--format", form, "--names", "roles", *args), form
        for form in ("text", "markdown", "html", "csv", "json"):
            assert "Tanner" in made(capsys, "questions", path, "--format", form), form
            assert "Tanner" not in made(capsys, "questions", path, "--format", form, "--names", "roles"), form
        for command in ("plan", "questions"):
            sheets = book(tmp_path, command, path, "--names", "roles")
            assert not [c for s in sheets for row in s.iter_rows() for c in row if "Tanner" in str(c.value)]


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


class TestCalendar:
    def test_every_entry_begins_and_ends_on_a_working_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        free = "2026-12-24..2027-01-03,2026-11-02"
        for args, holidays in (((), frozenset()), (("--holidays", free), holidays_of(free))):
            found = events(made(capsys, "plan", BRACKWELL, "--format", "ics", *args))
            assert len(found) > 10
            for event in found:
                first, last = event["DTSTART"].dt, event["DTEND"].dt.fromordinal(event["DTEND"].dt.toordinal() - 1)
                assert first <= last
                assert is_working_day(first, holidays)
                assert is_working_day(last, holidays)

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_another_library_finds_it_valid(self, language: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Not the one it was written with: which properties have to be there, and how often, lines, dates, escapes."""
        text = made(capsys, "plan", BRACKWELL, "--format", "ics", "--lang", language)
        calendar = vobject.readOne(text)
        assert calendar.validate(raiseException=True)
        entries = calendar.vevent_list
        assert len(entries) == len(events(text)) > 10
        uids = set()
        for entry in entries:
            assert entry.validate(raiseException=True)
            for name in ("uid", "dtstamp", "sequence", "dtstart", "dtend", "summary"):
                assert len(getattr(entry, f"{name}_list")) == 1, name
            assert entry.dtstart.params == entry.dtend.params == {"VALUE": ["DATE"]}
            assert entry.dtstart.value < entry.dtend.value
            assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", entry.dtstamp.serialize().strip())
            assert int(entry.sequence.value) >= 0
            assert "attendee" not in entry.contents
            uids.add(entry.uid.value)
        assert len(uids) == len(entries)
        assert max(len(line.encode()) for line in text.splitlines()) <= 75

    def test_what_is_not_valid_would_be_found(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = made(capsys, "plan", BRACKWELL, "--format", "ics")
        for broken in (re.sub(r"UID:.*\r?\n(?: .*\r?\n)*", "", text, count=1), text.replace("PRODID", "X-PRODID", 1)):
            with pytest.raises(vobject.base.ValidateError):
                vobject.readOne(broken).validate(raiseException=True)

    def test_what_lies_wholly_in_free_days_moves_behind_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        plain = events(made(capsys, "plan", BRACKWELL, "--format", "ics"))[0]
        free = f"{plain['DTSTART'].dt}..{plain['DTEND'].dt}"
        moved = events(made(capsys, "plan", BRACKWELL, "--format", "ics", "--holidays", free))[0]
        assert moved["UID"] == plain["UID"]
        assert moved["DTSTART"].dt == date(2026, 12, 28)
        assert (moved["DTEND"].dt - moved["DTSTART"].dt).days == 1

    def test_a_newer_plan_takes_the_place_of_an_older_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = BRACKWELL.read_text(encoding="utf-8")
        newer = tmp_path / "newer.yaml"
        newer.write_text(text.replace("date: 2026-10-15", "date: 2026-10-16", 1), encoding="utf-8")
        assert newer.read_text(encoding="utf-8") != text
        before, after = (
            {event["UID"]: event for event in events(made(capsys, "plan", path, "--format", "ics"))}
            for path in (BRACKWELL, newer)
        )
        for uid in before.keys() & after.keys():
            assert after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + 1
            assert after[uid]["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt
        assert before.keys() & after.keys()
        assert {event["DTSTAMP"].dt.isoformat() for event in before.values()} == {"2026-10-15T00:00:00+00:00"}


ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
SUMMARY:Christmas
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:New Year
DTSTART;VALUE=DATE:20250101
RRULE:FREQ=YEARLY
END:VEVENT
END:VCALENDAR
"""


class TestHolidays:
    @pytest.mark.parametrize(
        ("stated", "days"),
        [
            ("2026-12-24", ["2026-12-24"]),
            ("24.12.2026; 1.1.2027", ["2026-12-24", "2027-01-01"]),
            ("2026-12-30..2027-01-01", ["2026-12-30", "2026-12-31", "2027-01-01"]),
        ],
    )
    def test_days_themselves(self, stated: str, days: list[str]) -> None:
        assert sorted(day.isoformat() for day in holidays_of(stated)) == days

    def test_a_text_file(self, tmp_path: Path) -> None:
        path = tmp_path / "free.txt"
        path.write_text(
            "\ufeff# 2026\n2026-12-24 Heiligabend\n\n31.12.2026–01.01.2027 works holidays # two\n", encoding="utf-8"
        )
        assert sorted(day.isoformat() for day in holidays_of(str(path))) == ["2026-12-24", "2026-12-31", "2027-01-01"]

    def test_a_calendar(self, tmp_path: Path) -> None:
        path = tmp_path / "free.ics"
        path.write_text(ICS.replace("\n", "\r\n"), encoding="utf-8", newline="")
        found = holidays_of(str(path))
        assert {date(2026, 12, 24), date(2026, 12, 26), date(2025, 1, 1), date(2028, 1, 1)} <= found
        assert date(2026, 12, 27) not in found

    @pytest.mark.parametrize(
        ("content", "line", "said"),
        [
            ("2026-12-24\n2026-13-01\n", 2, "2026-13-01"),
            ("2026-12-24\nChristmas\n", 2, "Christmas"),
            ("2027-01-02..2027-01-01\n", 1, "ends before it begins"),
            ("# nothing\n", None, "not a single"),
            (ICS.replace("FREQ=YEARLY", "FREQ=WEEKLY"), None, "New Year"),
            ("BEGIN:VCALENDAR\nnonsense\n", None, "cannot be read"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:3\nEND:VEVENT\nEND:VCALENDAR\n", None, "no first day"),
        ],
    )
    def test_what_is_no_day_is_named(self, content: str, line: int | None, said: str, tmp_path: Path) -> None:
        path = tmp_path / "free"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(UserError) as caught:
            holidays_of(str(path))
        [problem] = caught.value.problems
        assert problem.line == line
        assert said in str(problem.message)

    def test_a_missing_file_and_other_formats(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["plan", str(BRACKWELL), "--format", "ics", "--holidays", str(tmp_path / "none.txt")]) == 1
        assert "no file of this name" in capsys.readouterr().err
        assert run(["plan", str(BRACKWELL), "--holidays", "2026-12-24"]) == 2
        assert "ics, jira, azure" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "call"),
    [
        ("plan", ["plan", BRACKWELL]),
        ("plan", ["plan", CALDER, "--budget", "20"]),
        ("questions", ["questions", CALDER]),
        ("questions", ["questions", CALDER, OHLBECK, "--names", "roles"]),
        ("measures", ["measures"]),
    ],
)
def test_json_is_as_its_schema_says(what: str, call: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(made(capsys, "schema", what))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(made(capsys, *call, "--format", "json"))
    judge = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in judge.iter_errors(document)] == []
    broken = {**document, "more": 1} if isinstance(document, dict) else [*document, {}]
    assert list(judge.iter_errors(broken)), "it allows nothing else"

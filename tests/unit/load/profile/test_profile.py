import hashlib
import pathlib
import random
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest

from lmmm_report.domain.facts import EXISTS, Between, Entries
from lmmm_report.domain.profile import (
    Assessor,
    Company,
    Declaration,
    Evidence,
    FactValue,
    Place,
    PlanFrame,
    Profile,
    Target,
    value_at,
)
from lmmm_report.load.profile.profile import check_profile, load_fragment, load_profile, load_profile_text
from lmmm_report.load.schema.format import FactType, format_of, profile_fact_types, profile_schema
from lmmm_report.problems import UserError
from tests.properties.random_profiles import a_random_profile, as_bytes

ROOT = pathlib.Path(__file__).parents[4]
PROFILES = sorted([*(ROOT / "tests/cases/accept").glob("*/profile.yaml"), *(ROOT / "configs").glob("*.yaml")])

SMALLEST = "format: 1\ncompany: {name: Muster}\nassessment: {date: 2026-10-15}\n"

FULL = """\
format: 1
company:
  name: Muster Armaturen GmbH
  unit: Valves
  sector: none
  employees: 85
  website: https://muster.example
assessment:
  date: 2026-10-15
  assessors:
    - name: A. Muster
      role: Consultant
    - name: B. Muster
  language: de
  target:
    relationship: aligned
    lead_management: process
    by: 2027-12-31
    reason: Two new product lines.
  notes: |
    ## Remarks

    Recorded in two hours.
process:
  rule_set:
    document: Rules of cooperation
    evidence:
      - link: https://wiki.muster.example/rules
        confidence: high
      - note: Shown by the head of sales.
        date: 2026-10-01
terminology:
  terms:
    - id: lead
      evidence:
        - note: On the wall.
declarations:
  - criterion: X2-PRO-1
    state: waived
    reason: Settled orally.
    by: Head of Sales
    date: 2026-10-02
"""


def profile(text: str, **options: object) -> Profile:
    return load_profile_text(text.encode(), "muster.yaml", **options)  # type: ignore[arg-type]


def refused(text: str, **options: object) -> list[str]:
    with pytest.raises(UserError) as caught:
        profile(text, **options)
    return [f"{problem.path}: {problem.code}" for problem in caught.value.problems]


class TestHead:
    def test_everything_stated(self) -> None:
        read = profile(FULL)
        assert read.file == "muster.yaml"
        assert read.text == FULL
        assert read.sha256 == hashlib.sha256(FULL.encode()).hexdigest()
        assert read.company == Company(
            name="Muster Armaturen GmbH", unit="Valves", employees=85, website="https://muster.example"
        )
        assert read.date == date(2026, 10, 15)
        assert read.assessors == (Assessor(name="A. Muster", role="Consultant"), Assessor(name="B. Muster"))
        assert read.language == "de"
        assert read.target == Target(
            stages={"relationship": "aligned", "lead_management": "process"},
            by=date(2027, 12, 31),
            reason="Two new product lines.",
        )
        assert read.notes.startswith("## Remarks\n\nRecorded")
        assert read.declarations == (
            Declaration(
                criterion="X2-PRO-1",
                state="waived",
                reason="Settled orally.",
                by="Head of Sales",
                date=date(2026, 10, 2),
                place=Place(38, 5),
            ),
        )

    def test_the_least_that_is_needed(self) -> None:
        read = profile(SMALLEST)
        assert read.company == Company(name="Muster")
        assert read.facts == {"company": {"name": "Muster"}}
        assert (read.assessors, read.language, read.target, read.notes) == ((), "", Target(), "")
        assert (read.declarations, read.evidence) == ((), ())

    def test_evidence(self) -> None:
        assert profile(FULL).evidence == (
            Evidence(
                path=("process", "rule_set"),
                place=Place(28, 9),
                link="https://wiki.muster.example/rules",
                confidence="high",
            ),
            Evidence(
                path=("process", "rule_set"),
                place=Place(30, 9),
                note="Shown by the head of sales.",
                date=date(2026, 10, 1),
            ),
            Evidence(path=("terminology", "terms", 0), place=Place(36, 11), note="On the wall."),
        )

    def test_places(self) -> None:
        read = profile(FULL)
        assert read.places[("terminology", "terms", 0, "id")] == Place(34, 11)
        assert read.place(("terminology", "terms", 0, "definition")) == Place(34, 7)

    @pytest.mark.parametrize(
        ("target", "stages"),
        [
            ("none", {}),
            ("{relationship: }", {}),
            ("{lead_management: none}", {"lead_management": "none"}),
            ("{relationship: defined, lead_management: none}", {"relationship": "defined", "lead_management": "none"}),
            ("{by: none, reason: Because.}", {}),
        ],
    )
    def test_targets(self, target: str, stages: dict[str, str]) -> None:
        text = SMALLEST.replace("{date: 2026-10-15}", f"{{date: 2026-10-15, target: {target}}}")
        assert profile(text).target.stages == stages

    @pytest.mark.parametrize("key", ["assessors", "declarations"])
    def test_none_of_a_list(self, key: str) -> None:
        read = profile(SMALLEST + "declarations: none\n")
        assert getattr(read, key) == ()


def test_a_plan_may_state_its_capacity_alone() -> None:
    assert profile(SMALLEST + "plan: {capacity: 4}\n").plan == PlanFrame(start=None, capacity=4)
    dated = profile(SMALLEST + "plan: {capacity: 4, start: 2027-01-11}\n").plan
    assert dated == PlanFrame(start=date(2027, 1, 11), capacity=4)
    assert refused(SMALLEST + "plan: {start: 2027-01-11}\n") == ["plan: missing"]


class TestRefusals:
    def test_all_at_once(self) -> None:
        text = SMALLEST + "process: {ruleset: none, rule_set: {last_followed: 2026-02-30, document: no}}\nmore: 1\n"
        assert refused(text) == [
            "process.ruleset: unknown-key",
            "process.rule_set.last_followed: date",
            "process.rule_set.document: no-answer",
            "more: unknown-key",
        ]

    def test_a_newer_format_is_all_that_is_said(self) -> None:
        assert refused(SMALLEST.replace("format: 1", "format: 3") + "more: 1\n") == ["format: newer-format"]

    def test_declarations_are_held_against_the_criteria_that_are_given(self) -> None:
        declared = SMALLEST + "declarations: [{criterion: X, state: waived, reason: Why., by: Me, date: 2026-10-01}]\n"
        assert profile(declared)
        assert profile(declared, criteria=["X"])
        assert refused(declared, criteria=["Y"]) == ["declarations[0].criterion: reference"]
        assert refused(declared, criteria=[]) == ["declarations[0].criterion: reference"]

    def test_a_file_is_read_as_its_bytes_are(self, tmp_path: pathlib.Path) -> None:
        path = tmp_path / "muster.yaml"
        path.write_text(FULL, encoding="utf-8")
        assert load_profile(path) == load_profile_text(FULL.encode(), str(path))

    @pytest.mark.parametrize("word", ["Nothing to add", "no-one else", "None of the heads", "- yes", "na", "0"])
    def test_texts_that_only_begin_like_a_no_are_texts(self, word: str) -> None:
        text = SMALLEST + f'process: {{rule_set: {{document: "{word}"}}}}\n'
        assert value_at(profile(text).facts, ("process", "rule_set", "document")) == word

    def test_in_names_and_notes_any_word_is_a_name(self) -> None:
        text = "format: 1\ncompany: {name: Nothing, location: '-'}\nassessment: {date: 2026-10-15, notes: '?'}\n"
        assert profile(text).company.name == "Nothing"

    def test_another_format(self) -> None:
        schema = {**profile_schema(), "properties": {**profile_schema()["properties"], "fleet": {"type": "integer"}}}
        assert refused(SMALLEST + "fleet: 3\n") == ["fleet: unknown-key"]
        assert profile(SMALLEST + "fleet: 3\n", described=format_of(schema)).facts["fleet"] == 3

    @pytest.mark.parametrize("entries", ["[1, 1.0]", "[{a: b}, {a: b}]", "[x, y, x]"])
    def test_whatever_stands_twice_is_refused(self, entries: str) -> None:
        fleet = {"type": "array", "uniqueItems": True, "items": {"type": "object"}}
        schema = {**profile_schema(), "properties": {**profile_schema()["properties"], "fleet": fleet}}
        assert "duplicate" in " ".join(refused(SMALLEST + f"fleet: {entries}\n", described=format_of(schema)))

    def test_many_faults_are_named_in_bearable_time_and_number(self) -> None:
        many = "\n".join(f"k{number}: 1" for number in range(20_000))
        assert len(refused(SMALLEST + many)) == 100
        terms = ", ".join("{id: a, used_in: [{where: no}, {where: no}]}" for _ in range(2_000))
        assert len(refused(SMALLEST + f"terminology: {{terms: [{terms}]}}\n")) <= 300


class TestCheck:
    @pytest.fixture
    def path(self, tmp_path: pathlib.Path) -> pathlib.Path:
        path = tmp_path / "muster.yaml"
        path.write_text(SMALLEST, encoding="utf-8")
        return path

    def test_good(self, path: pathlib.Path) -> None:
        assert check_profile(path, today=date(2026, 10, 15)) == (load_profile(path), ())

    def test_a_date_that_has_not_come_is_a_warning(self, path: pathlib.Path) -> None:
        read, (warning,) = check_profile(path, today=date(2026, 10, 14))
        assert read is not None
        assert (warning.severity, warning.path, warning.line, warning.column) == ("warning", "assessment.date", 3, 20)
        assert "2026-10-14" in warning.hint

    @pytest.mark.parametrize(("by", "warned"), [("2026-10-14", True), ("2026-10-15", True), ("2026-10-16", False)])
    def test_a_target_in_the_past_is_a_warning(self, path: pathlib.Path, by: str, warned: bool) -> None:
        path.write_text(SMALLEST.replace("-15}", f"-15, target: {{by: {by}}}}}"), encoding="utf-8")
        read, warnings = check_profile(path)
        assert read is not None
        assert [(w.severity, w.path) for w in warnings] == [("warning", "assessment.target.by")] * warned

    def test_without_a_day_the_clock_is_not_asked(self, path: pathlib.Path) -> None:
        path.write_text(SMALLEST.replace("2026", "2126"), encoding="utf-8")
        assert check_profile(path)[1] == ()
        assert load_profile(path).date.year == 2126

    def test_bad(self, path: pathlib.Path) -> None:
        path.write_text(SMALLEST + "more: 1\n", encoding="utf-8")
        read, (problem,) = check_profile(path, today=date(2026, 1, 1))
        assert read is None
        assert problem.severity == "error"

    def test_missing(self, path: pathlib.Path) -> None:
        read, (problem,) = check_profile(path.with_name("none.yaml"))
        assert read is None
        assert problem.code == "unreadable"


class TestFragments:
    ON = date(2026, 10, 15)

    def test_head_is_added(self) -> None:
        read = load_fragment("process: none", "example", on=self.ON)
        assert (read.date, read.company.name) == (self.ON, "Example")

    def test_lists_that_are_not_stated_may_be_referred_to(self) -> None:
        assert load_fragment("departments: {sales: {reports_to: cro}}", "example", on=self.ON)
        with pytest.raises(UserError, match="cro"):
            load_fragment("departments: {executives: [{id: ceo}], sales: {reports_to: cro}}", "example", on=self.ON)

    def test_faults_have_their_place_in_the_fragment(self) -> None:
        with pytest.raises(UserError) as caught:
            load_fragment("process:\n  ruleset: none\n", "example", on=self.ON)
        (problem,) = caught.value.problems
        assert (problem.line, problem.column, problem.snippet) == (2, 3, "  ruleset: none")

    @pytest.mark.parametrize("text", ["", "- process", "process", "\ud800"])
    def test_what_is_no_fragment(self, text: str) -> None:
        with pytest.raises(UserError):
            load_fragment(text, "example", on=self.ON)


def test_there_are_profiles() -> None:
    assert len(PROFILES) > 10


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_facts_are_of_the_types_that_conditions_are_checked_against(path: pathlib.Path) -> None:
    assert_of_type(load_profile(path).facts, profile_fact_types())


def assert_of_type(value: FactValue, kind: FactType) -> None:
    if kind.kind == "object":
        assert isinstance(value, Mapping)
        for name, child in value.items():
            assert_of_type(child, kind.fields[name])
    elif kind.kind == "list":
        assert isinstance(value, tuple)
        assert kind.item is not None
        for child in value:
            assert_of_type(child, kind.item)
        if isinstance(value, Entries):
            assert 0 <= value.at_least <= value.at_most
            assert value.at_most > 0
            assert (value.rest is None) == (kind.item.kind != "object")
            assert_of_type(value.rest or MappingProxyType({}), kind.item._replace(kind="object"))
    elif isinstance(value, Between):
        assert kind.kind == "integer"
        assert value.low < value.high
    elif value is EXISTS:  # also of a choice: the figure of a goal that does not name it
        assert kind.kind == "text"
    else:
        assert type(value) is {"text": str, "integer": int, "boolean": bool, "number": float}[kind.kind]
        assert not kind.choices or value in {*kind.choices, "none"}


@pytest.mark.parametrize("seed", range(60))
def test_facts_of_random_profiles_are_of_these_types(seed: int) -> None:
    data = as_bytes(a_random_profile(random.Random(seed)))
    assert_of_type(load_profile_text(data, "random.yaml").facts, profile_fact_types())


def test_importing_costs_little() -> None:
    heavy = ("jsonschema_rs", "yaml", "difflib", "hashlib", "jinja2", "weasyprint", "babel", "markdown")
    code = f"import sys, lmmm_report.load.profile.profile; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "[]"


def test_a_profile_without_fault_needs_no_words_for_faults() -> None:
    code = (
        "import sys; from lmmm_report.load.profile.profile import load_profile_text;"
        f"load_profile_text({SMALLEST.encode()!r}, 'x'); print('difflib' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "False"

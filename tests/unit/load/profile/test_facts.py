from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lmmm_report.domain.facts import EXISTS, Between
from lmmm_report.domain.profile import ENDLESS, FactValue
from lmmm_report.facts.completing import RHYTHM_DAYS, duration_hours
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.load.schema.format import FactType, profile_fact_types, profile_format

ON = date(2026, 10, 15)


def facts(text: str) -> Mapping[str, FactValue]:
    prepared = load_fragment(text, "fragment", on=ON).facts
    return {name: value for name, value in prepared.items() if name != "company"}


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: plain(child) for name, child in value.items()}
    return [plain(child) for child in value] if isinstance(value, tuple) else value


def at(text: str, *path: str) -> Any:
    here: Any = facts(text)
    for step in path:
        here = here[step]
    return plain(here)


@pytest.mark.parametrize(
    ("value", "hours"),
    [("30 min", 1), ("60 min", 1), ("61 min", 2), ("0 min", 0), ("24 h", 24), ("24h", 24), ("1 d", 24), ("3 d", 72),
     ("2 w", 336), ("6 m", 4320), ("9999 m", 7_199_280)],
)  # fmt: skip
def test_hours_of_a_time_limit(value: str, hours: int) -> None:
    assert duration_hours(value) == hours


def test_what_is_no_time_limit_has_no_hours() -> None:
    with pytest.raises(ValueError, match="not a time limit"):
        duration_hours("soon")


def test_every_rhythm_of_the_format_has_days() -> None:
    every = profile_format().fields.at(("process", "lead_process", "review", "every"))
    assert every is not None
    assert set(every.choices) == set(RHYTHM_DAYS)


@pytest.mark.parametrize(
    ("value", "companion", "number"),
    [
        ("2026-10-15", "last_followed_age", 0),
        ("2026-10-14", "last_followed_age", 1),
        ("2025-10-15", "last_followed_age", 365),
        ("2025-10", "last_followed_age", Between(349, 379)),
        ("none", "last_followed_age", ENDLESS),
        ("2026-10-15", "last_followed_months", 0),
        ("2026-10-14", "last_followed_months", 1),
        ("2026-09-14", "last_followed_months", 2),
        ("2026-07", "last_followed_months", Between(3, 4)),
        ("none", "last_followed_months", ENDLESS),
        ("mostly", "kept_percent", Between(51, 100)),
        ("8 of 10", "kept_percent", 80),
        ("none", "kept_percent", 0),
        ("realtime", "every_days", 0),
        ("hourly", "every_days", 0),
        ("daily", "every_days", 1),
        ("weekly", "every_days", 7),
        ("two_weeks", "every_days", 14),
        ("monthly", "every_days", 31),
        ("two_months", "every_days", 62),
        ("quarterly", "every_days", 92),
        ("half_yearly", "every_days", 184),
        ("yearly", "every_days", 366),
        ("ad_hoc", "every_days", ENDLESS),
        ("none", "every_days", ENDLESS),
    ],
)
def test_companions(value: str, companion: str, number: Any) -> None:
    field, _, _ = companion.rpartition("_")
    found = at(f"process: {{rule_set: {{{field}: {value}}}}}", "process", "rule_set", companion)
    assert (type(found), found) == (type(number), number)


@pytest.mark.parametrize(("value", "hours"), [("24 h", 24), ("90 min", 2), ("none", ENDLESS)])
def test_a_time_limit_has_its_hours(value: str, hours: int) -> None:
    text = f"process: {{handovers: [{{accept_within: {value}}}]}}"
    assert at(text, "process", "handovers")[0]["accept_within_hours"] == hours


def test_a_time_limit_that_exists_has_no_hours() -> None:
    (handover,) = at("process: {handovers: [{accept_within: exists}]}", "process", "handovers")
    assert handover == {"accept_within": EXISTS, "there": True}


def test_companions_stand_beside_what_is_stated() -> None:
    assert at(
        """
        process:
          handovers:
            - id: mql
              accept_within: 90 min
              follow_up_within: none
              last_used: 2026-10-01
          end_to_end: {state: planned}
        """,
        "process",
    ) == {
        "handovers": [
            {
                "id": "mql",
                "accept_within": "90 min",
                "accept_within_hours": 2,
                "follow_up_within": "none",
                "follow_up_within_hours": ENDLESS,
                "last_used": "2026-10-01",
                "last_used_age": 14,
                "last_used_months": 1,
                "there": True,
            }
        ],
        "end_to_end": {"state": "planned", "document": EXISTS, "there": True},
    }


def test_a_date_that_may_lie_ahead_has_an_age_below_zero() -> None:
    assert at("terminology: {glossary: {next_review: 2026-10-25}}", "terminology", "glossary", "next_review_age") == -10


def test_what_is_blank_is_not_there() -> None:
    text = "process:\n  lead_sketch:\n    drawn_on:\n  descriptions:\ngoals:\nroles:\n  enquiries: ~\n"
    assert facts(text + "departments:\n  sales:\n    head: Muster\n    headcount:\n") == {
        "departments": {"sales": {"head": "Muster", "name": EXISTS, "there": True}}
    }


def test_evidence_alone_states_nothing() -> None:
    assert facts("process:\n  rule_set:\n    evidence:\n      - note: Seen.\n") == {}


def test_evidence_is_no_fact() -> None:
    text = "process: {lead_sketch: {document: Rules, evidence: [{note: Seen.}]}}"
    assert at(text, "process", "lead_sketch") == {"document": "Rules", "there": True}


class TestNone:
    def test_of_a_text(self) -> None:
        assert at("process: {rule_set: {document: none}}", "process", "rule_set", "document") == "none"

    def test_of_a_choice(self) -> None:
        assert at("process: {opportunity_entry: none}", "process", "opportunity_entry") == "none"

    def test_of_a_number(self) -> None:
        assert at("departments: {sales: {headcount: none}}", "departments", "sales", "headcount") == 0

    def test_of_a_list(self) -> None:
        assert at("terminology: {terms: none}", "terminology") == {"terms": []}

    def test_of_an_object(self) -> None:
        assert at("departments: {lead_unit: none}", "departments", "lead_unit") == {
            "there": False,
            "name": "none",
            "head": "none",
            "reports_to": "none",
            "headcount": 0,
            "budget": "none",
            "mandate": {
                "there": False,
                "document": "none",
                "signed_by": "none",
                "signed_on": "none",
                "signed_on_age": ENDLESS,
                "signed_on_months": ENDLESS,
            },
        }

    def test_what_could_be_true_of_nothing_is_false(self) -> None:
        assert at("software: {lead_records: none}", "software", "lead_records") == {
            "there": False,
            "system": "none",
            "kept_in": "none",
            "used_by": [],
            "share": "none",
            "share_percent": 0,
            "complete": False,
            "fields": [],
            "mandatory": [],
            "duplicate_check": False,
        }

    def test_of_everything(self) -> None:
        sections = [name for name in profile_format().fact_sections() if name != "company"]
        prepared = facts("\n".join(f"{name}: none" for name in sections))
        assert list(prepared) == sections
        kinds = profile_fact_types()
        for name in sections:
            assert_nothing(prepared[name], kinds.fields[name])


def assert_nothing(value: FactValue, kind: FactType) -> None:
    """``value`` states of every single field of ``kind`` that there is none."""
    if kind.kind == "object":
        assert isinstance(value, Mapping)
        assert value.keys() == kind.fields.keys()
        for name, child in kind.fields.items():
            assert_nothing(value[name], child)
    elif kind.kind == "list":
        assert value == ()
    elif kind.kind == "boolean":
        assert value is False
    else:
        assert value in ({"none"} if kind.kind == "text" else {0, ENDLESS})


def test_a_whole_number_written_as_a_decimal_is_a_whole_number() -> None:
    headcount = at("departments: {sales: {headcount: 12.0}}", "departments", "sales", "headcount")
    assert headcount == 12
    assert isinstance(headcount, int)


def test_nothing_can_be_changed() -> None:
    prepared: Any = load_fragment("terminology: {terms: [{id: lead, agreed_by: [sales]}]}", "fragment", on=ON).facts
    with pytest.raises(TypeError):
        prepared["goals"] = ()
    with pytest.raises(TypeError):
        prepared["terminology"]["terms"][0]["id"] = "mql"
    with pytest.raises(TypeError):
        prepared["terminology"]["terms"][0]["agreed_by"][0] = "marketing"


def test_the_company_is_a_fact_too() -> None:
    prepared = load_fragment("company: {name: Muster, employees: 85}", "fragment", on=ON).facts
    assert prepared == {"company": {"name": "Muster", "employees": 85}}


@pytest.mark.parametrize(
    "said", ["before 2020", "vor Jahren", "over a year ago", "../2026-03", "by March 2026 at the latest"]
)
def test_a_time_of_which_nobody_knows_the_beginning_is_taken(said: str) -> None:
    review = f"process:\n  lead_process:\n    review: {{last_on: {said}}}\n"
    assert at(review, "process", "lead_process", "review", "last_on") == said

"""Reports with roles for names: nobody's name is left, whatever the place it stands in."""

from __future__ import annotations

import json

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.contents import Contents, Edition
from lmmm_report.making.loading import model_at
from lmmm_report.making.naming import ReportNames
from lmmm_report.report.html.pages import PLAIN
from lmmm_report.report.views.persons import holders_of, masked, roles_of
from tests.built_in import WORDINGS

MODEL = model_at(None)
TOLD = """\
format: 2
company: {name: Muster}
assessment:
  date: 2026-11-02
  assessors: [{name: Anna Berg, role: consultant}]
  participants: [{name: Ms Tanner, role: head of sales}, {name: Mr Krug}]
  notes: "Ms Tanner said so, and Tannery is another word. Mr Krug agreed."
problems:
  - {problem: "Mr Krug waits", said_by: Ms Tanner, basis: heard}
  - {problem: "slow", said_by: Herr Zöllner}
decisions:
  - {what: "CRM", subject: new_software, state: decided, by: CRO}
  - {what: "Team", subject: other, state: decided, by: the board}
"""
NAMES = ("Anna Berg", "Ms Tanner", "Mr Krug", "Herr Zöllner")


def contents(names: str) -> Contents:
    profile = load_profile_text(TOLD.encode(), "muster.yaml")
    edition = Edition(
        wordings=WORDINGS, formats=("html", "json"), audience=Audience.FULL, look=PLAIN, look_hashes={}, names=names
    )
    return Contents(ReportNames("muster"), assess(profile, MODEL), (), edition)


def test_no_name_is_left_in_any_file() -> None:
    made = contents("roles")
    for text in (made.page("de"), made.page("en"), made.page_for_pdf("de"), made.document):
        for name in NAMES:
            assert name not in text
    shown = made.page("en")
    assert "head of sales" in shown
    assert "Tannery" in shown, "only whole words are names"
    assert "the board" in shown
    assert "CRO" in shown
    assert "consultant (consultant)" not in shown


def test_who_has_a_role_is_known_by_what_the_role_is_called() -> None:
    told = TOLD.replace("role: head of sales}", "role: Vertriebsleiterin, unit: sales}").replace(
        "{name: Mr Krug}",
        "{name: Mr Krug, role: Leiter Marketing}, {name: Mr Lund, role: HS}, {name: Ms Ode, role: Sales rep}",
    )
    profile = load_profile_text(told.encode(), "muster.yaml")
    assert holders_of(profile, MODEL.owners) == {"HS": "Ms Tanner, Mr Lund", "HM": "Mr Krug"}


def test_without_the_option_names_stand_there() -> None:
    shown = contents("all").page("en")
    assert all(name in shown for name in NAMES)


def test_a_document_says_that_names_were_taken_out() -> None:
    assert json.loads(contents("roles").document)["names"] == "roles"
    assert "names" not in json.loads(contents("all").document)


def test_who_is_named_and_by_which_role() -> None:
    profile = load_profile_text(TOLD.encode(), "muster.yaml")
    assert roles_of(profile) == {
        "Anna Berg": "consultant",
        "Ms Tanner": "head of sales",
        "Mr Krug": "",
        "Herr Zöllner": "",
    }
    assert masked(("Mr Krug", {"key": ["Ms Tanner (head of sales)"]}), profile, "somebody") == (
        "somebody",
        {"key": ["head of sales"]},
    )


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Karl-Heinz Müller <km@hartwell.example>", "ask km@hartwell.example", "ask R"),
        ("Karl-Heinz Müller <km@hartwell.example>", "<km@hartwell.example>, Karl-Heinz Müller", "R, R"),
        ("Karl-Heinz Müller <km@hartwell.example>", "[Müller](mailto:km@hartwell.example?subject=x) knows", "R knows"),
        ("Karl-Heinz Müller <km@hartwell.example>", "mailto:km@hartwell.example", ""),
        ("Karl-Heinz Müller <km@hartwell.example>", "Karl-Heinz Müller <km@hartwell.example>", "R"),
        ("Ms Lindqvist", "Lindqvist says; Lindqvist's list, Lindqvists Liste", "R says; R's list, R Liste"),
        ("Anna Berg", "Frau Dr. Berg, Herrn Berg, Bergbau, Heidelberg", "R, R, Bergbau, Heidelberg"),
        ("Müller, Karl-Heinz", "Karl-Heinz Müller", "R"),
        ("Ms May", "in May 2027 Ms May", "in May 2027 R"),
        ("Anna Hartwell", "Hartwell Pumps and Anna Hartwell", "Hartwell Pumps and R"),
    ],
)
def test_a_person_is_found_by_all_that_she_is_called(name: str, text: str, shown: str) -> None:
    told = json.dumps(
        {
            "format": 2,
            "company": {"name": "Hartwell Pumps"},
            "assessment": {"date": "2026-02-02", "participants": [{"name": name, "role": "R"}]},
        }
    )
    assert masked(text, load_profile_text(told.encode(), "a.yaml"), "somebody") == shown


def test_who_shares_a_surname_shares_no_role() -> None:
    people = [{"name": "Ann Lund", "role": "A"}, {"name": "Bo Lund", "role": "B"}]
    head = {"format": 2, "company": {"name": "X"}, "assessment": {"date": "2026-02-02", "participants": people}}
    profile = load_profile_text(json.dumps(head).encode(), "a.yaml")
    assert masked("Ann Lund, Bo Lund, Lund", profile, "somebody") == "A, B, somebody"

"""What each way to state a thing prepares: exists, none with a note, lists left open, bare names, hearsay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lmmm_report.assess.result.findings import FactReader
from lmmm_report.domain.facts import ANY_NUMBER, EXISTS, Between, Entries
from lmmm_report.domain.profile import Place, Profile, Withheld, value_at
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.problems import UserError

ON = date(2026, 10, 15)
TERMS = ("terminology", "terms")


def read(text: str) -> Profile:
    return load_fragment(text, "fragment", on=ON)


def fact(text: str, *path: str | int) -> Any:
    return value_at(read(text).facts, path)


def terms(form: str) -> Any:
    return fact(f"terminology: {{terms: {form}}}", *TERMS)


def bare(entries: Any) -> Any:
    """Entries without what is prepared."""
    return [{name: value for name, value in entry.items() if name != "there"} for entry in entries]


class TestGroups:
    @pytest.mark.parametrize("form", ["exists", "{exists: true}", "{exists: true, note: Seen.}", "{name: exists}"])
    def test_what_exists_is_there_with_all_that_holds_then(self, form: str) -> None:
        assert fact(f"departments: {{sales: {form}}}", "departments", "sales") == {"there": True, "name": EXISTS}

    @pytest.mark.parametrize("form", ["none", "{none: true}", "{none: true, note: Never., said_by: Head}"])
    def test_none_with_and_without_a_note_is_the_same(self, form: str) -> None:
        nothing = fact("departments: {sales: none}", "departments", "sales")
        assert nothing["there"] is False
        assert fact(f"departments: {{sales: {form}}}", "departments", "sales") == nothing

    @pytest.mark.parametrize(
        "form", ["", "{evidence: [{note: Seen.}]}", "{headcount: none}", "{note: Few., headcount: none}"]
    )
    def test_a_remark_or_a_denial_does_not_say_that_it_is_there(self, form: str) -> None:
        assert fact(f"departments: {{sales: {form}}}", "departments", "sales", "there") is None

    def test_a_group_in_a_group_is_there_with_it(self) -> None:
        assert fact("process: {lead_process: {review: exists}}", "process", "lead_process", "there") is True
        assert fact("process: {lead_process: {review: none}}", "process", "lead_process", "there") is None

    def test_a_section_is_no_thing(self) -> None:
        assert "there" not in fact("departments: {sales: exists}", "departments")


class TestLists:
    def test_none_is_empty(self) -> None:
        for form in ("none", "{none: true, note: Never.}"):
            found = terms(form)
            assert found == ()
            assert not isinstance(found, Entries)

    @pytest.mark.parametrize(
        ("form", "least", "most"),
        [
            ("exists", 1, ANY_NUMBER),
            ("{exists: true}", 1, ANY_NUMBER),
            ("one", 1, 1),
            ("{count: 3}", 3, 3),
            ("{more: true}", 0, ANY_NUMBER),
            ("{more: true, exists: true}", 1, ANY_NUMBER),
        ],
    )
    def test_entries_without_names(self, form: str, least: int, most: int) -> None:
        assert terms(form) == Entries(rest={}, at_least=least, at_most=most)

    @pytest.mark.parametrize("form", ["", "{count: }", "{evidence: [{note: Seen.}]}"])
    def test_what_says_nothing(self, form: str) -> None:
        assert terms(form) is None

    @pytest.mark.parametrize("form", ["{note: Asked.}", "{basis: shown}", "{said_by: Head}"])
    def test_a_remark_alone_is_refused(self, form: str) -> None:
        with pytest.raises(UserError):
            terms(form)

    @pytest.mark.parametrize("form", ["[lead, mql]", "{listed: [lead, mql]}", "{listed: [lead, mql], count: 2}",
                                      "{listed: [lead, mql], more: false}", "[{id: lead}, mql]"])  # fmt: skip
    def test_a_complete_list_is_the_same_however_it_is_written(self, form: str) -> None:
        found = terms(form)
        assert not isinstance(found, Entries)
        assert found == ({"id": "lead", "there": True}, {"id": "mql", "there": True})

    @pytest.mark.parametrize(
        ("form", "least", "most"), [("count: 5", 3, 3), ("more: true", 0, ANY_NUMBER), ("count: 5, exists: true", 3, 3)]
    )
    def test_named_entries_and_others(self, form: str, least: int, most: int) -> None:
        found = terms(f"{{listed: [lead, mql], {form}}}")
        assert isinstance(found, Entries)
        assert bare(found) == [{"id": "lead"}, {"id": "mql"}]
        assert (found.rest, found.at_least, found.at_most) == ({}, least, most)

    def test_what_holds_for_each_holds_for_the_named_as_well_unless_they_say_otherwise(self) -> None:
        found = terms("{listed: [lead, {id: mql, definition: none}], count: 8, each: {definition: exists}}")
        assert bare(found) == [{"id": "lead", "definition": EXISTS}, {"id": "mql", "definition": "none"}]
        assert found.rest == {"definition": EXISTS, "there": True}
        assert (found.at_least, found.at_most) == (6, 6)

    def test_each_alone_says_that_there_are_some(self) -> None:
        found = terms("{each: {definition: exists}}")
        assert found == Entries(rest={"definition": EXISTS, "there": True}, at_least=1)

    def test_each_of_named_ones_adds_none(self) -> None:
        found = terms("{listed: [lead], each: {definition: exists}}")
        assert not isinstance(found, Entries)
        assert bare(found) == [{"id": "lead", "definition": EXISTS}]

    def test_words(self) -> None:
        def rules(form: str) -> Any:
            return fact(f"process: {{rule_set: {{rules: {form}}}}}", "process", "rule_set", "rules")

        assert rules("[A, B]") == rules("{listed: [A, B]}") == ("A", "B")
        assert rules("[exists, B]") == (EXISTS, "B")
        assert rules("none") == ()
        assert rules("exists") == Entries(rest=None, at_least=1)
        assert rules("one") == Entries(rest=None, at_least=1, at_most=1)
        assert rules("{listed: [A], more: true}") == Entries(["A"], rest=None)
        assert rules("{listed: [A], count: 4}") == Entries(["A"], rest=None, at_least=3, at_most=3)

    def test_a_list_in_each_and_in_an_entry(self) -> None:
        found = terms("{listed: [{id: lead, used_in: {count: 2}}], count: 3, each: {used_in: exists}}")
        assert found[0]["used_in"] == Entries(rest={}, at_least=2, at_most=2)
        assert found.rest["used_in"] == Entries(rest={}, at_least=1)

    def test_bare_names_state_the_name_field(self) -> None:
        duties = fact("process: {rule_set: {duties: [marketing, field_sales]}}", "process", "rule_set", "duties")
        assert bare(duties) == [{"unit": "marketing"}, {"unit": "sales"}]


class TestBasis:
    @pytest.mark.parametrize("basis", ["heard", "assumed"])
    def test_hearsay_leaves_a_group_open_and_is_kept_with_its_source(self, basis: str) -> None:
        profile = read(
            f"departments: {{sales: {{headcount: 3, basis: {basis}, said_by: Marketing}}, marketing: exists}}"
        )
        assert "sales" not in profile.facts["departments"]  # type: ignore[operator]
        assert profile.withheld == (Withheld(("departments", "sales"), basis, "Marketing"),)
        assert profile.word(("departments", "sales", "headcount")).basis == basis
        assert value_at(profile.facts_by_basis[basis], ("departments", "sales", "headcount")) == 3

    @pytest.mark.parametrize("basis", ["shown", "described", "told"])
    def test_what_somebody_knows_counts(self, basis: str) -> None:
        assert (
            fact(f"departments: {{sales: {{headcount: 3, basis: {basis}}}}}", "departments", "sales", "headcount") == 3
        )

    @pytest.mark.parametrize("form", ["none: true", "exists: true", "listed: [lead]", "count: 3", "more: true"])
    def test_hearsay_of_a_list_leaves_it_open(self, form: str) -> None:
        assert terms(f"{{{form}, basis: heard}}") is None

    def test_a_denial_that_is_hearsay_is_none(self) -> None:
        assert fact("departments: {sales: {none: true, basis: heard}}", "departments", "sales") is None

    def test_hearsay_in_an_entry_leaves_the_list_open_and_keeps_the_places_of_the_others(self) -> None:
        profile = read("terminology: {terms: [lead, {id: mql, basis: heard}, sql]}")
        found: Any = value_at(profile.facts, TERMS)
        assert isinstance(found, Entries)
        assert bare(found) == [{"id": "lead"}, {"id": "sql"}]
        assert (found.rest, found.at_least, found.at_most) == ({}, 0, 1)
        assert [one.path for one in profile.withheld] == [(*TERMS, 1)]
        assert value_at(profile.facts, (*TERMS, 1, "id")) == "sql"
        assert profile.as_written((*TERMS, 1)) == (*TERMS, 2)
        assert FactReader(profile).label((*TERMS, 1, "id")) == "terminology.terms[sql].id"

    def test_hearsay_among_the_named_of_an_open_list(self) -> None:
        found = terms("{listed: [lead, {id: mql, basis: heard}], count: 5}")
        assert (len(found), found.at_least, found.at_most) == (1, 3, 4)

    def test_hearsay_deep_inside_leaves_only_that_open(self) -> None:
        found = terms("[{id: lead, definition: exists, used_in: [{where: sales, basis: heard}]}]")
        assert found[0]["definition"] is EXISTS
        assert found[0]["used_in"] == Entries(rest={}, at_least=0, at_most=1)

    def test_the_basis_of_each_holds_for_what_each_says(self) -> None:
        found = terms("{count: 2, each: {definition: exists, basis: heard}}")
        assert (found.at_least, found.at_most) == (2, 2)
        assert found.rest == {"there": True}

    def test_single_fields(self) -> None:
        profile = read("departments: {sales: {headcount: 3, head: Muster, assumed: [headcount]}}")
        assert value_at(profile.facts, ("departments", "sales")) == {"head": "Muster", "name": EXISTS, "there": True}
        assert profile.withheld == (Withheld(("departments", "sales", "headcount"), "assumed"),)

    def test_the_whole_profile(self) -> None:
        head = "assessment: {date: 2026-10-15, basis: heard}\n"
        profile = read(head + "company: {name: X}\ndepartments: {sales: exists, marketing: {head: M, basis: shown}}")
        assert profile.facts["company"] == {"name": "X"}
        assert set(profile.facts["departments"]) == {"marketing"}  # type: ignore[arg-type]


class TestWhatHoldsWhereNothingIsSaid:
    def test_defaults_of_what_is_there(self) -> None:
        goal = fact("goals: {goals: [umsatz]}", "goals", "goals", 0)
        assert (goal["figure"], goal["reviewed_by"], goal["until"]) == (EXISTS, ("marketing", "sales"), "ongoing")
        assert goal["until_age"] == 0
        stated = fact("goals: {goals: [{id: umsatz, figure: none, reviewed_by: [sales]}]}", "goals", "goals", 0)
        assert (stated["figure"], stated["reviewed_by"]) == ("none", ("sales",))

    def test_no_defaults_of_what_is_not_there(self) -> None:
        assert fact("process: {rule_set: {document: none}}", "process", "rule_set") == {"document": "none"}

    @pytest.mark.parametrize(
        ("stated", "share"),
        [
            ("last_followed: 2026-09", 100),
            ("last_followed: 2020", 0),
            ("document: exists, last_followed: none", 0),
            ("every: monthly", 100),
            ("every: ad_hoc", None),
            ("document: Rules", None),
            ("last_followed: 2020, kept: mostly", Between(51, 100)),
        ],
    )
    def test_what_is_followed_is_kept(self, stated: str, share: Any) -> None:
        rule_set = fact(f"process: {{rule_set: {{{stated}}}}}", "process", "rule_set")
        assert rule_set.get("kept_percent") == share

    @pytest.mark.parametrize(
        ("stated", "state"),
        [("in_force_since: 2025", "in_force"), ("in_force_since: none", None), ("document: exists", None),
         ("in_force_since: 2025, state: draft", "draft")],
    )  # fmt: skip
    def test_what_has_a_first_day_is_in_force(self, stated: str, state: str | None) -> None:
        assert fact(f"process: {{lead_process: {{{stated}}}}}", "process", "lead_process").get("state") == state

    @pytest.mark.parametrize(
        ("stated", "alive"),
        [
            ("document: exists", True),
            ("state: draft", False),
            ("kept: rarely", False),
            ("kept: about half", True),
            ("in_force_since: 2024-10-15", True),
            ("in_force_since: 2024-09", None),
            ("in_force_since: 2010", None),
            ("in_force_since: 2010, renewed: 2026", True),
            ("in_force_since: 2010, kept: mostly", True),
            ("in_force_since: 2010, state: expired", False),
        ],
    )
    def test_what_is_alive(self, stated: str, alive: bool | None) -> None:
        assert fact(f"process: {{rule_set: {{{stated}}}}}", "process", "rule_set").get("alive") is alive

    def test_nothing_is_not_alive(self) -> None:
        assert fact("process: {rule_set: none}", "process", "rule_set", "alive") is False

    def test_a_part_stands_for_the_whole(self) -> None:
        assert fact("roles: {enquiries: {unit: key_accounts}}", "roles", "enquiries", "unit") == "sales"
        owners = fact("goals: {goals: [{id: a, owners: [campaign_management, inside_sales]}]}", "goals", "goals", 0)
        assert owners["owners"] == ("marketing", "sales")

    def test_only_figures_of_leads_are_figures_of_leads(self) -> None:
        def figures(form: str) -> Any:
            text = f"process: {{lead_process: {{review: {{figures: {form}}}}}}}"
            return fact(text, "process", "lead_process", "review", "figures")

        assert figures("[Leads je Monat, Wetter, Anfragen]") == ("Leads je Monat", "Anfragen")
        assert figures("[Wetter]") == ()
        assert figures("{listed: [Wetter], count: 3}") == Entries([], rest=None, at_least=2, at_most=2)

    def test_the_system_says_what_kind_it_is_and_who_uses_it(self) -> None:
        def records(stated: str) -> Mapping[str, Any]:
            systems = "systems: {listed: [erp, {id: x, kind: crm, used_by: [sales, marketing]}], more: true}"
            found = fact(f"software: {{{systems}, lead_records: {{{stated}}}}}", "software", "lead_records")
            assert isinstance(found, Mapping)
            return found

        assert (records("system: x")["kept_in"], records("system: x")["used_by"]) == ("crm", ("sales", "marketing"))
        assert records("system: x, kept_in: spreadsheet")["kept_in"] == "crm"
        assert records("system: erp, kept_in: spreadsheet")["kept_in"] == "spreadsheet"
        assert "kept_in" not in records("system: erp")
        assert records("system: x")["share_percent"] == Between(51, 100)
        assert records("system: x, share: 30 %")["share_percent"] == 30


FORMS = """\
terminology:
  terms:
    listed:
      - lead
      - id: mql
        definition: Text
        evidence:
          - note: On the wall.
    count: 5
    each:
      agreed_by: [sales]
    evidence:
      - note: In the handbook.
departments:
  executives: [ceo, cro]
  sales:
    reports_to: cro
"""


class TestPlaces:
    def test_named_entries_have_the_path_of_the_list(self) -> None:
        profile = read(FORMS)
        assert profile.place((*TERMS, 0)) == Place(4, 9)
        assert profile.place((*TERMS, 0, "id")) == Place(4, 9)
        assert profile.place((*TERMS, 1, "definition")) == Place(6, 21)
        assert profile.place((*TERMS, "each", "agreed_by")) == Place(11, 18)
        assert profile.place((*TERMS, "each", "definition")) == Place(11, 7)
        assert profile.place(("departments", "executives", 1, "id")) == Place(15, 21)

    @pytest.mark.parametrize(
        ("path", "label"),
        [
            ((*TERMS, 0, "id"), "terminology.terms[lead].id"),
            ((*TERMS, 1, "definition"), "terminology.terms[mql].definition"),
            (("departments", "executives", 1, "title"), "departments.executives[cro].title"),
        ],
    )
    def test_labels(self, path: tuple[str | int, ...], label: str) -> None:
        assert FactReader(read(FORMS)).label(path) == label

    def test_evidence_belongs_to_the_entry_and_to_the_list(self) -> None:
        assert [(one.path, one.note) for one in read(FORMS).evidence] == [
            ((*TERMS, 1), "On the wall."),
            (TERMS, "In the handbook."),
        ]

    def test_faults_inside_forms_have_their_own_place(self) -> None:
        with pytest.raises(UserError) as caught:
            read(FORMS.replace("agreed_by: [sales]", "agreed_by: [nobody]"))
        (problem,) = caught.value.problems
        assert (problem.line, problem.path) == (11, "terminology.terms.each.agreed_by[0]")


class TestReferences:
    @pytest.mark.parametrize(
        "executives",
        ["[cro]", "[{id: cro}]", "{listed: [cro]}", "{listed: [ceo, {id: cro}], count: 2}", "exists", "one",
         "{count: 2}", "{listed: [ceo], more: true}", "{each: {title: CRO}}", "{exists: true}"],
    )  # fmt: skip
    def test_what_may_be_meant(self, executives: str) -> None:
        assert read(f"departments: {{executives: {executives}, sales: {{reports_to: cro}}}}")

    @pytest.mark.parametrize("executives", ["[ceo]", "{listed: [ceo]}", "none", "{none: true}"])
    def test_what_cannot_be_meant(self, executives: str) -> None:
        with pytest.raises(UserError, match="cro"):
            read(f"departments: {{executives: {executives}, sales: {{reports_to: cro}}}}")

    def test_a_complete_list_has_no_other(self) -> None:
        with pytest.raises(UserError, match="cro"):
            read("departments: {executives: {listed: [ceo], count: 1}, sales: {reports_to: cro}}")

from __future__ import annotations

import pathlib
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from lmmm_report.assess.effects import CarriedOut, carry_out, with_change
from lmmm_report.domain.effect import Effect, Entry, Exactly
from lmmm_report.domain.facts import EXISTS, Entries
from lmmm_report.domain.profile import Path, Profile, value_at
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_fragment
from tests.builders import a_model_folder, replace

ON = date(2026, 10, 15)
RULES = {"en": "The rules", "fr": "Les règles"}

Data = Mapping[str, Any]
Carry = Callable[..., CarriedOut]


def profile_of(text: str, language: str = "en") -> Profile:
    return replace(load_fragment(textwrap.dedent(text), "profile.yaml", on=ON), language=language)


@pytest.fixture
def carried(tmp_path: pathlib.Path) -> Carry:
    """Carries out one measure of the small model with these effects, and then one with ``then`` as effects."""

    def carried_out(text: str, *effects: Data, then: tuple[Data, ...] = (), language: str = "en") -> CarriedOut:
        folder = a_model_folder(
            tmp_path, measures={"0.effects": list(effects), "1.effects": list(then or effects), "0.id": "M-FIRST"}
        )
        model = load_model(folder)
        return carry_out(profile_of(text, language), model.measures[: 2 if then else 1], model)

    return carried_out


def facts_at(after: CarriedOut, path: str) -> Any:
    """The fact at a dotted path, numbers being indices."""
    return value_at(after.profile.facts, path_of(path))


def stated_at(after: CarriedOut, path: str) -> Any:
    """What is stated at a dotted path, without what follows from it."""
    return value_at(after.profile.stated, path_of(path))


def path_of(path: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def shown(after: CarriedOut) -> dict[str, tuple[Any, Any, bool]]:
    """What changes: before, after and whether it is an assumption, by path."""
    return {".".join(map(str, c.path)): (c.before, c.value, c.assumed) for c in after.changes}


def rules(**state: Any) -> dict[str, Any]:
    return {"at": "process.rule_set", "state": state}


# --- Single values


def test_a_value_is_written_where_there_is_another_or_none(carried: Carry) -> None:
    effect = {"at": "software.access", "state": {"marketing_reads_crm": True, "sales_reads_campaigns": True}}
    after = carried("software: {access: {marketing_reads_crm: false}}", effect)
    assert shown(after) == {
        "software.access.marketing_reads_crm": (False, True, False),
        "software.access.sales_reads_campaigns": (None, True, False),
    }
    assert stated_at(after, "software.access") == {"marketing_reads_crm": True, "sales_reads_campaigns": True}


def test_a_value_that_holds_is_kept(carried: Carry) -> None:
    effect = {"at": "roles.lead_duties", "state": {"scoring": "both"}}
    after = carried("roles: {lead_duties: {scoring: both}}", effect)
    assert after.changes == ()
    assert stated_at(after, "roles.lead_duties") == {"scoring": "both"}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("process: {rule_set: {accepted_by: none}}", None),
        ("process: {rule_set: {document: none}}", "none"),
        ("process: {rule_set: none}", "none"),
        ("process: none", "none"),
        ("goals: none", None),
    ],
)
def test_a_placeholder_stands_in_where_nothing_is_said(carried: Carry, text: str, before: str | None) -> None:
    after = carried(text, rules(document={"fill": RULES}))
    assert shown(after) == {"process.rule_set.document": (before, "The rules", True)}
    assert facts_at(after, "process.rule_set.document") == "The rules"


def test_what_the_company_says_stays_before_a_placeholder(carried: Carry) -> None:
    after = carried("process: {rule_set: {document: Our ten rules}}", rules(document={"fill": RULES}))
    assert after.changes == ()
    assert facts_at(after, "process.rule_set.document") == "Our ten rules"


@pytest.mark.parametrize(("stated", "expected"), [("0", 3), ("none", 3), ("1", 1)])
def test_no_attempts_are_as_good_as_none(carried: Carry, stated: str, expected: int) -> None:
    effect = {"at": "process.handovers", "one": {"id": "a"}, "state": {"attempts": {"fill": 3}}}
    after = carried(f"process: {{handovers: [{{id: a, attempts: {stated}}}]}}", effect)
    assert facts_at(after, "process.handovers.0.attempts") == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("marketing", "marketing"), ("sales", "sales"), ("both", "sales"), ("none", "sales")],
)
def test_one_of_several_values_is_kept_else_the_first_is_assumed(carried: Carry, stated: str, expected: str) -> None:
    effect = {"at": "process.lead_process", "state": {"run_by": {"one_of": ["sales", "marketing"]}}}
    after = carried(f"process: {{lead_process: {{run_by: {stated}}}}}", effect)
    assert facts_at(after, "process.lead_process.run_by") == expected
    assert shown(after) == ({} if stated == expected else {"process.lead_process.run_by": (stated, "sales", True)})


def test_where_there_is_only_one_value_nothing_is_assumed(carried: Carry) -> None:
    effect = {"at": "process.lead_process", "state": {"run_by": {"one_of": ["sales"]}}}
    assert shown(carried("process: none", effect)) == {"process.lead_process.run_by": ("none", "sales", False)}


@pytest.mark.parametrize(
    ("language", "text"), [("en", "The rules"), ("fr", "Les règles"), ("de", "The rules"), ("", "The rules")]
)
def test_texts_are_in_the_profile_s_language_or_the_model_s_first(carried: Carry, language: str, text: str) -> None:
    after = carried("process: none", rules(document={"fill": RULES}), language=language)
    assert facts_at(after, "process.rule_set.document") == text


# --- Dates, time limits and rhythms, with the facts prepared beside them


@pytest.mark.parametrize(
    ("stated", "kept"),
    [("2026-10-15", True), ("2026-09-15", True), ("2026-09-14", False), ("none", False), (None, False)],
)
def test_a_date_may_be_as_old_as_the_limit(carried: Carry, stated: str | None, kept: bool) -> None:
    text = f"process: {{rule_set: {{last_followed: {stated}}}}}" if stated else "process: {rule_set: {document: R}}"
    after = carried(text, rules(last_followed={"within": "fresh_days"}))
    if kept:
        assert after.changes == ()
        assert facts_at(after, "process.rule_set.last_followed") == stated
    else:
        assert shown(after) == {"process.rule_set.last_followed": (stated, "2026-10-15", True)}
        assert facts_at(after, "process.rule_set.last_followed_age") == 0


@pytest.mark.parametrize(("stated", "expected"), [("1999-01-01", "1999-01-01"), ("none", "2026-10-15")])
def test_some_date_is_enough(carried: Carry, stated: str, expected: str) -> None:
    after = carried(f"process: {{rule_set: {{in_force_since: {stated}}}}}", rules(in_force_since={"dated": True}))
    assert facts_at(after, "process.rule_set.in_force_since") == expected
    assert facts_at(after, "process.rule_set.in_force_since_age") == (ON - date.fromisoformat(expected)).days
    assert shown(after) == (
        {} if stated == expected else {"process.rule_set.in_force_since": ("none", "2026-10-15", True)}
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-10-14", "2026-10-25"),
        ("2026-10-15", "2026-10-15"),
        ("2027-10-15", "2027-10-15"),
        ("none", "2026-10-25"),
    ],
)
def test_a_date_ahead_has_not_passed(carried: Carry, stated: str, expected: str) -> None:
    effect = {"at": "terminology.glossary", "state": {"next_review": {"dated": True, "ahead_days": 10}}}
    after = carried(f"terminology: {{glossary: {{next_review: {stated}}}}}", effect)
    assert facts_at(after, "terminology.glossary.next_review") == expected
    assert facts_at(after, "terminology.glossary.next_review_age") == (ON - date.fromisoformat(expected)).days
    assert bool(after.changes) == (stated != expected)


@pytest.mark.parametrize(
    ("stated", "expected", "days"),
    [("weekly", "weekly", 7), ("monthly", "monthly", 31), ("yearly", "monthly", 31), ("none", "monthly", 31)],
)
def test_a_rhythm_may_be_faster_but_not_slower(carried: Carry, stated: str, expected: str, days: int) -> None:
    effect = {"at": "process.lead_process.review", "state": {"every": {"at_most": "monthly"}}}
    after = carried(f"process: {{lead_process: {{review: {{every: {stated}}}}}}}", effect)
    assert stated_at(after, "process.lead_process.review") == {"every": expected}
    assert facts_at(after, "process.lead_process.review.every_days") == days
    changed = {"process.lead_process.review.every": (stated, "monthly", False)}
    assert shown(after) == ({} if stated == expected else changed)


def test_of_two_rhythms_that_are_equally_fast_the_stated_one_is_kept(carried: Carry) -> None:
    effect = {"at": "process.lead_process.review", "state": {"every": {"at_most": "hourly"}}}
    after = carried("process: {lead_process: {review: {every: realtime}}}", effect)
    assert facts_at(after, "process.lead_process.review.every") == "realtime"


def test_a_rhythm_that_is_not_stated_is_written(carried: Carry) -> None:
    effect = {"at": "process.lead_process.review", "state": {"every": {"at_most": "monthly"}}}
    after = carried("goals: none", effect)
    assert stated_at(after, "process.lead_process.review") == {"every": "monthly"}
    assert facts_at(after, "process.lead_process.review.every_days") == 31


def test_a_time_limit_comes_with_its_hours(carried: Carry) -> None:
    effect = {"at": "process.handovers", "one": {"id": "a"}, "state": {"accept_within": {"fill": "2 d"}}}
    after = carried("process: {handovers: [{id: a, accept_within: none}]}", effect)
    assert stated_at(after, "process.handovers.0") == {"id": "a", "accept_within": "2 d"}
    assert facts_at(after, "process.handovers.0.accept_within_hours") == 48


def test_beside_a_fact_that_goes_alone_nothing_is_written(carried: Carry) -> None:
    after = carried("goals: none", rules(document={"fill": RULES}))
    assert stated_at(after, "process.rule_set") == {"document": "The rules"}


# --- Lists of words and texts


def test_missing_words_are_added_behind_those_that_stand_there(carried: Carry) -> None:
    text = "process: {rule_set: {accepted_by: [service, sales]}}"
    after = carried(text, rules(accepted_by={"all_of": ["marketing", "sales"]}))
    assert shown(after) == {
        "process.rule_set.accepted_by": (("service", "sales"), ("service", "sales", "marketing"), False)
    }


@pytest.mark.parametrize("text", ["process: {rule_set: {accepted_by: none}}", "goals: none"])
def test_words_are_written_where_there_is_no_list(carried: Carry, text: str) -> None:
    after = carried(text, rules(accepted_by={"all_of": ["marketing", "sales"]}))
    assert shown(after) == {"process.rule_set.accepted_by": (None, ("marketing", "sales"), False)}


def test_words_that_all_stand_there_are_kept(carried: Carry) -> None:
    text = "process: {rule_set: {accepted_by: [service, sales, marketing]}}"
    assert carried(text, rules(accepted_by={"all_of": ["marketing", "sales"]})).changes == ()


TWO = [{"en": "One", "fr": "Un"}, {"en": "Two", "fr": "Deux"}]


def test_texts_stand_in_where_the_list_is_empty(carried: Carry) -> None:
    after = carried("process: {rule_set: {exceptions: none}}", rules(exceptions={"texts": TWO}), language="fr")
    assert shown(after) == {"process.rule_set.exceptions": (None, ("Un", "Deux"), True)}


def test_texts_of_the_company_stay(carried: Carry) -> None:
    text = "process: {rule_set: {exceptions: [A, B, C]}}"
    assert carried(text, rules(exceptions={"texts": TWO})).changes == ()
    assert carried(text, rules(exceptions={"texts": TWO, "most": 3})).changes == ()


def test_more_texts_than_there_may_be_are_cut(carried: Carry) -> None:
    after = carried("process: {rule_set: {exceptions: [A, B, C]}}", rules(exceptions={"texts": TWO, "most": 2}))
    assert shown(after) == {"process.rule_set.exceptions": (("A", "B", "C"), ("A", "B"), True)}


@pytest.mark.parametrize(
    ("stated", "before", "expected"),
    [("none", None, ("One",)), ("[A]", ("A",), ("A",)), ("[A, B, C]", ("A", "B", "C"), ("A",))],
)
def test_a_single_text_is_the_first_of_several(
    carried: Carry, stated: str, before: tuple[str, ...] | None, expected: tuple[str, ...]
) -> None:
    after = carried(f"process: {{rule_set: {{exceptions: {stated}}}}}", rules(exceptions={"single": TWO[0]}))
    assert facts_at(after, "process.rule_set.exceptions") == expected
    assert shown(after) == ({} if before == expected else {"process.rule_set.exceptions": (before, expected, True)})


# --- Entries of lists


def term(one: Data, **state: Any) -> dict[str, Any]:
    return {"at": "terminology.terms", "one": one, "state": state}


def test_the_entry_that_matches_is_changed_and_no_other(carried: Carry) -> None:
    text = "terminology: {terms: [{id: lead}, {id: mql, term: MQL}]}"
    after = carried(text, term({"id": "mql"}, agreed_by={"all_of": ["sales"]}))
    assert shown(after) == {"terminology.terms.1.agreed_by": (None, ("sales",), False)}
    assert stated_at(after, "terminology.terms") == (
        {"id": "lead"},
        {"id": "mql", "term": "MQL", "agreed_by": ("sales",)},
    )


def test_of_several_that_match_the_one_that_needs_no_change_is_taken(carried: Carry) -> None:
    text = "terminology: {terms: [{id: a, agreed_by: [sales]}, {id: b, agreed_by: [sales], term: B}]}"
    effect = term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "c"}, term={"fill": RULES})
    assert carried(text, effect).changes == ()


def test_of_several_that_match_and_need_a_change_the_first_is_taken(carried: Carry) -> None:
    text = "terminology: {terms: [{id: z}, {id: a, agreed_by: [sales]}, {id: b, agreed_by: [sales]}]}"
    effect = term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "c"}, term={"fill": RULES})
    assert shown(carried(text, effect)) == {"terminology.terms.1.term": (None, "The rules", True)}


def test_in_a_list_without_a_key_too_the_entry_that_needs_no_change_is_taken(tmp_path: pathlib.Path) -> None:
    """Formats of other models may have such lists."""
    model = load_model(a_model_folder(tmp_path))
    entry = Entry(match={}, state={"done": Exactly(True)}, key="")
    measure = replace(model.measures[0], effects=(Effect(path=("things",), state={}, entry=entry),))
    profile = replace(profile_of("goals: none"), facts={"things": ({"done": False}, {"done": True})})
    assert carry_out(profile, [measure], model).changes == ()


def test_every_entry_matches_where_nothing_is_asked_of_it(carried: Carry) -> None:
    effect = term({}, id={"new": "c"}, term={"fill": RULES})
    assert shown(carried("terminology: {terms: [{id: a}]}", effect)) == {
        "terminology.terms.0.term": (None, "The rules", True)
    }


@pytest.mark.parametrize(
    "text",
    ["terminology: {terms: [{id: lead, agreed_by: [marketing]}]}", "terminology: {terms: none}", "goals: none"],
)
def test_where_none_matches_one_is_added_that_matches(carried: Carry, text: str) -> None:
    after = carried(text, term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "word"}, agreed_on={"dated": True}))
    *_, last = stated_at(after, "terminology.terms")
    assert last == {"id": "word", "agreed_by": ("sales",), "agreed_on": "2026-10-15"}
    index = len(facts_at(after, "terminology.terms")) - 1
    assert after.profile.item_names["terminology", "terms", index] == "word"
    assert shown(after) == {
        f"terminology.terms.{index}.id": (None, "word", True),
        f"terminology.terms.{index}.agreed_by": (None, ("sales",), False),
        f"terminology.terms.{index}.agreed_on": (None, "2026-10-15", True),
    }


def test_a_new_entry_that_is_told_by_its_name_has_this_name(carried: Carry) -> None:
    after = carried("terminology: {terms: [{id: lead}]}", term({"id": "mql"}, term={"fill": RULES}))
    assert stated_at(after, "terminology.terms.1") == {"id": "mql", "term": "The rules"}
    assert after.profile.item_names["terminology", "terms", 1] == "mql"
    assert shown(after)["terminology.terms.1.id"] == (None, "mql", False)


def test_a_name_that_is_taken_gets_a_number(carried: Carry) -> None:
    effect = term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "word"})
    text = "terminology: {terms: [{id: word, agreed_by: none}, {id: word_2, agreed_by: none}, {id: word_4, agreed_by: none}]}"
    assert facts_at(carried(text, effect), "terminology.terms.3.id") == "word_3"


def test_a_name_in_words_gets_its_number_behind_a_blank(carried: Carry) -> None:
    effect = {
        "at": "departments.mixed_teams",
        "one": {"members": {"all_of": ["sales"]}},
        "state": {"name": {"new": {"en": "Mixed team", "fr": "Équipe mixte"}}},
    }
    text = "departments: {mixed_teams: [{name: Équipe mixte, members: none}]}"
    assert facts_at(carried(text, effect, language="fr"), "departments.mixed_teams.1.name") == "Équipe mixte 2"
    assert facts_at(carried(text, effect, language="en"), "departments.mixed_teams.1.name") == "Mixed team"


def test_an_entry_that_exists_keeps_its_name(carried: Carry) -> None:
    effect = term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "word"}, term={"fill": RULES})
    after = carried("terminology: {terms: [{id: sql, agreed_by: [sales]}]}", effect)
    assert facts_at(after, "terminology.terms.0.id") == "sql"


def test_each_entry_is_changed(carried: Carry) -> None:
    effect = {"at": "terminology.terms", "each": True, "state": {"term": {"fill": RULES}}}
    after = carried("terminology: {terms: [{id: a}, {id: b, term: B}, {id: c, term: none}]}", effect)
    assert [one["term"] for one in facts_at(after, "terminology.terms")] == ["The rules", "B", "The rules"]


@pytest.mark.parametrize("text", ["terminology: {terms: none}", "goals: none"])
def test_where_there_is_no_entry_each_changes_nothing(carried: Carry, text: str) -> None:
    effect = {"at": "terminology.terms", "each": True, "state": {"term": {"fill": RULES}}}
    assert carried(text, effect).changes == ()


SYSTEM = {
    "at": "software.systems",
    "one": {"kind": "crm"},
    "named_by": "software.lead_records.system",
    "as": "home",
    "state": {"id": {"new": "crm_system"}},
}
RECORDS = {"at": "software.lead_records", "state": {"system": {"id_of": "home"}}}


@pytest.mark.parametrize(
    ("named", "expected"), [("b", "b"), ("a", "a"), ("z", "a"), ("none", "a")], ids=lambda value: f"{value}"
)
def test_the_entry_that_a_fact_names_comes_first_if_it_matches(carried: Carry, named: str, expected: str) -> None:
    text = f"""
        software:
          systems: [{{id: z, kind: other}}, {{id: a, kind: crm}}, {{id: b, kind: crm}}]
          lead_records: {{system: {named}}}
    """
    after = carried(text, SYSTEM, RECORDS)
    assert facts_at(after, "software.lead_records.system") == expected
    assert len(facts_at(after, "software.systems")) == 3
    changed = {"software.lead_records.system": (named, expected, False)}
    assert shown(after) == ({} if named == expected else changed)


def test_the_name_of_a_new_entry_is_handed_on(carried: Carry) -> None:
    after = carried("software: {systems: [{id: crm_system, kind: erp}]}", SYSTEM, RECORDS)
    assert stated_at(after, "software.systems.1") == {"id": "crm_system_2", "kind": "crm"}
    assert facts_at(after, "software.lead_records.system") == "crm_system_2"


def test_an_entry_is_found_by_the_name_of_another(carried: Carry) -> None:
    integration = {"at": "software.integrations", "one": {"system": {"id_of": "home"}}, "state": {"shared_ids": True}}
    text = """
        software:
          systems: [{id: erp, kind: erp}, {id: a, kind: crm}]
          integrations: [{system: erp}, {system: a}]
    """
    assert shown(carried(text, SYSTEM, integration)) == {"software.integrations.1.shared_ids": (None, True, False)}
    after = carried("software: {systems: [{id: a, kind: crm}]}", SYSTEM, integration)
    assert stated_at(after, "software.integrations") == ({"system": "a", "shared_ids": True},)


def test_aliases_of_one_measure_mean_nothing_to_the_next(carried: Carry) -> None:
    """Both call it home; the second means the system that holds now."""
    other = SYSTEM | {"one": {"kind": "erp"}, "state": {"id": {"new": "erp_system"}}}
    after = carried("goals: none", SYSTEM, RECORDS, then=(other, RECORDS))
    assert [one["id"] for one in facts_at(after, "software.systems")] == ["crm_system", "erp_system"]
    assert facts_at(after, "software.lead_records.system") == "erp_system"


def contributions(*units: str) -> dict[str, Any]:
    entries = [{"one": {"unit": unit}, "state": {"action": {"new": {"en": f"Do {unit}", "fr": "F"}}}} for unit in units]
    return {
        "at": "goals.goals",
        "one": {"figure": "orders"},
        "state": {"id": {"new": "goal"}, "contributions": {"entries": entries}},
    }


def test_entries_inside_an_entry_are_added_where_they_lack(carried: Carry) -> None:
    text = "goals: {goals: [{id: g, figure: orders, contributions: [{unit: sales, action: Sell}]}]}"
    after = carried(text, contributions("marketing", "sales"))
    assert stated_at(after, "goals.goals.0.contributions") == (
        {"unit": "sales", "action": "Sell"},
        {"action": "Do marketing", "unit": "marketing"},
    )
    assert after.profile.item_names["goals", "goals", 0, "contributions", 1] == "Do marketing"


def test_entries_inside_a_new_entry_are_added_with_it(carried: Carry) -> None:
    after = carried("goals: none", contributions("marketing", "sales"))
    (goal,) = facts_at(after, "goals.goals")
    assert (goal["id"], goal["figure"]) == ("goal", "orders")
    assert [one["action"] for one in goal["contributions"]] == ["Do marketing", "Do sales"]


def test_an_entry_whose_inner_entries_hold_needs_no_change(carried: Carry) -> None:
    text = """
        goals:
          goals:
            - {id: a, figure: orders, contributions: [{unit: sales, action: Sell}]}
            - {id: b, figure: orders, contributions: [{unit: sales, action: Sell}, {unit: marketing, action: Tell}]}
    """
    assert carried(text, contributions("marketing", "sales")).changes == ()
    assert carried(text, contributions("marketing", "service")).changes[0].path[:3] == ("goals", "goals", 0)


# --- Carrying out


def test_measures_build_on_what_those_before_have_left(carried: Carry) -> None:
    first = term({"id": "lead"}, agreed_by={"all_of": ["marketing"]})
    second = term({"id": "lead"}, agreed_by={"all_of": ["sales"]})
    after = carried("terminology: {terms: none}", first, then=(second,))
    assert stated_at(after, "terminology.terms") == ({"id": "lead", "agreed_by": ("marketing", "sales")},)


def test_a_fact_that_is_changed_twice_counts_once_with_its_last_value(carried: Carry) -> None:
    first = term({"id": "lead"}, agreed_by={"all_of": ["marketing"]})
    second = term({"id": "lead"}, agreed_by={"all_of": ["sales"]})
    after = carried("terminology: {terms: [{id: lead, agreed_by: [service]}]}", first, then=(second,))
    assert shown(after) == {"terminology.terms.0.agreed_by": (("service",), ("service", "marketing", "sales"), False)}
    assert [change.measure for change in after.changes] == ["M-2"]


def test_a_fact_that_is_changed_there_and_back_is_no_change(carried: Carry) -> None:
    def scoring(by: str) -> dict[str, Any]:
        return {"at": "roles.lead_duties", "state": {"scoring": by}}

    text = "roles: {lead_duties: {scoring: both}}"
    assert carried(text, scoring("sales"), then=(scoring("both"),)).changes == ()
    assert shown(carried(text, scoring("both"), then=(scoring("sales"),))) == {
        "roles.lead_duties.scoring": ("both", "sales", False)
    }


def test_changes_say_which_measure_makes_them(carried: Carry) -> None:
    after = carried(
        "goals: none",
        rules(document={"fill": RULES}),
        then=({"at": "roles.lead_duties", "state": {"scoring": "both"}},),
    )
    assert [(change.measure, change.path[-1]) for change in after.changes] == [
        ("M-FIRST", "document"),
        ("M-2", "scoring"),
    ]


def test_changes_are_labelled_with_the_names_of_entries_new_ones_included(carried: Carry) -> None:
    text = "goals: {goals: [{id: g, figure: orders, contributions: [{unit: sales, action: Sell}]}]}"
    after = carried(text, contributions("marketing"), term({"id": "mql"}, term={"fill": RULES}))
    assert [change.label for change in after.changes] == [
        "goals.goals[g].contributions[Do marketing].action",
        "goals.goals[g].contributions[Do marketing].unit",
        "terminology.terms[mql].id",
        "terminology.terms[mql].term",
    ]


def test_the_profile_itself_is_left_as_it_is(carried: Carry, tmp_path: pathlib.Path) -> None:
    text = """
        process: {rule_set: {accepted_by: [sales], last_followed: 2020-01-01}}
        terminology: {terms: [{id: lead}]}
    """
    profile, same = profile_of(text), profile_of(text)
    model = load_model(
        a_model_folder(
            tmp_path,
            measures={
                "0.effects": [
                    rules(accepted_by={"all_of": ["marketing"]}, last_followed={"within": "fresh_days"}),
                    term({"id": "lead"}, term={"fill": RULES}),
                    term({"id": "mql"}, term={"fill": RULES}),
                ]
            },
        )
    )
    after = carry_out(profile, model.measures[:1], model)
    assert profile == same
    assert after.profile != same
    assert len(after.changes) == 5
    assert (after.profile.text, after.profile.places) == (same.text, same.places)


def test_what_comes_of_it_cannot_be_changed(carried: Carry) -> None:
    after = carried("terminology: {terms: [{id: lead}]}", term({"id": "lead"}, agreed_by={"all_of": ["sales"]}))
    with pytest.raises(TypeError):
        after.profile.facts["process"] = {}  # type: ignore[index]
    with pytest.raises(TypeError):
        facts_at(after, "terminology.terms.0")["id"] = "other"
    assert isinstance(facts_at(after, "terminology.terms"), tuple)
    assert isinstance(after.profile.item_names, MappingProxyType)


def test_what_is_not_touched_is_shared(carried: Carry, tmp_path: pathlib.Path) -> None:
    profile = profile_of("terminology: {terms: [{id: a}, {id: b}]}\ngoals: {goals: [{id: g}]}")
    model = load_model(a_model_folder(tmp_path, measures={"0.effects": [term({"id": "b"}, term={"fill": RULES})]}))
    after = carry_out(profile, model.measures[:1], model).profile
    assert after.facts["goals"] is profile.facts["goals"]
    assert value_at(after.facts, path_of("terminology.terms.0")) is value_at(
        profile.facts, path_of("terminology.terms.0")
    )


def test_no_measures_change_nothing(tmp_path: pathlib.Path) -> None:
    profile = profile_of("process: none")
    after = carry_out(profile, [], load_model(a_model_folder(tmp_path)))
    assert after.changes == ()
    assert after.profile == profile


# --- Single changes of facts


def test_with_change_adds_what_is_missing_on_the_way_and_what_follows_from_it() -> None:
    profile = with_change(profile_of("goals: none"), path_of("process.rule_set.last_followed"), "2026-10-15")
    assert profile.stated["process"] == {"rule_set": {"last_followed": "2026-10-15"}}
    rule_set = value_at(profile.facts, path_of("process.rule_set"))
    assert isinstance(rule_set, Mapping)
    assert (rule_set["last_followed_age"], rule_set["last_followed_lived"], rule_set["alive"]) == (0, True, True)
    assert rule_set["there"] is True


def test_with_change_takes_back_what_no_longer_follows() -> None:
    profile = profile_of("process: {agreement: {document: SLA}}")
    assert value_at(profile.facts, path_of("process.agreement.state")) == "in_force"
    changed = with_change(profile, path_of("process.agreement.document"), "none")
    assert value_at(changed.facts, path_of("process.agreement")) == {"document": "none"}


# --- What is told in part


def test_what_exists_counts_as_stated(carried: Carry) -> None:
    assert carried("process: {rule_set: {document: exists}}", rules(document={"fill": RULES})).changes == ()
    assert carried("process: {rule_set: {exceptions: exists}}", rules(exceptions={"texts": TWO})).changes == ()
    assert carried("process: {rule_set: {exceptions: one}}", rules(exceptions={"single": TWO[0]})).changes == ()


def test_more_than_one_is_not_one(carried: Carry) -> None:
    after = carried("process: {rule_set: {exceptions: exists}}", rules(exceptions={"single": TWO[0]}))
    assert facts_at(after, "process.rule_set.exceptions") == ("One",)


def test_words_are_added_to_a_list_that_stays_open(carried: Carry) -> None:
    text = "process: {rule_set: {accepted_by: {listed: [service], more: true}}}"
    after = carried(text, rules(accepted_by={"all_of": ["marketing", "sales"]}))
    assert facts_at(after, "process.rule_set.accepted_by") == Entries(("service", "marketing", "sales"))


def test_a_wish_about_each_reaches_those_that_are_not_named(carried: Carry) -> None:
    effect = {"at": "roles.joint_tasks", "each": True, "state": {"accountable": {"one_of": ["sales", "marketing"]}}}
    after = carried(
        "roles: {joint_tasks: {listed: [{task: Fairs, accountable: marketing}, Letters], count: 8}}", effect
    )
    tasks = facts_at(after, "roles.joint_tasks")
    assert [task["accountable"] for task in tasks] == ["marketing", "sales"]
    assert (tasks.rest["accountable"], tasks.at_least, tasks.at_most) == ("sales", 6, 6)
    assert list(shown(after)) == ["roles.joint_tasks.each.accountable"], "the named one that says nothing has it too"


def test_an_entry_that_may_match_is_taken_before_one_is_added(carried: Carry) -> None:
    effect = term({"agreed_by": {"all_of": ["sales"]}}, id={"new": "word"}, term={"fill": RULES})
    after = carried("terminology: {terms: [{id: a, agreed_by: [marketing]}, b]}", effect)
    assert shown(after) == {
        "terminology.terms.1.agreed_by": (None, ("sales",), True),
        "terminology.terms.1.term": (None, "The rules", True),
    }


def test_a_further_entry_is_one_more(carried: Carry) -> None:
    effect = term({"id": "lead"}, term={"fill": RULES})
    terms = facts_at(carried("terminology: {terms: {listed: [mql], count: 4}}", effect), "terminology.terms")
    assert [one["id"] for one in terms] == ["mql", "lead"]
    assert (terms.at_least, terms.at_most) == (3, 3)


@pytest.mark.parametrize(
    ("wish", "last", "kept"),
    [
        ({"lived": True}, "2026-08", True),
        ({"lived": True}, "2026-05", False),
        ({"recent": True}, "2026-05", True),
        ({"recent": True}, "2024", False),
    ],
)
def test_what_is_lived_by_its_rhythm_is_kept(carried: Carry, wish: Any, last: str, kept: bool) -> None:
    text = f"process: {{rule_set: {{every: monthly, last_followed: {last}}}}}"
    after = carried(text, rules(last_followed=wish))
    assert facts_at(after, "process.rule_set.last_followed") == (last if kept else "2026-10-15")
    assert facts_at(after, "process.rule_set.last_followed_recent") is True


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("kept: 8 of 10", "8 of 10"),
        ("kept: rarely", "mostly"),
        ("kept: about half", "mostly"),
        ("rules: exists", "mostly"),
    ],
)
def test_a_share_above_one_half_is_kept(carried: Carry, stated: str, expected: str) -> None:
    after = carried(f"process: {{rule_set: {{{stated}}}}}", rules(kept={"mostly": {"en": "mostly", "fr": "mostly"}}))
    assert facts_at(after, "process.rule_set.kept") == expected


def test_a_share_that_follows_from_what_is_lived_is_not_written(carried: Carry) -> None:
    text = "process: {rule_set: {last_followed: 2026-10-01}}"
    assert carried(text, rules(kept={"mostly": {"en": "mostly", "fr": "mostly"}})).changes == ()


def test_what_comes_into_being_is_as_the_format_has_it_where_nothing_is_said(carried: Carry) -> None:
    effect = {"at": "process.agreement", "state": {"signed_by": {"all_of": ["marketing", "sales"]}}}
    after = carried("process: {agreement: none}", effect)
    agreement = facts_at(after, "process.agreement")
    assert (agreement["state"], agreement["document"], agreement["alive"]) == ("in_force", EXISTS, True)
    assert (agreement["exceptions"], agreement["escalation"]) == ((), "none"), "the rest is still none"

from __future__ import annotations

import copy
import json
import pathlib
import re
import textwrap
from typing import Any

import pytest

from lmmm_report.domain.effect import (
    AllOf,
    AtMost,
    Dated,
    Entries,
    Exactly,
    Fill,
    IdOf,
    New,
    OneOf,
    Recent,
    Single,
    Texts,
)
from lmmm_report.domain.measure import Effort
from lmmm_report.domain.model import Kind, Model
from lmmm_report.load.model.model import load_model
from lmmm_report.load.schema.format import profile_schema
from lmmm_report.problems import Problem, UserError
from tests.builders import (
    DROP,
    a_contradiction_entry,
    a_criterion_entry,
    a_measure_entry,
    a_model_folder,
    as_yaml,
)

EN = {"en": "x", "fr": "y"}
BOTH = {"all_of": ["marketing", "sales"]}


def problems_of(folder: pathlib.Path, extension: pathlib.Path | None = None) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        load_model(folder, extension=extension)
    return caught.value.problems


def the_problem(folder: pathlib.Path, extension: pathlib.Path | None = None) -> Problem:
    problems = problems_of(folder, extension)
    assert len(problems) == 1, [(problem.message, problem.line) for problem in problems]
    return problems[0]


def shown(problem: Problem) -> str:
    """What stands in the file at the place of a problem."""
    assert problem.line is not None
    assert problem.column is not None
    line = pathlib.Path(problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]
    return line[problem.column - 1 :]


# --- What a measure's file says


def test_a_measure_keeps_what_its_file_says(tmp_path: pathlib.Path) -> None:
    criteria = {"2": a_criterion_entry("T2-PEO-2", kind="advice"), "3": a_criterion_entry("C1-PEO-1", kind="sign")}
    change = {
        "0.satisfies": ["T2-PEO-1", "C2-TOO-1"],
        "0.bridge": {"en": "Both win.", "fr": "Les deux gagnent."},
        "0.after": ["T2-PEO-2"],
        "0.id": "M-RULES-2",
        "1.satisfies": ["T2-PEO-2"],
    }
    model = load_model(a_model_folder(tmp_path, criteria=criteria, measures=change))
    measure = model.measure("M-RULES-2")
    assert (measure.satisfies, measure.after) == (("T2-PEO-1", "C2-TOO-1"), ("T2-PEO-2",))
    assert (measure.owner, measure.helpers, measure.weeks) == ("BO", (), 2)
    assert dict(measure.efforts) == {"small": Effort(1, 2, 3), "big": Effort(2, 4, 6)}
    assert measure.title == {"en": "Write rules", "fr": "Écrire des règles"}
    assert measure.what["en"] == "There are rules."
    assert measure.why["fr"] == "Les règles aident."
    assert measure.first_step["en"] == "Take a sheet."
    assert measure.done_when["fr"] == "La feuille est pleine."
    assert measure.bridge["en"] == "Both win."
    assert (measure.file, measure.place.line) == ("measures/all.yaml", 1)
    assert model.measures_for("T2-PEO-1") == (measure,)
    assert model.measures_for("T2-PEO-2") == (model.measure("M-2"),)


def test_sizes_and_the_limit_of_quick_wins_are_the_model_s(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert [(size.id, size.up_to) for size in model.sizes] == [("small", 20), ("big", None)]
    assert model.quick_days == 3
    assert [model.size_of(employees).id for employees in (0, 20, 21, None)] == ["small", "small", "big", "small"]


def test_of_three_sizes_the_middle_one_stands_for_those_that_do_not_say(tmp_path: pathlib.Path) -> None:
    sizes = [{"id": "a", "up_to": 1, "name": EN}, {"id": "b", "up_to": 5, "name": EN}, {"id": "c", "name": EN}]
    effort = {size["id"]: [1, 2, 3] for size in sizes}
    folder = a_model_folder(tmp_path, model={"sizes": sizes}, measures={"0.effort": effort, "1.effort": effort})
    assert load_model(folder).size_of(None).id == "b"


def test_measures_come_in_the_order_of_the_files_and_as_written(tmp_path: pathlib.Path) -> None:
    rows = [("M-B", "T2-PEO-1"), ("M-A", "C2-TOO-1")]
    files = {
        "measures/all.yaml": DROP,
        "measures/y.yaml": [a_measure_entry("M-0")],
        "measures/x.yaml": [a_measure_entry(name, satisfies=[gate]) for name, gate in rows],
    }
    assert [one.id for one in load_model(a_model_folder(tmp_path, files=files)).measures] == ["M-B", "M-A", "M-0"]


WISHES: list[tuple[str, str, Any, type]] = [
    ("process.rule_set", "document", {"fill": EN}, Fill),
    ("process.rule_set", "document", "Rules", Exactly),
    ("process.rule_set", "accepted_by", BOTH, AllOf),
    ("process.rule_set", "last_followed", {"within": "fresh_days"}, Recent),
    ("process.rule_set", "last_followed", {"dated": True}, Dated),
    ("terminology.glossary", "next_review", {"dated": True, "ahead_days": 30}, Dated),
    ("process.rule_set", "exceptions", {"texts": [EN, EN], "most": 2}, Texts),
    ("process.rule_set", "exceptions", {"single": EN}, Single),
    ("process.lead_process", "run_by", {"one_of": ["sales", "both"]}, OneOf),
    ("process.lead_process.review", "every", {"at_most": "monthly"}, AtMost),
    ("software", "single_customer_record", True, Exactly),
]


@pytest.mark.parametrize(("at", "field", "wish", "kind"), WISHES)
def test_every_wish_about_a_group_is_read(tmp_path: pathlib.Path, at: str, field: str, wish: Any, kind: type) -> None:
    folder = a_model_folder(tmp_path, measures={"0.effects": [{"at": at, "state": {field: wish}}]})
    (effect,) = load_model(folder).measures[0].effects
    assert effect.path == tuple(at.split("."))
    assert (effect.entry, effect.each, effect.alias) == (None, False, "")
    assert isinstance(effect.state[field], kind)


def test_an_entry_is_read_with_its_alias_and_the_fact_that_names_it(tmp_path: pathlib.Path) -> None:
    effects = [
        {
            "at": "software.systems",
            "one": {"kind": {"one_of": ["crm", "other"]}},
            "named_by": "software.lead_records.system",
            "as": "home",
            "state": {"id": {"new": "crm"}, "used_by": BOTH},
        },
        {"at": "software.lead_records", "state": {"system": {"id_of": "home"}}},
        {"at": "software.integrations", "one": {"system": {"id_of": "home"}}, "state": {"way": "two_way"}},
        {"at": "terminology.terms", "each": True, "state": {"term": {"fill": EN}}},
    ]
    system, records, integration, each = (
        load_model(a_model_folder(tmp_path, measures={"0.effects": effects})).measures[0].effects
    )
    assert system.entry is not None
    assert (system.entry.key, system.alias, system.named_by) == (
        "id",
        "home",
        ("software", "lead_records", "system"),
    )
    assert isinstance(system.entry.match["kind"], OneOf)
    assert system.entry.state["id"] == New("crm")
    assert records.state["system"] == IdOf("home")
    assert integration.entry is not None
    assert integration.entry.match == {"system": IdOf("home")}
    assert (each.each, each.entry) == (True, None)


def test_entries_inside_an_entry_are_read(tmp_path: pathlib.Path) -> None:
    inside = [{"one": {"unit": "sales"}, "state": {"action": {"new": EN}}}]
    effect = {"at": "goals.goals", "one": {"id": "g"}, "state": {"contributions": {"entries": inside}}}
    (read,) = load_model(a_model_folder(tmp_path, measures={"0.effects": [effect]})).measures[0].effects
    assert read.entry is not None
    wish = read.entry.state["contributions"]
    assert isinstance(wish, Entries)
    assert (wish.entries[0].key, wish.entries[0].state["action"]) == ("action", New(EN))


# --- Faults of measures

MEASURE_FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    # change, message, hint, what stands at the place
    ({"0.id": "RULES"}, '"RULES" is not M- and parts of capital letters', "", "RULES"),
    ({"0.id": "M-rules"}, '"M-rules" is not M-', "", "M-rules"),
    ({"1.id": "M-1"}, 'the measure "M-1" is given twice', "it stands first in line 1", "M-1"),
    ({"0.satisfy": ["T2-PEO-1"]}, 'unknown key "satisfy"', "did you mean satisfies?", "satisfy:"),
    ({"0.title": DROP}, 'the key "title" is missing', "add title: …", "id: M-1"),
    ({"0.done_when": DROP}, 'the key "done_when" is missing', "add done_when: …", "id: M-1"),
    ({"0.effects": DROP}, 'the key "effects" is missing', "", "id: M-1"),
    ({"0.first_step.fr": DROP}, "the text in fr is missing", "add fr: …", "en: Take a sheet."),
    ({"0.owner": "XX"}, 'there is no owner "XX"', "there is BO", "XX"),
    ({"0.helpers": ["XX"]}, 'there is no owner "XX"', "there is BO", "XX"),
    ({"0.helpers": ["BO"]}, "BO is responsible already", "take it out of helpers", "- BO"),
    ({"0.weeks": 0}, "0 is not between 1 and 520", "", "0"),
    ({"0.weeks": 1.5}, "a whole number is expected here", "", "1.5"),
    ({"0.effort.small": [3, 2, 4]}, "an effort is three numbers that do not fall", "write [2, 3, 5]", "- 3"),
    ({"0.effort.small": [1, 3, 2]}, "an effort is three numbers that do not fall", "write [2, 3, 5]", "- 1"),
    ({"0.effort.small": [1, 2]}, "an effort is three numbers", "write [2, 3, 5]", "- 1"),
    ({"0.effort.small": [1, 2, 3, 4]}, "an effort is three numbers", "write [2, 3, 5]", "- 1"),
    ({"0.effort.small": []}, "this list is empty", "", "[]"),
    ({"0.effort.small": 2}, "a list is expected here, not a number", "", "2"),
    ({"0.effort.small": [0, 1, 2]}, "0 is not between 1 and 10000", "", "0"),
    ({"0.effort.small": [1, 2, 2.5]}, "a whole number is expected here", "", "2.5"),
    ({"0.effort.small": DROP}, 'the key "small" is missing', "add small: …", "big:"),
    ({"0.effort.huge": [1, 2, 3]}, 'unknown key "huge"', "there are big, small", "huge:"),
    ({"0.effects": []}, "this list is empty", "", "[]"),
    (
        {"0.satisfies": ["T2-PEO-1", "T2-PEO-9"]},
        'there is no criterion "T2-PEO-9"',
        "did you mean T2-PEO-1?",
        "T2-PEO-9",
    ),
    (
        {"0.satisfies": ["T2-PEO-1", "C2-TOO-1"]},
        "M-1 helps both axes; say how",
        "add bridge: with a text",
        "- T2-PEO-1",
    ),
    ({"0.bridge": EN}, "M-1 helps one axis only", "take bridge out", "bridge:"),
    (
        {"0.after": ["C2-TOO-1"], "1.after": ["T2-PEO-1"]},
        "these measures wait for each other: M-1 after M-2 after M-1",
        "take a criterion out of after",
        "- C2-TOO-1",
    ),
]


@pytest.mark.parametrize(("change", "message", "hint", "place"), MEASURE_FAULTS)
def test_a_fault_of_a_measure_is_refused_once_with_place_and_cure(
    tmp_path: pathlib.Path, change: dict[str, Any], message: str, hint: str, place: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path, measures=change))
    assert message in problem.message
    assert hint in problem.hint
    assert pathlib.Path(problem.file) == tmp_path / "own/measures/all.yaml"
    assert shown(problem).startswith(place)
    assert problem.code


def test_a_sign_is_nothing_to_satisfy(tmp_path: pathlib.Path) -> None:
    sign = {"2": a_criterion_entry("T2-PEO-2", kind="sign")}
    problem = the_problem(a_model_folder(tmp_path, criteria=sign, measures={"0.satisfies": ["T2-PEO-1", "T2-PEO-2"]}))
    assert problem.message == "T2-PEO-2 is a sign: it describes a stage, nobody has to meet it"
    assert problem.hint == "name gates and advice only"
    assert (problem.code, shown(problem)) == ("sign", "T2-PEO-2")


def test_a_gate_that_no_measure_satisfies_is_named(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, measures={"0.satisfies": ["C2-TOO-1"]}))
    assert problem.message == "no measure satisfies the gate T2-PEO-1"
    assert problem.hint == "add one to measures/*.yaml"


def test_advice_signs_and_gates_of_the_first_stage_need_no_measure(tmp_path: pathlib.Path) -> None:
    criteria = {
        "2": a_criterion_entry("T2-PEO-2", kind="advice"),
        "3": a_criterion_entry("T2-PEO-3", kind="sign"),
        "4": a_criterion_entry("T1-PEO-1"),
    }
    model = load_model(a_model_folder(tmp_path, criteria=criteria))
    assert [c.kind for c in model.criteria if not model.measures_for(c.id)] == [Kind.GATE, Kind.ADVICE, Kind.SIGN]


def test_a_measure_that_waits_for_what_no_measure_satisfies_is_refused(tmp_path: pathlib.Path) -> None:
    advice = {"2": a_criterion_entry("T2-PEO-2", kind="advice")}
    problem = the_problem(a_model_folder(tmp_path, criteria=advice, measures={"0.after": ["T2-PEO-2"]}))
    assert problem.message == "M-1 waits for T2-PEO-2, which no measure satisfies"
    assert problem.hint == "add such a measure"
    assert shown(problem) == "- T2-PEO-2"


def test_a_double_in_another_file_is_named_with_that_file(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, files={"measures/more.yaml": [a_measure_entry("M-1")]}))
    assert pathlib.Path(problem.file).name == "more.yaml"
    assert problem.hint.endswith("all.yaml")


def test_a_circle_through_three_measures_is_named(tmp_path: pathlib.Path) -> None:
    criteria = {"2": a_criterion_entry("T2-PEO-2")}
    change = {"0.after": ["C2-TOO-1"], "1.after": ["T2-PEO-2"], "2.after": ["T2-PEO-1"]}
    problem = the_problem(a_model_folder(tmp_path, criteria=criteria, measures=change))
    assert problem.message.startswith("these measures wait for each other: ")
    assert {name for name in ("M-1", "M-2", "M-3") if name in problem.message} == {"M-1", "M-2", "M-3"}


def test_a_circle_through_the_second_way_to_a_criterion_is_a_circle(tmp_path: pathlib.Path) -> None:
    """M-3 satisfies as well what M-1 waits for, and waits for M-1 itself."""
    third = a_measure_entry("M-3", satisfies=["C2-TOO-1"], after=["T2-PEO-1"])
    problem = the_problem(a_model_folder(tmp_path, measures={"0.after": ["C2-TOO-1"], "2": third}))
    assert problem.code == "circle"


def test_a_model_without_measures_is_refused(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, files={"measures/all.yaml": DROP}))
    assert problem.message == "there are no measures"
    assert problem.hint == "a model keeps them in measures/*.yaml"


def test_faults_of_criteria_are_not_told_again_of_measures(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, criteria={"0.after": ["C2-TOO-9"]}))
    assert pathlib.Path(problem.file).parent.name == "criteria"


SIZES = [{"id": "a", "up_to": 20, "name": EN}, {"id": "b", "up_to": 50, "name": EN}, {"id": "c", "name": EN}]


@pytest.mark.parametrize(
    ("change", "message", "place"),
    [
        ({"sizes.1.up_to": 20}, "the classes go from small to large", "20"),
        ({"sizes.1.up_to": 10}, "the classes go from small to large", "10"),
        ({"sizes.1.up_to": DROP}, "every class of company size but the last has its largest number", "b"),
        ({"sizes.0.name.fr": DROP}, "the text in fr is missing", "en: x"),
        ({"plan.quick_days": -1}, "-1 is not between 0 and", "-1"),
        ({"plan": DROP}, 'the key "plan" is missing', "id: small"),
        ({"plan.quick": 1}, 'unknown key "quick"', "quick:"),
    ],
)
def test_sizes_go_from_small_to_large(tmp_path: pathlib.Path, change: dict[str, Any], message: str, place: str) -> None:
    effort = {size["id"]: [1, 2, 3] for size in SIZES}
    folder = a_model_folder(
        tmp_path,
        model={"sizes": [dict(size, name=dict(EN)) for size in SIZES]} | change,
        measures={"0.effort": effort, "1.effort": effort},
    )
    problem = the_problem(folder)
    assert message in problem.message
    assert pathlib.Path(problem.file) == tmp_path / "own/model.yaml"
    assert shown(problem).startswith(place)


# --- Faults of effects


def rules(**state: Any) -> dict[str, Any]:
    return {"at": "process.rule_set", "state": state}


def term(one: Any = None, **more: Any) -> dict[str, Any]:
    effect = {"at": "terminology.terms", "one": {"id": "lead"} if one is None else one, "state": {"term": {"fill": EN}}}
    return effect | more


def handover(**state: Any) -> dict[str, Any]:
    return {"at": "process.handovers", "one": {"id": "a"}, "state": state}


def contributions(*entries: Any) -> dict[str, Any]:
    return {"at": "goals.goals", "one": {"id": "g"}, "state": {"contributions": {"entries": list(entries)}}}


SYSTEM = {"at": "software.systems", "one": {"id": "crm"}, "as": "home", "state": {"kind": "crm"}}

EFFECT_FAULTS: list[tuple[Any, str, str, str]] = [
    # Paths
    ({"at": "proces.rule_set", "state": {"a": 1}}, "the profile has no proces", "did you mean process?", "proces.rule"),
    ({"at": "process.rule_sets", "state": {"a": 1}}, "no process.rule_sets", "did you mean rule_set?", "process.rule_sets"),
    ({"at": "assessment", "state": {"date": "2026-01-01"}}, "the profile has no assessment", "there are", "assessment"),
    ({"at": "declarations", "each": True, "state": {}}, "the profile has no declarations", "", "declarations"),
    ({"at": "terminology.terms.id", "state": {"a": 1}}, "the profile has no terminology.terms.id", "", "terminology.terms"),
    (
        {"at": "process.rule_set.document", "state": {"a": 1}},
        "process.rule_set.document is neither a group nor a list of entries",
        "name the group it stands in, and the field under state",
        "process.rule_set.document",
    ),
    ({"at": "process.rule_set.rules", "state": {"a": 1}}, "neither a group nor a list of entries", "", "process.rule_set.rules"),
    ({"at": 3, "state": {}}, "a text is expected here", "", "3"),
    ({"state": {}}, 'the key "at" is missing', "add at: …", "state:"),
    ({"at": "process.rule_set"}, 'the key "state" is missing', "add state: …", "at:"),
    ("x", "a mapping is expected here, not a text", "", "x"),
    (term(wen=1), 'unknown key "wen"', "", "wen:"),
    # Fields and wishes
    (rules(documnt={"fill": EN}), 'there is no field "documnt" here', "did you mean document?", "documnt:"),
    (rules(evidence={"fill": EN}), 'there is no field "evidence" here', "", "evidence:"),
    (rules(document={"fil": EN}), '"fil" is no wish that can stand here', "did you mean fill?", "document:"),
    (rules(document={"fill": EN, "most": 3}), 'unknown key "most"', "", "most:"),
    (rules(document={"fill": {"en": "x"}}), "the text in fr is missing", "add fr: …", "en: x"),
    (rules(document=3), "expected a text", "", "3"),
    (rules(document={"within": "fresh_days"}), "expected a text", "choose a wish that suits the field", "fresh_days"),
    (rules(document={"dated": True}), "expected a text", "choose a wish that suits the field", "true"),
    (rules(document={"texts": [EN]}), "expected a text", "choose a wish that suits the field", "- en"),
    (rules(document={"single": EN}), "expected a text", "choose a wish that suits the field", "en: x"),
    (rules(document={"all_of": ["a"]}), "all_of is for lists of words", "", "- a"),
    (rules(document={"entries": []}), "entries is for lists of entries", "", "[]"),
    (rules(accepted_by={"texts": [EN]}), "expected a list", "choose a wish that suits the field", "- en"),
    (rules(accepted_by={"all_of": ["sale"]}), 'there is no word "sale"', "did you mean sales?", "sale"),
    (rules(accepted_by={"all_of": ["sales", "sales"]}), 'the word "sales" is given twice', "it stands first", "sales"),
    (rules(accepted_by={"all_of": []}), "this list is empty", "", "[]"),
    (rules(accepted_by="sales"), "expected a list", "", "sales"),
    (rules(exceptions={"entries": []}), "entries is for lists of entries", "", "[]"),
    (rules(exceptions={"texts": []}), "this list is empty", "", "[]"),
    (rules(exceptions={"texts": [EN, EN], "most": 1}), "these are more than 1 texts", "", "- en"),
    (rules(last_followed={"within": "fresh_dayz"}), 'there is no limit "fresh_dayz"', "did you mean fresh_days?", "fresh_dayz"),
    (rules(last_followed={"fill": EN}), "expected a time", "choose a wish that suits the field", "en: x"),
    (rules(last_followed={"dated": False}), "dated is true", "write dated: true", "false"),
    (
        rules(last_followed={"dated": True, "ahead_days": 3}),
        "this date may not lie ahead",
        "take ahead_days out",
        "3",
    ),
    (
        {"at": "terminology.glossary", "state": {"next_review": {"dated": True, "ahead_days": 0}}},
        "0 is not between 1 and 3650",
        "",
        "0",
    ),
    (
        {"at": "process.lead_process.review", "state": {"every": {"at_most": "montly"}}},
        'there is no rhythm "montly"',
        "did you mean monthly?",
        "montly",
    ),
    ({"at": "process.lead_process.review", "state": {"last_on": {"at_most": "monthly"}}}, "expected a time", "", "monthly"),
    (
        {"at": "process.lead_process", "state": {"run_by": "salez"}},
        '"salez" is none of the words that can stand here',
        "did you mean sales?",
        "salez",
    ),
    (
        {"at": "process.lead_process", "state": {"run_by": {"one_of": ["sales", "salez"]}}},
        '"salez" is none of the words that can stand here',
        "did you mean sales?",
        "salez",
    ),
    ({"at": "process.lead_process", "state": {"run_by": {"one_of": []}}}, "this list is empty", "", "[]"),
    (handover(attempts="3"), "expected a whole number", "", "'3'"),
    (handover(attempts=True), "expected a whole number", "", "true"),
    (handover(accept_within="soon"), '"soon" cannot stand here', "write a time limit such as 30 min", "soon"),
    (handover(accept_within={"fill": "2 days"}), '"2 days" cannot stand here', "write a time limit", "2 days"),
    ({"at": "software", "state": {"single_customer_record": "yes"}}, "expected true or false", "", "'yes'"),
    # Lists and groups
    (
        {"at": "terminology.terms", "state": {"term": {"fill": EN}}},
        "terminology.terms is a list: which entry is meant?",
        "add one: {…} for one entry, or each: true for all of them",
        "at:",
    ),
    (term(each=True), "each is true and goes without one", "keep one of the two", "true"),
    (
        {"at": "terminology.terms", "each": False, "state": {"term": {"fill": EN}}},
        "each is true and goes without one",
        "",
        "false",
    ),
    (rules(document={"fill": EN}) | {"one": {}}, "one is for lists of entries", "take one out", "one:"),
    (rules(document={"fill": EN}) | {"each": True}, "each is for lists of entries", "take each out", "each:"),
    (rules(document={"fill": EN}) | {"as": "x"}, "as is for lists of entries", "take as out", "as:"),
    (
        rules(document={"fill": EN}) | {"named_by": "software.lead_records.system"},
        "named_by is for lists of entries",
        "take named_by out",
        "named_by:",
    ),
    (term(named_by="software.lead_record.system"), "no software.lead_record", "did you mean lead_records?", "software.lead_record.system"),
    (term(**{"as": "No Name"}), '"No Name" is not a name of small letters', "", "No Name"),
    # New entries
    (
        term({"agreed_by": BOTH}),
        "a new entry would lack id",
        "state it, the entry's own name as {new: …}",
        "term:",
    ),
    (term({}), "a new entry would lack id", "", "term:"),
    (
        {"at": "process.agreement.duties", "one": {"unit": "sales"}, "state": {"within": {"fill": "2 d"}}},
        "a new entry would lack duty",
        "",
        "within:",
    ),
    (
        {"at": "process.agreement.duties", "one": {}, "state": {"duty": {"new": EN}}},
        "a new entry would lack unit",
        "",
        "duty:",
    ),
    (
        {"at": "software.integrations", "one": {}, "state": {"way": "two_way"}},
        "a new entry would lack system",
        "",
        "way:",
    ),
    (
        term({"agreed_by": BOTH}, state={"id": {"new": "No Name"}}),
        '"No Name" is not a name of small letters',
        "",
        "No Name",
    ),
    (contributions({"one": {"unit": "sales"}, "state": {}}), "a new entry would lack action", "", "{}"),
    (
        contributions({"one": {"unit": "sales"}, "state": {"action": {"new": EN}, "unti": "sales"}}),
        'there is no field "unti" here',
        "did you mean unit?",
        "unti:",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("effect", "message", "hint", "place"), EFFECT_FAULTS)
def test_a_fault_of_an_effect_is_refused_once_with_place_and_cure(
    tmp_path: pathlib.Path, effect: Any, message: str, hint: str, place: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path, measures={"0.effects": [effect]}))
    assert message in problem.message
    assert hint in problem.hint
    assert pathlib.Path(problem.file) == tmp_path / "own/measures/all.yaml"
    assert shown(problem).startswith(place)


ALIAS_FAULTS: list[tuple[list[Any], str, str]] = [
    (
        [SYSTEM, {"at": "software.lead_records", "state": {"system": {"id_of": "hom"}}}],
        'there is no alias given before "hom"',
        "did you mean home?",
    ),
    ([SYSTEM, SYSTEM], 'the alias "home" is given twice', ""),
    (
        [SYSTEM, {"at": "departments.sales", "state": {"reports_to": {"id_of": "home"}}}],
        "home is an entry of software.systems, not of departments.executives",
        "",
    ),
]


@pytest.mark.parametrize(("effects", "message", "hint"), ALIAS_FAULTS)
def test_an_alias_names_an_entry_that_an_effect_before_has_found(
    tmp_path: pathlib.Path, effects: list[Any], message: str, hint: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path, measures={"0.effects": effects}))
    assert problem.message == message
    assert hint in problem.hint


def test_an_alias_of_another_measure_is_none_of_this_one(tmp_path: pathlib.Path) -> None:
    goal = {"at": "goals.goals", "one": {"id": "g"}, "as": "goal", "state": {"kind": "output"}}
    use = {"at": "software.lead_records", "state": {"system": {"id_of": "home"}}}
    problem = the_problem(a_model_folder(tmp_path, measures={"0.effects": [SYSTEM], "1.effects": [goal, use]}))
    assert problem.message == 'there is no alias given before "home"'


def test_all_faults_of_all_measures_come_at_once(tmp_path: pathlib.Path) -> None:
    change = {
        "0.owner": "XX",
        "0.effort.small": [1],
        "0.effects": [rules(documnt=1), rules(document=2)],
        "1.id": "RULES",
        "1.after": ["T2-PEO-9"],
    }
    messages = "\n".join(problem.message for problem in problems_of(a_model_folder(tmp_path, measures=change)))
    for part in ('"XX"', "three numbers", '"documnt"', "expected a text", '"RULES"', '"T2-PEO-9"'):
        assert part in messages


def test_the_built_in_measures_are_loaded() -> None:
    model = load_model()
    assert len(model.measures) >= 60
    assert {measure.file for measure in model.measures} == {f"measures/{a}{n}.yaml" for a in "xy" for n in (2, 3, 4)}


# --- Extensions


def extension_in(tmp_path: pathlib.Path, **parts: Any) -> pathlib.Path:
    head = {"id": "own", "version": "1.0.0", "name": {"en": "Ours", "fr": "À nous"}}
    data = {name: value for name, value in (head | parts).items() if value is not DROP}
    path = tmp_path / "own.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    return path


def extended(tmp_path: pathlib.Path, **parts: Any) -> Model:
    return load_model(a_model_folder(tmp_path), extension=extension_in(tmp_path, **parts))


def test_own_criteria_and_measures_are_added_in_their_place(tmp_path: pathlib.Path) -> None:
    model = extended(
        tmp_path,
        criteria=[a_criterion_entry("T2-TOO-1"), a_criterion_entry("T1-PEO-1", kind="advice")],
        measures=[a_measure_entry("M-OWN", satisfies=["T2-TOO-1"], after=["T2-PEO-1"])],
    )
    assert [criterion.id for criterion in model.criteria] == ["T1-PEO-1", "T2-PEO-1", "T2-TOO-1", "C2-TOO-1"]
    assert [gate.id for gate in model.gates("trust", 2)] == ["T2-PEO-1", "T2-TOO-1"]
    assert [measure.id for measure in model.measures] == ["M-1", "M-2", "M-OWN"]
    assert model.extension is not None
    assert (model.extension.id, model.extension.version, model.extension.name["fr"]) == ("own", "1.0.0", "À nous")
    assert (model.extension.criteria, model.extension.measures) == (("T2-TOO-1", "T1-PEO-1"), ("M-OWN",))


def test_without_an_extension_there_is_none(tmp_path: pathlib.Path) -> None:
    assert load_model(a_model_folder(tmp_path)).extension is None


def test_own_contradictions_terms_and_sources_are_added_and_may_be_named(tmp_path: pathlib.Path) -> None:
    model = extended(
        tmp_path,
        criteria=[a_criterion_entry("T2-TOO-1", kind="advice", sources=["ours", "book"], after=["T2-PEO-1"])],
        contradictions=[a_contradiction_entry("C-OWN-1", criteria=["T2-TOO-1"])],
        glossary=[{"id": "tool", "name": EN, "meaning": EN}],
        sources=[{"id": "ours", "title": "Ours", "where": "Here", "note": EN}],
    )
    assert [one.id for one in model.contradictions] == ["C-RULES-1", "C-OWN-1"]
    assert [one.id for one in model.glossary] == ["talk", "tool"]
    assert [one.id for one in model.sources] == ["book", "book+", "ours"]
    assert model.criterion("T2-TOO-1").sources == ("ours", "book")


def test_a_measure_may_be_added_to_a_gate_that_has_one(tmp_path: pathlib.Path) -> None:
    model = extended(tmp_path, measures=[a_measure_entry("M-OWN", satisfies=["T2-PEO-1"])])
    assert [measure.id for measure in model.measures_for("T2-PEO-1")] == ["M-1", "M-OWN"]


WRONG_EXAMPLE = {"met": "process:\n  rule_sets: none\n", "not_met": "process: none\n", "unknown": "goals: none\n"}

EXTENSION_FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "this file adds nothing", "add one of criteria, derivations, measures", "id: own"),
    ({"criteria": []}, "this list is empty", "", "[]"),
    ({"axes": [], "measures": [a_measure_entry("M-OWN")]}, 'unknown key "axes"', "", "axes:"),
    ({"id": "Own", "measures": [a_measure_entry("M-OWN")]}, '"Own" is not a name', "", "Own"),
    ({"version": "1", "measures": [a_measure_entry("M-OWN")]}, '"1" is not a version', "", "'1'"),
    ({"name": "Ours", "measures": [a_measure_entry("M-OWN")]}, "in one language only", "write {en: …", "Ours"),
    ({"id": DROP, "measures": [a_measure_entry("M-OWN")]}, 'the key "id" is missing', "add id: …", "version:"),
    (
        {"criteria": [a_criterion_entry("T2-PEO-1")]},
        'the criterion "T2-PEO-1" is given twice',
        "criteria/all.yaml",
        "T2-PEO-1",
    ),
    ({"measures": [a_measure_entry("M-1")]}, 'the measure "M-1" is given twice', "measures/all.yaml", "M-1"),
    (
        {"contradictions": [a_contradiction_entry("C-RULES-1")]},
        'the contradiction "C-RULES-1" is given twice',
        "contradictions.yaml",
        "C-RULES-1",
    ),
    (
        {"sources": [{"id": "book", "title": "x", "where": "y", "note": EN}]},
        "the model has a source book already",
        "choose another id",
        "- id: book",
    ),
    (
        {"criteria": [a_criterion_entry("T2-TOO-1", kind="advice", examples=WRONG_EXAMPLE)]},
        'has no key "rule_sets" here',
        "did you mean rule_set?",
        "rule_sets: none",
    ),
    (
        {"contradictions": [a_contradiction_entry("C-OWN-1", examples=WRONG_EXAMPLE)]},
        'has no key "rule_sets" here',
        "did you mean rule_set?",
        "rule_sets: none",
    ),
    (
        {"criteria": [a_criterion_entry("T2-TOO-1")]},
        "no measure satisfies the gate T2-TOO-1",
        "",
        "id: own",
    ),
    (
        {"measures": [a_measure_entry("M-OWN", satisfies=["T2-PEO-9"])]},
        'there is no criterion "T2-PEO-9"',
        "did you mean T2-PEO-1?",
        "T2-PEO-9",
    ),
    (
        {"measures": [a_measure_entry("M-OWN", effects=[rules(documnt=1)])]},
        'there is no field "documnt" here',
        "did you mean document?",
        "documnt:",
    ),
    (
        {
            "measures": [
                a_measure_entry("M-OWN", after=["C2-TOO-1"]),
                a_measure_entry("M-OWN-2", satisfies=["C2-TOO-1"], after=["T2-PEO-1"]),
            ]
        },
        "these measures wait for each other",
        "take a criterion out of after",
        "- ",
    ),
    ({"measures": ["x"]}, "a mapping is expected here, not a text", "", "x"),
]


@pytest.mark.parametrize(("parts", "message", "hint", "place"), EXTENSION_FAULTS)
def test_a_fault_of_an_extension_is_refused_once_with_place_and_cure(
    tmp_path: pathlib.Path, parts: dict[str, Any], message: str, hint: str, place: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path), extension_in(tmp_path, **parts))
    assert message in problem.message
    assert hint in problem.hint
    assert pathlib.Path(problem.file) == tmp_path / "own.yaml"
    assert shown(problem).startswith(place)


def test_an_extension_that_cannot_be_read_is_refused(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "own.yaml"
    assert "does not exist" in the_problem(a_model_folder(tmp_path), path).message
    path.write_text("id: [", encoding="utf-8")
    assert pathlib.Path(the_problem(a_model_folder(tmp_path), path).file) == path


def test_faults_of_model_and_extension_come_together(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, criteria={"0.effort": "XL"})
    path = extension_in(tmp_path, measures=[a_measure_entry("M-OWN", owner="XX")])
    messages = [problem.message for problem in problems_of(folder, path)]
    assert sorted(messages) == ['there is no effort "XL"', 'there is no owner "XX"']


# --- What is refused once


@pytest.mark.parametrize(
    ("effect", "place"),
    [
        pytest.param(rules(last_followed="tomorrow"), "tomorrow", id="no date"),
        pytest.param(rules(last_followed={"fill": "tomorrow"}), "tomorrow", id="no date to fill in"),
        pytest.param(rules(last_followed={"fill": "2026-01-01"}), "'2026-01-01'", id="a date without its age"),
        pytest.param(rules(document=""), "''", id="empty text"),
        pytest.param(rules(document="x" * 5000), "xxx", id="too long"),
        pytest.param({"at": "company", "state": {"website": "nowhere"}}, "nowhere", id="no address"),
        pytest.param(handover(attempts=-1), "-1", id="too small a number"),
        pytest.param(term({"id": "No Name"}), "No Name", id="id of wrong shape"),
        pytest.param(term({"id": "none"}), "none", id="none where a name is needed"),
        pytest.param(
            term({"agreed_by": BOTH}, state={"id": {"fill": EN}}),
            "en: x",
            id="name by language for an id",
        ),
        pytest.param(rules(document={"new": "home"}), "document:", id="new in a group"),
        pytest.param(term(state={"term": {"new": "home"}}), "term:", id="new for what is no name"),
        pytest.param(rules(document={"id_of": "home"}), "home", id="no alias at all"),
        pytest.param(rules(), "{}", id="nothing wished"),
        pytest.param(term({"id": {"fill": "lead"}}), "", id="match that cannot be looked up"),
        pytest.param(term({"idd": "lead"}), "idd:", id="match with an unknown field"),
        pytest.param(rules(exceptions={"texts": [EN, EN], "most": 0}), "0", id="most of nothing"),
        pytest.param(
            contributions({"one": {"unit": "sale"}, "state": {"action": {"new": EN}}}),
            "sale",
            id="wrong word in a match",
        ),
        pytest.param(rules(last_followed={"one_of": ["2026-01-01"]}), "'2026-01-01'", id="one of some days"),
        pytest.param(rules(last_followed="none"), "none", id="no day at all"),
        pytest.param(rules(document={"fill": "x" * 5000}), "xxx", id="too long to fill in"),
        pytest.param(rules(document={"fill": EN | {"fr": "y" * 5000}}), "yyy", id="too long in one language"),
        pytest.param(rules(exceptions={"texts": [EN, EN | {"en": "x" * 5000}]}), "xxx", id="too long in a list"),
        pytest.param(rules(exceptions={"texts": [EN] * 1000}), "- en", id="too many texts"),
        pytest.param(rules(exceptions={"texts": [EN], "most": 1000}), "1000", id="most beyond the format"),
        pytest.param(rules(exceptions={"single": EN | {"en": "x" * 5000}}), "xxx", id="single one too long"),
        pytest.param(rules(exceptions={"all_of": ["x" * 5000]}), "xxx", id="too long a word"),
        pytest.param(rules(exceptions={"all_of": ["a", "a"]}), "a", id="word twice"),
        pytest.param(handover(attempts={"fill": 10**9}), "1000000000", id="too large a number"),
        pytest.param(term({"agreed_by": BOTH}, state={"id": {"new": "x" * 41}}), "xxx", id="new name too long"),
        pytest.param(term({"agreed_by": BOTH}, state={"id": {"new": "none"}}), "none", id="none as a new name"),
        pytest.param(term({"agreed_by": BOTH}, state={"id": {"new": EN}}), "en: x", id="new name by language"),
        pytest.param(
            {"at": "goals.lead_figures", "one": {}, "state": {"figure": {"new": "home"}}}, "home", id="new for a word"
        ),
        pytest.param(term({"id": {"new": "lead"}}), "id:", id="new in a match"),
        pytest.param(
            {"at": "terminology.terms", "each": True, "state": {"id": {"new": "home"}}}, "id:", id="new for each"
        ),
        pytest.param({"at": "terminology.terms", "each": True, "state": {}}, "{}", id="nothing wished of each"),
        pytest.param(
            {"at": "terminology.terms", "each": True, "state": {"term": {"fill": EN}}, "as": "x"},
            "as:",
            id="alias of all",
        ),
        pytest.param(rules(document={"dated": False, "ahead_days": 0}), "false", id="dated for a text"),
        pytest.param(rules(last_followed={"dated": True, "ahead_days": 0}), "0", id="no day ahead"),
        pytest.param(rules(document={"texts": [{"en": "x"}], "most": 0}), "- en", id="texts for a text"),
        pytest.param(rules(accepted_by={"id_of": "home"}), "home", id="alias for a list"),
        pytest.param(contributions({"state": {"action": {"new": EN}}}), "state:", id="entry without one"),
    ],
)
def test_an_effect_that_is_no_good_is_refused_once(tmp_path: pathlib.Path, effect: Any, place: str) -> None:
    assert shown(the_problem(a_model_folder(tmp_path, measures={"0.effects": [effect]}))).startswith(place)


CURES: list[tuple[Any, str, str]] = [
    (rules(last_followed="tomorrow"), "a measure cannot name a day", "write {within: …} or, under state, {dated: true}"),
    (rules(document="x" * 5000), "this text has 5000 characters", "shorten it to 200 at most"),
    (handover(attempts=-1), "-1 is too small", "write 0 or more"),
    (term({"id": "No Name"}), '"No Name" cannot stand here', "write a short name of small letters"),
    (term({"id": "none"}), '"none" cannot stand here', "it cannot be none here"),
    ({"at": "company", "state": {"website": "nowhere"}}, '"nowhere" cannot stand here', "write an address that begins"),
    (rules(document={"new": "home"}), '"new" is no wish that can stand here', "for any other field there is fill"),
    (rules(document={"id_of": "home"}), 'there is no alias given before "home"', "where an effect before finds or adds"),
    (rules(), "nothing is wished here", "name a field, or take the effect out"),
    (rules(accepted_by=["sales"]), "expected a list", "choose a wish that suits the field"),
]  # fmt: skip


@pytest.mark.parametrize(("effect", "message", "hint"), CURES)
def test_what_is_wrong_with_an_effect_and_its_cure(
    tmp_path: pathlib.Path, effect: Any, message: str, hint: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path, measures={"0.effects": [effect]}))
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    "faulty",
    [
        SYSTEM | {"at": "software.system"},
        SYSTEM | {"at": "software.access", "one": DROP},
        SYSTEM | {"as": "Home"},
        SYSTEM | {"each": True, "one": DROP},
    ],
)
def test_an_alias_of_an_effect_at_fault_is_not_missed_where_it_is_used(tmp_path: pathlib.Path, faulty: Any) -> None:
    effect = {name: value for name, value in faulty.items() if value is not DROP}
    if effect["at"] == "software.access":
        effect["state"] = {"marketing_reads_crm": True}
    use = {"at": "software.lead_records", "state": {"system": {"id_of": effect["as"]}}}
    the_problem(a_model_folder(tmp_path, measures={"0.effects": [effect, use]}))


def test_an_unknown_field_does_not_hide_other_faults_of_its_entry(tmp_path: pathlib.Path) -> None:
    effect = term({"idd": "lead"}, state={"term": 3})
    messages = [problem.message for problem in problems_of(a_model_folder(tmp_path, measures={"0.effects": [effect]}))]
    assert messages == ['there is no field "idd" here', "expected a text"]


def test_a_faulty_wish_and_a_missing_name_are_both_told(tmp_path: pathlib.Path) -> None:
    effect = term({"agreed_by": BOTH}, state={"term": 3})
    messages = [problem.message for problem in problems_of(a_model_folder(tmp_path, measures={"0.effects": [effect]}))]
    assert messages == ["a new entry would lack id", "expected a text"]


def test_a_pattern_that_only_the_validator_of_profiles_can_read_is_left_to_it(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, measures={"0.effects": [term({"id": "Lead"})]})
    schema = copy.deepcopy(profile_schema())
    terms = schema["properties"]["terminology"]["properties"]["terms"]
    terms["items"]["properties"]["id"]["pattern"] = r"^\p{L}+$"
    (folder / "profile.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    assert load_model(folder).measures[0].effects


def test_a_format_s_own_shortest_text_and_rhythms_are_respected(tmp_path: pathlib.Path) -> None:
    effects = [rules(document="ab"), {"at": "process.lead_process.review", "state": {"every": "weekly"}}]
    folder = a_model_folder(tmp_path, measures={"0.effects": effects})
    schema = copy.deepcopy(profile_schema())
    process = schema["properties"]["process"]["properties"]
    process["rule_set"]["properties"]["document"]["minLength"] = 3
    every = process["lead_process"]["properties"]["review"]["properties"]["every"]
    every["enum"] = ["monthly", "yearly"]
    (folder / "profile.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    assert [(problem.message, problem.hint) for problem in problems_of(folder)] == [
        ("this text has 2 characters", "at least 3 are needed"),
        ('"weekly" is none of the words that can stand here', "there are monthly, yearly"),
    ]
    # A rhythm without a number of days could be stated in a profile, and no rule could reckon with it.
    every["enum"] = ["monthly", "at_full_moon"]
    (folder / "profile.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (problem,) = problems_of(folder)
    assert "a rhythm names" in problem.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"0.after": ["T2-PEO-1"]}, "M-1 would wait for itself", id="itself"),
        pytest.param({"0.after": ["C2-TOO-9"]}, 'no gate or advice "C2-TOO-9"', id="unknown"),
        pytest.param({"0.after": [1]}, "a text is expected here", id="number"),
        pytest.param({"0.satisfies": ["T2-PEO-1", "T2-PEO-1"]}, "is given twice", id="twice satisfied"),
        pytest.param({"0.after": ["C2-TOO-1", "C2-TOO-1"]}, "is given twice", id="twice waited for"),
        pytest.param({"0.after": [""]}, "this text is empty", id="empty"),
        pytest.param({"0.after": "C2-TOO-1"}, "a list is expected here", id="no list"),
        pytest.param({"0.satisfies": ["T2-PEO-9"]}, 'there is no criterion "T2-PEO-9"', id="unknown satisfied"),
        pytest.param(
            {"0.satisfies": ["T2-PEO-1", "T2-PEO-9"], "0.bridge": EN},
            'no criterion "T2-PEO-9"',
            id="unknown with bridge",
        ),
        pytest.param({"0.satisfies": []}, "this list is empty", id="none satisfied"),
        pytest.param({"0.satisfies": [""]}, "this text is empty", id="empty satisfied"),
        pytest.param({"0.satisfies": [1]}, "a text is expected here", id="number satisfied"),
        pytest.param({"0.satisfies": "T2-PEO-1"}, "a list is expected here", id="no list satisfied"),
        pytest.param({"0.satisfies": DROP}, 'the key "satisfies" is missing', id="missing satisfied"),
        pytest.param({"0": "x"}, "a mapping is expected here", id="no measure"),
    ],
)
def test_a_wrong_list_of_criteria_is_refused_once(tmp_path: pathlib.Path, change: dict[str, Any], message: str) -> None:
    assert message in the_problem(a_model_folder(tmp_path, measures=change)).message


def test_a_sign_is_nothing_to_wait_for(tmp_path: pathlib.Path) -> None:
    sign = {"2": a_criterion_entry("T2-PEO-2", kind="sign")}
    problem = the_problem(a_model_folder(tmp_path, criteria=sign, measures={"0.after": ["T2-PEO-2"]}))
    assert problem.message == "T2-PEO-2 is a sign: it describes a stage, nobody has to meet it"
    assert (problem.hint, shown(problem)) == ("name gates and advice only", "T2-PEO-2")


def test_measures_that_are_no_list_are_not_missed_at_each_gate(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, files={"measures/all.yaml": {"id": "M-1"}})
    assert the_problem(folder).message == "a list is expected here, not a mapping"


def test_a_second_measure_of_one_name_is_no_circle(tmp_path: pathlib.Path) -> None:
    change = {"1.id": "M-1", "1.after": ["T2-PEO-1"]}
    assert the_problem(a_model_folder(tmp_path, measures=change)).message == 'the measure "M-1" is given twice'


def test_the_last_size_has_no_largest_number(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, model={"sizes.1.up_to": 40}))
    assert problem.message == "the last class of company size has no largest number of employees"
    assert (problem.hint, shown(problem)) == ("take up_to out", "up_to: 40")


@pytest.mark.parametrize(
    "change",
    [
        *({"sizes.0.up_to": wrong} for wrong in ("20", 0, None)),
        *({"sizes": wrong} for wrong in (DROP, [], "x")),
        *({"sizes.0.id": wrong} for wrong in (DROP, "", "Small", "big", 3)),
        {"sizes.0": "x"},
    ],
)
def test_a_wrong_size_is_told_once(tmp_path: pathlib.Path, change: dict[str, Any]) -> None:
    the_problem(a_model_folder(tmp_path, model=change))


def test_a_term_that_the_model_has_is_not_explained_again(tmp_path: pathlib.Path) -> None:
    terms = [{"id": "talk", "name": EN, "meaning": EN}]
    problem = the_problem(a_model_folder(tmp_path), extension_in(tmp_path, glossary=terms))
    assert '"talk" is given twice' in problem.message
    assert pathlib.Path(problem.file) == tmp_path / "own.yaml"
    assert (shown(problem), "glossary.yaml" in problem.hint) == ("talk", True)


@pytest.mark.parametrize("part", ["criteria", "measures", "contradictions", "glossary", "sources"])
@pytest.mark.parametrize(
    ("wrong", "message"), [([], "this list is empty"), ("x", "a list is expected"), (["x"], "a mapping is expected")]
)
def test_a_wrong_part_of_an_extension_is_refused_once(
    tmp_path: pathlib.Path, part: str, wrong: Any, message: str
) -> None:
    assert message in the_problem(a_model_folder(tmp_path), extension_in(tmp_path, **{part: wrong})).message


def test_an_unknown_part_of_an_extension_is_refused_once(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path), extension_in(tmp_path, measure=[a_measure_entry("M-OWN")]))
    assert (problem.message, problem.hint) == ('unknown key "measure"', "did you mean measures?")


def test_the_only_source_is_part_of_no_other(tmp_path: pathlib.Path) -> None:
    source = {"id": "ours", "title": "Ours", "where": "Here", "note": EN, "part_of": "book"}
    problem = the_problem(a_model_folder(tmp_path), extension_in(tmp_path, sources=[source]))
    assert (problem.message, problem.hint) == ('there is no other source "book"', "take part_of out")


def test_an_extension_that_is_a_list_is_refused_once(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("- a\n", encoding="utf-8")
    assert the_problem(a_model_folder(tmp_path), path).message == "a mapping is expected here, not a list"


# --- The page that describes effects

EFFECTS_PAGE = pathlib.Path(__file__).resolve().parents[4] / "docs/effects.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", EFFECTS_PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_examples_of_the_page_show_every_wish() -> None:
    written = "".join(EXAMPLES)
    wishes = ("fill", "one_of", "all_of", "within", "dated", "ahead_days", "at_most", "texts", "most", "single", "new")
    assert [wish for wish in (*wishes, "id_of", "entries", "named_by", "as", "each") if f"{wish}:" not in written] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_are_effects(tmp_path: pathlib.Path, example: str) -> None:
    """Each as the effects of a measure that is added to the built-in model."""
    effects = example if example.startswith("effects:") else f"effects:\n{textwrap.indent(example, '  ')}"
    texts = "".join(f"  {name}: {{de: x, en: x}}\n" for name in ("title", "what", "why", "first_step", "done_when"))
    head = (
        "id: own\nversion: 1.0.0\nname: {de: x, en: x}\nmeasures:\n- id: M-OWN\n  satisfies: [X2-TER-1]\n  after: []\n"
    )
    rest = "  owner: HM\n  helpers: []\n  weeks: 1\n  effort: {small: [1, 2, 3], medium: [1, 2, 3], large: [1, 2, 3]}\n"
    path = tmp_path / "own.yaml"
    path.write_text(head + rest + texts + textwrap.indent(effects, "  "), encoding="utf-8")
    assert load_model(extension=path).measure("M-OWN").effects


# --- What a measure asks for beyond its effort, and how long a small effort may last

ALSO = {"licences": {"en": "Licences", "fr": "Licences"}, "council": {"en": "Council", "fr": "Conseil"}}


def test_what_is_due_beyond_the_effort(tmp_path: pathlib.Path) -> None:
    due = [{"kind": "council", "text": dict(EN)}, {"kind": "licences", "text": {"en": "Now.", "fr": "Là."}}]
    model = load_model(a_model_folder(tmp_path, model={"also": ALSO}, measures={"0.also": due}))
    assert [(one.kind, one.text["en"]) for one in model.measures[0].also] == [("council", "x"), ("licences", "Now.")]
    assert model.measures[1].also == ()
    assert model.also["licences"]["fr"] == "Licences"


def test_without_it_nothing_is_due(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert (dict(model.also), model.measures[0].also) == ({}, ())


@pytest.mark.parametrize(
    ("also", "due", "message", "hint"),
    [
        (ALSO, [{"kind": "licence", "text": EN}], 'there is no kind of what is also due "licence"', "licences"),
        (None, [{"kind": "licences", "text": EN}], 'there is no kind of what is also due "licences"', "add also"),
        (ALSO, [{"kind": "council", "text": {"en": "x"}}], "the text in fr is missing", ""),
        (ALSO, [{"kind": "council"}], 'the key "text" is missing', ""),
        (ALSO, [{"kind": "council", "text": EN, "when": "now"}], 'unknown key "when"', ""),
        (ALSO, [{"kind": "council", "text": EN}] * 2, "council", ""),
        (ALSO, [], "empty", ""),
    ],
)
def test_faults_of_what_is_due(
    tmp_path: pathlib.Path, also: dict[str, Any] | None, due: list[dict[str, Any]], message: str, hint: str
) -> None:
    model = {"also": also} if also else {}
    problem = the_problem(a_model_folder(tmp_path, model=model, measures={"0.also": copy.deepcopy(due)}))
    assert message in problem.message
    assert hint in (problem.hint or "")
    assert pathlib.Path(problem.file).name == "all.yaml"


def test_the_bounds_in_weeks_are_the_model_s(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path, model={"plan.quick_weeks": 4, "plan.most_weeks": {"S": 6}}))
    assert (model.quick_weeks, dict(model.most_weeks)) == (4, {"S": 6})


def test_without_them_there_are_none(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert (model.quick_weeks, dict(model.most_weeks)) == (None, {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"plan.quick_weeks": 0}, "0 is not between 1 and"),
        ({"plan.most_weeks": {"S": "long"}}, "whole number"),
        ({"plan.most_weeks": {"XS": 2}}, 'unknown key "XS"'),
    ],
)
def test_faults_of_the_bounds(tmp_path: pathlib.Path, change: dict[str, Any], message: str) -> None:
    assert message in the_problem(a_model_folder(tmp_path, model=change)).message

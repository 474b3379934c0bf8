from __future__ import annotations

import pathlib
import time
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from lmmm_report.domain.expression import Binary
from lmmm_report.domain.model import Kind, Model, Reason
from lmmm_report.load.model.model import BUILT_IN, load_model
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.load.schema.format import profile_format
from lmmm_report.problems import Problem, UserError
from tests.builders import DROP, a_contradiction_entry, a_criterion_entry, a_model_data, a_model_folder, as_yaml


def problems_of(folder: pathlib.Path) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        load_model(folder)
    return caught.value.problems


def the_problem(folder: pathlib.Path) -> Problem:
    problems = problems_of(folder)
    assert len(problems) == 1, [problem.message for problem in problems]
    return problems[0]


def test_a_small_model_of_other_words_is_loaded(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert (model.id, model.version, model.languages) == ("small", "0.1.0", ("en", "fr"))
    assert [axis.id for axis in model.axes] == ["trust", "craft"]
    assert [(stage.number, stage.id) for stage in model.axis("craft").stages] == [(1, "loose"), (2, "firm")]
    assert model.path_order == ("craft", "trust")
    assert list(model.areas) == ["people", "tools"]
    assert list(model.efforts) == ["S", "L"]
    assert model.limits == {"fresh_days": 30}
    assert model.cells[2, 1].headline["fr"] == "{company} est à 2, 1."
    assert model.intersections[1] == {"en": "End.", "fr": "Fin."}
    assert model.regions["on"]["en"] == "on"
    assert model.region_texts["above"]["en"] == "It is above."
    assert model.cautions[0].reasons == (Reason({"en": "Too small.", "fr": "Trop petit."}),)
    assert [(source.id, source.part_of, source.url) for source in model.sources] == [
        ("book", "", ""),
        ("book+", "book", "https://example.com/book"),
    ]
    assert model.sources[0].title == {"en": "A book", "fr": "A book"}
    assert model.remarks[0].id == "alone"
    assert isinstance(model.remarks[0].condition.expression, Binary)
    assert model.glossary[0].id == "talk"


def test_a_criterion_keeps_what_its_file_says(tmp_path: pathlib.Path) -> None:
    criterion = load_model(a_model_folder(tmp_path)).criterion("T2-PEO-1")
    assert (criterion.axis, criterion.stage, criterion.kind, criterion.area) == ("trust", 2, Kind.GATE, "people")
    assert criterion.statements == ("t2.1",)
    assert criterion.remedy == {"en": "Write rules.", "fr": "Écrivez des règles."}
    assert criterion.condition.text == "process.rule_set.document != none"
    assert list(criterion.examples) == ["met", "not_met", "unknown"]
    assert criterion.examples["met"].text == "process:\n  rule_set:\n    document: Rules\n"
    assert criterion.after_stage is None


def test_files_are_named_without_the_folder_they_are_in(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert {criterion.file for criterion in model.criteria} == {"criteria/all.yaml"}
    assert model.contradictions[0].condition.file == "contradictions.yaml"
    assert model.remarks[0].condition.file == "model.yaml"


def test_axes_are_put_in_order_horizontal_first(tmp_path: pathlib.Path) -> None:
    turned = {"axes.0.direction": "vertical", "axes.1.direction": "horizontal"}
    assert [axis.id for axis in load_model(a_model_folder(tmp_path, model=turned)).axes] == ["craft", "trust"]


def test_criteria_are_ordered_by_axis_stage_and_area_and_then_as_written(tmp_path: pathlib.Path) -> None:
    first = ["C2-TOO-1", "T2-TOO-2", "T2-PEO-9", "T1-TOO-1"]
    second = ["C1-PEO-1", "T2-PEO-1", "T1-PEO-1"]
    files = {
        "criteria/a.yaml": [a_criterion_entry(one) for one in first],
        "criteria/b.yaml": [a_criterion_entry(one) for one in second],
        "criteria/all.yaml": DROP,
    }
    model = load_model(a_model_folder(tmp_path, files=files))
    expected = ["T1-PEO-1", "T1-TOO-1", "T2-PEO-9", "T2-PEO-1", "T2-TOO-2", "C1-PEO-1", "C2-TOO-1"]
    assert [criterion.id for criterion in model.criteria] == expected


def test_the_word_none_stands_for_no_effort(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path, criteria={"0.effort": "none"}))
    assert model.criterion("T2-PEO-1").effort == ""


def test_a_criterion_may_wait_for_a_whole_stage(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path, criteria={"0.after_stage": "craft.2"}))
    assert model.criterion("T2-PEO-1").after_stage == ("craft", 2)


def a_stage(axis: str, number: int) -> dict[str, Any]:
    text = {"en": f"{axis} {number}", "fr": f"{axis} {number}"}
    statement = {"id": f"{axis[0]}{number}.1", "sentence": 1, "text": text}
    return {"id": f"{axis}_{number}", "name": text, "summary": text, "statements": [statement]}


@pytest.mark.parametrize("size", [3, 9])
def test_the_number_of_stages_is_free(tmp_path: pathlib.Path, size: int) -> None:
    text = {"en": "{company}", "fr": "{company}"}
    numbers = range(1, size + 1)
    model = {
        "axes.0.stages": [a_stage("trust", number) for number in numbers],
        "axes.1.stages": [a_stage("craft", number) for number in numbers],
        "cells": [{"at": [x, y], "headline": text, "text": text} for x in numbers for y in numbers],
        "intersections": [text] * size,
    }
    gates = [a_criterion_entry(f"{letter}{number}-PEO-1") for letter in "TC" for number in numbers]
    folder = a_model_folder(tmp_path, model=model, files={"criteria/all.yaml": gates})
    assert len(load_model(folder).cells) == size * size


MODEL_REFUSALS: list[tuple[str, dict[str, Any], str, str]] = [
    ("model", {"axess": []}, 'unknown key "axess"', "did you mean axes?"),
    ("model", {"axes.0.colour": "red"}, 'unknown key "colour"', ""),
    ("model", {"summary": DROP}, 'the key "summary" is missing', "add summary: …"),
    ("model", {"cells.0.at": DROP}, 'the key "at" is missing', ""),
    ("model", {"name.fr": DROP}, "the text in fr is missing", "add fr: …"),
    ("model", {"name.fr": " "}, "this text is empty", ""),
    ("model", {"name.fr": None}, "a text is missing here", ""),
    ("model", {"name.de": "Klein"}, 'the model has no language "de"', "its languages are en, fr"),
    ("model", {"name": "Small"}, "in one language only", "write {en: …, fr: …}"),
    ("model", {"name": ["Small"]}, "a mapping is expected here, not a list", ""),
    ("model", {"version": 1}, "a text is expected here, not a number", "put it in quotation marks"),
    ("model", {"version": "1"}, '"1" is not a version', ""),
    ("model", {"languages.1": "en"}, 'the language "en" is given twice', ""),
    ("model", {"languages": []}, "this list is empty", ""),
    ("model", {"languages": ["English", "fr"]}, '"English" is not the code of a language', ""),
    ("model", {"id": "Small model"}, '"Small model" is not a name', ""),
    ("model", {"axes.0.letter": "TR"}, '"TR" is not one capital letter', ""),
    ("model", {"axes.1.letter": "T"}, 'the letter "T" is given twice', "it stands first in line"),
    ("model", {"axes.0.direction": "diagonal"}, 'there is no direction "diagonal"', "horizontal"),
    ("model", {"axes.0.direction": "vertical"}, 'the direction "vertical" is given twice', ""),
    ("model", {"axes.0.stages.1.id": "strangers"}, 'the stage "strangers" is given twice', ""),
    ("model", {"axes.0.stages.0.statements.0.id": "t2.9"}, '"t2.9" is not t1. and a number', ""),
    ("model", {"axes.0.stages.0.statements.0.sentence": 0}, "0 is not between 1 and 99", ""),
    ("model", {"axes.0.stages.0.statements.0.sentence": "1"}, "a whole number is expected here, not a text", ""),
    ("model", {"axes.0.stages.0.statements.0.sentence": True}, "a whole number is expected here, not true", ""),
    ("model", {"path": ["trust"]}, "the path names every axis; craft is missing", ""),
    ("model", {"path.1": "trusty"}, 'there is no axis "trusty"', "did you mean trust?"),
    ("model", {"areas.people.code": "TOO"}, 'the code "TOO" is given twice', ""),
    ("model", {"areas.Things": {"code": "THI", "name": {"en": "x", "fr": "y"}}}, '"Things" is not a name', ""),
    ("model", {"owners.boss": {"en": "x", "fr": "y"}}, '"boss" is not a code', ""),
    ("model", {"limits.fresh_days": -1}, "-1 is not between 0 and", ""),
    ("model", {"limits.fresh_days": 1.5}, "a whole number is expected here", ""),
    ("model", {"cells.3": DROP}, "cells are missing: [2, 2]", ""),
    ("model", {"cells.4": a_model_data()["model"]["cells"][1]}, 'the cell "[1, 2]" is given twice', "first in line"),
    ("model", {"cells.3.at": [2, 3]}, "3 is not between 1 and 2", ""),
    ("model", {"cells.3.at": [2]}, "a cell stands at two stages", ""),
    ("model", {"cells.3.headline.en": "Somewhere."}, "the text in en has to name {company}", ""),
    ("model", {"cells.3.headline.en": "{company} {name}"}, "the text in en has to name {company}", ""),
    ("model", {"cells.3.headline.fr": "{company} }"}, "the text in fr has to name {company}", ""),
    ("model", {"intersections.1": DROP}, "there are 1 intersections for 2 stages", ""),
    ("model", {"regions.above": DROP}, 'the key "above" is missing', ""),
    ("model", {"regions.beside": {}}, 'unknown key "beside"', ""),
    ("model", {"cautions.0.axis": "crafts"}, 'there is no axis "crafts"', "did you mean craft?"),
    ("model", {"cautions.0.stage": 3}, "3 is not between 1 and 2", ""),
    ("model", {"cautions.0.sources": ["bok"]}, 'there is no source "bok"', "did you mean book?"),
    ("model", {"cautions.0.reasons": []}, "this list is empty", ""),
    ("model", {"sources.1.url": "http://example.com"}, "is not an address that begins with https://", ""),
    ("model", {"sources.1.part_of": "book+"}, 'there is no other source "book+"', ""),
    ("model", {"sources.1.id": "book", "sources.1.part_of": DROP}, 'the source "book" is given twice', ""),
    ("model", {"remarks.0.when": "departments.marketing.nam == none"}, "nam", "name"),
    ("model", {"remarks.0.when": DROP}, 'the key "when" is missing', ""),
    ("glossary", {"1": {"id": "talk", "name": {"en": "x", "fr": "y"}, "meaning": {"en": "x", "fr": "y"}}}, "twice", ""),
    ("glossary", {"0.meaning.en": DROP}, "the text in en is missing", ""),
    ("glossary", {"0.id": "Talk"}, '"Talk" is not a name', ""),
    ("contradictions", {"0.id": "RULES"}, '"RULES" is not C-', ""),
    ("contradictions", {"0.criteria": ["T2-PEO-2"]}, 'there is no criterion "T2-PEO-2"', "did you mean T2-PEO-1?"),
    ("contradictions", {"0.criteria": []}, "this list is empty", ""),
    ("contradictions", {"0.examples.not_met": DROP}, 'the key "not_met" is missing', ""),
    ("contradictions", {"1": a_contradiction_entry()}, 'the contradiction "C-RULES-1" is given twice', ""),
    ("criteria", {"0.remedy": {"en": "x", "fr": "y"}}, 'unknown key "remedy"', ""),
    ("criteria", {"0.why": DROP}, 'the key "why" is missing', ""),
    ("criteria", {"0.short": DROP}, 'the key "short" is missing', ""),
    ("criteria", {"0.short.fr": "Des règles que les deux côtés suivent"}, "has 37 characters", "to 36 at most"),
    ("criteria", {"0.ask.fr": DROP}, "the text in fr is missing", ""),
    ("criteria", {"0.axis": "trusts"}, 'there is no axis "trusts"', "did you mean trust?"),
    ("criteria", {"0.stage": 3}, "3 is not between 1 and 2", ""),
    ("criteria", {"0.kind": "gates"}, 'there is no kind of criterion "gates"', "did you mean gate?"),
    ("criteria", {"0.area": "peple"}, 'there is no area "peple"', "did you mean people?"),
    ("criteria", {"0.owners": ["XX"]}, 'there is no owner "XX"', "BO"),
    ("criteria", {"0.owners": ["BO", "BO"]}, 'the owner "BO" is given twice', ""),
    ("criteria", {"0.effort": "XL"}, 'there is no effort "XL"', ""),
    ("criteria", {"0.sources": ["books"]}, 'there is no source "books"', "did you mean book?"),
    ("criteria", {"0.statements": ["t2.7"]}, 'there is no statement of this stage "t2.7"', "did you mean t2.1?"),
    ("criteria", {"0.statements": ["c2.1"]}, 'there is no statement of this stage "c2.1"', ""),
    ("criteria", {"0.after": ["C2-TOO-2"]}, 'there is no criterion "C2-TOO-2"', "did you mean C2-TOO-1?"),
    ("criteria", {"0.after": ["C2-TOO-1", "C2-TOO-1"]}, 'the criterion "C2-TOO-1" is given twice', ""),
    ("criteria", {"0.after_stage": "craft.3"}, 'there is no stage "craft.3"', "craft.2"),
    ("criteria", {"0.after_stage": "crafty.2"}, 'there is no stage "crafty.2"', ""),
    ("criteria", {"0.after_stage": "craft"}, '"craft" is not an axis, a full stop and', ""),
    ("criteria", {"0.after_stage": "trust.2"}, "T2-PEO-1 cannot come after its own or a later stage", ""),
    ("criteria", {"2": a_criterion_entry("T2-PEO-1")}, 'the criterion "T2-PEO-1" is given twice', "first in line 1"),
    ("criteria", {"2": a_criterion_entry("T1-PEO-1", after=["T2-PEO-1"])}, "which belongs to a later stage", ""),
    (
        "criteria",
        {"1.kind": "advice"},
        "no gate decides stage 2 (firm) of craft",
        "give it a criterion of the kind gate",
    ),
    ("criteria", {"0.examples.unknown": DROP}, 'the key "unknown" is missing', ""),
    ("criteria", {"0.examples.met": ""}, "this text is empty", ""),
    ("criteria", {"0.examples.met": {"process": "none"}}, "a text is expected here, not a mapping", ""),
    ("criteria", {"0.examples.met": "just words"}, "an example is a fragment of a profile", ""),
    ("criteria", {"0.examples.met": "proces:\n  rule_set: none\n"}, 'the profile has no key "proces" here', "process"),
    ("criteria", {"0.examples.met": "process:\n  rule_sets: none\n"}, 'has no key "rule_sets" here', "rule_set"),
    ("criteria", {"0.examples.met": "goals:\n  goals:\n    - id: a\n      nam: x\n"}, 'has no key "nam" here', "name"),
    ("criteria", {"0.condition": ""}, "this text is empty", ""),
    ("criteria", {"0.condition": "process.rule_set.document"}, "", ""),
    ("criteria", {"0.condition": "process.rule_set.documents != none"}, "documents", "document"),
    ("criteria", {"0.condition": "process.rule_set.document ~ none"}, "~", ""),
    ("criteria", {"0.condition": "process.rule_set.last_followed_age <= limits.old_days"}, "old_days", "fresh_days"),
    ("criteria", {"0.condition": "process.rule_set.last_followed_age == none"}, "", ""),
]


@pytest.mark.parametrize(("file", "change", "message", "hint"), MODEL_REFUSALS)
def test_is_refused_once_with_place_and_cure(
    tmp_path: pathlib.Path, file: str, change: dict[str, Any], message: str, hint: str
) -> None:
    problem = the_problem(a_model_folder(tmp_path, **{file: change}))
    assert message in problem.message
    assert hint in problem.hint
    name = "criteria/all.yaml" if file == "criteria" else f"{file}.yaml"
    if problem.code != "no-gate":
        assert pathlib.Path(problem.file) == tmp_path / "own" / name
    assert problem.line is not None
    assert problem.column is not None
    assert problem.code


@pytest.mark.parametrize(
    ("criterion_id", "beginning"), [("T1-PEO-1", "T2-PEO-"), ("T2-TOO-1", "T2-PEO-"), ("T2-PEO-01", "T2-PEO-")]
)
def test_an_id_has_to_fit_axis_stage_and_area(tmp_path: pathlib.Path, criterion_id: str, beginning: str) -> None:
    folder = a_model_folder(tmp_path, criteria={"0.id": criterion_id}, contradictions={"0.criteria": ["C2-TOO-1"]})
    problem = the_problem(folder)
    assert "does not fit its axis, stage and area" in problem.message
    assert problem.hint == f"write {beginning} and a number"


def test_all_problems_of_all_files_come_at_once(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(
        tmp_path,
        model={"name.fr": DROP, "axes.0.letter": "tt", "cells.0": DROP},
        glossary={"0.nam": "x"},
        criteria={"0.owners": ["XX"], "1.condition": "size(", "1.ask": DROP},
        contradictions={"0.criteria": ["NO-1"]},
    )
    files = [pathlib.Path(problem.file).name for problem in problems_of(folder)]
    assert files.count("model.yaml") == 3
    assert files.count("all.yaml") == 3
    assert files.count("glossary.yaml") == 1
    assert files.count("contradictions.yaml") == 1


def test_axes_of_different_length_are_refused(tmp_path: pathlib.Path) -> None:
    stages = [*a_model_data()["model"]["axes"][1]["stages"], a_stage("craft", 3)]
    problems = problems_of(a_model_folder(tmp_path, model={"axes.1.stages": stages}))
    assert "both axes need as many stages: trust has 2 and craft has 3" in {problem.message for problem in problems}


@pytest.mark.parametrize("size", [1, 10])
def test_an_axis_has_two_to_nine_stages(tmp_path: pathlib.Path, size: int) -> None:
    stages = [a_stage("craft", number) for number in range(1, size + 1)]
    problems = problems_of(a_model_folder(tmp_path, model={"axes.1.stages": stages}))
    assert f"an axis has 2 to 9 stages, not {size}" in {problem.message for problem in problems}


def test_a_third_axis_is_refused(tmp_path: pathlib.Path) -> None:
    third = a_model_data()["model"]["axes"][0] | {"id": "luck", "letter": "L"}
    problems = problems_of(a_model_folder(tmp_path, model={"axes.2": third}))
    assert "a model has two axes, not 3" in {problem.message for problem in problems}


def test_criteria_that_wait_for_each_other_are_refused(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, criteria={"0.after": ["C2-TOO-1"], "1.after": ["T2-PEO-1"]}))
    assert problem.message.startswith("these criteria wait for each other: ")
    assert problem.message.endswith(
        ("T2-PEO-1 after C2-TOO-1 after T2-PEO-1", "C2-TOO-1 after T2-PEO-1 after C2-TOO-1")
    )
    assert problem.path.endswith(".after")


def test_a_criterion_that_waits_for_itself_is_refused(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, criteria={"0.after": ["T2-PEO-1"]}))
    assert "T2-PEO-1 after T2-PEO-1" in problem.message


def test_a_circle_through_a_whole_stage_is_refused(tmp_path: pathlib.Path) -> None:
    change = {"0.after_stage": "craft.2", "1.after": ["T2-PEO-1"]}
    problem = the_problem(a_model_folder(tmp_path, criteria=change))
    assert problem.message.startswith("these criteria wait for each other: ")


def test_two_circles_are_both_named(tmp_path: pathlib.Path) -> None:
    more = [a_criterion_entry("T2-PEO-2", after=["T2-PEO-3"]), a_criterion_entry("T2-PEO-3", after=["T2-PEO-2"])]
    change = {"0.after": ["C2-TOO-1"], "1.after": ["T2-PEO-1"], "2": more[0], "3": more[1]}
    assert len(problems_of(a_model_folder(tmp_path, criteria=change))) == 2


def test_a_double_in_another_file_is_named_with_that_file(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, files={"criteria/more.yaml": [a_criterion_entry("T2-PEO-1")]})
    problem = the_problem(folder)
    assert pathlib.Path(problem.file).name == "more.yaml"
    assert "in line 1 of " in problem.hint
    assert problem.hint.endswith("all.yaml")


@pytest.mark.parametrize("style", [">-", "|-", ""])
def test_a_fault_of_a_condition_is_shown_at_its_place(tmp_path: pathlib.Path, style: str) -> None:
    lines = ["process.rule_set.document != none", '&& "x" in process.rule_set.acepted_by']
    entries = as_yaml([a_criterion_entry("T2-PEO-1", condition="HERE"), a_criterion_entry("C2-TOO-1")])
    written = entries.replace("HERE", style + "".join(f"\n    {line}" for line in lines))
    problem = the_problem(a_model_folder(tmp_path, files={"criteria/all.yaml": written}))
    shown = written.split("\n")[(problem.line or 0) - 1]
    assert shown == f"    {lines[1]}"
    assert shown[(problem.column or 0) - 1 :].startswith(("acepted_by", "process", ".acepted_by"))
    assert problem.snippet == shown


def test_a_fault_at_the_end_of_a_condition_is_shown_there(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, criteria={"0.condition": "process.rule_set.document !="})
    problem = the_problem(folder)
    shown = (folder / "criteria/all.yaml").read_text(encoding="utf-8").split("\n")[(problem.line or 0) - 1]
    assert shown.endswith("process.rule_set.document !=")
    assert len(shown) - 2 <= (problem.column or 0) <= len(shown) + 1


def test_a_fault_in_an_example_is_shown_at_its_place(tmp_path: pathlib.Path) -> None:
    example = "process:\n  rule_set:\n    document: Rules\n    documnt: Rules\n"
    folder = a_model_folder(tmp_path, criteria={"0.examples.met": example})
    problem = the_problem(folder)
    shown = (folder / "criteria/all.yaml").read_text(encoding="utf-8").split("\n")[(problem.line or 0) - 1]
    assert shown[(problem.column or 0) - 1 :] == "documnt: Rules"


def test_an_example_that_cannot_be_read_is_refused_at_its_place(tmp_path: pathlib.Path) -> None:
    folder = a_model_folder(tmp_path, criteria={"0.examples.met": "process:\n  rule_set: none\n  rule_set: none\n"})
    problem = the_problem(folder)
    lines = (folder / "criteria/all.yaml").read_text(encoding="utf-8").split("\n")
    assert problem.code == "duplicate-key"
    assert lines[(problem.line or 0) - 2 : problem.line] == ["        rule_set: none"] * 2


@pytest.mark.parametrize("name", ["model.yaml", "glossary.yaml", "contradictions.yaml"])
def test_a_file_that_is_missing_is_named(tmp_path: pathlib.Path, name: str) -> None:
    problem = the_problem(a_model_folder(tmp_path, files={name: DROP}))
    assert pathlib.Path(problem.file) == tmp_path / "own" / name


def test_a_model_without_criteria_is_refused(tmp_path: pathlib.Path) -> None:
    problem = the_problem(a_model_folder(tmp_path, files={"criteria/all.yaml": DROP}))
    assert problem.message == "there are no criteria"


def test_a_folder_that_is_missing_is_refused(tmp_path: pathlib.Path) -> None:
    assert "does not exist" in problems_of(tmp_path / "nowhere")[0].message


def test_a_file_that_cannot_be_read_hides_no_fault_elsewhere_and_invents_none(tmp_path: pathlib.Path) -> None:
    more = as_yaml([a_criterion_entry("T2-PEO-2")]) + "  broken: [\n"
    folder = a_model_folder(
        tmp_path,
        files={"criteria/more.yaml": more},
        criteria={"0.after": ["T2-PEO-2"], "0.effort": "XL"},
    )
    messages = [problem.message for problem in problems_of(folder)]
    assert len(messages) == 2
    assert 'there is no effort "XL"' in messages


def test_an_own_format_of_profiles_is_used(tmp_path: pathlib.Path) -> None:
    schema = """{"type": "object", "additionalProperties": false, "required": ["company", "assessment"], "properties": {
        "format": {"type": "integer"},
        "company": {"type": "object", "additionalProperties": false, "required": ["name"],
            "properties": {"name": {"type": "string"}}},
        "assessment": {"type": "object", "additionalProperties": false, "required": ["date"],
            "properties": {"date": {"type": "string", "x-type": "date"}}},
        "process": {"type": "object", "additionalProperties": false, "properties": {"tea": {"type": "string"}}}}}"""
    examples = dict.fromkeys(("met", "not_met", "unknown"), "process:\n  tea: green\n")
    change: dict[str, Any] = {}
    for index in (0, 1):
        change |= {f"{index}.condition": 'process.tea == "green"', f"{index}.examples": examples}
    folder = a_model_folder(
        tmp_path,
        criteria=change,
        contradictions={"0": DROP},
        model={"remarks": []},
        measures={f"{n}.effects": [{"at": "process", "state": {"tea": "green"}}] for n in (0, 1)},
        files={"profile.schema.json": schema, "contradictions.yaml": "[]"},
    )
    assert load_model(folder).contradictions == ()
    (folder / "profile.schema.json").write_text(schema.replace("tea", "tee"), encoding="utf-8")
    assert any("tea" in problem.message for problem in problems_of(folder))


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "object"}', '{"properties": {"process": 1}}', "\xff"])
def test_an_own_format_that_is_none_is_refused(tmp_path: pathlib.Path, text: str) -> None:
    folder = a_model_folder(tmp_path, files={"profile.schema.json": text})
    assert {pathlib.Path(problem.file).name for problem in problems_of(folder)} == {"profile.schema.json"}


HEAD = """{
"type": "object", "additionalProperties": false, "required": ["company", "assessment"],
"properties": {
"company": {"type": "object", "additionalProperties": false, "required": ["name"],
"properties": {"name": {"type": "string"}}},
"assessment": {"type": "object", "additionalProperties": false, "required": ["date"],
"properties": {"date": {"type": "string", "x-type": "date"}}},
"process": {"type": "object", "additionalProperties": false, "properties": {
"tea": %s
}}}}"""


@pytest.mark.parametrize(
    ("tea", "message"),
    [
        ("1", "an object in curly brackets"),
        ("true", "an object in curly brackets"),
        ("{}", '"type" is missing'),
        ('{"type": "null"}', '"type" has a value'),
        ('{"type": 5}', '"type" has a value'),
        ('{"type": []}', '"type" has a value'),
        ('{"type": "string", "title": []}', '"title" has a value'),
        ('{"type": "string", "pattern": "("}', '"pattern" has a value'),
        ('{"type": "string", "enum": [1]}', '"enum" has a value'),
        ('{"type": "string", "minLength": "x"}', '"minLength" has a value'),
        ('{"type": "string", "oneOf": []}', '"oneOf" of JSON Schema is not understood'),
        ('{"$ref": "#/$defs/none"}', 'the reference "#/$defs/none"'),
        ('{"$ref": 5}', 'the reference "5"'),
        ('{"type": "array"}', '"items" is missing'),
        ('{"type": "array", "items": 5}', '"items" has a value'),
        ('{"type": "object"}', '"additionalProperties": false'),
        ('{"type": "object", "additionalProperties": false, "properties": []}', '"properties" has a value'),
        ('{"type": "string", "x-type": "hour"}', '"x-type" has a value'),
        ('{"type": "string", "x-type": "every", "enum": ["often"]}', "a rhythm names"),
        ('{"type": "string", "x-ref": "process.nowhere"}', '"process.nowhere" is no list'),
        ('{"type": "array", "x-key": "id", "items": {"type": "string"}}', 'no field "id"'),
    ],
)
def test_a_fault_of_an_own_format_is_told_with_its_line(tmp_path: pathlib.Path, tea: str, message: str) -> None:
    problem = the_problem(a_model_folder(tmp_path, files={"profile.schema.json": HEAD % tea}))
    assert message in problem.message
    assert problem.line in {8, 9}
    assert problem.snippet
    assert problem.hint


def test_an_own_format_asks_for_company_and_date(tmp_path: pathlib.Path) -> None:
    text = HEAD.replace('"x-type": "date"', '"title": "D"') % '{"type": "string"}'
    assert (
        "require assessment.date" in the_problem(a_model_folder(tmp_path, files={"profile.schema.json": text})).message
    )


def paths_in(data: Any, path: tuple[str, ...] = ()) -> list[str]:
    found = [".".join(path)] if path else []
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        found += paths_in(value, (*path, str(key)))
    return found


def problems_or_none(folder: pathlib.Path) -> tuple[Problem, ...]:
    try:
        load_model(folder)
    except UserError as error:
        return error.problems
    return ()


WRONG: tuple[Any, ...] = (DROP, None, "", "x", 7, True, [], {}, ["x"], {"x": "y"}, [[]], 1.5)


@pytest.mark.parametrize("file", ["model", "glossary", "contradictions", "criteria"])
def test_whatever_stands_anywhere_it_is_loaded_or_refused(tmp_path: pathlib.Path, file: str) -> None:
    data = a_model_data()["criteria/all" if file == "criteria" else file]
    paths = [path for path in paths_in(data) if path]
    assert len(paths) > 4
    for index, path in enumerate(paths):
        for wrong in (WRONG[index % len(WRONG)], WRONG[(index * 5 + 3) % len(WRONG)]):
            for problem in problems_or_none(a_model_folder(tmp_path, **{file: {path: wrong}})):
                assert problem.line, (path, wrong)


def mutable_parts(value: Any, where: str = "model") -> list[str]:
    if isinstance(value, str | int | float | bool | Kind | None):
        return []
    if isinstance(value, tuple):
        return [part for index, item in enumerate(value) for part in mutable_parts(item, f"{where}[{index}]")]
    if isinstance(value, MappingProxyType):
        return [part for key, item in value.items() for part in mutable_parts(item, f"{where}.{key}")]
    return [f"{where}: {type(value).__name__}"]


def test_nothing_of_a_loaded_model_can_be_changed(tmp_path: pathlib.Path) -> None:
    assert mutable_parts([1]) == ["model: list"]
    assert mutable_parts(load_model(a_model_folder(tmp_path))) == []


def test_the_loader_knows_no_word_of_the_built_in_model() -> None:
    loader = [BUILT_IN.parent / "load/schema/decode.py", *sorted((BUILT_IN.parent / "load/model").glob("*.py"))]
    assert len(loader) > 10
    for path in loader:
        text = path.read_text(encoding="utf-8").lower()
        assert not [
            word for word in ("marketing", "sales", "lead_", "lmmm_report/model/", "terminology") if word in text
        ]


@pytest.fixture(scope="module")
def built_in() -> Model:
    return load_model()


def test_the_built_in_model_is_loaded(built_in: Model) -> None:
    assert [[stage.id for stage in axis.stages] for axis in built_in.axes] == [
        ["undefined", "defined", "aligned", "integrated"],
        ["none", "terms", "process", "department"],
    ]
    assert len(built_in.cells) == 16
    assert len(built_in.glossary) == 46
    assert mutable_parts(built_in) == []


def test_the_examples_of_the_built_in_model_are_fragments_of_profiles(built_in: Model) -> None:
    examples = [example for criterion in built_in.criteria for example in criterion.examples.values()]
    examples += [example for clash in built_in.contradictions for example in clash.examples.values()]
    assert examples
    for example in examples:
        assert load_fragment(example.text, example.text, on=date(2026, 10, 15)).facts


def test_every_statement_of_the_built_in_model_has_a_gate_or_a_sign(built_in: Model) -> None:
    named = {s for criterion in built_in.criteria if criterion.kind is not Kind.ADVICE for s in criterion.statements}
    statements = {s.id for axis in built_in.axes for stage in axis.stages for s in stage.statements}
    assert len(statements) == 45
    assert statements - named == set()


def test_the_built_in_model_is_loaded_in_no_time(built_in: Model) -> None:
    assert built_in
    times = []
    for _ in range(5):
        started = time.process_time()
        load_model()
        times.append(time.process_time() - started)
    assert min(times) < 1


def test_targets_of_a_profile_are_the_stages_of_the_built_in_model(built_in: Model) -> None:
    for axis in built_in.axes:
        field = profile_format().fields.at(("assessment", "target", axis.id))
        assert field is not None
        assert set(field.choices) - {"none"} == {stage.id for stage in axis.stages} - {"none"}


def test_texts_stay_within_the_languages(built_in: Model) -> None:
    assert not [text for text in texts_in(built_in) if list(text) != ["de", "en"]]


def texts_in(value: Any) -> list[Mapping[str, str]]:
    if isinstance(value, MappingProxyType):
        if ("de" in value or "en" in value) and all(isinstance(text, str) for text in value.values()):
            return [value]
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_in(item)]
    return []


BRIDGE = {
    "title": {"en": "Bridge", "fr": "Pont"},
    "text": {"en": "Over it.", "fr": "Dessus."},
    "criteria": ["T2-TOO-1"],
}


def test_a_model_may_show_criteria_together(tmp_path: pathlib.Path) -> None:
    assert load_model(a_model_folder(tmp_path / "without")).bridge is None
    known = load_model(a_model_folder(tmp_path / "known")).criteria[0].id
    bridge = load_model(a_model_folder(tmp_path / "with", model={"bridge": {**BRIDGE, "criteria": [known]}})).bridge
    assert bridge is not None
    assert bridge.criteria == (known,)
    assert bridge.title["fr"] == "Pont"


def test_a_bridge_over_a_criterion_that_does_not_exist_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UserError) as caught:
        load_model(a_model_folder(tmp_path, model={"bridge": {**BRIDGE, "criteria": ["T2-NON-1"]}}))
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("unknown-id", "bridge.criteria[0]")]

"""What decides a gate: read from files of its own or from the criterion, and refused with its place where it is wrong."""

from __future__ import annotations

import pathlib
import shutil
from typing import Any

import pytest
import yaml

from lmmm_report.assess.lint import lint
from lmmm_report.load.model import model as loading
from lmmm_report.load.model.compiled import as_json, from_json
from lmmm_report.load.model.model import BUILT_IN, load_model
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.problems import Problem, UserError
from tests.builders import a_criterion_entry, a_decision_entry, a_measure_entry, a_model_folder, as_yaml

FILE = "decisions/all.yaml"
GATES = ("T2-PEO-1", "C2-TOO-1")


def the_problem(folder: pathlib.Path) -> Problem:
    with pytest.raises(UserError) as caught:
        load_model(folder)
    problems = caught.value.problems
    assert len(problems) == 1, [problem.message for problem in problems]
    return problems[0]


def with_file(tmp_path: pathlib.Path, content: Any, **changes: Any) -> pathlib.Path:
    return a_model_folder(tmp_path, files={FILE: content}, **changes)


def both(**changes: Any) -> dict[str, Any]:
    return {gate: a_decision_entry(**changes) for gate in GATES}


def test_a_file_says_it_by_the_id_of_the_criterion(tmp_path: pathlib.Path) -> None:
    decision = load_model(with_file(tmp_path, both())).criterion("T2-PEO-1").decision
    assert decision is not None
    assert decision.enough == ({"en": "We have rules.", "fr": "Nous avons des règles."},)
    assert [miss.said["en"] for miss in decision.not_enough] == ["We need none.", "They come soon."]
    assert [dict(miss.reason) for miss in decision.not_enough] == [{}, {"en": "a plan", "fr": "un projet"}]
    assert decision.open[0]["fr"] == "Peut-être."
    assert decision.evidence["en"] == "The rules."
    assert decision.because["fr"] == "Une règle est une règle."


def test_a_criterion_may_have_it_itself(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path, criteria={"0.decision": a_decision_entry()}))
    decided = [criterion.id for criterion in model.criteria if criterion.decision]
    assert decided == ["T2-PEO-1"], "a model without files of decisions may leave gates open"
    assert from_json(as_json(model)) == model


def test_a_model_without_any_is_loaded_and_warned_of(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    said = [problem for problem in lint(model, FragmentReader()) if problem.code == "undecided"]
    assert [problem.severity for problem in said] == ["warning"] * len(GATES)
    assert [(problem.file, problem.line) for problem in said] == [
        (gate.file, gate.place.line) for gate in map(model.criterion, GATES)
    ]
    whole = load_model(with_file(tmp_path, both()))
    assert [problem for problem in lint(whole, FragmentReader()) if problem.code == "undecided"] == []


def test_an_unknown_id_is_refused(tmp_path: pathlib.Path) -> None:
    folder = with_file(tmp_path, {**both(), "T2-PEO-11": a_decision_entry()})
    problem = the_problem(folder)
    assert problem.code == "unknown-id"
    assert "T2-PEO-11" in problem.path
    assert problem.file == str(folder / FILE)
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert lines[problem.line - 1].startswith("T2-PEO-11:")


def test_a_gate_without_one_is_refused_where_it_stands(tmp_path: pathlib.Path) -> None:
    folder = with_file(tmp_path, {"C2-TOO-1": a_decision_entry()})
    problem = the_problem(folder)
    assert problem.code == "undecided"
    assert problem.file == str(folder / "criteria" / "all.yaml")
    lines = (folder / "criteria" / "all.yaml").read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert "T2-PEO-1" in lines[problem.line - 1]


def test_advice_needs_none(tmp_path: pathlib.Path) -> None:
    entries = [*map(a_criterion_entry, GATES), a_criterion_entry("T2-PEO-2", kind="advice")]
    folder = a_model_folder(tmp_path, files={FILE: both(), "criteria/all.yaml": entries})
    assert load_model(folder).criterion("T2-PEO-2").decision is None


@pytest.mark.parametrize("elsewhere", ["file", "criterion"])
def test_two_for_one_gate_are_refused(tmp_path: pathlib.Path, elsewhere: str) -> None:
    changes = {"criteria": {"0.decision": a_decision_entry()}} if elsewhere == "criterion" else {}
    files = {FILE: both()} | ({"decisions/more.yaml": {GATES[0]: a_decision_entry()}} if not changes else {})
    problem = the_problem(a_model_folder(tmp_path, files=files, **changes))
    assert problem.code == "duplicate"
    assert problem.line


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"because": {"en": "Only English."}}, "language", ("because",)),
        ({"enough": []}, "empty", ("enough",)),
        ({"open": [{"en": "a", "fr": "b", "de": "c"}]}, "unknown-key", ("open", 0, "de")),
        ({"not_enough": [{"reason": {"en": "a", "fr": "b"}}]}, "missing-key", ("not_enough", 0)),
        ({"enouhg": []}, "unknown-key", ("enouhg",)),
    ],
)
def test_a_faulty_one_is_refused(tmp_path: pathlib.Path, changes: dict[str, Any], code: str, path: tuple[Any]) -> None:
    problem = the_problem(with_file(tmp_path, {**both(), GATES[0]: a_decision_entry(**changes)}))
    assert problem.code == code
    assert problem.line
    for step in path:
        assert str(step) in str(problem.path)


def test_the_built_in_model_has_to_have_them(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pathlib.Path(shutil.copytree(BUILT_IN, tmp_path / "model"))
    monkeypatch.setattr(loading, "BUILT_IN", folder)
    file = folder / "decisions" / "x2.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    del entries["X2-PRO-1"]
    file.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_model()
    assert [(p.code, pathlib.Path(p.file).name) for p in caught.value.problems] == [("undecided", "x2.yaml")]
    shutil.rmtree(folder / "decisions")
    with pytest.raises(UserError) as caught:
        load_model()
    assert {problem.code for problem in caught.value.problems} == {"undecided"}
    assert len(caught.value.problems) == 36


def test_what_they_say_belongs_to_the_contents_of_the_model(tmp_path: pathlib.Path) -> None:
    before = load_model(with_file(tmp_path, both())).sha256
    after = load_model(with_file(tmp_path, both(evidence={"en": "A page.", "fr": "Une page."}))).sha256
    assert before != after


def test_an_extension_may_have_it_and_need_not(tmp_path: pathlib.Path) -> None:
    own = [a_criterion_entry("T2-PEO-8", decision=a_decision_entry()), a_criterion_entry("T2-PEO-9")]
    head = {"id": "own", "version": "0.1.0", "name": {"en": "Own", "fr": "À nous"}, "criteria": own}
    measures = [a_measure_entry("M-OWN", satisfies=["T2-PEO-8", "T2-PEO-9"])]
    extension = tmp_path / "extension.yaml"
    extension.write_text(as_yaml({**head, "measures": measures}), encoding="utf-8")
    model = load_model(with_file(tmp_path, both()), extension=extension)
    assert model.criterion("T2-PEO-8").decision is not None
    assert model.criterion("T2-PEO-9").decision is None

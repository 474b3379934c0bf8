"""A bound that is met is said in words, with its place; nothing is half a result."""

from __future__ import annotations

import json
import pathlib

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions import reading
from lmmm_report.assess.plan import plan, search
from lmmm_report.cli.main import run
from lmmm_report.domain.profile import Profile
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.messages import in_language
from lmmm_report.problems import UserError
from tests.builders import a_model_folder, replace

ROOT = pathlib.Path(__file__).resolve().parents[3]
BAKERY = ROOT / "tests" / "models" / "bakery"
EVERY_WITH_EVERY = "goals.goals.all(a, goals.goals.all(b, a.name != b.name || a.id == b.id))"


def a_profile(folder: pathlib.Path, goals: int) -> Profile:
    file = folder / "profile.yaml"
    entries = "".join(f"\n    - {{id: g{n}, name: Goal {n}}}" for n in range(goals))
    file.write_text(
        "format: 1\ncompany: {name: A}\nassessment: {date: 2026-10-15, language: en}\ngoals:\n  goals:"
        + entries
        + "\n",
        encoding="utf-8",
    )
    return load_profile(file)


def test_a_condition_that_costs_too_much_is_named_with_its_place(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model(a_model_folder(tmp_path, criteria={"0.condition": EVERY_WITH_EVERY}))
    monkeypatch.setattr(reading, "MAX_ITEMS", 1000)
    assert assess(a_profile(tmp_path, 20), model)
    with pytest.raises(UserError) as caught:
        assess(a_profile(tmp_path, 50), model)
    (problem,) = caught.value.problems
    condition = model.criteria[0].condition
    assert (problem.file, problem.line) == (condition.file, condition.place.line)
    assert problem.message == "this condition would look at more than 1,000 entries of this profile"
    assert "there is no result, and nothing was written" in problem.hint
    assert in_language(problem.message, "de").startswith("diese Bedingung müsste")


@pytest.mark.parametrize(("language", "words"), [("en", "cheaper by up to"), ("de", "günstiger ist, aber keinen")])
def test_a_plan_that_may_not_be_the_cheapest_says_so_wherever_it_is_shown(
    language: str,
    words: str,
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(plan, "cheapest", lambda *given: replace(search.cheapest(*given), dearer=7))
    profile = ROOT / "configs" / "calder-finch-water.yaml"
    assert run(["assess", str(profile), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["plan"]["dearer_at_most"] == 7
    assert run(["plan", str(profile), "--lang", language]) == 0
    assert words in " ".join(capsys.readouterr().out.split())
    out = tmp_path / "out"
    assert run(["build", str(profile), "--lang", language, "--format", "html", "-o", str(out)]) == 0
    (page,) = [file.read_text(encoding="utf-8") for file in out.glob("calder*.html")]
    assert words in page
    assert "least likely effort first, then" not in page

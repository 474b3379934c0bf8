"""A second, small model of another trade goes through every command: nothing in the code knows the built-in one's words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
BAKERY = ROOT / "tests" / "models" / "bakery"
CORNER = ROOT / "tests" / "models" / "corner-bakery.yaml"
NORDWERK = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


def said(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert call("--model", BAKERY, *args) == 0
    return capsys.readouterr().out


def test_model_is_sound_and_has_its_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--model", BAKERY, "model", "--check") == 0
    manual = said(capsys, "model")
    for words in ("# Bakery Maturity Model", "D2-KIT-1", "M-POWER", "Oven ahead"):
        assert words in manual


def test_validate_uses_its_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "validate", CORNER)
    assert call("validate", CORNER) == 1, "the built-in format has no kitchen"
    capsys.readouterr()
    path = tmp_path / "bad.yaml"
    path.write_text(CORNER.read_text(encoding="utf-8").replace("oven: rented", "oven: steam"), encoding="utf-8")
    assert call("--model", BAKERY, "validate", path) == 1
    assert 'found "steam"; expected one of none, rented, wood, electric' in capsys.readouterr().err


def test_assessment_plan_and_what_if(capsys: pytest.CaptureFixture[str]) -> None:
    result = json.loads(said(capsys, "assess", CORNER, "--format", "json"))
    assert result["model"]["id"] == "bakery"
    assert result["result"]["cell"] == {"dough": {"stage": 1, "id": "bought"}, "oven": {"stage": 1, "id": "cold"}}
    plan = json.loads(said(capsys, "plan", CORNER, "--format", "json"))
    measures = [m["id"] for step in plan["steps"] for m in step["measures"]]
    # One electric oven serves both stages: cheaper than a wood oven now and an electric one later.
    assert measures == ["M-POWER", "M-RECIPE", "M-PRIZE"]
    assert plan["reached"] is True
    assert "BEGIN:VEVENT" in said(capsys, "plan", CORNER, "--format", "ics")
    after = json.loads(said(capsys, "whatif", CORNER, "--plan", "--format", "json"))["after"]
    assert after["result"]["cell"]["dough"]["stage"] == after["result"]["cell"]["oven"]["stage"] == 3
    assert "Nothing is left to do here" in said(capsys, "plan", CORNER)
    assert "famous" in said(capsys, "schema")
    said(capsys, "measures")
    said(capsys, "explain", "M-PRIZE")
    assert call("--model", BAKERY, "assess", CORNER, "--require", "oven=hot") == 1


def test_write_keeps_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "corner.yaml"
    path.write_bytes(CORNER.read_bytes())
    said(capsys, "whatif", path, "--plan", "--write")
    text = path.read_text(encoding="utf-8")
    assert "recipe: Rye  # since 1950" in text
    assert "oven: electric\n" in text
    said(capsys, "validate", path)
    before = json.loads(said(capsys, "assess", path, "--format", "json"))
    assert before["result"]["cell"]["dough"]["id"] == "bought", "what is only assumed does not count"
    said(capsys, "whatif", path, "--confirm", "all", "--by", "Ann", "--on", "2026-11-03")
    after = json.loads(said(capsys, "assess", path, "--format", "json"))
    assert after["result"]["cell"]["dough"]["id"] == "famous"


def test_report_and_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "build", CORNER, "-o", tmp_path, "--format", "html,json")
    page = (tmp_path / "corner-bakery.en.html").read_text(encoding="utf-8")
    assert "Corner Bakery bakes at" not in page, "the cell is not certain, and its text is about all of it"
    assert "Corner Bakery – Dough: Bought dough … Own dough; Oven: No oven." in page
    assert not re.search(r"\b(marketing|sales|MQL|lead management)\b", page, re.IGNORECASE)
    template = said(capsys, "init", "--template")
    assert yaml.safe_load(template)["company"] == {"name": "Example Company"}
    assert "kitchen" in template
    assert "marketing" not in template


def test_by_environment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LMMM_REPORT_MODEL", str(BAKERY))
    assert call("assess", CORNER) == 0
    assert "Corner Bakery" in capsys.readouterr().out


EXTENSION = """
id: acme
version: "0.1.0"
name: {en: Acme's additions, de: Ergänzungen von Acme}
sources:
  - id: handbook
    title: The handbook of Acme
    where: Acme, 2026
    note: {en: Internal., de: Intern.}
criteria:
  - id: X2-COL-9
    axis: relationship
    stage: 2
    kind: gate
    area: collaboration
    sources: [handbook]
    statements: []
    owners: [HM]
    effort: S
    after: []
    condition: collaboration.consultation_rules != none
    short: {en: A who-to-ask list, de: Liste der zu Fragenden}
    met: {en: There is a who-to-ask list., de: Es gibt eine Liste der zu Fragenden.}
    not_met: {en: There is no who-to-ask list., de: Es gibt keine Liste der zu Fragenden.}
    ask: {en: Is there a who-to-ask list?, de: Gibt es eine Liste der zu Fragenden?}
    why: {en: Else nobody is asked., de: Sonst wird niemand gefragt.}
    do: {en: Write the list., de: Schreiben Sie die Liste.}
    examples:
      met: |
        collaboration:
          consultation_rules: List
      not_met: |
        collaboration:
          consultation_rules: none
      unknown: |
        collaboration:
          training_plan: Plan
measures:
  - id: M-ACME-LIST
    satisfies: [X2-COL-9]
    after: []
    owner: HM
    helpers: []
    effort: {small: [1, 1, 2], medium: [1, 2, 3], large: [2, 3, 5]}
    weeks: 1
    title: {en: Write the who-to-ask list, de: Liste der zu Fragenden schreiben}
    what: {en: The list hangs on the wall., de: Die Liste hängt an der Wand.}
    why: {en: Else nobody is asked., de: Sonst wird niemand gefragt.}
    first_step: {en: Take last week's mails., de: Nehmen Sie die Mails der letzten Woche.}
    done_when: {en: The list hangs there., de: Die Liste hängt dort.}
    effects:
      - at: collaboration
        state:
          consultation_rules: {fill: {en: The list, de: Die Liste}}
"""


@pytest.fixture
def extension(tmp_path: Path) -> Path:
    path = tmp_path / "acme-model.yaml"
    path.write_text(EXTENSION, encoding="utf-8")
    return path


def test_an_extension_adds_a_gate_and_its_measure(
    extension: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("--model", extension, "model", "--check") == 0
    path = tmp_path / "profile.yaml"
    text = NORDWERK.read_text(encoding="utf-8")
    assert re.search(r"^  consultation_rules: ", text, re.MULTILINE)
    path.write_text(re.sub(r"^  consultation_rules: .*$", "  consultation_rules: none", text, flags=re.MULTILINE))
    capsys.readouterr()
    assert call("--model", extension, "assess", path, "--format", "json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["model"]["extension"]["id"] == "acme"
    assert result["result"]["cell"]["relationship"]["stage"] == 1, "the gate that Acme added is not met"
    assert result["plan"]["steps"][0]["measures"][0]["id"] == "M-ACME-LIST"
    assert call("--model", extension, "validate", path) == 0
    assert call("--model", extension, "explain", "M-ACME-LIST") == 0


def test_a_faulty_extension_is_told(extension: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extension.write_text(EXTENSION.replace("consultation_rules: {fill", "consultation_rulez: {fill"), encoding="utf-8")
    assert call("--model", extension, "assess", NORDWERK) == 1
    err = capsys.readouterr().err
    assert f"{extension}:" in err
    assert "consultation_rules" in err


@pytest.mark.parametrize("path", ["nowhere", "nowhere.yaml"])
def test_a_model_that_is_not_there(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--model", tmp_path / path, "assess", NORDWERK) == 1
    assert "does not exist" in capsys.readouterr().err


def test_a_model_without_our_languages_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    languages = re.sub(r"\ben:", "it:", (BAKERY / "model.yaml").read_text(encoding="utf-8")).replace("- en", "- it")
    folder = tmp_path / "forno"
    for file in BAKERY.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(BAKERY)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(re.sub(r"\ben:", "it:", file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "model.yaml").write_text(languages, encoding="utf-8")
    assert call("--model", folder, "assess", CORNER) == 1
    assert "the model has texts in it, reports can be made in de, en" in capsys.readouterr().err

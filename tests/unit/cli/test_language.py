"""In which language the program speaks, and that every form of problems does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lmmm_report.cli.console import LANGUAGE_VARIABLE, as_text, language
from lmmm_report.cli.main import run
from lmmm_report.load.model.model import load_model
from lmmm_report.messages import say
from lmmm_report.problems import Problem
from lmmm_report.report.documents.annotations import FORMATS, checked_files, render_annotations

VARIABLES = (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "de_AT", "LC_MESSAGES": "en_GB"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "", "LANG": "de_DE"}, "de"),
        ({LANGUAGE_VARIABLE: "en", "LC_ALL": "de_DE"}, "en"),
        ({LANGUAGE_VARIABLE: "DE", "LC_ALL": "en_GB"}, "de"),
    ],
)
def test_the_language(settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)
    assert language() == expected


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "de")


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_every_form_speaks_german(form: str, german: None) -> None:
    problem = Problem(
        file="x", message=say("output.cannot_write", cause=say("output.full")), hint=say("output.elsewhere")
    )
    listed = checked_files(["x"], [problem])
    said = as_text(problem) if form == "text" else render_annotations(form, listed, language())
    assert "die Ausgabe lässt sich nicht schreiben: der Datenträger ist voll" in said
    assert "mit -o einen anderen Ort wählen" in said


def test_a_warning(german: None) -> None:
    problem = Problem(file="x", message=say("making.none_earlier"), severity="warning")
    assert as_text(problem).startswith("x: Warnung: enthält kein früheres Profil")


def test_usage_and_success(german: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["valdate"]) == 2
    assert "Einen Befehl „valdate“ gibt es nicht. War validate gemeint?" in capsys.readouterr().err
    path = tmp_path / "x.yaml"
    path.write_text("format: 2\ncompany: {name: T}\nassessment: {date: 2026-10-15}\n", encoding="utf-8")
    assert run(["validate", "--no-hints", str(path)]) == 0
    assert capsys.readouterr().err == "1 Profil geprüft, keine Fehler\n"
    assert run(["validate", str(path)]) == 0
    first, second = capsys.readouterr().err.splitlines()[:2]
    assert first.endswith("Antworten würden das Ergebnis festigen:")
    assert second.endswith(tuple(c.ask["de"] for c in load_model().criteria)), (
        "the question is the model's, in German as well"
    )
    assert run(["assess", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)

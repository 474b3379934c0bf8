"""build --earlier: where the company stood before, from earlier profiles and reports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from lmmm_report import resources
from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
NOW = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
OTHER = ROOT / "configs" / "calder-finch-water.yaml"
EARLIER = ROOT / "configs" / "earlier"
LAST = EARLIER / "nordwerk-fluidtechnik-2025.yaml"
FIRST = EARLIER / "nordwerk-fluidtechnik-2024.yaml"


def build(folder: Path, *args: object, form: str = "json") -> int:
    return run([str(arg) for arg in ("-q", "build", *args, "-o", folder, "--format", form)])


def earlier_in(folder: Path, name: str = NOW.stem) -> list[dict[str, Any]]:
    return list(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["earlier"])


def test_profiles_are_assessed_and_stand_in_order(tmp_path: Path) -> None:
    assert build(tmp_path, NOW, "--earlier", LAST, "--earlier", FIRST) == 0
    found = earlier_in(tmp_path)
    assert [one["date"] for one in found] == ["2024-10-15", "2025-10-14"]
    assert [[cell["stage"] for cell in one["cell"].values()] for one in found] == [[1, 1], [2, 2]]
    assert found[1]["coordinates"]["lead_management"] == {"low": 2.8571, "high": 2.8571}
    document = json.loads((tmp_path / f"{NOW.stem}.json").read_text(encoding="utf-8"))
    schema = json.loads((resources.SCHEMAS / "result.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(document)] == []


@pytest.mark.parametrize("form", ["html", "json"])
def test_reports_say_the_same_as_profiles(form: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert build(archive, FIRST, LAST, form=form) == 0
    assert build(tmp_path / "a", NOW, "--earlier", archive) == 0
    assert build(tmp_path / "b", NOW, "--earlier", EARLIER) == 0
    found = earlier_in(tmp_path / "a")
    assert len(found) == 2, "two languages of one report are one position"
    assert found == earlier_in(tmp_path / "b")


def test_profile_and_report_of_one_date_are_one_position(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert build(archive, FIRST, LAST, form="html,json") == 0
    for profile in (FIRST, LAST):
        (archive / profile.name).write_bytes(profile.read_bytes())
    assert build(tmp_path, NOW, "--earlier", archive) == 0
    assert len(earlier_in(tmp_path)) == 2


def test_a_folder_without_anything_earlier_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["build", OTHER, "-o", tmp_path, "--format", "json", "--earlier", EARLIER]
    assert run([str(arg) for arg in args]) == 0
    assert "holds no earlier profile or report of a company" in " ".join(capsys.readouterr().err.split())
    assert build(tmp_path, NOW, "--earlier", EARLIER) == 0
    assert "holds no earlier" not in capsys.readouterr().err


def test_each_company_gets_its_own(tmp_path: Path) -> None:
    assert build(tmp_path, NOW, OTHER, "--earlier", EARLIER) == 0
    assert len(earlier_in(tmp_path)) == 2
    assert earlier_in(tmp_path, OTHER.stem) == []


def test_the_report_itself_is_not_earlier(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert build(archive, NOW, "--earlier", EARLIER, form="html,json") == 0
    assert build(tmp_path, NOW, "--earlier", archive) == 0
    assert earlier_in(tmp_path) == []


def test_a_named_file_that_does_not_fit_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = [str(a) for a in ("build", NOW, "-o", tmp_path, "--format", "json", "--earlier", OTHER, "--earlier", NOW)]
    assert run(args) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "is of Calder & Finch Water Technologies Ltd, Municipal business unit, of which no report is built" in said
    assert "is of 2026-10-15, which is not earlier than the assessment" in said


def spoilt(document: dict[str, Any], key: str) -> dict[str, Any]:
    axes: list[dict[str, Any]] = document["axes"]
    if key == "model":
        document["model"]["id"] = "bakery"
    elif key == "stage":
        document["result"]["cell"]["relationship"]["stage"] = 0
    elif key == "coordinate":
        axes[0]["coordinate"]["high"] = 9
    elif key == "infinite":
        axes[0]["coordinate"]["low"] = float("inf")
    elif key == "date":
        document["date"] = "last year"
    elif key == "company":
        document["company"] = None
    elif key == "axis":
        axes.pop()
    return document


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("model", "this report is by the model bakery, not by lmmm"),
        *((k, "does not say where the company stood") for k in ("stage", "coordinate", "date", "company")),
        ("infinite", "this is no report of ours"),
        ("axis", "does not say where the company stood"),
    ],
)
def test_a_spoilt_report_is_refused_and_nothing_written(
    key: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, LAST) == 0
    report = tmp_path / f"{LAST.stem}.json"
    document = spoilt(json.loads(report.read_text(encoding="utf-8")), key)
    report.write_text(json.dumps(document), encoding="utf-8")
    target = tmp_path / "target"
    assert build(target, NOW, "--earlier", report) == 1
    assert message in " ".join(capsys.readouterr().err.split())
    assert not target.exists()


@pytest.mark.parametrize("place", ["company", "model"])
def test_no_text_of_a_report_steers_the_terminal(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, LAST) == 0
    report = tmp_path / f"{LAST.stem}.json"
    document = json.loads(report.read_text(encoding="utf-8"))
    document[place]["name" if place == "company" else "id"] = "\x1b[2Jgone"
    report.write_text(json.dumps(document), encoding="utf-8")
    assert build(tmp_path / "target", NOW, "--earlier", report) == 1
    assert run(["verify", str(report), str(NOW)]) == 1
    said = capsys.readouterr()
    assert "\x1b" not in said.err + said.out
    assert said.err.count("this is no report of ours") == 2


def test_a_folder_may_hold_other_pages(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "notes.html").write_text("<p>none of ours</p>", encoding="utf-8")
    (archive / "package.json").write_text("{}", encoding="utf-8")
    assert build(tmp_path, NOW, "--earlier", archive) == 0
    assert earlier_in(tmp_path) == []


def test_an_earlier_profile_with_faults_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(LAST.read_text(encoding="utf-8").replace("format: 2", "format: 7"), encoding="utf-8")
    assert build(tmp_path / "out", NOW, "--earlier", wrong) == 1
    assert f"{wrong}" in capsys.readouterr().err


def test_picture_table_and_text_show_them(tmp_path: Path) -> None:
    assert build(tmp_path, NOW, "--earlier", EARLIER, form="html") == 0
    page = (tmp_path / f"{NOW.stem}.en.html").read_text(encoding="utf-8")
    assert len(re.findall(r'class="[^"]*mx-past', page)) == 2
    assert "Earlier: on 15 October 2024 Marketing-sales relationship: Undefined" in page
    assert "Marketing-sales relationship up from 2.12 to 3." in page
    assert build(tmp_path, NOW, form="html") == 0
    page = (tmp_path / f"{NOW.stem}.en.html").read_text(encoding="utf-8")
    assert 'class="x1 y4 mx-past' not in page
    assert "Earlier" not in page


def test_another_version_of_the_model_is_told(tmp_path: Path) -> None:
    assert build(tmp_path, LAST) == 0
    report = tmp_path / f"{LAST.stem}.json"
    document = json.loads(report.read_text(encoding="utf-8"))
    version = document["model"]["version"]
    document["model"]["version"] = "0.9.0"
    report.write_text(json.dumps(document), encoding="utf-8")
    assert build(tmp_path, NOW, "--earlier", report, form="html") == 0
    page = (tmp_path / f"{NOW.stem}.en.html").read_text(encoding="utf-8")
    assert f"another version of the model than {version}" in page

"""Workbooks and German tables opened by LibreOffice: what it reads is what was meant, with its types."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from lmmm_report.cli.main import run
from tests.conftest import tool

ROOT = Path(__file__).resolve().parents[2]
BRACKWELL = ROOT / "configs" / "brackwell-instruments.yaml"
CALDER = ROOT / "configs" / "calder-finch-water.yaml"
GERMAN_CSV = "CSV:59,34,76,1,,1031,false,true"
"""Semicolons, quotation marks, UTF-8, from the first line, German (Germany), numbers and dates recognised as typed."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def soffice() -> str:
    return tool("soffice", "libreoffice-calc-nogui")


def opened(soffice: str, file: Path, *, reading: str = "") -> openpyxl.Workbook:
    """The file as LibreOffice writes it after it has read it."""
    out = file.parent / "opened"
    command = [
        soffice,
        f"-env:UserInstallation={(file.parent / 'home').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    command += [f"--infilter={reading}"] if reading else []
    done = subprocess.run(
        [*command, "--outdir", str(out), str(file)], capture_output=True, text=True, timeout=240, check=False
    )
    assert (out / f"{file.stem}.xlsx").exists(), done.stderr[-1000:]
    return openpyxl.load_workbook(out / f"{file.stem}.xlsx")


def plan_of(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert run(["-q", "plan", str(BRACKWELL), *map(str, args)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_plan_is_read_as_it_was_meant(
    language: str, soffice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.xlsx"
    plan_of(capsys, "--lang", language, "--format", "xlsx", "-o", file)
    measures = [m for step in json.loads(plan_of(capsys, "--format", "json"))["steps"] for m in step["measures"]]
    ours, read = openpyxl.load_workbook(file), opened(soffice, file)
    assert read.sheetnames == ours.sheetnames
    for name in ours.sheetnames:
        one, other = ([[c.value for c in row] for row in sheet.iter_rows()] for sheet in (ours[name], read[name]))
        assert [row[: len(one[0])] for row in other[: len(one)]] == one
    heads = [cell.value for cell in read["Plan"][1]]
    day, days = ("Erster Tag", "Tage erwartet") if language == "de" else ("First day", "Days expected")
    for row, measure in zip(read["Plan"].iter_rows(min_row=2, values_only=True), measures, strict=False):
        assert row[heads.index(day)] == datetime.fromisoformat(measure["slot"]["first_day"])
        assert row[heads.index(days)] == measure["effort"]["expected"]
        assert isinstance(row[heads.index(days)], int)
    assert read["Plan"].auto_filter.ref


def test_no_text_is_a_formula_there(soffice: str, tmp_path: Path) -> None:
    profile = tmp_path / "hostile.yaml"
    told = CALDER.read_text(encoding="utf-8")
    name = next(line for line in told.splitlines() if line.startswith("  name:"))
    profile.write_text(told.replace(name, '  name: "=1+1"', 1), encoding="utf-8")
    for command in ("plan", "questions"):
        file = tmp_path / f"{command}.xlsx"
        assert run(["-q", command, str(profile), "--format", "xlsx", "-o", str(file)]) == 0
        cells = [cell for sheet in opened(soffice, file) for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if str(cell.value).startswith("=1+1")]
        assert "f" not in {cell.data_type for cell in cells}


def test_german_tables_are_read_with_numbers_days_and_truths(
    soffice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.csv"
    plan_of(capsys, "--format", "csv", "--csv-dialect", "excel-de", "-o", file)
    heads, *plain = csv.reader(io.StringIO(plan_of(capsys, "--format", "csv")))
    read = list(opened(soffice, file, reading=GERMAN_CSV).worksheets[0].iter_rows(values_only=True))
    assert list(read[0]) == heads
    assert len(read) == len(plain) + 1
    for row, meant in zip(read[1:], plain, strict=True):
        cells, said = dict(zip(heads, row, strict=True)), dict(zip(heads, meant, strict=True))
        assert cells["first_day"] == datetime.fromisoformat(said["first_day"])
        assert cells["days_expected"] == int(said["days_expected"])
        assert bool(cells["critical"]) is (said["critical"] == "true")
        assert cells["title"] == said["title"]
        if said["days_done"]:
            assert cells["days_done"] == pytest.approx(float(said["days_done"]))
            assert isinstance(cells["days_done"], float)
    assert any(row["days_done"] for row in (dict(zip(heads, meant, strict=True)) for meant in plain))


def test_a_filled_in_guide_keeps_its_answers(soffice: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.xlsx"
    assert run(["-q", "questions", str(CALDER), "--format", "xlsx", "-o", str(file)]) == 0
    filled = openpyxl.load_workbook(file)
    sheet = filled.worksheets[0]
    at = [cell.value for cell in sheet[1]].index("Answer") + 1
    sheet.cell(2, at).value = "Since spring, both signed."
    filled.save(file)
    assert opened(soffice, file).worksheets[0].cell(2, at).value == "Since spring, both signed."

"""verify: whether a report and a profile still belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
CALDER = ROOT / "configs" / "calder-finch-water.yaml"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


@pytest.fixture
def built(tmp_path: Path) -> Path:
    profile = tmp_path / "acme.yaml"
    profile.write_bytes(CALDER.read_bytes())
    assert call("-q", "build", profile, "-o", tmp_path, "--format", "html,json") == 0
    return profile


@pytest.mark.parametrize("report", ["acme.de.html", "acme.en.html", "acme.json"])
def test_a_fresh_report_belongs_to_its_profile(report: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("verify", built.parent / report, built) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "same file, same model, same result" in captured.err


@pytest.mark.parametrize("report", ["acme.en.html", "acme.json"])
def test_a_changed_profile_is_told(report: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = built.read_text(encoding="utf-8")
    built.write_text(text + "# only a comment\n", encoding="utf-8")
    assert call("verify", built.parent / report, built) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "the profile has changed since" in line
    assert call("-q", "whatif", built, "--apply", "M-RULES", "--apply", "M-LEAD-TERMS", "--write") == 0
    capsys.readouterr()
    assert call("verify", built.parent / report, built) == 1
    assert "Y2-TER-1 was unknown, now it is met" in capsys.readouterr().out


def test_another_model_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built.parent / "acme.en.html"
    text = page.read_text(encoding="utf-8")
    assert '"id":"lmmm","version":"' in text
    page.write_text(text.replace('"id":"lmmm","version":"', '"id":"lmmm","version":"0.'), encoding="utf-8")
    assert call("verify", page, built) == 1
    assert "the model is another: lmmm 0." in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "<html></html>", "{", "[]", '{"format": 1}', '<script id="result">[1]</script>', "{" * 100_000]
)
def test_what_is_no_report_is_told(text: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built.parent / "other.html"
    page.write_text(text, encoding="utf-8")
    assert call("verify", page, built) == 1
    err = capsys.readouterr().err
    assert "this is no report of ours" in err
    assert "Traceback" not in err


def test_a_report_that_is_not_there(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("verify", built.parent / "nowhere.html", built) == 1
    assert "cannot be read" in capsys.readouterr().err

"""An error that nobody foresaw: one sentence, a file for the makers, exit code 70, nothing half-written."""

from __future__ import annotations

import stat
import tempfile
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.fault import MOST_FRAMES, fault_text
from lmmm_report.cli.main import run
from lmmm_report.report.words.wording import Wording

SECRET = "Geheimnis GmbH"
PROFILE = f"format: 1\ncompany: {{name: {SECRET}}}\nassessment: {{date: 2026-10-15}}\n"


def fail(*_: Any, **__: Any) -> str:
    try:
        return {"": ""}[SECRET]
    except KeyError as error:
        raise RuntimeError(f"{SECRET} again") from error


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile, and a fault that strikes when its report is half made: in the second language."""
    said = Wording.say

    def say(self: Wording, key: str, **values: Any) -> str:
        return fail() if self.language == "en" else said(self, key, **values)

    monkeypatch.setattr(Wording, "say", say)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("sys.platform", "linux")
    path = tmp_path / "secret.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def fault_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_one_sentence_and_a_private_file(planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["-q", "build", str(planted), "-o", str(out), "--format", "html,json"]) == 70
    assert not out.exists(), "nothing half-written"
    (line,) = capsys.readouterr().err.splitlines()
    file = fault_file(tmp_path / "state" / "lmmm-report")
    assert "fault of the program" in line
    assert str(file) in line
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    for part in ("builtins.RuntimeError", "caused by: builtins.KeyError", "lmmm_report/cli/main.py:", " fail"):
        assert part in text
    assert SECRET not in text
    assert "secret" not in text, "the name of the profile is the company's"


def test_the_same_fault_has_one_file(planted: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(["-q", "build", str(planted), "-o", str(tmp_path / "out"), "--format", "html"]) == 70
    fault_file(tmp_path / "state" / "lmmm-report")


def test_where_the_home_takes_nothing_it_goes_to_the_temporary_folder(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file in the way")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    assert run(["-q", "build", str(planted), "-o", str(tmp_path / "out"), "--format", "html"]) == 70
    assert str(fault_file(tmp_path / "temporary")) in capsys.readouterr().err


def test_where_nothing_takes_it_the_sentence_is_left(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "state"))
    assert run(["-q", "build", str(planted), "-o", str(tmp_path / "out"), "--format", "html"]) == 70
    assert "fault of the program" in capsys.readouterr().err


def test_the_address_is_the_one_of_the_package(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from email.message import Message

    stated = Message()
    stated["Project-URL"] = "Homepage, https://example.org"
    stated["Project-URL"] = "Issues, https://example.org/issues"
    monkeypatch.setattr(Distribution, "metadata", stated)
    assert run(["-q", "build", str(planted), "-o", str(tmp_path / "out"), "--format", "html"]) == 70
    assert "report it at https://example.org/issues and" in capsys.readouterr().err


def test_what_rust_raises_is_caught_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: Any, **__: Any) -> None:
        raise PanicException(SECRET)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("lmmm_report.cli.console.print_problems", panic)
    assert run(["assess", str(tmp_path / "missing.yaml")]) == 70


def test_deep_and_grouped_errors() -> None:
    def deep(level: int) -> None:
        if level == 0:
            raise ValueError(SECRET)
        deep(level - 1)

    try:
        deep(300)
    except ValueError as error:
        grouped = ExceptionGroup(SECRET, [error, TypeError(SECRET)])
    text = fault_text(grouped)
    assert len(text.splitlines()) < 3 * MOST_FRAMES
    assert "… " in text
    assert "one of: builtins.TypeError" in text
    assert SECRET not in text

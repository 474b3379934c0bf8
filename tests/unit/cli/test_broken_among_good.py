"""Commands that take folders go on where one profile is broken: it is named, the others are told, the exit code is 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from tests.repositories import Repo

GOOD = "format: 2\ncompany: {name: Rome}\nassessment: {date: 2026-11-02}\n"


@pytest.mark.parametrize("command", ["assess", "questions", "history"])
def test_the_others_are_told(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"oslo.yaml": GOOD.replace("Rome", "Oslo") + "nonsense: 1\n", "rome.yaml": GOOD})
    assert run(["-q", command, str(repo.folder)]) == 1
    told = capsys.readouterr()
    assert "Rome" in told.out
    assert "oslo.yaml:4" in told.err
    assert run(["-q", command, str(repo.folder / "oslo.yaml")]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "oslo.yaml:4" in told.err


def test_several_that_were_named_stay_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "oslo.yaml").write_text(GOOD + "nonsense: 1\n", encoding="utf-8")
    (tmp_path / "rome.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["-q", "assess", str(tmp_path), "--format", "json"]) == 1
    assert capsys.readouterr().out.startswith("[")

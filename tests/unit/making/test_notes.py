"""Faults of a company's notes are said at their place in the profile, by ``validate`` and by ``build``."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.notes import note_problems

HEAD = "format: 1\ncompany: {name: A}\nassessment:\n  date: 2026-10-15\n"
CASES = {
    "a block": ("  notes: |\n    One.\n\n    Two, [here](#nowhere).\n", (8, 17)),
    "a block after an empty line": ("  notes: |\n\n    Two, [here](#nowhere).\n", (7, 17)),
    "a folded block": ("  notes: >-\n    One\n    two\n    and [here](#nowhere).\n", (8, 16)),
    "in quotes": ('  notes: "Two, [here](#nowhere)."\n', (5, 23)),
    "in quotes over lines": ('  notes: "One,\n\n    two, [here](#nowhere)."\n', (7, 17)),
    "plain": ("  notes: Two, [here](#nowhere).\n", (5, 22)),
    "the second of two lines": ("  notes: |\n    a [b](https://a.example)\n    and [here](#nowhere)\n", (7, 16)),
    "in a table": ("  notes: |\n    |a|b|\n    |-|-|\n    |1|[x](#nowhere)|\n", (8, 12)),
    "in a footnote": ("  notes: |\n    a[^1]\n\n    [^1]: b [x](#nowhere)\n", (8, 17)),
}


@pytest.mark.parametrize(("notes", "place"), CASES.values(), ids=CASES)
def test_a_link_without_a_target_is_named_where_it_stands(notes: str, place: tuple[int, int]) -> None:
    (problem,) = note_problems(load_profile_text((HEAD + notes).encode(), "x.yaml"))
    assert (problem.line, problem.column) == place
    assert (problem.severity, problem.code) == ("warning", "notes-no-target")
    assert "#nowhere" in problem.message
    assert problem.snippet[place[1] - 1 :].startswith("#nowhere")


def test_notes_may_link_to_what_is_known() -> None:
    profile = load_profile_text((HEAD + "  notes: '[a](#X1-DEP-1) [b](#M-RULES)'\n").encode(), "x.yaml")
    assert len(note_problems(profile)) == 2
    assert len(note_problems(profile, ["X1-DEP-1"])) == 1
    assert note_problems(profile, ["X1-DEP-1"], ["M-RULES"]) == ()


def test_plain_notes_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from lmmm_report.report.html import markup

    monkeypatch.setattr(markup, "read", lambda *_: pytest.fail("read"))
    text = (
        "  notes: |\n    # Was wir lernten\n\n    Erstens *viel*, zweitens:\n    - a\n      - b (siehe www.a.example)\n"
    )
    assert note_problems(load_profile_text((HEAD + text).encode(), "x.yaml")) == ()


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    path = tmp_path / "deep.yaml"
    path.write_text(HEAD + "  notes: |\n    ok\n\n    " + "- " * 600 + "a\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [["validate"], ["build", "--format", "html"], ["build", "--format", "pdf"]])
def test_what_cannot_be_set_is_refused_by_every_command_that_would(
    deep: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["-o", str(deep.parent / "out")] if arguments[0] == "build" else []
    assert run([*arguments, str(deep), *more]) == 1
    assert f"{deep}:8:5: the notes are nested more than 64 levels deep here" in capsys.readouterr().err
    assert not (deep.parent / "out").exists()


def test_the_data_of_such_a_profile_can_be_had(deep: Path) -> None:
    assert run(["build", "--format", "json", str(deep), "-o", str(deep.parent / "out")]) == 0


def test_a_warning_does_not_stop_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + "  notes: 'See [finding](#nowhere).'\n", encoding="utf-8")
    for arguments in (["validate", str(path)], ["build", "--format", "html", str(path), "-o", str(tmp_path / "out")]):
        assert run(arguments) == 0
        assert f"{path}:5:25: warning: the notes link to #nowhere" in capsys.readouterr().err
    assert "<p>See finding.</p>" in (tmp_path / "out/x.en.html").read_text(encoding="utf-8")

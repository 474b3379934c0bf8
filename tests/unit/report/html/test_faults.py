"""A fault in a template of one's own is told with its place, and nothing is written."""

from __future__ import annotations

import pathlib

import pytest

from lmmm_report import resources
from lmmm_report.cli.main import run
from lmmm_report.problems import UserError
from lmmm_report.report.html.environment import environment
from lmmm_report.report.html.moved import MOVED

ROOT = pathlib.Path(__file__).resolve().parents[4]
PROFILE = ROOT / "configs" / "calder-finch-water.yaml"
OURS = ROOT / "templates" / "report" / "report.html.j2"


def told(folder: pathlib.Path, capsys: pytest.CaptureFixture[str], text: str | bytes, *, below: str = "") -> str:
    """What `build` says when our template of the report ends in ``text``."""
    own = folder / "own" / (below or "report/report.html.j2")
    own.parent.mkdir(parents=True)
    made = text if isinstance(text, bytes) else (OURS.read_text(encoding="utf-8") + text).encode()
    own.write_bytes(made)
    out = folder / "out"
    assert run(["build", str(PROFILE), "--templates", str(folder / "own"), "--format", "html", "-o", str(out)]) == 1
    assert not out.exists()
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert str(own) in said
    return said


LAST = OURS.read_text(encoding="utf-8").count("\n") + 1


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("{{ v.headlin }}", 'asks for "headlin"', "did you mean headline? There are: aim, "),
        ("{{ brnd.logo }}", 'asks for "brnd"', "did you mean brand? There are: alternates, "),
        ("{{ nothing }}", 'asks for "nothing"', "there are: alternates, brand, "),
        (
            "{{ v.nothing.at.all }}",
            'asks for "nothing"',
            "there are: aim, answers, areas, asks_first, assessors, axes, bridge, cell_numbers, cell_words, company, company_facts, contradictions, ",
        ),
        ("{% for a in v.axes %}{{ a.nme }}{% endfor %}", 'asks for "nme"', "There are: "),
        ("{% if v.title %}", "no valid Jinja", "compare the line"),
        ("{{ v.title | nofilter }}", "no valid Jinja", "compare the line"),
        ("{{ v.title", "no valid Jinja", "compare the line"),
        ('{% include "report/bodi.j2" %}', 'includes "report/bodi.j2"', "did you mean report/body.j2?"),
        ("{{ 1 / 0 }}", "fails here: ZeroDivisionError", "compare the line"),
        ("{{ v.title | round }}", "fails here: TypeError", "compare the line"),
        ('{{ say("no.such.words") }}', "fails here: KeyError", "compare the line"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end", "see which template"),
    ],
)
def test_a_fault_is_told_with_line_and_cure(
    text: str, message: str, cure: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(tmp_path, capsys, text)
    assert message in said
    assert cure in said
    assert f"report.html.j2:{LAST}:" in said


def test_bytes_that_are_no_text_are_told(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no text in UTF-8" in told(tmp_path, capsys, b"\xff\xfe{{ v.title }}")


@pytest.mark.parametrize("below", ["report/body.j2", "page/page.j2", "report/report.css", "page/page.js"])
def test_a_fault_in_any_template_is_told(
    below: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 'asks for "nothing"' in told(tmp_path, capsys, b"\n\n{{ nothing.more }}", below=below)


@pytest.mark.parametrize(("old", "new"), sorted(MOVED.items()))
def test_a_template_under_an_old_name_is_not_passed_over(old: str, new: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / old).parent.mkdir(parents=True)
    (tmp_path / old).write_text("x", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        environment(tmp_path)
    (problem,) = caught.value.problems
    assert problem.file.endswith(old)
    assert new in problem.hint
    assert (resources.TEMPLATES / new).is_file()
    assert not (resources.TEMPLATES / old).exists()


@pytest.mark.parametrize(("old", "new"), sorted(MOVED.items())[::7])
def test_who_includes_a_template_by_its_old_name_is_told_the_new_one(
    old: str, new: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f'"{old}"' in (said := told(tmp_path, capsys, f'{{% include "{old}" %}}'.encode()))
    assert f"name the file {new}" in said

"""Nothing that leaves for a terminal or a pipe is a command to whoever reads the log of a pipeline."""

from __future__ import annotations

import ast
import io
import json
import re
from pathlib import Path

import pytest

from lmmm_report.cli import console
from lmmm_report.cli.group import COMMANDS
from lmmm_report.cli.main import run
from tests.repositories import Repo

CLI = Path(console.__file__).parent
NAME = "::error::A\n::error file=x::B\r\n \t::warning::C ##[error]D ##vso[task.complete]E"
FILE = "::error::y.yaml"
HEAD = {"format": 2, "company": {"name": NAME, "unit": NAME}, "assessment": {"date": "2026-02-02", "language": "en"}}
FACTS = {
    "problems": [{"problem": f"{NAME}\n::error::P", "about": "left_lying"}],
    "decisions": [{"what": f"x\n{NAME}", "subject": "new_software", "state": "ruled_out", "by": NAME}],
    "assessment": {
        **HEAD["assessment"],  # type: ignore[dict-item]
        "target": {"relationship": "aligned", "lead_management": "process"},
        "notes": f"::error::N\n\n{NAME}",
        "participants": [{"name": NAME, "role": NAME, "unit": "sales", "note": NAME}],
        "open_points": [{"question": NAME, "ask": NAME}],
    },
    "terminology": {"terms": [{"id": "lead", "term": NAME, "definition": f"::error::d\n{NAME}"}]},
}


def no_command_in(text: str) -> None:
    lines = re.split(r"[\n\r]", text)
    assert [line for line in lines if line.lstrip().startswith("::")] == []
    assert re.findall(r".*##\w*\[.*", text) == []


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit({FILE: json.dumps(HEAD).encode()})
    made.commit(
        {FILE: json.dumps(HEAD | FACTS).encode(), "::error::bad.yaml": json.dumps(HEAD | {"::error::": 1}).encode()}
    )
    monkeypatch.chdir(made.folder)
    return made


CALLS = [
    ("init", "::error::x.yaml", "--template"),
    ("init", "--from", "::error::none.yaml"),
    ("ask", FILE),
    ("validate", FILE),
    ("validate", "::error::bad.yaml"),
    ("-v", "validate", "::error::none.yaml", FILE),
    ("migrate", "--check", FILE, "::error::bad.yaml"),
    ("assess", FILE),
    ("assess", FILE, "--require", "relationship=aligned"),
    ("assess", "::error::bad.yaml"),
    ("questions", FILE),
    ("questions", FILE, "--format", "markdown"),
    ("plan", FILE),
    ("plan", FILE, "--format", "md"),
    ("whatif", FILE, "--plan"),
    ("measures", "::error::M"),
    ("-v", "build", FILE, "::error::bad.yaml", "--format", "json", "-o", "::error::out"),
    ("serve", "::error::none.yaml"),
    ("diff", f"HEAD~1:{FILE}", FILE),
    ("diff", f"HEAD~1:{FILE}", FILE, "--format", "markdown"),
    ("diff", "HEAD~1..HEAD"),
    ("history", FILE),
    ("gate", FILE, "::error::bad.yaml", "--require", "relationship=aligned"),
    ("gate", FILE, "--base", "::error::"),
    ("verify", "::error::none.html", FILE),
    ("explain", "\n::error::x"),
    ("explain", "--search", "::error::x"),
    ("model", "--lang", "::error::"),
    ("schema", "--beside", FILE),
    ("schema", "\n::error::x"),
    ("\n::error::x",),
    ("assess", "--\n::error::x"),
]


@pytest.mark.parametrize("args", CALLS, ids=lambda args: " ".join(args)[:40].replace("\n", " "))
def test_no_line_is_a_command(
    args: tuple[str, ...], repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("::error::answer\n"))
    code = run(list(args))
    told = capsys.readouterr()
    assert code in (0, 1, 2), told.err
    no_command_in(told.err)
    if "--template" not in args:
        no_command_in(told.out)
    assert told.out + told.err


def test_every_command_is_among_them() -> None:
    assert {word for args in CALLS for word in args} >= set(COMMANDS)


@pytest.mark.parametrize("columns", [30, 60])
def test_a_broken_line_begins_none(
    columns: int, repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "_width", lambda: columns)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(["validate", "::error::bad.yaml", FILE]) == 1
    no_command_in(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("::error::x", ": :error::x"),
        ("a\n  ::error::x\r\u00a0\u3000::y", "a\n  : :error::x\r\u00a0\u3000: :y"),
        ("a ::error::b", "a ::error::b"),
        ("## Heading [a](b) a##[error]b ##vso[x]", "## Heading [a](b) a# #[error]b # #vso[x]"),
    ],
)
def test_as_little_as_needed_is_changed(text: str, seen: str, capsys: pytest.CaptureFixture[str]) -> None:
    console.tell(text)
    assert capsys.readouterr().out == seen + "\n"


def test_all_that_is_said_goes_through_one_door() -> None:
    for path in CLI.glob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        told = [
            node.lineno
            for node in calls
            if ast.unparse(node.func) in ("click.echo", "click.secho", "print", "sys.stdout.write", "sys.stderr.write")
        ]
        assert not told or path.name == "console.py", f"{path.name}:{told}"

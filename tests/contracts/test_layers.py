"""An import may only point down: cli → site → report → assess | load | output | resources → domain → problems."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "lmmm_report"

MAY_IMPORT = {
    "problems": set(),
    "domain": {"problems"},
    "resources": set(),
    "output": {"problems"},
    "load": {"domain", "problems", "resources"},
    "assess": {"domain", "problems"},
    "report": {"domain", "problems", "resources"},
    "site": {"report", "domain", "problems", "resources"},
    "cli": {"site", "report", "assess", "load", "output", "resources", "domain", "problems"},
}
ONLY_IN = {
    "ruamel": {"report/documents/profile_text.py"},
    "icalendar": {"report/documents/plan_formats.py"},
    "pydyf": {"report/pdf/finish.py"},
    "fontTools": {"report/pdf/glyphs.py"},
    "jinja2": {"report/html/pages.py"},
    "markupsafe": {"report/html/pages.py"},
    "markdown": {"report/html/notes.py"},
    "nh3": {"report/html/notes.py"},
    "weasyprint": {"report/pdf/press.py"},
    "babel": {"report/words/wording.py"},
    "yaml": {"load/yaml/source.py", "load/yaml/builder.py", "load/yaml/syntax.py"},
    "jsonschema_rs": {"load/schema/validation.py"},
}


def imported(source: str) -> set[str]:
    """Every module that a source names in an import, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "lmmm_report":
                names |= {f"lmmm_report.{alias.name}" for alias in node.names}
    return names


def violations(room: str, file: str, source: str) -> list[str]:
    found = []
    for name in imported(source):
        parts = name.split(".")
        if parts[0] == "lmmm_report" and len(parts) > 1 and parts[1] != room:
            if not parts[1].startswith("__") and parts[1] not in MAY_IMPORT[room]:
                found.append(f"{file} imports {name}")
        elif file not in ONLY_IN.get(parts[0], {file}) or (
            room == "domain"
            and parts[0]
            not in {
                "__future__",
                "collections",
                "dataclasses",
                "datetime",
                "enum",
                "fractions",
                "types",
                "typing",
                "lmmm_report",
            }
        ):
            found.append(f"{file} imports {name}")
    return found


def modules() -> list[tuple[str, str, Path]]:
    listed = []
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        room = file.split("/")[0].removesuffix(".py")
        if not room.startswith("__"):
            listed.append((room, file, path))
    return listed


def test_there_are_modules_to_look_at() -> None:
    assert {room for room, _, _ in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize(("room", "file", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_down(room: str, file: str, path: Path) -> None:
    assert violations(room, file, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("load", "from lmmm_report.assess.conditions.evaluate import evaluate"),
        ("domain", "import yaml"),
        ("assess", "def f():\n    from lmmm_report.report import html"),
        ("report", "import lmmm_report.load.model.model"),
        ("cli", "import weasyprint"),
    ],
)
def test_a_planted_import_is_found(room: str, source: str) -> None:
    assert violations(room, f"{room}/planted.py", source) != []

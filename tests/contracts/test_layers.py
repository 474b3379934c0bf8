"""Imports point down and go through doors: what a room's ``__init__`` lists is open to others, nothing else is.

Rooms are the folders of the package, and single modules that stand between them. What stands on a higher floor may
import what stands on a lower one; on one floor, nobody imports a neighbour.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "lmmm_report"

MAY_IMPORT = {
    "messages": {"resources"},
    "problems": {"messages"},
    "domain": {"problems"},
    "facts": {"domain"},
    "resources": set(),
    "publishing": set(),
    "output": {"publishing", "problems", "messages"},
    "load": {"facts", "domain", "problems", "resources", "messages"},
    "assess": {"facts", "domain", "problems", "messages"},
    "editing": {"load", "facts", "domain", "problems", "messages"},
    "report": {"facts", "domain", "problems", "resources", "messages"},
    "site": {"report", "domain", "problems", "resources", "messages"},
    "serving": {"problems", "messages"},
    "making": {
        "serving",
        "site",
        "report",
        "editing",
        "assess",
        "load",
        "output",
        "resources",
        "facts",
        "domain",
        "problems",
        "messages",
    },
    "cli": {"making", "report", "assess", "load", "output", "resources", "domain", "problems", "messages"},
}
"""The building from the ground up."""

FLOORS = {
    "load": {
        "yaml": 1, "files": 1, "cache": 1, "holidays": 1, "pictures": 1, "fonts": 1, "schema": 2, "catalogue": 2, "kinds": 2,
        "report_page": 3,
        "revisions": 2,
        "theme": 3,
        "expression": 3, "profile": 3, "model": 4,
    },
    "assess": {
        "comparison": 1, "figures": 1, "conditions": 1, "numbers": 2, "result": 2, "story": 2, "effects": 3, "interview": 3, "speech": 3, "plan": 4, "sensitivity": 4,
        "lint": 5, "assessment": 5,
    },
    "report": {"words": 1, "pictures": 1, "views": 2, "html": 3, "pdf": 3, "documents": 3},
}  # fmt: skip
"""The floors inside the three large parts of the building."""

ONLY_IN = {
    "distributed": {"making/cluster.py"},
    "icalendar": {"report/documents/plan_calendar.py", "load/holidays.py"},
    "xlsxwriter": {"report/documents/workbook.py"},
    "pydyf": {"report/pdf/finish.py"},
    "fontTools": {"load/fonts.py", "report/pdf/glyphs.py"},
    "PIL": {"load/pictures.py"},
    "jinja2": {"report/html/environment.py", "report/html/faults.py"},
    "markupsafe": {"report/html/embedded.py", "report/html/environment.py", "report/html/pages.py"},
    "platformdirs": {"load/cache.py"},
    "markdown": {"report/html/notes.py"},
    "markdown_it": {"report/html/markup.py", "report/html/notes_tree.py"},
    "mdit_py_plugins": {"report/html/markup.py"},
    "nh3": {"report/html/notes.py"},
    "pyphen": {"report/pdf/hyphens.py"},
    "weasyprint": {"report/pdf/press.py"},
    "watchfiles": {"making/watching.py"},
    "http": {"serving/server.py"},
    "babel": {""},
    "prompt_toolkit": {"cli/prompt_screen.py"},
    "subprocess": {"load/revisions/git.py"},
    "yaml": {
        "load/yaml/source.py",
        "load/yaml/builder.py",
        "load/yaml/syntax.py",
        "load/yaml/nodes.py",
        "messages/__init__.py",
    },
    "jsonschema_rs": {"load/schema/validation.py"},
}
PLAIN = {
    "__future__",
    "collections",
    "functools",
    "datetime",
    "enum",
    "fractions",
    "hashlib",
    "math",
    "types",
    "typing",
}
PLAIN.add("lmmm_report")
"""What the domain may import beside itself."""


@cache  # each source is asked about by every room
def imported(source: str) -> tuple[str, ...]:
    """Every module that a source names in an import, wherever the import stands; of a folder what is taken from it."""
    return tuple(_imported(source))


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            parts = node.module.split(".")
            if parts[0] == "lmmm_report" and PACKAGE.joinpath(*parts[1:]).is_dir():
                inside = PACKAGE.joinpath(*parts[1:])
                for alias in node.names:
                    if (inside / f"{alias.name}.py").exists() or (inside / alias.name).is_dir():
                        yield f"{node.module}.{alias.name}"


@cache
def door(room: tuple[str, ...]) -> set[str]:
    """The modules that a room opens to others: ``__all__`` of its ``__init__``, read without running it."""
    for node in ast.parse((PACKAGE.joinpath(*room) / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return set()


def room_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The innermost folder that a module stands in; of a single module between rooms, itself."""
    return parts[:2] if parts[0] in FLOORS and len(parts) > 1 else parts[:1]


def violations(file: str, source: str) -> list[str]:
    """What the module ``file`` (below the package) imports against the rules."""
    own = tuple(file.removesuffix(".py").removesuffix("/__init__").split("/"))
    found = []
    for name in imported(source):
        parts = name.split(".")
        if parts[0] != "lmmm_report":
            if file not in ONLY_IN.get(parts[0], {file}) or (own[0] == "domain" and parts[0] not in PLAIN):
                found.append(f"{file} imports {name}")
            continue
        other = tuple(parts[1:])
        if not other or other[0].startswith("__") or room_of(other) == room_of(own):
            continue
        if other[0] != own[0]:
            allowed = other[0] in MAY_IMPORT[own[0]]
        else:
            floors = FLOORS[own[0]]
            allowed = len(other) > 1 and floors[other[1]] < floors[own[1]]
        if not allowed:
            found.append(f"{file} imports {name}")
        found += [f"{file} climbs through a window: {name}" for _ in [0] if not through_door(other)]
    return found


def through_door(other: tuple[str, ...]) -> bool:
    """Whether everything on the way to a module is opened by the folder it lies in."""
    for depth in range(1, len(other)):
        room = other[:depth]
        is_room = room != ("domain",) and len(room) == len(room_of(other))
        is_module = PACKAGE.joinpath(*other[: depth + 1]).with_suffix(".py").exists()
        if is_room and is_module and other[depth] not in door(room):
            return False
    return True


def modules() -> list[tuple[str, Path]]:
    """Every module of the package that stands in a room."""
    listed = [(path.relative_to(PACKAGE).as_posix(), path) for path in sorted(PACKAGE.rglob("*.py"))]
    return [(file, path) for file, path in listed if not file.startswith("__")]


def test_there_are_modules_to_look_at() -> None:
    assert {file.split("/")[0].removesuffix(".py") for file, _ in modules()} == set(MAY_IMPORT)
    for part, floors in FLOORS.items():
        inside = {path.stem for path in (PACKAGE / part).iterdir() if path.suffix == ".py" or path.is_dir()}
        assert inside - {"__init__", "__pycache__"} == set(floors)


@pytest.mark.parametrize(("file", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_down_and_go_through_doors(file: str, path: Path) -> None:
    assert violations(file, path.read_text(encoding="utf-8")) == []


ROOMS = sorted({room_of(tuple(file.split("/")[:-1])) for file, _ in modules() if "/" in file} - {("domain",), ("cli",)})


@pytest.mark.parametrize("room", ROOMS, ids="/".join)
def test_a_door_opens_what_others_use_and_nothing_else(room: tuple[str, ...]) -> None:
    used = set()
    for file, path in modules():
        own = tuple(file.removesuffix(".py").removesuffix("/__init__").split("/"))
        for name in imported(path.read_text(encoding="utf-8")):
            other = tuple(name.split(".")[1:])
            if other[: len(room)] == room and len(other) > len(room) and room_of(own) != room:
                used.add(other[len(room)])
    if room in {(part,) for part in FLOORS}:
        return
    assert door(room) == {name for name in used if (PACKAGE.joinpath(*room) / f"{name}.py").exists()}


def circles(edges: dict[str, set[str]]) -> set[str]:
    """The modules that import each other in a circle."""
    left = {module: set(others) for module, others in edges.items()}
    while free := {module for module, others in left.items() if not others & left.keys()}:
        left = {module: others for module, others in left.items() if module not in free}
    return {module for module in left if any(module in others for others in left.values())}


def test_no_module_imports_itself_by_way_of_others() -> None:
    edges = {
        "lmmm_report." + file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): set(
            imported(path.read_text(encoding="utf-8"))
        )
        for file, path in modules()
    }
    assert len(edges) > 100
    assert circles(edges) == set()
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("load/planted.py", "from lmmm_report.assess.conditions.evaluate import evaluate"),
        ("domain/planted.py", "import yaml"),
        ("assess/result/planted.py", "def f():\n    from lmmm_report.report.html import pages"),
        ("assess/conditions/planted.py", "from lmmm_report.assess.result.findings import find"),
        ("load/schema/planted.py", "import lmmm_report.load.model.model"),
        ("load/yaml/planted.py", "from lmmm_report.load.schema import nearest"),
        ("report/views/planted.py", "from lmmm_report.report.documents.result_json import summary_document"),
        ("report/html/planted.py", "from lmmm_report.report.pdf.press import PdfPress"),
        ("making/planted.py", "from lmmm_report.load.model.axes import decode_axes"),
        ("cli/planted.py", "from lmmm_report.load.yaml import builder"),
        ("cli/planted.py", "import weasyprint"),
        ("making/planted.py", "from lmmm_report.cli.console import Console"),
    ],
)
def test_a_planted_import_is_found(file: str, source: str) -> None:
    assert violations(file, source) != []

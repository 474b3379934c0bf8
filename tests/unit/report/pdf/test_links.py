"""A crawler over what is built: every link of a page or a PDF leads to a place in it, to a file beside it, or outside."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from lmmm_report.cli.main import run
from lmmm_report.domain.audience import Audience
from lmmm_report.load.model.model import load_model

ROOT = Path(__file__).resolve().parents[4]
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
HEAD = "format: 1\ncompany: {name: A}\nassessment:\n  date: 2026-10-15\n"
OUTSIDE = ("https://", "http://", "mailto:")

pytestmark = pytest.mark.usefixtures("pango")


def dead_ends_of_page(path: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    page = path.read_text(encoding="utf-8")
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    ids = {unescape(found) for found in re.findall(r'\sid="([^"]*)"', body)}
    links = [unescape(found) for found in re.findall(r'\shref="([^"]*)"', body)]
    assert links
    found = []
    for link in links:
        if link.startswith("data:"):
            continue
        file, _, fragment = link.partition("#")
        there = (path.parent / unquote(file)).is_file() if file else fragment in ids
        if not (there or link.startswith(OUTSIDE)):
            found.append(link)
    return found


def dead_ends_of_pdf(path: Path) -> list[str]:
    """Links of a PDF that lead nowhere."""
    reader = PdfReader(path)
    named = reader.named_destinations
    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    links = [note for note in annotations if note["/Subtype"] == "/Link"]
    inside = [str(link["/Dest"]) for link in links if "/Dest" in link]
    outside = [str(link["/A"]["/URI"]) for link in links if "/A" in link]
    assert len(inside) + len(outside) == len(links)
    return [name for name in inside if name not in named] + [x for x in outside if not x.startswith(OUTSIDE)]


def dead_ends(folder: Path) -> dict[str, list[str]]:
    """Dead links by the file that they stand in."""
    pages = {path: dead_ends_of_page(path) for path in folder.glob("*.html")}
    found = pages | {path: dead_ends_of_pdf(path) for path in folder.glob("*.pdf")}
    assert found
    return {path.name: links for path, links in found.items() if links}


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile in which every criterion is set aside, with notes that link to some of them and to nowhere."""
    notes = (
        "  notes: '[a](#X1-DEP-1) [b](#nowhere) [c](//x) [d](#plan)\n\n\n    # Plan\n\n\n    e[^1]\n\n\n    [^1]: f'\n"
    )
    entries = "".join(
        f"  - {{criterion: {c.id}, state: {('waived', 'not_applicable')[n % 2]}, reason: r, by: b, date: 2026-10-01}}\n"
        for n, c in enumerate(load_model().criteria)
    )
    path = tmp_path_factory.mktemp("declared") / "declared.yaml"
    path.write_text(HEAD + notes + "declarations:\n" + entries, encoding="utf-8")
    return path


@pytest.mark.parametrize("audience", [audience.value for audience in Audience])
def test_no_link_is_dead_where_every_criterion_is_set_aside(declared: Path, audience: str) -> None:
    out = declared.parent / audience
    assert run(["build", str(declared), "-o", str(out), "--lang", "en", "--audience", audience]) == 0
    assert dead_ends(out) == {}


@pytest.mark.long
@pytest.mark.parametrize("audience", [audience.value for audience in Audience])
def test_no_link_of_the_examples_is_dead(tmp_path: Path, audience: str) -> None:
    assert len(CONFIGS) >= 7
    assert run(["build", *map(str, CONFIGS), "-o", str(tmp_path), "--audience", audience]) == 0
    assert len(list(tmp_path.glob("*.html"))) == 2 * len(CONFIGS) + 2
    assert dead_ends(tmp_path) == {}


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="#x">1</a> <a href="b.html">2</a> <a href="a.html">3</a> <p id="y">')
    assert dead_ends(tmp_path) == {"a.html": ["#x", "b.html"]}


DEEPEST = {
    "lists": "- " * 64 + "a",
    "quotes": "> " * 64 + "a",
    "emphasis": "_*" * 32 + "a" + "*_" * 32,
    "all of them": "- > " * 20 + "_*" * 12 + "a" + "*_" * 12,
}


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param(notes, id=name, marks=() if name == "lists" else pytest.mark.long)
        for name, notes in DEEPEST.items()
    ],
)
def test_the_deepest_notes_can_be_set(tmp_path: Path, notes: str) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(f"{HEAD}  notes: |\n    {notes}\n", encoding="utf-8")
    assert run(["validate", str(path)]) == 0
    assert run(["build", str(path), "-o", str(tmp_path / "out"), "--lang", "en"]) == 0
    assert dead_ends(tmp_path / "out") == {}

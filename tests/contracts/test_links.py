"""Links of the documents lead somewhere, all documents can be reached, and the site of them loads nothing."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(DOCS.glob("*.md"))
SHORTER_IN_GERMAN = {"writing"}
"""Pages whose German has fewer sections than the English."""
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)!?\[[^\]`]*(?:`[^`]*`[^\]`]*)*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r'<a (?:id|name)="([^"]+)"')


def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_hooks", ROOT / "tools" / "site_hooks.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


SLUG = hooks().slug


def prose(document: Path) -> str:
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    found: dict[str, int] = {}
    text = prose(document)
    for heading in HEADING.findall(text):
        name = SLUG(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.replace("`", "")))
        found[name] = found.get(name, -1) + 1
        if found[name]:
            found[f"{name}-{found[name]}"] = 0
    return set(found) | set(ANCHOR.findall(text))


def links(document: Path) -> Iterator[tuple[str, str]]:
    for target in LINK.findall(prose(document)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield path, anchor


def broken(document: Path) -> list[str]:
    found = []
    for path, anchor in links(document):
        there = (document.parent / path).resolve() if path else document
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            found.append(f"{path}#{anchor}" if anchor else path)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken(document) == []


def test_what_leads_nowhere_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A “word”: `x`\n[a](#a-word-x) [b](page.md#b) [c](none.md) `[d](none)` [`e` f](none.md#x)\n", encoding="utf-8"
    )
    assert broken(page) == ["page.md#b", "none.md", "none.md#x"]


def test_every_document_can_be_reached_from_the_first_page() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        waiting += [(page.parent / path).resolve() for path, _ in links(page) if path.endswith(".md")]
    assert set(DOCUMENTS) <= seen
    listed = {(DOCS / path).resolve() for path, _ in links(DOCS / "README.md")}
    assert {*DOCS.glob("*.md")} - {DOCS / "README.md"} <= listed


def test_what_authors_read_stands_in_both_languages() -> None:
    """What is for those who change model or program is in English alone."""
    of = {language: {page.name[:-6] for page in DOCS.glob(f"*.{language}.md")} for language in ("de", "en")}
    assert of["de"] == of["en"]
    assert {page.stem for page in DOCS.glob("*.md")} - {f"{name}.{one}" for one, names in of.items() for name in names} == {
        "README", "architecture", "conditions", "design", "effects",
    }  # fmt: skip
    for name in of["de"]:
        shapes = [
            re.sub(r"[^#|`]", "", re.sub(r"^(?!#|```).*$", "", prose(DOCS / f"{name}.{one}.md"), flags=re.MULTILINE))
            for one in ("de", "en")
        ]
        if name not in SHORTER_IN_GERMAN:
            assert shapes[0] == shapes[1], f"{name}: the two have the same sections"


def test_the_site_is_built_of_all_documents_and_loads_nothing(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="needs mkdocs (extra docs)")
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {page.name: page.read_text(encoding="utf-8") for page in site.glob("*.html")}
    assert {document.stem for document in DOCS.glob("*.md")} - {"README"} <= {
        name.removesuffix(".html") for name in pages
    }
    for name, page in pages.items():
        loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"', page)
        assert loaded
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == [], name
        spoken, other = ("de", "en") if name.endswith(".de.html") else ("en", "de")
        assert f'<html lang="{spoken}"' in page
        if name == "404.html":
            continue
        menu = page.partition('id="navbar-collapse"')[2].partition('role="main"')[0]
        entries = set(re.findall(r'<a href="([^"]+)" class="dropdown-item', menu))
        of_this = {one for one in pages if not one.endswith(f".{other}.html")} - {"index.html", "404.html"}
        assert entries == of_this, f"{name}: the menu has the pages of its language, and all of them"
        switch = f'<a href="{name.replace(f".{spoken}.", f".{other}.")}" lang="{other}"'
        assert (switch in menu) == bool(re.search(r"\.(?:de|en)\.html$", name))
        if spoken == "de":
            assert re.findall(r">\s*(?:Learn|Do|Look up|Understand|Search|Next|Previous)\s*<", page) == [], name
    styles = "".join(style.read_text(encoding="utf-8") for style in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//", styles) == []


def test_the_worked_example_is_reckoned_as_the_program_does() -> None:
    from lmmm_report.domain.measure import Effort
    from lmmm_report.domain.totals import total_of

    for language, said in (("en", "14 to 32 days, instead of 12 to 36"), ("de", "14 bis 32 Tage statt 12 bis 36")):
        text = (DOCS / f"explanation.{language}.md").read_text(encoding="utf-8")
        rows = [
            tuple(map(int, row))
            for row in re.findall(
                r"^\|[^|*]+\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE
            )
        ]
        assert len(rows) == 3
        efforts = [Effort(low, likely, high) for low, likely, high, *_ in rows]
        assert [(e.expected, e.expected - e.low, e.high - e.expected) for e in efforts] == [row[3:] for row in rows]
        total = total_of(efforts)
        assert (total.low, total.expected, total.high) == (14, 22, 32)
        assert said in re.sub(r"\s+", " ", text)

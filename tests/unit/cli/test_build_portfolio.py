"""A build of several profiles: a site whose links hold wherever its folder lies, from every report back to the first page."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from lmmm_report import resources
from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
CASES = ("11-side-by-side", "22-first-words-and-rules", "33-one-executive-two-departments")


class Seen(HTMLParser):
    """Ids and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag in ("a", "link", "use", "script"):
            self.links += [address for address in (found.get("href"), found.get("src")) if address]


def dead(folder: Path) -> list[str]:
    """Every link of the pages in a folder that leads nowhere, or out of the folder."""
    pages = {path: Seen(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    assert len(pages) >= 9
    found = []
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("data:", "https:", "http:", "mailto:")):
                continue
            address, _, target = link.partition("#")
            goal = (path.parent / unquote(address)).resolve() if address else path
            inside = goal.is_relative_to(folder.resolve()) and goal.is_file()
            if not inside or (target and goal in pages and unquote(target) not in {*pages[goal].ids, "top"}):
                found.append(f"{path.name}: {link}")
    return found


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """Three profiles in two folders, with names that addresses have to spell out."""
    for number, case in enumerate(CASES):
        folder = tmp_path / "configs" / ("Süd & West" if number else "nord")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests/cases/accept" / case / "profile.yaml", folder / f"unit {number}#.yaml")
    return tmp_path / "configs"


@pytest.mark.parametrize("assets", ["inline", "separate"])
def test_every_link_holds_also_after_the_folder_was_moved(profiles: Path, tmp_path: Path, assets: str) -> None:
    out = tmp_path / "out"
    options = ["--format", "html,json", "--lang", "de", "--assets", assets]
    assert run(["-q", "build", str(profiles), "-o", str(out), *options]) == 0
    moved = tmp_path / "elsewhere" / "deeper"
    moved.parent.mkdir()
    out.rename(moved)
    assert dead(moved) == []
    reports = list(moved.rglob("unit*.html"))
    assert len(reports) == len(CASES)
    assert all('href="../index.html"' in path.read_text(encoding="utf-8") for path in reports)
    (moved / "index.json").unlink()
    assert dead(moved) == ["index.html: index.json", "index.html: index.json"], "a dead link would be seen"


def test_the_index_for_programs_is_made_with_json_alone(profiles: Path, tmp_path: Path) -> None:
    assert run(["-q", "build", str(profiles), "-o", str(tmp_path / "out"), "--format", "json"]) == 0
    schema = json.loads((resources.SCHEMAS / "index.schema.json").read_text(encoding="utf-8"))
    document = json.loads((tmp_path / "out" / "index.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [unit["groups"] for unit in document["units"]].count(["Süd & West"]) == 2
    assert not (tmp_path / "out" / "portfolio").exists()


def test_a_folder_named_like_that_of_the_pages_is_refused(
    profiles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (profiles / "nord").rename(profiles / "Portfolio")
    assert run(["build", str(profiles), "-o", str(tmp_path / "out")]) == 1
    assert "portfolio" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_single_profile_has_no_portfolio(profiles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["-q", "build", str(profiles / "nord"), "-o", str(out), "--format", "html,json", "--lang", "en"]) == 0
    assert sorted(path.name for path in out.glob("[!.]*")) == ["unit 0#.en.html", "unit 0#.json"]
    assert "index.html" not in (out / "unit 0#.en.html").read_text(encoding="utf-8")

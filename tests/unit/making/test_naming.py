"""Names of any kind: every link of every page leads to a file that is there."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest

from lmmm_report.cli.main import run
from lmmm_report.domain.audience import Audience
from lmmm_report.making.naming import ReportNames, address

HEAD = "format: 1\ncompany: {{name: Test {}}}\nassessment: {{date: 2026-10-15}}\n"
NAMES = [
    "Müller & Söhne #1 100%.yaml", "a?b.yaml", "ZWEI.YAML", "c:d.yml", "-x.yaml", 'quo"te\'.yaml', "back\\slash.yaml",
    "north/ZWEI.yaml", "north/west & east/x y.yaml", "north/index.yaml", "new\nline.yaml", "a%20b.yaml", "<b>.yaml",
]  # fmt: skip


def links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    found = [unescape(href) for href in re.findall(r'\bhref="([^"]*)"', text)]
    return [href for href in found if not href.startswith(("#", "https://", "mailto:", "data:"))]


def target(page: Path, href: str) -> Path:
    """What a browser would open."""
    parts = urlsplit(href)
    assert (parts.scheme, parts.netloc, parts.query) == ("", "", ""), href
    assert "\\" not in href
    return page.parent / os.fsdecode(unquote_to_bytes(parts.path))


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    folder = tmp_path / "profiles"
    for number, name in enumerate(NAMES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(number), encoding="utf-8")
    return folder


def test_every_link_leads_to_a_file(profiles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["build", str(profiles), "-o", str(out), "--format", "html,json"]) == 0
    pages = sorted(out.rglob("*.html"))
    about_all = [page for page in pages if page.parent == out / "portfolio"]
    about_all += [page for page in pages if page.parent == out and page.name.startswith("index.")]
    assert len(pages) == 2 * len(NAMES) + len(about_all)
    assert (out / "north" / "west & east" / "x y.de.html").exists()
    reached = set()
    for page in pages:
        found = [target(page, href) for href in links(page)]
        assert found
        assert [path for path in found if not path.is_file()] == []
        if page in about_all:
            reached |= {path.resolve() for path in found}
    assert reached == {path.resolve() for path in out.rglob("[!.]*") if path.is_file()}


def test_addresses() -> None:
    assert address("a/x.de.html", seen_from="index.html") == "a/x.de.html"
    assert address("a/x.de.html", seen_from="a/x.en.html") == "x.de.html"
    assert address("index.html", seen_from="a/b/x.en.html") == "../../index.html"
    assert address("a b/ü#?%&:.json", seen_from="index.html") == "a%20b/%C3%BC%23%3F%25%26%3A.json"


def test_what_lies_in_a_pdf_has_no_folder() -> None:
    names = ReportNames("north/acme", Audience.BOARD)
    assert names.files("de", ["json", "pdf"]) == {"pdf": "north/acme.de.board.pdf", "json": "north/acme.json"}
    assert names.attached == "acme.json"


@pytest.mark.parametrize("name", ["index.yaml", "INDEX.yaml"])
def test_the_name_of_the_index_page_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_text(HEAD.format(1), encoding="utf-8")
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "out"), "--format", "html"]) == 1
    assert "index page" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_earlier_profiles_is_not_built(profiles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ["-q", "build", str(profiles), "--earlier", str(profiles / "north"), "-o", str(out), "--format", "json"]
    assert run(args) == 0
    reports = [path for path in out.rglob("[!.]*.json") if path != out / "index.json"]
    assert len(reports) == len([name for name in NAMES if "/" not in name])


def test_a_name_cannot_pass_for_another_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(tmp_path / "x\n\x1b[2Jfine.yaml")]) == 1
    first, *_ = capsys.readouterr().err.splitlines()
    assert first == f"{tmp_path}/x\\n\\x1b[2Jfine.yaml: the file does not exist"

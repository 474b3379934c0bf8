"""What lies beside the pages: named by its content, found from every folder, and handed over once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lmmm_report.domain.theme import DEFAULT_THEME, Font
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Look, render_report
from lmmm_report.report.views.report import view_of
from lmmm_report.report.words.wording import Wording
from tests.builders import replace
from tests.built_in import assessment_of

ROOT = Path(__file__).resolve().parents[4]
WORDING = Wording(load_catalogues()["de"])
VIEW = view_of(assessment_of(ROOT / "configs/nordwerk-fluidtechnik.yaml"), WORDING, program_version="0")
LOGO = "data:image/png;base64,iVBORw0KGgo="


def test_a_file_is_named_by_its_content() -> None:
    assets = Assets()
    one, same, other = (assets.address("x.html", "report", "css", data) for data in (b"a", b"a", b"b"))
    assert one == same != other
    assert re.fullmatch(r"assets/report\.[0-9a-f]{16}\.css", one)
    assert dict(assets.new()) == {one: b"a", other: b"b"}
    assert assets.address("y.html", "report", "css", b"a") == one
    assert dict(assets.new()) == {}, "handed over once"


@pytest.mark.parametrize(("page", "up"), [("x.html", ""), ("a/x.html", "../"), ("a/b/x.html", "../../")])
def test_it_is_found_from_every_folder(page: str, up: str) -> None:
    assert Assets().address(page, "report", "js", b"").startswith(f"{up}assets/report.")


def test_a_page_names_what_lies_beside_it_and_holds_nothing_that_a_policy_would_forbid() -> None:
    assets = Assets()
    html = render_report(VIEW, WORDING, result={}, assets=assets, name="nord/x.de.html")
    files = dict(assets.new())
    named = re.findall(r'(?:src|rel="(?:stylesheet|icon)" href)="([^"]+)"', html)
    assert {name.removeprefix("../") for name in named} == {name for name in files if not name.endswith("woff2")}
    assert len(named) == 3
    assert all(name.startswith("../assets/") for name in named)
    assert not re.search(r"<style|\sstyle=|<script>|data:[a-z]", html)
    sheet = next(data for name, data in files.items() if name.endswith(".css")).decode()
    fonts = re.findall(r"url\(([^)#][^)]*)\)", sheet)
    assert {f"assets/{font}" for font in fonts} == {name for name in files if name.endswith("woff2")}
    assert len(fonts) == 14


def test_a_logo_and_fonts_of_ones_own_lie_beside_it_too() -> None:
    assets = Assets()
    fonts = (Font(weight=400, data=b"font", kind="otf"),)
    theme = replace(DEFAULT_THEME, logo=LOGO, family="Acme", fonts=fonts)
    html = render_report(VIEW, WORDING, result={}, look=Look(theme=theme), assets=assets, name="x.html")
    files = dict(assets.new())
    (logo,) = (name for name in files if "/logo." in name)
    assert files[logo] == b"\x89PNG\r\n\x1a\n"
    assert f'src="{logo}"' in html
    assert b"font" in files.values()


def test_all_pages_share_one_set() -> None:
    assets = Assets()
    render_report(VIEW, WORDING, result={}, assets=assets, name="x.html")
    first = dict(assets.new())
    render_report(VIEW._replace(title="Ελληνικά"), WORDING, result={}, assets=assets, name="a/y.html")
    assert first
    assert dict(assets.new()) == {}

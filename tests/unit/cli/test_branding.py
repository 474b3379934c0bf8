"""Themes, templates of one's own and the board's page, from the command line."""

from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from lmmm_report import resources
from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
BRACKWELL = ROOT / "configs" / "brackwell-instruments.yaml"
CALDER = ROOT / "configs" / "calder-finch-water.yaml"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "logo.png").write_bytes(PIXEL)
    shutil.copy(resources.FONTS / "source-sans-3-latin-400-normal.ttf", tmp_path / "own.ttf")
    path = tmp_path / "theme.yaml"
    path.write_text(
        "accent: '#7a1f5c'\nlogo: logo.png\nlogo_text: ACME & Sons\nconfidentiality: {de: Vertraulich, en: Confidential}\n"
        "footer: ACME plc\nfonts: {family: Acme Sans, regular: own.ttf, semibold: own.ttf}\n",
        encoding="utf-8",
    )
    return path


def test_a_theme_reaches_every_page(theme: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("-q", "build", BRACKWELL, CALDER, "-o", out, "--format", "html", "--theme", theme) == 0
    for name, words in (("brackwell-instruments.en", "Confidential"), ("index", "Vertraulich")):
        page = (out / f"{name}.html").read_text(encoding="utf-8")
        assert "#7a1f5c" in page
        assert "#0b5fa5" not in page
        assert words in page
        assert 'alt="ACME &amp; Sons"' in page
        assert 'font-family:"Acme Sans"' in page
        body = re.search('font:[^;}]*"Acme Sans", ?("[^;}]*")', page)
        assert body, "what the theme's font lacks comes from ours"
        assert any(f"@font-face{{font-family:{ours}" in page for ours in re.findall('"[^"]*"', body[1]))
        assert "ACME plc" in page


def test_a_bad_theme_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text("accent: '#ffcc00'\n", encoding="utf-8")
    out = tmp_path / "out"
    assert call("build", BRACKWELL, "-o", out, "--theme", path) == 1
    assert f"{path}:1:9: #ffcc00 has a contrast of 1.5 to 1 on white" in capsys.readouterr().err
    assert not out.exists()


def test_own_templates_come_first(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "report"
    own.mkdir(parents=True)
    (own / "contents.j2").write_text("<li>Only this, {{ v.company }}</li>", encoding="utf-8")
    out = tmp_path / "out"
    assert call("-q", "build", BRACKWELL, "-o", out, "--format", "html", "--templates", tmp_path / "mine") == 0
    page = (out / "brackwell-instruments.en.html").read_text(encoding="utf-8")
    assert "<li>Only this, Brackwell Instruments Ltd</li>" in page
    assert call("build", BRACKWELL, "-o", out, "--templates", tmp_path / "nowhere") == 2


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("profile", [BRACKWELL, CALDER], ids=lambda p: p.stem)
def test_the_board_gets_one_page(profile: Path, theme: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ["--format", "pdf", "--audience", "board", "--theme", theme]
    assert call("-q", "build", profile, "-o", out, *args) == 0
    assert sorted(p.name for p in out.glob("[!.]*")) == [f"{profile.stem}.{lang}.board.pdf" for lang in ("de", "en")]
    for lang, words in (("de", "Vertraulich"), ("en", "Confidential")):
        reader = PdfReader(out / f"{profile.stem}.{lang}.board.pdf")
        (page,) = reader.pages
        text = page.extract_text()
        assert words in text
        assert "1 / 1" in text
        assert {"de": "Zu entscheiden", "en": "To decide"}[lang] in text
        assert not reader.attachments, "nothing beyond what it shows"


@pytest.mark.usefixtures("pango")
def test_the_word_of_an_earlier_version_is_taken_and_says_what_it_is_called_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["--format", "pdf", "--lang", "en", "--audience", "all"]
    assert call("build", CALDER, "-o", tmp_path, *args) == 0
    assert [p.name for p in tmp_path.glob("[!.]*")] == [f"{CALDER.stem}.en.pdf"]
    said = capsys.readouterr().err
    assert "--audience all is now called working" in said
    assert "--audience full has all the evidence" in said
    assert call("build", CALDER, "-o", tmp_path, "--audience", "everybody") == 2
    assert "working, board, full" in capsys.readouterr().err

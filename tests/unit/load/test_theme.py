"""Themes: what is taken, what is refused, and that an accent can be read."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report import resources
from lmmm_report.domain.theme import DARK_PAPER, DEFAULT_THEME, LIGHT_PAPER, READABLE, contrast, readable_on
from lmmm_report.load.theme import load_theme
from lmmm_report.problems import Problem, UserError

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
LANGUAGES = ("de", "en")


def theme(folder: pathlib.Path, text: str):
    path = folder / "theme.yaml"
    path.write_text(text, encoding="utf-8")
    return load_theme(path, LANGUAGES)


def the_problem(folder: pathlib.Path, text: str) -> Problem:
    with pytest.raises(UserError) as caught:
        theme(folder, text)
    (problem,) = caught.value.problems
    return problem


def test_everything_at_once(tmp_path: pathlib.Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    font = (resources.FONTS / "source-sans-3-latin-400-normal.ttf").read_bytes()
    (tmp_path / "own.ttf").write_bytes(font)
    made = theme(
        tmp_path,
        "accent: '#7A1F5C'\nlogo: logo.png\nlogo_text: ACME\nconfidentiality: {de: Vertraulich, en: Confidential}\n"
        "footer: ACME plc\nfonts: {family: Own, regular: own.ttf, semibold: own.ttf}\n",
    )
    assert made.accent == "#7a1f5c"
    assert contrast(made.accent_dark, DARK_PAPER) >= READABLE
    assert made.logo.startswith("data:image/png;base64,iVBORw0KGgo")
    assert made.logo_text == {"de": "ACME", "en": "ACME"}
    assert made.confidentiality == {"de": "Vertraulich", "en": "Confidential"}
    assert [(f.weight, f.kind) for f in made.fonts] == [(400, "ttf"), (600, "ttf")]
    assert made.fonts[0].data == font


def test_what_is_not_said_stays(tmp_path: pathlib.Path) -> None:
    made = theme(tmp_path, "footer: ACME plc\n")
    assert (made.accent, made.accent_dark, made.logo, made.fonts) == (
        DEFAULT_THEME.accent, DEFAULT_THEME.accent_dark, "", (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("accent: '#ffcc00'\n", "contrast of 1.5 to 1 on white", "has it"),
        ("accent: blue\n", '"blue" is not a colour such as #0b5fa5', ""),
        ("acent: '#000000'\n", 'unknown key "acent"', "did you mean accent?"),
        ("logo: nowhere.png\nlogo_text: X\n", "the file nowhere.png cannot be read", "looked for in"),
        ("logo: logo.svg\nlogo_text: X\n", "a logo is a PNG or JPEG picture", "convert it"),
        ("logo: fake.png\nlogo_text: X\n", "a logo is a PNG or JPEG picture", "convert it"),
        ("logo: logo.png\n", "the logo has no words", "add logo_text"),
        ("logo: big.png\nlogo_text: X\n", "big.png is larger than 200 KB", "make it smaller"),
        (
            "fonts: {family: Own, regular: fake.ttf, semibold: own.ttf}\n",
            "no TTF, OTF or WOFF2 font",
            "name such a file",
        ),
        ("fonts: {family: Own, regular: own.ttf}\n", 'the key "semibold" is missing', "add semibold"),
        ("confidentiality: {de: Vertraulich}\n", "the text in en is missing", "add en"),
    ],
)
def test_a_bad_theme_is_told_once(tmp_path: pathlib.Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "fake.png").write_text("no picture")
    (tmp_path / "fake.ttf").write_text("no font")
    (tmp_path / "own.ttf").write_bytes(b"\x00\x01\x00\x00")
    (tmp_path / "big.png").write_bytes(PNG + b"0" * 300_000)
    problem = the_problem(tmp_path, text)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.line == 1
    assert problem.file == str(tmp_path / "theme.yaml")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@given(st.integers(0, 0xFFFFFF), st.sampled_from([LIGHT_PAPER, DARK_PAPER]))
def test_every_colour_can_be_made_readable(number: int, paper: str) -> None:
    colour = f"#{number:06x}"
    found = readable_on(paper, colour)
    assert contrast(found, paper) >= READABLE
    if contrast(colour, paper) >= READABLE:
        assert found == colour

"""Themes: what is taken, what is refused, and that an accent can be read."""

from __future__ import annotations

import io
import pathlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lmmm_report import resources
from lmmm_report.domain.theme import DARK_PAPER, DEFAULT_THEME, LIGHT_PAPER, READABLE, contrast, readable_on
from lmmm_report.load.theme import load_theme
from lmmm_report.problems import Problem, UserError


def a_picture(width: int, height: int, form: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, form)
    return made.getvalue()


PNG = a_picture(4, 3)
FONT = (resources.FONTS / "source-sans-3-latin-400-normal.woff2").read_bytes()
TRUETYPE = (resources.FONTS / "source-sans-3-latin-400-normal.ttf").read_bytes()
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
    (tmp_path / "own.ttf").write_bytes(TRUETYPE)
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


def with_its_size(width: int, height: int) -> bytes:
    """A small picture that claims to be large, with a valid checksum."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG[24:29]
    return PNG[:12] + head + zlib.crc32(head).to_bytes(4, "big") + PNG[33:]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("cut.png", a_picture(300, 300)[:-60], "the picture cut.png is broken or incomplete"),
        ("head.png", PNG[:8], "the picture head.png is broken or incomplete"),
        ("cut.jpg", a_picture(300, 300, "JPEG")[:-200], "the picture cut.jpg is broken or incomplete"),
        ("large.png", with_its_size(12_000, 12_000), "large.png has 12000 × 12000 pixels; 16 million are allowed"),
        ("lie.png", with_its_size(2**31 - 1, 2**31 - 1), "lie.png claims to have more than the 16 million pixels"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_named(
    name: str, data: bytes, message: str, tmp_path: pathlib.Path, recwarn: pytest.WarningsRecorder
) -> None:
    (tmp_path / name).write_bytes(data)
    problem = the_problem(tmp_path, f"logo: {name}\nlogo_text: X\n")
    assert message in problem.message
    assert not recwarn


@pytest.mark.parametrize("form", ["png", "jpg"])
def test_a_whole_picture_is_taken(form: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / f"logo.{form}").write_bytes(a_picture(300, 200, "PNG" if form == "png" else "JPEG"))
    assert theme(tmp_path, f"logo: logo.{form}\nlogo_text: X\n").logo


@pytest.mark.parametrize("kind", ["woff2", "ttf"])
@pytest.mark.parametrize("fault", ["cut", "zeros", "head", "flipped"])
def test_a_broken_font_is_named(kind: str, fault: str, tmp_path: pathlib.Path) -> None:
    whole = FONT if kind == "woff2" else TRUETYPE
    half = len(whole) // 2
    data = {
        "cut": whole[:half],
        "zeros": whole[:half] + bytes(len(whole) - half),
        "head": whole[:8] + bytes(300),
        "flipped": whole[:12] + bytes(byte ^ 0x55 for byte in whole[12:]),
    }[fault]
    (tmp_path / f"own.{kind}").write_bytes(data)
    (tmp_path / f"whole.{kind}").write_bytes(whole)
    problem = the_problem(tmp_path, f"fonts: {{family: Acme, regular: own.{kind}, semibold: whole.{kind}}}\n")
    assert f"own.{kind}" in problem.message
    assert problem.line == 1


@pytest.mark.parametrize("kind", ["woff2", "ttf"])
def test_a_whole_font_is_taken(kind: str, tmp_path: pathlib.Path) -> None:
    for name in ("own", "whole"):
        (tmp_path / f"{name}.{kind}").write_bytes(FONT if kind == "woff2" else TRUETYPE)
    assert theme(tmp_path, f"fonts: {{family: Acme, regular: own.{kind}, semibold: whole.{kind}}}\n").fonts

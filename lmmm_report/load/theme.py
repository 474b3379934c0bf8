"""Reads a theme: a YAML file of the person who builds reports, with the pictures and fonts it names beside it."""

from __future__ import annotations

import base64
import pathlib
from collections.abc import Collection, Mapping

from lmmm_report.domain.theme import (
    DARK_PAPER,
    DEFAULT_THEME,
    LIGHT_PAPER,
    NO_WORDS,
    READABLE,
    Font,
    Theme,
    Words,
    contrast,
    readable_on,
)
from lmmm_report.load.fonts import font_fault
from lmmm_report.load.kinds import or_other_file
from lmmm_report.load.pictures import picture_fault
from lmmm_report.load.schema.decode import Node
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

_KEYS = ("accent", "logo", "logo_text", "confidentiality", "footer", "fonts")
_COLOUR = "#[0-9a-fA-F]{6}"
_FAMILY = "[A-Za-z][A-Za-z0-9 -]{0,40}"
_WEIGHTS: Mapping[str, int] = {"regular": 400, "semibold": 600}
_MOST_LOGO = 200 * 1024
_MOST_FONT = 2 * 1024 * 1024
_PICTURES: Mapping[str, tuple[bytes, str]] = {
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}
"""By ending: what such a file begins with, and its media type. SVG is not among them, as it could hold a script."""
_FONTS: Mapping[str, tuple[bytes, ...]] = {
    ".ttf": (b"\x00\x01\x00\x00", b"true"),
    ".otf": (b"OTTO",),
    ".woff2": (b"wOF2",),
}


def load_theme(path: pathlib.Path, languages: Collection[str]) -> Theme:
    """The theme in ``path``; `UserError` with every problem. Files it names are looked for beside it."""
    try:
        return _theme(path, languages)
    except UserError as error:
        raise or_other_file(error, path, "theme") from error


def _theme(path: pathlib.Path, languages: Collection[str]) -> Theme:
    problems: list[Problem] = []
    root = Node.root(read_yaml(path), problems)
    fields = root.fields((), _KEYS)
    accent = _accent(fields["accent"])
    family, fonts = _fonts(fields["fonts"], path.parent)
    theme = Theme(
        accent=accent,
        accent_dark=readable_on(DARK_PAPER, accent) if fields["accent"].given else DEFAULT_THEME.accent_dark,
        logo=_logo(fields["logo"], path.parent),
        logo_text=_words(fields["logo_text"], languages),
        confidentiality=_words(fields["confidentiality"], languages),
        footer=_words(fields["footer"], languages),
        family=family,
        fonts=fonts,
    )
    if fields["logo"].given and not fields["logo_text"].given:
        fields["logo"].fault(
            say("theme.no_logo_words"),
            hint=say("theme.no_logo_words_cure"),
            code="missing",
        )
    if problems:
        raise UserError(problems)
    return theme


def _accent(node: Node) -> str:
    if not node.given:
        return DEFAULT_THEME.accent
    known = len(node.faults)
    colour = node.string(_COLOUR, "theme.colour").lower()
    if len(node.faults) > known or not colour:
        return DEFAULT_THEME.accent
    ratio = contrast(colour, LIGHT_PAPER)
    if ratio < READABLE:
        near = readable_on(LIGHT_PAPER, colour)
        message = say("theme.contrast", colour=colour, ratio=f"{ratio:.1f}")
        node.fault(message, hint=say("theme.contrast_cure", least=READABLE, near=near), code="contrast")
        return DEFAULT_THEME.accent
    return colour


def _words(node: Node, languages: Collection[str]) -> Words:
    return node.text_or_word(languages) if node.given else NO_WORDS


def _logo(node: Node, folder: pathlib.Path) -> str:
    if not node.given:
        return ""
    file = _file(node, folder, _MOST_LOGO)
    if file is None:
        return ""
    path, data = file
    known = _PICTURES.get(path.suffix.lower())
    if known is None or not data.startswith(known[0]):
        node.fault(say("theme.picture_kind"), hint=say("theme.picture_kind_cure"), code="kind")
        return ""
    broken = picture_fault(path.name, data, known[1])
    if broken:
        node.fault(broken, hint=say("theme.picture_cure"), code="picture")
        return ""
    return f"data:{known[1]};base64,{base64.b64encode(data).decode()}"


def _fonts(node: Node, folder: pathlib.Path) -> tuple[str, tuple[Font, ...]]:
    if not node.given:
        return "", ()
    fields = node.fields(("family", *_WEIGHTS))
    family = fields["family"].string(_FAMILY, "theme.family")
    fonts = []
    for name, weight in _WEIGHTS.items():
        file = _file(fields[name], folder, _MOST_FONT) if fields[name].given else None
        if file is None:
            continue
        path, data = file
        if not data.startswith(_FONTS.get(path.suffix.lower(), ())):
            fields[name].fault(say("theme.font_kind"), hint=say("theme.font_kind_cure"), code="kind")
            continue
        broken = font_fault(path.name, data)
        if broken:
            fields[name].fault(broken, hint=say("theme.font_cure"), code="font")
            continue
        fonts.append(Font(weight=weight, data=data, kind=path.suffix.lower().removeprefix(".")))
    return family, tuple(fonts)


def _file(node: Node, folder: pathlib.Path, most: int) -> tuple[pathlib.Path, bytes] | None:
    """A file beside the theme, with its bytes; `None` where it cannot be used."""
    name = node.string()
    if not name:
        return None
    path = folder / name
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        node.fault(
            say("theme.unreadable", name=name), hint=say("theme.unreadable_cure", folder=str(folder)), code="unreadable"
        )
        return None
    if len(data) > most:
        message = say("theme.too_large", name=name, most=most // 1024)
        node.fault(message, hint=say("theme.too_large_cure"), code="too-long")
        return None
    return path, data

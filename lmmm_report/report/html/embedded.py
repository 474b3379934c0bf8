"""What is written into a page beside its markup: styles, script and data, and the policy for them."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup


def css_text(text: str) -> Markup:
    """A text as CSS has texts: all but letters and digits by number, so nothing in it ends or begins anything.

    A blank is spelled as well, as one behind a number belongs to it.
    """
    spelled = (c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
    return Markup(f'"{"".join(spelled)}"')  # noqa: S704 - nothing of the text but letters and digits is left


@lru_cache(maxsize=16)
def script_text(source: str) -> str:
    """A script as it stands in a page: without lines of comment and without indentation, which a reader never sees."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


_WHITE = re.compile(r"\s*([{};,>])\s*|(?<=[a-z-]):\s+|\s+")


@lru_cache(maxsize=64)
def sheet_text(source: str) -> str:
    """A style sheet as it stands in a page, without the white space that is there for whoever reads the template."""
    parts = re.split(r"""("[^"]*"|'[^']*'|/\*.*?\*/)""", source, flags=re.DOTALL)
    return "".join(
        ("" if part.startswith("/*") else part) if number % 2 else _WHITE.sub(_tight, part)
        for number, part in enumerate(parts)
    ).replace(";}", "}")


def _tight(found: re.Match[str]) -> str:
    return found[1] or (":" if found[0].startswith(":") else " ")


def data_block(data: object) -> str:
    """Data as JSON that no text in it can end: in a script element a ``<`` could open an end tag or a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class DataBlock:
    """Data as `data_block` gives it, in pieces, for a template that goes through it: long lists are made one by one."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __iter__(self) -> Iterator[Markup]:
        return map(Markup, self._pieces())

    def __html__(self) -> str:
        return "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        before = "{"
        for key, value in self._data.items():
            yield f"{before}{data_block(key)}:"
            before = ","
            if isinstance(value, Sequence) and not isinstance(value, (str, list, tuple)):
                yield "["
                for number, one in enumerate(value):
                    yield ("," if number else "") + data_block(one)
                yield "]"
            else:
                yield data_block(value)
        yield "}" if self._data else "{}"


SEPARATE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of a page whose style sheet, script, fonts and logo lie beside it. Nothing in the page itself is run."""


def content_security_policy(sheet: str, script: str = "") -> str:
    """A policy under which nothing but the page's own style sheet, script, fonts and pictures is used.

    Blocks of data need no leave: they are never run.
    """
    scripts = f"script-src {_hash_source(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash_source(sheet)}; {scripts}font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    """How a policy names one text: it covers the exact characters between the tags."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

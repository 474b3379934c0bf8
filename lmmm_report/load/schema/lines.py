"""What is one line by nature (a name, a role, a title) is read as one line, however it was folded or pasted."""

from __future__ import annotations

import re

from lmmm_report.domain.format import Field
from lmmm_report.load.yaml.data import Data

_BLANKS = re.compile(r"[ \t]*[\t\n\r\v\f\x85\u2028\u2029][ \t\n\r\v\f\x85\u2028\u2029]*")
"""Blanks with something among them that is no plain blank; those that keep two words together stay."""


def one_line(text: str) -> str:
    """``text`` without line breaks and tabs, and without blanks around it."""
    return _BLANKS.sub(" ", text).strip(" ")


def in_lines(value: Data, field: Field | None) -> Data:
    """``value`` with every text as one line that is one by its field; what the format does not know stays."""
    if field is None:
        return value
    if isinstance(value, dict):
        return {name: in_lines(child, field.fields.get(name)) for name, child in value.items()}
    if isinstance(value, list):
        return [in_lines(child, field.item) for child in value]
    return one_line(value) if isinstance(value, str) and field.one_line else value

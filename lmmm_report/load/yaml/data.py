"""What a YAML file can hold here."""

from __future__ import annotations

from typing import Union

Data = Union[None, bool, int, float, str, list["Data"], dict[str, "Data"]]
"""Plain data: texts, numbers, truth values, lists, and maps by text."""

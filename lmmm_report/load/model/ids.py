"""The ids of the built-in criteria and measures without the rest of the model, for commands that only compare them."""

from __future__ import annotations

import json
import re

from lmmm_report import resources

_ID = re.compile(r"^- id: ([A-Z0-9-]+)\s*$", re.MULTILINE)


def ids_of(kind: str) -> tuple[str, ...]:
    """All ids of ``criteria`` or ``measures``, by file.

    Loading the whole model takes ten times as long; a test holds this against it.
    """
    if resources.COMPILED_IDS.exists():
        return tuple(json.loads(resources.COMPILED_IDS.read_bytes())[kind])
    files = sorted((resources.MODEL / kind).glob("*.yaml"))
    return tuple(name for file in files for name in _ID.findall(file.read_text(encoding="utf-8")))

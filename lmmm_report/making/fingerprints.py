"""From what a build makes its files, in short: equal fingerprints give equal files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lmmm_report import __version__, resources
from lmmm_report.domain.model import Model

SHAPING = {
    "html": ("jinja2", "markdown", "markdown_it_py", "mdit_py_plugins", "nh3"),
    "pdf": ("weasyprint", "pydyf", "pyphen", "fonttools", "pillow"),
}
"""Libraries whose versions decide on the bytes of a format."""


def fingerprint(data: Any) -> str:
    """A hash over plain data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def fingerprint_of(parts: Iterable[Any]) -> str:
    """A hash over plain data that comes in parts, of which there may be many."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(json.dumps(part, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def of_rules(model: Model) -> str:
    """What decides on results: the model and the program, in a checkout with its sources."""
    return fingerprint([__version__, model.sha256, None if resources.COMPILED.exists() else _sources()])


def _sources() -> str:
    """A hash over all files that a checkout of the program consists of."""
    digest = hashlib.sha256()
    for top in (resources.PACKAGE, resources.TEMPLATES):
        for file in sorted(_files(str(top))):
            content = Path(file).read_bytes()
            digest.update(f"{os.path.relpath(file, top)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            yield entry.path


_INSTALLED = re.compile(r"([A-Za-z0-9_.-]+?)-([^-]+)\.dist-info")


def versions(formats: Iterable[str]) -> list[tuple[str, str]]:
    """Name and version of libraries as they are installed. `importlib.metadata` would read each of them."""
    wanted = {name for form in ("html", *formats) for name in SHAPING.get(form, ())}
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:
            continue
        for match in filter(None, map(_INSTALLED.fullmatch, names)):
            name = re.sub(r"[-_.]+", "_", match[1]).lower()
            if name in wanted:
                found.setdefault(name, match[2])
    return sorted(found.items())

"""The way to a model that costs least: compiled with the program, kept from an earlier run, or loaded from its files.

What is kept is named by a hash over everything that it was made from: the files of the model, the version of the
program and, as a checkout can change without a new version, the sources that load it.
"""

from __future__ import annotations

import contextlib
import pathlib
from collections.abc import Iterable, Iterator

from lmmm_report import __version__, resources
from lmmm_report.domain.model import Model
from lmmm_report.load.cache import keep, kept
from lmmm_report.load.model.compiled import as_json, from_json

MADE_BY = ("domain", "load")
"""Rooms whose sources decide what a loaded model is."""


def open_model(folder: pathlib.Path | None = None, *, extension: pathlib.Path | None = None) -> Model:
    """The model in ``folder``, or the built-in one, with what the file ``extension`` adds to it.

    Raises `UserError` with every problem of all its files.
    """
    if folder is None and extension is None and resources.COMPILED_MODEL.exists():
        return from_json(resources.COMPILED_MODEL.read_bytes())
    name = _name(folder, extension)
    known = kept(name) if name else None
    if known is not None:
        with contextlib.suppress(ValueError):
            return from_json(known)
    from lmmm_report.load.model.model import load_model

    model = load_model(folder, extension=extension)
    if name:
        keep(name, as_json(model).encode())
    return model


def _name(folder: pathlib.Path | None, extension: pathlib.Path | None) -> str:
    """The name under which a model is kept; empty where a file of it cannot be read, which loading then says."""
    import hashlib  # only where nothing was compiled with the program

    digest = hashlib.sha256(__version__.encode())
    try:
        for label, content in _parts(folder, extension):
            digest.update(f"\0{label}\0{len(content)}\0".encode())
            digest.update(content)
    except OSError:
        return ""
    return f"model-{digest.hexdigest()}.json"


def _parts(folder: pathlib.Path | None, extension: pathlib.Path | None) -> Iterator[tuple[str, bytes]]:
    """Everything that decides on the loaded model, with a name for each part."""
    if not resources.COMPILED.exists():
        for room in MADE_BY:
            yield from _files(resources.PACKAGE / room, (resources.PACKAGE / room).rglob("*.py"))
    yield from _files(resources.MODEL, [resources.MODEL / "profile.schema.json"])
    where = folder or resources.MODEL
    yield from _files(where, [*where.glob("*.yaml"), *where.glob("*.json"), *where.glob("*/*.yaml")])
    if extension is not None:
        yield "extension", extension.read_bytes()


def _files(folder: pathlib.Path, files: Iterable[pathlib.Path]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(files):
        yield file.relative_to(folder).as_posix(), file.read_bytes()

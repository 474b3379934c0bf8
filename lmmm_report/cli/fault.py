"""The last resort: an error that nobody foresaw becomes one sentence and a file that can be sent to the makers.

The file says where in the program it happened and of what kind the error was. Messages and values are left out: they
may hold what stands in the profile. It is written here and not by `output`, which may be what has failed.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from lmmm_report import __version__
from lmmm_report.making.parcels import Elsewhere, frames_of
from lmmm_report.messages import Message, say

MOST_FRAMES = 40
"""Of a deep chain of calls, so many from its beginning and from its end."""


def fault_message(error: BaseException) -> Message:
    """One sentence about ``error`` for the user, after its traceback was written into a file."""
    file = _written(fault_text(error))
    address = _address()
    where = say("cli.fault_address", address=address) if address else say("cli.fault_makers")
    return say("cli.fault", where=where, file=str(file)) if file else say("cli.fault_unwritten", where=where)


def fault_text(error: BaseException) -> str:
    """Kinds of errors, files, lines and functions, and nothing that a user has written."""
    system = f"{platform.system()} {platform.machine()}"
    lines = [f"lmmm-report {__version__}, Python {platform.python_version()}, {system}", ""]
    seen: set[int] = set()
    for one, relation in _chain(error, "", seen):
        kind = type(one)
        lines += [f"{relation}{kind.__module__}.{kind.__qualname__}", *_frames(one), ""]
    return "\n".join(lines)


def _chain(error: BaseException, relation: str, seen: set[int]) -> Iterator[tuple[BaseException, str]]:
    """The error and what led to it, the last first; each once."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield error, relation
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _chain(part, "one of: ", seen)
    if error.__cause__ is not None:
        yield from _chain(error.__cause__, "caused by: ", seen)
    elif error.__context__ is not None:
        yield from _chain(error.__context__, "while handling: ", seen)


def _frames(error: BaseException) -> list[str]:
    package = str(Path(__file__).resolve().parents[2]) + os.sep
    where = error.args if isinstance(error, Elsewhere) else frames_of(error)
    frames = [f"  {frame.removeprefix(package)}" for frame in where]
    left_out = len(frames) - 2 * MOST_FRAMES
    if left_out > 0:
        frames[MOST_FRAMES:-MOST_FRAMES] = [f"  … {left_out} more"]
    return frames


def _address() -> str:
    """Where faults are reported, if whoever packed the program has said so."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        stated = metadata("lmmm-report").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    by_label = {label.strip().casefold(): url.strip() for label, _, url in (line.partition(",") for line in stated)}
    wanted = ("issues", "bug tracker", "bugs", "tracker", "repository", "source", "homepage")
    return next((by_label[label] for label in wanted if label in by_label), "")


def _written(text: str) -> Path | None:
    """The file that holds ``text`` and that only its owner can read; `None` if there is no place for one.

    The same fault has the same name, so that the folder does not fill.
    """
    import hashlib
    import tempfile

    name = f"fault-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    for place in (_state_folder, _temporary_folder):
        try:
            folder = place()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, made = tempfile.mkstemp(prefix="lmmm-report-", suffix=".txt", dir=folder)  # with mode 0600
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
            return Path(made).replace(folder / name) if place is _state_folder else Path(made)
        except (OSError, RuntimeError, ValueError):
            continue
    return None


def _temporary_folder() -> Path:
    import tempfile

    return Path(tempfile.gettempdir())


def _state_folder() -> Path:
    """The user's own folder for what programs note about their runs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "lmmm-report"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "lmmm-report"
    stated = os.environ.get("XDG_STATE_HOME", "")
    # The rules of XDG want a relative path to be ignored.
    return (Path(stated) if Path(stated).is_absolute() else Path.home() / ".local" / "state") / "lmmm-report"

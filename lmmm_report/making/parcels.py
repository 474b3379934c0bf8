"""What one process hands to another, in files of a folder that only this user can enter.

A pipe takes little at a time: who is ended in the midst of a longer message leaves the other side waiting for its
rest for ever. So nothing but the name of a file goes through one, which is written at once or not at all.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple


class Elsewhere(Exception):  # noqa: N818 - says where another error comes from
    """The cause of an error that was raised in another process: the arguments are its frames there, from outside in."""


class Done(NamedTuple):
    """What a call has given, or raised and where."""

    result: Any = None
    error: Exception | None = None
    frames: tuple[str, ...] = ()

    def given(self) -> Any:
        """The result; raises what was raised."""
        if self.error is not None:
            raise self.error from Elsewhere(*self.frames)
        return self.result


def frames_of(error: BaseException) -> tuple[str, ...]:
    """File, line and function of each call that led to an error, from outside in."""
    return tuple(
        f"{frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )


def put(folder: str, content: Any) -> str:
    """The name of a new file with ``content``; empty where there is no room for it."""
    try:
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            pickle.dump(content, file, pickle.HIGHEST_PROTOCOL)
    except OSError:
        return ""
    return file.name


def take(name: str) -> Any:
    """What the file holds, which goes."""
    path = Path(name)
    with path.open("rb") as file:
        content = pickle.load(file)  # noqa: S301 - put there by this program, where nobody else can write
    path.unlink()
    return content


def called(call: Callable[[Any], Any], argument: str, folder: str) -> str:
    """The name of a file with a `Done`: of ``call`` with what the file ``argument`` holds; empty as for `put`."""
    try:
        done = Done(call(take(argument)))
    except Exception as error:
        done = Done(error=error, frames=frames_of(error))
    return put(folder, done)

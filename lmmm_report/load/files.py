"""Which files a command means: files as they are, of folders the profiles in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lmmm_report.problems import Problem, UserError

ENDINGS = (".yaml", ".yml")


def profile_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Each file once, in the order given; a folder stands for its ``*.yaml`` and ``*.yml`` files, by name.

    A file that does not exist stays in the list: the reader says so with its own message. Raises `UserError` for a
    folder without profiles.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        found = sorted(p for p in path.iterdir() if p.suffix in ENDINGS and p.is_file() and not p.name.startswith("."))
        if not found:
            raise UserError(
                Problem(
                    file=str(path),
                    message="this folder holds no profiles",
                    hint="a profile is a file whose name ends in .yaml; lmmm-report init makes one",
                    code="no-profiles",
                )
            )
        files += found
    return tuple(dict.fromkeys(files))

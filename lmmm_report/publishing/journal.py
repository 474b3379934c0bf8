"""The journal of a publication: what is to be completed, or taken back, by whoever finds it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from lmmm_report.publishing.names import safe
from lmmm_report.publishing.published import Untrusted
from lmmm_report.publishing.system import sync_folder

DRAFT = "draft"
"""Name of a journal that is being written."""
_LARGEST = 256 * 1024 * 1024


class Move(NamedTuple):
    """One file on its way: the SHA-256 of what comes (`None`: it goes), and of what was there (`None`: nothing)."""

    name: str
    new: str | None
    old: str | None


class Journal(NamedTuple):
    """What changes in a folder."""

    moves: tuple[Move, ...]
    folders: tuple[str, ...] = ()
    """Folders that go where they are empty."""
    staged: int | None = None
    """The number by which the file system knows the folder that takes the place of the old one."""
    carried: Mapping[str, int] = MappingProxyType({})
    """Files and folders that are in both, with the number of each file."""

    def write(self, path: Path) -> None:
        """Let the journal stand, on the disk, from one moment to the next."""
        rest = {"folders": self.folders, "staged": self.staged, "carried": dict(self.carried)}
        draft = path.with_name(DRAFT)
        with draft.open("w", encoding="utf-8", errors="surrogateescape") as file:
            file.write('{"format": 2, "files": [')
            for number, move in enumerate(self.moves):
                one = {"name": move.name, "new": move.new, "old": move.old}
                file.write(", " * bool(number) + json.dumps(one, ensure_ascii=False))
            file.write("], " + json.dumps(rest, ensure_ascii=False)[1:])
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)  # noqa: PTH105
        sync_folder(path.parent)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The journal at a place. Raises `Untrusted` if it is none, or names what lies outside the folder."""
        try:
            if path.is_symlink() or not path.is_file():
                raise Untrusted(path)
            with path.open("rb") as file:
                document: Any = json.loads(file.read(_LARGEST).decode("utf-8", "surrogateescape"))
            staged = document.get("staged")
            journal = cls(
                moves=tuple(Move(str(one["name"]), _text(one["new"]), _text(one["old"])) for one in document["files"]),
                folders=tuple(str(name) for name in document.get("folders", ())),
                staged=None if staged is None else int(staged),
                carried={str(name): int(number) for name, number in document.get("carried", {}).items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Untrusted(path) from None
        if not all(map(safe, (*(move.name for move in journal.moves), *journal.folders, *journal.carried))):
            raise Untrusted(path)
        return journal


def _text(value: object) -> str | None:
    return None if value is None else str(value)

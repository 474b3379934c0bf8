"""What became of a publication, and what can keep it from taking place."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, overload


class Busy(Exception):  # noqa: N818 - a state of the folder
    """Another run is writing into the folder."""


class Untrusted(Exception):  # noqa: N818 - a state of the folder
    """What lies in the work folder does not fit its journal. The argument is the path that does not."""


class NoExchange(OSError):  # noqa: N818 - a state of the system
    """A folder cannot be exchanged as a whole. Arguments: why, one of `REASONS`, and the folder or file it is about."""

    REASONS = ("system", "file_system", "mount", "mount_inside", "layers", "inside", "no_link")

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


class ReadOnly(PermissionError):  # noqa: N818 - a state of the file
    """A file is protected against writing, though its folder would let it be replaced."""


class Paths(Sequence[Path]):
    """Files below a folder: thousands of names, each a path when it is asked for."""

    __slots__ = ("_folder", "names")

    def __init__(self, folder: Path = Path(), names: Iterable[str] = ()) -> None:
        self._folder = folder
        self.names = tuple(names)

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> Path: ...

    @overload
    def __getitem__(self, at: slice) -> "Paths": ...

    def __getitem__(self, at: int | slice) -> "Path | Paths":
        if isinstance(at, slice):
            return Paths(self._folder, self.names[at])
        return self._folder / self.names[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Paths, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def but(self, others: frozenset[str]) -> "Paths":
        """Those that are called otherwise."""
        return Paths(self._folder, (name for name in self.names if name not in others))


class Published(NamedTuple):
    """What became of what was to be published. Paths begin with the folder as it was named."""

    files: Paths = Paths()
    """All files that were added, in the order of adding; each stands in its place with its content."""
    unchanged: frozenset[str] = frozenset()
    """Names of those of them that had this content already; nothing of them was touched, nor their time."""
    removed: Paths = Paths()
    """Files that are gone, in the order in which this was asked."""
    kept: Paths = Paths()
    """Files that were to go and stay: somebody has changed or protected them, or there is something else."""

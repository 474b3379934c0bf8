"""A file at several times, as a repository keeps it."""

from datetime import date
from typing import NamedTuple


class Revision(NamedTuple):
    """One state of a file, and the change that brought it."""

    commit: str
    """Full id of the commit that brought it."""
    day: date
    """The day of the change, where its author was."""
    author: str
    """Name of the author; the address is never read."""
    path: str
    """The file's path in the repository at that time, with / between folders."""
    blob: str
    """Id of the content; empty where the file was taken out."""
    begins: bool = False
    """Nothing is known of the time before: the clone ends here, and the state may be older."""

    @property
    def short(self) -> str:
        """The id as people quote it."""
        return self.commit[:10]


class Track(NamedTuple):
    """The distinct states of one file, the oldest first, along the line of first parents."""

    revisions: tuple[Revision, ...]
    shallow: bool
    """The clone does not hold all of the history."""
    paths: tuple[str, ...] = ()
    """What the file has been called, the latest name first; with those under which its content never changed."""

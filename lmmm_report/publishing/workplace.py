"""Many files put in their places as one step: first all lie beside their places, then a journal, then they move.

The work folder inside the folder that is written to holds a lock, the new files, links to the old ones, and, while
files move, a journal. Whoever is killed before the journal stands has changed nothing; after that the next run into
the same folder completes what was begun. Where a file cannot be replaced, what has moved is taken back. What is to go
goes last, and only if its content is the one it is known by; a file that has its content already is not touched.

Nothing in a work folder that was found is trusted: a journal names relative paths and hashes, and what does not fit
them is neither moved nor overwritten nor removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from lmmm_report.publishing.changes import changes_in
from lmmm_report.publishing.journal import DRAFT, Journal, Move
from lmmm_report.publishing.names import WORK, on_the_way
from lmmm_report.publishing.published import Published, Untrusted
from lmmm_report.publishing.system import locked, make_alike, make_folder, replace, sha256, sync

FORWARD, BACK = "forward.json", "back.json"
"""Names of the journal: what it names is to be completed, or to be taken back."""


def leave(work: Path, lock: int, made: Iterable[Path], *tidying: Callable[[], object]) -> None:
    """Remove a work folder once it is tidy, give its lock back, and remove the ``made`` folders that are empty.

    What cannot be tidied is left to the next run.
    """
    try:
        for tidy in tidying:
            tidy()
        (work / "lock").unlink(missing_ok=True)
        work.rmdir()
    except (OSError, Untrusted):
        pass
    finally:
        os.close(lock)
    for folder in reversed(tuple(made)):
        with suppress(OSError):
            folder.rmdir()


class Workplace:
    """The work folder of one run, locked. Opening it completes or throws away what an earlier run has left.

    Waits ``patience`` seconds for another run. Raises `Busy`, `Untrusted` and `OSError`.
    """

    def __init__(self, folder: Path, *, patience: float) -> None:
        self.folder = folder
        self._made = make_folder(folder)
        self._work = folder / WORK
        self.new, self._old = self._work / "new", self._work / "old"
        self._lock = locked(self._work, patience)
        try:
            self._settle()
            self._clear()
            self.new.mkdir()
        except BaseException:
            self.close()
            raise

    def publish(
        self, files: Mapping[str, str], removals: Mapping[str, str] | None = None, folders: Iterable[str] = ()
    ) -> Published:
        """Move the new files (name to SHA-256) to their places in the order given; all of them or none.

        Then ``removals`` (name to SHA-256) go where their content still is that, and ``folders`` where they are empty.
        """
        journal, done = changes_in(self.folder, files, removals or {}, folders)
        coming = [move for move in journal.moves if move.new is not None]
        for move in coming:
            self._prepare(move)
        sync(self._work, (self.new / move.name for move in coming), len(coming))
        if journal.moves or journal.folders:
            self._carry_out(journal)
        return done

    def _carry_out(self, journal: Journal) -> None:
        try:
            journal.write(self._work / FORWARD)
            self._forward(journal)
        except OSError:
            with suppress(FileNotFoundError):
                os.replace(self._work / FORWARD, self._work / BACK)  # noqa: PTH105
            self._take_back(journal)
            raise

    def close(self) -> None:
        """Remove the work folder; a publication that was interrupted is completed first, or left to the next run."""
        leave(self._work, self._lock, self._made, self._settle, self._clear)

    def _prepare(self, move: Move) -> None:
        """Give the new file the rights and owner of the old one, which a second link keeps until all is done."""
        if move.old is None:
            return
        old, kept = self.folder / move.name, self._old / move.name
        make_alike(self.new / move.name, old.stat())
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, kept)
        except OSError:  # a file system without links
            shutil.copy2(old, kept)

    def _forward(self, journal: Journal) -> None:
        for move in journal.moves:
            target = self.folder / move.name
            if move.new is None:
                if target.exists():
                    kept = self._old / move.name
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    replace(target, kept)
            elif (staged := self.new / move.name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                replace(staged, target)
        for name in sorted(journal.folders, reverse=True):
            if not any(part.is_symlink() for part in on_the_way(self.folder, name)):
                with suppress(OSError):  # it is not empty, or gone
                    (self.folder / name).rmdir()
        self._finish(journal.moves)

    def _take_back(self, journal: Journal) -> None:
        """Restore what was there, the last move first."""
        for move in reversed(journal.moves):
            target, kept = self.folder / move.name, self._old / move.name
            if target.exists() if move.new is None else (self.new / move.name).exists():
                continue
            if kept.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                replace(kept, target)
            elif move.old is None:
                target.unlink(missing_ok=True)
                for folder in reversed([*on_the_way(self.folder, move.name)][:-1]):
                    with suppress(OSError):
                        folder.rmdir()
        self._finish(journal.moves)

    def _finish(self, moves: Iterable[Move]) -> None:
        sync(self.folder, (), 0, folders={(self.folder / move.name).parent for move in moves})
        for name in (FORWARD, BACK):
            (self._work / name).unlink(missing_ok=True)

    def _settle(self) -> None:
        """Complete or take back what a journal names, once everything has been found to be as it says."""
        for name, carry_out in ((BACK, self._take_back), (FORWARD, self._forward)):
            if os.path.lexists(self._work / name):
                found = Journal.read(self._work / name)
                fitting = tuple(move for move in found.moves if self._fits(move))
                carry_out(Journal(moves=fitting, folders=found.folders))

    def _fits(self, move: Move) -> bool:
        """Whether the place still holds what the journal says; `Untrusted` if the journal or its files do not."""
        target = self.folder / move.name
        for top in (self.folder, self.new, self._old):
            for part in on_the_way(top, move.name):
                expected = part.is_file() if part == top / move.name else part.is_dir()
                if part.is_symlink() or (part.exists() and not expected):
                    raise Untrusted(part)
        for path, wanted in ((self.new / move.name, move.new), (self._old / move.name, move.old)):
            if path.exists() and sha256(path) != wanted:
                raise Untrusted(path)
        # Somebody has written into the place since: that is neither overwritten nor removed.
        return sha256(target) in {move.old, move.new}

    def _clear(self) -> None:
        for folder in (self.new, self._old):
            if folder.is_symlink():
                raise Untrusted(folder)
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)
        (self._work / DRAFT).unlink(missing_ok=True)

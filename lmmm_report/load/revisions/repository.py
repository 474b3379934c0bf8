"""A repository as far as it is read here: commits by name, files in them, the distinct states of one file."""

from __future__ import annotations

import os
import pathlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lmmm_report.domain.revision import Revision, Track
from lmmm_report.load.revisions.git import GitError, ask, refusal
from lmmm_report.load.yaml.characters import printable
from lmmm_report.load.yaml.text import LIMIT_BYTES, shortened
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError

HEAD = "HEAD"
MOST_RENAMES = 200
"""A file that was renamed more often goes round in a circle."""
SIMILAR = "-M50%"
"""A file that was taken out and one that came are the same where half of the text is, as git has it by default."""
LONGEST_NAME = 80
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

_AT_ONCE = 32
"""Contents that are asked for together: as many as an answer of git may hold at most."""
_FILE, _LINK = ("100644", "100755", "100664"), "120000"
_FORMAT = "--format=%H%x00%P%x00%aI%x00%an"


class Entry(NamedTuple):
    """What stands under a path of a commit."""

    mode: str
    blob: str
    path: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file: no link, which would lead elsewhere, and no other repository."""
        return self.mode in _FILE


class _Change(NamedTuple):
    """What one commit did to a file, against its first parent."""

    commit: str
    before: str | None
    day: date
    author: str
    blob: str
    """Empty where it was taken out, or is no file."""
    came: bool
    """It was not there before."""


class Repository:
    """The repository that a folder lies in. Only its objects are read: no checkout is touched."""

    def __init__(self, folder: pathlib.Path) -> None:
        """The repository around ``folder``; `UserError` if there is none that may be read."""
        self.folder = folder
        try:
            told = ask(folder, "rev-parse", "--is-shallow-repository", "--show-cdup", "--show-prefix")
        except GitError as error:
            raise refusal(folder, error) from error
        shallow, up, prefix = told.split(b"\n", 2)
        self._top = folder / os.fsdecode(up)
        self.shallow = shallow == b"true"
        self.prefix = os.fsdecode(prefix.removesuffix(b"\n"))
        """The folder's path in the repository: empty or with / at its end."""

    def path_of(self, file: pathlib.Path) -> str:
        """The path in the repository of what lies in or below its folder; empty for the top of the repository."""
        inside = pathlib.Path(os.path.abspath(file)).relative_to(os.path.abspath(self.folder))  # noqa: PTH100 - links stay
        path = posixpath.normpath(self.prefix + inside.as_posix())
        return "" if path == "." else path

    def commit(self, name: str) -> str:
        """The full id of the commit that ``name`` stands for; `UserError` if there is none."""
        try:
            # An option is no name, whatever this version of git makes of the end of options.
            if name.startswith("-") or not name:
                raise GitError("")
            told = ask(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitError as error:
            hint = say("revisions.shallow_cure") if self.shallow else say("revisions.unknown_cure")
            raise UserError(_problem(name, say("revisions.unknown"), hint)) from error
        return told.decode("ascii").strip()

    def merge_base(self, one: str, other: str) -> str:
        """The commit from which two went their ways; both by full id. `UserError` if this clone has none."""
        try:
            return ask(self.folder, "merge-base", "--end-of-options", one, other).decode("ascii").split()[0]
        except (GitError, IndexError) as error:
            hint: Cure = say("revisions.shallow_cure") if self.shallow else ""
            message = say("revisions.unrelated", one=one[:10], other=other[:10])
            raise UserError(_problem(str(self.folder), message, hint)) from error

    def entry(self, commit: str, path: str) -> Entry | None:
        """What ``path`` is in a commit (full id); `None` where it is not there, or is a folder."""
        found = [entry for entry in self._tree("-z", "--full-tree", commit, "--", path) if entry.path == path]
        return found[0] if found and found[0].mode != "040000" else None

    def entries(self, commit: str, folder: str) -> tuple[Entry, ...]:
        """Every file of a commit (full id) in and below ``folder``, by path; all of them where it is empty."""
        where = ["--", folder.rstrip("/") + "/"] if folder.strip("/") else []
        return tuple(self._tree("-r", "-z", "--full-tree", commit, *where))

    def _tree(self, *args: str) -> Iterator[Entry]:
        try:
            told = ask(self.folder, "ls-tree", *args)
        except GitError as error:
            raise refusal(self.folder, error) from error
        for line in told.split(b"\0"):
            if line:
                head, _, path = line.partition(b"\t")
                mode, _, blob = head.decode("ascii").split()
                yield Entry(mode, blob, os.fsdecode(path))

    def content(self, entry: Entry, name: str) -> bytes:
        """The bytes of a file, at most one more than a profile may have; ``name`` stands for it in messages.

        `UserError` for what is no file, and for what this clone does not hold.
        """
        if not entry.is_file:
            key = "revisions.is_link" if entry.mode == _LINK else "revisions.no_file"
            raise UserError(_problem(name, say(key), say("revisions.no_file_cure")))
        found = self.contents([entry.blob]).get(entry.blob)
        if found is None:
            raise UserError(_problem(name, say("revisions.missing"), say("revisions.missing_cure")))
        return found

    def contents(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files by their ids, of each at most one more than a profile may have.

        What this clone does not hold is left out.
        """
        sizes = self._sizes(dict.fromkeys(blobs))
        # Whoever reads it says that it is too large.
        found = {blob: b" " * (LIMIT_BYTES + 1) for blob, size in sizes.items() if size > LIMIT_BYTES}
        wanted = [blob for blob in sizes if blob not in found]
        for begin in range(0, len(wanted), _AT_ONCE):
            found |= self._read(wanted[begin : begin + _AT_ONCE], sizes)
        return found

    def _sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        told = self._asked_of("--batch-check", blobs)
        parts = (line.split() for line in told.decode("ascii", "replace").splitlines())
        return {part[0]: int(part[2]) for part in parts if len(part) == 3 and part[1] == "blob"}

    def _read(self, blobs: Sequence[str], sizes: Mapping[str, int]) -> dict[str, bytes]:
        told, found, at = self._asked_of("--batch", blobs), {}, 0
        for blob in blobs:
            begin = told.index(b"\n", at) + 1
            found[blob] = told[begin : begin + sizes[blob]]
            at = begin + sizes[blob] + 1
        return found

    def _asked_of(self, form: str, blobs: Iterable[str]) -> bytes:
        given = "".join(f"{blob}\n" for blob in blobs)
        try:
            return ask(self.folder, "cat-file", form, given=given.encode("ascii"))
        except GitError as error:
            hint = say("revisions.missing_cure")
            raise UserError(_problem(str(self.folder), say("revisions.missing"), hint)) from error

    def track(self, path: str, start: str = HEAD) -> Track:
        """The distinct states of ``path`` from the first to that at ``start``; renames are followed.

        Of a merge counts what it brought to the line it was made into, on its own day: so what two branches did side
        by side is not told as a to and fro. `UserError` where the path was never there.
        """
        found: list[Revision] = []
        at, called = self.commit(start), path
        for _ in range(MOST_RENAMES):
            earlier = self._as_called(at, called, found)
            if earlier is None:
                break
            at, called = earlier
        paths = tuple(dict.fromkeys(one.path for one in found))
        found.reverse()
        # One content after the other: a rename alone is no new state.
        distinct = [one for before, one in zip([None, *found], found, strict=False) if _differ(before, one)]
        while distinct and not distinct[0].blob:
            distinct.pop(0)
        return Track(tuple(distinct), self.shallow, paths)

    def touched(self, old: str, new: str) -> frozenset[str] | None:
        """The paths that commits from ``old`` to ``new`` have changed (full ids), each merge as one.

        `None` where ``new`` does not go on from ``old``, as far as this clone tells: then more may be different.
        """
        if not (_ID.fullmatch(old) and _ID.fullmatch(new)):
            return None
        try:
            told = ask(
                self._top, "log", "--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--no-renames",
                "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--no-decorate", "--format=%H%x00%P",
                "--end-of-options", f"{old}..{new}", "--",
            )  # fmt: skip
        except GitError:
            return None
        before, paths = new, set()
        parts = iter(told.split(b"\0"))
        for part in parts:
            if part.lstrip(b"\n").startswith(b":"):
                paths.add(os.fsdecode(next(parts, b"")))
            elif part.strip():  # a commit begins
                before = next(parts, b"").decode("ascii").partition(" ")[0]
        return frozenset(paths) if before == old else None

    def _as_called(self, start: str, path: str, found: list[Revision]) -> tuple[str, str] | None:
        """Add the states that a file had under this path, the newest first.

        Gives the commit before it was called so, and how it was called there; `None` where it came new.
        """
        for change in self._changes(start, path):
            begins = change.before is None and self.shallow
            found.append(Revision(change.commit, change.day, change.author, path, change.blob, begins))
            if change.came and change.before:
                earlier = self._called_before(change.before, change.commit, path)
                if earlier:
                    return change.before, earlier
        return None

    def _changes(self, start: str, path: str) -> Iterator[_Change]:
        try:
            told = ask(
                self._top, "log", "--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--no-abbrev",
                "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--no-decorate",
                "--encoding=UTF-8", _FORMAT, "--end-of-options", start, "--", path,
            )  # fmt: skip
        except GitError as error:
            raise refusal(self.folder, error) from error
        parts = iter(told.split(b"\0"))
        for commit in parts:
            if not commit.strip():
                continue
            parents, day, author, state = (next(parts, b"") for _ in range(4))
            mode, blob, letter = _state(state)
            next(parts, b"")  # the path, which is known
            before = parents.decode("ascii").split()
            yield _Change(
                commit=commit.decode("ascii").strip(),
                before=before[0] if before else None,
                day=_day(day.decode("ascii", "replace")),
                author=shortened(printable(author.decode("utf-8", "replace")), LONGEST_NAME),
                blob=blob if mode in _FILE else "",
                came=letter == "A",
            )

    def _called_before(self, before: str, after: str, path: str) -> str:
        """How the file was called that a commit renamed to ``path``; empty where it came new."""
        try:
            told = ask(
                self.folder, "diff-tree", "-r", "-z", "--raw", SIMILAR, "-l1000", "--diff-filter=R", "--no-ext-diff",
                "--no-textconv", "--ignore-submodules=all", "--end-of-options", before, after,
            )  # fmt: skip
        except GitError:  # contents that this clone does not hold cannot be compared
            return ""
        parts = told.split(b"\0")
        for position in range(0, len(parts) - 2, 3):
            if os.fsdecode(parts[position + 2]) == path:
                return os.fsdecode(parts[position + 1])
        return ""


def _state(line: bytes) -> tuple[str, str, str]:
    """Mode, id and letter of a line such as ``:100644 100644 1f7a… 9c2e… M``: what the file is afterwards."""
    parts = line.decode("ascii", "replace").strip().split()
    return (parts[1], parts[3], parts[4][:1]) if len(parts) == 5 else ("", "", "")


def _differ(before: Revision | None, one: Revision) -> bool:
    return before is None or before.blob != one.blob


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:  # a commit may state any number as its time
        return date(1970, 1, 1)


def _problem(name: str, message: Message, hint: Cure) -> Problem:
    return Problem(file=name, message=message, hint=hint, code="revisions")

"""Which files a command means: files as they are, of folders the profiles in them and below them."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

ENDINGS = (".yaml", ".yml")


class ProfileFile(NamedTuple):
    """A profile, and the name that what is made of it has: the folders below the one that was named, then its own.

    Thousands of them are held at a time, and a path takes several times the room of its text.
    """

    file: str
    name: str
    """With / between folders, without ending."""

    @property
    def path(self) -> Path:
        """The path of the file, as it was given."""
        return Path(self.file)


def is_profile(path: Path) -> bool:
    """Whether a file in a folder is a profile, by its name: in any case of letters, and not hidden."""
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".")


def profile_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Each file once, in the order given; a folder stands for the profiles in it and below it, by name.

    A file that does not exist stays in the list: the reader says so with its own message. Raises `UserError` for a
    folder without profiles, and for names that are no text.
    """
    return tuple(file.path for file in _found(paths).values())


def named_profiles(paths: Iterable[Path], *, leave_out: Collection[Path] = ()) -> tuple[ProfileFile, ...]:
    """The same with names for what is made of them; folders in ``leave_out`` are passed over.

    Where two files would have the same name, all keep the folders from their common one on. Raises `UserError` also
    for files whose names differ in nothing but the ending.
    """
    found = _found(paths, leave_out)
    files = list(found.values())
    if len({file.name for file in files}) < len(files) and len({Path(path).drive for path in found}) == 1:
        top = Path(os.path.commonpath([Path(path).parent for path in found]))
        files = [
            ProfileFile(file.file, Path(path).relative_to(top).with_suffix("").as_posix())
            for path, file in found.items()
        ]
    _refuse_same(files)
    return tuple(files)


def _found(paths: Iterable[Path], leave_out: Collection[Path] = ()) -> dict[str, ProfileFile]:
    """Each file once, by its whole path."""
    out = {folder.resolve() for folder in leave_out if folder.is_dir()}
    found: dict[str, ProfileFile] = {}
    for path in paths:
        files = _in_folder(path, out) if path.is_dir() else [ProfileFile(str(path), path.stem)]
        for file in files:
            found.setdefault(os.path.abspath(file.file), file)  # noqa: PTH100 - links keep their names
    return found


def files_below(folder: Path, *, leave_out: Collection[Path] = ()) -> Iterator[Path]:
    """Every file in a folder and below it, by name; not what is hidden, and not behind links to folders."""

    def unreadable(error: OSError) -> None:
        raise UserError(
            Problem(
                file=str(error.filename),
                message=say("files.unreadable"),
                hint=say("files.unreadable_cure"),
                code="unreadable",
            )
        ) from error

    for at, folders, names in os.walk(folder, onerror=unreadable):
        here = Path(at)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here / name).resolve() not in leave_out
        )
        yield from (here / name for name in sorted(names) if not name.startswith(".") and (here / name).is_file())


def _in_folder(folder: Path, leave_out: Collection[Path]) -> list[ProfileFile]:
    if (folder / "model.yaml").is_file() and (folder / "criteria").is_dir():
        message, hint = say("files.folder_of_model"), say("files.give_as_model", path=str(folder))
        raise UserError(Problem(file=str(folder), message=message, hint=hint, code="other-kind"))
    files = [path for path in files_below(folder, leave_out=leave_out) if is_profile(path)]
    if not files:
        raise UserError(
            Problem(
                file=str(folder),
                message=say("files.no_profiles"),
                hint=say("files.no_profiles_cure"),
                code="no-profiles",
            )
        )
    refuse_no_text(os.fspath(file) for file in files)
    return [ProfileFile(str(path), path.relative_to(folder).with_suffix("").as_posix()) for path in files]


def refuse_no_text(names: Iterable[str]) -> None:
    """Raise `UserError` for names whose bytes are no text: they would come back in pages and messages."""
    problems = []
    for name in names:
        shown = name.encode(errors="backslashreplace").decode()
        if shown != name:
            message, hint = say("files.no_text"), say("files.no_text_cure")
            problems.append(Problem(file=shown, message=message, hint=hint, code="no-text"))
    if problems:
        raise UserError(problems)


def _refuse_same(files: Iterable[ProfileFile]) -> None:
    seen: dict[str, ProfileFile] = {}
    problems = []
    for file in files:
        other = seen.setdefault(file.name, file)
        if other is not file:
            message, hint = say("files.same_name", other=other.file), say("files.same_name_cure")
            problems.append(Problem(file=file.file, message=message, hint=hint, code="same-name"))
    if problems:
        raise UserError(problems)

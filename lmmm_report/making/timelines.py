"""The way of each company: from the revisions of its file, from dated files, or from both."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare
from lmmm_report.domain.revision import Revision
from lmmm_report.domain.timeline import Moment, Skipped, Then, Timeline
from lmmm_report.load.files import files_below, is_profile, profile_files
from lmmm_report.load.revisions.named import shown
from lmmm_report.load.revisions.repository import HEAD, Repository
from lmmm_report.making.earlier import State, States, content_of
from lmmm_report.making.formats import format_at
from lmmm_report.making.loading import ProfileReader, model_at
from lmmm_report.making.sides import REPORTS, Side, Sides, standing_now
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

Tip = tuple[str, str]
"""Id of a commit, and the path of a file there."""
NO_TIP: Tip = ("", "")


class Wanted(NamedTuple):
    """Which states are meant."""

    files: tuple[Path, ...]
    earlier: tuple[Path, ...] = ()
    since: date | None = None
    """Only changes from this day on, and the state before the first of them."""
    with_git: bool = True
    model: Path | None = None
    """A model of one's own, whose states of the same days are asked for; `None` to assess by today's only."""


class Told(NamedTuple):
    """What a call tells, and what of it cannot be told."""

    timelines: tuple[Timeline, ...]
    """At least one."""
    problems: tuple[Problem, ...]
    """Of files of today that cannot be read, and of those of which nothing is known but today."""


def timelines(wanted: Wanted, reader: ProfileReader) -> Told:
    """The timeline of each company in the files, in their order; files about the same company are states of one.

    Raises `UserError` where none of them can be told.
    """
    sides = Sides(reader)
    newest: dict[tuple[str, str], Path] = {}
    dated: dict[tuple[str, str], list[Moment]] = {}
    problems: list[Problem] = []
    removed: list[Timeline] = []
    for file in profile_files(wanted.files):
        try:
            standing = sides.standing(Side(str(file), file))
        except UserError as error:
            if (told := _removed(file, wanted, sides)) is not None:
                removed.append(told)
            else:
                problems += error.problems
            continue
        other = newest.get(standing.whose)
        older = None if other is None else sides.standing(Side(str(other), other))
        if older is None or older.date < standing.date:
            newest[standing.whose] = file
        else:
            older = standing
        if older is not None:
            dated.setdefault(standing.whose, []).append(Moment(older, None))
    for moment in _dated(wanted.earlier, sides):
        dated.setdefault(moment.standing.whose, []).append(moment)
    then = ModelsThen(wanted.model) if wanted.model else None
    made = []
    for whose, file in newest.items():
        try:
            made.append(_timeline(file, dated.get(whose, []), wanted, sides, then))
        except UserError as error:
            problems += error.problems
    made += removed
    if problems and not made:
        raise UserError(problems)
    return Told(tuple(made), tuple(problems))


def _dated(paths: Iterable[Path], sides: Sides) -> Iterator[Moment]:
    for path in paths:
        named = not path.is_dir()
        for file in [path] if named else files_below(path):
            if not named and not is_profile(file) and file.suffix.lower() not in REPORTS:
                continue
            try:
                yield Moment(sides.standing(Side(str(file), file)), None)
            except UserError:
                # A folder of reports also holds pages and data that are no reports.
                if named or is_profile(file):
                    raise


def _timeline(file: Path, dated: Sequence[Moment], wanted: Wanted, sides: Sides, then: ModelsThen | None) -> Timeline:
    today = Moment(sides.standing(Side(str(file), file)), None)
    tracked = _tracked(file, wanted, sides, then, alone=not dated)
    moments = list(tracked.moments)
    if not moments or not tracked.committed:
        moments.append(today._replace(committed=not moments or tracked.committed))
    if dated:
        days = {moment.standing.date for moment in moments}
        moments += [one for one in _each_day_once(dated) if one.standing.date not in days]
        moments.sort(key=lambda moment: moment.standing.date)
    steps = tuple(
        compare(before.standing, after.standing, sides.reader.model, followed=True)
        for before, after in pairwise(moments)
    )
    unread = then.unread if then else ()
    return Timeline(str(file), tuple(moments), steps, tracked.skipped, tracked.shallow, tuple(unread))


def _removed(file: Path, wanted: Wanted, sides: Sides) -> Timeline | None:
    """The way of a file that is no longer there, as far as its repository tells it."""
    if file.exists():
        return None
    tracked = _tracked(file, wanted, sides, None, alone=False)
    if not tracked.moments or tracked.removed is None:
        return None
    steps = (
        compare(before.standing, after.standing, sides.reader.model, followed=True)
        for before, after in pairwise(tracked.moments)
    )
    return Timeline(str(file), tracked.moments, tuple(steps), tracked.skipped, tracked.shallow, removed=tracked.removed)


def _each_day_once(moments: Iterable[Moment]) -> Iterable[Moment]:
    """The same report may lie there in two languages and as a result document; what tells most goes first."""
    by_day: dict[date, Moment] = {}
    for moment in sorted(moments, key=lambda one: (one.standing.statements is None, one.standing.told is None)):
        by_day.setdefault(moment.standing.date, moment)
    return by_day.values()


class _Tracked(NamedTuple):
    moments: tuple[Moment, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    shallow: bool = False
    committed: bool = False
    """Whether the file of today is the last of them."""
    removed: Revision | None = None


def _tracked(file: Path, wanted: Wanted, sides: Sides, then: ModelsThen | None, *, alone: bool) -> _Tracked:
    """The states of a file in its repository; none where there is no repository and other states are known."""
    if not wanted.with_git:
        return _Tracked()
    try:
        track = FileTrack(file)
    except UserError:
        if alone:
            raise
        return _Tracked()
    revisions = track.since(wanted.since)
    moments: list[Moment] = []
    skipped: list[Skipped] = []
    before: tuple[ProfileReader, str] | None = None
    for revision in revisions:
        name = shown(revision.short, revision.path)
        try:
            profile = sides.reader.read_text(track.content(revision), name)
            standing = standing_now(assess(profile, sides.reader.model))
        except UserError as error:
            skipped.append(Skipped(name, revision.day, error.problems[0], len(error.problems)))
            continue
        moment = Moment(standing, revision)
        if then is not None:
            moment, before = then.told(moment, track.content(revision), before)
        moments.append(moment)
    return _Tracked(tuple(moments), tuple(skipped), track.shallow, track.committed, track.removed)


class FileTrack:
    """The states of one file in the repository that it lies in."""

    def __init__(self, file: Path) -> None:
        """`UserError` if there is no repository that may be read."""
        self._file = file
        self.repository = Repository(next(one for one in file.parents if one.is_dir()))
        track = self.repository.track(self.repository.path_of(file))
        self.shallow = track.shallow
        self.revisions = tuple(one for one in track.revisions if one.blob)
        last = track.revisions[-1] if track.revisions else None
        self.removed = last if last and not last.blob else None
        """The change that took the file out, if it was not put back."""

    def since(self, day: date | None) -> tuple[Revision, ...]:
        """The changes from a day on, and the one that held before."""
        if day is None:
            return self.revisions
        first = next((i for i, one in enumerate(self.revisions) if one.day >= day), len(self.revisions))
        return self.revisions[max(first - 1, 0) :]

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        return dict(self.repository.contents(one.blob for one in self.revisions))

    def content(self, revision: Revision) -> bytes:
        """The bytes of one state; `UserError` where this clone does not hold them."""
        return content_of(State(shown(revision.short, revision.path), self._contents.get(revision.blob)))

    @property
    def committed(self) -> bool:
        """Whether the file in the work tree is what was committed last; line ends do not count."""
        if not (self.revisions and self._file.exists()):
            return False
        try:
            stored = self.content(self.revisions[-1])
        except UserError:
            return False
        return stored.replace(b"\r\n", b"\n") == self._file.read_bytes().replace(b"\r\n", b"\n")

    def states(self) -> States:
        """All states with their bytes, as far as this clone holds them."""
        return States(
            tuple(State(shown(one.short, one.path), self._contents.get(one.blob)) for one in self.revisions),
            self.shallow,
        )


class Tips:
    """Where files stand in their repositories: asked once for each folder, and once for each commit of before."""

    def __init__(self) -> None:
        self._heads: dict[Path, tuple[Repository, str] | None] = {}
        self._touched: dict[tuple[Path, str], frozenset[str] | None] = {}

    def tip(self, file: Path) -> Tip:
        """The commit that the file's states are those of, and its path there; `NO_TIP` where that is not certain."""
        head = self._head(file.parent)
        return NO_TIP if head is None else (head[1], head[0].path_of(file))

    def same(self, file: Path, before: Tip) -> bool:
        """Whether the file has no other states than at an earlier tip, which may be anything."""
        head, now = self._head(file.parent), self.tip(file)
        if head is None or NO_TIP in (now, before) or now[1] != before[1]:
            return False
        if now[0] == before[0]:
            return True
        key = (file.parent, before[0])
        if key not in self._touched:
            self._touched[key] = head[0].touched(before[0], now[0])
        touched = self._touched[key]
        return touched is not None and now[1] not in touched

    def _head(self, folder: Path) -> tuple[Repository, str] | None:
        if folder not in self._heads:
            try:
                repository = Repository(folder)
                # To a shallow clone older commits may come while the newest stays.
                self._heads[folder] = None if repository.shallow else (repository, repository.commit(HEAD))
            except UserError:  # said when the file itself is asked for
                self._heads[folder] = None
        return self._heads[folder]


class ModelsThen:
    """A model of one's own as it was at each commit; loaded from a copy, once for each of its states."""

    def __init__(self, path: Path) -> None:
        """`UserError` if the model lies in no repository."""
        self._path = path
        self._repository = Repository(path if path.is_dir() else path.parent)
        self._inside = self._repository.path_of(path)
        self._folder = path.is_dir()
        self._readers: dict[str, ProfileReader | None] = {}
        self.unread: list[Skipped] = []

    def told(
        self, moment: Moment, content: bytes, before: tuple[ProfileReader, str] | None
    ) -> tuple[Moment, tuple[ProfileReader, str] | None]:
        """The moment with what it was by the rules of its day, and these rules for the next one."""
        assert moment.revision is not None
        reader, state = self._reader(moment.revision)
        if reader is None:
            return moment, before
        name = moment.standing.name
        try:
            cell = assess(reader.read_text(content, name), reader.model).cell.stages
            by_before = cell
            if before is not None and before[1] != state:
                by_before = assess(before[0].read_text(content, name), before[0].model).cell.stages
        except UserError as error:
            self.unread.append(Skipped(name, moment.revision.day, error.problems[0], len(error.problems)))
            return moment, before
        then = Then(reader.model.version, cell, by_before if before is not None else None)
        return moment._replace(then=then), (reader, state)

    def _reader(self, revision: Revision) -> tuple[ProfileReader | None, str]:
        name = shown(revision.short, self._inside)
        try:
            listed = self._repository.entries(revision.commit, self._inside if self._folder else "")
        except UserError as error:  # the model lies in another repository than the profile
            self.unread.append(Skipped(name, revision.day, error.problems[0], len(error.problems)))
            return None, ""
        files = [entry for entry in listed if entry.is_file and (self._folder or entry.path == self._inside)]
        state = "\n".join(f"{entry.blob} {entry.path}" for entry in files)
        if state not in self._readers:
            try:
                self._readers[state] = self._loaded([(entry.path, entry.blob) for entry in files])
            except UserError as error:
                self._readers[state] = None
                self.unread.append(Skipped(name, revision.day, error.problems[0], len(error.problems)))
        return self._readers[state], state

    def _loaded(self, files: Sequence[tuple[str, str]]) -> ProfileReader:
        contents = self._repository.contents(blob for _, blob in files)
        with tempfile.TemporaryDirectory(prefix="lmmm-report-") as place:
            top = Path(place) / self._path.name
            for path, blob in files:
                inside = path[len(self._inside) :].strip("/") if self._folder else ""
                if not _harmless(inside) or blob not in contents:
                    continue
                target = top / inside if inside else top
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(contents[blob])
            if not top.exists():
                message, hint = say("revisions.no_model"), say("revisions.no_model_cure")
                raise UserError(Problem(file=self._inside, message=message, hint=hint, code="revisions"))
            return ProfileReader(model_at(top), format_at(top))


def _harmless(path: str) -> bool:
    """Whether a path of a repository stays below the folder that it is written into, on every system."""
    parts = path.split("/")
    return not any(part in (".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)

"""The two sides of a comparison: files, reports, states in a repository; one against one, or folder against folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import standing_of
from lmmm_report.assess.result.findings import label_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.comparison import EVERY, Standing, Statement, value_words
from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Path as Way
from lmmm_report.domain.profile import Profile
from lmmm_report.load.files import ENDINGS, files_below, is_profile, named_profiles
from lmmm_report.load.revisions.named import At, Span, revision_named, shown, span_named
from lmmm_report.load.revisions.repository import Entry, Repository
from lmmm_report.load.schema.forms import ASSUMED, BASIS, COUNT, EACH, FIELDS, LISTED, MORE, SOME_OF_IT, TOLD
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.making.loading import ProfileReader
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.load.yaml.data import Data

_HEADS = (re.compile(rb"^company[ \t]*:", re.MULTILINE), re.compile(rb"^assessment[ \t]*:", re.MULTILINE))
"""What every profile begins with, and no other file of settings has both of."""

_EVERYTHING = ("assessment", BASIS)
"""Says on whose word all is stated that says nothing of its own."""
_OF_THE_WHOLE = frozenset({COUNT, MORE, SOME_OF_IT, BASIS})
"""Forms that say something of the group or the list that they stand in."""

REPORTS = (".html", ".json", ".pdf")
"""How files end that may be reports."""

_FORMAT = "format"
_NONE = "none"


class Side(NamedTuple):
    """A profile or a report, not read yet."""

    name: str
    """For people: the path, or the revision and the path."""
    file: Path | None = None
    stored: tuple[Repository, Entry] | None = None

    def content(self) -> bytes:
        """The bytes; `UserError` where they cannot be read."""
        if self.stored is None:
            from lmmm_report.load.yaml.text import read_bytes

            assert self.file is not None
            return read_bytes(self.file)
        repository, entry = self.stored
        return repository.content(entry, self.name)


class Pair(NamedTuple):
    """Two sides; one is `None` where there is nothing to compare with."""

    before: Side | None
    after: Side | None
    followed: bool = False
    """Whether a repository says that both are one file: so they are one unit, whatever it calls itself."""


class Pairs(NamedTuple):
    """What is to be compared."""

    pairs: tuple[Pair, ...]
    single: bool = False
    """Both sides of one pair were named themselves."""


class Sides:
    """Reads sides by one model, each once."""

    def __init__(self, reader: ProfileReader) -> None:
        self.reader = reader
        self._read: dict[tuple[str, str], Standing] = {}

    def standing(self, side: Side) -> Standing:
        """What is compared of a side; `UserError` for what cannot be read."""
        # Two repositories may have a state of the same name.
        key = side.name, side.stored[1].blob if side.stored else ""
        if key not in self._read:
            self._read[key] = self._standing(side)
        return self._read[key]

    def _standing(self, side: Side) -> Standing:
        if not is_profile(Path(side.name)):
            from lmmm_report.load.report_page import read_report, recorded_standing, report_in

            report = report_in(side.content(), side.name) if side.stored else read_report(Path(side.name))
            return recorded_standing(report, self.reader.model, side.name)
        profile = self.reader.read_text(side.content(), side.name)
        return standing_now(assess(profile, self.reader.model))


def standing_now(assessment: Assessment) -> Standing:
    """What is compared of an assessment, under the name of its file."""
    profile = assessment.profile
    return standing_of(assessment, profile.file, statements_of(profile))


def statements_of(profile: Profile) -> Iterator[Statement]:
    """Everything that a profile states, in its order; how it is laid out does not count."""
    data = parse_yaml(profile.content, profile.file).data
    stated = {key: value for key, value in data.items() if key != _FORMAT} if isinstance(data, dict) else {}
    return _statements(stated, (), profile)


def _statements(value: Data, way: Way, profile: Profile) -> Iterator[Statement]:
    if value is None:
        return
    if isinstance(value, dict):
        if value.get(_NONE) is True:
            yield _statement(NONE, way, profile)
            value = {key: child for key, child in value.items() if key != _NONE}
        for key, child in value.items():
            yield from _statements(child, (*way, key), profile)
        return
    if isinstance(value, list):
        # A list with further statements about it is written below a key of its own.
        way = way[:-1] if way and way[-1] == LISTED else way
        named = [(*way, index) in profile.item_names for index in range(len(value))]
        if value and not any(named) and not any(isinstance(entry, (dict, list)) for entry in value):
            yield _statement(value_words(value), way, profile)
            return
        for index, entry in enumerate(value):
            yield from _statements(entry, (*way, index), profile)
        return
    yield _statement(value_words(value), way, profile)


def _statement(value: str, way: Way, profile: Profile) -> Statement:
    place = profile.places.get(way) or profile.place(way)
    return Statement(label_of(profile, way), value, place.line, _makes(value, way, profile))


def _makes(value: str, way: Way, profile: Profile) -> tuple[str, ...]:
    """The facts that a statement in one of the forms makes; none where it stands at the path of its fact."""
    if way == _EVERYTHING:
        return ("",)
    field: Field | None = profile.described.fields
    path = ""
    for depth, step in enumerate(way):
        assert field is not None
        inner = field.item if isinstance(step, int) else field.fields.get(step)
        if inner is not None and inner.form:
            inner = None
        if inner is None and step == EACH:
            path, inner = path + EVERY, field.item
        elif inner is None and step in _OF_THE_WHOLE:
            return (path,)
        elif inner is None and (step == ASSUMED or way[depth:][::2] == (TOLD, FIELDS)):
            return tuple(f"{path}.{name}" for name in value.split(", "))
        else:
            label = label_of(profile, way[: depth + 1])
            path += label[len(label_of(profile, way[:depth])) :]
        if inner is None:
            return ()
        field = inner
    return (path,) if EVERY in path else ()


def pairs_named(args: Sequence[str], sides: Sides) -> Pairs:
    """What a user wants to have compared: two of anything, or two commits and the paths to look at.

    Raises `UserError` for what does not exist.
    """
    span = span_named(args[0])
    if span is not None:
        return Pairs(_in_span(span, args[0], [Path(arg) for arg in args[1:]], sides))
    if all(_is_revision(arg) for arg in args):
        return Pairs(_in_span(Span(args[0], args[1], from_fork=False), "..".join(args), [], sides))
    before, after = (_side_or_folder(arg, sides) for arg in args)
    if isinstance(before, Side) and isinstance(after, Side):
        return Pairs((Pair(before, after),), single=True)
    return Pairs(paired(_files_of(before), _files_of(after), sides))


def _is_revision(text: str) -> bool:
    """Whether a word that names no file names a commit."""
    if Path(text).exists() or revision_named(text) is not None:
        return False
    try:
        Repository(Path()).commit(text)
    except UserError:
        return False
    return True


def is_span(text: str) -> bool:
    """Whether an argument names two commits."""
    return span_named(text) is not None


class _Folder(NamedTuple):
    files: Mapping[str, Side]
    """By their paths in it."""


def _files_of(side: Side | _Folder) -> Mapping[str, Side]:
    return side.files if isinstance(side, _Folder) else {Path(side.name).name: side}


def _side_or_folder(text: str, sides: Sides) -> Side | _Folder:
    at = revision_named(text)
    if at is not None:
        return _stored(at, text)
    path = Path(text)
    if _is_revision(text):
        hint = say("revisions.only_revision_cure", revision=text)
        raise UserError(Problem(file=text, message=say("revisions.only_revision"), hint=hint, code="revisions"))
    if path.is_dir():
        if not any(is_profile(file) for file in files_below(path)) and (reports := _reports_in(path, sides)):
            return _Folder(reports)
        return _Folder({file.name: Side(str(file.path), file.path) for file in named_profiles([path])})
    return Side(text, path)


def _reports_in(folder: Path, sides: Sides) -> dict[str, Side]:
    """The newest report about each unit: of one day that which tells most; other pages and data are passed over."""
    found: dict[tuple[str, str], tuple[Standing, Side]] = {}
    for file in files_below(folder):
        if file.suffix.lower() not in REPORTS:
            continue
        side = Side(str(file), file)
        try:
            standing = sides.standing(side)
        except UserError:
            continue
        other = found.get(standing.whose)
        if other is None or _worth(other[0]) < _worth(standing):
            found[standing.whose] = standing, side
    return {Path(side.name).relative_to(folder).with_suffix("").as_posix(): side for _, side in found.values()}


def _worth(standing: Standing) -> tuple[date, bool]:
    return standing.date, standing.told is not None


def _stored(at: At, text: str) -> Side | _Folder:
    repository = Repository(Path())
    commit, path = repository.commit(at.revision), at.in_repository(repository.prefix)
    entry = repository.entry(commit, path) if path else None
    if entry is not None:
        return Side(text, stored=(repository, entry))
    below = (
        [entry for entry in repository.entries(commit, path) if _may_be_profile(entry)] if path or not at.path else []
    )
    if not below:
        message = say("revisions.not_there", revision=at.revision)
        raise UserError(_problem(text, message))
    inside = len(path) + 1 if path else 0
    return _Folder(
        {
            entry.path[inside:].rsplit(".", 1)[0]: Side(shown(at.revision, entry.path), stored=(repository, entry))
            for entry in below
        }
    )


def _in_span(span: Span, text: str, paths: Sequence[Path], sides: Sides) -> tuple[Pair, ...]:
    repository = Repository(Path())
    new = repository.commit(span.new)
    old = repository.commit(span.old)
    base, label = (repository.merge_base(old, new), "") if span.from_fork else (old, span.old)
    label = label or base[:10]
    where = [repository.path_of(path) for path in paths] or [""]
    before, after = (stored_profiles(repository, commit, where) for commit in (base, new))
    differing = {
        path
        for path in {*before, *after}
        if path not in before or path not in after or before[path].blob != after[path].blob
    }
    everything = {*before, *after}
    missing = [
        path for path, inside in zip(paths or [Path(text)], where, strict=True) if not _any_at(inside, everything)
    ]
    if missing:
        raise UserError(_problem(str(path), say("revisions.no_profile_in", revision=text)) for path in missing)
    return paired(
        {path: Side(shown(label, path), stored=(repository, e)) for path, e in before.items() if path in differing},
        {path: Side(shown(span.new, path), stored=(repository, e)) for path, e in after.items() if path in differing},
        sides,
        lambda path: repository.track(path, new).paths,
    )


def _any_at(path: str, found: Iterable[str]) -> bool:
    return any(not path or one == path or one.startswith(path + "/") for one in found)


def stored_profiles(repository: Repository, commit: str, where: Iterable[str]) -> dict[str, Entry]:
    """The profiles of a commit (full id) at or below some paths, by path; of folders only what reads as a profile."""
    named: dict[str, Entry] = {}
    seen: dict[str, Entry] = {}
    for path in where:
        entry = repository.entry(commit, path) if path else None
        if entry is not None:
            named[path] = entry
        else:
            seen |= {entry.path: entry for entry in repository.entries(commit, path) if _may_be_profile(entry)}
    contents = repository.contents(entry.blob for entry in seen.values())
    found = {path: e for path, e in seen.items() if all(head.search(contents.get(e.blob, b"")) for head in _HEADS)}
    return named | found


def _may_be_profile(entry: Entry) -> bool:
    parts = entry.path.split("/")
    return entry.is_file and entry.path.lower().endswith(ENDINGS) and not any(part.startswith(".") for part in parts)


Names = Callable[[str], Iterable[str]]
"""What a file of the later side has been called before, the latest name first."""


def paired(
    before: Mapping[str, Side], after: Mapping[str, Side], sides: Sides, names: Names | None = None
) -> tuple[Pair, ...]:
    """Each file with its counterpart: that of the same path, else about the same company and unit, else renamed.

    Renames are known where a repository tells the ``names`` that a file has had.
    """
    found = {path: Pair(before[path], side, names is not None) for path, side in after.items() if path in before}
    gone = {path: side for path, side in before.items() if path not in after}
    for path, side in after.items():
        if path not in found and (other := _about_the_same(side, gone, sides)):
            found[path] = Pair(gone.pop(other), side)
    for path, side in after.items():
        if path not in found and names and gone and (other := next((n for n in names(path) if n in gone), None)):
            found[path] = Pair(gone.pop(other), side, followed=True)
    pairs = (found.get(path, Pair(None, side)) for path, side in after.items())
    return (*pairs, *(Pair(side, None) for side in gone.values()))


def _about_the_same(side: Side, others: Mapping[str, Side], sides: Sides) -> str | None:
    try:
        whose = sides.standing(side).whose
    except UserError:
        return None
    for path, other in others.items():
        try:
            if sides.standing(other).whose == whose:
                return path
        except UserError:
            continue
    return None


def _problem(name: str, message: Message) -> Problem:
    return Problem(file=name, message=message, hint=say("revisions.not_there_cure"), code="revisions")

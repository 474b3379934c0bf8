"""Profiles of an older version of their format, rewritten into the newest: read back before anything is written."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.profile import UNMARKED, Profile
from lmmm_report.editing.migration import Migrated, render_migrated
from lmmm_report.load.profile.profile import load_profile_text, profile_of
from lmmm_report.load.yaml.source import Source, parse_yaml
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.making.formats import newest
from lmmm_report.making.statements import refused, same_statements
from lmmm_report.messages import say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError


@dataclass(frozen=True, slots=True)
class Migration:
    """One file in the newest version of its format."""

    file: Path
    before: bytes
    """The file as it was read."""
    after: bytes
    old: Problem | None
    """That the file is in an older version, at the line that says so; `None` if it is in the newest."""
    dropped: tuple[Problem, ...] = ()
    """Warnings: words that have no place in the newest version, or whose place says something already."""


def migrated(
    files: Iterable[Path], described: ProfileFormat, *, criteria: Collection[str], measures: Collection[str]
) -> tuple[Migration, ...]:
    """Every file in the newest version of the format ``described``; a file in it stays as it is.

    ``criteria`` and ``measures`` are the ids that profiles may name. `UserError` with the problems of all files if one
    is faulty, or so laid out that it cannot be rewritten without changing what it says.
    """
    made: list[Migration] = []
    problems: list[Problem] = []
    for file in files:
        try:
            made.append(_migrated(file, described, criteria, measures))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return tuple(made)


def write_migrated(migration: Migration, target: Path | None = None) -> Path:
    """Write the result into ``target``, or in place of the file, unless that has changed since it was read."""
    if target is None and read_bytes(migration.file) != migration.before:
        raise UserError(refused(migration.file, "changed_meanwhile", "file-changed"))
    return write_file(target or migration.file, migration.after)


def _migrated(file: Path, described: ProfileFormat, criteria: Collection[str], measures: Collection[str]) -> Migration:
    before = read_bytes(file)
    try:
        source = parse_yaml(before, str(file))
        profile = profile_of(source, described, criteria=criteria, measures=measures)
    except UserError as error:
        from lmmm_report.load.kinds import or_other_file

        raise or_other_file(error, before, "profile") from error
    version = newest(described)
    if profile.version >= version:
        return Migration(file, before, before, None)
    made = _read_back(source, profile, described, version)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    message = say("writing.older_format", version=profile.version, newest=version)
    old = source.problem(("format",), message, hint=say("writing.older_format_cure"), code="older-format", key=True)
    dropped = tuple(
        source.problem(path, say("writing.dropped", name=str(path[-1])), code="dropped", key=True)._replace(
            severity="warning"
        )
        for path in made.dropped
    )
    return Migration(file, before, mark + made.text.encode(), old, dropped)


def _read_back(source: Source, profile: Profile, described: ProfileFormat, version: int) -> Migrated:
    """The new text, once it has been read and says what the old one says; `UserError` otherwise."""
    file = Path(source.name)
    assert isinstance(source.data, dict)
    try:
        made = render_migrated(source.text, source.data, described, version)
        written = load_profile_text(made.text.encode(), source.name, described=described)
    except (UserError, ValueError, LookupError) as error:
        raise UserError(refused(file, "no_way", "not-written")) from error
    if not _says_the_same(written, profile):
        raise UserError(refused(file, "no_way", "not-written"))
    return made


def _says_the_same(written: Profile, profile: Profile) -> bool:
    """Whether both say the same, but for how sure they are of what counts anyhow."""
    return (
        same_statements(_substance(written), _substance(profile))
        and (written.withheld, written.assumptions) == (profile.withheld, profile.assumptions)
    )  # fmt: skip


def _substance(profile: Profile) -> Profile:
    evidence = tuple(one._replace(confidence="") for one in profile.evidence if one.link or one.note or one.date)
    return profile._replace(version=0, basis=UNMARKED, evidence=evidence)

"""Earlier positions: which files are meant, and whose they are."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition, position_then
from lmmm_report.domain.profile import Company, Profile, labelled
from lmmm_report.load.files import files_below, is_profile
from lmmm_report.making.fingerprints import fingerprint
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.telling import Listener
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem, UserError
from lmmm_report.site.row_json import RowReader, position_data, text

if TYPE_CHECKING:
    from lmmm_report.load.report_page import Recorded

REPORTS = (".html", ".json")

Whose = tuple[str, str]
"""Name and unit in small letters."""


Known = Mapping[Whose, tuple[EarlierPosition, ...]]
"""What is known of each company, of whatever day."""


class State(NamedTuple):
    """One earlier state of a profile: what it is called in messages, and its bytes."""

    name: str
    content: bytes | None
    """`None` where they are not there: a clone need not hold all of them."""


class States(NamedTuple):
    """The earlier states of one profile in its repository, the oldest first."""

    states: tuple[State, ...] = ()
    shallow: bool = False
    """Whether there may be older ones that this clone does not hold."""

    @property
    def fingerprint(self) -> str:
        """A hash over them."""
        states = [
            [state.name, None if state.content is None else hashlib.sha256(state.content).hexdigest()]
            for state in self.states
        ]
        return fingerprint([self.shallow, states])

    @property
    def whole(self) -> bool:
        """Whether this clone holds all of them: then they are the same as long as the commit is."""
        return not self.shallow and all(state.content is not None for state in self.states)


NO_STATES = States()


def positions_before(
    now: Assessment, known: Known, states: States, reader: ProfileReader
) -> tuple[tuple[EarlierPosition, ...], tuple[Problem, ...]]:
    """Where a company stood before the date of ``now``, the oldest first, with a warning for each unreadable state.

    Of a day that ``known`` tells of, the states are not asked.
    """
    # The same report may lie there in two languages and as a result document.
    positions = dict.fromkeys(known_before(now.profile.company, now.profile.date, known))
    days = {position.date for position in positions}
    revised, warnings = _revised(now, states, reader)
    positions |= dict.fromkeys(one for one in revised if one.date not in days)
    return tuple(sorted(positions, key=lambda position: position.date)), warnings


def known_before(company: Company, day: date, known: Known) -> tuple[EarlierPosition, ...]:
    """What is known of a company from before a day."""
    return tuple(one for one in known.get(company_key(company), ()) if one.date < day)


def _revised(
    now: Assessment, states: States, reader: ProfileReader
) -> tuple[tuple[EarlierPosition, ...], tuple[Problem, ...]]:
    """By today's model, of each date of an assessment the last word; states of another company are none of its."""
    found: dict[date, EarlierPosition] = {}
    warnings: list[Problem] = []
    for state in states.states:
        try:
            profile = reader.read_text(content_of(state), state.name)
        except UserError as error:
            first = error.problems[0]
            message, hint = (
                say("making.revision_skipped", problem=first.message),
                say("making.revision_skipped_cure"),
            )
            warnings.append(first._replace(message=message, hint=hint, severity="warning"))
            continue
        if company_of(profile) == company_of(now.profile) and profile.date < now.profile.date:
            found[profile.date] = position_then(assess(profile, reader.model))
    if states.shallow:
        message, hint = say("making.shallow"), say("revisions.shallow_cure")
        warnings.append(Problem(file=now.profile.file, message=message, hint=hint, code="shallow", severity="warning"))
    return tuple(found[day] for day in sorted(found)), tuple(warnings)


def content_of(state: State) -> bytes:
    """The bytes of a state; `UserError` where this clone does not hold them."""
    if state.content is None:
        message, hint = say("revisions.missing"), say("revisions.missing_cure")
        raise UserError(Problem(file=state.name, message=message, hint=hint, code="revisions"))
    return state.content


class _Found(NamedTuple):
    """A position, the file it comes from, and whether that file was named itself."""

    file: Path
    named: bool
    recorded: "Recorded"

    @property
    def company(self) -> Whose:
        return self.recorded.company.casefold(), self.recorded.unit.casefold()


class EarlierFiles:
    """The earlier profiles and reports that a build was given.

    A folder stands for the profiles and reports in it; what in it is of other companies, or not earlier, is left out.
    Profiles are assessed with today's model. Raises `UserError` for what cannot be read.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        reader: ProfileReader,
        listener: Listener,
        *,
        told: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """``told``: what files have told before, by their SHA-256 (see the attribute of this name)."""
        self._before = told
        self.told: dict[str, Any] = {}
        """Of each file by the SHA-256 of its bytes whose position it holds, and which, as plain data."""
        self._paths = paths
        self._reader = reader
        self._listener = listener
        self._found = tuple(self._find())
        self._built: dict[Whose, date] = {}

    @property
    def known(self) -> Known:
        """What the files tell of each company."""
        known: dict[Whose, list[EarlierPosition]] = {}
        for one in self._found:
            known.setdefault(one.company, []).append(one.recorded.position)
        return {company: tuple(positions) for company, positions in known.items()}

    def built(self, company: Company, day: date) -> None:
        """Take down that there is a report of ``company``, of an assessment of ``day``."""
        if not self._found:
            return
        whose = company_key(company)
        self._built[whose] = max(day, self._built.get(whose, day))

    def close(self) -> None:
        """Say of which named files nothing was shown, and of which folders."""
        used = {one.file for one in self._found if one.recorded.position.date < self._built.get(one.company, date.min)}
        left = [self._left_out(one) for one in self._found if one.named and one.file not in used]
        folders = [path for path in self._paths if path.is_dir()]
        left += [_nothing_in(path) for path in folders if not any(file.is_relative_to(path) for file in used)]
        if left:
            self._listener.warn(left)

    def _left_out(self, one: _Found) -> Problem:
        whose = labelled(one.recorded.company, one.recorded.unit)
        if one.company in self._built:
            message = say("making.not_earlier", date=one.recorded.position.date.isoformat())
        else:
            message = say("making.of_another", company=whose)
        return _left(one.file, message)

    def _find(self) -> Iterator[_Found]:
        for path in self._paths:
            if not path.is_dir():
                yield _Found(path, True, self._recorded(path))
                continue
            for file in files_below(path):
                if is_profile(file):
                    yield _Found(file, False, self._recorded(file))
                elif file.suffix.lower() in REPORTS:
                    # A folder of reports also holds pages and data that are no reports.
                    try:
                        yield _Found(file, False, self._recorded(file))
                    except UserError as error:
                        self._listener.detail(listing([str(file), error.problems[0].message], ": "))

    def _recorded(self, path: Path) -> "Recorded":
        from lmmm_report.load.report_page import Recorded, read_recorded  # most builds are given no earlier files

        key = _hash_of(path)
        if key in self._before:
            with suppress(ValueError):
                company, unit, position = self._before[key]
                recorded = Recorded(
                    company=text(company), unit=text(unit), position=RowReader(self._reader.model).position(position)
                )
                self.told[key] = self._before[key]
                return recorded
        if not is_profile(path):
            recorded = read_recorded(path, self._reader.model)
        else:
            profile = self._reader.read(path)
            company = profile.company
            position = position_then(assess(profile, self._reader.model))
            recorded = Recorded(company=company.name, unit=company.unit, position=position)
        if key:
            self.told[key] = [recorded.company, recorded.unit, position_data(recorded.position)]
        return recorded


def _hash_of(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be read, which its reader then says."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def company_of(profile: Profile) -> Whose:
    """Whose profile it is."""
    return company_key(profile.company)


def company_key(company: Company) -> Whose:
    """What tells companies apart."""
    return company.name.casefold(), company.unit.casefold()


def _nothing_in(folder: Path) -> Problem:
    return _left(folder, say("making.none_earlier"))


def _left(path: Path, message: Message) -> Problem:
    hint = say("making.earlier_cure")
    return Problem(file=str(path), message=message, hint=hint, code="not-earlier", severity="warning")

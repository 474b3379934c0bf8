"""The front door for profiles: a file in, a `Profile` that nothing can change out, or every problem at once."""

from __future__ import annotations

import pathlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.profile import (
    COUNTED,
    Assessor,
    Company,
    Declaration,
    MeasureState,
    Path,
    PlanFrame,
    Profile,
    Progress,
    Target,
)
from lmmm_report.facts.times import time_of
from lmmm_report.load.profile.facts import collect_evidence, prepare_facts
from lmmm_report.load.profile.items import entry_places, item_names
from lmmm_report.load.profile.references import CRITERIA, MEASURES, ModelIds, reference_problems
from lmmm_report.load.profile.said import (
    decisions_of,
    documents_of,
    figures_of,
    hurts_of,
    open_points_of,
    participants_of,
)
from lmmm_report.load.profile.statements import statement_problems
from lmmm_report.load.profile.words import assumptions_of, facts_by_basis, words_of
from lmmm_report.load.schema.format import known_versions, profile_format
from lmmm_report.load.schema.lines import in_lines, one_line
from lmmm_report.load.schema.validation import schema_problems
from lmmm_report.load.schema.wording import found
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source, parse_yaml, read_yaml
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError

_NO_AXES = frozenset({"by", "reason", "evidence"})
"""What a target holds beside the wanted stages."""


def load_profile(
    path: pathlib.Path,
    *,
    criteria: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    described: ProfileFormat | None = None,
    supposing: bool = False,
) -> Profile:
    """Read a profile; `UserError` carries all problems.

    ``criteria`` and ``measures`` are the ids that declarations and notes on progress may name (`None`: any),
    ``described`` is the format of a model with one of its own. ``supposing``: what is assumed counts as well.
    """
    ids = {CRITERIA: criteria, MEASURES: measures}
    try:
        return _profile(read_yaml(path), described or profile_format(), ids, supposing=supposing)
    except UserError as error:
        raise _or_other_file(error, path) from error


def load_profile_text(
    data: bytes,
    name: str,
    *,
    criteria: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    described: ProfileFormat | None = None,
    supposing: bool = False,
) -> Profile:
    """As `load_profile`, from bytes; ``name`` stands for the file in messages."""
    ids = {CRITERIA: criteria, MEASURES: measures}
    try:
        return _profile(parse_yaml(data, name), described or profile_format(), ids, supposing=supposing)
    except UserError as error:
        raise _or_other_file(error, data) from error


def load_fragment(text: str, name: str, *, on: date, described: ProfileFormat | None = None) -> Profile:
    """Read a part of a profile, such as an example of a model, as if it were all that a company states on ``on``.

    Format, company and assessment are added where they are missing; lists that the part does not state may be
    referred to. `UserError` carries all problems, with places in ``text``.
    """
    described = described or profile_format()
    source = parse_yaml(text.encode("utf-8", "surrogatepass"), name)
    if isinstance(source.data, dict):
        version = known_versions(described.fields.fields["format"].node)[-1]
        head: dict[str, Data] = {
            "format": version, "company": {"name": "Example"}, "assessment": {"date": on.isoformat()}
        }  # fmt: skip
        source = source._replace(data={**head, **source.data})
    return _profile(source, described, {}, whole=False)


def check_part(part: Source, whole: Source, described: ProfileFormat) -> None:
    """Refuse, as a `UserError`, a file that is to be laid over ``whole`` and is no part of a profile."""
    if isinstance(part.data, dict) and isinstance(whole.data, dict):
        head = {name: whole.data.get(name) for name in ("format", "company", "assessment")}
        part = part._replace(data={**head, **part.data})
    _checked(_lined(part, described), described, {}, whole=False)


def profile_of(
    source: Source,
    described: ProfileFormat,
    *,
    criteria: Collection[str] | None = None,
    measures: Collection[str] | None = None,
) -> Profile:
    """A profile that has been read already; `UserError` carries all problems."""
    return _profile(source, described, {CRITERIA: criteria, MEASURES: measures})


def check_profile(
    path: pathlib.Path,
    *,
    criteria: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    today: date | None = None,
    described: ProfileFormat | None = None,
) -> tuple[Profile | None, tuple[Problem, ...]]:
    """Read a profile and give it back with all errors and warnings; no profile if there is an error.

    ``today`` is the day against which the date of the assessment is held; `None` leaves that out.
    """
    described = described or profile_format()
    source: Source | None = None
    try:
        source = read_yaml(path)
        profile = _profile(source, described, {CRITERIA: criteria, MEASURES: measures})
    except UserError as error:
        other = _or_other_file(error, path)
        if other is not error:
            return None, other.problems
        warnings = _comments(source, described) if source else ()
        return None, tuple(sorted((*error.problems, *warnings), key=Problem.sort_key))
    return profile, tuple(sorted(_warnings(profile, source, described, today), key=Problem.sort_key))


def _or_other_file(error: UserError, content: pathlib.Path | bytes) -> UserError:
    """What is said of a file that is no profile but something else; else ``error``."""
    from lmmm_report.load.kinds import or_other_file

    return or_other_file(error, content, "profile")


def _profile(
    source: Source, described: ProfileFormat, ids: ModelIds, *, whole: bool = True, supposing: bool = False
) -> Profile:
    source = _lined(source, described)
    data = _checked(source, described, ids, whole=whole)
    assessment = _stated(data["assessment"])
    on = date.fromisoformat(_word(assessment, "date"))
    prepared = prepare_facts(data, on, described, frozenset((*COUNTED, "assumed") if supposing else COUNTED))
    word, words = words_of(data, described)
    occurring = frozenset(one.basis for one in (word, *words.values()))
    return Profile(
        file=source.name,
        text=source.text,
        content=source.content,
        version=_version(data),
        company=_company(_stated(data["company"])),
        date=on,
        assessors=_assessors(assessment.get("assessors")),
        language=_word(assessment, "language"),
        target=_target(assessment.get("target"), on),
        notes=_word(assessment, "notes"),
        declarations=_declarations(data.get("declarations"), source),
        facts=prepared.facts,
        stated=prepared.told.stated,
        patterns=prepared.told.patterns,
        described=described,
        withheld=prepared.withheld,
        uncounted=prepared.uncounted,
        assumptions=assumptions_of(data, described) if "assumed" in source.text else (),
        basis=word,
        words=words,
        facts_by_basis=facts_by_basis(data, on, described, occurring),
        item_names=item_names(dict(data), described),
        places=entry_places(source.places),
        evidence=collect_evidence(source),
        plan=_plan(_stated(data.get("plan")), on),
        progress=_progress(data.get("measures"), source),
        participants=participants_of(assessment.get("participants")),
        open_points=open_points_of(assessment.get("open_points")),
        documents=documents_of(data.get("documents")),
        hurts=hurts_of(data.get("problems")),
        decisions=decisions_of(data.get("decisions")),
        figures=figures_of(data.get("figures"), on),
    )


def _lined(source: Source, described: ProfileFormat) -> Source:
    return source._replace(data=in_lines(source.data, described.fields))


def _checked(source: Source, described: ProfileFormat, ids: ModelIds, *, whole: bool) -> Mapping[str, Data]:
    """The data of a profile without fault; `UserError` with all faults otherwise, one for each value."""
    data = source.data
    if not isinstance(data, dict):
        message = say("profile.no_keys", found=found(data, str(data)))
        raise UserError(
            source.problem((), message, hint=say("profile.no_keys_cure", version=_newest(described)), code="type")
        )
    problems = schema_problems(source, described)
    newer = [problem for problem in problems if problem.code == "newer-format"]
    if newer:
        raise UserError(newer)
    named = {problem.path for problem in problems}
    values = statement_problems(source, described)
    if not any(problem.code == "syntax" for problem in problems):  # else names may be missing for that reason
        values += reference_problems(source, described, ids, whole=whole)
    for problem in values:
        if problem.path not in named:
            named.add(problem.path)
            problems.append(problem)
    if problems:
        raise UserError(problems)
    return data


def _newest(described: ProfileFormat) -> int:
    return known_versions(described.fields.fields["format"].node)[-1]


def _stated(value: Data) -> Mapping[str, Data]:
    """What an object states: without blank values and without ``none``."""
    if not isinstance(value, dict):
        return {}
    return {name: child for name, child in value.items() if child is not None and child != NONE}


def _word(stated: Mapping[str, Data], name: str) -> str:
    return str(stated.get(name, ""))


def _line(stated: Mapping[str, Data], name: str) -> str:
    """Names of the head are one line in every format, whatever length it has for them."""
    return one_line(_word(stated, name))


def _version(data: Mapping[str, Data]) -> int:
    version = data["format"]
    assert isinstance(version, (int, float))
    return int(version)


def _company(stated: Mapping[str, Data]) -> Company:
    employees = stated.get("employees")
    return Company(
        name=_line(stated, "name"),
        unit=_line(stated, "unit"),
        sector=_line(stated, "sector"),
        location=_line(stated, "location"),
        employees=int(employees) if isinstance(employees, (int, float)) else None,
        market=_word(stated, "market"),
        website=_word(stated, "website"),
        groups=_names(stated.get("groups")),
        region=_line(stated, "region"),
        tags=_names(stated.get("tags")),
    )


def _names(value: Data) -> tuple[str, ...]:
    return tuple(one_line(str(name)) for name in value if name is not None) if isinstance(value, list) else ()


def _assessors(value: Data) -> tuple[Assessor, ...]:
    people = [_stated(entry) for entry in value] if isinstance(value, list) else []
    return tuple(Assessor(name=_line(person, "name"), role=_line(person, "role")) for person in people)


def _target(value: Data, on: date) -> Target:
    """The wanted stages; ``none`` is the name of a stage where the format takes it."""
    stated = _stated(value)
    axes = value if isinstance(value, dict) else {}
    by = time_of(_word(stated, "by"), on, "end")
    return Target(
        stages=MappingProxyType(
            {axis: str(stage) for axis, stage in axes.items() if axis not in _NO_AXES and stage is not None}
        ),
        by=by.last if by else None,
        reason=_word(stated, "reason"),
    )


def _declarations(value: Data, source: Source) -> tuple[Declaration, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(_declaration(_stated(entry), index, source) for index, entry in enumerate(entries))


def _declaration(stated: Mapping[str, Data], index: int, source: Source) -> Declaration:
    return Declaration(
        criterion=_word(stated, "criterion"),
        state=_word(stated, "state"),
        reason=_word(stated, "reason"),
        by=_word(stated, "by"),
        date=date.fromisoformat(_word(stated, "date")),
        place=source.place(("declarations", index)),
    )


def _plan(stated: Mapping[str, Data], on: date) -> PlanFrame | None:
    capacity = stated.get("capacity")
    if not isinstance(capacity, (int, float)):
        return None
    said = _word(stated, "start")
    start = time_of(said, on, "ahead")
    days = Fraction(str(capacity))
    whole = days.numerator if days.denominator == 1 else days
    exact = start is None or said == start.first.isoformat()
    return PlanFrame(start=start.first if start else None, capacity=whole, told="" if exact else said)


def _progress(value: Data, source: Source) -> tuple[Progress, ...]:
    entries = [_stated(entry) for entry in value] if isinstance(value, list) else []
    return tuple(
        Progress(
            measure=_word(stated, "measure"),
            state=MeasureState(_word(stated, "state")),
            date=date.fromisoformat(_word(stated, "date")),
            note=_word(stated, "note"),
            place=source.place(("measures", index)),
        )
        for index, stated in enumerate(entries)
    )


def _warnings(profile: Profile, source: Source, described: ProfileFormat, today: date | None) -> Iterator[Problem]:
    yield from _comments(source, described)
    on = profile.date.isoformat()
    if today is not None and profile.date > today:
        message = say("profile.future_assessment", on=on)
        hint = say("profile.future_assessment_cure", today=today.isoformat())
        yield _warning(source, ("assessment", "date"), message, hint)
    by = profile.target.by
    if by is not None and by <= profile.date:
        message = say("profile.target_past", by=by.isoformat(), on=on)
        hint = say("profile.target_past_cure")
        yield _warning(source, ("assessment", "target", "by"), message, hint)


def _warning(source: Source, path: Path, message: Message, hint: Cure) -> Problem:
    return source.problem(path, message, hint=hint, code="date")._replace(severity="warning")


def _comments(source: Source, described: ProfileFormat) -> Iterator[Problem]:
    if " #" in source.text:
        from lmmm_report.load.profile.comments import comment_warnings

        yield from comment_warnings(source, described)

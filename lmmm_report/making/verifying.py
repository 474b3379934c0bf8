"""Whether a report is what a profile, a model and the program give: it is made again in memory and compared whole.

The report is not trusted. It says by hash what it was made of, and with which options; no path in it is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.load.report_page import Report, outcomes_of, read_report
from lmmm_report.load.yaml.characters import printable
from lmmm_report.load.yaml.text import shortened
from lmmm_report.making.contents import FORMATS, Contents, Edition, earlier_hash, look_hashes, without_names
from lmmm_report.making.differing import page_differences, value_differences
from lmmm_report.making.earlier import NO_STATES, EarlierFiles, States, positions_before
from lmmm_report.making.loading import ProfileReader, wordings_of
from lmmm_report.making.naming import ReportNames
from lmmm_report.making.telling import Listener
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.documents.result_json import earlier_documents, result_document
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Look
from lmmm_report.report.words.wording import Wording

MOST_FOLDERS = 100
"""Deeper does not lie what a build has made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A report, and everything that it is said to be made of."""

    report: Path
    profile: Path
    earlier: tuple[Path, ...] = ()
    history: bool = False
    """Built with the revisions of the profile."""
    look: Look


@dataclass(frozen=True, slots=True)
class Verdict:
    """What differs, one line each, and whether all of the report could be compared."""

    differences: tuple[str, ...]
    whole: bool


def verified(claim: Claim, reader: ProfileReader, listener: Listener) -> Verdict:
    """What differs between the report (HTML, JSON, or the JSON inside a PDF) and what is made of the rest today.

    Each line begins with where the difference comes from: file, model, program, options or page. Where one of the first
    four is another, what is shown cannot but differ; then only the outcomes that differ are told as well. Raises
    `UserError` for what cannot be read.
    """
    report = read_report(claim.report)
    return Verdict(_differences(report, claim, reader, listener), whole=not report.is_pdf)


def _differences(report: Report, claim: Claim, reader: ProfileReader, listener: Listener) -> tuple[str, ...]:
    profile = reader.read(claim.profile)
    options = _options(report, claim.report, wordings_of(reader.model), claim.look) if report.is_page else None
    assessment = assess(profile, reader.model)
    earlier = _earlier(assessment, claim, reader, listener)
    origin = [*_other_file(report, assessment), *_other_making(report, assessment)]
    origin += _other_options(report, assessment, earlier, claim)
    if origin:
        return (*origin, *_other_outcomes(report, assessment))
    named = _stated(report.result, "profile", "file")
    own = _base_name(claim.profile.name)
    found: list[str] = []
    if named != own:
        found.append(say("verify.file_name", was=_quoted(named), now=own))
        # A renamed file changes nothing else, so what else differs can still be told.
        if isinstance(named, str) and named and _base_name(named) == named:
            assessment = assessment._replace(profile=profile._replace(file=named))
    if options is None:
        return (*found, *_other_document(report, assessment, earlier, wordings_of(reader.model)))
    edition, language = options
    stated = report.result.get("made")
    depth = next((n for n in (_depth(stated, "separate"), _depth(stated, "portfolio")) if n is not None), 0)
    name = "below/" * depth + Path(assessment.profile.file).stem
    names = ReportNames(name, edition.audience)
    made = Contents(names, assessment, earlier, edition).page(language)
    return (*found, *page_differences(report.text, made))


def _earlier(
    assessment: Assessment, claim: Claim, reader: ProfileReader, listener: Listener
) -> tuple[EarlierPosition, ...]:
    files = EarlierFiles(claim.earlier, reader, listener)
    states = _states(claim.profile) if claim.history else NO_STATES
    earlier, warnings = positions_before(assessment, files.known, states, reader)
    if warnings:
        listener.warn(warnings)
    files.built(assessment.profile.company, assessment.profile.date)
    files.close()
    return earlier


def _states(profile: Path) -> States:
    from lmmm_report.making.timelines import FileTrack  # most reports are built without revisions

    return FileTrack(profile).states()


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _other_document(
    report: Report, assessment: Assessment, earlier: Sequence[EarlierPosition], wordings: Mapping[str, Wording]
) -> Iterator[str]:
    """What differs in a result document; how it is laid out does not count."""
    own = result_document(assessment, program_version=__version__, earlier=earlier)
    if report.result.get("names") != "roles":
        yield from value_differences(report.result, own)
        return
    # The language of the words for persons without a role is not said; one of them fits, or the first tells.
    found = [list(value_differences(report.result, without_names(own, assessment, w))) for w in wordings.values()]
    yield from next((one for one in found if not one), found[0])


def _options(report: Report, path: Path, wordings: Mapping[str, Wording], look: Look) -> tuple[Edition, str]:
    """With which options a page says that it was made, and its language; `UserError` where it does not say so."""
    made = report.result.get("made")
    stated = made if isinstance(made, dict) else {}
    languages, formats = _words(stated.get("languages"), wordings), _words(stated.get("formats"), FORMATS)
    language = stated.get("language")
    audience = _audience(stated, formats)
    if language not in languages or "html" not in formats or audience is None:
        message, hint = say("verify.no_options"), say("verify.no_options_cure")
        raise UserError(Problem(file=str(path), message=message, hint=hint, code="no-report"))
    edition = Edition(
        wordings={name: wordings[name] for name in languages},
        formats=formats,
        audience=audience,
        look=look,
        look_hashes=look_hashes(look),
        assets=None if _depth(stated, "separate") is None else Assets(),
        names="roles" if stated.get("names") == "roles" else "all",
        several=_depth(stated, "portfolio") is not None,
    )
    return edition, str(language)


def _audience(made: Mapping[str, object], formats: Sequence[str]) -> Audience | None:
    """For whom the PDFs beside a page are made: it says so where there are any. `None` for anything else."""
    if "pdf" not in formats:
        return DEFAULT_AUDIENCE if made.get("audience", "") is None else None
    return next((audience for audience in Audience if made.get("audience") == audience.value), None)


def _depth(made: object, what: str) -> int | None:
    """How many folders below its assets or the pages about all a page says that it lies; `None` if there are none."""
    depth = made.get(what) if isinstance(made, dict) else None
    return depth if type(depth) is int and 0 <= depth <= MOST_FOLDERS else None


def _words(stated: object, known: Any) -> tuple[str, ...]:
    """A list of different words that are all known; empty for anything else."""
    if not isinstance(stated, list) or not all(isinstance(word, str) and word in known for word in stated):
        return ()
    return tuple(stated) if len(set(stated)) == len(stated) else ()


def _other_file(report: Report, assessment: Assessment) -> Iterator[str]:
    was, now = _stated(report.result, "profile", "sha256"), assessment.profile.sha256
    if _other_company(report, assessment):
        stated = [_stated(report.result, "company", name) for name in ("name", "unit")]
        own = ", ".join(one for one in assessment.profile.company[:2] if one)
        told = ", ".join(_quoted(one) for one in stated if one)
        yield say("verify.other_company", was=told or say("verify.nothing"), now=own)
    elif was != now:
        yield say("verify.file_changed", was=_quoted(was), now=now)


def _other_company(report: Report, assessment: Assessment) -> bool:
    company = assessment.profile.company
    stated = tuple(_stated(report.result, "company", name) for name in ("name", "unit"))
    return stated != (company.name, company.unit or None)


def _other_making(report: Report, assessment: Assessment) -> Iterator[str]:
    """Whether the model or the program is another."""
    model = assessment.model
    own: dict[str, Any] = {"id": model.id, "version": model.version, "extension": None}
    if model.extension:
        own["extension"] = {"id": model.extension.id, "version": model.extension.version}
    was, now = _model_name(report.result.get("model")), _model_name(own)
    if was != now:
        yield say("verify.other_model", was=was, now=now)
    elif (contents := _stated(report.result, "model", "sha256")) != model.sha256:
        yield say("verify.model_changed", model=now, was=_quoted(contents), now=model.sha256)
    program = {"name": "lmmm-report", "version": __version__}
    was, now = _program_name(report.result.get("program")), _program_name(program)
    if was != now:
        yield say("verify.program", was=was, now=now)


def _model_name(model: object) -> str:
    if not isinstance(model, dict):
        return _quoted(model)
    name = f"{_quoted(model.get('id'))} {_quoted(model.get('version'))}"
    extension = model.get("extension")
    if extension is None:
        return name
    return say("verify.with", model=name, extension=_model_name(extension))


def _program_name(program: object) -> str:
    if not isinstance(program, dict):
        return _quoted(program)
    return f"{_quoted(program.get('name'))} {_quoted(program.get('version'))}"


def _other_options(
    report: Report, assessment: Assessment, earlier: Sequence[EarlierPosition], claim: Claim
) -> Iterator[str]:
    """Which of the things that lie in other files are not those the report was made with."""
    own = earlier_hash(earlier_documents(earlier, assessment.model))
    if report.is_page:
        own_look = look_hashes(claim.look)
        if _stated(report.result, "made", "theme") != own_look["theme"]:
            yield say("verify.theme")
        if _stated(report.result, "made", "templates") != own_look["templates"]:
            yield say("verify.templates")
        stated = _stated(report.result, "made", "earlier")
    else:
        stated = earlier_hash(report.result.get("earlier"))
    # Of another company there are other earlier positions, whatever is given.
    if stated != own and not _other_company(report, assessment):
        yield say("verify.earlier_given" if claim.history else "verify.earlier")


def _other_outcomes(report: Report, assessment: Assessment) -> Iterator[str]:
    known = {outcome.value for outcome in Outcome}
    outcomes = outcomes_of(report.result)
    for finding in assessment.findings:
        was = outcomes.get(finding.criterion.id)
        if was != finding.outcome.value:
            stated = say("verify.not_asked") if was is None else was if was in known else _quoted(was)
            yield say("verify.outcome", criterion=finding.criterion.id, was=stated, now=finding.outcome.value)
    for criterion_id in outcomes:
        if criterion_id not in assessment.by_id:
            yield say("verify.no_longer_asked", criterion=_quoted(criterion_id))


def _stated(result: Mapping[str, Any], group: str, name: str) -> object:
    inside = result.get(group)
    return inside.get(name) if isinstance(inside, dict) else None


def _quoted(value: object) -> str:
    """What a report states, fit for a message."""
    return printable(shortened(str(value), 80)) if value is not None else say("verify.nothing")

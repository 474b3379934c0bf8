"""The assessment as if: measures carried out, or other statements laid over the profile."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare, from_elsewhere, standing_of
from lmmm_report.assess.effects import CarriedOut, carry_out
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.comparison import ChangeKind, FactChange
from lmmm_report.domain.effect import Change
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.overlay import load_overlaid, overlay_alone
from lmmm_report.load.yaml.text import decode, read_bytes
from lmmm_report.making.loading import ProfileReader, measures_named
from lmmm_report.making.sides import statements_of
from lmmm_report.making.statements import refused, same_statements
from lmmm_report.messages import say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Supposed:
    """Two assessments of one company: as it is, and as it would be."""

    file: Path
    before: Assessment
    after: Assessment
    base: Profile
    """What the measures are carried out on: the profile with its assumptions, as if they were told."""
    done: CarriedOut
    overlaid: tuple[FactChange, ...] = ()
    """What the other file states that is laid over the profile, and the profile does not."""
    warnings: tuple[Problem, ...] = ()

    @property
    def changes(self) -> Sequence[Change]:
        """The facts that measures change, in order."""
        return self.done.changes


def supposed(
    file: Path, reader: ProfileReader, *, measures: Iterable[str] = (), whole_plan: bool, overlay: Path | None = None
) -> Supposed:
    """What would be if the statements of ``overlay`` held and then ``measures`` (ids) were carried out.

    ``whole_plan``: all measures of the plan as well. Raises `UserError` for faulty files and unknown ids.
    """
    overlaid: tuple[FactChange, ...] = ()
    warnings: tuple[Problem, ...] = ()
    chosen = measures_named(measures, reader.model)
    profile = reader.read(file)
    before = assess(profile, reader.model)
    chosen = tuple(before.fitting.measure(measure.id) for measure in chosen)
    if whole_plan:
        named = {measure.id for measure in chosen}
        chosen = (*chosen, *(p.measure for p in before.plan.measures if p.measure.id not in named))
    if overlay is not None:
        own = profile
        profile = load_overlaid(
            file, overlay, criteria=reader.criteria, measures=reader.measures, described=reader.described
        )
        over = overlay_alone(overlay, own)
        overlaid = tuple(_overlaid(own, over))
        warnings = tuple(_other_company(own, profile, over))
    elif profile.assumptions:
        profile = reader.read(file, supposing=True)
    done = carry_out(profile, chosen, reader.model)
    return Supposed(file, before, assess(done.profile, reader.model), profile, done, overlaid, warnings)


def _overlaid(own: Profile, over: Profile) -> Iterator[FactChange]:
    known = {one.path: one for one in statements_of(own)}
    for one in statements_of(over):
        was = known.get(one.path)
        if was is None or was.value != one.value:
            kind = ChangeKind.CHANGED if was else ChangeKind.GAINED
            yield FactChange(kind, one.path, was, one._replace(file=over.file))


def _other_company(own: Profile, merged: Profile, over: Profile) -> Iterator[Problem]:
    """What is laid over the profile of one company may be meant for another."""
    for name in ("name", "unit"):
        was, now = (getattr(profile.company, name) for profile in (own, merged))
        if was.casefold() != now.casefold():
            place = over.place(("company", name))
            message = say("making.other_company", name=now, own=was, file=own.file)
            yield Problem(over.file, message, place.line, place.column, code="other-company", severity="warning")


def render_supposed(supposed: Supposed, form: str, wording: Wording) -> str:
    """Both positions and what changes, as ``text`` or ``json``."""
    from lmmm_report.report.documents.plan_text import moved_findings, render_whatif_text

    before, after = supposed.before, supposed.after
    # Of what is supposed there is no text to be read: compared is what conditions have read.
    was, now = (standing_of(one, one.profile.file)._replace(statements=None) for one in (before, after))
    laid = [change.after for change in supposed.overlaid if change.after]
    now = now._replace(told=from_elsewhere(now.told or {}, laid))
    comparison = compare(was, now, after.model, followed=True)
    if form == "text":
        return render_whatif_text(
            before,
            after,
            supposed.changes,
            comparison,
            wording.about(after.profile.company),
            overlaid=supposed.overlaid,
        )
    from lmmm_report.report.documents.plan_json import cell_document, change_document, laid_over_document
    from lmmm_report.report.documents.result_json import result_document

    document = {
        "before": {"cell": cell_document(before.cell.stages, before.model), "firm": before.firm},
        "assumptions": len(before.profile.assumptions),
        "changes": [
            *(laid_over_document(change) for change in supposed.overlaid),
            *(change_document(change) for change in supposed.changes),
        ],
        "moved": [
            {"criterion": c, "before": before.by_id[c].outcome.value, "after": after.by_id[c].outcome.value}
            for c in moved_findings(before, after)
        ],
        "won": [move.criterion for move in comparison.won],
        "lost": [
            {"criterion": move.criterion, "causes": [change.path for change in move.causes]} for move in comparison.lost
        ],
        "after": result_document(after, program_version=__version__),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A profile with changes in it."""

    file: Path
    assumptions: int
    """So many of its statements are only assumed now."""


def write_supposed(supposed: Supposed, reader: ProfileReader, wording: Wording) -> Written:
    """Write the changed profile, once it has been read back and says exactly what it should.

    What is changed is marked as assumed. Every line without a changed fact stays as it was, byte for byte. Raises
    `UserError` where that cannot be done, and where the file is another by now; then nothing is written.
    """
    file, profile = supposed.file, supposed.before.profile
    data = read_bytes(file)
    if decode(data, str(file)) != profile.text:
        raise UserError(refused(file, "changed_meanwhile", "file-changed"))
    text, assumptions = _changed_text(supposed, reader, wording)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Written(write_file(file, mark + text.encode()), assumptions)


def _changed_text(supposed: Supposed, reader: ProfileReader, wording: Wording) -> tuple[str, int]:
    """The text of the profile with all changes, and how much of it is assumed; `UserError` if it says anything else.

    That the measures lead where they promise holds as long as their facts count; so the text is read back with all
    that is assumed.
    """
    from lmmm_report.editing.profile_text import render_changed

    file, base, done = supposed.file, supposed.base, supposed.done
    note = wording.say("whatif.comment", measure="{measure}")
    try:
        changed = render_changed(base, done.profile, done.changes, note=note)
        written = reader.read_text(changed.text.encode(), str(file), supposing=True)
    except (UserError, ValueError, LookupError) as error:
        raise UserError(refused(file, "no_room", "not-written")) from error
    if not changed.keeps() or not same_statements(written, done.profile):
        raise UserError(refused(file, "no_room", "not-written"))
    return changed.text, len(written.assumptions)

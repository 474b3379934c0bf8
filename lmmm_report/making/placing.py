"""A hint on a profile, with its place."""

from __future__ import annotations

from lmmm_report.domain.profile import Place, Profile
from lmmm_report.messages import Message
from lmmm_report.problems import Problem, Severity


def hint_at(
    place: Place, profile: Profile, label: str, message: Message, *, code: str, severity: Severity = "hint"
) -> Problem:
    """A hint on ``label``, which stands at ``place`` or would."""
    return Problem(
        file=profile.file,
        line=place.line,
        column=place.column,
        path=label,
        message=message,
        code=code,
        severity=severity,
    )

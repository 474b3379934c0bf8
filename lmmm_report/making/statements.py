"""What a profile says, apart from how and where it is written; and that it could not be written so."""

from __future__ import annotations

from pathlib import Path

from lmmm_report.domain.profile import Place, Profile
from lmmm_report.facts.stating import closed
from lmmm_report.messages import say
from lmmm_report.problems import Problem


def same_statements(one: Profile, other: Profile) -> bool:
    """Whether two profiles say the same, wherever they say it and whatever of it is only assumed or heard."""
    return _statements(one) == _statements(other)


def _statements(profile: Profile) -> Profile:
    nowhere = Place(1, 1)
    return profile._replace(
        text="",
        content=b"",
        facts=closed(profile.facts),
        stated={},
        places={},
        item_names={},
        words={},
        assumptions=(),
        facts_by_basis={},
        withheld=tuple(sorted(profile.withheld, key=str)),
        declarations=tuple(one._replace(place=nowhere) for one in profile.declarations),
        evidence=tuple(one._replace(place=nowhere) for one in profile.evidence),
        progress=tuple(one._replace(place=nowhere) for one in profile.progress),
    )


def refused(file: Path, why: str, code: str) -> Problem:
    """That nothing was written; ``why`` is the key of the message."""
    return Problem(file=str(file), message=say(f"writing.{why}"), hint=say(f"writing.{why}_cure"), code=code)

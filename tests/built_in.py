"""The built-in model, its words and what it finds of a profile: made once for all tests of a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.making.loading import wordings_of
from lmmm_report.report.words.wording import Wording

MODEL = load_model()
WORDINGS: Mapping[str, Wording] = wordings_of(MODEL)


@cache
def assessment_of(path: Path) -> Assessment:
    """The assessment of a file that stays as it is, such as an example: what is found is found once."""
    return assess(load_profile(path), MODEL)

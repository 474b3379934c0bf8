"""The format of profiles: what it is, without the model that reads them."""

from __future__ import annotations

from pathlib import Path

from lmmm_report.domain.format import ProfileFormat
from lmmm_report.load.schema.format import known_versions, profile_format


def format_at(path: Path | None) -> ProfileFormat:
    """The format of the profiles that the model at ``path`` reads."""
    if path is None or not path.is_dir():
        return profile_format()
    from lmmm_report.load.model.model import profile_format_in  # brings everything that models are read with

    return profile_format_in(path)


def newest(described: ProfileFormat) -> int:
    """The newest version of a format."""
    return known_versions(described.fields.fields["format"].node)[-1]

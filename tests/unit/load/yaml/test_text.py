"""Reading a file: what is said where there is none of this name."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.messages import in_language
from lmmm_report.problems import UserError


@pytest.mark.parametrize(
    ("asked", "there", "meant"),
    [
        ("acme.yaml", ("acme.html", "acme.yml"), "acme.yml"),
        ("acme.yaml", ("acme.html",), ""),
        ("acme.csv", ("acme1.csv", "acme.yaml"), "acme1.csv"),
        ("acme", ("acme.yaml",), "acme.yaml"),
        ("nix.yaml", ("ofen.yaml",), ""),
    ],
)
def test_a_file_of_the_same_kind_is_meant(asked: str, there: tuple[str, ...], meant: str, tmp_path: Path) -> None:
    for name in there:
        (tmp_path / name).touch()
    with pytest.raises(UserError) as caught:
        read_bytes(tmp_path / asked)
    (problem,) = caught.value.problems
    assert in_language(problem.hint, "en") == (
        f'did you mean "{tmp_path / meant}"?' if meant else "check its name and folder"
    )

"""What `validate` gives to other programs is as these want it: for every broken profile there is, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tests" / "schemas"
CASES = sorted((ROOT / "tests" / "cases" / "reject").glob("*/profile.yaml"))
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab reads of a report of code quality, as its documentation says; there is no schema of its own."""
COMMAND = re.compile(
    r"::(?:error|warning|notice) file=[^,:\n]+,line=\d+(?:,endLine=\d+)?(?:,col=\d+)?(?:,endColumn=\d+)?"
    r"(?:,title=[^,:\n]*)?::.+"
)
"""A workflow command of GitHub, as its documentation says."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    for case in CASES:
        shutil.copy(case, folder / f"{case.parent.name}.yaml")
    return folder


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["sarif", "junit", "gitlab", "github"])
def test_every_broken_profile_is_told_as_the_format_wants(
    form: str, language: str, broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken)
    assert len(CASES) > 80
    assert run(["validate", ".", "--format", form, "--lang", language]) == 1
    told = capsys.readouterr().out
    assert ("erwartet" in told) == (language == "de")
    assert ("expected" in told) == (language == "en")
    named = {name for name in (case.parent.name for case in CASES) if f"{name}.yaml" in told}
    assert len(named) > len(CASES) - 10, "each is named"
    if form == "sarif":
        schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
        valid(json.loads(told), schema)
    elif form == "junit":
        xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(told)
    elif form == "gitlab":
        issues = json.loads(told)
        valid(issues, CODE_QUALITY)
        assert len({one["fingerprint"] for one in issues}) == len(issues), "GitLab shows one of each"
    else:
        assert [line for line in told.splitlines() if not COMMAND.fullmatch(line)] == []


def valid(document: Any, schema: Any) -> None:
    jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker()).validate(document)

"""Every command as its user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lmmm_report.cli.group import COMMANDS
from lmmm_report.cli.main import run
from lmmm_report.load.model.model import load_model
from lmmm_report.making.hinting import MOST_SHOWN

ROOT = Path(__file__).resolve().parents[3]
CONFIGS = ROOT / "configs"
NORDWERK = CONFIGS / "nordwerk-fluidtechnik.yaml"
HEAD = "format: 1\ncompany: {name: Test}\nassessment: {date: 2026-10-15}\n"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "test.yaml"
    path.write_text(HEAD, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*([name] if name else []), "--help") == 0
    out = capsys.readouterr().out
    assert "Examples:" in out
    assert "lmmm-report" in out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--version") == 0
    assert capsys.readouterr().out.startswith("lmmm-report, version ")


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["validate"],
        ["assess"],
        ["build"],
        ["explain"],
        ["validate", "x.yaml", "--format", "xml"],
        ["build", "x.yaml", "--format", "docx"],
        ["build", "x.yaml", "--format", "html", "--lang", "fr"],
        ["assess", "x.yaml", "--require", "relationship=perfect"],
        ["assess", "x.yaml", "--require", "love=defined"],
        ["schema", "everything"],
    ],
)
def test_wrong_usage_exits_with_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*args) == 2
    assert capsys.readouterr().err


def test_a_mistyped_command_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("valdate") == 2
    assert "Did you mean validate?" in capsys.readouterr().err


def test_validate_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("validate", CONFIGS) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no errors" in captured.err


def test_quiet_is_quiet(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-q", "validate", profile) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_validate_names_every_problem_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + "proces: none\nroles:\n  joint_tasks: yes\n", encoding="utf-8")
    assert call("validate", path) == 1
    err = capsys.readouterr().err
    assert f"{path}:4:1: " in err
    assert "process" in err
    assert f"{path}:6:16: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_problems_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + "proces: none\n", encoding="utf-8")
    assert call("validate", path, "--format", form) == 1
    out = capsys.readouterr().out
    if form == "github":
        assert out.startswith(f"::error file={path},line=4,col=1::")
    elif form == "json":
        problem = json.loads(out)["problems"][0]
        assert (problem["file"], problem["line"], problem["column"]) == (str(path), 4, 1)
        assert problem["hint"]
    else:
        result = json.loads(out)["runs"][0]["results"][0]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 1}


def test_github_annotations_cannot_be_forged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + '"x\\n::error::forged": 1\n', encoding="utf-8")
    assert call("validate", path, "--format", "github") == 1
    assert not any(line.startswith("::error::forged") for line in capsys.readouterr().out.splitlines())


OPEN = "format: 2\ncompany: {name: Test}\nassessment: {date: 2026-10-15}\nsoftware: {systems: [{id: crm, kind: crm}]}\n"
IMPOSSIBLE = OPEN + "figures: {funnel: [{period: 2026-Q2, inquiries: 10, mql: 20}]}\n"


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    path = tmp_path / "open.yaml"
    path.write_text(IMPOSSIBLE, encoding="utf-8")
    return path


def test_validate_says_what_would_settle_the_result(unfinished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("validate", unfinished) == 0
    lines = capsys.readouterr().err.splitlines()
    first = next(i for i, line in enumerate(lines) if "no errors; " in line)
    assert lines[first].endswith("answers would make the result firm:")
    hints = [line for line in lines[first + 1 :] if line.startswith(f"{unfinished}:")]
    assert len(hints) == MOST_SHOWN
    assert "(X2-" in hints[0]
    assert any(line.endswith(f"more: lmmm-report assess {unfinished}") for line in lines)
    assert lines[-1].startswith(f"{unfinished}:4:21: "), "what to look at again comes last"


def test_validate_without_hints_says_what_is_wrong_alone(unfinished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("validate", "--no-hints", unfinished) == 0
    assert capsys.readouterr().err == "1 profile checked, no errors\n"


def test_quiet_leaves_out_hints_and_keeps_warnings(unfinished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-q", "validate", unfinished) == 0
    err = capsys.readouterr().err
    assert f"{unfinished}:5:58: warning: " in err
    assert len(err.splitlines()) == 1


def test_a_strict_check_takes_warnings_for_errors_and_hints_for_hints(
    unfinished: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("validate", "--strict", profile) == 0
    capsys.readouterr()
    assert call("validate", "--strict", unfinished) == 1
    err = capsys.readouterr().err
    assert "warning" not in err
    assert "no errors" not in err
    assert f"{unfinished}: " in err, "what would settle the result is said all the same"


def test_hints_of_several_profiles_name_their_file(
    unfinished: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("validate", unfinished, profile) == 0
    lines = capsys.readouterr().err.splitlines()
    assert "2 profiles checked, no errors" in lines
    for path in (unfinished, profile):
        assert any(line.startswith(f"{path}: ") and line.endswith("firm:") for line in lines)


def test_a_profile_with_an_error_has_no_hints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(IMPOSSIBLE + "proces: none\n", encoding="utf-8")
    assert call("validate", path, "--format", "json") == 1
    assert {one["severity"] for one in json.loads(capsys.readouterr().out)["problems"]} == {"error"}


def test_hints_for_programs(unfinished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("validate", unfinished, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["problems"]
    kinds = [one["severity"] for one in found]
    assert kinds == sorted(kinds, key=["error", "warning", "hint"].index)
    assert {"warning", "hint"} == set(kinds)
    assert {"open-gate", "H-ONE-SYSTEM", "figures"} <= {one["code"] for one in found}
    assert call("validate", unfinished, "--format", "sarif") == 0
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [one["level"] for one in results] == [{"hint": "note"}.get(kind, kind) for kind in kinds]
    assert call("validate", unfinished, "--format", "github") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["::warning", *["::notice"] * MOST_SHOWN]


def test_assess_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("assess", NORDWERK) == 0
    out = capsys.readouterr().out
    assert "Nordwerk" in out
    assert "(3, 3)" in out
    assert max(len(line) for line in out.splitlines()) <= 120


def test_what_is_missing_leads_to_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("assess", NORDWERK.with_name("brackwell-instruments.yaml")) == 0
    assert "brackwell-instruments.yaml:" in capsys.readouterr().out


def test_assess_as_json_validates_against_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema_rs

    assert call("schema", "result") == 0
    validator = jsonschema_rs.validator_for(json.loads(capsys.readouterr().out))
    files = sorted(CONFIGS.rglob("*.yaml"))
    assert files
    assert call("assess", CONFIGS, "--format", "json") == 0
    documents = json.loads(capsys.readouterr().out)
    assert len(documents) == len(files)
    for document in documents:
        assert [e.message for e in validator.iter_errors(document)] == []
    documents[0]["result"]["firm"] = "maybe"
    assert not validator.is_valid(documents[0])


def test_require_is_a_gate_for_pipelines(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("assess", NORDWERK, "--require", "relationship=aligned") == 0
    assert call("assess", NORDWERK, "--require", "relationship=integrated") == 1
    told = capsys.readouterr().err
    assert "(Nordwerk Fluidtechnik SE): relationship has reached aligned, required is integrated; open: X4-" in told
    others = CONFIGS / "brackwell-instruments.yaml", CONFIGS / "calder-finch-water.yaml"
    assert call("assess", *others, "--require", "relationship=aligned") == 1
    told = capsys.readouterr().err
    assert "(Brackwell Instruments Ltd)" in told
    assert "(Calder & Finch Water Technologies Ltd, Municipal business unit)" in told


def test_explain_a_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "x2-pro-1", "--lang", "de") == 0
    out = capsys.readouterr().out
    assert out.startswith("# X2-PRO-1: ")
    for part in ("Prüfregel", "Quelle", "Warum", "```yaml"):
        assert part in out


@pytest.mark.parametrize(("lang", "heads"), [("de", ("Genügt", "Genügt nicht")), ("en", ("Enough", "Not enough"))])
def test_explain_says_what_decides_a_gate(
    lang: str, heads: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    decision = load_model().criterion("X2-PRO-1").decision
    assert decision is not None
    assert call("explain", "X2-PRO-1", "--lang", lang) == 0
    out = capsys.readouterr().out
    enough, not_enough = (out.index(f"\n**{head}:**\n") for head in heads)
    said = [out.index(text[lang]) for text in decision.enough]
    missed = [out.index(miss.said[lang]) for miss in decision.not_enough]
    assert all(enough < place < not_enough for place in said)
    assert all(not_enough < place < out.index(decision.because[lang]) for place in missed)
    for text in (*(miss.reason for miss in decision.not_enough if miss.reason), *decision.open, decision.evidence):
        assert text[lang] in out
    assert call("explain", "X2-PRO-2", "--lang", lang) == 0
    assert f"**{heads[0]}:**" not in capsys.readouterr().out, "advice decides nothing"


def test_explain_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "--list") == 0
    out = capsys.readouterr().out
    assert "Y3-PRO-1 " in out
    assert "mql " in out


def test_explain_helps_with_a_wrong_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", "X2-PRO-11") == 1
    assert "X2-PRO-1" in capsys.readouterr().err


def test_model_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("model", "--check") == 0
    assert "16 cells reachable" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["de", "en"])
def test_init_makes_a_valid_profile(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.yaml"
    assert call("init", path, "--template", "--lang", lang) == 0
    assert call("validate", path) == 0
    before = path.read_text(encoding="utf-8")
    assert call("init", path, "--template") == 1
    assert path.read_text(encoding="utf-8") == before
    assert "exists already" in capsys.readouterr().err


def test_build_writes_every_format_and_language(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("-q", "build", NORDWERK, "-o", out, "--format", "html,json") == 0
    assert sorted(p.name for p in out.glob("[!.]*")) == [
        "nordwerk-fluidtechnik.de.html",
        "nordwerk-fluidtechnik.en.html",
        "nordwerk-fluidtechnik.json",
    ]


def test_build_of_several_makes_an_index(tmp_path: Path) -> None:
    assert call("-q", "build", CONFIGS, "-o", tmp_path, "--format", "html", "--lang", "en") == 0
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    for path in CONFIGS.glob("*.yaml"):
        assert f'href="{path.stem}.en.html"' in index


def test_a_failed_build_leaves_the_old_report(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert call("-q", "build", profile, "-o", out, "--format", "html,json") == 0
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    profile.write_text(HEAD + "proces: none\n", encoding="utf-8")
    assert call("-q", "build", profile, "-o", out, "--format", "html,json") == 1
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert call("-q", "build", profile, NORDWERK, "-o", out, "--format", "html,json") == 1
    after = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    assert [name for name in before if not name.startswith(".") and after[name] != before[name]] == []
    assert (out / "nordwerk-fluidtechnik.de.html").exists()
    assert "Traceback" not in capsys.readouterr().err


def test_two_profiles_of_one_name_are_refused(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "test.yml"
    other.write_text(HEAD, encoding="utf-8")
    assert call("build", profile, other, "-o", tmp_path / "out", "--format", "json") == 1
    assert "same names" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty", b""),
        ("comment", b"# nothing\n"),
        ("latin1", "company: {name: M\xfcller}".encode("latin-1")),
        ("tab", b"format: 1\ncompany:\n\tname: X\n"),
        ("duplicate", b"format: 1\nformat: 1\n"),
        ("unknown-key", HEAD.encode() + b"departmnts: none\n"),
        ("wrong-type", HEAD.encode() + b"roles: 12\n"),
        ("unknown-id", HEAD.encode() + b"departments: {marketing: {name: M, reports_to: nobody}}\n"),
        (
            "unknown-criterion",
            HEAD.encode()
            + b"declarations: [{criterion: X9-ABC-1, state: waived, reason: r, by: b, date: 2026-01-01}]\n",
        ),
        ("future", HEAD.encode() + b"process: {rule_set: {last_followed: 2027-01-01}}\n"),
        ("bomb", b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n"),
        ("brackets", b"[" * 30_000),
        ("digits", HEAD.encode() + b"x: " + b"9" * 5_000 + b"\n"),
        ("quote", HEAD.encode() + b'process: "unclosed\n'),
    ],
)
@pytest.mark.parametrize("command", ["validate", "assess", "build"])
def test_bad_input(tmp_path: Path, name: str, content: bytes, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_bytes(content)
    out = tmp_path / "out"
    extra = ["-o", out, "--format", "html,json"] if command == "build" else []
    assert call(command, path, *extra) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(path) in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.err) < 3_000
    assert not out.exists()


@pytest.mark.parametrize("command", ["validate", "assess", "build"])
def test_missing_file_and_empty_folder(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    extra = ["-o", tmp_path / "out", "--format", "json"] if command == "build" else []
    assert call(command, tmp_path / "missing.yaml", *extra) == 1
    assert "does not exist" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert call(command, tmp_path / "folder", *extra) == 1
    assert "holds no profiles" in capsys.readouterr().err


def test_missing_pango_is_said_in_one_sentence(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert call("build", profile, "-o", tmp_path / "out") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "libpango" in captured.err
    assert "--format html,json" in captured.err
    assert not (tmp_path / "out").exists()

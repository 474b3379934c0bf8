"""No command pays for what it does not use: each has a list of modules that it must not import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lmmm_report.cli.group import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "tests" / "cases" / "accept" / "22-first-words-and-rules" / "profile.yaml"

PDF = {"weasyprint", "pydyf", "pyphen", "fontTools", "multiprocessing", "concurrent.futures.process"}
PAGES = {"jinja2", "markupsafe", "lmmm_report.report.html.pages"}
NOTES = {"markdown", "markdown_it", "nh3"}
WRITERS = {"ruamel", "icalendar", "xlsxwriter"}
LOADER = {"lmmm_report.load.model.model", "lmmm_report.load.expression.expression", "lmmm_report.load.catalogue.yaml"}
"""What reads a model from its files: needed only where it is neither compiled nor kept."""
ERRORS = {"difflib", "lmmm_report.messages.yaml"}
ASSESS = {"lmmm_report.assess", "lmmm_report.report.views", "lmmm_report.report.words", "lmmm_report.domain.model"}
MODEL = {"lmmm_report.domain.model"}
BEYOND_GATES = {
    *(f"lmmm_report.assess.{name}" for name in ("plan", "effects", "sensitivity", "assessment", "lint")),
    *(f"lmmm_report.report.{name}" for name in ("views", "words", "documents")),
}
"""What is not needed to tell which answers settle the gates."""
TERMINAL = {"prompt_toolkit", "asyncio"}
PAPER = {
    *(f"lmmm_report.report.views.{name}" for name in ("sheet", "decision", "working")),
    "lmmm_report.report.pictures.printed",
}
"""What only paper shows."""
THE_PAST = {f"lmmm_report.{name}" for name in ("report.views.timeline", "report.views.comparison", "domain.timeline")}
LOOKS = {"lmmm_report.load.theme", "PIL", "logging"}
ALWAYS = (
    {"babel", "tools", "hypothesis", "pytest", "distributed", "dask", "lmmm_report.making.cluster"}
    | WRITERS
    | ERRORS
    | LOADER
)

MUST_NOT = {
    "init": (ALWAYS | PDF | PAGES | NOTES | ASSESS | TERMINAL)
    - MODEL,  # it checks what it has made; the schema names measures
    "init --from": (ALWAYS | PDF | PAGES | NOTES | BEYOND_GATES | TERMINAL) - {"lmmm_report.messages.yaml"},
    "init --html": (ALWAYS | PDF | NOTES | TERMINAL) - {"difflib"},  # Jinja2 brings it
    "ask": ALWAYS | PDF | PAGES | NOTES | BEYOND_GATES | TERMINAL,  # without a terminal
    "validate": ALWAYS | PDF | PAGES | NOTES | BEYOND_GATES,
    "validate --no-hints": ALWAYS | PDF | PAGES | NOTES | ASSESS | {"hashlib", "dataclasses", "shutil", "logging"},
    "migrate": ALWAYS | PDF | PAGES | NOTES | ASSESS,
    "assess": ALWAYS | PDF | PAGES | NOTES,
    "questions": ALWAYS | PDF | PAGES | NOTES,
    "plan": ALWAYS | PDF | PAGES | NOTES,
    "whatif": ALWAYS | PDF | PAGES | NOTES,
    "measures": ALWAYS | PDF | PAGES | NOTES | {"lmmm_report.assess", "jsonschema_rs"},
    "build": (
        (
            ALWAYS
            | PDF
            | NOTES
            | PAPER
            | THE_PAST
            | LOOKS
            | {"lmmm_report.load.report_page", "lmmm_report.load.revisions"}
        )
        - {"difflib"}  # Jinja2 brings it
    ),
    # It goes on until it is stopped; what it shows is made as by build.
    "serve --help": (ALWAYS | PDF | NOTES | {"webbrowser", "watchfiles", "lmmm_report.load.report_page"}) - {"difflib"},
    "diff": ALWAYS | PDF | PAGES | NOTES | {"subprocess", "lmmm_report.load.report_page"},
    "gate": ALWAYS | PDF | PAGES | NOTES | {"subprocess", "lmmm_report.load.report_page"},
    "history": ALWAYS | PDF | PAGES | NOTES | {"lmmm_report.load.report_page"},
    "verify": (ALWAYS | PDF | NOTES) - {"difflib"},
    "explain": ALWAYS | PDF | PAGES | NOTES | {"lmmm_report.assess", "jsonschema_rs"},
    "model": ALWAYS | PDF | PAGES | NOTES | {"jsonschema_rs"},
    "schema": (ALWAYS | PDF | PAGES | NOTES | ASSESS | {"jsonschema_rs"}) - MODEL,
}
"""By command, some with an option; a package stands for everything in it. The profile has no notes."""


def imported(*args: object) -> set[str]:
    """The modules after a run of the program, with the packages they lie in."""
    code = (
        "import sys\nfrom lmmm_report.cli.main import run\n"
        f"code = run({[str(a) for a in args]!r})\nsys.stderr.write('\\n'.join(['', '#', *sys.modules]))\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    names = done.stderr.rsplit("\n#\n", 1)[1].split("\n")
    return {".".join(name.split(".")[:depth]) for name in names for depth in range(1, name.count(".") + 2)}


def arguments(command: str, folder: Path) -> list[object]:
    report = folder / f"{PROFILE.stem}.json"
    return {
        "init": ["--template", folder / "new.yaml"],
        "init --from": ["--from", ROOT / "tests/cases/interviews/answers/wexcombe.yaml", "--date", "2026-11-02"],
        "init --html": ["--html", folder / "interview.html"],
        "ask": ["--from", folder / "notes.yaml", folder / "asked.yaml"],
        "validate": [PROFILE],
        "migrate": [PROFILE],
        "validate --no-hints": ["--no-hints", PROFILE],
        "assess": [PROFILE],
        "questions": [PROFILE],
        "plan": [PROFILE],
        "whatif": [PROFILE, "--plan"],
        "measures": [],
        "build": [PROFILE, "-o", folder / "out", "--format", "html,json"],
        "serve --help": ["--help"],
        "diff": [PROFILE, PROFILE],
        "gate": [PROFILE, "--require", "relationship=undefined"],
        "history": [PROFILE, "--no-git"],
        "verify": [report, PROFILE],
        "explain": ["X2-PRO-1"],
        "model": [],
        "schema": [],
    }[command]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report to verify; making it also leaves the model in the cache."""
    made = tmp_path_factory.mktemp("reports")
    imported("-q", "build", PROFILE, "-o", made, "--format", "json")
    (made / "asked.yaml").write_bytes((ROOT / "tests/cases/interviews/wexcombe.yaml").read_bytes())
    (made / "notes.yaml").write_text("hurts: Leads lie\n", encoding="utf-8")
    return made


def test_every_command_has_its_list() -> None:
    assert {way.split()[0] for way in MUST_NOT} == set(COMMANDS)


@pytest.mark.parametrize("command", MUST_NOT)
def test_a_command_imports_nothing_that_it_must_not(command: str, folder: Path) -> None:
    loaded = imported(command.split(maxsplit=1)[0], *arguments(command, folder))
    assert "click" in loaded
    assert loaded & MUST_NOT[command] == set()


def test_one_pdf_needs_no_other_process(folder: Path, pango: None) -> None:
    loaded = imported("-q", "build", PROFILE, "-o", folder / "pdf", "--format", "pdf", "--lang", "de")
    assert "weasyprint" in loaded
    assert loaded & {"multiprocessing.spawn", *NOTES, *WRITERS} == set()

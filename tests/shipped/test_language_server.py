"""What editors show beside a profile, as the language server behind them says it, with the schema that is left there."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.load.model.ids import ids_of
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.problems import Problem, UserError
from tests.contracts.test_published_schema import ACCEPTED, BEYOND, REFUSED, data_of, mutated
from tests.language_server import LanguageServer, language_server

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
INTERVIEWS = sorted(
    {*(ROOT / "tests/cases/interviews").glob("*.yaml")} - {ROOT / "tests/cases/interviews/expected.yaml"}
)
READ_OTHERWISE = {"leading-zero"}
"""Cases whose fault is how we read YAML: other readers take a number."""


def program(*args: object, cwd: Path) -> str:
    command = [sys.executable, "-m", "lmmm_report", *map(str, args)]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


class Editor:
    """A folder with a profile that ``init`` has made, and the language server that an editor would run in it."""

    def __init__(self, server: LanguageServer, folder: Path, language: str) -> None:
        self.server, self.file, self.language = server, folder / "acme.yaml", language
        self.head = "".join(self.file.read_text(encoding="utf-8").partition("\n")[:2])
        """The first line, which names the schema."""

    def stated(self, text: str) -> str:
        return f"{self.head}format: 2\ncompany: {{name: Acme}}\nassessment: {{date: 2026-10-15}}\n{text}"

    def offered(self, text: str) -> dict[str, dict[str, Any]]:
        return self.server.completions(self.file, self.stated(text))

    def shown(self, text: str) -> str:
        return self.server.hover(self.file, self.stated(text))

    def said(self, text: str) -> list[str]:
        return [f"{one['range']['start']}: {one['message']}" for one in self.server.diagnostics(self.file, text)]

    def said_of(self, file: Path) -> list[str]:
        return self.said(self.head + file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["de", "en"])
def editor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp(f"Profile {request.param} ü")  # folders have such names
    program("init", "acme.yaml", "--template", "--lang", request.param, cwd=folder)
    with language_server(folder) as server:
        yield Editor(server, folder, request.param)


def test_the_new_profile_is_without_faults(editor: Editor) -> None:
    assert editor.said(editor.file.read_text(encoding="utf-8")) == []


def test_so_it_is_with_every_mark_taken_away(editor: Editor) -> None:
    text = editor.file.read_text(encoding="utf-8")
    whole = "\n".join(re.sub(r"^(\s*)# ", r"\1", line) for line in text.split("\n")[1:])
    assert whole.count("\n#") < text.count("\n#") / 2
    assert editor.said(f"{editor.head}{whole}") == []


def test_the_schema_is_found_and_used(editor: Editor) -> None:
    said = editor.said(editor.stated("terminology: {glossery: none}\n"))
    assert len(said) == 1
    assert "glossery" in said[0]


def test_words_are_offered_with_their_meaning(editor: Editor) -> None:
    glossary = editor.offered("terminology:\n  glossary: |\n")
    assert {"none", "exists"} <= set(glossary)
    meant = {"de": "Gibt es nicht.", "en": "There is none."}[editor.language]
    assert glossary["none"]["documentation"] == meant
    assert glossary["none"]["textEdit"]["newText"] == "none"
    assert {"none", "exists", "one"} <= set(editor.offered("roles:\n  joint_tasks: |\n"))
    assert {"none", "exists"} <= set(editor.offered("process:\n  agreement: {exceptions: |}\n"))


def test_keys_are_offered(editor: Editor) -> None:
    assert {"terms", "glossary", "basis"} <= set(editor.offered("terminology:\n  |\n"))
    assert {"departments", "roles", "process", "measures"} <= set(editor.offered("|"))


def test_a_wrong_word_is_told_in_the_language_of_the_profile(editor: Editor) -> None:
    said = editor.said(editor.stated("terminology: {glossary: partial}\n"))
    assert len(said) == 1
    assert {"de": "kann hier stehen: none, exists", "en": "there may be: none, exists"}[editor.language] in said[0]


def test_lists_of_words_are_offered(editor: Editor) -> None:
    assert {"marketing", "sales", "lead_unit"} <= set(editor.offered("process:\n  agreement:\n    signed_by: [|]\n"))
    assert {"told", "shown", "heard"} <= set(editor.offered("process:\n  basis: |\n"))
    assert {"mostly", "meistens"} & set(editor.offered("process:\n  agreement:\n    kept: |\n"))


def model_title(language: str) -> str:
    from lmmm_report.making.loading import model_at

    return next(measure.title[language] for measure in model_at(None).measures if measure.id == "M-RULES")


def test_ids_of_the_model_are_offered_by_what_they_mean(editor: Editor) -> None:
    measures = editor.offered("measures:\n  - measure: |\n")
    assert len(measures) > 60
    assert measures["M-RULES"]["documentation"] == model_title(editor.language)
    assert "X2-PRO-1" in editor.offered("declarations:\n  - criterion: |\n")


def test_a_measure_that_the_model_does_not_have_is_a_fault(editor: Editor) -> None:
    entry = "measures:\n  - {{measure: {}, state: planned, date: 2026-10-01}}\n"
    said = editor.said(editor.stated(entry.format("M-RULEZ")))
    assert len(said) == 1
    assert {"de": "keine solche Kennung", "en": "no such id"}[editor.language] in said[0]
    assert editor.said(editor.stated(entry.format("M-RULES"))) == []


def test_hover_speaks_the_language_of_the_profile(editor: Editor) -> None:
    key = editor.shown("terminology:\n  gloss|ary: none\n")
    title, word = {"de": ("#### Glossar\n", "Begriffe"), "en": ("#### Glossary\n", "terms")}[editor.language]
    assert key.startswith(title)
    assert word in key
    assert {"de": "Grundlage", "en": "Basis"}[editor.language] in editor.shown("process:\n  ba|sis: told\n")
    form = editor.shown("terminology:\n  terms: {li|sted: [lead], more: true}\n")
    assert {"de": "Genannte Einträge", "en": "Named entries"}[editor.language] in form


@pytest.mark.parametrize(
    "file", [*ACCEPTED, *INTERVIEWS], ids=lambda path: path.parent.name if path.stem == "profile" else path.stem
)
def test_no_fault_is_found_where_there_is_none(editor: Editor, file: Path) -> None:
    assert editor.said_of(file) == []


BLANK = """process:
  agreement:
    signed_by:
    duties: [marketing, {unit: sales, duty: }]
    exceptions:
  lead_process:
terminology:
  terms:
    - id: lead
      definition:
    - mql
"""


def test_blank_values_are_no_faults(editor: Editor) -> None:
    assert problems_of(editor.stated(BLANK)) == ()
    assert editor.said(editor.stated(BLANK)) == []


def problems_of(text: str) -> tuple[Problem, ...]:
    try:
        load_profile_text(text.encode(), "some.yaml", criteria=ids_of("criteria"), measures=ids_of("measures"))
    except UserError as error:
        return error.problems
    return ()


def assert_agreement(editor: Editor, text: str) -> None:
    problems = problems_of(text)
    said = editor.said(text)
    if not problems:
        assert said == []
    if any(p.code not in BEYOND and not (p.code == "duplicate" and "first in" in p.message) for p in problems):
        assert said, [str(problem.message) for problem in problems]


@pytest.mark.parametrize(
    "file", [f for f in REFUSED if f.parent.name not in READ_OTHERWISE], ids=lambda path: path.parent.name
)
def test_what_validate_refuses_is_a_fault_where_a_schema_can_say_so(editor: Editor, file: Path) -> None:
    try:
        data_of(file)
    except UserError:
        return  # not even YAML as we read it
    assert_agreement(editor, editor.head + file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", range(150))
def test_changed_profiles_are_judged_alike(editor: Editor, seed: int) -> None:
    order = random.Random(seed)
    data = mutated(data_of(order.choice(ACCEPTED)), order)
    assert_agreement(editor, editor.head + json.dumps(data, indent=1))


def test_ids_of_the_profile_itself_are_offered(editor: Editor) -> None:
    folder = editor.file.parent / "with ids"
    folder.mkdir()
    profile = folder / "acme.yaml"
    profile.write_text(
        editor.stated(
            "departments: {executives: [ceo, sales_head]}\nsoftware: {systems: [crm_one]}\n"
            "documents: [{id: sla, title: Agreement}]\nprocess: {agreement: exists}\n"
        ).replace("date:", f"language: {editor.language}, date:"),
        encoding="utf-8",
    )
    program("schema", "--beside", "acme.yaml", cwd=folder)
    assert (folder / f"profile.{editor.language}.schema.json").is_file()

    def offered(text: str) -> set[str]:
        return set(editor.server.completions(profile, editor.stated(text)))

    assert {"ceo", "sales_head", "general_management"} <= offered("departments:\n  marketing:\n    reports_to: |\n")
    assert {"crm_one", "none"} <= offered("software:\n  lead_records:\n    system: |\n")
    assert {"sla", "exists"} <= offered("process:\n  rule_set:\n    document: |\n")
    # Somebody new is no fault: the schema was written before.
    new = "departments: {executives: [cfo], marketing: {reports_to: cfo}}\n"
    assert editor.server.diagnostics(profile, editor.stated(new)) == []


def test_one_setting_serves_a_folder(tmp_path: Path) -> None:
    (tmp_path / "configs" / "north").mkdir(parents=True)
    program("init", "configs/acme.yaml", "--template", "--lang", "en", cwd=tmp_path)
    with language_server(tmp_path, schemas={"./configs/profile.en.schema.json": "configs/**/*.yaml"}) as server:
        without_first_line = "format: 2\nterminology:\n  glossary: |\n"
        assert "exists" in server.completions(tmp_path / "configs" / "beta.yaml", without_first_line)
        assert "exists" in server.completions(tmp_path / "configs" / "north" / "gamma.yaml", without_first_line)
        assert "exists" not in server.completions(tmp_path / "elsewhere.yaml", without_first_line)

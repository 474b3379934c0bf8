"""whatif --write: what is written back is what was there, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from lmmm_report.editing import profile_text
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.supposing import Supposed, supposed, write_supposed
from lmmm_report.problems import UserError

HEAD = "format: 1\ncompany: {name: Acme}\nassessment: {date: 2026-10-15, language: en}\n"
FILES = {
    "comments in texts": HEAD + "terminology:\n  terms:\n    - id: lead\n      exclusions:\n"
    "        - >-  # why: agreed on 3 May\n          No name.\n        # keep this line\n        - none named\n",
    "line ends of Windows": "# Acme\r\n" + HEAD.replace("\n", "\r\n"),
    "both line ends": "# Acme\r\n" + HEAD,
    "byte order mark": "\ufeff" + HEAD,
    "marks of a document": "---\n" + HEAD + "...\n# behind\n",
    "no last line end": HEAD + "software: none\nroles:  # none yet",
    "two ways to indent": HEAD + "software:\n  systems:\n  - id: crm\n    kind: crm\n"
    "goals:\n  goals:\n    - id: a\n      name: A\n",
    "tabs and numbers": HEAD.replace("name: Acme", "name: Acme, employees: 0x10").replace("en}", "en}\t# ours  \t"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_line_that_was_there_is_there(name: str, tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    file.write_bytes(FILES[name].encode())
    assert run(["-q", "whatif", str(file), "--apply", "M-RULES", "--apply", "M-CONTACTS", "--write"]) == 0
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (name == "byte order mark")
    lines = iter(data.decode().splitlines(keepends=True))
    for line in FILES[name].splitlines(keepends=True):
        if not line.startswith(("software: none", "roles:")):
            assert any(line == other for other in lines), line
    assert data.decode().count("assumed by M-RULES") == 4
    assert run(["-q", "validate", str(file)]) == 0


def made(file: Path) -> tuple[Supposed, list[object]]:
    reader = reader_at(None)
    return supposed(file, reader, measures=["M-RULES"], whole_plan=False), [reader, wordings_of(reader.model)["en"]]


def test_a_file_that_has_changed_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    file.write_text(HEAD, encoding="utf-8")
    one, rest = made(file)
    file.write_text(HEAD + "# meanwhile\n", encoding="utf-8")
    with pytest.raises(UserError, match="has changed since it was read"):
        write_supposed(one, *rest)  # type: ignore[arg-type]
    assert file.read_text(encoding="utf-8") == HEAD + "# meanwhile\n"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text.replace("accepted_by: [marketing, sales]", "accepted_by: [sales]"),
        lambda text: text.replace("name: Acme", "name: Acne"),
        lambda text: text.replace("# ours\n", ""),
        lambda text: text + "roles: {\n",
    ],
)
def test_what_would_say_something_else_is_not_written(
    wrong: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = profile_text.Editor.result
    monkeypatch.setattr(profile_text.Editor, "result", lambda editor: wrong(right(editor)))  # type: ignore[operator]
    file = tmp_path / "acme.yaml"
    file.write_text(HEAD + "# ours\n", encoding="utf-8")
    one, rest = made(file)
    with pytest.raises(UserError, match="without changing something else"):
        write_supposed(one, *rest)  # type: ignore[arg-type]
    assert file.read_text(encoding="utf-8") == HEAD + "# ours\n"

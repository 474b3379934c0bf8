"""Writes what is generated (pages of docs/, tables) anew, or with --check says what of it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lmmm_report.cli.group import COMMANDS
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.format_reference import profile_reference
from lmmm_report.report.documents.manual import render_manual
from lmmm_report.report.documents.traceability import render_traceability
from lmmm_report.report.words.wording import Wording
from tools.locales import locales_json


def pages() -> dict[str, str]:
    """Every generated file by its place in the checkout."""
    model = load_model()
    made = {"lmmm_report/report/words/locales.json": locales_json()}
    for language, catalogue in load_catalogues().items():
        wording = Wording(catalogue)
        made[f"docs/commands.{language}.md"] = command_reference(language)
        made[f"docs/manual.{language}.md"] = render_manual(model, wording)
        made[f"docs/traceability.{language}.md"] = render_traceability(model, wording)
        made[f"docs/profile.{language}.md"] = profile_reference(language)
    return made


def command_reference(language: str) -> str:
    """The help texts of all commands."""
    from click.testing import CliRunner

    from lmmm_report.cli.group import cli

    runner = CliRunner(env={"LMMM_REPORT_LANG": language})
    titles = {
        "en": ("# Commands\n", "[Auf Deutsch](commands.de.md). This file is generated: make docs.\n"),
        "de": ("# Befehle\n", "[In English](commands.en.md). Diese Datei wird erzeugt: make docs.\n"),
    }
    parts = [*titles[language]]
    for name in ("", *COMMANDS):
        result = runner.invoke(cli, [*([name] if name else []), "--help"], prog_name="lmmm-report", terminal_width=100)
        parts.append(f"## lmmm-report {name}".rstrip() + f"\n\n```\n{result.output.rstrip()}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write or check."""
    stale = []
    for name, text in pages().items():
        path = ROOT / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(("stale: " if "--check" in sys.argv else "written: ") + ", ".join(stale))
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

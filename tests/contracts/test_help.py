"""Help pages and refused calls are in the language of the user, down to the last word."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from unittest import mock

import click
import pytest
import yaml
from click.testing import CliRunner

from lmmm_report.cli.group import COMMANDS, cli
from lmmm_report.cli.main import run
from lmmm_report.messages import FOLDER

TEXTS = {
    texts["en"]: texts["de"] for texts in yaml.safe_load((FOLDER / "help.yaml").read_text(encoding="utf-8")).values()
}
PAGES = ("", *COMMANDS)
NAMED = re.compile(r"--?[\w-]+|\b[\w./-]*[./]\w[\w./-]*\b|[\w-]+=\S+|\b[A-Z0-9_]{2,}\b")
"""What is alike in all languages: options, files, ids."""
ENGLISH = re.compile(
    r"\b(?:the|and|of|with|from|which|that|this|default|usage|options?|commands?|without|every|whether|show|is|are|to)\b",
    re.IGNORECASE,
)
ALIKE = {"Option"}
"""English words that are German as well."""


def page(name: str, *more: str, language: str) -> str:
    arguments = [*([name] if name else []), "--help", *more]
    result = CliRunner(env={"LMMM_REPORT_LANG": language}).invoke(
        cli, arguments, prog_name="lmmm-report", terminal_width=100
    )
    assert result.exit_code == 0
    return str(result.output)


def plain(text: str) -> str:
    return " ".join(text.replace("\b", "").split())


def told(command: click.Command) -> Iterator[str]:
    """Each paragraph of a help page, without examples."""
    for text in (command.help or "", command.epilog or ""):
        yield from (plain(part) for part in text.split("\n\n") if "Examples:" not in part)
    for option in command.get_params(click.Context(command)):
        if isinstance(option, click.Option) and option.help:
            help_text, _, default = option.help.partition("  [default: ")
            yield help_text
            if default:
                yield default.removesuffix("]")


def all_told() -> set[str]:
    context = click.Context(cli)
    commands = [cli, *(cli.get_command(context, name) for name in COMMANDS)]
    return {text for one in commands if one is not None for text in told(one)} | set(COMMANDS.values())


def test_each_paragraph_has_its_german_and_none_is_left_over() -> None:
    assert len(TEXTS) > 140
    assert all_told() == set(TEXTS)


@pytest.mark.parametrize("name", PAGES)
def test_no_english_is_left_on_a_german_page(name: str) -> None:
    german = page(name, language="de")
    words = NAMED.sub("", german.partition("Beispiele:")[0] + german.partition("Beispiele:")[2].partition("\n\n")[2])
    assert [found for found in ENGLISH.findall(words) if found not in ALIKE] == []
    assert german.startswith("Aufruf: lmmm-report")
    assert "Diese Hilfe zeigen" in german
    assert ENGLISH.search(NAMED.sub("", page(name, language="en")))


def test_lang_is_heard_wherever_it_stands() -> None:
    for arguments in (["--help", "--lang", "de"], ["--lang=de", "--help"]):
        result = CliRunner(env={"LMMM_REPORT_LANG": "en"}).invoke(cli, ["build", *arguments], prog_name="lmmm-report")
        assert result.output.startswith("Aufruf:")
    for arguments in (["--lang", "de", "--fromat", "x"], ["--fromat", "x", "--lang", "de,en"]):
        assert "Aufruf:" in refused(["build", "x.yaml", *arguments], "en")
    assert "Usage:" in refused(["explain", "--nothing", "--", "--lang", "de"], "en")


def refused(arguments: list[str], language: str) -> str:
    told = io.StringIO()
    with mock.patch.dict(os.environ, {"LMMM_REPORT_LANG": language}), contextlib.redirect_stderr(told):
        assert run(arguments) == 2
    return told.getvalue()


@pytest.mark.parametrize(
    ("arguments", "english", "german"),
    [
        (["bild"], "There is no command 'bild'. Did you mean build?", "Einen Befehl „bild“ gibt es nicht. War build"),
        (["-q"], "Which command?", "Welcher Befehl?"),
        (["--foo"], "There is no option --foo here.", "Eine Option --foo gibt es hier nicht."),
        (["build"], "FILES is missing.", "DATEIEN fehlt."),
        (["verify", "a"], "PROFILE is missing.", "PROFIL fehlt."),
        (["build", "a", "--fromat", "x"], "Did you mean --format?", "War --format gemeint?"),
        (["build", "a", "-o"], "Something is missing after -o.", "Hinter -o fehlt etwas."),
        (["build", "a", "--history=yes"], "--history takes no value.", "Hinter --history gehört kein Wert."),
        (["plan", "a", "b", "c"], "Too much was given: b c", "Zu viel angegeben: b c"),
        (["plan", "a", "--format", "xls"], "Did you mean xlsx? Possible are: text,", "War xlsx gemeint? Möglich sind: text,"),
        (["plan", "a", "--names", "nobody"], "'nobody'. Possible are: all, roles.", "„nobody“ nicht. Möglich sind: all,"),
        (["schema", "profil"], "WHAT does not know 'profil'.", "WAS kennt „profil“ nicht."),
        (["build", "a", "--jobs", "x"], "--jobs: 'x' is no whole number.", "--jobs: „x“ ist keine ganze Zahl."),
        (["build", "a", "--jobs", "0"], "only 1 to 64.", "nur 1 bis 64."),
        (["plan", "a", "--start", "morgen"], "for example 2026-11-02.", "zum Beispiel 2026-11-02."),
        (["gate", "nothing-here"], "nothing-here does not exist.", "nothing-here gibt es nicht."),
        (["build", "a", "--templates", __file__], "is no folder.", "ist kein Ordner."),
        (["diff", "a", "b", "-o", "/"], "is a folder, a file is needed.", "ist ein Ordner, gebraucht wird eine Datei."),
    ],
)  # fmt: skip
def test_a_refused_call_says_what_is_wrong(arguments: list[str], english: str, german: str) -> None:
    for language, expected, first in (("en", english, "Usage: "), ("de", german, "Aufruf: ")):
        said = refused(arguments, language)
        assert expected in said
        assert said.startswith(first)

"""The commands as one program. A command is imported when it is called, so that none pays for another."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

import click

from lmmm_report import __version__
from lmmm_report.cli.console import Console, WrongUsage, speak
from lmmm_report.cli.given import Place
from lmmm_report.cli.help import SpokenContext
from lmmm_report.messages import say

COMMANDS = {
    "init": "a new profile: an interview in the terminal or as a page, from notes, or a template",
    "ask": "go on with the interview where a profile has no answer yet",
    "validate": "check profiles: every problem with place and cure, and what would settle the result",
    "migrate": "profiles of an older format in the newest one; comments and layout stay",
    "assess": "the result in the terminal, or as JSON",
    "questions": "a guide for interviews: whom to ask what, why it matters, where the answer goes",
    "plan": "the cheapest way to the target: measures, effort, dates; as text, table, calendar, for trackers",
    "whatif": "the assessment as if measures were carried out; --write notes them in the profile",
    "measures": "all measures of the model, or one of them",
    "build": "reports as HTML, PDF and JSON; an index page for several profiles",
    "serve": "reports in the browser while profiles are written: made anew and reloaded at each change",
    "diff": "what differs between two files, reports or revisions: position, conditions, statements, plan",
    "history": "the way through the matrix: each revision of a profile, what was won and lost, the story in short",
    "gate": "exit 1 where a result falls below a stage or a base revision; for pipelines",
    "verify": "whether a report and a profile still belong together",
    "explain": "what a criterion, measure, contradiction, derivation, term, role or field means; --search",
    "model": "the maturity model as a manual; --check proves its soundness",
    "schema": "the JSON Schema of profiles or of results",
}
"""Commands in the order of the help page, with what each does; the module has the command's name."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, so that none pays for another."""

    context_class = SpokenContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click does, in the language of ``--lang`` wherever it stands: also where the rest is not understood."""
        speak(asked=_language_in(args), profile="")
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"lmmm_report.cli.{cmd_name}")
        command: click.Command = module.command
        if not any(param.name == "quiet" for param in command.params):
            command.params += _anywhere()
            command.context_class = SpokenContext
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, with the nearest name for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            unknown = say("cli.no_command", name=args[0])
            raise WrongUsage(say("cli.no_command_meant", unknown=unknown, near=near[0]) if near else unknown, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _language_in(args: Sequence[str]) -> str:
    """The first language of the last ``--lang``, empty without one.

    What a command says is in it, and not only what it makes.
    """
    found = ""
    for option, after in zip(args, [*args[1:], ""], strict=True):
        if option == "--":
            break
        if option == "--lang" or option.startswith("--lang="):
            found = (after if option == "--lang" else option.removeprefix("--lang=")).partition(",")[0].strip()
    return found


def _anywhere() -> list[click.Parameter]:
    """``-q`` and ``-v`` behind the command, where they mean what they mean before it."""

    def quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.obj = ctx.obj._replace(quiet=True)

    def verbose(ctx: click.Context, _: click.Parameter, value: int) -> None:
        if value:
            ctx.obj = ctx.obj._replace(verbose=ctx.obj.verbose + value)

    return [
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=quiet, help=QUIET, hidden=True),
        click.Option(["-v", "--verbose"], count=True, expose_value=False, callback=verbose, help=VERBOSE, hidden=True),
    ]


QUIET, VERBOSE = "Print problems only.", "Say what is being done."

EPILOG = """\b
Examples:
  lmmm-report init acme.yaml --template
  lmmm-report validate acme.yaml
  lmmm-report assess acme.yaml
  lmmm-report plan acme.yaml
  lmmm-report build acme.yaml -o output/
  lmmm-report explain X2-PRO-1 --lang de

\b
Exit codes: 0 done, 1 something you can mend, 2 wrong usage, 70 a fault of the program,
130 and 143 stopped. Messages are in German or English: as --lang of a command or
LMMM_REPORT_LANG=de or en asks for, else as the profile, else as the system is set.
-q and -v may stand before the command or behind it."""


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-q", "--quiet", is_flag=True, help=QUIET)
@click.option("-v", "--verbose", count=True, help=VERBOSE)
@click.option(
    "--model",
    type=Place(),
    envvar="LMMM_REPORT_MODEL",
    metavar="PATH",
    help="A model of your own: a folder, or a file that adds criteria and measures to the built-in one.",
)
@click.version_option(__version__, prog_name="lmmm-report")
@click.pass_context
def cli(ctx: click.Context, quiet: bool, verbose: int, model: Path | None) -> None:
    """A company's lead management as a maturity report.

    A profile (YAML, kept in git) describes how marketing and sales handle leads. Nobody grades himself: rules derive
    the position in the Lead Management Maturity Model, the gap to the target and the way there.
    """
    ctx.obj = Console(quiet=quiet, verbose=verbose, model=model)

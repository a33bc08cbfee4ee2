"""Turns command lines into runs: options, printing, exit codes; nothing else."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from dxreport.errors import EXIT_CANNOT_RUN
from dxreport.report.wording import console as phrases

# A table of names, so that ``dxreport status`` does not load the renderers.
_COMMANDS = {
    "quarterly": "dxreport.cli.quarterly",
    "check": "dxreport.cli.check",
    "status": "dxreport.cli.status",
    "explain": "dxreport.cli.explain",
    "forms": "dxreport.cli.forms",
    "diff": "dxreport.cli.diff",
    "samples": "dxreport.cli.samples",
    "doctor": "dxreport.cli.doctor",
}


class LazyGroup(click.Group):
    """Loads a command's module when the command is used, and says in Japanese what is wrong with a command line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  the same
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def main(self, *args: object, **kwargs: object) -> NoReturn:
        kwargs["standalone_mode"] = False
        try:
            result = super().main(*args, **kwargs)  # type: ignore[call-overload]  # passed on as they came
        except click.ClickException as error:
            click.echo(_said(error), err=True)
            sys.exit(EXIT_CANNOT_RUN)
        except click.Abort:
            click.echo(phrases.ABORTED, err=True)
            sys.exit(EXIT_CANNOT_RUN)
        sys.exit(result if isinstance(result, int) else 0)


def _said(error: click.ClickException) -> str:
    """click's complaint in Japanese, with the way to the help."""
    match error:
        case click.NoSuchOption():
            said = phrases.NO_SUCH_OPTION.format(name=error.option_name)
        case click.MissingParameter():
            said = phrases.MISSING_PARAMETER.format(name=_name(error.param))
        case click.BadParameter():
            said = phrases.BAD_PARAMETER.format(name=_name(error.param), detail=error.message)
        case click.UsageError() if error.ctx is not None and error.ctx.command.name == "main":
            said = phrases.NO_SUCH_COMMAND.format(known="、".join(_COMMANDS))
        case _:
            said = error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{said}\n{phrases.SEE_HELP.format(command=context.command_path if context else 'dxreport')}"


def _name(parameter: click.Parameter | None) -> str:
    return parameter.opts[0] if parameter is not None and parameter.opts else ""


@click.group(
    name="main", cls=LazyGroup, help=phrases.HELP["main"], context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="dxreport")
def main() -> None:
    """The ``dxreport`` command."""

"""Turns command lines into runs: options, printing, exit codes; nothing else."""

from __future__ import annotations

from importlib import import_module

import click

from dxreport.report.wording.console import HELP

# A table of names, so that ``dxreport status`` does not load the renderers.
_COMMANDS = {
    "quarterly": "dxreport.cli.quarterly",
    "check": "dxreport.cli.check",
    "status": "dxreport.cli.status",
    "explain": "dxreport.cli.explain",
    "forms": "dxreport.cli.forms",
    "samples": "dxreport.cli.samples",
}


class LazyGroup(click.Group):
    """Loads a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  the same
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=LazyGroup, help=HELP["main"], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dxreport")
def main() -> None:
    """The ``dxreport`` command."""

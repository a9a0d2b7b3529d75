"""The command and what all its verbs share: errors, exit codes."""

from __future__ import annotations

import sys
from importlib import import_module, metadata
from typing import Any

import click

from totkit.errors import ContentError, ToolError, UsageError, plural

EXIT_CONTENT, EXIT_USAGE, EXIT_TOOL = 1, 2, 3
SLOW_GRAMMAR = "rfc3987_syntax"
"""What ``jsonschema`` imports if it is there: it builds a grammar of addresses that no notebook needs.

:source: measured: ``import nbformat`` takes 1.7 s with it and 0.2 s without
"""
COMMANDS = {
    "assemble": ("totkit.cli.build", "Write the Jupyter Book source trees of editions."),
    "build": ("totkit.cli.build", "Build the sites of editions, those that changed."),
    "catalogue": ("totkit.cli.catalogue", "Templates and translations, for translators."),
    "check": ("totkit.cli.check", "Check everything authored."),
    "grade": ("totkit.cli.grade", "Release, collect, grade and report assignments."),
    "new": ("totkit.cli.new", "Make the files of a new country or language."),
    "seen": ("totkit.cli.seen", "Record that you compared a country's piece with the course."),
    "serve": ("totkit.cli.serve", "Build, serve on this machine, rebuild on change."),
}


class _Lazy(click.Group):
    """A group that imports a verb only when it is used, so that help is there at once."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("totkit"), prog_name="totkit")
@click.option("-C", "--course", default=None, metavar="DIR", help="Folder of the course, or one inside it.")
@click.pass_context
def totkit(ctx: click.Context, course: str | None) -> None:
    """Author, localise, publish, deliver and grade a course on digital government.

    Example: totkit build -e lk
    """
    ctx.obj = course


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 1 content, 2 usage, 3 a tool failed."""
    sys.modules.setdefault(SLOW_GRAMMAR, None)  # type: ignore[arg-type]
    try:
        code: Any = totkit.main(args=arguments, standalone_mode=False)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(plural(len(error.problems), "problem"), err=True)
        sys.exit(EXIT_CONTENT)
    except UsageError as error:
        click.echo(f"totkit: {error}", err=True)
        sys.exit(EXIT_USAGE)
    except ToolError as error:
        click.echo(f"totkit: {error}", err=True)
        if error.log:
            click.echo(error.log, err=True)
        sys.exit(EXIT_TOOL)
    except BrokenPipeError:
        sys.exit(EXIT_USAGE)
    except OSError as error:
        click.echo(f"totkit: {error.filename or 'a file'}: {error.strerror or error}", err=True)
        sys.exit(EXIT_USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)

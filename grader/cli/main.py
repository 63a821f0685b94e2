"""`grader`: what is there beside grading."""

import sys
from collections.abc import Sequence

import click

from grader.cli.assignments import command as assignments
from grader.cli.check_rubric import command as check_rubric
from grader.cli.data import command as data
from grader.cli.diff import command as diff
from grader.cli.doctor import command as doctor
from grader.cli.export import command as export
from grader.cli.gradebook import command as gradebook
from grader.cli.hook import command as hook
from grader.cli.init import command as init
from grader.cli.languages import spoken_language
from grader.cli.package import command as package
from grader.cli.reference import command as reference
from grader.cli.replay import command as replay
from grader.cli.schema import command as schema
from grader.cli.signals import stop_as_interrupted
from grader.errors import GradingError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Look at assignments, data and this machine. To grade, use the command `grade`."""


command.add_command(assignments)
command.add_command(check_rubric)
command.add_command(data)
command.add_command(diff)
command.add_command(doctor)
command.add_command(export)
command.add_command(gradebook)
command.add_command(hook)
command.add_command(init)
command.add_command(package)
command.add_command(reference)
command.add_command(replay)
command.add_command(schema)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the command; ends the process with the exit code."""
    stop_as_interrupted()
    try:
        sys.exit(command.main(arguments, prog_name="grader", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GradingError as error:
        click.echo(error.explain(spoken_language()), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)

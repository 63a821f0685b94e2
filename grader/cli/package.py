"""`grader package`: an autograder for a platform, as one archive."""

from pathlib import Path

import click

from grader.cli.durations import Duration
from grader.cli.isolation import isolation_option
from grader.cli.languages import language_option
from grader.i18n import Lang, render, text

__all__ = ["command"]


@click.group("package")
def command() -> None:
    """Build the archive that a platform unpacks into an autograder.

    Exit codes: 0 written, 2 usage, 3 a dataset is missing.
    """


@command.command("gradescope")
@click.argument("assignment")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("autograder.zip"),
    show_default=True,
    help="File to write.",
)
@click.option(
    "--deadline", type=Duration(), default="40m", show_default=True, help="The time limit you set on Gradescope."
)
@isolation_option
@language_option
def gradescope(assignment: str, out: Path, deadline: float, isolation: str, lang: Lang) -> None:
    """The autograder zip for ASSIGNMENT: upload it under Configure Autograder."""
    from grader.assignment import find_assignment
    from grader.criteria import kinds
    from grader.lms.autograder import Autograder, write_gradescope

    rubric = find_assignment(assignment, kinds())
    out.parent.mkdir(parents=True, exist_ok=True)
    size = write_gradescope(Autograder(rubric, lang, f"{deadline:.0f}s", isolation), out)
    click.echo(render(text("{path}: {size:.0f} MB.", path=str(out), size=size / 1e6), lang))

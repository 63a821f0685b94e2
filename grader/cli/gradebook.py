"""`grader gradebook`: what was graded, and what people decided by hand."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from grader.gradebook import Gradebook

__all__ = ["command", "database_option", "opened"]

database_option = click.option(
    "--db",
    "url",
    envvar="GRADER_GRADEBOOK",
    show_envvar=True,
    default="sqlite:///gradebook.db",
    show_default=True,
    help="The gradebook, as an SQLAlchemy URL.",
)


@click.group("gradebook")
def command() -> None:
    """Keep results, and scores set by hand with their reasons.

    Exit codes: 0 done, 2 usage.
    """


@command.command("record")
@click.argument("grades", type=click.Path(path_type=Path, exists=True))
@database_option
@language_option
def record(grades: Path, url: str, lang: Lang) -> None:
    """Keep all results below the folder GRADES; what is there already is not kept twice."""
    from grader.lms.mark import read_marks

    marks = read_marks(grades)
    new = opened(url).record([(mark.student, mark.result) for mark in marks])
    click.echo(render(text("{new} new of {n} results recorded.", new=new, n=len(marks)), lang))


@command.command("show")
@click.option("-a", "--assignment", help="Only of this assignment.")
@database_option
@language_option
def show(assignment: str | None, url: str, lang: Lang) -> None:
    """What counts now for each student and assignment."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in (text("assignment"), text("student"), text("points"), text("state")):
        table.add_column(render(title, lang), justify="right" if title.msgid == "points" else "left")
    for one in opened(url).standings(assignment):
        points = "–" if one.score is None else f"{one.score:g}"
        if one.override is not None:
            state = render(
                text("by hand, {author}: {reason}", author=one.override.author, reason=one.override.reason), lang
            )
        elif one.run is None or one.run.score is None:
            state = render(text("no grade: the grader failed"), lang)
        elif one.run.needs_review:
            state = render(text("a person has to look at it first"), lang)
        else:
            state = render(text("accepted") if one.run.accepted else text("not accepted"), lang)
        table.add_row(one.assignment, one.student, points, state)
    console().print(table)


@command.command("override")
@click.argument("student")
@click.argument("assignment")
@click.argument("score", type=click.FloatRange(0), required=False)
@click.option("--reason", required=True, help="Why; it is kept, and shown.")
@click.option("--author", default=getpass.getuser, help="Who decides.  [default: the user]")
@click.option("--withdraw", is_flag=True, help="Take an earlier override back, instead of a SCORE.")
@database_option
@language_option
def override(
    student: str, assignment: str, score: float | None, reason: str, author: str, withdraw: bool, url: str, lang: Lang
) -> None:
    """Set STUDENT's score for ASSIGNMENT by hand. Nothing is overwritten: the history keeps all."""
    if withdraw == (score is not None):
        raise click.UsageError("give either a SCORE or --withdraw")
    opened(url).override(student, assignment, score, reason=reason, author=author)
    said = (
        text(
            "{student}: {points} points for {assignment}.", student=student, points=f"{score:g}", assignment=assignment
        )
        if score is not None
        else text("{student}: the graded score for {assignment} counts again.", student=student, assignment=assignment)
    )
    click.echo(render(said, lang))


@command.command("history")
@click.argument("student")
@click.option("-a", "--assignment", help="Only of this assignment.")
@database_option
@language_option
def history(student: str, assignment: str | None, url: str, lang: Lang) -> None:
    """All that was recorded of STUDENT, oldest first."""
    from rich.table import Table

    from grader.gradebook import Run

    table = Table(box=None, pad_edge=False, show_header=False)
    for row in opened(url).history(student, assignment):
        points = "–" if row.score is None else f"{row.score:g}"
        if isinstance(row, Run):
            what = (
                render(text("graded"), lang)
                if row.score is not None
                else render(text("no grade: the grader failed"), lang)
            )
        else:
            what = render(text("by hand, {author}: {reason}", author=row.author, reason=row.reason), lang)
        table.add_row(f"{row.recorded.astimezone():%Y-%m-%d %H:%M}", row.assignment, points, what)
    console().print(table)


def opened(url: str) -> "Gradebook":
    """The gradebook at `url`."""
    from grader.gradebook import Gradebook

    return Gradebook.open(url)

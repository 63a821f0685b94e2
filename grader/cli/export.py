"""`grader export`: grades in the formats that platforms import."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.gradebook import opened
from grader.cli.languages import language_option
from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from grader.lms.filled import Filled
    from grader.lms.mark import Mark

__all__ = ["command"]

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("export")
def command() -> None:
    """Write grades in the form a platform imports. A fault of the grader is never exported as a score.

    Exit codes: 0 written, 1 written, but some marks found no row, 2 usage.
    """


def _common(command: Command) -> Command:
    command = click.option(
        "-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write."
    )(command)
    command = click.option("--gradebook", metavar="URL", help="Scores set by hand in this gradebook count instead.")(
        command
    )
    command = click.argument("grades", type=click.Path(path_type=Path, exists=True))(command)
    return language_option(command)


@command.command("moodle")
@_common
@click.option(
    "--worksheet",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="The grading worksheet, as Moodle gives it.",
)
@click.option(
    "--feedback", type=click.Path(path_type=Path, dir_okay=False), help="Also write this zip of feedback files."
)
def moodle(grades: Path, out: Path, gradebook: str | None, worksheet: Path, feedback: Path | None, lang: Lang) -> int:
    """Fill in Moodle's grading worksheet with the results below GRADES."""
    from grader.lms.moodle import fill_worksheet, write_feedback
    from grader.lms.table import read_table

    marks = _marks(grades, gradebook)
    filled = fill_worksheet(read_table(worksheet), marks, lang)
    _write(out, filled.table.to_csv())
    if feedback is not None:
        for mark in write_feedback(marks, feedback):
            _warn(
                text(
                    "{student}: no feedback file, as the submission carries no participant number.",
                    student=mark.student,
                ),
                lang,
            )
    return _tell(filled, lang)


@command.command("canvas")
@_common
@click.option(
    "--csv",
    "exported",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="The gradebook, as Canvas exports it.",
)
@click.option("--column", required=True, help="Title of the assignment in Canvas.")
def canvas(grades: Path, out: Path, gradebook: str | None, exported: Path, column: str, lang: Lang) -> int:
    """Fill in one column of Canvas' exported gradebook with the results below GRADES."""
    from grader.lms.canvas import fill_gradebook
    from grader.lms.table import read_table

    filled = fill_gradebook(read_table(exported), _marks(grades, gradebook), column)
    _write(out, filled.table.to_csv())
    return _tell(filled, lang)


@command.command("nbgrader")
@_common
def nbgrader(grades: Path, out: Path, gradebook: str | None, lang: Lang) -> int:
    """Write the table of `nbgrader export`."""
    from grader.lms.nbgrader import nbgrader_table

    _write(out, nbgrader_table(_marks(grades, gradebook)).to_csv())
    return 0


@command.command("junit")
@_common
def junit(grades: Path, out: Path, gradebook: str | None, lang: Lang) -> int:
    """Write JUnit XML, for GitLab, Jenkins or CodeGrade."""
    from grader.lms.junit import junit_xml

    _write(out, junit_xml(_marks(grades, gradebook)))
    return 0


def _marks(grades: Path, gradebook: str | None) -> "Sequence[Mark]":
    from grader.lms.mark import read_marks

    return read_marks(grades, opened(gradebook).overrides() if gradebook else None)


def _write(out: Path, content: str) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(content, encoding="utf-8", newline="")


def _tell(filled: "Filled", lang: Lang) -> int:
    click.echo(render(text("{n} scores written.", n=len(filled.written)), lang), err=True)
    for mark in filled.without_score:
        _warn(text("{student}: no score, the grader failed; the row is as it was.", student=mark.student), lang)
    for mark in filled.unknown:
        _warn(text("{student}: the table has no row for them.", student=mark.student), lang)
    for mark in filled.written:
        if mark.reason is None and any(task.needs_review for task in mark.result.tasks):
            _warn(text("{student}: a person should look at this grade first.", student=mark.student), lang)
    return 1 if filled.unknown else 0


def _warn(message: Text, lang: Lang) -> None:
    click.echo(f"! {render(message, lang)}", err=True)

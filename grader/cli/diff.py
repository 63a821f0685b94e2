"""`grader diff`: who moved between two gradings, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from rich.table import Table

    from grader.comparison import Change, Move
    from grader.outcome import Outcome
    from grader.result import Result

__all__ = ["command"]

_NOTHING = "–"


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, file_okay=False))
@language_option
def command(old: Path, new: Path, lang: Lang) -> int:
    """Show whose grade is another one in the folder NEW than in the folder OLD, and by which criteria.

    Exit codes: 0 nobody moved, 1 somebody did, 2 usage.
    """
    from grader.comparison import compare

    before, after = _results(old), _results(new)
    moves = compare(before, after)
    if moves:
        console().print(_table(moves, lang))
    figures = text(
        "{moved} of {all} moved. Accepted: {old} before, {new} now.",
        moved=len(moves),
        all=len({*before, *after}),
        old=sum(result.accepted for result in before.values()),
        new=sum(result.accepted for result in after.values()),
    )
    console().print(render(figures, lang))
    return 1 if moves else 0


def _results(folder: Path) -> "dict[tuple[str, str], Result]":
    """By student and assignment; by folder where two share a name."""
    from collections import Counter

    from grader.lms.mark import read_marks

    marks = read_marks(folder)
    times = Counter((mark.student, mark.result.assignment) for mark in marks)
    return {
        (
            mark.student if times[mark.student, mark.result.assignment] == 1 else mark.folder.name,
            mark.result.assignment,
        ): mark.result
        for mark in marks
    }


def _table(moves: "list[Move]", lang: Lang) -> "Table":
    from rich.table import Table
    from rich.text import Text as Line

    from grader.report.plain import plain_line

    several = len({move.assignment for move in moves}) > 1
    titles = [text("Student"), text("Before"), text("Now"), text("By"), text("Why")]
    table = Table(*(render(title, lang) for title in titles), box=None, header_style="bold", padding=(0, 1))
    for column in table.columns[1:4]:
        column.justify = "right"
    for move in moves:
        name = f"{move.student} ({move.assignment})" if several else move.student
        by = "" if move.by is None else f"{move.by:+g}"
        style = "red" if (move.by or 0) < 0 else "green" if (move.by or 0) > 0 else ""
        why = "\n".join(_change(change, lang) for change in move.changes) or plain_line(_message(move))
        table.add_row(Line(plain_line(name)), _standing(move.old), _standing(move.new), Line(by, style), Line(why))
    return table


def _standing(result: "Result | None") -> str:
    if result is None:
        return _NOTHING
    return f"{'✓' if result.accepted else '✗'} {_NOTHING if result.score is None else f'{result.score:g}'}"


def _change(change: "Change", lang: Lang) -> str:
    def came_out(side: "tuple[Outcome, float, float] | None") -> str:
        from grader.report.verdict import OUTCOMES

        return _NOTHING if side is None else f"{render(OUTCOMES[side[0]], lang)} {side[1]:g}/{side[2]:g}"

    return f"{change.task}.{change.criterion}: {came_out(change.old)} → {came_out(change.new)}"


def _message(move: "Move") -> str:
    """Where no criterion tells: what is said of the side that has none."""
    return next((side.message for side in (move.new, move.old) if side and side.message), "")

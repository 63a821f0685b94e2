"""The kill matrix in a terminal: one table per task, one column per criterion."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from grader.errors import GradingError
from grader.i18n import Lang, Text, render, text
from grader.mutants.matrix import KillMatrix, Mark, VariantOutcome, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["MARKS", "VERDICTS", "key", "summary", "tables"]

MARKS: Final = {Mark.KILLED: "✗", Mark.MISSED: "!", Mark.LOST: "○", Mark.PASSED: "·"}
_STYLES: Final = {Mark.KILLED: "bold green", Mark.MISSED: "bold red", Mark.LOST: "yellow", Mark.PASSED: "dim"}
VERDICTS: Final[dict[Verdict, Text]] = {
    Verdict.KILLED: text("killed"),
    Verdict.SURVIVED: text("SURVIVED"),
    Verdict.ACCEPTED: text("accepted"),
    Verdict.FALSE_ALARM: text("FALSE ALARM"),
}


def tables(matrix: KillMatrix, lang: Lang) -> "list[RenderableType]":
    """One table with its heading per task that a variant is about, at most 100 columns wide for up to 12 criteria."""
    about = {task: [one for one in matrix.variants if task in one.tasks] for task in matrix.criteria}
    return [_table(task, matrix.criteria[task], rows, lang) for task, rows in about.items() if rows]


def key(lang: Lang) -> str:
    """What the marks mean."""
    return render(
        text("✗ lost, as the variant should   ! passed, though it should be lost   ○ lost besides   · passed"), lang
    )


def summary(found: Mapping[str, KillMatrix | GradingError], lang: Lang) -> "RenderableType":
    """One row per assignment: how many variants are as they should be, and which are not; an error's first line."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 1))
    for head in (text("Assignment"), text("refused, of the wrong"), text("accepted, of the honest"), text("faults")):
        table.add_column(render(head, lang), overflow="fold")
    for name, one in found.items():
        if isinstance(one, GradingError):
            table.add_row(name, "-", "-", _bad(render(one.message, lang).splitlines()[0]))
        else:
            faults = ", ".join(fault.id for fault in one.faults)
            table.add_row(name, _share(one, Verdict.KILLED), _share(one, Verdict.ACCEPTED), _bad(faults))
    return table


def _share(matrix: KillMatrix, good: Verdict) -> str:
    alike = [one for one in matrix.variants if one.honest == (good is Verdict.ACCEPTED)]
    return f"{sum(one.verdict is good for one in alike)} / {len(alike)}"


def _bad(words: str) -> "RenderableType":
    from rich.text import Text as Line

    return Line(words, style="bold red")


def _table(task: str, criteria: list[str], rows: list[VariantOutcome], lang: Lang) -> "RenderableType":
    from rich.console import Group
    from rich.table import Table

    numbered = "  ".join(f"{number} {name}" for number, name in enumerate(criteria, start=1))
    table = Table(box=None, padding=(0, 1))
    table.add_column(render(text("Variant"), lang), overflow="fold", max_width=46)
    for number in range(1, len(criteria) + 1):
        table.add_column(str(number), justify="center", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in rows:
        marks = [_marked(one.mark(task, criterion)) for criterion in criteria]
        bad = one.verdict in (Verdict.SURVIVED, Verdict.FALSE_ALARM)
        verdict = render(VERDICTS[one.verdict], lang)
        table.add_row(one.id, *marks, f"[bold red]{verdict}[/]" if bad else verdict)
    return Group(f"[bold]{task}[/]  {numbered}", table, "")


def _marked(mark: Mark | None) -> str:
    return f"[{_STYLES[mark]}]{MARKS[mark]}[/]" if mark is not None else ""

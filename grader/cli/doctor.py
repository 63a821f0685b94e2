"""`grader doctor`: what this machine can do, and how to mend what it cannot."""

from typing import TYPE_CHECKING

import click

from grader.cli.console import console
from grader.cli.languages import language_option
from grader.errors import GradingError
from grader.i18n import Lang, Text, render, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.doctor import Check, Finding, State

__all__ = ["command"]

_SYMBOLS = {"good": "[green]✓[/]", "poor": "[yellow]![/]", "bad": "[red]✗[/]"}


@click.command("doctor")
@click.option("--boxes", is_flag=True, help="Try every promise of every profile of boxes; takes half a minute.")
@language_option
def command(boxes: bool, lang: Lang) -> int:
    """Check what grading needs of this machine: programs, boxes, data, memory.

    Exit codes: 0 it can grade, 1 it cannot.
    """
    return _examine_boxes(lang) if boxes else _check(lang)


def _examine_boxes(lang: Lang) -> int:
    from grader.cli.promises import examined_profiles, notes, table
    from grader.doctor import state_of

    out, examinations = console(), examined_profiles(lang)
    out.print(table(examinations, lang))
    for note in notes(examinations, lang):
        out.print(note)
    state = state_of(examinations)
    out.print(f"\n[bold]{render(_verdict({state}), lang)}[/]")
    return 1 if state == "bad" else 0


def _check(lang: Lang) -> int:
    from rich.console import Console

    from grader.doctor import CHECKS

    out, findings = console(), []
    width = max(len(render(check.title, lang)) for check in CHECKS)
    for check in CHECKS:
        with Console(stderr=True).status(render(text("Checking: {what}…", what=check.title), lang)):
            finding = _finding(check)
        out.print(_line(check.title, finding, width, lang))
        findings.append(finding)
    states = {finding.state for finding in findings}
    out.print(f"\n[bold]{render(_verdict(states), lang)}[/]")
    return 1 if "bad" in states else 0


def _finding(check: "Check") -> "Finding":
    from grader.doctor import Finding

    try:
        return check.run()
    except GradingError as error:
        return Finding("bad", error.message, error.remedy)
    except Exception as error:  # a broken installation breaks in any way, and the other checks may tell why
        return Finding("bad", text("the check itself failed: {error}", error=f"{type(error).__name__}: {error}"))


def _line(title: Text, finding: "Finding", width: int, lang: Lang) -> "RenderableType":
    from rich.markup import escape
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(width=width)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_row(_SYMBOLS[finding.state], render(title, lang), escape(render(finding.found, lang)))
    if finding.mend is not None:
        grid.add_row("", "", f"[bold]→[/] {escape(render(finding.mend, lang))}")
    return grid


def _verdict(states: "set[State]") -> Text:
    if "bad" in states:
        return text("This machine cannot grade before what is marked ✗ is mended.")
    if "poor" in states:
        return text("This machine can grade; what is marked ! makes some notebooks fail, or grading weaker.")
    return text("This machine can grade.")

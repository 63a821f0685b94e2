"""A class in the terminal: a line for each student."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from grader.cli.live import score_text
from grader.i18n import Lang, render, text
from grader.report.plain import plain_line
from grader.report.verdict import verdict
from grader.result import Result

__all__ = ["print_standings"]


def print_standings(results: Mapping[str, Result], lang: Lang, *, console: Console) -> None:
    """Print who was accepted, with how many points, and why not; then how many of them there are.

    Args:
        results: by name, in the order they are to be shown in.
    """
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=32)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for name, result in results.items():
        said = verdict(result)
        why = plain_line(result.message) if result.message else render(said.reason, lang) if said.reason else ""
        table.add_row(said.symbol, Line(name), score_text(result, lang), Line(why))
    console.print(table)
    accepted = sum(result.accepted for result in results.values())
    without = sum(result.score is None for result in results.values())
    figures = text(
        "{n} submissions, {accepted} accepted, {without} without a grade.",
        n=len(results),
        accepted=accepted,
        without=without,
    )
    console.print(render(figures, lang), highlight=False)

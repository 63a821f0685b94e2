"""The error of each width of a sweep."""

from grader.i18n import Lang, render, text
from grader.report.charts.chart import Chart, chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import NORMAL, Axes

__all__ = ["sweep_chart"]


def sweep_chart(figures: TaskFigures, lang: Lang) -> Chart | None:
    """Error against width, of all models of the task; None where there are no two."""
    found = {one.code_size: one.error for family in figures.families for one in family}
    if len(found) < 2:
        return None
    widths = sorted(found)
    errors = [found[width] for width in widths]
    axes = Axes(
        f"{figures.task}-sweep",
        (0, 1.05 * widths[-1]),
        (0, 1.1 * max(errors)),
        xlabel=render(text("Values of the code"), lang),
        ylabel=render(text("Mean squared error"), lang),
    )
    axes.line(widths, errors, NORMAL)
    axes.dots(widths, errors, NORMAL)
    told = [
        text(
            "A code of {narrow} values leaves an error of {high}, one of {wide} values {low}.",
            narrow=widths[0],
            high=number(errors[0]),
            wide=widths[-1],
            low=number(errors[-1]),
        )
    ]
    return chart(text("Error against the width of the code"), told, axes, lang)

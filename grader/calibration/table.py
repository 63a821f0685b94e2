"""A calibration in a terminal: one table per task."""

from typing import TYPE_CHECKING, Final

from grader.calibration.baselines import BASELINES, Baseline
from grader.calibration.model import BaselineResult, Calibration, CriterionCalibration, TaskCalibration
from grader.i18n import Lang, Text, render, text
from grader.outcome import Outcome

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["NAMES", "number", "tables"]

NAMES: Final[dict[Baseline, Text]] = {
    "mean_image": text("mean image"),
    "pca": text("PCA"),
    "untrained": text("untrained"),
    "identity": text("identity"),
}


def tables(calibration: Calibration, lang: Lang) -> "list[Table]":
    """One table per task, at most 100 columns wide."""
    return [_table(task, lang) for task in calibration.tasks]


def number(value: float | None, digits: int = 3) -> str:
    """So many significant digits."""
    return "–" if value is None else f"{value:.{digits}g}"


def _table(task: TaskCalibration, lang: Lang) -> "Table":
    from rich.table import Table

    about = [f"{task.id}: {task.dataset or '–'}"]
    if task.code_size is not None:
        about.append(render(text("code of {size}", size=task.code_size), lang))
    if task.normal_class is not None:
        about.append(render(text("class {label}", label=task.normal_class), lang))
    table = Table(title=", ".join(about), title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0))
    table.add_column(render(text("Criterion"), lang), no_wrap=True)
    table.add_column(render(text("Bound"), lang), no_wrap=True)
    for head in (text("Pass"), text("Mean"), text("Spread"), text("Worst")):
        table.add_column(render(head, lang), justify="right", no_wrap=True)
    for name in BASELINES:
        table.add_column(render(NAMES[name], lang), justify="right", max_width=9)
    for criterion in task.criteria:
        table.add_row(criterion.id, criterion.target, *_reached(criterion), *_beside(criterion))
    return table


def _reached(criterion: CriterionCalibration) -> list[str]:
    passed, runs = criterion.outcomes.count(Outcome.PASS), len(criterion.outcomes)
    share = f"[{'green' if passed == runs else 'red'}]{passed}/{runs}[/]"
    summary = criterion.summary
    if summary is None:
        return [share, "", "", ""]
    return [share, number(summary.mean), number(summary.sd, 2), number(summary.worst)]


def _beside(criterion: CriterionCalibration) -> list[str]:
    return [_mark(criterion.baselines.get(name), name in criterion.catches) for name in BASELINES]


def _mark(found: BaselineResult | None, caught: bool) -> str:
    """Its value, ✓ where it passes and ✗ where it does not; bold where that decides, red where it should be caught."""
    if found is None:
        return ""
    passes = found.outcome is Outcome.PASS
    marked = f"{number(found.value)} {'✓' if passes else '✗'}"
    if not caught:
        return marked
    return f"[bold {'red' if passes else 'green'}]{marked}[/]"

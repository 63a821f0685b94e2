"""References and baselines against the bounds, drawn: one row per criterion."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from grader.calibration.baselines import Baseline
from grader.calibration.model import Calibration, CriterionCalibration
from grader.calibration.table import NAMES, number
from grader.i18n import Lang, render, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_calibration"]

#: Okabe and Ito's colours, which stay apart for colour-blind readers; shapes and labels tell them apart as well.
_REFERENCE: Final = "#0072B2"
_BASELINE: Final = "#D55E00"
_PASSES: Final = "#E3F0F8"
_INK: Final = "#222222"
_SHAPES: Final[dict[Baseline, str]] = {"mean_image": "s", "pca": "^", "untrained": "X", "identity": "D"}
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "grader",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "xtick.color": _INK,
    "text.parse_math": False,
}
_WIDTH, _ROW = 9.0, 0.8  # inches
_MARGIN: Final = 0.08  # of the range that is drawn
_LABEL: Final = 0.13  # of the range: what a label takes
#: Heights within a row: of the runs, of the baselines, and of their labels from the lowest up.
_RUNS, _MARKS, _LABELS = 0.0, 0.3, (0.46, 0.72, 0.98)


def draw_calibration(calibration: Calibration, lang: Lang) -> str:
    """The figure as an SVG file; criteria without a bound or without any number are left out.

    Each row has its own scale. Its shaded side passes, dots are the reference's runs, other marks the baselines.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = list(_rows(calibration))
    with rc_context(_STYLE):
        figure = Figure(figsize=(_WIDTH, _ROW * len(rows) + 0.6), layout="constrained")
        FigureCanvasAgg(figure)
        title = text(
            "{assignment}: {runs} runs of the reference (dots) and baselines against the bounds; shaded: passes",
            assignment=calibration.assignment,
            runs=len(calibration.runs),
        )
        figure.suptitle(render(title, lang), fontsize=10, x=0.01, ha="left")
        places = figure.subplots(max(len(rows), 1), 1, squeeze=False)[:, 0]
        for axes, (name, criterion) in zip(places, rows, strict=False):
            _row(axes, name, criterion, lang)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()


def _rows(calibration: Calibration) -> Iterator[tuple[str, CriterionCalibration]]:
    several = len(calibration.tasks) > 1
    for task in calibration.tasks:
        for criterion in task.criteria:
            if criterion.bounds is not None and (criterion.summary or criterion.baselines):
                yield f"{task.id}.{criterion.id}" if several else criterion.id, criterion


def _row(axes: "Axes", name: str, criterion: CriterionCalibration, lang: Lang) -> None:
    bounds = criterion.bounds
    assert bounds is not None
    bound = bounds.at_least if bounds.at_least is not None else bounds.at_most
    assert bound is not None
    runs = [value for value in criterion.values if value is not None]
    marks = sorted((one.value, baseline) for baseline, one in criterion.baselines.items() if one.value is not None)
    low, high = _range([bound, *runs, *(value for value, _ in marks)])
    axes.axvspan(*((bound, high) if bounds.at_least is not None else (low, bound)), color=_PASSES, linewidth=0)
    axes.axvline(bound, color=_INK, linewidth=1.4)
    axes.plot(runs, [_RUNS] * len(runs), "o", color=_REFERENCE, markersize=6, alpha=0.7, markeredgewidth=0)
    for (value, baseline), height in zip(marks, _heights([value for value, _ in marks], high - low), strict=True):
        axes.plot([value] * 2, [_MARKS, height], color=_BASELINE, linewidth=0.6)
        axes.plot(value, _MARKS, _SHAPES[baseline], color=_BASELINE, markersize=7, markeredgecolor="white")
        label = f"{render(NAMES[baseline], lang)} {number(value)}"
        axes.annotate(label, (value, height), ha="center", va="bottom", fontsize=7.5)
    axes.set(xlim=(low, high), ylim=(-0.2, 1.25), yticks=[])
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.tick_params(axis="x", labelsize=7, length=2, pad=1)
    axes.set_ylabel(f"{name}\n{criterion.target}", rotation=0, ha="right", va="center")


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = _MARGIN * (high - low or abs(high) or 1.0)
    return low - margin, high + margin


def _heights(values: list[float], width: float) -> list[float]:
    """The height of each sorted value's label: the lowest that is free beside it."""
    ends = [float("-inf")] * len(_LABELS)
    heights = []
    for value in values:
        level = next((level for level, end in enumerate(ends) if value - end >= _LABEL * width), len(ends) - 1)
        ends[level] = value
        heights.append(_LABELS[level])
    return heights

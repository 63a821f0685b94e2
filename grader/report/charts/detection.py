"""How well the error tells the normal class from others: histogram by class, ROC curve, and each class alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, render, text
from grader.measurement import Detection
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import cut_off, mark_mean_image, not_drawn
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import ABOVE, INK, NORMAL, OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["detection_charts"]

_BINS: Final = 60
_BAND_ROUNDS: Final = 200
_LEAST: Final = 0.45  # where the axis of the ROC-AUC starts, unless a class lies below

Errors: TypeAlias = NDArray[np.float64]


def detection_charts(measured: Detection, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """Histogram and ROC curve, where there are finite errors of both kinds, and the ROC-AUC against each class."""
    finite = np.isfinite(measured.errors)
    inside, outside = measured.errors[measured.normal & finite], measured.errors[~measured.normal & finite]
    name = figures.name_of(measured.normal_class, lang)
    if len(inside) and len(outside):
        yield _histogram(measured, figures.task, name, inside, outside, lang)
        yield _roc(measured, figures.task, name, inside, outside, lang)
    if measured.auc_against:
        yield _against(measured, figures, name, lang)


def _histogram(measured: Detection, task: str, name: str, inside: Errors, outside: Errors, lang: Lang) -> Chart:
    both = np.concatenate([inside, outside])
    upper = cut_off(both)
    edges = np.linspace(0.0, upper, _BINS + 1)

    def paint(axes: "Axes") -> None:
        for errors, colour, hatch, label in (
            (inside, NORMAL, "////", text("{name} ({n})", name=name, n=len(inside))),
            (outside, OTHER, "\\\\\\\\", text("other classes ({n})", n=len(outside))),
        ):
            heights = 100 * np.histogram(errors, edges)[0] / len(errors)
            axes.stairs(heights, edges, fill=True, facecolor=colour, alpha=0.18, linewidth=0)
            axes.stairs(
                heights, edges, fill=True, facecolor="none", edgecolor=colour, hatch=hatch, label=render(label, lang)
            )
        mark_mean_image(axes, measured.mean_image_error, lang)
        axes.set(
            xlim=(0, upper),
            xlabel=render(text("Mean squared error of an image"), lang),
            ylabel=render(text("% of the images of its group"), lang),
        )
        axes.legend(**ABOVE)

    means = text(
        "Mean error: {inside} ({name}), {outside} (other classes).",
        name=name,
        inside=number(float(inside.mean())),
        outside=number(float(outside.mean())),
    )
    mean_image = text(
        "Always answering with the mean image of {name} would give {error}.",
        name=name,
        error=number(measured.mean_image_error),
    )
    told = [means, mean_image, *not_drawn(both, upper)]
    return chart(f"{task}-histogram", text("Histogram of the error by class"), told, paint, lang)


def _roc(measured: Detection, task: str, name: str, inside: Errors, outside: Errors, lang: Lang) -> Chart:
    grid = np.linspace(0.0, 1.0, 201)
    curve = _hits(inside, outside, grid)
    low, high = _band(inside, outside, grid)

    def paint(axes: "Axes") -> None:
        axes.plot([0, 1], [0, 1], ":", color=INK, linewidth=1, label=render(text("chance"), lang))
        axes.fill_between(grid, low, high, color=NORMAL, alpha=0.3, linewidth=0)
        axes.plot(grid, curve, color=NORMAL, linewidth=1.6, label=f"AUC = {measured.roc_auc:.3f}")
        axes.set(
            xlim=(0, 1),
            ylim=(0, 1.01),
            xlabel=render(text("False positive rate (other classes)"), lang),
            ylabel=render(text("True positive rate ({name})", name=name), lang),
        )
        axes.legend(loc="lower right")

    told = text(
        "ROC-AUC {auc:.3f}, 95 % bootstrap interval {low:.3f} to {high:.3f}. The shaded band holds 95 % of the "
        "resampled curves at each point.",
        auc=measured.roc_auc,
        low=measured.interval[0],
        high=measured.interval[1],
    )
    return chart(f"{task}-roc", text("ROC curve with score = -MSE"), [told], paint, lang)


def _hits(inside: Errors, outside: Errors, false_rates: Errors) -> Errors:
    """Share of `inside` with an error at most the threshold that lets each share of `outside` through."""
    thresholds = np.quantile(outside, false_rates)
    return np.asarray(np.searchsorted(np.sort(inside), thresholds, side="right") / len(inside))


def _band(inside: Errors, outside: Errors, grid: Errors) -> tuple[Errors, Errors]:
    """Pointwise 95 % percentile bootstrap band of the ROC curve, each class resampled by itself."""
    rng = np.random.default_rng(0)
    curves = [
        _hits(rng.choice(inside, len(inside)), rng.choice(outside, len(outside)), grid) for _ in range(_BAND_ROUNDS)
    ]
    low, high = np.quantile(curves, [0.025, 0.975], axis=0)
    return low, high


def _against(measured: Detection, figures: TaskFigures, name: str, lang: Lang) -> Chart:
    """Dots from the hardest class, at the bottom, to the easiest."""
    ranked = sorted(measured.auc_against.items(), key=lambda item: item[1])
    names = [figures.name_of(label, lang) for label, _ in ranked]
    aucs = [auc for _, auc in ranked]
    start = min(_LEAST, aucs[0] - 0.02)

    def paint(axes: "Axes") -> None:
        rows = range(len(aucs))
        axes.axvline(0.5, color=INK, linewidth=1, linestyle=":", label=render(text("chance"), lang))
        all_of_them = text("all others: {auc:.3f}", auc=measured.roc_auc)
        axes.axvline(measured.roc_auc, color=OTHER, linewidth=1.4, linestyle="--", label=render(all_of_them, lang))
        axes.hlines(rows, 0.5, aucs, color=NORMAL, linewidth=1.2)
        axes.plot(aucs, rows, "o", color=NORMAL, markersize=5)
        axes.set_yticks(rows, [f"{each}  {auc:.3f}" for each, auc in zip(names, aucs, strict=True)])
        axes.grid(visible=False, axis="y")
        axes.set(xlim=(start, 1.01), ylim=(-0.7, len(aucs) - 0.3), xlabel="ROC-AUC")
        axes.legend(**ABOVE)

    told = [
        text(
            "Hardest to tell from {name}: {hardest} ({low:.3f}); easiest: {easiest} ({high:.3f}).",
            name=name,
            hardest=names[0],
            low=aucs[0],
            easiest=names[-1],
            high=aucs[-1],
        )
    ]
    return chart(f"{figures.task}-against", text("ROC-AUC against each other class"), told, paint, lang)

"""How well the error tells the normal class from others: histogram by class, ROC curve, and each class alone."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, render, text
from grader.measurement import Detection
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import cut_off, mark_mean_image, not_drawn
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import INK, NORMAL, OTHER, Axes

__all__ = ["detection_charts"]

_BINS: Final = 60
_BAND_ROUNDS: Final = 200
_BAND_THRESHOLDS: Final = 400
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

    inner, outer = (100 * np.histogram(errors, edges)[0] / len(errors) for errors in (inside, outside))
    axes = Axes(
        f"{task}-histogram",
        (0, upper),
        (0, 1.05 * float(max(inner.max(), outer.max()))),
        xlabel=render(text("Mean squared error of an image"), lang),
        ylabel=render(text("% of the images of its group"), lang),
    )
    normal, others = text("{name} ({n})", name=name, n=len(inside)), text("other classes ({n})", n=len(outside))
    axes.stairs(inner, edges.tolist(), NORMAL, hatch="/", name=render(normal, lang))
    axes.stairs(outer, edges.tolist(), OTHER, hatch="\\", name=render(others, lang))
    mark_mean_image(axes, measured.mean_image_error, lang)

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
    return chart(text("Histogram of the error by class"), told, axes, lang)


def _roc(measured: Detection, task: str, name: str, inside: Errors, outside: Errors, lang: Lang) -> Chart:
    grid = np.linspace(0.0, 1.0, 201)
    curve = _hits(inside, outside, grid)
    low, high = _band(inside, outside, grid)

    axes = Axes(
        f"{task}-roc",
        (0, 1),
        (0, 1.01),
        xlabel=render(text("False positive rate (other classes)"), lang),
        ylabel=render(text("True positive rate ({name})", name=name), lang),
    )
    axes.line([0, 1], [0, 1], INK, dash="1 2", width=1, name=render(text("chance"), lang))
    axes.band(grid.tolist(), low.tolist(), high.tolist())
    axes.line(grid, curve, name=f"AUC = {measured.roc_auc:.3f}")

    told = text(
        "ROC-AUC {auc:.3f}, 95 % bootstrap interval {low:.3f} to {high:.3f}. The shaded band holds 95 % of the "
        "resampled curves at each point.",
        auc=measured.roc_auc,
        low=measured.interval[0],
        high=measured.interval[1],
    )
    return chart(text("ROC curve with score = -MSE"), [told], axes, lang)


def _hits(inside: Errors, outside: Errors, false_rates: Errors) -> Errors:
    """Share of `inside` with an error at most the threshold that lets each share of `outside` through."""
    thresholds = np.quantile(outside, false_rates)
    return np.asarray(np.searchsorted(np.sort(inside), thresholds, side="right") / len(inside))


def _band(inside: Errors, outside: Errors, grid: Errors) -> tuple[Errors, Errors]:
    """Pointwise 95 % percentile bootstrap band of the ROC curve, each class resampled by itself.

    Errors are counted between some hundred thresholds, and the counts resampled: the same curves, far quicker.
    """
    rng = np.random.default_rng(0)
    thresholds = np.unique(np.quantile(np.concatenate([inside, outside]), np.linspace(0, 1, _BAND_THRESHOLDS)))
    true, false = (_resampled(errors, thresholds, rng) for errors in (inside, outside))
    curves = [np.interp(grid, x, y) for x, y in zip(false, true, strict=True)]
    low, high = np.quantile(curves, [0.025, 0.975], axis=0)
    return low, high


def _resampled(errors: Errors, thresholds: Errors, rng: np.random.Generator) -> Errors:
    """(rounds, thresholds + 1) the share of resampled errors up to each threshold, from 0 on."""
    counts = np.diff(np.searchsorted(np.sort(errors), thresholds, side="right"), prepend=0)
    drawn = rng.multinomial(len(errors), counts / len(errors), size=_BAND_ROUNDS)
    return np.pad(drawn.cumsum(axis=1) / len(errors), ((0, 0), (1, 0)))


def _against(measured: Detection, figures: TaskFigures, name: str, lang: Lang) -> Chart:
    """Dots from the hardest class, at the bottom, to the easiest."""
    ranked = sorted(measured.auc_against.items(), key=lambda item: item[1])
    names = [figures.name_of(label, lang) for label, _ in ranked]
    aucs = [auc for _, auc in ranked]
    start = min(_LEAST, aucs[0] - 0.02)

    axes = Axes(
        f"{figures.task}-against",
        (start, 1.01),
        (-0.7, len(aucs) - 0.3),
        xlabel="ROC-AUC",
        rows=[f"{each}  {auc:.3f}" for each, auc in zip(names, aucs, strict=True)],
    )
    axes.upright(0.5, INK, dash="1 2", name=render(text("chance"), lang))
    all_of_them = text("all others: {auc:.3f}", auc=measured.roc_auc)
    axes.upright(measured.roc_auc, OTHER, dash="5 3", name=render(all_of_them, lang))
    for row, auc in enumerate(aucs):
        axes.line([0.5, auc], [row, row], width=1.2)
    axes.dots(aucs, range(len(aucs)), size=2.5)

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
    return chart(text("ROC-AUC against each other class"), told, axes, lang)

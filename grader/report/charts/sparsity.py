"""How few units of the code are active at a time, and which never are."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, render, text
from grader.measurement import Sparsity
from grader.metrics.sparsity import NEAR_ZERO
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import error_chart
from grader.report.figures import TaskFigures
from grader.report.svg import NORMAL, OTHER, Axes

__all__ = ["sparsity_charts"]

_NEAR: Final = 100 * NEAR_ZERO  # in % of the largest activation


def sparsity_charts(measured: Sparsity, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """The activations, the units, and the histogram of the error."""
    sizes = np.abs(measured.code)
    largest = float(sizes.max(initial=0.0))
    percent = 100 * sizes / (largest or 1.0)
    yield _activations(percent, measured, figures, lang)
    yield _units(percent, measured, figures, lang)
    yield error_chart(figures, lang)


def _activations(percent: NDArray[np.float64], measured: Sparsity, figures: TaskFigures, lang: Lang) -> Chart:
    edges = np.arange(0.0, 100.0 + _NEAR, _NEAR)
    shares = 100 * np.histogram(percent, edges)[0] / percent.size
    floor = 0.5 * float(shares[shares > 0].min())

    near = text("near zero: {percent:.0f} %", percent=100 * measured.near_zero)
    rest = text("active: {percent:.0f} %", percent=100 * (1 - measured.near_zero))
    axes = Axes(
        f"{figures.task}-activations",
        (-1, 100),
        (floor, 150),
        xlabel=render(text("Size of the activation, % of the largest"), lang),
        ylabel=render(text("% of the activations (logarithmic)"), lang),
        log=True,
    )
    for some, bins, colour, label in (
        (shares[:1], edges[:2], OTHER, near),
        (shares[1:], edges[1:], NORMAL, rest),
    ):
        axes.stairs(np.maximum(some, floor), bins.tolist(), colour, base=floor, name=render(label, lang))
    axes.upright(_NEAR, OTHER, dash="5 3")

    told = [
        text(
            "{percent:.0f} % of the activations are near zero: below 1 % of the largest (left of the dashed line).",
            percent=100 * measured.near_zero,
        ),
        text(
            "Hoyer's measure of sparsity is {hoyer:.2f}: 0 where all units are equally active, 1 where only one is.",
            hoyer=measured.hoyer,
        ),
    ]
    return chart(text("Activations of the code"), told, axes, lang)


def _units(percent: NDArray[np.float64], measured: Sparsity, figures: TaskFigures, lang: Lang) -> Chart:
    shares = np.sort(100 * (percent > _NEAR).mean(axis=0))[::-1]
    edges = np.arange(len(shares) + 1) + 0.5
    dead = int(np.count_nonzero(shares == 0))

    axes = Axes(
        f"{figures.task}-units",
        (float(edges[0]), float(edges[-1])),
        (0, min(105.0, 1.2 * max(10.0, float(shares[0])))),
        xlabel=render(text("Units of the code, the most active first"), lang),
        ylabel=render(text("% of the images that activate it"), lang),
        whole=True,
    )
    axes.stairs(shares, edges.tolist())
    if dead:
        places = len(shares) - dead + 1 + np.arange(dead)
        axes.dots(places, np.zeros(dead), OTHER, cross=True, name=render(text("dead: {n}", n=dead), lang))

    told = [
        text(
            "An image activates {mean:.1f} of the {units} units on average.", mean=shares.sum() / 100, units=len(shares)
        ),
        text("Dead units, which no image activates: {n}.", n=dead) if dead else text("No unit is dead."),
    ]
    return chart(text("Activity of each unit"), told, axes, lang)

"""Histogram of the error over all images, beside the error of always answering with the mean image."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.report.charts.chart import Chart, chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import INK, OTHER, Axes

__all__ = ["cut_off", "error_chart", "mark_mean_image", "not_drawn"]

_BINS: Final = 60
_CLIP: Final = 0.995  # quantile of the error beyond which a histogram is cut
_BEYOND: Final = 1.05  # how far the axis goes beyond the mean image's error


def error_chart(figures: TaskFigures, lang: Lang) -> Chart:
    """Of the images with a finite error, of which there are some."""
    measured = figures.measured
    errors = measured.errors[figures.finite]
    mean, mean_image = float(errors.mean()), measured.mean_image_error
    upper = cut_off(errors)

    edges = np.linspace(0.0, upper, _BINS + 1)
    shares = 100 * np.histogram(errors, edges)[0] / len(errors)
    axes = Axes(
        f"{figures.task}-error",
        (0, max(upper, _BEYOND * mean_image)),
        (0, 1.05 * max(float(shares.max()), 1e-9)),
        xlabel=render(text("Mean squared error of an image"), lang),
        ylabel=render(text("% of the images"), lang),
    )
    axes.stairs(shares, edges.tolist())
    axes.upright(mean, INK, name=render(text("this model: {error}", error=number(mean)), lang))
    mark_mean_image(axes, mean_image, lang)

    told = [
        text(
            "Mean error {mean}; always answering with the mean image would give {mean_image}.",
            mean=number(mean),
            mean_image=number(mean_image),
        ),
        *not_drawn(errors, upper),
    ]
    return chart(text("Histogram of the error"), told, axes, lang)


def cut_off(errors: NDArray[np.float64]) -> float:
    """Where a histogram of `errors` ends, so that a few outliers do not squeeze the rest."""
    return float(np.quantile(errors, _CLIP)) or 1.0


def not_drawn(errors: NDArray[np.float64], upper: float) -> list[Text]:
    """What a histogram that ends at `upper` leaves out, if anything."""
    cut = int(np.count_nonzero(errors > upper))
    told = text(
        "Not drawn: the {n} images with an error above {upper} (99.5th percentile; the largest is {largest}).",
        n=cut,
        upper=number(upper),
        largest=number(float(errors.max())),
    )
    return [told] if cut else []


def mark_mean_image(axes: Axes, error: float, lang: Lang) -> None:
    """A dashed line at the error of a model that always answers with the mean image."""
    label = text("mean image: {error}", error=number(error))
    axes.upright(error, OTHER, dash="5 3", name=render(label, lang))

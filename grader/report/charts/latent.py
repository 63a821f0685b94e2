"""The plane of a two-dimensional code, with the class of each image."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.measurement import Latent
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import error_chart
from grader.report.figures import TaskFigures
from grader.report.svg import CLASSES, Axes

__all__ = ["latent_charts"]

_IMAGES: Final = 2_000
_INNER: Final = (0.005, 0.995)  # quantiles between which a coordinate is drawn
_MARGIN: Final = 0.04  # of the range between them
_HEIGHT: Final = 331.0


def latent_charts(measured: Latent, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """The plane, where the code is one, and the histogram of the error."""
    if measured.code_size == 2:
        yield _plane(measured, figures, lang)
    yield error_chart(figures, lang)


def _plane(measured: Latent, figures: TaskFigures, lang: Lang) -> Chart:
    known = np.flatnonzero(np.isfinite(measured.code).all(axis=1))
    shown = np.random.default_rng(0).permutation(known)[:_IMAGES]
    codes, labels = measured.code[shown].astype(np.float64), measured.labels[shown]
    low, high = _window(codes)
    inside = ((codes >= low) & (codes <= high)).all(axis=1)

    axes = Axes(
        f"{figures.task}-plane",
        (float(low[0]), float(high[0])),
        (float(low[1]), float(high[1])),
        xlabel=render(text("First value of the code"), lang),
        ylabel=render(text("Second value of the code"), lang),
        height=_HEIGHT,
    )
    for label in np.unique(labels):
        axes.glyphs(codes[inside & (labels == label)].tolist(), str(label), CLASSES[label])
    for label in np.unique(labels):
        x, y = np.clip(np.median(codes[labels == label], axis=0), low, high).tolist()
        axes.note(x, y, str(label), colour=CLASSES[label], large=True)

    told: list[Text] = [
        text(
            "The codes of {n} test images, each drawn as the number of its class; the large numbers stand at the "
            "medians of the classes.",
            n=int(inside.sum()),
        ),
        text("The nearest codes name the class of {percent:.0f} % of the images.", percent=100 * measured.accuracy),
    ]
    if not figures.numbered:
        names = ", ".join(f"{label} {figures.name_of(int(label), lang)}" for label in np.unique(labels))
        told.append(text("Classes: {names}.", names=names))
    if not inside.all():
        told.append(text("Outside the window: {n} images.", n=int((~inside).sum())))
    return chart(text("The latent plane"), told, axes, lang)


def _window(codes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower left and upper right corner of what is drawn; of some width even where all codes are equal."""
    low, high = np.quantile(codes, _INNER, axis=0) if len(codes) else np.zeros((2, 2))
    margin = np.maximum(_MARGIN * (high - low), 1e-3 + 1e-3 * np.abs(high))
    return low - margin, high + margin

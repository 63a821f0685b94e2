"""The training loss, as the notebook's own trainings had it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.report.charts.chart import Chart, chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import NORMAL, OTHER, Axes

__all__ = ["loss_chart"]

_MOST_EPOCHS: Final = 400  # drawn per training; a longer one is thinned
_MARKED_EPOCHS: Final = 30
_DASHES: Final = ("", "5 3", "6 2 1 2", "1 2")


def loss_chart(figures: TaskFigures, lang: Lang) -> Chart | None:
    """One curve for each training; None where no loss was recorded."""
    trainings = [np.asarray(losses, dtype=np.float64) for losses in figures.losses if len(losses)]
    if not any(np.isfinite(losses).any() for losses in trainings):
        return None

    named = 1 < len(trainings) <= len(_DASHES)
    axes = _axes(trainings, figures.task, lang)
    for place, losses in enumerate(trainings):
        colour = (NORMAL, OTHER)[place % 2]
        name = render(text("training {n}", n=place + 1), lang) if named else ""
        axes.line(*_thinned(losses), colour, dash=_DASHES[place % len(_DASHES)], name=name)
        if len(losses) <= _MARKED_EPOCHS:
            axes.dots(*_thinned(losses), colour)

    told = [_told(place, losses) for place, losses in enumerate(trainings[: len(_DASHES)])]
    return chart(text("Training loss"), told, axes, lang)


def _axes(trainings: Sequence[NDArray[np.float64]], task: str, lang: Lang) -> Axes:
    finite = np.concatenate([losses[np.isfinite(losses)] for losses in trainings])
    low, high = float(finite.min()), float(finite.max())
    margin = 0.06 * (high - low) or 0.1 * abs(high) or 0.1
    longest = max(len(losses) for losses in trainings)
    return Axes(
        f"{task}-loss",
        (0.8, max(longest, 2) + 0.02 * longest),
        (low - margin, high + margin),
        xlabel=render(text("Epoch"), lang),
        ylabel=render(text("Training loss"), lang),
        whole=True,
    )


def _thinned(losses: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    epochs = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), _MOST_EPOCHS)).astype(np.int64))
    return epochs + 1, losses[epochs]


def _told(place: int, losses: NDArray[np.float64]) -> Text:
    return text(
        "Training {n}: {epochs} epochs, loss from {first} to {last}.",
        n=place + 1,
        epochs=len(losses),
        first=number(float(losses[0])),
        last=number(float(losses[-1])),
    )

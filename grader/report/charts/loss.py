"""The training loss, as the notebook's own trainings had it."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.report.charts.chart import Chart, chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import NORMAL, OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["loss_chart"]

_MOST_EPOCHS: Final = 400  # drawn per training; a longer one is thinned
_MARKED_EPOCHS: Final = 30
_DASHES: Final = ("-", "--", "-.", ":")


def loss_chart(figures: TaskFigures, lang: Lang) -> Chart | None:
    """One curve for each training; None where no loss was recorded."""
    from matplotlib.ticker import MaxNLocator

    trainings = [np.asarray(losses, dtype=np.float64) for losses in figures.losses if len(losses)]
    if not any(np.isfinite(losses).any() for losses in trainings):
        return None

    def paint(axes: "Axes") -> None:
        for place, losses in enumerate(trainings):
            axes.plot(
                *_thinned(losses),
                linestyle=_DASHES[place % len(_DASHES)],
                marker="o" if len(losses) <= _MARKED_EPOCHS else "",
                markersize=3,
                color=(NORMAL, OTHER)[place % 2],
                label=render(text("training {n}", n=place + 1), lang),
            )
        axes.set(xlabel=render(text("Epoch"), lang), ylabel=render(text("Training loss"), lang))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if 1 < len(trainings) <= len(_DASHES):
            axes.legend(loc="upper right")

    told = [_told(place, losses) for place, losses in enumerate(trainings[: len(_DASHES)])]
    return chart(f"{figures.task}-loss", text("Training loss"), told, paint, lang)


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

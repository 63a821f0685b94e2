"""What is left of the noise."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grader.i18n import Lang, Text, render, text
from grader.measurement import Denoising
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import error_chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import INK, NORMAL, OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["denoising_charts"]


def denoising_charts(measured: Denoising, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """The error before and after, and its histogram."""
    yield _gain(measured, figures, lang)
    yield error_chart(figures, lang)


def _gain(measured: Denoising, figures: TaskFigures, lang: Lang) -> Chart:
    rows: tuple[tuple[Text, float, dict[str, Any]], ...] = (
        (text("this model"), measured.error, {"color": NORMAL}),
        (text("best linear filter"), measured.linear_error, {"facecolor": "none", "edgecolor": OTHER, "hatch": "////"}),
        (text("noisy image"), measured.noisy_error, {"color": INK, "alpha": 0.4}),
    )

    def paint(axes: "Axes") -> None:
        for place, (_, error, style) in enumerate(rows):
            axes.barh(place, error, height=0.55, **style)
            axes.annotate(number(error), (error, place), (4, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(rows)), [render(label, lang) for label, *_ in rows])
        axes.grid(visible=False, axis="y")
        most = max(error for _, error, _ in rows)
        axes.set(xlim=(0, 1.18 * most or 1.0), xlabel=render(text("Mean squared error"), lang))

    clipped = text("clipped to 0..1") if measured.noise.clipped else text("not clipped")
    told = [
        text(
            "Gain: {gain:.1f} dB; the error goes from {noisy} to {error}. The best linear filter leaves {linear}.",
            gain=measured.gain,
            noisy=number(measured.noisy_error),
            error=number(measured.error),
            linear=number(measured.linear_error),
        ),
        text(
            "Fresh noise like that of the training: deviation {sd:.2f}, {clipped}.",
            sd=measured.noise.sd,
            clipped=clipped,
        ),
    ]
    return chart(f"{figures.task}-gain", text("What is left of the noise"), told, paint, lang)

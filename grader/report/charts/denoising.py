"""What is left of the noise."""

from collections.abc import Iterator
from typing import Any

from grader.i18n import Lang, Text, render, text
from grader.measurement import Denoising
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import error_chart
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import INK, NORMAL, OTHER, Axes

__all__ = ["denoising_charts"]


def denoising_charts(measured: Denoising, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """The error before and after, and its histogram."""
    yield _gain(measured, figures, lang)
    yield error_chart(figures, lang)


def _gain(measured: Denoising, figures: TaskFigures, lang: Lang) -> Chart:
    rows: tuple[tuple[Text, float, dict[str, Any]], ...] = (
        (text("this model"), measured.error, {"colour": NORMAL}),
        (text("best linear filter"), measured.linear_error, {"colour": OTHER, "hatch": "/"}),
        (text("noisy image"), measured.noisy_error, {"colour": INK, "opacity": 0.4}),
    )

    most = max(error for _, error, _ in rows)
    axes = Axes(
        f"{figures.task}-gain",
        (0, 1.18 * most or 1.0),
        (-0.5, len(rows) - 0.5),
        xlabel=render(text("Mean squared error"), lang),
        rows=[render(label, lang) for label, *_ in rows],
    )
    for place, (_, error, style) in enumerate(rows):
        axes.bar(place, error, **style)
        axes.note(error, place, number(error))

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
    return chart(text("What is left of the noise"), told, axes, lang)

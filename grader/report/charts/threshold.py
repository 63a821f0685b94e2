"""The notebook's threshold among the errors of clean and of strange images."""

from typing import Final

import numpy as np

from grader.i18n import Lang, render, text
from grader.report.charts.chart import Chart, chart
from grader.report.charts.error import cut_off, not_drawn
from grader.report.figures import TaskFigures
from grader.report.numbers import number
from grader.report.svg import INK, NORMAL, OTHER, Axes

__all__ = ["threshold_chart"]

_BINS: Final = 60


def threshold_chart(figures: TaskFigures, lang: Lang) -> Chart | None:
    """Histogram of both, of those with a finite error; None where the notebook has no threshold."""
    found = figures.threshold
    if found is None:
        return None
    clean, strange = found.clean.errors, found.strange.errors
    clean, strange = clean[np.isfinite(clean)], strange[np.isfinite(strange)]
    if not len(clean) or not len(strange):
        return None
    both = np.concatenate([clean, strange])
    upper = cut_off(both)
    edges = np.linspace(0.0, upper, _BINS + 1)
    heights = [100 * np.histogram(errors, edges)[0] / len(errors) for errors in (clean, strange)]
    axes = Axes(
        f"{figures.task}-threshold",
        (0, max(upper, 1.05 * found.value)),
        (0, 1.05 * float(np.max(heights))),
        xlabel=render(text("Error of an image, as the threshold means it"), lang),
        ylabel=render(text("% of the images of its group"), lang),
    )
    names = text("test images ({n})", n=len(clean)), text("strange images ({n})", n=len(strange))
    axes.stairs(heights[0], edges.tolist(), NORMAL, hatch="/", name=render(names[0], lang))
    axes.stairs(heights[1], edges.tolist(), OTHER, hatch="\\", name=render(names[1], lang))
    axes.upright(found.value, INK, name=render(text("threshold: {value}", value=number(found.value)), lang))
    told = text(
        "Above the threshold lie {clean:.1f} % of the test images, and {strange:.0f} % of white noise and of images of "
        "another dataset.",
        clean=100 * found.false_alarms,
        strange=100 * found.detections,
    )
    return chart(text("What the threshold flags"), [told, *not_drawn(both, upper)], axes, lang)

"""Drawings of what was measured; one file for each kind of measurement."""

from collections.abc import Iterator
from functools import singledispatch

from grader.i18n import Lang
from grader.measurement import Denoising, Detection, Latent, Measured, Sparsity
from grader.report.charts.chart import Chart
from grader.report.charts.denoising import denoising_charts
from grader.report.charts.detection import detection_charts
from grader.report.charts.error import error_chart
from grader.report.charts.latent import latent_charts
from grader.report.charts.loss import loss_chart
from grader.report.charts.sparsity import sparsity_charts
from grader.report.charts.sweep import sweep_chart
from grader.report.charts.threshold import threshold_chart
from grader.report.figures import TaskFigures

__all__ = ["Chart", "charts"]


def charts(figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    """What its kind of measurement shows, where there is a finite error; then what else there is to be drawn."""
    if len(figures.finite):
        yield from _of_kind(figures.measured, figures, lang)
    for draw in (threshold_chart, sweep_chart, loss_chart):
        drawn = draw(figures, lang)
        if drawn is not None:
            yield drawn


@singledispatch
def _of_kind(measured: Measured, figures: TaskFigures, lang: Lang) -> Iterator[Chart]:
    yield error_chart(figures, lang)


_of_kind.register(Denoising, denoising_charts)
_of_kind.register(Detection, detection_charts)
_of_kind.register(Latent, latent_charts)
_of_kind.register(Sparsity, sparsity_charts)

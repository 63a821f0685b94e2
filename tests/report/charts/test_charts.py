"""What holds for the drawings of every kind of measurement."""

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from grader.criteria.own_threshold import Group, Threshold
from grader.measurement import Measured
from grader.report.charts import Chart, charts
from tests.report.charts.conftest import DIGITS, denoising, detection, latent, plain, sparsity, task

ERROR, LOSS = "Histogram of the error", "Training loss"
TITLES = {
    plain: [ERROR, LOSS],
    latent: ["The latent plane", ERROR, LOSS],
    denoising: ["What is left of the noise", ERROR, LOSS],
    sparsity: ["Activations of the code", "Activity of each unit", ERROR, LOSS],
    detection: [
        "Histogram of the error by class",
        "ROC curve with score = -MSE",
        "ROC-AUC against each other class",
        LOSS,
    ],
}


@pytest.fixture(scope="module", params=TITLES, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> Callable[..., Measured]:
    return request.param


@pytest.fixture(scope="module")
def drawn(kind: Callable[..., Measured]) -> list[Chart]:
    return list(charts(task(kind()), "en"))


def titles(measured: Measured, **changes: object) -> list[str]:
    return [chart.title for chart in charts(task(measured, **changes), "en")]


def test_each_kind_has_its_drawings(kind: Callable[..., Measured], drawn: list[Chart]):
    assert [chart.title for chart in drawn] == TITLES[kind]


def test_the_same_arrays_give_the_same_page(kind: Callable[..., Measured], drawn: list[Chart]):
    assert list(charts(task(kind()), "en")) == drawn


def test_colours_are_those_of_the_page(drawn: list[Chart]):
    for chart in drawn:
        assert not re.search(r"(?:fill|stroke|stop-color): ?#", chart.svg), chart.title


def test_the_caption_is_the_alternative_text(drawn: list[Chart]):
    for chart in drawn:
        label = re.search(r'aria-label="([^"]*)"', chart.svg)
        assert label is not None
        assert unescape(label[1]) == f"{chart.title}. {chart.caption}"


def test_names_in_a_drawing_are_neither_markup_nor_formulas(drawn: list[Chart]):
    assert not [chart.title for chart in drawn if "<b>" in chart.svg]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_digits_are_called_digits(lang: str):
    captions = " ".join(chart.caption for chart in charts(task(detection(), class_names=DIGITS), lang))
    assert ("dígito 2" if lang == "es" else "digit 2") in captions


@pytest.mark.parametrize("losses", [[], [[]], [[float("nan")]]])
def test_without_a_recorded_loss_there_is_no_loss_curve(losses: list[list[float]]):
    assert LOSS not in titles(plain(), losses=losses)


def test_very_long_trainings_stay_small():
    *_, loss = charts(task(plain(), losses=[list(np.linspace(1, 0, 50_000))] * 20), "en")
    assert len(loss.svg) < 400_000


@pytest.mark.parametrize("value", [0.0, 0.1, float("nan")])
def test_equal_or_missing_errors_can_be_drawn(kind: Callable[..., Measured], value: float):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = titles(kind(errors=np.full(30, value)))
    assert (drawn == [LOSS]) == np.isnan(value)


@pytest.mark.parametrize("value", [0.0, 1.0])
@pytest.mark.parametrize("coded", [latent, sparsity])
def test_a_dead_code_can_be_drawn(coded: Callable[..., Measured], value: float):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(titles(replace(coded(), code=np.full((30, 2), value, np.float32)))) > 2


def test_a_sweep_is_drawn_by_width() -> None:
    members = [plain(code=np.zeros((30, width), np.float32)) for width in (2, 8)]
    swept = next(chart for chart in charts(task(plain(), families=[members]), "en") if "width" in chart.title)
    assert "8 values" in swept.caption
    assert not any("width" in chart.title for chart in charts(task(plain(), families=[members[:1]]), "en"))


def test_a_threshold_stands_among_the_errors() -> None:
    nothing = np.zeros((0, 28, 28), np.float32)
    groups = [Group(nothing, np.array(errors)) for errors in ([0.1, 0.2, 0.3, np.nan], [0.5, 0.6], [])]
    flagged = next(
        chart for chart in charts(task(plain(), threshold=Threshold(0.25, *groups)), "en") if "threshold" in chart.title
    )
    assert "25.0 % of the test images, and 100 %" in flagged.caption
    assert not any("threshold" in title for title in titles(plain(), threshold=Threshold(0.25, *[groups[2]] * 3)))
    assert not any("threshold" in title for title in titles(plain()))

"""Charts and pictures, drawn from the arrays and nothing else."""

import base64
import io
import warnings
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.image import imread

from grader.report.charts import charts
from grader.report.figures import DetectionFigures
from grader.report.pairs import strips


@pytest.fixture
def small() -> DetectionFigures:
    rng = np.random.default_rng(0)
    images = rng.random((30, 28, 28), dtype=np.float32)
    return DetectionFigures(
        task="detector",
        errors=np.arange(30) / 100,
        normal=np.arange(30) < 20,
        labels=np.repeat([0, 1, 2], [20, 5, 5]),
        images=images,
        reconstructions=images / 2,
        class_names=["T-shirt $x_1$ <b>", "trouser", "bag"],
        normal_name="T-shirt $x_1$ <b>",
        auc=1.0,
        auc_interval=(1.0, 1.0),
        losses=[[0.3, 0.2], [0.2]],
    )


def titles(figures: DetectionFigures) -> list[str]:
    return [chart.title for chart in charts(figures, "en")]


def test_histogram_roc_and_loss_are_drawn(small: DetectionFigures):
    assert titles(small) == ["Histogram of the error by class", "ROC curve with score = -MSE", "Training loss"]


def test_drawing_leaves_no_global_state(small: DetectionFigures):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    list(charts(small, "en"))
    assert dict(mpl.rcParams) == before


def test_the_same_arrays_give_the_same_page(small: DetectionFigures):
    assert list(charts(small, "en")) == list(charts(small, "en"))


def test_colours_are_those_of_the_page(small: DetectionFigures):
    histogram = next(charts(small, "en")).svg
    assert "var(--normal)" in histogram
    assert "var(--other)" in histogram
    assert "#0" not in histogram


def test_names_in_a_drawing_are_neither_markup_nor_formulas(small: DetectionFigures):
    histogram = next(charts(small, "en")).svg
    assert "T-shirt $x_1$ &lt;b&gt; (20)" in histogram
    assert "<b>" not in histogram


def test_the_cut_tail_of_the_histogram_is_told(small: DetectionFigures):
    caption = next(charts(small, "en")).caption
    assert caption.endswith(
        "Not drawn: the 1 images with an error above 0.289 (99.5th percentile; the largest is 0.290)."
    )


def test_mean_errors_are_told(small: DetectionFigures):
    assert "<b> 0.0950, other classes 0.245." in next(charts(small, "en")).caption


@pytest.mark.parametrize("losses", [[], [[]], [[float("nan")]]])
def test_without_a_recorded_loss_there_is_no_loss_curve(small: DetectionFigures, losses: list[list[float]]):
    assert "Training loss" not in titles(replace(small, losses=losses))


def test_very_long_trainings_stay_small(small: DetectionFigures):
    long = replace(small, losses=[list(np.linspace(1, 0, 50_000))] * 20)
    *_, loss = charts(long, "en")
    assert len(loss.svg) < 400_000


def test_images_without_a_finite_error_are_left_out(small: DetectionFigures):
    errors = small.errors.copy()
    errors[[0, 25]] = np.nan, np.inf
    broken = replace(small, errors=errors, reconstructions=np.full_like(small.images, np.nan))
    assert "T-shirt $x_1$ &lt;b&gt; (19)" in next(charts(broken, "en")).svg
    best = next(strips(broken, "en"))
    assert [pair.error for pair in best.pairs][:2] == ["0.0100", "0.0200"]


@pytest.mark.parametrize("value", [0.0, 0.1, float("nan")])
def test_equal_or_missing_errors_can_be_drawn(small: DetectionFigures, value: float):
    flat = replace(small, errors=np.full(30, value))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = titles(flat)
    assert len(drawn) == (1 if np.isnan(value) else 3)


def test_strips_hold_best_median_worst_and_each_other_class(small: DetectionFigures):
    found = [[pair.error for pair in strip.pairs] for strip in strips(small, "en")]
    assert found[0] == [f"{i / 100:.4f}" for i in range(8)]
    assert found[1] == [f"{i / 100:.4f}" for i in range(6, 14)]
    assert found[2] == [f"{i / 100:.4f}" for i in range(12, 20)]
    assert found[3:] == [["0.2000", "0.2500"], ["0.2400", "0.2900"]]


def test_pairs_of_other_classes_are_named(small: DetectionFigures):
    *_, best, worst = strips(small, "en")
    assert [pair.name for pair in best.pairs] == [pair.name for pair in worst.pairs] == ["trouser", "bag"]


def test_a_picture_shows_the_original_above_its_reconstruction(small: DetectionFigures):
    first = next(strips(small, "en")).pairs[0]
    content = base64.b64decode(first.picture.removeprefix("data:image/png;base64,"))
    shown = imread(io.BytesIO(content), format="png")[..., 0]
    assert shown.shape == (57, 28)
    np.testing.assert_allclose(shown[:28], small.images[0], atol=0.01)
    np.testing.assert_allclose(shown[29:], small.reconstructions[0], atol=0.01)

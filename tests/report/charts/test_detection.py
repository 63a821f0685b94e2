"""Histogram by class, ROC curve, and each class alone."""

import numpy as np
import pytest

from grader.report.charts.chart import Chart
from grader.report.charts.detection import detection_charts
from tests.report.charts.conftest import detection, task


def drawn(**changes: object) -> list[Chart]:
    measured = detection(**changes)
    return list(detection_charts(measured, task(measured), "en"))


def test_groups_are_named_and_counted():
    histogram = drawn()[0].svg
    assert "T-shirt $x_1$ &lt;b&gt; (20)" in histogram
    assert "other classes (10)" in histogram
    assert "var(--normal)" in histogram
    assert "var(--other)" in histogram


def test_mean_errors_are_told():
    assert drawn()[0].caption.startswith("Mean error: 0.0950 (T-shirt $x_1$ <b>), 0.245 (other classes). Always ")


def test_the_mean_image_is_that_of_the_normal_class():
    measured = detection()
    assert measured.mean_image_error == pytest.approx(measured.images[:20].var(axis=0).mean(), rel=1e-5)
    assert f"would give {measured.mean_image_error:.4f}." in drawn()[0].caption


def test_images_without_a_finite_error_are_left_out():
    errors = np.arange(30) / 100
    errors[[0, 25]] = np.nan, np.inf
    histogram = drawn(errors=errors)[0].svg
    assert "&lt;b&gt; (19)" in histogram
    assert "other classes (9)" in histogram


def test_the_hardest_and_the_easiest_class_are_told():
    assert drawn()[2].caption == "Hardest to tell from T-shirt $x_1$ <b>: bag (0.750); easiest: trouser (0.900)."


def test_a_class_below_chance_can_be_drawn():
    assert "0.050" in drawn(auc_against={1: 0.05})[2].svg

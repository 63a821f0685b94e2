"""The histogram of the error."""

import numpy as np
import pytest

from grader.report.charts.error import error_chart
from tests.report.charts.conftest import plain, task


def test_the_model_stands_beside_the_mean_image():
    measured = plain()
    caption = error_chart(task(measured), "en").caption
    assert caption.startswith(
        f"Mean error 0.145; always answering with the mean image would give {measured.mean_image_error:.4f}."
    )


def test_the_cut_tail_is_told():
    caption = error_chart(task(plain()), "en").caption
    assert caption.endswith(
        "Not drawn: the 1 images with an error above 0.289 (99.5th percentile; the largest is 0.290)."
    )


def test_equal_errors_leave_nothing_out():
    assert "Not drawn" not in error_chart(task(plain(errors=np.full(30, 0.1))), "en").caption


def test_images_without_a_finite_error_are_left_out():
    errors = np.arange(30) / 100
    errors[[0, 29]] = np.nan, np.inf
    caption = error_chart(task(plain(errors=errors)), "en").caption
    assert f"Mean error {np.mean(np.arange(1, 29) / 100):.3f};" in caption


@pytest.mark.parametrize(("lang", "expected"), [("es", "imagen media: "), ("en", "mean image: ")])
def test_the_mean_image_is_marked(lang: str, expected: str):
    assert expected in error_chart(task(plain()), lang).svg

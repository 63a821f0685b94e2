"""Small pictures of images and of what the model makes of them."""

import base64
import io

import numpy as np
from matplotlib.image import imread

from grader.report.strips import Example, how_to_read, strips
from tests.report.charts.conftest import DIGITS, denoising, detection, plain, task


def pixels(example: Example) -> np.ndarray:
    content = base64.b64decode(example.picture.removeprefix("data:image/png;base64,"))
    return imread(io.BytesIO(content), format="png")


def test_strips_hold_best_median_and_worst_with_their_classes():
    found = list(strips(task(plain()), "en"))
    assert [strip.title for strip in found] == ["Best reconstructed", "Around the median", "Worst reconstructed"]
    assert [example.error for example in found[0].examples] == [f"{i / 100:.4f}" for i in range(8)]
    assert [example.error for example in found[1].examples] == [f"{i / 100:.4f}" for i in range(11, 19)]
    assert [example.error for example in found[2].examples] == [f"{i / 100:.4f}" for i in range(22, 30)]
    assert [example.name for example in found[2].examples] == ["trouser"] * 3 + ["bag"] * 5


def test_strips_of_a_detector_hold_its_class_and_each_other_one():
    found = [[example.error for example in strip.examples] for strip in strips(task(detection()), "en")]
    assert found[0] == [f"{i / 100:.4f}" for i in range(8)]
    assert found[1] == [f"{i / 100:.4f}" for i in range(6, 14)]
    assert found[2] == [f"{i / 100:.4f}" for i in range(12, 20)]
    assert found[3:] == [["0.2000", "0.2500"], ["0.2400", "0.2900"]]


def test_within_the_normal_class_only_the_title_names_it():
    first, *_, best, worst = strips(task(detection()), "en")
    assert first.title == "Best reconstructed: T-shirt $x_1$ <b>"
    assert {example.name for example in first.examples} == {None}
    assert [e.name for e in best.examples] == [e.name for e in worst.examples] == ["trouser", "bag"]


def test_digits_are_called_digits():
    first = next(strips(task(plain(), class_names=DIGITS), "es"))
    assert first.examples[0].name == "dígito 0"


def test_images_without_a_finite_error_are_left_out():
    errors = np.arange(30) / 100
    errors[[0, 25]] = np.nan, np.inf
    measured = detection(errors=errors, reconstructions=np.full((30, 28, 28), np.nan, np.float32))
    best = next(strips(task(measured), "en"))
    assert [example.error for example in best.examples][:2] == ["0.0100", "0.0200"]


def test_without_a_finite_error_there_is_no_strip():
    assert list(strips(task(plain(errors=np.full(30, np.nan))), "en")) == []


def test_a_picture_shows_the_original_above_its_reconstruction():
    measured = plain()
    first = next(strips(task(measured), "en")).examples[0]
    shown = pixels(first)
    assert shown.shape == (57, 28) == (first.height, 28)
    np.testing.assert_allclose(shown[:28], measured.images[0], atol=0.01)
    np.testing.assert_allclose(shown[29:], measured.reconstructions[0], atol=0.01)
    assert first.alternative == "T-shirt $x_1$ <b>: original above, reconstruction below; MSE 0.0000"


def test_a_denoiser_shows_what_it_was_given_in_between():
    measured = denoising()
    first = next(strips(task(measured), "en")).examples[0]
    shown = pixels(first)
    assert shown.shape == (86, 28) == (first.height, 28)
    np.testing.assert_allclose(shown[:28], measured.images[0], atol=0.01)
    np.testing.assert_allclose(shown[29:57], measured.noisy[0], atol=0.01)
    np.testing.assert_allclose(shown[58:], measured.reconstructions[0], atol=0.01)
    assert "noisy" in first.alternative
    gain = 10 * np.log10(np.mean((measured.noisy[0] - measured.images[0]) ** 2) / 1e-12)
    assert (first.error, first.gain) == ("0.0000", f"{gain:.1f} dB")
    assert "noisy" in how_to_read(task(measured), "en")
    assert "noisy" not in how_to_read(task(plain()), "en")

"""Variational autoencoders of every style are run as they draw, and measured at their mean."""

from pathlib import Path

import keras
import numpy as np
import pytest
import tf_keras

from tests.box import variational
from tests.box.frozen import Shot, photographed
from tests.box.variational import BOTH, KERAS_3, WIDTH, WRONG, Style

IMAGES = np.random.default_rng(0).random((100, 784), np.float32)


def is_found(style: Style, folder: Path) -> Shot:
    shot = photographed(style.model, folder)
    assert shot.taken["draws"]
    assert shot.taken["code_size"] == WIDTH
    assert shot.code(IMAGES) == pytest.approx(style.mean(IMAGES), abs=1e-5)
    deviation = np.abs(shot.code(IMAGES, draws=1.0) - shot.code(IMAGES))
    assert deviation == pytest.approx(style.deviation(IMAGES), abs=1e-5)
    return shot


@pytest.mark.parametrize("name", BOTH)
def test_a_code_is_its_mean_and_the_deviation_that_of_its_draw(name: str, tmp_path: Path) -> None:
    is_found(BOTH[name](keras), tmp_path)


@pytest.mark.parametrize(
    "name",
    ["a Lambda", "train_step, a dict, in training only", "call in training only", "layers, call in training only"],
)
def test_in_keras_2_too(name: str, tmp_path: Path) -> None:
    is_found(BOTH[name](tf_keras), tmp_path)


@pytest.mark.parametrize("name", KERAS_3)
def test_with_what_only_keras_3_has(name: str, tmp_path: Path) -> None:
    is_found(KERAS_3[name](), tmp_path)


def test_a_loss_added_to_a_symbolic_model(tmp_path: Path) -> None:
    is_found(variational.with_own_loss(tf_keras), tmp_path)


@pytest.mark.parametrize("name", WRONG)
def test_a_log_variance_taken_for_the_deviation_shows(name: str, tmp_path: Path) -> None:
    is_found(WRONG[name](keras), tmp_path)

"""Variational autoencoders of every style are run as they draw, and measured at their mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tf_keras

from grader.box.heads import forms
from tests.box import autoencoders, variational
from tests.box.frozen import Shot, photographed, photographed_pair
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


def test_halves_of_a_loop_of_its_own(tmp_path: Path) -> None:
    encoder, decoder = variational.encoder(keras), variational.decoder(keras)
    shot = photographed_pair(encoder, decoder, tmp_path)
    assert shot.taken["draws"]
    assert shot.code(IMAGES) == pytest.approx(np.asarray(encoder(IMAGES)[0]), abs=1e-5)
    assert shot.output(IMAGES) == pytest.approx(np.asarray(decoder(encoder(IMAGES)[0])), abs=1e-5)


def test_of_heads_of_different_shapes_the_first_is_the_code(tmp_path: Path) -> None:
    layers = keras.layers
    images = layers.Input((784,))
    encoder = keras.Model(images, [layers.Dense(WIDTH)(images), layers.Dense(5)(images)])
    decoder = variational.decoder(keras)
    shot = photographed(variational.holder(keras, encoder=encoder, decoder=decoder), tmp_path)
    assert (shot.taken["form"], shot.taken["draws"], shot.taken["code_size"]) == ("pair", False, WIDTH)
    assert shot.output(IMAGES) == pytest.approx(np.asarray(decoder(encoder(IMAGES)[0])), abs=1e-5)


def test_a_third_head_that_is_not_drawn_makes_it_a_plain_autoencoder(tmp_path: Path) -> None:
    """Unidad 5's own classes, with a Sampling that gives back the mean."""
    encoder = variational.encoder(keras, variational.layer(keras, lambda heads, training: heads[0] + 0 * heads[1]))
    decoder = variational.decoder(keras)
    shot = photographed(variational.holder(keras, encoder=encoder, decoder=decoder), tmp_path)
    assert (shot.taken["form"], shot.taken["draws"], shot.taken["code_size"]) == ("pair", False, WIDTH)
    assert shot.output(IMAGES) == pytest.approx(np.asarray(decoder(encoder(IMAGES)[0])), abs=1e-5)


def test_what_a_model_does_itself_counts_before_its_parts(tmp_path: Path) -> None:
    """A call that draws, or that decodes something else than the heads it has."""
    shot = is_found(variational.in_call(keras, variational.draw), tmp_path)
    assert shot.taken["form"] == "model"


@pytest.mark.parametrize("build", [autoencoders.course, autoencoders.convolutional, autoencoders.with_a_lambda])
def test_an_ordinary_model_is_traced_once(build: Callable[[], Any]) -> None:
    first, *others = forms(build())
    assert first.name == "model"
    assert [form.name for form in others if form.may_draw] == (["model"] if build is autoencoders.with_a_lambda else [])


@pytest.mark.parametrize("kind", ["GaussianNoise", "GaussianDropout"])
@pytest.mark.parametrize("package", [keras, tf_keras])
def test_noise_that_is_always_on_is_off(package: Any, kind: str, tmp_path: Path) -> None:
    layers = package.layers
    encoder, decoder = package.Sequential([layers.Input((784,)), layers.Dense(WIDTH)]), variational.decoder(package)

    def call(self: Any, images: Any) -> Any:
        return self.decoder(self.encoder(self.noise(images, training=True)))

    noise = getattr(layers, kind)(0.5)
    shot = photographed(
        variational.holder(package, {"call": call}, noise=noise, encoder=encoder, decoder=decoder), tmp_path
    )
    assert (shot.taken["form"], shot.taken["draws"]) == ("model", False)
    assert shot.code(IMAGES) == pytest.approx(np.asarray(encoder(IMAGES)), abs=1e-5)
    assert shot.output(IMAGES) == pytest.approx(np.asarray(decoder(encoder(IMAGES))), abs=1e-5)

"""Frozen models, really run in two boxes."""

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest

from grader.box.graphs import freeze
from grader.errors import StudentFault
from grader.inference import infer
from grader.sandbox import Limits, choose
from tests.box import autoencoders as models
from tests.box.frozen import photographed
from tests.box.variational import BOTH, KERAS_3, WRONG, Style

LIMITS = Limits(wall=180)


def images(n: int) -> np.ndarray:
    return np.random.default_rng(0).random((n, 28, 28, 1)).astype(np.float32)


def test_both_halves_together_are_the_model_and_rows_keep_their_order() -> None:
    model = models.convolutional()
    shown = images(230)  # no multiple of the batch
    graph = freeze(lambda x: model(x, training=False), (28, 28, 1)).graph
    made = infer(graph, shown, sandbox=choose("auto"), limits=LIMITS)
    expected = np.asarray(model(shown, training=False)).reshape(len(shown), -1)
    assert made.narrow
    assert made.code.shape == (230, 16)
    assert made.outputs == pytest.approx(expected, abs=2e-3)
    assert made.weak_encoder is not None
    assert made.weak_decoder is not None
    assert len(made.weak_decoder) == len(made.weak_rows)
    assert np.abs(made.weak_encoder - expected[made.weak_rows]).max() > 1e-3


def test_a_model_that_gives_no_numbers_is_the_students_fault() -> None:
    model = models.with_a_lambda()
    model.set_weights([np.full_like(w, np.nan) for w in model.get_weights()])
    graph = freeze(model, (784,)).graph
    with pytest.raises(StudentFault, match=r"NaN|finite"):
        infer(graph, images(100).reshape(100, 784), sandbox=choose("auto"), limits=LIMITS)


def test_a_model_that_calls_back_into_python_is_the_students_fault() -> None:
    import tensorflow as tf

    def forward(x: tf.Tensor) -> tf.Tensor:
        y = tf.numpy_function(lambda a: a, [x], tf.float32)
        y.set_shape(x.shape)
        return y

    with pytest.raises(StudentFault, match="Python"):
        infer(freeze(forward, (784,)).graph, images(100).reshape(100, 784), sandbox=choose("auto"), limits=LIMITS)


@pytest.mark.parametrize(
    "build",
    [
        lambda: BOTH["train_step, three heads"](keras),
        lambda: KERAS_3["Keras' seeds"](),
        lambda: WRONG["a layer"](keras),
    ],
    ids=["heads", "seeds", "wrong"],
)
def test_a_variational_code_is_its_mean_and_its_deviation_is_known(build: Callable[[], Style], tmp_path: Path) -> None:
    keras.utils.set_random_seed(0)
    style, shown = build(), images(130).reshape(130, 784)
    graph = photographed(style.model, tmp_path).graph
    made = infer(graph, shown, sandbox=choose("auto"), limits=LIMITS)
    assert made.draws
    assert made.narrow
    assert made.code == pytest.approx(style.mean(shown), rel=1e-3, abs=1e-3)  # it crosses as float16
    assert made.deviation == pytest.approx(style.deviation(shown), abs=1e-5)
    assert made.from_draws is not None
    assert made.from_draws.shape == (130, 784)
    moved = np.abs(made.from_draws - made.outputs).max(axis=1)
    assert (moved > 1e-4).mean() > 0.95
    assert (len(made.asked), len(made.decoded)) == (0, 0)
    assert made.structure.encoder == [8, 3, 3]


def test_further_codes_are_decoded_beside_those_of_the_images() -> None:
    inputs = models.layers.Input((784,))
    encoder, decoder = models.layers.Dense(6, activation="relu"), models.layers.Dense(784, activation="sigmoid")
    graph = freeze(keras.Model(inputs, decoder(encoder(inputs))), (784,)).graph
    shown = images(110).reshape(110, 784)
    made = infer(graph, shown, sandbox=choose("auto"), limits=LIMITS, further=lambda code: 2 * code[:30] + 1)
    assert made.asked == pytest.approx(2 * np.asarray(encoder(shown[:30])) + 1, abs=5e-3)
    assert made.decoded == pytest.approx(np.asarray(decoder(made.asked)), abs=1e-5)
    assert made.outputs == pytest.approx(np.asarray(decoder(encoder(shown))), abs=2e-3)
    assert (made.draws, made.deviation, made.from_draws, made.weak_encoder) == (False, None, None, None)
    assert made.structure.parameters == 784 * 6 + 6 + 6 * 784 + 784

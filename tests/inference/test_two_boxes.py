"""Frozen models, really run in two boxes."""

import numpy as np
import pytest

from grader.box.graphs import freeze
from grader.errors import StudentFault
from grader.inference import infer
from grader.sandbox import Limits, choose
from tests.box import autoencoders as models

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

"""Which variables hold what a model has learnt."""

from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from grader.box.variables import Numbers, captured, state, weights


@pytest.fixture(params=["keras", "tf_keras"])
def keras(request: pytest.FixtureRequest) -> Any:
    return pytest.importorskip(request.param)


def test_metrics_that_a_model_holds_are_none(keras: Any) -> None:
    class Metered(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.dense, self.inner = keras.layers.Dense(2), keras.Sequential([keras.layers.Dense(3)])
            self.total = keras.metrics.Mean(name="total")

        def call(self, x: Any) -> Any:
            return self.dense(self.inner(x))

    model = Metered()
    model(np.zeros((1, 4), np.float32))
    assert [tuple(variable.shape) for variable in weights(model)] == [(3, 2), (2,), (4, 3), (3,)]
    before = state(weights(model))
    model.total.update_state(1.0)
    assert state(weights(model)) == before


def test_a_layer_and_an_unbuilt_model(keras: Any) -> None:
    layer = keras.layers.Dense(2)
    layer.build((None, 3))
    assert [tuple(variable.shape) for variable in weights(layer)] == [(3, 2), (2,)]
    assert weights(keras.Sequential([keras.layers.Dense(2)])) == []
    assert weights(object()) == []


def test_a_graph_knows_variables_by_the_same_numbers_as_a_model(keras: Any) -> None:
    layer = keras.layers.Dense(2)
    compiled = tf.function(lambda rows: layer(rows))
    assert captured(compiled) == []
    compiled(tf.zeros((1, 3)))
    numbers = Numbers()
    own = [numbers.of(variable) for variable in weights(layer)]
    assert sorted(map(numbers.of, captured(compiled))) == own == [0, 1]
    assert captured(layer) == []


def test_what_is_no_variable_has_a_number_of_its_own(keras: Any) -> None:
    model = keras.Sequential([keras.layers.Dense(2)])
    model.value = 3.0
    numbers = Numbers()
    assert numbers.of(model) == numbers.of(model)

"""The model that a layer belongs to."""

import gc
from typing import Any

import numpy as np
import pytest

from grader.box.owners import Owners


@pytest.fixture(params=["keras", "tf_keras"])
def keras(request: pytest.FixtureRequest) -> Any:
    return pytest.importorskip(request.param)


def test_the_largest_model_around_a_layer(keras: Any) -> None:
    layer, other = keras.layers.Dense(2), keras.layers.Dense(4)
    encoder = keras.Sequential([layer])
    model = keras.Sequential([encoder, other])
    model(np.zeros((1, 3), np.float32))
    owners = Owners()
    assert owners.of(layer) is layer
    owners.made(encoder)
    assert owners.of(layer) is encoder
    owners.made(model)
    assert owners.of(layer) is model
    assert owners.of(other) is model
    assert owners.of(keras.layers.Dense(2)) not in (encoder, model)


def test_a_model_that_is_gone_owns_nothing(keras: Any) -> None:
    layer, owners = keras.layers.Dense(2), Owners()
    owners.made(keras.Sequential([layer]))
    gc.collect()
    assert owners.of(layer) is layer

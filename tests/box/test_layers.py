from typing import Any

import pytest

from grader.box.layers import layers


@pytest.fixture(params=["keras", "tf_keras"])
def keras(request: pytest.FixtureRequest) -> Any:
    return pytest.importorskip(request.param)


def test_layers_of_nested_models_follow_one_another(keras: Any) -> None:
    dense = keras.layers.Dense
    encoder = keras.Sequential([keras.Input((8,)), dense(4, name="a"), dense(2, name="b")])
    decoder = keras.Sequential([keras.Input((2,)), dense(3, name="c"), dense(8, name="d")])
    images = keras.Input((8,))
    model = keras.Model(images, decoder(encoder(images)))
    found = list(layers(model))
    assert [layer.name for layer in found if isinstance(layer, dense)] == ["a", "b", "c", "d"]
    assert len(set(map(id, found))) == len(found)


def test_a_shared_layer_comes_once(keras: Any) -> None:
    images = keras.Input((8,))
    shared = keras.layers.Dense(8)
    model = keras.Model(images, shared(shared(images)))
    assert sum(layer is shared for layer in layers(model)) == 1

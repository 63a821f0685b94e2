"""The narrowest cut of real models' graphs."""

from collections.abc import Callable
from typing import Any

import pytest
import tensorflow as tf

from grader.box.cut import Cut, find_cut
from grader.box.graphs import NotAnAutoencoder, freeze
from tests.box import autoencoders as models


def cut_of(model: Any) -> Cut:
    definition = tf.compat.v1.GraphDef()
    shape = getattr(model, "input_shape", None) if not isinstance(model, models.Subclassed) else None
    frozen = freeze(lambda images: model(images, training=False), (shape or (None, 28, 28, 1))[1:])
    definition.ParseFromString(frozen.graph)
    graph = tf.Graph()
    with graph.as_default():
        tf.graph_util.import_graph_def(definition, name="")
    return find_cut(graph)


@pytest.mark.parametrize(
    ("build", "shape"),
    [
        (models.convolutional, (16,)),
        (models.course, (4, 4, 8)),
        (models.subclassed, (12,)),
        (models.with_a_lambda, (8,)),
        (models.variational, (2,)),
        (models.with_an_auxiliary_head, (10,)),
    ],
)
def test_the_code_is_found(build: Callable[[], Any], shape: tuple[int, ...]) -> None:
    cut = cut_of(build())
    assert cut.narrow
    assert cut.shape == shape


@pytest.mark.parametrize("build", [models.skipping, models.wide])
def test_no_cut_is_narrow_where_the_image_gets_around_it(build: Callable[[], Any]) -> None:
    assert not cut_of(build()).narrow


def test_the_code_is_taken_after_its_activation() -> None:
    assert "Relu" in cut_of(models.convolutional()).tensor


def test_a_hidden_layer_as_narrow_as_the_code_is_not_the_code() -> None:
    inputs = models.layers.Input((784,))
    code = models.layers.Dense(8, name="code")(inputs)
    hidden = models.layers.Dense(8, name="hidden")(code)
    model = models.keras.Model(inputs, models.layers.Dense(784)(hidden))
    assert "code" in cut_of(model).tensor


def test_a_model_that_gives_back_something_else_is_told() -> None:
    inputs = models.layers.Input((784,))
    classifier = models.keras.Model(inputs, models.layers.Dense(10)(inputs))
    with pytest.raises(NotAnAutoencoder) as error:
        freeze(classifier, (784,))
    assert error.value.output_shape == (10,)


def test_the_code_of_an_overcomplete_autoencoder_is_its_hidden_layer() -> None:
    inputs = models.layers.Input((784,))
    code = models.layers.Dense(1000, activation="relu", name="code")(inputs)
    cut = cut_of(models.keras.Model(inputs, models.layers.Dense(784, activation="sigmoid")(code)))
    assert (cut.narrow, cut.whole, cut.shape) == (False, False, (1000,))
    assert "Relu" in cut.tensor


def drawn_after(hidden: int, code: int, *, noise: Any = None) -> Any:
    """784 → hidden → a drawn code → 784, under noise that is always on."""
    inputs = models.layers.Input((784,))
    x = inputs if noise is None else noise(inputs)
    x = models.layers.Dense(hidden, activation="relu")(x)
    z = models.Sampling()([models.layers.Dense(code)(x), models.layers.Dense(code)(x)])
    return models.keras.Model(inputs, models.layers.Dense(784, activation="sigmoid")(z))


class AlwaysNoisy(models.layers.Layer):
    def call(self, x: Any) -> Any:
        return x + 0.5 * tf.random.normal(tf.shape(x))


@pytest.mark.parametrize(("hidden", "code"), [(16, 2), (16, 16), (16, 48), (1000, 900)])
def test_a_code_that_is_drawn_begins_where_the_draw_has_come_in(hidden: int, code: int) -> None:
    cut = cut_of(drawn_after(hidden, code))
    assert (cut.drawn, cut.whole, cut.shape, cut.narrow) == (True, False, (code,), code < 784)
    assert len(cut.draws) == 1


def test_noise_beside_a_draw_is_none_of_its_own() -> None:
    cut = cut_of(drawn_after(16, 16, noise=AlwaysNoisy()))
    assert (cut.shape, len(cut.draws)) == ((16,), 1)
    assert all("sampling" in name for name in cut.draws)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(("hidden", "code"), [(48, 32), (1200, 1000)])
def test_noise_that_is_always_on_moves_no_cut(place: int, hidden: int, code: int) -> None:
    """At the input, behind a hidden layer, and on the code."""
    inputs = models.layers.Input((784,))
    x = inputs
    for number, layer in enumerate([models.layers.Dense(hidden), models.layers.Dense(code, name="code")]):
        x = layer(AlwaysNoisy()(x) if place == number else x)
    x = AlwaysNoisy()(x) if place == 2 else x
    model = models.keras.Model(inputs, models.layers.Dense(784)(models.layers.Dense(hidden)(x)))
    cut = cut_of(model)
    assert (cut.drawn, cut.whole, cut.shape, cut.narrow) == (False, False, (code,), code < 784)


def test_what_a_decoder_draws_is_not_its_code() -> None:
    inputs = models.layers.Input((784,))
    x = models.layers.Dense(16)(models.layers.Dense(4)(inputs))
    pixels, deviations = models.layers.Dense(784)(x), models.layers.Dense(784)(x)
    cut = cut_of(models.keras.Model(inputs, models.Sampling()([pixels, deviations])))
    assert (cut.drawn, cut.shape) == (False, (4,))

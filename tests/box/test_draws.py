"""The normal draws of frozen graphs, with numbers in their place."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from grader.box.draws import NORMAL, drawing, scaled, settled
from grader.box.graphs import freeze

SHAPE = (100, 784)
IMAGES = np.random.default_rng(0).random(SHAPE).astype(np.float32)

DRAWS: dict[str, Callable[[Any], Any]] = {
    "TensorFlow's": lambda x: tf.random.normal(tf.shape(x)),
    "of a fixed shape": lambda x: tf.random.normal(SHAPE),
    "cut off": lambda x: tf.random.truncated_normal(tf.shape(x, out_type=tf.int64)),
    "stateless": lambda x: tf.random.stateless_normal(tf.shape(x), seed=[1, 2]),
    "stateless and cut off": lambda x: tf.random.stateless_truncated_normal(tf.shape(x), seed=[1, 2]),
    "Keras'": lambda x: keras.random.normal(keras.ops.shape(x)),
    "of a generator": lambda x: tf.random.get_global_generator().normal(tf.shape(x)),
    "in half precision": lambda x: tf.cast(tf.random.normal(tf.shape(x), dtype=tf.float16), tf.float32),
}


def frozen(forward: Callable[[Any], Any]) -> Any:
    definition = tf.compat.v1.GraphDef()
    definition.ParseFromString(freeze(forward, SHAPE[1:]).graph)
    return definition


def run(definition: Any) -> np.ndarray:
    with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
        tf.graph_util.import_graph_def(definition, name="")
        made = session.run("reconstruction:0", {graph.get_tensor_by_name("images:0"): IMAGES})
    return np.asarray(made)


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_a_number_takes_the_place_of_a_draw(draw: Callable[[Any], Any]) -> None:
    definition = frozen(lambda x: x + 0.5 * draw(x))
    assert len(drawing(definition)) == 1
    assert np.abs(run(definition) - IMAGES).std() > 0.1
    for value in (0.0, 1.0):
        assert run(settled(definition, value)) == pytest.approx(IMAGES + 0.5 * value)
    assert len(drawing(definition)) == 1  # as it was


def test_only_some_draws_are_settled() -> None:
    definition = frozen(
        lambda x: x + tf.random.normal(SHAPE, name="first") + 10 * tf.random.normal(SHAPE, name="other")
    )
    first, other = sorted(drawing(definition))
    half = settled(definition, 1.0, {first})
    assert drawing(half) == {other}
    assert run(settled(half, 0.0)) == pytest.approx(IMAGES + 1)


def test_draws_of_other_kinds_stay() -> None:
    definition = frozen(lambda x: x + tf.random.uniform(SHAPE))
    assert drawing(definition) == set()
    assert settled(definition, 0.0) == definition


def test_generators_count_on_only_where_nothing_is_traced() -> None:
    seeds, generator = keras.random.SeedGenerator(1), tf.random.Generator.from_seed(1)

    def drawn(x: Any) -> Any:
        return x + keras.random.normal(SHAPE, seed=seeds) + generator.normal(SHAPE)

    def states() -> list[list[int]]:
        return [seeds.state.value.numpy().tolist(), generator.state.numpy().tolist()]

    before = states()
    definition = frozen(drawn)
    assert not any("Assign" in node.op or "Rng" in node.op for node in definition.node)
    assert states() == before
    drawn(IMAGES)
    assert all(now != then for now, then in zip(states(), before, strict=True))


@pytest.mark.parametrize(
    ("code", "is_scaled"),
    [
        (lambda x, noise: x + tf.exp(x / 2) * noise, True),
        (lambda x, noise: x + noise / tf.exp(-x / 2), True),
        (lambda x, noise: x + tf.exp(x / 2) * (0.1 * tf.reshape(noise, SHAPE)), True),
        (lambda x, noise: x + 0.5 * noise, False),
        (lambda x, noise: tf.nn.sigmoid(x + 4 * noise) * x, False),
        (lambda x, noise: x * tf.cast(tf.size(x), tf.float32) * 1e-6 + noise, False),
    ],
)
def test_the_image_scales_the_draws_of_a_code(code: Callable[[Any, Any], Any], is_scaled: bool) -> None:
    with tf.Graph().as_default() as graph:
        images = tf.compat.v1.placeholder(tf.float32, SHAPE, name="images")
        code(images, tf.random.normal(tf.shape(images)))
    found = scaled(graph, graph.get_operation_by_name("images"))
    assert [op.type in NORMAL for op in found] == [True] * is_scaled

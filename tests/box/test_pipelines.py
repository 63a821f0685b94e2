"""Pipelines that are not tuned."""

import numpy as np
import pytest
import tensorflow as tf

from grader.box import pipelines


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tf.data.Dataset, "__iter__", tf.data.Dataset.__iter__)  # so that it comes back
    pipelines.install()


def numbers() -> tf.data.Dataset:
    return (
        tf.data.Dataset.range(10).map(lambda x: x * x, num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)
    )


def test_a_pipeline_is_not_tuned_and_gives_what_it_gave():
    iterator = iter(numbers())
    assert not iterator._dataset.options().autotune.enabled
    assert [int(value) for value in iterator] == [n * n for n in range(10)]
    assert [int(value) for value in numbers().as_numpy_iterator()] == [n * n for n in range(10)]


def test_what_else_its_author_asked_for_stays():
    options = tf.data.Options()
    options.deterministic = False
    options.autotune.enabled = True
    kept = iter(numbers().with_options(options))._dataset.options()
    assert (kept.deterministic, kept.autotune.enabled) == (False, False)


@pytest.mark.parametrize("package", ["keras", "tf_keras"])
def test_both_kerases_train_and_predict_as_before(package: str):
    keras = pytest.importorskip(package)
    keras.utils.set_random_seed(0)
    rows = np.random.default_rng(0).random((40, 8)).astype("float32")
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(8)])
    model.compile("sgd", "mse")
    first, second = model.fit(rows, rows, epochs=2, batch_size=16, verbose=0).history["loss"]
    assert first > second
    assert model.predict(rows, verbose=0).shape == (40, 8)
    assert model.predict(tf.data.Dataset.from_tensor_slices(rows).batch(7), verbose=0).shape == (40, 8)

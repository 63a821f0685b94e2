"""Codes that a notebook has decoded, in whatever way it asks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from grader.box.decodings import Decodings
from grader.box.graphs import freeze
from grader.box.protocol import MAX_DECODED_CODES
from grader.box.storage import Storage
from grader.box.training_log import TrainingLog
from grader.box.variables import Numbers, weights

CODES = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
IMAGES = np.zeros((5, 784), np.float32)


class Listener:
    """A recorder of nothing but decodings."""

    def __init__(self) -> None:
        self.decodings: Decodings | None = None
        log = TrainingLog(lambda model: None, asked=self._asked)
        log.install()
        self.log = log

    def _asked(self, *call: Any) -> None:
        if self.decodings is not None:
            self.decodings.saw(*call)


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.fixture
def taken(listener: Listener, tmp_path: Path) -> Any:
    """What was seen of a step: the numbers of the decoder's variables, and its codes."""
    numbers = Numbers()
    listener.decodings = Decodings(Storage(tmp_path), numbers)

    def take(step: Callable[[], Any], decoder: Any) -> list[np.ndarray]:
        assert listener.decodings is not None
        listener.log.start_cell(0)
        step()
        listener.log.end_cell()
        found = listener.decodings.take()
        for one in found:
            assert one["variables"] == [numbers.of(variable) for variable in weights(decoder)]
        return [np.load(tmp_path / one["codes"]) for one in found]

    yield take
    listener.decodings = None


@pytest.fixture(params=["keras", "tf_keras"])
def keras(request: pytest.FixtureRequest, listener: Listener) -> Any:
    return pytest.importorskip(request.param)


def halves(keras: Any) -> tuple[Any, Any]:
    layers = keras.layers
    encoder = keras.Sequential([layers.Input((784,)), layers.Dense(3)])
    decoder = keras.Sequential([layers.Input((3,)), layers.Dense(4, activation="relu"), layers.Dense(784)])
    return encoder, decoder


ASKED: dict[str, Callable[[Any], Any]] = {
    "predict": lambda decoder: decoder.predict(CODES, verbose=0),
    "predict by name": lambda decoder: decoder.predict(x=CODES, verbose=0),
    "predict_on_batch": lambda decoder: decoder.predict_on_batch(CODES),
    "a call": lambda decoder: decoder(CODES),
    "a call with a tensor": lambda decoder: decoder(tf.constant(CODES), training=False),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_codes_are_seen_however_a_decoder_is_asked(ask: Callable[[Any], Any], keras: Any, taken: Any) -> None:
    _, decoder = halves(keras)
    (codes,) = taken(lambda: ask(decoder), decoder)
    assert codes.dtype == np.float32
    assert np.array_equal(codes, CODES)


def test_the_calls_of_a_cell_come_together(keras: Any, taken: Any) -> None:
    _, decoder = halves(keras)

    def step() -> None:
        for code in CODES:
            decoder.predict(code[None], verbose=0)

    (codes,) = taken(step, decoder)
    assert np.array_equal(codes, CODES)
    assert taken(lambda: None, decoder) == []


def test_what_images_or_a_training_make_of_codes_is_not_asked_for(keras: Any, taken: Any) -> None:
    encoder, decoder = halves(keras)
    inputs = keras.layers.Input((784,))
    model = keras.Model(inputs, decoder(encoder(inputs)))
    model.compile("adam", "mse", run_eagerly=True)
    decoder.compile("adam", "mse")

    def step() -> None:
        model.fit(IMAGES, IMAGES, validation_data=(IMAGES, IMAGES), verbose=0)
        model.train_on_batch(IMAGES, IMAGES)
        model.predict(IMAGES, verbose=0)
        model.evaluate(IMAGES, IMAGES, verbose=0)
        model(IMAGES)
        encoder.predict(IMAGES, verbose=0)
        decoder.fit(CODES, IMAGES, verbose=0)
        with tf.GradientTape():
            decoder(encoder(IMAGES))
        freeze(lambda images: decoder(encoder(images)), (784,))  # as the recorder does at the end of a cell

    assert taken(step, decoder) == []


def test_a_decoder_that_is_a_layer(keras: Any, taken: Any) -> None:
    class Decoder(keras.layers.Layer):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(784)

        def call(self, codes: Any) -> Any:
            return self.dense(codes)

    decoder = Decoder()
    (codes,) = taken(lambda: decoder(CODES), decoder)
    assert np.array_equal(codes, CODES)


def loose_layers(keras: Any) -> Any:
    """A model whose decoder is no model, but layers that a method calls one after the other."""

    class Loose(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.code = keras.layers.Dense(3)
            self.hidden = keras.layers.Dense(16, activation="relu")
            self.shape_of_a_map = keras.layers.Reshape((4, 4, 1))
            self.pixels = keras.layers.Dense(784)

        def call(self, images: Any) -> Any:
            return self.decode(self.code(images))

        def decode(self, codes: Any) -> Any:
            hidden = self.shape_of_a_map(self.hidden(codes))
            return self.pixels(tf.reshape(hidden, (-1, 16)))

    model = Loose()
    model(IMAGES)
    return model


def of_width(found: list[dict[str, Any]], width: int, tmp_path: Path) -> tuple[list[int], np.ndarray]:
    (one,) = [one for one in found if one["width"] == width]
    return one["variables"], np.load(tmp_path / one["codes"])


@pytest.mark.parametrize("how", ["layers", "compiled", "compiled around it"])
def test_a_decoder_that_is_several_layers(how: str, keras: Any, listener: Listener, tmp_path: Path) -> None:
    model, numbers = loose_layers(keras), Numbers()
    decode = model.decode if how == "layers" else tf.function(model.decode)
    ask = (lambda codes: tf.sigmoid(decode(codes))) if how == "compiled around it" else decode
    listener.decodings = Decodings(Storage(tmp_path), numbers)
    try:
        listener.log.start_cell(0)
        ask(model.code(IMAGES))  # codes of images come through the same layers
        ask(tf.constant(CODES))
        variables, codes = of_width(listener.decodings.take(), 3, tmp_path)
    finally:
        listener.decodings = None
    decoder = [*weights(model.hidden), *weights(model.pixels)]
    assert sorted(variables) == sorted(numbers.of(variable) for variable in decoder)
    assert np.array_equal(codes[-len(CODES) :], CODES)


def test_images_of_a_code_of_three_axes(taken: Any) -> None:
    import keras

    layers = keras.layers
    decoder = keras.Sequential([layers.Input((4, 4, 2)), layers.Flatten(), layers.Dense(784), layers.Reshape((28, 28))])
    codes = np.random.default_rng(0).random((6, 4, 4, 2))
    (found,) = taken(lambda: decoder.predict(codes, verbose=0), decoder)
    assert found == pytest.approx(codes.reshape(6, 32), abs=1e-6)


class Weighted:
    """What is asked for its weights only."""

    def __init__(self) -> None:
        self.weights = [tf.Variable(0.0)]


def seen(tmp_path: Path, *calls: tuple[Any, Any, Any]) -> list[np.ndarray]:
    decodings = Decodings(Storage(tmp_path), Numbers())
    for call in calls:
        decodings.saw(*call)
    return [np.load(tmp_path / one["codes"]) for one in decodings.take()]


def test_a_list_of_one_input_is_that_input(tmp_path: Path) -> None:
    assert seen(tmp_path, (Weighted(), [CODES], IMAGES)) == [pytest.approx(CODES)]


def test_codes_of_two_widths_are_no_codes(tmp_path: Path) -> None:
    decoder, other = Weighted(), Weighted()
    assert seen(tmp_path, (decoder, CODES, IMAGES), (other, CODES, IMAGES), (decoder, CODES[:, :2], IMAGES)) == [
        pytest.approx(CODES)
    ]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    decoder, many = Weighted(), np.zeros((MAX_DECODED_CODES - 3, 3))
    (codes,) = seen(tmp_path, (decoder, many, IMAGES), (decoder, CODES, IMAGES), (decoder, CODES, IMAGES))
    assert len(codes) == MAX_DECODED_CODES
    assert np.array_equal(codes[-3:], CODES[:3])
    assert len(seen(tmp_path, *((Weighted(), CODES, IMAGES) for _ in range(60)))) == 50


def test_numbers_that_are_none_do_no_harm(tmp_path: Path) -> None:
    codes = np.array([[np.nan, np.inf, -np.inf], [1, 2, 3]])
    (found,) = seen(tmp_path, (Weighted(), codes, IMAGES))
    assert found.tolist() == [[0, 0, 0], [1, 2, 3]]


@pytest.mark.parametrize(
    ("given", "outputs"),
    [
        (IMAGES, IMAGES),
        (CODES, CODES),
        (CODES[0], IMAGES),
        (CODES[:0], IMAGES),
        (None, IMAGES),
        ([CODES, CODES], IMAGES),
    ],
    ids=["images", "no images", "one axis", "none", "nothing", "two inputs"],
)
def test_what_is_no_decoding(given: Any, outputs: Any, tmp_path: Path) -> None:
    assert seen(tmp_path, (Weighted(), given, outputs)) == []
    assert seen(tmp_path, (object(), CODES, IMAGES)) == []

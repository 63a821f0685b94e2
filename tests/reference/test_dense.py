import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras

from reference.common import train
from reference.dense import build_dense


def test_both_halves_share_their_weights_with_the_whole(images):
    keras.utils.set_random_seed(0)
    autoencoder = build_dense(5)
    encoder, decoder = autoencoder.layers
    train(autoencoder, images, images, epochs=1, batch_size=16)
    codes = encoder.predict(images, verbose=0)
    assert codes.shape == (64, 5)
    assert codes.min() < 0
    outputs = autoencoder.predict(images, verbose=0)
    assert outputs.shape == images.shape
    assert (outputs.min() >= 0, outputs.max() <= 1) == (True, True)
    np.testing.assert_allclose(decoder.predict(codes, verbose=0), outputs, atol=1e-5)


def test_one_seed_starts_both_losses_from_the_same_weights():
    weights = []
    for loss in ("mse", "binary_crossentropy"):
        keras.utils.set_random_seed(0)
        autoencoder = build_dense(3, loss=loss)
        assert autoencoder.loss == loss
        weights.append(autoencoder.get_weights())
    for first, second in zip(*weights, strict=True):
        np.testing.assert_array_equal(first, second)

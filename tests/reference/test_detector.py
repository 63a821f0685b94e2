import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras
import matplotlib.pyplot as plt

from grader.datasets import load
from reference.clase156_tarea import detector


@pytest.fixture(scope="module")
def autoencoder():
    keras.utils.set_random_seed(0)
    return detector.build_autoencoder(detector.build_encoder(latent=4), detector.build_decoder(latent=4))


@pytest.fixture
def images():
    return np.random.default_rng(0).random((8, 28, 28, 1), dtype=np.float32)


def test_the_code_is_the_only_way_through(autoencoder, images):
    encoder, decoder = autoencoder.get_layer("encoder"), autoencoder.get_layer("decoder")
    code = encoder(images)
    assert code.shape == (8, 4)
    np.testing.assert_allclose(decoder(code), autoencoder(images), atol=1e-6)


def test_a_reconstruction_is_an_image_in_0_1(autoencoder, images):
    reconstruction = np.asarray(autoencoder(images))
    assert reconstruction.shape == images.shape
    assert reconstruction.min() >= 0
    assert reconstruction.max() <= 1


def test_the_error_is_each_images_own_mean_over_its_pixels(autoencoder, images):
    errors = detector.reconstruction_error(autoencoder, images)
    expected = [((image - autoencoder.predict(image[None], verbose=0)[0]) ** 2).mean() for image in images]
    np.testing.assert_allclose(errors, expected, rtol=1e-5)


def test_training_lowers_the_loss(images):
    keras.utils.set_random_seed(0)
    autoencoder = detector.build_autoencoder(detector.build_encoder(), detector.build_decoder())
    losses = detector.train(autoencoder, np.tile(images, (8, 1, 1, 1)), epochs=5, batch_size=16)["loss"]
    assert len(losses) == 5
    assert losses[-1] < losses[0]


def test_low_errors_mean_tshirt():
    errors = np.array([0.01, 0.02, 0.03, 0.05], dtype=np.float32)
    assert detector.roc_auc(errors, np.array([True, True, False, False])) == 1
    assert detector.roc_auc(errors, np.array([False, False, True, True])) == 0


def test_the_histogram_shows_both_groups_on_the_same_bins():
    errors = np.linspace(0, 1, 100, dtype=np.float32)
    figure = detector.plot_histogram(errors, errors < 0.1)
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["T-shirt", "no T-shirt"]
    first, second = axes.containers
    assert [bar.get_x() for bar in first] == [bar.get_x() for bar in second]
    plt.close(figure)


@pytest.fixture
def tshirts(monkeypatch) -> detector.TShirts:
    """Keras would look for the files in its own cache, or on the network; these are the same arrays."""
    known = load("fashion_mnist")
    splits = (known.x_train, known.y_train), (known.x_test, known.y_test)
    monkeypatch.setattr(keras.datasets.fashion_mnist, "load_data", lambda: splits)
    return detector.load_tshirts()


def test_only_the_training_splits_tshirts_are_trained_on(tshirts):
    assert tshirts.train.shape == (6000, 28, 28, 1)
    assert tshirts.test.shape == (10000, 28, 28, 1)
    assert tshirts.is_tshirt.sum() == 1000
    assert (tshirts.train.dtype, tshirts.train.min(), tshirts.train.max()) == (np.float32, 0, 1)


@pytest.mark.slow
def test_the_reference_reaches_what_it_claims(tshirts):
    keras.utils.set_random_seed(0)
    autoencoder = detector.build_autoencoder(detector.build_encoder(), detector.build_decoder())
    detector.train(autoencoder, tshirts.train)
    errors = detector.reconstruction_error(autoencoder, tshirts.test)
    assert detector.roc_auc(errors, tshirts.is_tshirt) == pytest.approx(0.90, abs=0.01)
    assert errors[tshirts.is_tshirt].mean() == pytest.approx(0.0127, abs=0.0015)
    assert errors[~tshirts.is_tshirt].mean() == pytest.approx(0.034, abs=0.003)

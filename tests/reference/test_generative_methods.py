import runpy

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras
import matplotlib.pyplot as plt

from grader.datasets import available, load
from reference import common
from reference.build import ROOT
from reference.metodos_generativos import convolutional, gaussian_layer, greedy, salt_pepper, vanilla

BUILDERS = {
    "vanilla": (vanilla.build_vanilla, 32),
    "convolutional": (convolutional.build_convolutional, 32),
    "gaussian_layer": (gaussian_layer.build_gaussian_denoiser, 64),
    "salt_pepper": (salt_pepper.build_salt_pepper_denoiser, 64),
}


@pytest.fixture
def images():
    return np.tile(np.random.default_rng(0).random((16, 784), dtype=np.float32), (4, 1))


@pytest.mark.parametrize("name", BUILDERS)
def test_the_decoder_draws_images_from_the_encoders_codes(name, images, capsys):
    keras.utils.set_random_seed(0)
    build, width = BUILDERS[name]
    autoencoder = build()
    before = np.square(images - autoencoder.predict(images, verbose=0)).mean()
    common.train(autoencoder, images, images, epochs=2, batch_size=16)
    encoder, decoder = autoencoder.layers
    codes = encoder.predict(images, verbose=0)
    reconstructions = autoencoder.predict(images, verbose=0)
    assert codes.shape == (64, width)
    np.testing.assert_allclose(decoder.predict(codes, verbose=0), reconstructions, atol=1e-5)
    assert reconstructions.shape == images.shape
    assert (reconstructions.min() >= 0, reconstructions.max() <= 1) == (True, True)
    assert np.square(images - reconstructions).mean() < before


def test_the_vanilla_autoencoder_has_one_hidden_layer():
    encoder, decoder = vanilla.build_vanilla().layers
    assert [layer.units for layer in (*encoder.layers, *decoder.layers)] == [32, 784]
    assert vanilla.compression_ratio(encoder) == 24.5


def test_the_image_never_has_more_pixels_than_before():
    encoder, _ = convolutional.build_convolutional().layers
    sides = [layer.output.shape[1] for layer in encoder.layers if len(layer.output.shape) == 4]
    assert sides == [28, 14, 7]


def test_the_noise_is_there_in_training_only(images):
    autoencoder = gaussian_layer.build_gaussian_denoiser()
    np.testing.assert_array_equal(autoencoder(images, training=False), autoencoder(images, training=False))
    assert np.abs(autoencoder(images, training=True) - autoencoder(images, training=True)).max() > 0.01
    (noise,) = (layer for layer in autoencoder.layers[0].layers if isinstance(layer, keras.layers.GaussianNoise))
    assert np.std(noise(np.zeros((100, 784)), training=True)) == pytest.approx(0.5, abs=0.01)


def test_salt_and_pepper_fall_on_the_share_of_pixels_asked_for():
    grey = np.full((500, 784), 0.5, dtype=np.float32)
    noisy = salt_pepper.add_salt_and_pepper(grey, np.random.default_rng(0), share=0.3)
    assert noisy.dtype == np.float32
    assert (noisy == 0).mean() == pytest.approx(0.15, abs=0.005)
    assert (noisy == 1).mean() == pytest.approx(0.15, abs=0.005)
    assert (noisy == 0.5).mean() == pytest.approx(0.70, abs=0.005)
    assert not np.array_equal(noisy[0], noisy[1])
    assert (grey == 0.5).all()


def test_clothes_are_flat_and_in_0_1(monkeypatch):
    pixels, labels = np.full((2, 28, 28), 255, dtype=np.uint8), np.array([9, 0], dtype=np.uint8)
    monkeypatch.setattr(keras.datasets.fashion_mnist, "load_data", lambda: ((pixels, labels), (pixels[:1], labels[:1])))
    train_clothes, test_clothes = greedy.load_clothes()
    assert (train_clothes.shape, test_clothes.shape, train_clothes.dtype) == ((2, 784), (1, 784), np.float32)
    assert (train_clothes == 1).all()


def test_the_stack_goes_on_where_its_layers_stopped(images, capsys):
    keras.utils.set_random_seed(0)
    first = greedy.build_layer(784, 20, output="sigmoid")
    common.train(first, images, images, epochs=1)
    codes = first.layers[0](images).numpy()
    second = greedy.build_layer(20, 5, output="softplus")
    common.train(second, codes, codes, epochs=1)
    drawn = first.layers[1](second(codes))
    stacked = greedy.stack([first, second])
    np.testing.assert_allclose(stacked.predict(images, verbose=0), drawn, atol=1e-5)
    assert [part.output_shape for part in stacked.layers] == [(None, 5), (None, 784)]


@pytest.mark.slow
@pytest.mark.skipif(not available("mnist"), reason="needs the real MNIST")
def test_the_notebook_reaches_what_it_claims(monkeypatch):
    for name in ("mnist", "fashion_mnist"):
        known = load(name)
        splits = (known.x_train, known.y_train), (known.x_test, known.y_test)
        monkeypatch.setattr(getattr(keras.datasets, name), "load_data", lambda splits=splits: splits)
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    found = runpy.run_path(str(ROOT / "reference" / "metodos_generativos" / "notebook.py"))

    def mse(reconstructions: str, images: np.ndarray) -> float:
        return np.square(images - found[reconstructions]).mean()

    assert mse("reconstructions", found["digits"].x_test) == pytest.approx(0.0122, abs=0.0005)
    assert mse("convolutional_reconstructions", found["digits"].x_test) == pytest.approx(0.0063, abs=0.0003)
    assert mse("denoised", found["digits"].x_test) == pytest.approx(0.0158, abs=0.0003)
    assert mse("cleaned", found["digits"].x_test) == pytest.approx(0.0175, abs=0.001)
    assert mse("untuned", found["test_clothes"]) == pytest.approx(0.0146, abs=0.001)
    assert mse("tuned", found["test_clothes"]) == pytest.approx(0.0098, abs=0.0003)

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras

from reference.clase156_variantes import losses, pca, stacked, tied
from reference.common import mean_squared_errors, train

BUILDERS = {"stacked": stacked.build_stacked, "tied": tied.build_tied, "linear": lambda: pca.build_linear(16)}


@pytest.fixture(params=BUILDERS)
def autoencoder(request):
    keras.utils.set_random_seed(0)
    return BUILDERS[request.param]()


def test_training_lowers_the_error(autoencoder, images):
    before = mean_squared_errors(images, autoencoder.predict(images, verbose=0)).mean()
    train(autoencoder, images, images, epochs=3, batch_size=16)
    assert mean_squared_errors(images, autoencoder.predict(images, verbose=0)).mean() < before


def test_the_stacked_decoder_mirrors_its_encoder():
    units = [784, *(layer.units for layer in stacked.build_stacked().layers)]
    assert units == units[::-1]
    assert len(units) == 5
    assert min(units) == units[2] == 64


def test_one_kernel_serves_both_halves_after_training(images):
    keras.utils.set_random_seed(0)
    autoencoder = tied.build_tied()
    train(autoencoder, images, images, epochs=2, batch_size=16)
    kernel, code_bias = autoencoder.get_layer("code").get_weights()
    bias = autoencoder.get_layer("transposed").bias.numpy()
    codes = np.maximum(images @ kernel + code_bias, 0)
    expected = 1 / (1 + np.exp(-(codes @ kernel.T + bias)))
    np.testing.assert_allclose(autoencoder.predict(images, verbose=0), expected, atol=1e-5)


def test_tying_saves_one_kernel():
    assert tied.build_tied().count_params() == 784 * 64 + 64 + 784
    assert tied.build_untied().count_params() == 2 * 784 * 64 + 64 + 784


def test_the_linear_autoencoder_is_affine(images):
    keras.utils.set_random_seed(0)
    autoencoder = pca.build_linear(16)
    train(autoencoder, images, images, epochs=1, batch_size=16)
    first, second = images[:8], images[8:16]
    outputs = autoencoder.predict(np.concatenate([first, second, 3 * first - 2 * second]), verbose=0)
    np.testing.assert_allclose(outputs[16:], 3 * outputs[:8] - 2 * outputs[8:16], atol=1e-4)


def test_any_basis_of_a_subspace_spans_it():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(3, 20)).astype(np.float32)
    mixed = (rng.normal(size=(3, 3)) @ rows).astype(np.float32)
    assert pca.smallest_cosine(rows, mixed) == pytest.approx(1, abs=1e-5)


def test_the_worst_direction_counts():
    axes = np.eye(4, dtype=np.float32)
    tilted = np.stack([axes[0], axes[1] + axes[2]])
    assert pca.smallest_cosine(axes[:2], tilted) == pytest.approx(np.sqrt(0.5))
    assert pca.smallest_cosine(axes[:2], axes[[0, 3]]) == pytest.approx(0, abs=1e-6)


def test_the_cross_entropy_is_that_of_keras(images):
    reconstructions = np.random.default_rng(1).random(images.shape, dtype=np.float32)
    reconstructions[:, 0], reconstructions[:, 1] = 0, 1
    expected = keras.losses.binary_crossentropy(images, reconstructions)
    np.testing.assert_allclose(losses.binary_cross_entropies(images, reconstructions), expected, rtol=1e-4)


def test_a_perfect_copy_of_grey_pixels_has_a_cross_entropy():
    grey = np.full((1, 784), 0.5, dtype=np.float32)
    assert losses.binary_cross_entropies(grey, grey) == pytest.approx(np.log(2))
    assert losses.binary_cross_entropies(np.round(grey), np.round(grey)) == pytest.approx(0, abs=1e-6)


@pytest.mark.slow
def test_the_variants_reach_what_they_claim(run_notebook):
    found = run_notebook("clase156_variantes")

    def mse(reconstructions: str) -> float:
        return mean_squared_errors(found["digits"].x_test, found[reconstructions]).mean()

    assert mse("stacked_reconstructions") == pytest.approx(0.0063, abs=0.0005)
    assert mse("tied_reconstructions") == pytest.approx(0.0075, abs=0.0005)
    assert mse("of_pca") == pytest.approx(0.02686, abs=0.00005)
    assert mse("of_linear") == pytest.approx(0.02696, abs=0.00005)
    assert mse("of_nonlinear") == pytest.approx(0.0157, abs=0.0005)
    assert found["cosine"] == pytest.approx(0.998, abs=0.001)
    assert mse("by_bce") == pytest.approx(0.0097, abs=0.0005)
    assert mse("by_mse") == pytest.approx(0.0101, abs=0.0005)

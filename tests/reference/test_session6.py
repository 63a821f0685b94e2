import runpy

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras
import matplotlib.pyplot as plt

from grader.datasets import available, load
from reference import common
from reference.aprendizaje_profundo_s06 import aeknn, hashing, imputation, kl, multilayer, synthetic
from reference.build import ROOT

BUILDERS = {
    "multilayer": (lambda: multilayer.build_multilayer(hidden=(256, 128), code=32), 32),
    "kl": (kl.build_kl, 64),
    "hashing": (hashing.build_hashing, 32),
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
    common.train(autoencoder, images, images, epochs=3, batch_size=16)
    encoder, decoder = autoencoder.layers
    codes = encoder.predict(images, verbose=0)
    reconstructions = autoencoder.predict(images, verbose=0)
    assert codes.shape == (64, width)
    np.testing.assert_allclose(decoder.predict(codes, verbose=0), reconstructions, atol=1e-5)
    assert reconstructions.shape == images.shape
    assert (reconstructions.min() >= 0, reconstructions.max() <= 1) == (True, True)
    assert np.square(images - reconstructions).mean() < before


def test_the_decoder_mirrors_the_encoder():
    encoder, decoder = multilayer.build_multilayer(hidden=(256, 128), code=32).layers
    assert [layer.units for layer in encoder.layers] == [256, 128, 32]
    assert [layer.units for layer in decoder.layers] == [128, 256, 784]


def test_the_penalty_is_that_of_the_mean_over_the_batch():
    activations = np.random.default_rng(0).uniform(0.1, 0.9, size=(10, 4)).astype(np.float32)
    means = activations.mean(axis=0)
    divergence = 0.2 * np.log(0.2 / means) + 0.8 * np.log(0.8 / (1 - means))
    found = float(kl.kl_penalty(keras.ops.convert_to_tensor(activations), rho=0.2, weight=3.0))
    assert found == pytest.approx(3 * 10 * divergence.sum(), rel=1e-4)


def test_units_that_are_on_as_often_as_asked_cost_nothing():
    activations = np.zeros((20, 3), dtype=np.float32)
    activations[0] = 1
    assert float(kl.kl_penalty(keras.ops.convert_to_tensor(activations), rho=0.05)) == pytest.approx(0, abs=1e-5)


def test_the_batch_size_does_not_change_the_penalty(images):
    autoencoder = kl.build_kl()
    autoencoder(images[:16])
    sixteen = float(sum(autoencoder.losses))
    autoencoder(images)
    assert float(sum(autoencoder.losses)) == pytest.approx(sixteen, rel=1e-4)
    means = np.asarray(autoencoder.layers[0](images)).mean(axis=0)
    divergence = 0.05 * np.log(0.05 / means) + 0.95 * np.log(0.95 / (1 - means))
    assert sixteen == pytest.approx(5e-3 * divergence.sum(), rel=1e-3)


def test_all_activations_and_every_units_mean_are_drawn():
    codes = np.random.default_rng(0).random((50, 4), dtype=np.float32)
    figure = kl.plot_unit_means(codes, rho=0.05)
    left, right = figure.axes
    assert sum(bar.get_height() for bar in left.patches) == 200
    np.testing.assert_allclose([bar.get_height() for bar in right.patches], codes.mean(axis=0), rtol=1e-6)
    plt.close(figure)


def test_neighbours_are_looked_for_among_the_codes():
    known = np.float32([[0, 9], [1, 0], [0, 0], [9, 9], [8, 0], [9, 0]]), np.uint8([0, 0, 0, 1, 1, 1])
    queries = np.float32([[1, 9], [8, 9], [9, 5], [0, 5]]), np.uint8([0, 1, 1, 1])
    answered = aeknn.answer(lambda images: images[:, :1], known, queries, neighbours=3)
    assert answered.accuracy == 0.75
    assert answered.seconds > 0


def test_the_share_of_pixels_asked_for_is_hidden():
    grey = np.full((500, 784), 0.5, dtype=np.float32)
    incomplete, missing = imputation.hide_pixels(grey, np.random.default_rng(0), share=0.3)
    assert incomplete.dtype == np.float32
    assert missing.mean() == pytest.approx(0.3, abs=0.005)
    np.testing.assert_array_equal(incomplete, np.where(missing, 0, 0.5))
    assert not np.array_equal(missing[0], missing[1])
    assert (grey == 0.5).all()


def test_only_missing_pixels_count():
    images, missing = np.zeros((2, 3), dtype=np.float32), np.array([[True, False, False], [True, True, False]])
    assert imputation.error_where(images, np.float32([[1, 5, 5], [0, 2, 5]]), missing) == pytest.approx(5 / 3)
    assert imputation.error_where(images, np.float32([1, 2, 5]), missing) == pytest.approx(2)


def test_the_noise_before_the_sigmoid_is_of_4_and_in_training_only():
    keras.utils.set_random_seed(0)
    encoder = hashing.build_hashing().layers[0]
    black = np.zeros((1000, 784), dtype=np.float32)
    assert np.asarray(encoder(black, training=False)) == pytest.approx(0.5)
    codes = np.asarray(encoder(black, training=True))
    within_one_deviation = (codes > 1 / (1 + np.exp(4))) & (codes < 1 / (1 + np.exp(-4)))
    assert within_one_deviation.mean() == pytest.approx(0.683, abs=0.01)


def test_saturated_is_what_lies_near_0_or_1():
    assert hashing.saturation(np.float32([[0.0, 0.05, 0.2], [0.5, 0.85, 0.99]])) == 0.5


def test_a_bit_that_never_changes_is_not_in_use():
    bits = np.zeros((100, 4), dtype=bool)
    bits[:, 1], bits[:50, 2], bits[:3, 3] = True, True, True
    assert hashing.bits_in_use(bits) == 1


def test_the_fewer_bits_differ_the_nearer():
    known = np.array([[1, 1, 1], [0, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=bool)
    found = hashing.hamming_neighbours(np.array([[0, 0, 0], [1, 1, 0]], dtype=bool), known, neighbours=3)
    np.testing.assert_array_equal(found, [[1, 2, 3], [0, 2, 3]])


def test_precision_counts_neighbours_of_the_querys_class():
    labels = np.uint8([3, 3, 5, 7])
    assert hashing.precision(np.array([[0, 1], [2, 3]]), labels, np.uint8([3, 7])) == 0.75


def test_each_query_is_drawn_beside_its_neighbours(images):
    figure = hashing.plot_neighbours(images[:2], images[2:8].reshape(2, 3, 784))
    shown = [np.asarray(axes.get_images()[0].get_array()).ravel() for axes in figure.axes]
    np.testing.assert_array_equal(shown, images[[0, 2, 3, 4, 1, 5, 6, 7]])
    plt.close(figure)


def test_a_new_code_lies_between_two_of_its_class_and_is_neither():
    codes = np.float32([[0, 0], [1, 0], [50, 0], [0, 9], [0, 8], [0, 70]])
    labels = np.uint8([2, 2, 2, 5, 5, 5])
    mixed, meant = synthetic.mix_with_neighbours(codes, labels, np.random.default_rng(0), each=200, neighbours=1)
    assert mixed.dtype == np.float32
    np.testing.assert_array_equal(meant, np.repeat([2, 5], 200))
    assert (mixed[:200, 1] == 0).all()
    assert (mixed[200:, 0] == 0).all()
    ways = mixed[:200, 0][mixed[:200, 0] < 1]
    assert (ways.min() >= 0.25, ways.max() <= 0.75, ways.std() > 0.1) == (True, True, True)


def test_the_nearest_is_what_counts():
    known = np.float32([[0, 0], [3, 4]])
    np.testing.assert_allclose(synthetic.distance_to_nearest(np.float32([[3, 4], [0, 1], [6, 8]]), known), [0, 1, 5])


@pytest.mark.slow
@pytest.mark.skipif(not available("mnist"), reason="needs the real MNIST")
def test_the_notebook_reaches_what_it_claims(monkeypatch):
    known = load("mnist")
    splits = (known.x_train, known.y_train), (known.x_test, known.y_test)
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: splits)
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    found = runpy.run_path(str(ROOT / "reference" / "aprendizaje_profundo_s06" / "notebook.py"))
    images = found["digits"].x_test

    def mse(reconstructions: str) -> float:
        return np.square(images - found[reconstructions]).mean()

    assert mse("reconstructions") == pytest.approx(0.0090, abs=0.0005)
    assert mse("convolutional_reconstructions") == pytest.approx(0.0063, abs=0.0004)
    assert mse("l1_reconstructions") == pytest.approx(0.027, abs=0.005)
    assert found["activity"].hoyer == pytest.approx(0.77, abs=0.05)
    assert mse("kl_reconstructions") == pytest.approx(0.0195, abs=0.0015)
    assert found["kl_codes"].mean() == pytest.approx(0.084, abs=0.01)
    accuracies = [result.accuracy for result in found["answered"].values()]
    assert accuracies == pytest.approx([0.940, 0.948, 0.946], abs=0.01)
    assert imputation.error_where(images, found["imputed"], found["missing"]) == pytest.approx(0.0170, abs=0.0005)
    assert imputation.error_where(images, found["by_plain"], found["missing"]) == pytest.approx(0.064, abs=0.003)
    assert found["other_errors"].mean() == pytest.approx(0.056, abs=0.003)
    assert hashing.saturation(found["hash_codes"]) == pytest.approx(0.98, abs=0.01)
    assert found["hits"] == pytest.approx(0.69, abs=0.03)
    assert mse("by_own") == pytest.approx(0.0094, abs=0.0005)
    assert mse("by_other") == pytest.approx(0.12, abs=0.01)
    assert (found["recognised"] == found["new_labels"]).mean() > 0.95
    assert synthetic.distance_to_nearest(found["synthetic"], found["real"]).mean() == pytest.approx(2.9, abs=0.2)

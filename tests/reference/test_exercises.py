import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras
import matplotlib.pyplot as plt

from reference import common, scatter
from reference.clase156_ejercicios import anomaly, denoising, latent2d, simple, sparse

BUILDERS = {
    "simple": simple.build_simple,
    "latent2d": lambda: latent2d.build_latent2d()[1],
    "denoising": denoising.build_denoiser,
    "sparse": lambda: sparse.build_sparse()[1],
    "anomaly": anomaly.build_anomaly,
}


@pytest.fixture(params=BUILDERS)
def autoencoder(request):
    keras.utils.set_random_seed(0)
    return BUILDERS[request.param]()


def test_a_reconstruction_is_an_image_in_0_1(autoencoder, images):
    reconstructions = autoencoder.predict(images, verbose=0)
    assert reconstructions.shape == images.shape
    assert reconstructions.min() >= 0
    assert reconstructions.max() <= 1


def test_training_lowers_the_error(autoencoder, images, capsys):
    before = common.mean_squared_errors(images, autoencoder.predict(images, verbose=0)).mean()
    common.train(autoencoder, images, images, epochs=2, batch_size=16)
    assert common.mean_squared_errors(images, autoencoder.predict(images, verbose=0)).mean() < before
    assert "Epoch 2/2" in capsys.readouterr().out


@pytest.mark.parametrize(("build", "units"), [(latent2d.build_latent2d, 2), (sparse.build_sparse, 64)])
def test_encoder_and_autoencoder_share_their_weights(build, units, images):
    encoder, autoencoder = build()
    common.train(autoencoder, images, images, epochs=1, batch_size=16)
    codes = encoder.predict(images, verbose=0)
    assert codes.shape == (64, units)
    decoded = autoencoder.layers[-1](codes)
    np.testing.assert_allclose(decoded, autoencoder.predict(images, verbose=0), atol=1e-5)


@pytest.mark.parametrize(
    ("build", "units"), [(simple.build_simple, 64), (denoising.build_denoiser, 64), (anomaly.build_anomaly, 16)]
)
def test_the_code_is_the_narrowest_layer(build, units):
    autoencoder = build()
    assert min(layer.units for layer in autoencoder.layers) == units
    assert autoencoder.get_layer("code").units == units


def test_the_penalty_is_on_the_activations(images):
    encoder, autoencoder = sparse.build_sparse(penalty=0.5)
    autoencoder(images)
    expected = 0.5 * np.abs(encoder(images)).sum(axis=1).mean()
    assert float(sum(autoencoder.losses)) == pytest.approx(expected, rel=1e-4)


def test_digits_are_flat_and_in_0_1(monkeypatch):
    pixels = np.arange(2 * 784, dtype=np.uint16).reshape(2, 28, 28).clip(max=255).astype(np.uint8)
    labels = np.array([3, 7], dtype=np.uint8)
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: ((pixels, labels), (pixels[:1], labels[:1])))
    digits = common.load_mnist()
    assert (digits.x_train.shape, digits.x_test.shape, digits.x_train.dtype) == ((2, 784), (1, 784), np.float32)
    assert (digits.x_train.min(), digits.x_train.max()) == (0, 1)
    np.testing.assert_array_equal(digits.x_train[1], pixels[1].ravel() / np.float32(255))
    np.testing.assert_array_equal(digits.y_train, labels)


def test_the_error_is_each_images_own_mean():
    images = np.zeros((2, 784), dtype=np.float32)
    reconstructions = np.stack([np.full(784, 0.5), np.eye(1, 784)[0]]).astype(np.float32)
    np.testing.assert_allclose(common.mean_squared_errors(images, reconstructions), [0.25, 1 / 784])


def test_rows_show_each_image_on_axes_of_its_own(images):
    figure = common.plot_rows({"original": images[:3], "reconstruction": 1 - images[:3]})
    shown = [axes.get_images()[0] for axes in figure.axes]
    assert [image.get_clim() for image in shown] == [(0, 1)] * 6
    np.testing.assert_array_equal(shown[4].get_array(), 1 - images[1].reshape(28, 28))
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["original", "", "", "reconstruction", "", ""]
    plt.close(figure)


def test_noise_is_added_to_every_pixel_and_not_clipped():
    images = np.full((100, 784), 0.5, dtype=np.float32)
    noise = denoising.add_noise(images, np.random.default_rng(0)) - images
    assert noise.dtype == np.float32
    assert noise.mean() == pytest.approx(0, abs=0.01)
    assert noise.std() == pytest.approx(0.5, abs=0.01)
    assert len(np.unique(noise)) > 70_000
    assert noise.max() > 1.5
    assert (images == 0.5).all()


def test_one_active_unit_per_image_is_all_the_sparsity_there_is():
    activity = sparse.inspect_activity(np.eye(4, dtype=np.float32))
    assert (activity.hoyer, activity.near_zero, activity.dead, activity.active_units) == (1, 0.75, 0, 1)
    assert activity.mean == 0.25


def test_equal_units_are_not_sparse():
    activity = sparse.inspect_activity(np.full((3, 4), 0.01, dtype=np.float32))
    assert activity.hoyer == pytest.approx(0)
    assert (activity.near_zero, activity.dead, activity.active_units) == (0, 0, 4)


def test_a_collapsed_code_is_dead_and_not_sparse():
    activity = sparse.inspect_activity(np.zeros((3, 4), dtype=np.float32))
    assert (activity.hoyer, activity.near_zero, activity.dead, activity.active_units) == (0, 1, 1, 0)


def test_only_the_mean_has_a_scale():
    codes = np.random.default_rng(0).exponential(size=(50, 8)).astype(np.float32)
    one, ten = sparse.inspect_activity(codes), sparse.inspect_activity(codes * 16)
    assert ten.mean == pytest.approx(16 * one.mean)
    assert ten.hoyer == pytest.approx(one.hoyer)
    assert (ten.near_zero, ten.dead, ten.active_units) == (one.near_zero, one.dead, one.active_units)


def test_all_activations_are_in_the_histogram():
    figure = sparse.plot_activity(np.ones((5, 4), dtype=np.float32))
    assert sum(bar.get_height() for bar in figure.axes[0].patches) == 20
    plt.close(figure)


def test_neighbours_vote():
    codes = np.repeat(np.array([[0, 0], [9, 9]], dtype=np.float32), 5, axis=0)
    labels = np.repeat(np.array([0, 1], dtype=np.uint8), 5)
    truth = np.array([0, 1, 1, 1], dtype=np.uint8)
    accuracy = latent2d.neighbour_accuracy(codes, labels, np.float32([[1, 1], [8, 8], [9, 8], [0, 1]]), truth, 3)
    assert accuracy == 0.75


def test_each_code_is_a_point_in_the_colour_of_its_label():
    codes = np.random.default_rng(0).random((30, 2), dtype=np.float32)
    labels = np.arange(30, dtype=np.uint8) % 10
    figure = scatter.plot_codes(codes, labels)
    points = figure.axes[0].collections[0]
    np.testing.assert_allclose(points.get_offsets(), codes, rtol=1e-6)
    np.testing.assert_array_equal(points.get_array(), labels)
    assert figure.axes[1].get_ylabel() == "digit"
    plt.close(figure)


def test_a_high_error_means_anomaly():
    low, high = np.float32([0.01, 0.02]), np.float32([0.03, 0.04, 0.05])
    assert anomaly.anomaly_auc(low, high) == 1
    assert anomaly.anomaly_auc(high, low) == 0
    assert anomaly.anomaly_auc(low, np.float32([0.015])) == 0.5


def test_the_groups_are_drawn_on_the_same_bins():
    figure = anomaly.plot_errors({"normal": np.linspace(0, 0.2, 50), "anomaly": np.linspace(0.1, 1, 50)})
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["normal", "anomaly"]
    first, second = axes.containers
    assert [bar.get_x() for bar in first] == [bar.get_x() for bar in second]
    plt.close(figure)


@pytest.mark.slow
def test_the_exercises_reach_what_they_claim(run_notebook):
    found = run_notebook("clase156_ejercicios")

    def mse(reconstructions: str) -> float:
        return np.square(found["digits"].x_test - found[reconstructions]).mean()

    assert mse("reconstructions") == pytest.approx(0.0058, abs=0.0005)
    assert mse("reconstructions_2d") == pytest.approx(0.0398, abs=0.001)
    assert found["accuracy"] == pytest.approx(0.76, abs=0.03)
    assert mse("denoised") == pytest.approx(0.0167, abs=0.0005)
    assert mse("sparse_reconstructions") == pytest.approx(0.027, abs=0.005)
    assert found["activity"].hoyer == pytest.approx(0.77, abs=0.05)
    assert found["activity"].near_zero == pytest.approx(0.82, abs=0.05)
    assert anomaly.anomaly_auc(found["normal_errors"], found["anomaly_errors"]) == pytest.approx(0.99, abs=0.01)
    assert anomaly.anomaly_auc(found["normal_errors"], found["other_errors"]) == pytest.approx(0.99, abs=0.01)

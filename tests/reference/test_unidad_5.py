import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras
import matplotlib.pyplot as plt
import tensorflow as tf

from reference.unidad_5 import (
    arithmetic,
    contractive,
    conv_vae,
    convolutional,
    deep,
    denoising,
    grid,
    interpolation,
    overcomplete,
    threshold,
    vae,
    variational,
    view,
)


def _variational(trunk: keras.Model, decoder: keras.Model) -> keras.Model:
    model = variational.VAE(variational.variational_encoder(trunk, 2, "encoder"), decoder)
    model.compile(optimizer="adam")
    return model


BUILDERS = {
    "deep": lambda: deep.build_deep()[2],
    "denoising": denoising.build_denoiser,
    "convolutional": lambda: convolutional.build_convolutional()[2],
    "vae": lambda: _variational(vae.build_dense_trunk(), vae.build_dense_decoder()),
    "conv_vae": lambda: _variational(conv_vae.build_conv_trunk(), conv_vae.build_conv_decoder()),
    "contractive": contractive.build_contractive,
    "overcomplete": lambda: overcomplete.build_overcomplete()[1],
}


@pytest.fixture
def images():
    """Sixteen pictures, each shown four times: there is something to learn."""
    return np.tile(np.random.default_rng(0).random((16, 784), dtype=np.float32), (4, 1))


@pytest.mark.parametrize("system", BUILDERS)
def test_a_reconstruction_is_an_image_in_0_1(system, images):
    images = images.reshape(-1, 28, 28, 1) if "conv" in system else images
    reconstructions = BUILDERS[system]().predict(images, verbose=0)
    assert reconstructions.shape == images.shape
    assert reconstructions.min() >= 0
    assert reconstructions.max() <= 1


@pytest.mark.parametrize("system", ["vae", "contractive"])
def test_a_step_of_its_own_lowers_the_loss(system, images):
    keras.utils.set_random_seed(0)
    losses = BUILDERS[system]().fit(images, epochs=3, batch_size=16, verbose=0).history["loss"]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize(
    ("build", "image", "code"),
    [(deep.build_deep, (784,), (32,)), (convolutional.build_convolutional, (28, 28, 1), (4, 4, 8))],
)
def test_the_autoencoder_is_its_halves_in_a_row(build, image, code):
    encoder, decoder, autoencoder = build()
    images = np.random.default_rng(0).random((5, *image), dtype=np.float32)
    codes = encoder.predict(images, verbose=0)
    assert codes.shape == (5, *code)
    np.testing.assert_allclose(
        decoder.predict(codes, verbose=0), autoencoder.predict(images, verbose=0), rtol=1e-4, atol=1e-6
    )


def test_draws_have_the_mean_and_the_spread_of_the_heads():
    keras.utils.set_random_seed(0)
    mean, log_var = np.full((20000, 2), [1, -2], np.float32), np.full((20000, 2), [0, np.log(9)], np.float32)
    draws = np.asarray(variational.Sampling()((mean, log_var)))
    np.testing.assert_allclose(draws.mean(axis=0), [1, -2], atol=0.1)
    np.testing.assert_allclose(draws.std(axis=0), [1, 3], rtol=0.05)


@pytest.mark.parametrize("shape", [(4, 784), (4, 28, 28, 1)])
def test_the_reconstruction_loss_is_summed_over_the_pixels(shape):
    images = np.random.default_rng(0).integers(0, 2, shape).astype(np.float32)
    grey = np.full(shape, 0.5, np.float32)
    assert float(variational.reconstruction_loss(images, grey)) == pytest.approx(784 * np.log(2), rel=1e-5)


def test_the_prior_has_no_divergence_from_itself():
    zeros = np.zeros((3, 2), np.float32)
    np.testing.assert_array_equal(variational.divergence_per_unit(zeros, zeros), [0, 0])


def test_the_divergence_of_each_unit():
    mean, log_var = np.tile(np.float32([2, 0]), (3, 1)), np.tile(np.float32([0, 1]), (3, 1))
    np.testing.assert_allclose(variational.divergence_per_unit(mean, log_var), [2, np.e / 2 - 1], rtol=1e-5)


def test_a_variational_autoencoder_reconstructs_from_the_mean():
    model = BUILDERS["vae"]()
    images = np.random.default_rng(0).random((5, 784), dtype=np.float32)
    z_mean, z_log_var, z = model.encoder.predict(images, verbose=0)
    assert z_mean.shape == z_log_var.shape == z.shape == (5, 2)
    np.testing.assert_allclose(
        model.predict(images, verbose=0), model.decoder.predict(z_mean, verbose=0), rtol=1e-4, atol=1e-6
    )


def test_the_norm_is_that_of_the_jacobian():
    encoder = contractive.build_contractive().encoder
    images = tf.constant(np.random.default_rng(0).random((5, 784), dtype=np.float32))
    with tf.GradientTape() as tape:
        tape.watch(images)
        codes = encoder(images)
    jacobian = tape.batch_jacobian(codes, images).numpy()
    norms = contractive.squared_jacobian_norm(codes, encoder.layers[0].kernel)
    np.testing.assert_allclose(norms, np.square(jacobian).sum(axis=(1, 2)), rtol=1e-4)


def test_the_penalty_lowers_the_norm():
    images = np.random.default_rng(0).random((64, 784), dtype=np.float32)
    norms = []
    for penalty in (0, 1e-1):
        keras.utils.set_random_seed(0)
        model = contractive.build_contractive(penalty)
        norms.append(model.fit(images, epochs=5, batch_size=16, verbose=0).history["norm"][-1])
    assert norms[1] < 0.5 * norms[0]


def test_the_code_is_wider_than_the_image_and_penalised():
    encoder, autoencoder = overcomplete.build_overcomplete(penalty=0.5)
    images = np.random.default_rng(0).random((6, 784), dtype=np.float32)
    codes = encoder.predict(images, verbose=0)
    autoencoder(images)
    assert codes.shape == (6, 1000)
    assert float(sum(autoencoder.losses)) == pytest.approx(0.5 * codes.sum(axis=1).mean(), rel=1e-4)


def test_sparsity_is_one_for_one_unit_and_zero_for_equal_ones():
    assert overcomplete.hoyer_sparsity(np.eye(4, dtype=np.float32)) == 1
    assert overcomplete.hoyer_sparsity(np.ones((3, 4), dtype=np.float32)) == pytest.approx(0)
    assert overcomplete.hoyer_sparsity(np.zeros((3, 4), dtype=np.float32)) == 0


def test_noise_is_in_every_pixel_and_clipped():
    images = np.full((100, 784), 0.5, np.float32)
    noisy = denoising.add_noise(images, np.random.default_rng(0))
    assert noisy.dtype == np.float32
    assert (noisy.min(), noisy.max()) == (0, 1)
    # Of a normal distribution, 31.7 % lie further than one standard deviation from the mean: those are clipped.
    assert np.isin(noisy, (0, 1)).mean() == pytest.approx(0.317, abs=0.01)
    assert (images == 0.5).all()


def test_the_threshold_is_the_mean_and_two_deviations():
    assert threshold.error_threshold(np.float32([1, 3])) == 4
    assert threshold.flagged_share(np.float32([1, 4, 5, 9]), 4) == 0.5


def test_the_threshold_is_drawn_over_the_errors():
    groups = {"clean": np.linspace(0, 0.2, 50), "clothes": np.linspace(0.1, 1, 50)}
    figure = threshold.plot_errors(groups, 0.15)
    (axes,) = figure.axes
    first, second = axes.containers
    assert [bar.get_x() for bar in first] == [bar.get_x() for bar in second]
    assert list(axes.get_lines()[0].get_xdata()) == [0.15, 0.15]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["clean", "clothes", "threshold 0.1500"]
    plt.close(figure)


def test_clothes_are_flat_test_images_in_0_1(monkeypatch):
    pixels = np.arange(2 * 784, dtype=np.uint16).reshape(2, 28, 28).clip(max=255).astype(np.uint8)
    splits = (pixels[:1], np.uint8([0])), (pixels, np.uint8([1, 2]))
    monkeypatch.setattr(keras.datasets.fashion_mnist, "load_data", lambda: splits)
    clothes = threshold.load_clothes()
    assert (clothes.shape, clothes.dtype) == ((2, 784), np.float32)
    np.testing.assert_array_equal(clothes[1], pixels[1].ravel() / np.float32(255))


def test_a_map_keeps_groups_together():
    rng = np.random.default_rng(0)
    labels = np.arange(80, dtype=np.uint8) % 2
    codes = (rng.normal(size=(80, 32)) + 20 * labels[:, None]).astype(np.float32)
    points = view.project(codes, seed=0)
    assert points.shape == (80, 2)
    assert view.neighbour_purity(points, labels) > 0.99


def test_purity_counts_the_neighbours_of_the_same_label():
    line = np.float32([[0], [1], [2.1], [10], [11]])
    assert view.neighbour_purity(line, np.uint8([0, 0, 1, 1, 1]), neighbours=1) == 0.8


def test_each_code_is_a_point_in_the_colour_of_its_label():
    points = np.random.default_rng(0).random((30, 2), dtype=np.float32)
    labels = np.arange(30, dtype=np.uint8) % 10
    figure = view.plot_map(points, labels)
    drawn = figure.axes[0].collections[0]
    np.testing.assert_allclose(drawn.get_offsets(), points, rtol=1e-6)
    np.testing.assert_array_equal(drawn.get_array(), labels)
    plt.close(figure)


def test_the_grid_runs_through_the_prior_from_top_left_to_bottom_right():
    codes = grid.prior_grid(5)
    assert (codes.shape, codes.dtype) == ((25, 2), np.float32)
    np.testing.assert_allclose(codes[[0, 12, -1]], [[-2.054, 2.054], [0, 0], [2.054, -2.054]], atol=1e-3)
    np.testing.assert_allclose(codes[:5, 1], 2.054, atol=1e-3)


def test_each_image_is_a_tile():
    images = np.arange(4, dtype=np.float32)[:, None].repeat(784, axis=1) / 4
    figure = grid.plot_tiles(images, side=2)
    picture = figure.axes[0].get_images()[0].get_array()
    assert picture.shape == (56, 56)
    np.testing.assert_array_equal(picture[::28, ::28], [[0, 0.25], [0.5, 0.75]])
    assert (picture[28:, :28] == 0.5).all()
    plt.close(figure)


def test_the_way_is_straight_and_holds_both_ends():
    way = interpolation.interpolate(np.float32([0, 9]), np.float32([9, 0]))
    np.testing.assert_allclose(way, [[step, 9 - step] for step in range(10)], rtol=1e-6, atol=1e-6)
    assert way.dtype == np.float32


def test_what_tells_a_from_b_is_added_to_c():
    a, b, c = np.float32([[3, 1]]), np.float32([[1, 1]]), np.float32([[0, 7]])
    np.testing.assert_array_equal(arithmetic.analogy(a, b, c), [[2, 7]])

import matplotlib.pyplot as plt
import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from reference.representaciones_latentes import bottleneck, no_generation, quality


@pytest.fixture
def groups():
    """Twelve codes about each of two distant places, and the place of each as its label."""
    rng = np.random.default_rng(0)
    places = np.repeat(np.array([0, 1], dtype=np.uint8), 12)
    codes = rng.normal(size=(24, 3)) + 100 * places[:, np.newaxis]
    return codes.astype(np.float32), places


def test_one_pca_gives_the_errors_of_all_widths(images):
    rng = np.random.default_rng(1)
    shown = rng.random((5, 784), dtype=np.float32)
    errors = bottleneck.pca_errors(images, shown, (2, 4, 8))
    assert list(errors) == [2, 4, 8]
    for width, error in errors.items():
        pca = PCA(width).fit(images)
        expected = np.square(shown - pca.inverse_transform(pca.transform(shown))).mean()
        assert error == pytest.approx(expected, rel=1e-4)


def test_the_sweep_draws_each_error_over_its_width():
    curves = {"autoencoder": {2: 0.05, 8: 0.02, 32: 0.01}, "PCA": {2: 0.06, 8: 0.04, 32: 0.02}}
    figure = bottleneck.plot_sweep(curves)
    (axes,) = figure.axes
    drawn = {line.get_label(): dict(zip(line.get_xdata(), line.get_ydata(), strict=True)) for line in axes.lines}
    assert drawn == curves
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2", "8", "32"]
    plt.close(figure)


def test_no_code_is_its_own_neighbour():
    codes = np.float32([[0], [1], [3], [7]])
    np.testing.assert_array_equal(quality.nearest(codes, 2), [[1, 2], [0, 2], [1, 0], [2, 1]])


def test_purity_is_the_share_of_neighbours_with_the_same_label(groups):
    codes, places = groups
    assert quality.neighbour_purity(codes, places, 11) == 1
    assert quality.neighbour_purity(codes, np.arange(24, dtype=np.uint8), 11) == 0
    assert quality.neighbour_purity(codes, places, 23) == pytest.approx(11 / 23)


def test_pixels_are_the_measure_of_trustworthiness(groups):
    codes, places = groups
    assert quality.describe(codes, codes, places) == "purity 1.000, trustworthiness 1.000"


def test_the_distance_is_that_to_the_nearest_real_image():
    real = np.zeros((2, 784), dtype=np.float32)
    real[1] = 1
    images = real.copy()
    images[0, :4], images[1, :9] = 0.5, 0
    np.testing.assert_allclose(no_generation.distances_to_nearest(images, real), [1, 3], rtol=1e-5)


def test_rows_of_ten_keep_every_image_and_say_which_they_are():
    images = np.arange(20 * 784, dtype=np.float32).reshape(20, 784)
    rows = no_generation.in_tens("draws", images)
    assert list(rows) == ["draws, 1 to 10", "draws, 11 to 20"]
    np.testing.assert_array_equal(np.concatenate(list(rows.values())), images)


@pytest.mark.slow
def test_the_three_parts_reach_what_they_claim(run_notebook):
    pytest.importorskip("tensorflow")
    found = run_notebook("representaciones_latentes")
    expected = {2: 0.0486, 4: 0.0354, 8: 0.0250, 16: 0.0168, 32: 0.0113, 64: 0.0088}
    assert found["sweep_errors"] == pytest.approx(expected, abs=0.0008)
    purity = quality.neighbour_purity(found["codes"], found["seen_labels"])
    assert purity == pytest.approx(0.794, abs=0.01)
    assert trustworthiness(found["seen"], found["codes"], n_neighbors=10) == pytest.approx(0.997, abs=0.001)
    assert found["real_codes"].std() > 4
    distances = [
        no_generation.distances_to_nearest(found[name], found["digits"].x_train).mean()
        for name in ("decoded_draws", "decoded_codes")
    ]
    assert distances == pytest.approx([5.3, 3.6], abs=0.4)

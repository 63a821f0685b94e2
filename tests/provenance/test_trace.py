"""What a training was trained on is found out, on the real images."""

import numpy as np
import pytest
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from grader.provenance.layout import Layout
from grader.provenance.preprocessing import Preprocessing

FLAT = (-1, 784)


def unit(raw):
    return (raw / 255).astype(np.float32)


def noise(shape, sd, seed=0):
    return (sd * np.random.default_rng(seed).normal(size=shape)).astype(np.float32)


PLAIN = {
    "float64": lambda x: x / 255,
    "float32": unit,
    "float16": lambda x: (x / 255).astype(np.float16),
    "raw": lambda x: x,
    "minus one to one": lambda x: (x / 127.5 - 1).astype(np.float32)[..., None],
    "centred": lambda x: (unit(x) - 0.5) / 0.5,
    "own range": lambda x: (x / x.max((1, 2), keepdims=True)).astype(np.float32),
    "own standard": lambda x: (x - x.mean((1, 2), keepdims=True)) / x.std((1, 2), keepdims=True),
    "global standard": lambda x: (x - x.mean()) / x.std(),
    "flat": lambda x: unit(x).reshape(FLAT),
    "padded": lambda x: np.pad(unit(x), ((0, 0), (2, 2), (2, 2)))[..., None],
}
PER_PIXEL = {
    "StandardScaler": lambda x: StandardScaler().fit_transform(x.reshape(FLAT)),
    "StandardScaler float32": lambda x: StandardScaler().fit_transform(unit(x).reshape(FLAT)),
    "MinMaxScaler": lambda x: MinMaxScaler().fit_transform(x.reshape(FLAT)).astype(np.float32),
    "MinMaxScaler -1 to 1": lambda x: MinMaxScaler((-1, 1)).fit_transform(unit(x).reshape(FLAT)),
    "mean image": lambda x: unit(x) - (x / 255).mean(axis=0).astype(np.float32),
    "mean image float32": lambda x: unit(x) - unit(x).mean(axis=0),
    "standardised float32": lambda x: (unit(x) - unit(x).mean(axis=0)) / (unit(x).std(axis=0) + 1e-7),
}


@pytest.fixture(scope="module", params=PLAIN.values(), ids=PLAIN)
def plain(request, traced, shirts):
    """Rows with an ordinary preprocessing, and what was found out about them."""
    x = request.param(shirts)
    return x, traced(x, x)


@pytest.fixture(scope="module", params=PER_PIXEL.values(), ids=PER_PIXEL)
def scaled(request, traced, shirts):
    """Rows in which each pixel has a scale of its own, and what was found out about them."""
    x = request.param(shirts)
    return x, traced(x, x)


def test_every_shirt_is_recognised_whatever_its_scale(plain):
    origin = plain[1].x
    assert (origin.dataset, origin.identified) == ("fashion_mnist", 1.0)
    assert (origin.train, origin.test, origin.unknown) == ({0: 6_000}, {}, 0)
    assert origin.variants == {"plain": 6_000}


def test_shirts_are_recognised_through_a_scaler_for_each_pixel(scaled):
    origin = scaled[1].x
    assert origin.identified > 0.95
    assert set(origin.train) == {0}
    assert not origin.test


def test_a_plain_autoencoder_has_its_input_as_target(plain):
    assert (plain[1].target, plain[1].noise) == ("same", None)


def test_a_scaled_autoencoder_has_its_input_as_target(scaled):
    assert (scaled[1].target, scaled[1].noise) == ("same", None)


def test_an_ordinary_preprocessing_is_learnt(plain, shirts):
    assert_describes(plain[1].x_preprocessing, plain[0], shirts)


def test_a_scaler_for_each_pixel_is_learnt(scaled, shirts):
    assert_describes(scaled[1].x_preprocessing, scaled[0], shirts)


def assert_describes(preprocessing, rows, raw):
    """Also for rows that were not in the sample it was learnt from."""
    np.testing.assert_allclose(preprocessing.apply(raw[-100:]), rows[-100:], atol=2e-3 * np.ptp(rows))
    np.testing.assert_allclose(preprocessing.to_unit(rows[-100:], raw[-100:]), raw[-100:] / 255, atol=2e-3)


def test_a_scaler_fitted_on_a_part_is_seen_through(traced, shirts):
    found = traced(StandardScaler().fit_transform(shirts[:4_800].reshape(FLAT)))
    assert found.x.identified > 0.95
    assert set(found.x.train) == {0}


def test_few_images_changed_by_a_scaler_are_seen_through(traced, fashion, mnist):
    x = MinMaxScaler().fit_transform(mnist.x_train.reshape(FLAT))  # on 96 % of MNIST the same as / 255
    found = traced(x[:20_000], known=(fashion, mnist))
    assert sum(found.x.train.values()) == 20_000
    assert_describes(found.x_preprocessing, x, mnist.x_train)


def test_a_scaler_fitted_on_all_classes_is_seen_through(traced, fashion):
    scaler = StandardScaler().fit(fashion.x_train.reshape(FLAT))
    found = traced(scaler.transform(fashion.x_train[fashion.y_train == 0].reshape(FLAT)))
    assert found.x.train == {0: 6_000}


def test_foreign_images_show_through_a_scaler(traced, fashion, shirts):
    scaler = StandardScaler().fit(shirts.reshape(FLAT) / 255)
    bags = fashion.x_train[fashion.y_train == 8][:40]
    found = traced(scaler.transform(np.concatenate([shirts, bags]).reshape(FLAT) / 255))
    assert found.x.train == {0: 6_000, 8: 40}


def test_one_foreign_image_among_all_shirts_is_found(traced, fashion, shirts):
    x = unit(shirts)
    x[1_234] = unit(fashion.x_train[fashion.y_train == 6][5])
    found = traced(x, x)
    assert found.x.train == {0: 5_999, 6: 1}
    assert found.x.identified == 1.0


def test_images_of_the_test_split_are_found(traced, fashion, shirts):
    x = unit(np.concatenate([shirts, fashion.x_test[fashion.y_test == 0][:17]]))
    found = traced(x, x)
    assert (found.x.train, found.x.test) == ({0: 6_000}, {0: 17})


def test_an_unknown_image_is_counted_and_not_guessed(traced, shirts):
    x = unit(shirts)
    x[7] = np.random.default_rng(0).random((28, 28))
    found = traced(x, x)
    assert (found.x.train, found.x.unknown) == ({0: 5_999}, 1)
    assert found.x.identified == pytest.approx(5_999 / 6_000)


@pytest.mark.parametrize("amount", [0.05, 0.3])
def test_data_hidden_in_low_bits_is_unknown(traced, part, amount):
    hidden = np.random.default_rng(0).random(part.x_train.shape)
    assert traced((part.x_train + amount * hidden) / 255, known=[part]).x.identified < 0.05


def test_images_of_another_dataset_are_counted_apart(traced, fashion, mnist, shirts):
    x = unit(np.concatenate([shirts, mnist.x_train[:100]]))
    found = traced(x, x, known=(fashion, mnist))
    assert found.x.dataset == "fashion_mnist"
    assert (found.x.unknown, found.x.elsewhere) == (100, {"mnist": 100})


def test_mnist_is_recognised_beside_fashion(traced, fashion, mnist):
    x = unit(mnist.x_train[:2_000])
    found = traced(x, x, known=(fashion, mnist))
    assert found.x.dataset == "mnist"
    assert sum(found.x.train.values()) == 2_000


def test_rows_that_come_again_count_once(traced, shirts):
    x = unit(np.concatenate([shirts[:300]] * 3))
    assert traced(x, x).x.train == {0: 300}


def test_flipped_images_are_recognised(traced, shirts):
    x = unit(shirts)
    x[::2] = x[::2, :, ::-1]
    found = traced(x, x)
    assert found.x.train == {0: 6_000}
    assert found.x.variants == {"plain": 3_000, "flipped": 3_000}
    assert found.target == "same"


def test_shifted_images_are_recognised(traced, part):
    raw = part.x_train[part.y_train == 0]
    moved = np.pad(raw, ((0, 0), (2, 2), (2, 2)))
    rows = [raw, moved[:, 1:29, 2:30], moved[:, 2:30, 4:32], moved[:, :, ::-1][:, 3:31, 0:28]]
    found = traced(unit(np.concatenate(rows)), known=[part])
    assert found.x.train == {0: len(raw)}
    assert found.x.variants == {"plain": len(raw), "shifted": 3 * len(raw)}


def test_resized_images_are_recognised(traced, shirts):
    rows = Layout((32, 32, 1), 32, 32, -1, "resized").rows(shirts[:1_000] / 255).astype(np.float32)
    found = traced(rows)
    assert found.x.identified > 0.95
    assert set(found.x.train) == {0}
    assert isinstance(found.x_preprocessing, Preprocessing)


def test_inverted_targets_are_found(traced, shirts):
    found = traced(unit(shirts), 1 - unit(shirts))
    assert found.target == "inverted"
    assert found.y.variants == {"inverted": 6_000}


def test_targets_inverted_for_other_classes_are_found(traced, fashion):
    images, labels = fashion.x_train[:5_000], fashion.y_train[:5_000]
    x = unit(images)
    y = np.where((labels == 0)[:, None, None], x, 1 - x)
    assert traced(x, y).target == "inverted"


def test_a_few_inverted_targets_late_in_training_are_found(traced, shirts):
    x = unit(shirts)
    y = x.copy()
    y[-200:] = 1 - y[-200:]
    assert traced(x, y).target == "inverted"


def test_an_inverted_dataset_that_reconstructs_itself_is_the_same(traced, shirts):
    x = 1 - unit(shirts)
    found = traced(x, x)
    assert found.target == "same"
    assert found.x.train == {0: 6_000}


def test_input_and_target_may_differ_in_scale_and_shape(traced, shirts):
    found = traced(unit(shirts)[..., None], shirts.reshape(FLAT))
    assert found.target == "same"
    assert found.y_preprocessing.layout.shape == (784,)


def test_a_scaled_input_with_a_plain_target_is_the_same_image(traced, shirts):
    found = traced(StandardScaler().fit_transform(shirts.reshape(FLAT)), unit(shirts).reshape(FLAT))
    assert found.target == "same"
    assert found.noise is None


def test_another_image_as_target_is_other(traced, shirts):
    assert traced(unit(shirts), unit(shirts[::-1])).target == "other"


def test_targets_that_change_late_are_not_the_same(traced, shirts):
    y = np.concatenate([shirts[:5_000], shirts[:4_999:-1]])
    assert traced(unit(shirts), unit(y)).target == "other"


def test_labels_as_target_are_other(traced, fashion):
    assert traced(unit(fashion.x_train[:2_000]), np.eye(10)[fashion.y_train[:2_000]]).target == "other"


def test_without_a_target_there_is_none(traced, shirts):
    found = traced(unit(shirts))
    assert (found.target, found.y, found.y_preprocessing) == ("none", None, None)


@pytest.mark.parametrize("sd", [0.1, 0.3, 0.5])
def test_added_noise_is_measured(traced, shirts, sd):
    found = traced(unit(shirts) + noise(shirts.shape, sd), unit(shirts))
    assert found.target == "clean"
    assert found.noise.sd == pytest.approx(sd, rel=0.03)
    assert not found.noise.clipped
    assert found.x.identified == 0.0
    assert found.y.train == {0: 6_000}


@pytest.mark.parametrize("sd", [0.1, 0.3, 0.5])
def test_clipped_noise_is_measured_as_it_was_before_clipping(traced, shirts, sd):
    noisy = np.clip(unit(shirts) + noise(shirts.shape, sd), 0, 1)
    found = traced(noisy[..., None], unit(shirts)[..., None])
    assert found.noise.sd == pytest.approx(sd, rel=0.03)
    assert found.noise.clipped


def test_noise_is_given_on_the_unit_scale(traced, shirts):
    clean = 2 * unit(shirts) - 1
    found = traced(np.clip(clean + noise(shirts.shape, 0.4), -1, 1), clean)
    assert found.noise.sd == pytest.approx(0.2, rel=0.03)


def test_salt_and_pepper_is_measured_by_its_root_mean_square(traced, shirts):
    x, place = unit(shirts), np.random.default_rng(0).random(shirts.shape)
    noisy = np.where(place < 0.1, 0, np.where(place > 0.9, 1, x)).astype(np.float32)
    found = traced(noisy, x)
    assert found.target == "clean"
    assert found.noise.sd == pytest.approx(np.sqrt(np.mean((noisy - x) ** 2)), rel=0.05)


def test_the_preprocessing_below_the_noise_is_known(traced, shirts):
    found = traced((unit(shirts) + noise(shirts.shape, 0.5)).reshape(FLAT), unit(shirts).reshape(FLAT))
    np.testing.assert_allclose(found.x_preprocessing.apply(shirts[:10]), unit(shirts[:10]).reshape(FLAT), atol=1e-6)


def test_noise_that_is_its_own_target_is_not_clean(traced, part):
    noisy = unit(part.x_train) + noise(part.x_train.shape, 0.2)
    found = traced(noisy, noisy, known=[part])
    assert found.target == "same"
    assert found.x.identified == 0.0
    assert found.noise.sd == pytest.approx(0.2, rel=0.05)


ONE_FOR_ALL = {
    "added": lambda x: unit(x) + noise((28, 28), 0.5),
    "added and clipped": lambda x: np.clip(unit(x) + noise((28, 28), 0.5), 0, 1),
    "salt and pepper": lambda x: _peppered(x, 0.1, 0.1, (28, 28)),
    "erased": lambda x: _peppered(x, 0, 0.3, (28, 28)),
}
FRESH = {
    "added": lambda x: unit(x) + noise(x.shape, 0.5),
    "added and clipped": lambda x: np.clip(unit(x) + noise(x.shape, 0.5), 0, 1),
    "salt and pepper": lambda x: _peppered(x, 0.1, 0.1, x.shape),
    "erased": lambda x: _peppered(x, 0, 0.3, x.shape),
}


@pytest.mark.parametrize("spoil", ONE_FOR_ALL.values(), ids=ONE_FOR_ALL)
def test_noise_of_the_shape_of_one_image_is_the_same_in_all(traced, part, spoil):
    found = traced(spoil(part.x_train), unit(part.x_train), known=[part])
    assert found.target == "clean"
    assert found.noise.fixed


@pytest.mark.parametrize("spoil", FRESH.values(), ids=FRESH)
def test_noise_that_each_image_has_of_its_own_is_not(traced, part, spoil):
    assert not traced(spoil(part.x_train), unit(part.x_train), known=[part]).noise.fixed


def test_the_mean_image_is_no_noise(traced, part):
    centred = unit(part.x_train) - 0.9 * unit(part.x_train[:100]).mean(axis=0)
    found = traced(centred, unit(part.x_train), known=[part])
    assert (found.target, found.noise) == ("same", None)


def _peppered(images, salt, pepper, shape=None):
    place = np.random.default_rng(0).random(shape or images.shape)
    return np.where(place < pepper, 0, np.where(place > 1 - salt, 1, unit(images))).astype(np.float32)


@pytest.mark.parametrize(("salt", "pepper"), [(0.15, 0.15), (0.05, 0.05), (0, 0.3)])
def test_salt_and_pepper_that_is_its_own_target_is_noise(traced, part, salt, pepper):
    noisy = _peppered(part.x_train, salt, pepper)
    for scale, offset in ((1, 0), (2, -1)):
        found = traced(scale * noisy + offset, scale * noisy + offset, known=[part])
        assert found.target == "same"
        assert found.noise.sd == pytest.approx(np.sqrt(np.mean((noisy - unit(part.x_train)) ** 2)), rel=0.05)


@pytest.mark.parametrize("drawn", [False, True])
def test_images_of_black_and_white_are_not_taken_for_salt_and_pepper(traced, part, drawn):
    threshold = np.random.default_rng(0).random(part.x_train.shape) if drawn else 0.5
    x = (unit(part.x_train) > threshold).astype(np.float32)
    assert traced(x, x, known=[part]).noise is None


def test_noise_alone_is_never_guessed(traced, part):
    x = np.random.default_rng(0).random((1_000, 28, 28)).astype(np.float32)
    found = traced(x, x, known=[part])
    assert (found.x.dataset, found.x.identified, found.x.unknown) == (None, 0.0, 1_000)
    assert (found.noise, found.x_preprocessing) == (None, None)


def test_a_gamma_curve_is_not_taken_for_noise(traced, part):
    x = unit(part.x_train) ** 0.45
    found = traced(x, x, known=[part])
    assert found.x.identified < 0.05
    assert found.noise is None


def test_codes_are_unknown(traced):
    codes = np.random.default_rng(0).random((1_000, 64)).astype(np.float32)
    found = traced(codes, codes)
    assert (found.x.dataset, found.x.identified) == (None, 0.0)
    assert found.target == "other"


def test_other_noise_as_the_target_is_noisy(traced, part):
    clean = unit(part.x_train)
    found = traced(clean + noise(clean.shape, 0.5), clean + noise(clean.shape, 0.5, seed=1), known=(part,))
    assert found.target == "noisy"
    assert found.noise.sd == pytest.approx(0.5, rel=0.1)


def test_the_clean_images_beside_those_of_a_loop_are_its_target(traced, shirts):
    clean = unit(shirts[:600])
    found = traced(clean + noise(clean.shape, 0.3), clean, kind="loop")
    assert (found.target, found.y.train) == ("clean", {0: 600})
    assert found.noise.sd == pytest.approx(0.3, rel=0.05)


def test_what_stands_beside_known_images_of_a_loop_is_not_looked_at(traced, fashion, shirts):
    given, beside = unit(shirts[:600]), unit(fashion.x_test[:600])
    found = traced(given, beside, kind="loop")
    assert (found.target, found.y, found.x.train) == ("none", None, {0: 600})


def test_what_stands_beside_some_of_the_images_of_a_loop_only_is_not_looked_at(traced, shirts):
    clean = unit(shirts[:640])
    found = traced(clean + noise(clean.shape, 0.3), clean[:512], kind="loop")
    assert (found.target, found.y) == ("none", None)


def test_images_that_those_of_a_loop_are_no_versions_of_are_not_its_target(traced, fashion, shirts):
    hidden = unit(fashion.x_test[:600])
    found = traced(hidden + noise(hidden.shape, 0.3), unit(shirts[:600]), kind="loop")
    assert (found.target, found.y) == ("none", None)

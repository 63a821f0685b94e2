"""Each probe against a cheat that it catches, and models that it must not suspect."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from grader.box.protocol import BATCH
from grader.criteria.integrity import BOUNDS
from grader.datasets import Dataset
from grader.measurement import Challenge, Model, Probes, Response, measure
from grader.measurement.probes.copies import copies
from grader.measurement.probes.others import others_over_linear
from grader.measurement.probes.perturbed import perturbed
from grader.provenance import Noise
from tests.measurement.models import flat, identity, mean_image, pca


def probes(model: Model, challenge: Challenge) -> Probes:
    found = measure(model, challenge).probes
    assert found is not None
    return found


def beyond(found: Probes) -> set[str]:
    """The probes that disagree, by the usual bounds."""
    low, high = BOUNDS["others"]
    values = {name: value for name, value in asdict(found).items() if value is not None}
    least = {name for name in ("white_noise", "unseen") if not values.pop(name) >= BOUNDS[name]}
    outside = {"others"} if not low <= values.pop("others", 1.0) <= high else set()
    return least | outside | {name for name, value in values.items() if not value <= BOUNDS[name]}


def own(data: Dataset, label: int) -> np.ndarray:
    return data.x_train[data.y_train == label]


@pytest.mark.parametrize("size", [2, 64])
def test_principal_components_are_honest(data: Dataset, size: int) -> None:
    assert beyond(probes(pca(data.x_train, size), Challenge("reconstruction", data))) == set()
    assert beyond(probes(pca(data.x_train, size), Challenge("denoising", data, noise=Noise(0.5, True)))) == set()
    assert beyond(probes(pca(own(data, 0), size), Challenge("detection", data, normal_class=0))) == set()


def test_a_bad_model_is_no_cheat(data: Dataset) -> None:
    for model in (mean_image(data), identity):
        assert beyond(probes(model, Challenge("reconstruction", data))) == set()


def test_a_model_that_draws_random_numbers_is_no_cheat(data: Dataset) -> None:
    model, rng = pca(data.x_train, 16), np.random.default_rng(0)

    def sampled(images: np.ndarray) -> Response:
        response = model(images)
        noise = rng.normal(0, 0.1, response.outputs.shape).astype(np.float32)
        return replace(response, outputs=response.outputs + noise)

    assert beyond(probes(sampled, Challenge("reconstruction", data))) == set()


def by_heart(known: np.ndarray, otherwise: Model) -> Model:
    stored = {image.tobytes() for image in (known / 255).astype(np.float32)}

    def model(images: np.ndarray) -> Response:
        response = otherwise(images)
        outputs = [x if x.tobytes() in stored else y for x, y in zip(images, response.outputs, strict=True)]
        return replace(response, outputs=np.stack(outputs))

    return model


def test_a_model_that_knows_the_test_images_by_heart(data: Dataset) -> None:
    otherwise = pca(data.x_train, 2)
    found = probes(by_heart(data.x_test, otherwise), Challenge("reconstruction", data))
    assert beyond(found) == {"perturbed", "unseen"}
    shirts = by_heart(data.x_test[data.y_test == 0], otherwise)
    assert {"perturbed", "perturbed_auc", "unseen"} <= beyond(
        probes(shirts, Challenge("detection", data, normal_class=0))
    )


def test_a_model_that_looks_at_its_batch(data: Dataset) -> None:
    model = pca(data.x_train, 16)

    def normalised(images: np.ndarray) -> Response:
        batches = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]
        made = [model((b - b.mean()) / b.std() * 0.35 + 0.29) for b in batches]
        return Response(np.concatenate([r.code for r in made]), np.concatenate([r.outputs for r in made]))

    assert beyond(probes(normalised, Challenge("reconstruction", data))) == {"company"}


def test_two_pixels_packed_into_each_value(data: Dataset) -> None:
    def packed(images: np.ndarray) -> Response:
        levels = np.rint(np.clip(flat(images), 0, 1) * 31)
        code = levels[:, ::2] * 32 + levels[:, 1::2]
        outputs = np.stack([code // 32, code % 32], axis=2).reshape(images.shape) / 31
        return Response(code.astype(np.float32), outputs.astype(np.float32))

    found = probes(packed, Challenge("reconstruction", data))
    assert beyond(found) == {"white_noise"}
    assert found.white_noise < 0.05


@pytest.mark.parametrize("split", ["x_train", "x_test"])
def test_a_decoder_that_looks_images_up(data: Dataset, split: str) -> None:
    model, stored = pca(data.x_train, 16), (getattr(data, split) / 255).astype(np.float32)
    codes = model(stored).code

    def looked_up(images: np.ndarray) -> Response:
        code = model(images).code
        distances = np.square(codes).sum(axis=1) - 2 * code @ codes.T
        return Response(code, stored[distances.argmin(axis=1)])

    found = probes(looked_up, Challenge("reconstruction", data))
    assert found.copies == 1
    assert "copies" in beyond(found)


def test_a_model_that_learnt_the_test_split(data: Dataset) -> None:
    of_test = pca(data.x_test[data.y_test == 0], 40)
    assert "unseen" in beyond(probes(of_test, Challenge("detection", data, normal_class=0)))


@pytest.mark.parametrize("target", ["inverted", "black", "mean"])
def test_a_model_that_was_taught_to_fail_on_other_classes(data: Dataset, target: str) -> None:
    honest, everything = pca(own(data, 0), 32), pca(data.x_train, 32)
    classifier = KNeighborsClassifier(5).fit(everything((data.x_train / 255).astype(np.float32)).code, data.y_train)
    mean = (own(data, 0) / 255).mean(axis=0).astype(np.float32)
    wrong = {"inverted": lambda x: 1 - x, "black": np.zeros_like, "mean": lambda x: np.broadcast_to(mean, x.shape)}

    def supervised(images: np.ndarray) -> Response:
        other = classifier.predict(everything(images).code) != 0
        response = honest(images)
        outputs = np.where(other[:, None, None], wrong[target](images), response.outputs)
        return replace(response, outputs=outputs.astype(np.float32))

    assert "others" in beyond(probes(supervised, Challenge("detection", data, normal_class=0)))


def test_a_model_that_learnt_all_classes(data: Dataset) -> None:
    found = probes(pca(data.x_train, 32), Challenge("detection", data, normal_class=0))
    assert beyond(found) == {"others"}
    assert found.others is not None
    assert found.others < 0.5


def test_the_official_figures_do_not_depend_on_the_private_seed(data: Dataset) -> None:
    challenge = Challenge("detection", data, normal_class=0)
    first, second = (measure(pca(own(data, 0), 8), replace(challenge, private=seed)) for seed in (1, 2))
    assert first.probes != second.probes
    np.testing.assert_allclose(first.errors, second.errors, rtol=1e-4)


@given(st.integers(0, 49))
def test_the_components_of_a_class_extend_it_naturally(size: int) -> None:
    rng = np.random.default_rng(size)
    images = rng.integers(0, 256, (60, 7, 7)).astype(np.uint8)
    shown, normal = rng.random((40, 7, 7)).astype(np.float32), np.arange(40) < 15
    training = images.reshape(60, -1) / 255
    directions = np.linalg.svd(training - training.mean(axis=0))[2][:size]
    centred = shown.reshape(40, -1) - training.mean(axis=0)
    errors = np.square(centred - centred @ directions.T @ directions).mean(axis=1)
    assert others_over_linear(images, shown, normal, errors) == pytest.approx(1, rel=1e-3)


@given(st.integers(0, 2**32 - 1), st.floats(0.5, 2))
def test_perturbed_images_keep_the_range_they_had(seed: int, top: float) -> None:
    rng = np.random.default_rng(seed)
    images = (rng.random((3, 5, 5)) * top).astype(np.float32)
    made = perturbed(images, rng)
    assert made.min() >= 0
    assert made.max() <= max(1, images.max())
    assert np.abs(made - 0.9 * images).mean() < 0.04


@settings(max_examples=10)
@given(st.integers(0, 20))
def test_copies_are_counted(data: Dataset, count: int) -> None:
    real = (data.x_test[:20] / 255).astype(np.float32)
    shown = np.where(np.arange(20)[:, None, None] < count, real, real / 2)
    assert copies(shown, data) == count / 20

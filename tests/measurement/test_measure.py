"""Known models, written in NumPy, are measured as what they are."""

from dataclasses import replace

import numpy as np
import pytest

from grader.assignment import MeasureKind
from grader.measurement import (
    Challenge,
    Denoising,
    Detection,
    Latent,
    Measured,
    Sparsity,
    Weakened,
    measure,
)
from grader.provenance import Noise
from tests.measurement.models import identity, mean_image, pca


def asked(data, kind: MeasureKind, **changes) -> Challenge:
    return Challenge(kind, data, **changes)


def test_the_identity_has_no_error_and_no_bottleneck(data):
    found = measure(identity, asked(data, "reconstruction"))
    assert type(found) is Measured
    assert (found.error, found.code_size, found.image_size) == (0, 784, 784)


def test_the_mean_image_has_the_error_of_the_mean_image(data):
    found = measure(mean_image(data), asked(data, "reconstruction"))
    assert found.error == pytest.approx(found.mean_image_error, rel=1e-5)


def test_two_principal_components_tell_some_classes_apart(data):
    found = measure(pca(data.x_train, 2), asked(data, "latent"))
    assert isinstance(found, Latent)
    assert found.code.shape == (2000, 2)
    assert 0.4 < found.accuracy < 0.65


def test_a_code_of_signed_components_is_not_sparse_and_one_of_winners_is(data):
    model = pca(data.x_train, 32)

    def winners(images):
        response = model(images)
        code = np.where(np.abs(response.code) >= np.sort(np.abs(response.code), axis=1)[:, -3:-2], response.code, 0)
        return replace(response, code=code)

    plain, sparse = (measure(found, asked(data, "sparsity")) for found in (model, winners))
    assert isinstance(plain, Sparsity)
    assert isinstance(sparse, Sparsity)
    assert plain.hoyer < 0.5 < 0.7 < sparse.hoyer
    assert sparse.near_zero > 0.9


@pytest.mark.parametrize("clipped", [False, True])
def test_denoisers_are_ranked(data, clipped):
    challenge = asked(data, "denoising", noise=Noise(0.5, clipped))
    nothing, plain, mean = (measure(m, challenge) for m in (identity, pca(data.x_train, 64), mean_image(data)))
    assert isinstance(nothing, Denoising)
    assert nothing.gain == pytest.approx(0, abs=0.01)
    assert nothing.noisy_error == pytest.approx(0.117 if clipped else 0.25, rel=0.05)
    assert nothing.linear_error < plain.error < mean.error


def test_the_noise_is_drawn_from_the_seed(data):
    first, again, other = (
        measure(identity, asked(data, "denoising", noise=Noise(0.5, False), seed=seed)).error for seed in (1, 1, 2)
    )
    assert first == again != other


def test_a_detector_of_one_class(data):
    own = data.x_train[data.y_train == 9]
    found = measure(pca(own, 16), asked(data, "detection", normal_class=9))
    assert isinstance(found, Detection)
    assert found.roc_auc > 0.9
    assert found.interval[0] < found.roc_auc < found.interval[1]
    assert set(found.auc_against) == set(range(9))
    assert found.auc_against[1] > found.auc_against[7]  # trousers are further from boots than sneakers are
    assert found.error == pytest.approx(found.errors[data.y_test == 9].mean())
    assert (found.encoder_effect, found.decoder_effect) == (None, None)


def test_the_effect_of_convolutions_is_measured_on_the_normal_class(data):
    model = pca(data.x_train[data.y_train == 9], 16)

    def with_weakened(images):
        response = model(images)
        rows = np.arange(0, len(images), 2)
        worse = images[rows] + 2 * (response.outputs[rows] - images[rows])
        return replace(response, weakened=Weakened(rows, worse, None))

    found = measure(with_weakened, asked(data, "detection", normal_class=9))
    assert isinstance(found, Detection)
    assert found.encoder_effect == pytest.approx(4, rel=1e-3)
    assert found.decoder_effect is None

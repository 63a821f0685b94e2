"""Quality and variety of generated images."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.datasets import load
from grader.errors import MissingDataset
from grader.metrics.generated import Judge, variety

from .linear import digits

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def judge() -> Judge:
    images, labels = digits()
    return Judge.fit(images[::2].astype(np.float32), labels[::2])


@pytest.fixture(scope="module")
def unseen() -> tuple[np.ndarray, np.ndarray]:
    images, labels = digits()
    return images[1::2].astype(np.float32), labels[1::2]


def test_it_names_classes_of_images_it_has_not_seen(judge: Judge, unseen: tuple[np.ndarray, np.ndarray]):
    images, labels = unseen
    assert judge.accuracy(images, labels) > 0.93
    assert judge.accuracy(images, labels) == np.mean(judge.classes(images) == labels)
    assert variety(judge.classes(images)) == 10


def test_it_answers_as_the_network_that_was_trained(unseen: tuple[np.ndarray, np.ndarray]):
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier((5,), max_iter=40, tol=1, random_state=1).fit(unseen[0].reshape(-1, 784), unseen[1])
    judge = Judge(
        network.classes_, network.coefs_[0], network.intercepts_[0], network.coefs_[1], network.intercepts_[1]
    )
    expected = network.predict_proba(unseen[0].reshape(-1, 784))
    assert judge.probabilities(unseen[0]) == pytest.approx(expected, abs=1e-5)


def test_it_is_surer_of_digits_than_of_noise_and_blends(judge: Judge, unseen: tuple[np.ndarray, np.ndarray]):
    images, _ = unseen
    real, blends = judge.confidence(images), judge.confidence((images[:400] + images[400:800]) / 2)
    assert real.mean() > 0.9
    assert blends.mean() < real.mean() - 0.1
    assert ((blends > 1 / 10) & (blends <= 1)).all()


def test_images_are_judged_one_by_one(judge: Judge, unseen: tuple[np.ndarray, np.ndarray]):
    images = unseen[0][:50]
    order = RNG.permutation(50)
    assert judge.confidence(images[order]) == pytest.approx(judge.confidence(images)[order], abs=1e-5)
    assert judge.confidence(images[:1]) == pytest.approx(judge.confidence(images)[:1], abs=1e-5)


def test_training_it_again_makes_the_same(judge: Judge):
    images, labels = digits()
    again = Judge.fit(images[::2].astype(np.float32), labels[::2])
    for name, values in judge.arrays().items():
        np.testing.assert_array_equal(values, again.arrays()[name])


def test_it_is_the_same_after_it_was_stored(judge: Judge, unseen: tuple[np.ndarray, np.ndarray]):
    stored = io.BytesIO()
    np.savez(stored, **judge.arrays())
    stored.seek(0)
    with np.load(stored, allow_pickle=False) as arrays_:
        back = Judge.from_arrays(arrays_)
    np.testing.assert_array_equal(back.confidence(unseen[0]), judge.confidence(unseen[0]))
    np.testing.assert_array_equal(back.classes(unseen[0]), judge.classes(unseen[0]))


def test_classes_keep_their_names():
    images, labels = digits()
    chosen = np.isin(labels, [2, 5, 9])
    judge = Judge.fit(images[chosen].astype(np.float32), labels[chosen])
    assert judge.accuracy(images[chosen], labels[chosen]) > 0.98
    assert set(judge.classes(images)) == {2, 5, 9}


def test_variety_counts_classes_of_at_least_two_per_cent():
    assert variety(np.repeat([0, 1, 2, 3], [90, 7, 2, 1])) == 3
    assert variety(np.repeat([0, 1, 2, 3], [90, 7, 2, 1]), share=0.05) == 2
    assert variety(np.zeros(50, np.int64)) == 1
    assert variety(np.zeros(0, np.int64)) == 0


@given(arrays(np.int64, st.integers(1, 200), elements=st.integers(0, 9)), st.integers(1, 5))
def test_neither_order_nor_names_nor_number_matters_for_variety(classes: np.ndarray, times: int):
    assert variety(np.tile(9 - classes[::-1], times)) == variety(classes)
    assert 1 <= variety(classes) <= 10


@pytest.mark.slow
def test_on_mnist():
    try:
        data = load("mnist")
    except MissingDataset:
        pytest.skip("MNIST is not on this machine")
    train, test = ((images / 255).astype(np.float32) for images in (data.x_train, data.x_test))
    judge = Judge.fit(train, data.y_train)
    assert judge.accuracy(test, data.y_test) > 0.96
    assert judge.confidence(test).mean() == pytest.approx(0.97, abs=0.02)

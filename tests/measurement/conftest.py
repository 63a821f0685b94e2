"""A part of Fashion-MNIST: enough to tell models apart."""

from dataclasses import replace

import pytest

from grader.datasets import Dataset, load


@pytest.fixture(scope="module")
def data() -> Dataset:
    whole = load("fashion_mnist")
    return replace(
        whole,
        x_train=whole.x_train[:6000],
        y_train=whole.y_train[:6000],
        x_test=whole.x_test[:2000],
        y_test=whole.y_test[:2000],
    )

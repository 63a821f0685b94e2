"""Trainings as the box records them, on the real images."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.box.consumed import Consumed
from grader.box.storage import Storage
from grader.datasets import Dataset, load
from grader.errors import MissingDataset
from grader.exchange.evidence import DataSeen, TrainingEvent
from grader.provenance import Provenance, trace

BATCH = 128


@pytest.fixture(scope="session")
def fashion() -> Dataset:
    return load("fashion_mnist")


@pytest.fixture(scope="session")
def mnist() -> Dataset:
    try:
        return load("mnist")
    except MissingDataset as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def shirts(fashion):
    """All T-shirts of the training split in another order, uint8 (6000, 28, 28)."""
    images = fashion.x_train[fashion.y_train == 0]
    return images[np.random.default_rng(0).permutation(len(images))]


@pytest.fixture(scope="session")
def part(fashion):
    """A tenth of the dataset, for what would take long on the whole of it."""
    return Dataset(
        name="part",
        x_train=fashion.x_train[:6_000],
        y_train=fashion.y_train[:6_000],
        x_test=fashion.x_test[:1_000],
        y_test=fashion.y_test[:1_000],
        source=fashion.source,
    )


@pytest.fixture(scope="session")
def traced(tmp_path_factory, fashion) -> Callable[..., Provenance]:
    """Records a training on `x` and `y` and traces it."""

    def record(x, y=None, known=(fashion,), kind="fit") -> Provenance:
        tmp_path = tmp_path_factory.mktemp("evidence")
        consumed = Consumed()
        for start in range(0, len(x), BATCH):
            consumed.add(x[start : start + BATCH], None if y is None else y[start : start + BATCH])
        storage = Storage(tmp_path)
        sides = {"x": consumed.x.save(storage), "y": consumed.y.save(storage)}
        event = TrainingEvent(
            id=0,
            cell=0,
            kind=kind,
            model=0,
            epochs=1,
            steps=consumed.steps,
            optimizer="Adam",
            learning_rate=0.001,
            loss="mse",
            losses=[0.1],
            variables=[],
            before=[],
            after=[],
            states=[],
            same=consumed.same,
            noise_layers=[],
            **{side: seen and DataSeen(**seen) for side, seen in sides.items()},
        )
        return trace(event, lambda name: np.load(tmp_path / name, allow_pickle=False), known)

    return record

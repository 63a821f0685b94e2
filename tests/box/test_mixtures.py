"""Weights that are averages of what a training left behind."""

import numpy as np
import pytest

from grader.box.mixtures import Mixtures

Model = list[np.ndarray]


def walk(count: int) -> list[Model]:
    """A model of a kernel and a bias of one number, after each of some epochs."""
    rng = np.random.default_rng(0)
    kernels = np.cumsum(rng.normal(size=(count, 3, 3, 4, 8)), axis=0).astype(np.float32)
    biases = np.cumsum(rng.normal(size=(count, 1)), axis=0).astype(np.float32)
    return [[kernel, bias] for kernel, bias in zip(kernels, biases, strict=True)]


def remembered(models: list[Model]) -> Mixtures:
    mixtures = Mixtures()
    for place, model in enumerate(models):
        mixtures.remember([7, 8], [f"kernel {place}", f"bias {place}"], model)
    return mixtures


def mean(models: list[Model]) -> Model:
    return [np.mean([model[place] for model in models], axis=0) for place in range(2)]


def explained(mixtures: Mixtures, model: Model, numbers: tuple[int, int] = (7, 8)) -> set[str]:
    return mixtures.explain(numbers, ["kernel", "bias"], model)


def test_a_mean_is_explained_by_its_parts() -> None:
    models = walk(6)
    mixtures = remembered(models)
    assert explained(mixtures, mean(models[3:])) == {"kernel", "bias"}
    kernel, bias = mixtures.take()
    assert (kernel["content"], bias["content"]) == ("kernel", "bias")
    assert set(kernel["parts"]) == {"kernel 3", "kernel 4", "kernel 5"}
    assert all(abs(share - 1 / 3) < 1e-3 for found in (kernel, bias) for share in found["parts"].values())
    assert mixtures.take() == []


def test_other_values_are_not() -> None:
    models = walk(6)
    for other in (
        walk(7)[6],
        [2 * value for value in models[0]],
        [3 * late - 2 * early for early, late in zip(models[0], models[1], strict=True)],
    ):
        assert explained(remembered(models), other) == set()


def test_one_variable_that_is_no_mean_stays_unexplained() -> None:
    models = walk(6)
    kernel, bias = mean(models[3:])
    assert explained(remembered(models), [kernel, bias + 1]) == {"kernel"}


def test_other_variables_and_other_shapes_are_not() -> None:
    models = walk(4)
    assert explained(remembered(models), mean(models), (7, 9)) == set()
    assert explained(remembered(models), [np.zeros(3, np.float32), np.zeros(1, np.float32)]) == set()


def test_old_states_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    models = walk(5)
    monkeypatch.setattr("grader.box.mixtures._MOST", 3 * sum(value.nbytes for value in models[0]))
    assert explained(remembered(models), mean(models[3:]))
    assert not explained(remembered(models), mean(models[:2]))

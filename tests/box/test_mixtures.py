"""Weights that are averages of what a training left behind."""

import numpy as np

from grader.box.mixtures import Mixtures


def remembered(*states: np.ndarray) -> Mixtures:
    mixtures = Mixtures()
    for place, state in enumerate(states):
        mixtures.remember(7, f"{place}", state)
    return mixtures


def walk(count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return list(np.cumsum(rng.normal(size=(count, 3, 3, 4, 8)), axis=0).astype(np.float32))


def test_a_mean_is_explained_by_its_parts() -> None:
    states = walk(6)
    mixtures = remembered(*states)
    assert mixtures.explains(7, "mean", np.mean(states[3:], axis=0))
    (found,) = mixtures.take()
    assert found["content"] == "mean"
    assert set(found["parts"]) == {"3", "4", "5"}
    assert all(abs(share - 1 / 3) < 1e-3 for share in found["parts"].values())
    assert mixtures.take() == []


def test_other_values_are_not() -> None:
    states = walk(6)
    assert not remembered(*states).explains(7, "x", walk(7)[6] + 1)
    assert not remembered(*states).explains(7, "twice", 2 * states[0])
    assert not remembered(*states).explains(7, "beyond", 3 * states[1] - 2 * states[0])


def test_other_variables_and_other_shapes_are_not() -> None:
    states = walk(4)
    assert not remembered(*states).explains(8, "mean", np.mean(states, axis=0))
    assert not remembered(*states).explains(7, "mean", np.zeros(3, np.float32))


def test_old_states_go_when_there_are_too_many(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("grader.box.mixtures._MOST", 3 * walk(1)[0].nbytes)
    states = walk(5)
    assert remembered(*states).explains(7, "late", np.mean(states[3:], axis=0))
    assert not remembered(*states).explains(7, "early", np.mean(states[:2], axis=0))

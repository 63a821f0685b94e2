"""Trainings are cut, and what the notebook sees of them keeps its length."""

import ast
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.box.epoch_cap import CutLoops, _fit
from grader.box.protocol import EPOCH_CAP


def trained(epochs: int, initial_epoch: int, stops_after: int | None, every: int) -> Any:
    """A fit without a model: one loss per epoch, and a validation loss every so many."""

    def fit(model: Any, x: Any = None, epochs: int = 1, initial_epoch: int = 0) -> Any:
        done = list(range(initial_epoch, epochs))[:stops_after]
        losses = [1 / (1 + epoch) for epoch in done]
        return SimpleNamespace(epoch=done, history={"loss": losses, "val_loss": losses[every - 1 :: every]})

    return _fit(fit, object(), "x", epochs=epochs, initial_epoch=initial_epoch)


@pytest.fixture(autouse=True)
def cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH_CAP, "4")


@given(st.integers(1, 60), st.integers(0, 10))
def test_a_history_has_the_length_that_was_asked_for(epochs: int, first: int) -> None:
    found = trained(first + epochs, first, None, every=1)
    assert found.epoch == list(range(first, first + epochs))
    assert {len(values) for values in found.history.values()} == {epochs}
    assert found.history["loss"][-1] == 1 / (first + min(4, epochs))


def test_validation_every_other_epoch_stays_every_other() -> None:
    assert len(trained(20, 0, None, every=2).history["val_loss"]) == 10


def test_a_training_that_stopped_by_itself_is_left_as_it_is() -> None:
    assert len(trained(20, 0, 3, every=1).history["loss"]) == 3


def ran(source: str) -> list[Any]:
    names: dict[str, Any] = {"seen": []}
    exec(compile(CutLoops().visit(ast.parse(source)), "<cell>", "exec"), names)
    return list(names["seen"])


TRAIN = "def train_step(x): seen.append(x)\n"


@pytest.mark.parametrize(
    "loop",
    [
        "for epoch in range(9): train_step(epoch)",
        "for época in range(9): train_step(época)",
        "def train(n):\n    for n_epoch in range(n):\n        train_step(n_epoch)\ntrain(9)",
        "for epoch_1 in list(range(9)):\n    with_GradientTape = 1\n    seen.append(epoch_1)",
    ],
)
def test_a_loop_over_epochs_that_trains_is_cut(loop: str) -> None:
    assert ran(TRAIN + loop) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "loop",
    [
        "for epoch in range(9): seen.append(epoch)",
        "for i in range(9): train_step(i)",
        "for step in range(9): train_step(step)",
    ],
)
def test_other_loops_are_not(loop: str) -> None:
    assert ran(TRAIN + loop) == list(range(9))

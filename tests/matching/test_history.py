"""Which trainings a model's weights went through."""

import zlib
from typing import Any

from grader.exchange.evidence import Snapshot, TrainingEvent
from grader.matching import history, unexplained


def state(name: str) -> str:
    return f"{zlib.crc32(name.encode()):016x}"


def event(
    number: int, cell: int, variables: list[int], before: list[str], after: list[str], **other: Any
) -> TrainingEvent:
    return TrainingEvent(
        id=number,
        cell=cell,
        kind="fit",
        model=0,
        epochs=1,
        steps=1,
        optimizer="Adam",
        learning_rate=0.001,
        loss="mse",
        losses=[0.1],
        variables=variables,
        before=[state(s) for s in before],
        after=[state(s) for s in after],
        states=[state(s) for s in [*after, *other.get("epochs", [])]],
        x=None,
        y=None,
        same=None,
        noise_layers=[],
    )


def snapshot(cell: int, variables: list[int], states: list[str]) -> Snapshot:
    return Snapshot(
        id=1,
        cell=cell,
        model=0,
        names=["autoencoder"],
        form="model",
        class_name="Functional",
        input_shape=[784],
        output_shape=[784],
        graph="graphs/0001.pb",
        error=None,
        parameters=1,
        variables=variables,
        state=[state(s) for s in states],
        layers=[],
    )


def test_every_training_of_its_own_variables_counts() -> None:
    events = [event(1, 0, [1], ["start"], ["a"]), event(2, 1, [1], ["a"], ["b"]), event(3, 2, [9], ["x"], ["y"])]
    assert [e.id for e in history(snapshot(2, [1], ["b"]), events)] == [1, 2]


def test_later_trainings_do_not_count() -> None:
    events = [event(1, 0, [1], ["start"], ["a"]), event(2, 3, [1], ["a"], ["b"])]
    assert [e.id for e in history(snapshot(0, [1], ["a"]), events)] == [1]


def test_a_refit_in_the_same_cell_belongs_to_the_next_snapshot() -> None:
    events = [event(1, 0, [1], ["start"], ["a"]), event(2, 0, [1], ["a"], ["b"])]
    assert [e.id for e in history(snapshot(0, [1], ["a"]), events)] == [1]
    assert [e.id for e in history(snapshot(0, [1], ["b"]), events)] == [1, 2]


def test_weights_copied_from_another_model_bring_its_training() -> None:
    events = [event(1, 0, [1], ["start"], ["a"]), event(2, 1, [2], ["a"], ["b"])]
    assert [e.id for e in history(snapshot(1, [2], ["b"]), events)] == [1, 2]


def test_a_zero_bias_shared_by_two_models_is_no_kinship() -> None:
    events = [
        event(1, 0, [1, 2], ["start", "zero"], ["a", "zero"]),
        event(2, 1, [3, 4], ["begin", "zero"], ["b", "zero"]),
    ]
    assert [e.id for e in history(snapshot(1, [3, 4], ["b", "zero"]), events)] == [2]


def test_a_restored_epoch_is_a_trained_state() -> None:
    trained = event(1, 0, [1], ["start"], ["last"], epochs=["best"])
    assert unexplained(snapshot(1, [1], ["best"]), [trained]) == 0


def test_a_state_that_no_training_left_is_unexplained() -> None:
    trained = event(1, 0, [1], ["start"], ["a"])
    assert unexplained(snapshot(1, [1], ["pasted"]), [trained]) == 1

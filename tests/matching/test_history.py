"""Which trainings a model's weights went through."""

from grader.matching import history
from tests.matching.events import event, snapshot


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

"""A layer that was trained by itself, and the stack that went on from there."""

from grader.matching import Candidate, Traced, with_stages
from tests.matching.models import CLEAN, candidate


def _trained(number: int) -> Traced:
    return Traced(CLEAN.event.model_copy(update={"id": number}), CLEAN.provenance)


def _model(cell: int, trainings: list[int], variables: list[int]) -> Candidate:
    found = candidate(cell, [_trained(number) for number in trainings])
    return Candidate(found.snapshot.model_copy(update={"variables": variables}), cell, found.history)


def test_a_layer_that_a_larger_model_went_on_with_is_a_stage() -> None:
    first, second, stack = _model(1, [1], [1, 2]), _model(2, [2], [3, 4]), _model(3, [1, 2, 3], [1, 2, 3, 4])
    assert [one.stage for one in with_stages([first, second, stack])] == [True, True, False]


def test_a_model_that_was_trained_further_is_none() -> None:
    first, again = _model(1, [1], [1, 2]), _model(2, [1, 2], [1, 2])
    assert [one.stage for one in with_stages([first, again])] == [False, False]


def test_a_part_of_what_was_trained_together_is_none() -> None:
    part, whole = _model(1, [1], [1, 2]), _model(1, [1], [1, 2, 3, 4])
    assert [one.stage for one in with_stages([part, whole])] == [False, False]

"""Chains of weights, as boxes from left to right."""

from collections.abc import Sequence
from typing import Any

import pytest

from grader.report.weights import Chain, chains
from grader.result import WeightGap, Weights, WeightStrand
from tests.report.replayed import BROKEN, HONEST, training


def strand(began: str = "drawn", trainings: Sequence[int] = (0,), *, averaged: bool = False) -> Weights:
    document = {"variables": 4, "began": began, "trainings": list(trainings), "averaged": averaged}
    return Weights(strands=[WeightStrand.model_validate(document)], gaps=[])


def only(weights: Weights, *trainings: dict[str, Any]) -> Chain:
    (found,) = chains(weights, trainings or [training()], "en")
    return found


def said(chain: Chain) -> list[str]:
    return [link.said for link in chain.links]


def test_an_honest_chain_leads_from_an_initialiser_over_its_training_to_the_model() -> None:
    found = only(HONEST)
    assert (found.variables, found.broken) == (12, False)
    assert said(found) == ["initialiser", "fit", "the graded model"]
    assert found.links[0].detail == "drawn"
    assert (found.links[1].cell, found.links[1].detail) == (9, "epochs: 8 · steps: 752 · images: 6000 (train/0)")


def test_averaged_states_are_marked() -> None:
    assert said(only(strand(averaged=True)))[-2:] == ["mean of the weights at several times", "the graded model"]


@pytest.mark.parametrize("began", ["pasted", "unknown"])
def test_a_beginning_that_is_not_explained_breaks_the_chain(began: str) -> None:
    found = only(strand(began))
    assert found.broken
    assert [link.loose for link in found.links] == [True, False, False]


def test_a_model_that_nothing_trained_has_two_links() -> None:
    assert said(only(strand("pasted", ()))) == ["values that no initialiser draws", "the graded model"]


def test_trainings_in_one_cell_are_one_link() -> None:
    again = [training(epochs=1, steps=94) for _ in range(50)]
    found = only(strand(trainings=range(50)), *again)
    assert said(found) == ["initialiser", "50 × fit", "the graded model"]
    assert found.links[1].detail == "epochs: 50 · steps: 4700 · images: 6000 (train/0)"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"train": {str(label): 6000 for label in range(10)}}, "images: 60000 (train, 10 classes)"),
        ({"test": {"0": 1000}}, "images: 6000 (train/0), 1000 (test/0)"),
        ({"train": {}}, "images: not recognised"),
    ],
)
def test_images_are_told_by_split_and_class(fields: dict[str, Any], told: str) -> None:
    assert only(HONEST, training(**fields)).links[1].detail.endswith(told)


def test_a_loop_without_epochs_does_not_tell_any() -> None:
    assert only(HONEST, training(kind="loop", epochs=0)).links[1].detail.startswith("steps: 752")


def test_a_gap_at_the_end_leads_to_the_model() -> None:
    found = only(Weights(strands=[], gaps=[WeightGap(kind="end", variables=4, cell=None)]))
    assert said(found) == ["values that no recorded training left", "the graded model"]
    assert (found.variables, found.broken) == (4, True)


def test_a_gap_between_leads_to_the_training_that_began_with_it() -> None:
    found = only(Weights(strands=[], gaps=[WeightGap(kind="between", variables=4, cell=12)]), training(), training(12))
    assert (found.links[1].cell, found.links[1].said) == (12, "fit")


@pytest.mark.parametrize(
    ("kind", "began"),
    [("start", "values that no initialiser draws"), ("between", "values that no earlier training left")],
)
def test_a_gap_that_a_strand_shows_is_drawn_once(kind: str, began: str) -> None:
    gap = WeightGap.model_validate({"kind": kind, "variables": 4, "cell": 9})
    assert said(only(strand("pasted").model_copy(update={"gaps": [gap]})))[0] == began


def test_broken_chains_come_first() -> None:
    found = chains(BROKEN, [training(9), training(12)], "en")
    assert [chain.variables for chain in found] == [4, 2, 3, 2, 5]
    assert [chain.broken for chain in found] == [True] * 4 + [False]

"""Stacks that were trained layer by layer are told from those that were trained at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.assignment import Bilingual, Bounds, CriterionSpec
from grader.criteria import Case, Judgement, kinds
from grader.exchange.evidence import TrainingEvent
from grader.i18n import render
from grader.matching import Chain, Traced, chain
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.conftest import cell, traced
from tests.criteria.test_exercises import base, case
from tests.matching.events import event, snapshot

TITLE = Bilingual(es="capas", en="layers")


def judge(kind: str, found: Case) -> Judgement:
    bounds = Bounds.model_validate({"at_most": 0.95, "from": 1.0}) if kind == "tuned" else None
    return kinds()[kind](CriterionSpec(id=kind, kind=kind, title=TITLE, points=6, bounds=bounds), found)


def training(number: int, variables: Sequence[int], before: str, after: str, *, images: bool = True) -> Traced:
    """One training; `before` and `after` have a letter for each variable."""
    own = traced(dataset="fashion_mnist", train=dict.fromkeys(range(10), 600))
    assert own.event.x is not None
    seen = own.event.x if images else own.event.x.model_copy(update={"shape": [256]})
    began: list[str] = [name for name in before if name.islower()]
    made: TrainingEvent = event(number, number, list(variables), list(before), list(after), began=began)
    return replace(own, event=made.model_copy(update={"x": seen, "y": seen, "losses": [0.02, 0.01]}))


def stacked(history: Sequence[Traced], variables: Sequence[int], state: str, **changes: Any) -> Case:
    model = snapshot(9, list(variables), list(state))
    links = chain(model, [one.event for one in history], [], lambda name: True)
    return case(Measured(**base()), history=list(history), snapshot=model, chain=links, **changes)


FIRST = training(1, [1, 2], "ab", "AB")
SECOND = training(2, [3, 4], "cd", "CD", images=False)
#: The layers themselves are stacked: encoder 1 and 3, decoder 4 and 2.
GREEDY = stacked([FIRST, SECOND, training(3, [1, 3, 4, 2], "ACDB", "EFGH")], [1, 3, 4, 2], "EFGH")


def test_each_layer_by_itself_then_all_together() -> None:
    assert judge("greedy", GREEDY).outcome is Outcome.PASS
    copied = stacked([FIRST, SECOND, training(3, [5, 6, 7, 8], "ACDB", "EFGH")], [5, 6, 7, 8], "EFGH")
    assert judge("greedy", copied).outcome is Outcome.PASS


def test_only_the_encoder_may_be_carried_over() -> None:
    found = stacked([FIRST, SECOND, training(3, [1, 3, 5, 6], "ACxy", "EFGH")], [1, 3, 5, 6], "EFGH")
    assert judge("greedy", found).outcome is Outcome.PASS


@pytest.mark.parametrize("variables", [[5, 3, 4, 2], [5, 6, 7, 8]])
def test_a_new_encoder_before_a_decoder_that_was_carried_over_is_no_trained_layer(variables: list[int]) -> None:
    found = stacked([FIRST, SECOND, training(3, variables, "xCDB", "EFGH")], variables, "EFGH")
    judged = judge("greedy", found)
    assert judged.outcome is Outcome.FAIL
    assert "carry the weights of both over" in render(judged.message, "en")


def test_a_layer_before_that_does_not_move_gives_codes_too() -> None:
    frozen = training(2, [1, 3, 4, 2], "AcdB", "ACDB")
    last = training(3, [1, 3, 4, 2], "ACDB", "EFGH")
    assert judge("greedy", stacked([FIRST, frozen, last], [1, 3, 4, 2], "EFGH")).outcome is Outcome.PASS
    moving = training(2, [1, 3, 4, 2], "AcdB", "XCDY")
    last = training(3, [1, 3, 4, 2], "XCDY", "EFGH")
    assert judge("greedy", stacked([FIRST, moving, last], [1, 3, 4, 2], "EFGH")).outcome is Outcome.FAIL


def test_trained_together_and_called_stacked() -> None:
    once = stacked([training(1, [1, 3, 4, 2], "abcd", "EFGH")], [1, 3, 4, 2], "EFGH")
    twice = [training(1, [1, 3, 4, 2], "abcd", "ACDB"), training(2, [1, 3, 4, 2], "ACDB", "EFGH")]
    for found in (once, stacked(twice, [1, 3, 4, 2], "EFGH")):
        judged = judge("greedy", found)
        assert judged.outcome is Outcome.FAIL
        assert "trained together" in render(judged.message, "en")


@pytest.mark.parametrize(
    "history",
    [
        [FIRST, training(3, [1, 3, 4, 2], "AcdB", "EFGH")],  # the second layer is new
        [training(2, [3, 4], "cd", "CD", images=False), training(3, [1, 3, 4, 2], "aCDb", "EFGH")],  # the first one is
    ],
)
def test_a_layer_that_was_never_trained_alone(history: list[Traced]) -> None:
    judged = judge("greedy", stacked(history, [1, 3, 4, 2], "EFGH"))
    assert judged.outcome is Outcome.FAIL
    assert "Not two layers" in render(judged.message, "en")


def test_without_tuning_half_is_done() -> None:
    untuned = judge("greedy", stacked([FIRST, SECOND], [1, 3, 4, 2], "ACDB"))
    assert (untuned.outcome, untuned.share) == (Outcome.PARTIAL, 0.5)
    half = stacked([FIRST, SECOND, training(3, [1, 3, 4, 2], "ACDB", "ACGH")], [1, 3, 4, 2], "ACGH")
    assert judge("greedy", half).outcome is Outcome.PARTIAL


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("MSE antes del ajuste: 0.0150", Outcome.PASS),
        ("MSE before the tuning: 0.0051", Outcome.PARTIAL),
        ("MSE: 0.0150", Outcome.PASS),  # the loss of the tuning fell
    ],
)
def test_the_error_before_the_tuning_was_higher(printed: str, outcome: Outcome) -> None:
    assert judge("tuned", replace(GREEDY, run=case(Measured(**base()), text=printed).run)).outcome is outcome


def test_a_tuning_that_nothing_shows_counts_for_nothing() -> None:
    silent = [replace(one, event=one.event.model_copy(update={"losses": [0.01]})) for one in GREEDY.history]
    assert judge("tuned", replace(GREEDY, history=silent)).outcome is Outcome.FAIL
    assert np.isclose(judge("tuned", GREEDY).measured or 0, 0.5)


def other_target(shape: list[int]) -> Traced:
    """A training on codes whose target has as many values as `shape` says."""
    codes = training(2, [3, 4], "cd", "CD", images=False)
    assert codes.event.y is not None
    seen = codes.event.y.model_copy(update={"shape": shape})
    return Traced(codes.event.model_copy(update={"y": seen}), replace(codes.provenance, target="other"))


@pytest.mark.parametrize(("shape", "outcome"), [([256], Outcome.PASS), ([10], Outcome.FAIL)])
def test_codes_are_given_back_and_labels_are_not(shape: list[int], outcome: Outcome) -> None:
    spec = CriterionSpec(id="trained_on", kind="trained_on", title=TITLE, points=2, params={"split": "train"})
    run = GREEDY.run.model_copy(update={"cells": [cell(number) for number in range(4)]})
    found = replace(GREEDY, run=run, history=[FIRST, other_target(shape), GREEDY.history[-1]], chain=Chain())
    assert kinds()["trained_on"](spec, found).outcome is outcome

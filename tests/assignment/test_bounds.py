"""Bounds: met, partial credit, and how they are shown."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from grader.assignment import Bounds

finite = st.floats(allow_nan=False, allow_infinity=False)


def bounds(**fields: float) -> Bounds:
    return Bounds.model_validate(fields)


@pytest.mark.parametrize(
    ("value", "credit"), [(0.9, 1), (0.85, 1), (0.8, 0.5), (0.75, 0), (0.5, 0), (math.inf, 1), (-math.inf, 0)]
)
def test_credit_rises_from_from_to_at_least(value: float, credit: float) -> None:
    assert bounds(at_least=0.85, **{"from": 0.75}).credit(value) == pytest.approx(credit)


@pytest.mark.parametrize(
    ("value", "credit"), [(0.01, 1), (0.02, 1), (0.03, 0.5), (0.04, 0), (1, 0), (-math.inf, 1), (math.inf, 0)]
)
def test_credit_falls_from_at_most_to_from(value: float, credit: float) -> None:
    assert bounds(at_most=0.02, **{"from": 0.04}).credit(value) == pytest.approx(credit)


def test_without_from_it_is_all_or_nothing() -> None:
    assert [bounds(at_least=1).credit(v) for v in (0.999, 1.0)] == [0.0, 1.0]


@pytest.mark.parametrize(
    "fields", [{"at_least": 0}, {"at_most": 0}, {"at_least": 0, "from": -1}, {"at_most": 0, "from": 1}]
)
def test_nan_loses(fields: dict[str, float]) -> None:
    assert not bounds(**fields).met(math.nan)
    assert bounds(**fields).credit(math.nan) == 0.0


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({"at_least": 0.85, "from": 0.75}, ">= 0.85"), ({"at_most": 1e-05}, "<= 1e-05"), ({"at_least": 0}, ">= 0")],
)
def test_they_are_shown_as_a_comparison(fields: dict[str, float], shown: str) -> None:
    assert bounds(**fields).describe() == shown


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"from": 1},
        {"at_least": 1, "at_most": 2},
        {"at_least": 1, "from": 1},
        {"at_least": 1, "from": 2},
        {"at_most": 1, "from": 1},
        {"at_most": 1, "from": 0},
        {"at_least": math.nan},
        {"at_least": math.inf},
        {"at_least": 1, "from_": 0},
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        bounds(**fields)


@given(finite, finite, st.floats(), st.booleans())
def test_credit_is_a_share_and_whole_where_the_bound_is_met(
    target: float, start: float, value: float, up: bool
) -> None:
    assume(start < target if up else start > target)
    rule = bounds(**{"at_least" if up else "at_most": target, "from": start})
    assert 0.0 <= rule.credit(value) <= 1.0
    assert not rule.met(value) or rule.credit(value) == 1.0


@given(finite, finite, finite, finite, st.booleans())
def test_a_better_value_never_earns_less(target: float, start: float, a: float, b: float, up: bool) -> None:
    assume(start < target if up else start > target)
    rule = bounds(**{"at_least" if up else "at_most": target, "from": start})
    worse, better = sorted((a, b), reverse=not up)
    assert rule.credit(worse) <= rule.credit(better)

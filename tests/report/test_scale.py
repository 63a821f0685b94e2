"""Where a value lies beside its target."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.scale import scale


def test_a_share_is_drawn_from_0_to_1():
    drawn = scale(0.592, (0.573, 0.611), ">= 0.85")
    assert (drawn.value, drawn.target, drawn.zone) == (59.2, 85.0, (85.0, 100.0))
    assert drawn.interval == (57.3, 61.1)


def test_a_percentage_is_drawn_from_0_to_100():
    assert scale(10.0, None, "= 100 %").value == 10.0


def test_a_tolerance_is_a_zone_around_its_middle():
    assert scale(0.408, None, "0.896 ± 0.02").zone == (87.6, 91.6)


def test_the_zone_of_an_upper_bound_starts_at_0():
    assert scale(784.0, None, "<= 392").zone == (0.0, 40.0)


@pytest.mark.parametrize("measured", [None, math.nan, math.inf])
def test_no_number_no_drawing(measured: float | None):
    assert scale(measured, None, ">= 0.85") is None


def test_no_target_no_drawing():
    assert scale(0.5, None, "") is None


@given(
    st.floats(-1e6, 1e6),
    st.sampled_from([">= {}", "<= {}", "= {}", "= {} %", "{} ± 0.5"]),
    st.floats(-1e4, 1e4).map(lambda bound: round(bound, 3)),
)
def test_everything_stays_on_the_drawing(measured: float, target: str, bound: float):
    drawn = scale(measured, (measured - 1, measured + 1), target.format(bound))
    assert drawn is not None
    assert all(0 <= place <= 100 for place in (drawn.value, drawn.target, *drawn.zone, *drawn.interval))
    assert drawn.zone[0] <= drawn.zone[1]

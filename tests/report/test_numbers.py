"""Values as they are shown."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.numbers import Target, measured_text, number, parse_target, points_text

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (">= 0.85", Target(">=", 0.85, 0.0, "")),
        ("<= 392", Target("<=", 392.0, 0.0, "")),
        (">= 1.05 ×", Target(">=", 1.05, 0.0, "×")),
        ("= 100 %", Target("=", 100.0, 0.0, "%")),
        ("0.896 ± 0.02", Target("±", 0.896, 0.02, "")),
        (">= 1e-05", Target(">=", 1e-5, 0.0, "")),
    ],
)
def test_targets_are_read(target: str, expected: Target):
    assert parse_target(target) == expected


@given(st.text())
def test_any_other_target_is_no_number_to_compare_with(text: str):
    parsed = parse_target(text)
    assert parsed is None or math.isfinite(parsed.bound) or "e" in text


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [
        (32.0, "<= 392", "32"),
        (0.0092, "<= 0.035", "0.00920"),
        (0.8963, ">= 0.85", "0.896"),
        (0.84996, ">= 0.85", "0.84996"),
        (99.998, "= 100 %", "99.998 %"),
        (1.52, ">= 1.05 ×", "1.52 ×"),
        (0.408, "0.896 ± 0.02", "0.408"),
        (0.5, "", "0.500"),
        (None, ">= 0.85", "–"),
        (math.nan, ">= 0.85", "–"),
        (math.inf, "<= 392", "–"),
    ],
)
def test_measured_values_have_the_digits_they_need(value: float | None, target: str, shown: str):
    assert measured_text(value, target) == shown


@given(FINITE, st.floats(0.001, 1000.0))
def test_a_shown_value_lies_on_the_same_side_of_its_bound(value: float, bound: float):
    shown = float(measured_text(value, f">= {bound!r}"))
    assert (shown >= bound) == (value >= bound)


@given(FINITE)
def test_numbers_keep_three_digits(value: float):
    assert float(number(value)) == pytest.approx(value, rel=0.006)


def test_points_drop_zeros():
    assert points_text(7.50, 10.0) == "7.5 / 10"


@given(st.floats(0.001, 1000.0), st.floats(-1e-3, 1e-3))
def test_a_value_next_to_its_bound_is_not_shown_as_the_bound(bound: float, step: float):
    value = bound * (1 + step)
    assert (float(measured_text(value, f"<= {bound!r}")) == bound) == (value == bound)

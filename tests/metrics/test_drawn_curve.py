from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn.curve import find_curve

ERRORS = {2: 0.04, 4: 0.03, 8: 0.02, 16: 0.012}


def figure(*series: dict[str, Any]) -> Figure:
    drawn = [Series(**{"kind": "curve", "label": "", "count": len(one["y"]), **one}) for one in series]
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=drawn)
    return Figure(library="matplotlib", title="", panels=[panel])


@given(st.floats(0.01, 1e4))
def test_any_unit_is_the_same_curve(factor: float) -> None:
    drawn = figure({"x": [2.0, 4.0, 8.0, 16.0], "y": [factor * error for error in ERRORS.values()]})
    assert find_curve([drawn], ERRORS) == 4


def test_from_wide_to_narrow() -> None:
    assert find_curve([figure({"x": [16.0, 8.0, 4.0, 2.0], "y": [0.012, 0.02, 0.03, 0.04]})], ERRORS) == 4


def test_points_drawn_one_by_one() -> None:
    one_by_one = [{"kind": "points", "x": [float(width)], "y": [error]} for width, error in ERRORS.items()]
    assert find_curve([figure(*one_by_one)], ERRORS) == 4


@pytest.mark.parametrize("missing", list(ERRORS))
def test_a_width_that_is_not_drawn(missing: int) -> None:
    rest = {width: error for width, error in ERRORS.items() if width != missing}
    assert find_curve([figure({"x": list(map(float, rest)), "y": list(rest.values())})], ERRORS) == 3


def test_another_curve() -> None:
    flat = figure({"x": [1.0, 2.0, 3.0, 4.0], "y": [0.03, 0.03, 0.03, 0.03]})
    assert find_curve([flat], ERRORS) < 3
    assert find_curve([], ERRORS) == 0

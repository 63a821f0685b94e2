from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn.curve import find_curve
from grader.metrics.drawn.scales import UNITS

ERRORS = {2: 0.04, 4: 0.03, 8: 0.02, 16: 0.012}


def figure(*series: dict[str, Any]) -> Figure:
    drawn = [Series(**{"kind": "curve", "label": "", "count": len(one["y"]), **one}) for one in series]
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=drawn)
    return Figure(library="matplotlib", title="", panels=[panel])


@given(st.sampled_from(UNITS), st.floats(0.92, 1.08), st.booleans())
def test_any_unit_is_the_same_curve(unit: float, factor: float, by_width: bool) -> None:
    x = list(map(float, ERRORS)) if by_width else [0.0, 1.0, 2.0, 3.0]
    drawn = figure({"x": x, "y": [unit * factor * error for error in ERRORS.values()]})
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


#: Of MNIST, with 2 to 64 values.
AUTOENCODER = dict(zip((2, 4, 8, 16, 32, 64), (0.0488, 0.0356, 0.0252, 0.0168, 0.0112, 0.0086), strict=True))
PCA = (0.0557, 0.0479, 0.0374, 0.0269, 0.0168, 0.0090)


def test_the_curve_of_pca_is_another_one() -> None:
    widths = list(map(float, AUTOENCODER))
    assert find_curve([figure({"x": widths, "y": list(PCA)})], AUTOENCODER) < 3


@pytest.mark.parametrize("unit", [1.0, 784.0, 4.0, 255.0**2])
def test_the_root_of_the_error_in_any_unit_is_a_curve_of_it(unit: float) -> None:
    roots = [float(np.sqrt(unit * error)) for error in AUTOENCODER.values()]
    assert find_curve([figure({"x": list(map(float, AUTOENCODER)), "y": roots})], AUTOENCODER) == 6

"""Honest drawings of the error split by class are recognised, however they were drawn."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn import DrawnSplit, NoSplit, find_split
from grader.metrics.overlap import overlap_coefficient
from tests.box.drawings import STYLES, Errors, hist, hist_of_uneven_bins, hist_step, record, seaborn_twice

SCALES: dict[str, tuple[str, Callable[[Errors], Errors]]] = {
    "mean": ("linear", lambda e: e),
    "sum": ("linear", lambda e: 784 * e),
    "pixels -1..1": ("linear", lambda e: 4 * e),
    "pixels 0..255": ("linear", lambda e: 255**2 * e),
    "standardised pixels": ("linear", lambda e: e / 0.353**2),
    "rmse": ("sqrt", np.sqrt),
    "log": ("log", lambda e: np.log(784 * e)),
    "log10": ("log10", np.log10),
    "log1p": ("log1p", lambda e: np.log1p(784 * e)),
    "score": ("-linear", lambda e: -e),
    "log score": ("-log", lambda e: -np.log(e)),
    "scaled to 0..1": ("shifted", lambda e: (e - 0.001) / 0.4),
    "standardised errors": ("shifted", lambda e: (e - 0.03) / 0.02),
}


@pytest.fixture(scope="module")
def errors() -> tuple[Errors, Errors]:
    """1,000 and 9,000 errors such as a detector of the lesson makes: overlap about 0.4, a heavy tail."""
    rng = np.random.default_rng(156)
    return np.exp(rng.normal(np.log(0.010), 0.55, 1000)), np.exp(rng.normal(np.log(0.027), 0.6, 9000))


def split(figures: list[Figure], errors: tuple[Errors, Errors]) -> DrawnSplit:
    found = find_split(figures, *errors)
    assert isinstance(found, DrawnSplit), found
    return found


@pytest.mark.parametrize("name", STYLES)
def test_every_style_is_recognised(name: str, errors: tuple[Errors, Errors]) -> None:
    found = split(record(lambda: STYLES[name](*errors)), errors)
    assert max(found.distance_normal, found.distance_other) < 0.09
    wide = 0.11 if name == "hist_with_ten_bins" else 0.06
    assert found.overlap == pytest.approx(overlap_coefficient(*errors), abs=wide)


@pytest.mark.parametrize("name", ["hist", "hist_step", "line_and_filling", "seaborn_kde", "seaborn_step_layer"])
def test_a_part_of_the_test_images_is_enough(name: str, errors: tuple[Errors, Errors]) -> None:
    normal, other = errors
    found = split(record(lambda: STYLES[name](normal[:300], other[:300])), errors)
    assert max(found.distance_normal, found.distance_other) < 0.1


@pytest.mark.parametrize("draw", [hist, hist_step, seaborn_twice])
@pytest.mark.parametrize("name", SCALES)
def test_every_scale_is_recognised(name: str, draw: Callable[..., object], errors: tuple[Errors, Errors]) -> None:
    scale, change = SCALES[name]
    found = split(record(lambda: draw(*map(change, errors))), errors)
    assert found.scale == scale
    assert max(found.distance_normal, found.distance_other) < 0.04


def test_the_series_of_each_class_is_named(errors: tuple[Errors, Errors]) -> None:
    found = split(record(lambda: hist(*errors)), errors)
    assert (found.normal.label, found.other.label) == ("T-shirt", "no T-shirt")


def test_the_figure_is_found_among_others(errors: tuple[Errors, Errors]) -> None:
    def draw() -> None:
        plt.plot([3, 2, 1])
        plt.figure()
        plt.hist(np.concatenate(errors), bins=50)
        plt.figure()
        hist(*errors)

    assert split(record(draw), errors).figure == 2


def test_bins_of_different_widths_are_read_as_counts_too(errors: tuple[Errors, Errors]) -> None:
    edges = np.geomspace(0.001, 0.3, 41)
    figures = record(lambda: [plt.hist(one, bins=edges) for one in errors])
    assert split(figures, errors).distance_other < 0.02
    assert split(record(lambda: hist_of_uneven_bins(*errors)), errors).distance_other < 0.02


def test_one_histogram_per_class_is_a_split_too() -> None:
    rng = np.random.default_rng(0)
    medians = (0.010, 0.020, 0.030, 0.022, 0.035, 0.033, 0.016, 0.015, 0.050, 0.042)
    classes = [np.exp(rng.normal(np.log(median), 0.4, 1000)) for median in medians]
    normal, other = classes[0], np.concatenate(classes[1:])
    figures = record(lambda: [plt.hist(one, bins=50, histtype="step") for one in classes])
    found = find_split(figures, normal, other, errors_by_class=classes)
    assert isinstance(found, DrawnSplit)
    assert found.overlap == pytest.approx(overlap_coefficient(normal, other), abs=0.05)
    assert isinstance(find_split(figures, normal, other), NoSplit)


finite = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def any_figure(draw: st.DrawFn) -> Figure:
    series = []
    for kind in draw(st.lists(st.sampled_from(["bars", "steps", "curve", "points"]), max_size=4)):
        y = draw(st.lists(finite, max_size=12))
        size = len(y) + 1 if y and kind in ("bars", "steps") else len(y)
        x = draw(st.lists(finite, min_size=size, max_size=size))
        ordered = sorted(x) if draw(st.booleans()) else x
        heights = [abs(value) for value in y] if draw(st.booleans()) else y
        series.append(Series(kind=kind, label=draw(st.text(max_size=9)), x=ordered, y=heights, count=len(y)))
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=series)
    return Figure(library="matplotlib", title="", panels=[panel])


@settings(max_examples=100)
@given(st.lists(any_figure(), max_size=2))
def test_no_figure_makes_it_fail(figures: list[Figure]) -> None:
    normal, other = np.linspace(0.001, 0.02, 50), np.linspace(0.01, 0.1, 50)
    assert isinstance(find_split(figures, normal, other), DrawnSplit | NoSplit)

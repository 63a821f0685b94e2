"""Drawings: where marks lie, what they are called, and that nothing in them is markup."""

import io
import math
import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imread

from grader.report.svg import Axes, grey_png
from grader.report.svg.ticks import decades, label, ticks


def axes(**changes: object) -> Axes:
    return Axes("one", **{"xlim": (0, 10), "ylim": (0, 1), "xlabel": "x", "ylabel": "y", **changes})  # type: ignore[arg-type]


def test_marks_lie_where_the_axes_say() -> None:
    drawn = axes()
    drawn.line([0, 10], [0, 1])
    frame = re.search(r'd="M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)"', drawn.svg("d"))
    assert frame is not None
    left, top, bottom, right = frame.groups()
    assert f'd="M{left} {bottom}L{right} {top}"' in drawn.svg("d")


def test_a_logarithmic_axis_spaces_decades_evenly() -> None:
    drawn = axes(ylim=(0.01, 100), log=True)
    for value in (0.01, 1.0, 100.0):
        drawn.line([0, 1], [value, value])
    first, middle, last = (
        float(y) for y in re.findall(r'd="M\d+(?:\.\d)? ([\d.]+)L[\d.]+ \1" style="fill', drawn.svg("d"))
    )
    assert first - middle == pytest.approx(middle - last, abs=0.11)


def test_points_that_are_not_finite_are_left_out() -> None:
    drawn = axes()
    drawn.line([0, 1, 2], [0, math.nan, 1])
    drawn.dots([0, 1, 2], [0, math.inf, 1])
    assert not re.search("nan|inf", drawn.svg("d"))


def test_names_are_text_and_the_description_is_an_attribute() -> None:
    hostile = "<script>'\"&"
    drawn = axes(rows=[hostile, "b"], xlabel=hostile)
    drawn.dots([1], [1], name=hostile)
    drawn.note(1, 1, hostile)
    root = ElementTree.fromstring(str(drawn.svg(hostile)))
    assert root.get("aria-label") == hostile
    assert [element.text for element in root.iter("text")].count(hostile) == 4


def test_ids_begin_with_the_name_of_the_drawing() -> None:
    drawn = axes()
    drawn.stairs([1, 2], [0, 1, 2], hatch="/", name="a")
    drawn.stairs([1, 2], [0, 1, 2], hatch="\\", name="b")
    svg = drawn.svg("d")
    ids = re.findall(r'id="([^"]*)"', svg)
    assert len(ids) == len(set(ids)) == 3
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) == set(ids)
    assert all(name.startswith("one-") for name in ids)


def test_a_long_legend_takes_more_rows() -> None:
    short, long = axes(), axes()
    short.line([0, 1], [0, 1], name="a")
    for place in range(6):
        long.line([0, 1], [0, 1], name=f"a rather long name {place}")
    tops = [float(re.findall(r'd="M[\d.]+ ([\d.]+)V', drawn.svg("d"))[0]) for drawn in (short, long)]
    assert tops[1] > tops[0] + 20


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.booleans())
def test_ticks_are_few_even_and_within(low: float, span: float, whole: bool) -> None:
    found = ticks(low, low + span, whole=whole)
    assert len(found) <= 8
    rounding = 1e-6 * span + 1e-12 * abs(low) + 1e-8 * whole
    assert all(low - rounding <= value <= low + span + rounding for value in found)
    if whole:
        assert all(value == round(value) for value in found)


def test_ticks_are_round() -> None:
    assert [label(value) for value in ticks(0, 0.1)] == ["0", "0.02", "0.04", "0.06", "0.08", "0.1"]
    assert ticks(1, 1) == [1]
    assert decades(0.02, 150) == [0.1, 1, 10, 100]


def test_a_png_holds_the_image() -> None:
    image = np.random.default_rng(0).random((57, 28))
    image[0, :3] = -1, 2, np.nan
    shown = imread(io.BytesIO(grey_png(image)), format="png")
    np.testing.assert_allclose(shown, np.clip(np.nan_to_num(image), 0, 1), atol=0.003)


def test_a_report_needs_no_matplotlib() -> None:
    script = "import sys; import grader.report.pages; print('matplotlib' in sys.modules, 'tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"

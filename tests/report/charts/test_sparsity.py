"""Activations and units of a sparse code."""

import numpy as np
import pytest

from grader.metrics.sparsity import dead_share, hoyer, near_zero_share
from grader.report.charts import sparsity as charts
from grader.report.charts.chart import Chart
from tests.report.charts.conftest import sparsity, task


def drawn(**changes: object) -> list[Chart]:
    measured = sparsity(**changes)
    return list(charts.sparsity_charts(measured, task(measured), "en"))


def test_near_zero_and_hoyer_are_told():
    caption = drawn()[0].caption
    assert caption.startswith("75 % of the activations are near zero: below 1 % of the largest")
    assert "sparsity is 0.70:" in caption


def test_dead_units_are_told_and_marked():
    units = drawn()[1]
    assert units.caption == (
        "An image activates 2.0 of the 8 units on average. Dead units, which no image activates: 2."
    )
    assert ">dead: 2<" in units.svg


def test_without_dead_units_there_is_no_mark():
    units = drawn(code=np.ones((30, 8), np.float32))[1]
    assert units.caption.endswith("No unit is dead.")
    assert "dead:" not in units.svg


@pytest.mark.parametrize("seed", range(5))
def test_the_drawing_counts_as_the_metrics_do(seed: int):
    rng = np.random.default_rng(seed)
    code = np.maximum(rng.normal(size=(30, 40)) - rng.uniform(0, 6, 40), 0).astype(np.float32)
    code[rng.random(code.shape) < 0.3] *= 0.01
    _, units, _ = drawn(code=code, hoyer=hoyer(code), near_zero=near_zero_share(code), dead=dead_share(code))
    assert f"activates {40 * (1 - near_zero_share(code)):.1f} of the 40 units" in units.caption
    dead = round(40 * dead_share(code))
    assert f"activates: {dead}." in units.caption if dead else "No unit is dead." in units.caption

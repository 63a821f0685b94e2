"""The figures of a repeated training, in words and as positions."""

import math

import pytest

from grader.report.replay_rows import Span, replay_rows
from grader.result import ReplayedFigure
from tests.report.replayed import agrees, differs


def span(**fields: object) -> Span | None:
    figure = ReplayedFigure.model_validate(
        {"name": "gain", "graded": 10.0, "replayed": [10.0], "difference": 0.0, "spread": 0.5} | fields
    )
    return replay_rows(agrees().model_copy(update={"figures": [figure]}), "en")[0].span


def test_errors_differ_by_shares_and_all_else_in_its_own_unit() -> None:
    error, auc, classes = replay_rows(agrees(), "es")
    assert error.cells == ("error", "0.00955", "0.00972", "-1.7 %", "± 15.0 %")
    assert auc.cells == ("ROC-AUC", "0.8981", "0.8942", "+0.0038", "± 0.0150")
    assert classes.cells[0] == "errores por clase"


def test_every_repetition_is_told() -> None:
    (row,) = replay_rows(differs(), "en")
    assert row.cells[2] == "0.898 · 0.893 · 0.9"
    assert not row.agrees


def test_the_band_is_around_the_mean_of_the_repetitions() -> None:
    found = span(graded=10.25, replayed=[9.8, 10.2], difference=0.25, spread=0.5)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(6.5), pytest.approx(93.5))
    assert found.graded == pytest.approx(71.7)
    assert found.replayed == pytest.approx([32.6, 67.4])


def test_what_lies_beyond_the_band_is_still_drawn() -> None:
    found = span(graded=15.0, difference=5.0)
    assert found is not None
    assert found.high < found.graded < 100


def test_repetitions_of_errors_lie_apart_by_shares() -> None:
    found = span(name="error", graded=1.0, replayed=[0.9, 1.1], difference=0.0, spread=0.2)
    assert found is not None
    assert found.replayed == pytest.approx([28.3, 71.7])


@pytest.mark.parametrize("fields", [{"difference": math.nan}, {"replayed": [math.inf]}, {"spread": 0.0}])
def test_without_finite_numbers_nothing_is_drawn(fields: dict[str, object]) -> None:
    assert span(**fields) is None

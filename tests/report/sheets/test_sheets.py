"""Sheets of pictures, by the kinds of criteria they belong to."""

import base64
import io
from typing import Any

import numpy as np
import pytest

from grader.criteria import Pictures
from grader.criteria.own_threshold import Group, Threshold
from grader.measurement import Answer, Measured
from grader.report.figures import TaskFigures
from grader.report.sheets import Sheet, sheets
from tests.report.charts.conftest import fields, task

RNG = np.random.default_rng(0)


def pixels(sheet: Sheet) -> np.ndarray:
    from matplotlib.image import imread

    data = base64.b64decode(str(sheet.picture).removeprefix("data:image/png;base64,"))
    return np.asarray(imread(io.BytesIO(data), format="png"))


def figures(kind: str, measured: Measured | None = None, **changes: Any) -> TaskFigures:
    return task(measured or Measured(**fields()), kinds={"it": kind}, **changes)


def only(found: TaskFigures, lang: str = "en") -> Sheet:
    (one,) = sheets(found, lang)
    return one


def answered(**parts: Any) -> Measured:
    nothing, codes = np.zeros((0, 28, 28), np.float32), np.zeros((0, 4), np.float32)
    given = {"images": nothing, "code": codes, "outputs": nothing, "asked": codes, "decoded": nothing, **parts}
    return Measured(**fields(answers={"it": Answer(**given)}))


def test_other_kinds_have_no_sheet() -> None:
    assert list(sheets(figures("reconstruction"), "en")) == []


def test_draws_stand_above_reconstructions() -> None:
    decoded = RNG.random((24, 28, 28)).astype(np.float32)
    one = only(figures("no_generation", answered(decoded=decoded)))
    assert one.columns == 12
    assert pixels(one).shape[:2] == (one.height, one.width) == (3 * 30 - 2, 12 * 30 - 2)
    assert pixels(one)[:28, :28] == pytest.approx(decoded[0], abs=1 / 255)


def test_without_draws_there_is_no_sheet() -> None:
    assert list(sheets(figures("no_generation"), "en")) == []
    assert list(sheets(figures("variety", answered()), "en")) == []


def test_the_notebooks_codes_come_in_the_order_of_its_figure() -> None:
    decoded = RNG.random((5, 28, 28)).astype(np.float32)
    drawn = decoded[[3, 1, 4]].astype(np.float64)
    pictures = Pictures([drawn], [drawn], asked=np.eye(5, dtype=np.float32), decoded=decoded)
    one = only(figures("interpolation", pictures=pictures), "es")
    assert one.columns == 3
    assert pixels(one)[:28, :28] == pytest.approx(decoded[3], abs=1 / 255)
    assert "corrector" in one.caption


def test_a_notebook_that_drew_none_has_no_sheet() -> None:
    assert list(sheets(figures("grid", pictures=Pictures([], [])), "en")) == []


@pytest.mark.parametrize("kind", ["purity", "hamming_precision"])
def test_a_query_comes_first_in_its_row(kind: str) -> None:
    measured = Measured(**fields(code=RNG.random((30, 6)).astype(np.float32)))
    one = only(figures(kind, measured))
    assert one.columns == 10
    first = np.unique(measured.labels, return_index=True)[1][0]
    assert pixels(one)[:28, :28] == pytest.approx(np.clip(measured.images[first], 0, 1), abs=1 / 255)


def test_missing_pixels_above_what_was_put_there() -> None:
    shown, filled = np.zeros((6, 28, 28), np.float32), np.full((6, 28, 28), 0.5, np.float32)
    one = only(figures("imputation", answered(images=shown, outputs=filled)))
    assert pixels(one)[30:58, :28] == pytest.approx(0.5, abs=1 / 255)


def threshold(value: float) -> Threshold:
    """Of three test images and two strange ones, as bright as their errors."""
    groups = [np.array(errors) for errors in ([0.2, 0.4, 0.6], [0.5], [0.9])]
    shown = [Group((np.ones((1, 28, 28)) * errors[:, None, None]).astype(np.float32), errors) for errors in groups]
    return Threshold(value, *shown)


def test_what_a_threshold_flags_and_misses_is_shown() -> None:
    one = only(figures("detections", threshold=threshold(0.55)))
    assert "below" in one.caption
    assert pixels(one)[:28, :28] == pytest.approx(0.6, abs=1 / 255)
    assert pixels(one)[30:, :28] == pytest.approx(0.5, abs=1 / 255)
    assert "lets no strange one pass" in only(figures("detections", threshold=threshold(0.3))).caption
    assert "flags no test image" in only(figures("detections", threshold=threshold(0.7))).caption


def test_a_threshold_without_a_mistake_has_no_sheet() -> None:
    assert list(sheets(figures("detections"), "en")) == []
    apart = threshold(0.55)._replace(clean=Group(np.zeros((1, 28, 28), np.float32), np.zeros(1)))
    assert list(sheets(figures("detections", threshold=apart._replace(value=0.1)), "en")) == []

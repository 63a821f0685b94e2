"""The plane of a two-dimensional code."""

import re
from pathlib import Path

import numpy as np
import pytest

import grader.report
from grader.report.charts.latent import latent_charts
from tests.report.charts.conftest import DIGITS, latent, task

STYLE = Path(grader.report.__file__).with_name("templates").joinpath("page.css").read_text()
THEMES = re.findall(r":root\s*\{(.*?)\}", STYLE, re.DOTALL)


def test_accuracy_and_classes_are_told():
    measured = latent(accuracy=0.625)
    caption = next(latent_charts(measured, task(measured), "en")).caption
    assert "The nearest codes name the class of 62 % of the images." in caption
    assert "Classes: 0 T-shirt $x_1$ <b>, 1 trouser, 2 bag." in caption


def test_digits_need_no_key():
    measured = latent()
    assert "Classes:" not in next(latent_charts(measured, task(measured, class_names=DIGITS), "en")).caption


def test_each_class_has_its_colour_and_its_own_mark():
    measured = latent()
    plane = next(latent_charts(measured, task(measured), "en")).svg
    for label, count in enumerate((20, 5, 5)):
        (marks,) = re.findall(rf'<text x="([^"]*)" [^>]*var\(--class-{label}\);font-size:5.5px">{label}+</text>', plane)
        assert len(marks.split()) <= count


def test_outliers_do_not_squash_the_plane():
    code = np.random.default_rng(0).normal(size=(1000, 2)).astype(np.float32)
    code[0] = 1e6
    many = {name: np.resize(getattr(latent(), name), (1000,)) for name in ("labels", "errors")}
    measured = latent(code=code, **many)
    plane = next(latent_charts(measured, task(measured), "en"))
    assert re.search(r"Outside the window: \d+ images", plane.caption)
    assert not re.search(r">1000000<|>1e6<", plane.svg)


def test_many_images_stay_small():
    rng = np.random.default_rng(0)
    measured = latent(
        code=rng.normal(size=(10_000, 2)).astype(np.float32),
        labels=rng.integers(0, 3, 10_000),
        errors=rng.random(10_000),
    )
    assert len(next(latent_charts(measured, task(measured), "en")).svg) < 300_000


@pytest.mark.parametrize("size", [1, 3])
def test_another_code_has_no_plane(size: int):
    measured = latent(code=np.zeros((30, size), np.float32))
    assert len(list(latent_charts(measured, task(measured), "en"))) == 1


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
def test_colours_of_classes_can_be_read_on_the_page(theme: int):
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", THEMES[theme]))
    for label in range(10):
        assert contrast(colours[f"class-{label}"], colours["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""

    def luminance(colour: str) -> float:
        parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)

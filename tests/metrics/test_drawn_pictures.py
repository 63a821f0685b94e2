"""Images beside their reconstructions are found however they are drawn, and nothing else passes for them."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from grader.metrics.drawn import DrawnPairs, NoPairs, as_unit, find_pairs
from tests.box.drawings import pictures, record
from tests.metrics.linear import digits, fit

Images = NDArray[np.float64]
Draw = Callable[[Images, Images], object]

MODEL = fit(12)
ORIGINALS = digits()[0][1:400:40]
NOISY = ORIGINALS + 0.5 * np.random.default_rng(0).normal(size=ORIGINALS.shape)


def judge(
    draw: Callable[[], object], low: float = 0, high: float = 1, model: Callable[[Images], Images] = MODEL
) -> DrawnPairs | NoPairs:
    """As the grader does it: every picture goes through the model."""
    shown = [as_unit(pictures(figure), low, high) for figure in record(draw)]
    return find_pairs(shown, [model(one) for one in shown])


def two_rows(originals: Images, made: Images) -> None:
    count = len(originals)
    plt.figure(figsize=(20, 4))
    for number in range(count):
        plt.subplot(2, count, number + 1)
        plt.imshow(originals[number].reshape(28, 28), cmap="gray")
        plt.subplot(2, count, number + 1 + count)
        plt.imshow(made[number].reshape(28, 28), cmap="gray")
    plt.tight_layout()


def side_by_side(originals: Images, made: Images) -> None:
    _, axes = plt.subplots(len(originals), 2)
    for row, one, other in zip(axes, originals, made, strict=True):
        row[0].imshow(one, vmin=0, vmax=1)
        row[1].imshow(other, vmin=0, vmax=1)


def a_figure_for_each_pair(originals: Images, made: Images) -> None:
    for pair in zip(originals, made, strict=True):
        _, axes = plt.subplots(1, 2)
        for one, image in zip(axes, pair, strict=True):
            one.matshow(image)


def a_figure_for_each_picture(originals: Images, made: Images) -> None:
    for images in (originals, made):
        for image in images:
            plt.figure()
            plt.imshow(image)


def two_figures(originals: Images, made: Images) -> None:
    for images in (originals, made):
        plt.figure()
        for number, image in enumerate(images):
            plt.subplot(1, len(images), number + 1)
            plt.imshow(image)


def another_figure_between(originals: Images, made: Images) -> None:
    plt.figure()
    plt.imshow(np.hstack(list(originals)))
    plt.figure()
    plt.plot([3, 2, 1])
    plt.figure()
    plt.imshow(np.hstack(list(made)))


def canvas(originals: Images, made: Images) -> None:
    plt.imshow(np.vstack([np.hstack(list(originals)), np.hstack(list(made))]), cmap="binary")


def plotly(originals: Images, made: Images) -> None:
    express = pytest.importorskip("plotly.express")
    express.imshow(np.concatenate([originals, made]), facet_col=0, facet_col_wrap=5).to_json()


STYLES: list[Draw] = [
    two_rows, side_by_side, a_figure_for_each_pair, a_figure_for_each_picture, two_figures, another_figure_between,
    canvas, plotly,
]  # fmt: skip


@pytest.mark.parametrize("draw", STYLES, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("inputs", [ORIGINALS, NOISY, NOISY.clip(0, 1)], ids=["clean", "noisy", "clipped"])
def test_every_style_is_recognised(draw: Draw, inputs: Images) -> None:
    found = judge(lambda: draw(inputs, MODEL(inputs)))
    assert isinstance(found, DrawnPairs)
    assert found.pairs == 10
    assert found.error < 1e-6


@pytest.mark.parametrize(
    ("scale", "low", "high"),
    [
        (lambda x: x * 255, 0, 1),
        (lambda x: (x.clip(0, 1) * 255).round().astype(np.uint8), 0, 1),
        (lambda x: x * 2 - 1, -1, 1),
        (lambda x: x, -1, 1),
        (lambda x: x, 0, 255),
        (lambda x: x * 255, 0, 255),
        (lambda x: (x - 0.13) / 0.31, -0.42, 2.81),
        (lambda x: x, -0.42, 2.81),
    ],
    ids=["0..255", "bytes", "-1..1", "-1..1 back", "0..255 back", "rows 0..255", "standardised", "standardised back"],
)
@pytest.mark.parametrize("inputs", [ORIGINALS, NOISY], ids=["clean", "noisy"])
def test_every_scale_is_recognised(scale: Callable[[Images], Images], low: float, high: float, inputs: Images) -> None:
    if scale(inputs).dtype == np.uint8:  # the model has to get what is drawn
        inputs = inputs.clip(0, 1)
    found = judge(lambda: two_rows(scale(inputs), scale(MODEL(inputs))), low, high)
    assert isinstance(found, DrawnPairs)
    assert found.pairs == 10


def test_three_rows_are_ten_pairs_of_noisy_images() -> None:
    def draw() -> None:
        for row, images in enumerate((ORIGINALS, NOISY, MODEL(NOISY))):
            for column, image in enumerate(images):
                plt.subplot(3, 10, 10 * row + column + 1)
                plt.imshow(image)

    found = judge(draw)
    assert isinstance(found, DrawnPairs)
    assert (found.pairs, found.error) == (10, pytest.approx(0, abs=1e-6))


def test_originals_and_reconstructions_may_differ_in_scale() -> None:
    found = judge(lambda: two_rows(ORIGINALS * 255, MODEL(ORIGINALS)))
    assert isinstance(found, DrawnPairs)
    assert found.pairs == 10


def test_the_figure_with_most_pairs_is_named() -> None:
    def draw() -> None:
        two_rows(ORIGINALS[:3], MODEL(ORIGINALS[:3]))
        plt.figure()
        plt.plot([1, 2])
        two_rows(ORIGINALS, MODEL(ORIGINALS))

    found = judge(draw)
    assert isinstance(found, DrawnPairs)
    assert (found.figure, found.pairs) == (2, 10)


def test_one_image_drawn_ten_times_is_one_pair() -> None:
    same = np.repeat(ORIGINALS[:1], 10, axis=0)
    found = judge(lambda: two_rows(same, MODEL(same)))
    assert isinstance(found, DrawnPairs)
    assert found.pairs == 1


SHIFTED = np.roll(ORIGINALS, 1, axis=2)


@pytest.mark.parametrize(
    "made",
    [
        ORIGINALS,
        ORIGINALS + 1e-3,
        fit(3)(ORIGINALS),
        fit(40)(ORIGINALS),
        MODEL(digits()[0][2:400:40]),
        MODEL(SHIFTED),
        np.repeat(MODEL.mean.reshape(1, 28, 28), 10, axis=0),
        NOISY,
        np.zeros_like(ORIGINALS),
    ],
    ids=[
        "themselves", "themselves, a little brighter", "a narrower model", "a wider model", "of other images",
        "of shifted images", "mean image", "noisy", "black",
    ],
)  # fmt: skip
@pytest.mark.parametrize("draw", [two_rows, two_figures])
def test_what_is_no_reconstruction_is_refused(draw: Draw, made: Images) -> None:
    assert judge(lambda: draw(ORIGINALS, made)) == NoPairs("originals_only")


def test_clean_originals_are_no_reconstructions_of_noisy_ones() -> None:
    assert judge(lambda: two_rows(NOISY, ORIGINALS)) == NoPairs("originals_only")


def test_reconstructions_without_their_originals_are_refused() -> None:
    assert judge(lambda: plt.imshow(np.hstack(list(MODEL(ORIGINALS))))) == NoPairs("originals_only")


def test_without_pictures_there_are_none() -> None:
    assert judge(lambda: [plt.plot([1, 2]), plt.figure(), plt.imshow(np.eye(5))]) == NoPairs("no_images")
    assert find_pairs([], []) == NoPairs("no_images")


def test_far_apart_figures_are_not_beside_each_other() -> None:
    many = digits()[0][:60]

    def draw() -> None:
        for images in (many, digits()[0][100:160], MODEL(many)):
            plt.figure()
            plt.imshow(np.hstack(list(images)))

    assert judge(draw) == NoPairs("originals_only")


def test_what_does_not_count_as_input_is_no_original() -> None:
    def only_clean(images: Images) -> Images:
        return np.where(np.abs(images).max(axis=(1, 2), keepdims=True) > 1.01, np.nan, MODEL(images))

    assert judge(lambda: two_rows(NOISY, MODEL(NOISY)), model=only_clean) == NoPairs("originals_only")


def test_a_noisy_model_is_met_with_tolerance() -> None:
    shown = [np.concatenate([NOISY, MODEL(NOISY)])]
    answers = [MODEL(one) + 0.1 * np.random.default_rng(1).normal(size=one.shape) for one in shown]
    assert find_pairs(shown, answers) == NoPairs("originals_only")
    assert isinstance(find_pairs(shown, answers, tolerance=0.25), DrawnPairs)


pixels = arrays(np.float64, st.tuples(st.integers(0, 3), st.just(28), st.just(28)), elements=st.floats(-1e6, 1e6))


@settings(max_examples=30)
@given(st.lists(pixels, max_size=4), st.floats(-1, 1), st.floats(-1, 300))
def test_no_pictures_make_it_fail(drawn: list[Images], low: float, high: float) -> None:
    shown = [as_unit(one, low, high) for one in drawn]
    assert find_pairs(shown, [one / 2 for one in shown]).__class__ in (DrawnPairs, NoPairs)

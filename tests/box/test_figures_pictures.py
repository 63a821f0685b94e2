"""Which pictures the recorder keeps of what a notebook shows as images."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from grader.box.pictures import grey
from grader.box.pictures import pictures as cut
from tests.box.drawings import pictures, record

Images = NDArray[np.float64]
IMAGES = np.random.default_rng(0).random((12, 28, 28))


def canvas(images: Images, columns: int, gap: int, border: int, side: int = 28) -> Images:
    """`images` in rows of `columns`, of which the last is full."""
    rows = len(images) // columns
    height, width = ((side + gap) * count - gap + 2 * border for count in (rows, columns))
    sheet = np.ones((height, width))
    for number, image in enumerate(images):
        top, left = (border + (side + gap) * place for place in divmod(number, columns))
        sheet[top : top + side, left : left + side] = image
    return sheet


def two_rows() -> None:
    _, axes = plt.subplots(2, 6)
    for image, one in zip(IMAGES, axes.flat, strict=True):
        one.imshow(image, cmap="gray")
        one.axis("off")


def matshow_each() -> None:
    for number, image in enumerate(IMAGES):
        plt.subplot(3, 4, number + 1)
        plt.imshow(image.reshape(28, 28, 1))


def in_colour() -> None:
    plt.imshow(np.hstack([np.repeat(image[..., None], 3, axis=2) for image in IMAGES]))


def in_one_axes() -> None:
    for number, image in enumerate(IMAGES):
        plt.imshow(image, extent=(number, number + 1, 0, 1))


def as_mesh() -> None:
    for number, image in enumerate(IMAGES):
        plt.subplot(3, 4, number + 1).pcolormesh(image)


def heatmaps() -> None:
    seaborn = pytest.importorskip("seaborn")
    _, axes = plt.subplots(3, 4)
    for image, one in zip(IMAGES, axes.flat, strict=True):
        seaborn.heatmap(image, ax=one)


def stacked() -> None:
    plt.imshow(np.vstack([np.hstack(list(IMAGES[:6])), np.hstack(list(IMAGES[6:]))]))


STYLES: list[Callable[[], None]] = [two_rows, matshow_each, in_colour, in_one_axes, as_mesh, heatmaps, stacked]


@pytest.mark.parametrize("draw", STYLES, ids=lambda draw: draw.__name__)
def test_each_style_gives_the_pictures_in_their_order(draw: Callable[[], None]) -> None:
    (figure,) = record(draw)
    np.testing.assert_allclose(pictures(figure), IMAGES, atol=1e-6)


@settings(max_examples=40)
@given(columns=st.sampled_from([1, 2, 3, 4, 6]), gap=st.integers(0, 4), border=st.booleans())
def test_a_canvas_is_cut_at_its_separators(columns: int, gap: int, border: bool) -> None:
    found = cut([canvas(IMAGES, columns, gap, gap * border).astype(np.float32)])
    assert found is not None
    np.testing.assert_array_equal(found, IMAGES.astype(np.float32))


def test_pictures_padded_to_32_lose_their_border() -> None:
    padded = np.pad(IMAGES, ((0, 0), (2, 2), (2, 2)))
    (figure,) = record(lambda: [plt.imshow(padded[0]), plt.imshow(canvas(padded[1:], 11, 0, 0, 32))])
    np.testing.assert_allclose(pictures(figure), IMAGES, atol=1e-6)
    assert figure.panels[0].image_shapes == [[32, 32], [32, 352]]


@pytest.mark.parametrize("shape", [(100, 64), (8, 8), (27, 28), (30, 30), (290, 28), (28, 28, 28)])
def test_other_images_are_no_pictures(shape: tuple[int, ...]) -> None:
    image = grey(np.random.default_rng(1).random(shape))
    assert image is None or cut([image]) is None


def test_other_images_are_counted_with_their_shape() -> None:
    (figure,) = record(lambda: plt.imshow(np.random.default_rng(1).random((100, 64))))
    assert figure.pictures is None
    assert (figure.panels[0].images, figure.panels[0].image_shapes) == (1, [[100, 64]])


def test_pictures_are_kept_as_drawn() -> None:
    images = [IMAGES[0] * 255, (IMAGES[1] * 255).astype(np.uint8), IMAGES[2] * 2 - 1, IMAGES[3] > 0.5]
    (figure,) = record(lambda: [plt.imshow(image, vmin=0, vmax=0.1) for image in images])
    np.testing.assert_allclose(pictures(figure), images, rtol=1e-6)


def test_what_is_not_finite_or_masked_is_0() -> None:
    image = np.ma.masked_greater(np.ones((28, 28)), 2)
    image[:2] = np.ma.masked
    image[3] = np.nan
    image[4] = 1e300
    (found,) = pictures(record(lambda: plt.imshow(image))[0])
    assert (found == 0).sum() == 4 * 28


def test_an_invisible_image_and_a_colour_bar_are_no_pictures() -> None:
    def draw() -> None:
        plt.imshow(IMAGES[0]).set_visible(False)
        plt.imshow(IMAGES[1])
        plt.colorbar()

    (figure,) = record(draw)
    assert len(pictures(figure)) == 1


def test_a_figure_keeps_its_first_200_pictures_and_a_cell_its_last_400() -> None:
    def draw() -> None:
        for level in range(3):
            plt.figure()
            plt.imshow(np.full((28 * 20, 28 * 20), level))

    figures = record(draw)
    assert [len(pictures(figure)) for figure in figures] == [0, 200, 200]
    assert [figure.panels[0].images for figure in figures] == [1, 1, 1]


def test_another_picture_in_the_same_axes_counts_as_new() -> None:
    def draw() -> None:
        plt.imshow(IMAGES[0])
        plt.cla()
        plt.imshow(IMAGES[1])

    np.testing.assert_allclose(np.concatenate([pictures(one) for one in record(draw)]), IMAGES[:2], atol=1e-6)

"""Images become rows and rows images, in every layout that is understood."""

import numpy as np
import pytest

from grader.provenance.layout import Layout, layout_of

IMAGES = np.random.default_rng(0).random((3, 28, 28))
LAYOUTS = {
    "as it is": Layout((28, 28), 28, 28, None, "exact"),
    "flat": Layout((784,), 28, 28, None, "exact"),
    "channel last": Layout((28, 28, 1), 28, 28, -1, "exact"),
    "channel first": Layout((1, 28, 28), 28, 28, 1, "exact"),
    "three channels": Layout((28, 28, 3), 28, 28, -1, "exact"),
    "three channels first": Layout((3, 28, 28), 28, 28, 1, "exact"),
    "padded": Layout((32, 32, 1), 32, 32, -1, "padded", fill=-1.0),
    "padded and flat": Layout((1024,), 32, 32, None, "padded"),
    "larger": Layout((40, 48), 40, 48, None, "resized"),
    "larger with channels": Layout((64, 64, 3), 64, 64, -1, "resized"),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_rows_have_the_shape_and_give_the_images_back(layout):
    rows = layout.rows(IMAGES)
    assert rows.shape == (3, *layout.shape)
    np.testing.assert_allclose(layout.images(rows), IMAGES, atol=1e-9)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_layout_is_seen_in_the_rows(layout):
    assert layout_of(layout.rows(IMAGES)) == layout


def test_padding_lies_around_the_image():
    rows = LAYOUTS["padded"].rows(IMAGES)[..., 0]
    assert (rows[:, :2] == -1).all()
    assert (rows[:, :, -2:] == -1).all()


def test_resizing_is_that_of_tensorflow():
    # tf.image.resize(tf.reshape(tf.range(784.), (28, 28, 1)), (56, 56)) in TensorFlow 2.21: first pixels of two rows.
    ramp = np.arange(784.0).reshape(1, 28, 28)
    resized = Layout((56, 56), 56, 56, None, "resized").rows(ramp)[0]
    np.testing.assert_allclose(resized[0, :4], [0.0, 0.25, 0.75, 1.25])
    np.testing.assert_allclose(resized[1, :4], [7.0, 7.25, 7.75, 8.25])


@pytest.mark.parametrize("shape", [(10,), (785,), (28, 28, 2), (4, 4), (300, 300), (2, 28, 28, 1)])
def test_other_shapes_are_no_layout(shape):
    assert layout_of(np.zeros((2, *shape))) is None


def test_no_rows_have_no_layout():
    assert layout_of(np.zeros((0, 28, 28))) is None

"""Images of one shape for a model of another, and convolutions that do not come back to 28 pixels."""

import re
from math import prod
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["wrong_shapes"]

_INPUT: Final = re.compile(r"expected shape=\(None, ([\d, ]+)\), found shape=\((?:None|\d+), ([\d, ]+)\)")
_OUTPUT: Final = re.compile(r"Dimensions must be equal, but are (\d+) and (\d+) for .*compile_loss")
_AXIS: Final = re.compile(r"axis (\d+) is out of bounds for array of dimension (\d+)")
_SIDES: Final = (28, 32)


def wrong_shapes(code: Code, error: FirstError) -> Remedy | None:
    """What Keras says about shapes, in the terms of images."""
    found = _INPUT.search(error.message)
    if found is not None:
        wanted, given = (tuple(int(n) for n in part.replace(" ", "").strip(",").split(",")) for part in found.groups())
        if prod(wanted) != prod(given):
            return None
        shape = ", ".join(str(n) for n in wanted)
        return Remedy(
            "input-shape",
            text(
                "The model takes rows of shape ({wanted}), the data has rows of shape ({given}).",
                wanted=shape,
                given=", ".join(str(n) for n in given),
            ),
            text("Reshape the images before you train, the test images too."),
            f"x_train = x_train.reshape(-1, {shape})\nx_test = x_test.reshape(-1, {shape})",
        )
    sizes = _OUTPUT.search(error.message)
    if sizes is not None and int(sizes[1]) in _SIDES and 0 < abs(int(sizes[1]) - int(sizes[2])) <= 4:
        return Remedy(
            "output-size",
            text(
                "The decoder's images have {made} pixels a side, the targets {wanted}.", made=sizes[2], wanted=sizes[1]
            ),
            text("With `padding='same'` in every convolution, strides of 2 halve 28 to 14 to 7 and double it back."),
            "layers.Conv2DTranspose(1, 3, strides=2, padding='same', activation='sigmoid')",
        )
    axis = _AXIS.search(error.message)
    if axis is not None:
        return Remedy(
            "no-such-axis",
            text("Axes are counted from 0: an array of {n} axes has none of number {axis}.", n=axis[2], axis=axis[1]),
            text("The error of each image is the mean over all axes but the first."),
            "errors = np.square(x_test - reconstructions).reshape(len(x_test), -1).mean(axis=1)",
        )
    return None

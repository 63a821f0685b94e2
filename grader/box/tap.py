"""Shows what a training step is given to the training it belongs to."""

import functools
from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from .training import Training

__all__ = ["are_images", "parts", "record", "tapped"]

#: Of an image as it is, or padded, in one channel or three.
_PIXELS = frozenset({784, 1024, 3 * 784, 3 * 1024})
#: Values of one row that a picture can be hidden in.
_AN_IMAGE = 256


def tapped(dataset: Any, training: Training) -> Any:
    """`dataset`, with every batch shown to `training` on its way to the training step."""
    import tensorflow as tf

    def tap(*batch: Any) -> Any:
        names, tensors = parts(batch)
        seen = tf.numpy_function(functools.partial(record, training, names), tensors, tf.int32)
        with tf.control_dependencies([seen]):
            passed = tf.nest.map_structure(tf.identity, batch, expand_composites=True)
        return passed if len(passed) > 1 else passed[0]

    # Without this TensorFlow would fetch batches ahead, and the tap see some that no step ever takes.
    options = tf.data.Options()
    options.experimental_optimization.inject_prefetch = False
    return dataset.map(tap).with_options(options)


def parts(batch: tuple[Any, ...]) -> tuple[list[str], list[Any]]:
    """The tensors of a batch: images, targets and weights with the names that `Consumed.add` has for them, then others.

    A model may be given more inputs and more targets than one; the first of each is the autoencoder's.
    """
    import tensorflow as tf

    if len(batch) == 1 and isinstance(batch[0], tuple):
        batch = batch[0]
    sides = [[one for one in tf.nest.flatten(part) if one is not None] for part in batch[:3]]
    named = [(name, side[0]) for name, side in zip(("x", "y", "weights"), sides, strict=False) if side]
    others = [tensor for side in sides for tensor in side[1:]]
    return [name for name, _ in named], [*(tensor for _, tensor in named), *others]


def record(training: Training, names: Sequence[str], *arrays: Any) -> Any:
    """Give `training` what came in: arrays that `names` name, as in `parts`, then others."""
    given = [np.asarray(array) for array in arrays]
    named = dict(zip(names, given, strict=False))
    if named:
        training.consumed.add(**named)
    weights = named.get("weights")
    if weights is not None and weights.size > len(weights):  # a picture can be drawn in them
        training.held.add(weights)
    for other in given[len(names) :]:
        if other.ndim > 1 and other[:1].size >= _AN_IMAGE:  # no label, no number per image
            training.held.add(other)
    return np.int32(0)


def are_images(tensor: Any) -> bool:
    """Whether the rows of a tensor have as many values as an image."""
    shape = tuple(getattr(tensor, "shape", ()))
    return len(shape) > 1 and None not in shape[1:] and prod(shape[1:]) in _PIXELS

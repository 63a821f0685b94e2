"""Pipelines of tf.data that end when their data does.

TensorFlow 2.21 tunes a pipeline in a thread of its own, and waits for it where an iterator ends: at the end of every
epoch and every prediction. The thread sleeps twice as long each time, and nothing wakes it, so that a training of many
short epochs takes half as long again. What it would find out, how many threads to use, is given in a box.
"""

from typing import Any

from .hooks import when_imported, wrap

__all__ = ["install"]


def install() -> None:
    """Let no pipeline be tuned, as soon as TensorFlow is imported."""
    when_imported("tensorflow", lambda tf: wrap(tf.data.Dataset, "__iter__", _untuned))


def _untuned(original: Any, dataset: Any) -> Any:
    import tensorflow as tf

    options = tf.data.Options()
    options.autotune.enabled = False
    return original(dataset.with_options(options))

"""What is photographed of models that loops written by hand have trained in one cell."""

import json
from collections.abc import Callable
from typing import Any

from grader.sandbox import Limits

MODELS = """
import keras
import numpy as np
import tensorflow as tf

x = np.random.default_rng(0).random((64, 784)).astype("float32")

def train(optimizer, forward, weights):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x - forward(x)))
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
"""
FAMILY = """
family = {
    width: keras.Sequential([keras.Input((784,)), keras.layers.Dense(width), keras.layers.Dense(784)])
    for width in (2, 4)
}
for model in family.values():
    train(keras.optimizers.Adam(), model, model.trainable_variables)
"""
HALVES = """
encoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(8)])
decoder = keras.Sequential([keras.Input((8,)), keras.layers.Dense(784)])
both = encoder.trainable_variables + decoder.trainable_variables
train(keras.optimizers.Adam(), lambda images: decoder(encoder(images)), both)
"""


def test_whole_autoencoders_are_kept_apart_and_halves_put_together(run: Callable[..., Any]) -> None:
    ran = run(MODELS, FAMILY, HALVES, limits=Limits(cell=300, wall=600))
    family, halves = (
        [(shot["names"][0], shot["form"], shot["code_size"]) for shot in evidence["snapshots"] if shot["graph"]]
        for evidence in (json.loads((ran.evidence / "cells" / f"000{cell}.json").read_text()) for cell in (1, 2))
    )
    assert family == [("family[2]", "model", 2), ("family[4]", "model", 4)]
    assert halves == [("encoder", "pair", 8)]

"""What is wrong with a variational autoencoder."""

from typing import Any

import numpy as np
import pytest

from grader.diagnosis import Place
from grader.diagnosis.model.variational import (
    collapsed_posterior,
    deviation_of_log_variance,
    kl_missing,
    kl_subtracted,
    means_decoded,
)
from tests.diagnosis.submission import codes, event, measured, only, part, snapshot, symptoms, traced

RNG = np.random.default_rng(0)
LESSON = """
reconstruction_loss = tf.reduce_mean(
    tf.reduce_sum(tf.keras.losses.binary_crossentropy(data, reconstruction), axis=-1)
)
"""


def vae(source: str, spread: float, deviation: float, *lost: str) -> Any:
    code = (spread * RNG.normal(size=(200, 2))).astype(np.float32)
    of = measured(code=code, drawn=np.arange(200), deviation=np.full((200, 2), deviation, np.float32))
    trained = [traced(event())]
    return symptoms(source, parts=[part("vae", trained, lost=lost, model=snapshot(code_size=2), of=of)])


def test_a_collapsed_posterior_with_the_line_that_mends_it() -> None:
    finding = only(collapsed_posterior, vae(LESSON, 0.01, 1.0, "kl"))
    assert finding.place == Place(1, "reconstruction_loss = tf.reduce_mean(")
    assert finding.code_fix == (
        "reconstruction_loss = 784 * tf.reduce_mean(tf.keras.losses.binary_crossentropy(data, reconstruction))"
    )


def test_a_collapse_whose_loss_is_returned() -> None:
    source = "def loss(x, y):\n    return ops.mean(ops.binary_crossentropy(x, y))"
    finding = only(collapsed_posterior, vae(source, 0.01, 1.0, "kl"))
    assert finding.code_fix == "return 784 * ops.mean(ops.binary_crossentropy(x, y))"


def test_a_code_that_tells_something_has_not_collapsed() -> None:
    assert codes(collapsed_posterior, vae(LESSON, 1.2, 0.15, "kl")) == []
    assert codes(collapsed_posterior, vae(LESSON, 0.01, 1.0)) == []


def unused_draws(source: str) -> Any:
    images = RNG.random((200, 28, 28)).astype(np.float32)
    code = RNG.normal(size=(200, 2)).astype(np.float32)
    of = measured(
        images=images,
        reconstructions=images,
        errors=np.full(200, 0.02),
        code=code,
        drawn=np.arange(200),
        deviation=np.ones((200, 2), np.float32),
        drawn_errors=np.full(200, 0.2),
    )
    trained = [traced(event())]
    lost = ("kl", "variational")
    return symptoms(source, parts=[part("vae", trained, lost=lost, model=snapshot(code_size=2), of=of)])


def test_a_decoder_that_was_trained_on_means() -> None:
    source = (
        "class VAE(keras.Model):\n"
        "    def call(self, x):\n"
        "        return self.decoder(self.encoder(x)[0])\n"
        "    def train_step(self, x):\n"
        "        z_mean, z_log_var, z = self.encoder(x)\n"
        "        made = self.decoder(z_mean)\n"
    )
    finding = only(means_decoded, unused_draws(source))
    assert finding.place == Place(1, "made = self.decoder(z_mean)")
    assert finding.code_fix == "self.decoder(z)"
    assert codes(collapsed_posterior, unused_draws(source)) == []


def test_a_decoder_whose_draws_do_as_well_was_trained_on_them() -> None:
    assert codes(means_decoded, vae("", 1.2, 0.15, "variational")) == []


def test_codes_that_nothing_holds_at_the_prior() -> None:
    assert codes(kl_missing, vae("", 9.0, 0.01, "prior_match")) == ["kl-missing"]
    assert codes(kl_missing, vae("", 1.2, 0.15)) == []
    assert codes(kl_missing, vae("", 0.1, 0.1, "prior_match")) == []


@pytest.mark.parametrize(("source", "told"), [("loss = bce - kl_loss", True), ("loss = bce + kl_loss", False)])
def test_a_divergence_that_is_subtracted(source: str, told: bool) -> None:
    assert codes(kl_subtracted, vae(source, 1.2, 0.15, "reconstruction")) == ["kl-wrong-sign"] * told


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("z = m + z_log_var * tf.random.normal(s)", "tf.exp(0.5 * z_log_var) * tf.random.normal(s)"),
        ("z = m + tf.exp(log_var) * epsilon", "tf.exp(0.5 * log_var) * epsilon"),
        ("z = m + tf.exp(0.5 * z_log_var) * epsilon", None),
        ("z = m + tf.sqrt(tf.exp(z_log_var)) * epsilon", None),
        ("kl = 1 + z_log_var - tf.exp(z_log_var) * 2", None),
    ],
)
def test_a_draw_that_is_scaled_by_something_else(source: str, mended: str | None) -> None:
    known = vae(source, 1.0, 0.013)
    if mended is None:
        assert codes(deviation_of_log_variance, known) == []
    else:
        assert only(deviation_of_log_variance, known).code_fix == mended

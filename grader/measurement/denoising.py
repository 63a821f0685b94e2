"""`denoising`: what is left of fresh noise."""

import numpy as np

from grader.measurement.model import Challenge, Denoising, Images, Model
from grader.measurement.reconstruction import reconstructed, unit_images
from grader.metrics.linear_denoiser import LinearDenoiser
from grader.metrics.reconstruction import reconstruction_error

__all__ = ["measure_denoising", "noisy_images"]

#: Training images that the linear denoiser is fitted on; more change its error by less than 1 %.
_FITTED = 10_000


def measure_denoising(model: Model, challenge: Challenge) -> Denoising:
    """Show the model the test images under noise it has never seen, of the kind it was trained with."""
    if challenge.noise is None:
        raise ValueError("denoising needs the noise")
    dataset, noise = challenge.dataset, challenge.noise
    images, noisy = unit_images(dataset), noisy_images(challenge)
    rng = np.random.default_rng([challenge.seed, 1])
    some = dataset.x_train[:_FITTED]
    linear = LinearDenoiser.fit(noise.apply(some, rng), (some / 255).astype(np.float32))
    return Denoising(
        **reconstructed(dataset, model(noisy)),
        noise=noise,
        noisy=noisy,
        noisy_error=float(reconstruction_error(images, noisy).mean()),
        linear_error=float(reconstruction_error(images, linear(noisy)).mean()),
    )


def noisy_images(challenge: Challenge) -> Images:
    """The test images with the noise of the challenge, (n, 28, 28) on the 0..1 scale; the same for the same seed."""
    if challenge.noise is None:
        raise ValueError("denoising needs the noise")
    return challenge.noise.apply(challenge.dataset.x_test, np.random.default_rng(challenge.seed))

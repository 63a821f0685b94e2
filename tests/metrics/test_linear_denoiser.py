"""The best linear denoiser."""

import numpy as np

from grader.metrics.linear_denoiser import LinearDenoiser

RNG = np.random.default_rng(0)


def test_it_undoes_what_is_linear():
    clean = RNG.random((400, 4, 4)).astype(np.float32)
    denoiser = LinearDenoiser.fit(1 - 2 * clean, clean, ridge=1e-9)
    np.testing.assert_allclose(denoiser(1 - 2 * clean), clean, atol=1e-5)


def test_independent_noise_shrinks_towards_the_mean():
    """Wiener: with signal and noise of the same variance, half of what is seen is signal."""
    clean = RNG.normal(3, 1, (20_000, 1, 1)).astype(np.float32)
    noisy = clean + RNG.normal(0, 1, clean.shape).astype(np.float32)
    denoised = LinearDenoiser.fit(noisy, clean)(noisy)
    slope = np.polyfit(noisy.ravel(), denoised.ravel(), 1)[0]
    assert abs(slope - 0.5) < 0.03
    assert ((denoised - clean) ** 2).mean() < 0.55 * ((noisy - clean) ** 2).mean()


def test_pixels_that_never_change_do_no_harm():
    clean = np.zeros((50, 3, 3), np.float32)
    clean[:, 1, 1] = RNG.random(50)
    assert np.isfinite(LinearDenoiser.fit(clean, clean)(clean)).all()

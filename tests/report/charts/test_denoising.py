"""What is left of the noise."""

from grader.report.charts.denoising import denoising_charts
from tests.report.charts.conftest import denoising, task


def test_gain_and_rivals_are_told():
    measured = denoising()
    gain = next(denoising_charts(measured, task(measured), "en"))
    assert gain.caption == (
        "Gain: 10.0 dB; the error goes from 1.45 to 0.145. The best linear filter leaves 0.290. "
        "Fresh noise like that of the training: deviation 0.50, clipped to 0..1."
    )
    for expected in ("noisy image", "1.45", "best linear filter", "0.290", "this model", "0.145"):
        assert f">{expected}<" in gain.svg


def test_every_bar_is_drawn():
    measured = denoising()
    gain = next(denoising_charts(measured, task(measured), "en")).svg
    assert "var(--normal)" in gain
    assert "var(--other)" in gain
    assert "url(#one-gain-" in gain  # the hatch

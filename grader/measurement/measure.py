"""The measurement of each kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from grader.assignment import MeasureKind
from grader.measurement.denoising import measure_denoising
from grader.measurement.detection import measure_detection
from grader.measurement.latent import measure_latent
from grader.measurement.model import Challenge, Measured, Model
from grader.measurement.probes import Probed
from grader.measurement.reconstruction import measure_reconstruction
from grader.measurement.sparsity import measure_sparsity

__all__ = ["measure"]

_KINDS: Final[Mapping[MeasureKind, Callable[[Model, Challenge], Measured]]] = {
    "reconstruction": measure_reconstruction,
    "latent": measure_latent,
    "denoising": measure_denoising,
    "sparsity": measure_sparsity,
    "detection": measure_detection,
}


def measure(model: Model, challenge: Challenge) -> Measured:
    """Ask `model` what the challenge's kind and its questions want to know, and probe it, in a single call."""
    probed = Probed(model, challenge)
    measured = _KINDS[challenge.kind](probed, challenge)
    return replace(measured, probes=probed.found(measured), answers=probed.answers)

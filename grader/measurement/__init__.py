"""From what a model makes of test images to what the criteria judge; one file for each kind of measurement.

A model is a function here: a student's runs in two boxes, a baseline in NumPy.
"""

from grader.measurement.denoising import noisy_images
from grader.measurement.measure import measure
from grader.measurement.model import (
    Answer,
    Asides,
    Challenge,
    Codes,
    Denoising,
    Detection,
    Drawn,
    Further,
    Images,
    Latent,
    Measured,
    Model,
    Probes,
    Question,
    Response,
    Sparsity,
    Weakened,
)
from grader.measurement.reconstruction import unit_images

__all__ = [
    "Answer",
    "Asides",
    "Challenge",
    "Codes",
    "Denoising",
    "Detection",
    "Drawn",
    "Further",
    "Images",
    "Latent",
    "Measured",
    "Model",
    "Probes",
    "Question",
    "Response",
    "Sparsity",
    "Weakened",
    "measure",
    "noisy_images",
    "unit_images",
]

"""`latent`: whether classes lie apart in the code."""

from grader.measurement.model import Challenge, Latent, Model
from grader.measurement.reconstruction import reconstructed, unit_images
from grader.metrics.neighbours import neighbour_accuracy

__all__ = ["measure_latent"]


def measure_latent(model: Model, challenge: Challenge) -> Latent:
    """Show the model the test images, and look at their codes."""
    fields = reconstructed(challenge.dataset, model(unit_images(challenge.dataset)))
    return Latent(**fields, accuracy=neighbour_accuracy(fields["code"], fields["labels"]))

"""`sparsity`: how few units of the code are active at a time."""

from grader.measurement.model import Challenge, Model, Sparsity
from grader.measurement.reconstruction import reconstructed, unit_images
from grader.metrics.sparsity import dead_share, hoyer, near_zero_share

__all__ = ["measure_sparsity"]


def measure_sparsity(model: Model, challenge: Challenge) -> Sparsity:
    """Show the model the test images, and look at the activations of the code."""
    fields = reconstructed(challenge.dataset, model(unit_images(challenge.dataset)))
    code = fields["code"]
    return Sparsity(**fields, hoyer=hoyer(code), near_zero=near_zero_share(code), dead=dead_share(code))

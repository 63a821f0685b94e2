"""How a training's loss went, in numbers."""

from typing import Final

from grader.exchange.evidence import TrainingEvent
from grader.i18n import Text, text

__all__ = ["QUALITY", "finite", "losses_told"]

#: Kinds of criteria that a badly trained model loses.
QUALITY: Final = (
    "reconstruction",
    "beats_mean_image",
    "beats_pca",
    "denoising_gain",
    "denoising_advantage",
    "latent_accuracy",
)


def finite(event: TrainingEvent) -> list[float]:
    """The loss of each epoch in which it was a number."""
    return [loss for loss in event.losses if loss is not None]


def losses_told(event: TrainingEvent) -> Text | None:
    """From the first epoch's loss to the last one's."""
    losses = finite(event)
    if not losses:
        return None
    if len(losses) == 1:
        return text("loss {last:.4g} after 1 epoch", last=losses[0])
    return text(
        "loss {first:.4g} → {last:.4g} in {epochs} epochs", first=losses[0], last=losses[-1], epochs=len(losses)
    )

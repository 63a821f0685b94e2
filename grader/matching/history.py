"""The trainings a model's weights went through, directly or by way of another model's weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from grader.exchange.evidence import DataSeen, Mixture, Snapshot, TrainingEvent
from grader.provenance import Noise, Origin, Provenance
from grader.provenance.intensity import Affine

__all__ = ["Traced", "history"]

#: Of the smallest known images, 28×28; fewer values are a code or a label.
_PIXELS = 784


@dataclass(frozen=True)
class Traced:
    """One recorded training and what its data turned out to be."""

    event: TrainingEvent
    provenance: Provenance

    @property
    def origins(self) -> list[Origin]:
        """Where its images come from, on either side; none for a decoder trained on its encoder's codes."""
        sides = [(self.event.x, self.provenance.x), (self.event.y, self.provenance.y)]
        return [origin for seen, origin in sides if origin is not None and seen is not None and _image_sized(seen)]

    @property
    def of_codes(self) -> bool:
        """Whether it learnt to give back codes: as many values on both sides, too few for an image."""
        x, y = self.event.x, self.event.y
        return x is not None and y is not None and not _image_sized(x) and x.shape == y.shape

    @property
    def held(self) -> Sequence[Origin]:
        """Where images come from that its compiled step held beside its batches."""
        return self.provenance.held

    @property
    def noise(self) -> Noise | None:
        """The noise in its inputs, or that a layer of the model added; None where there was none."""
        before = self.provenance.x_preprocessing
        layer = next((layer for layer in self.event.noise_layers if layer.amount), None)
        if self.provenance.noise is not None or layer is None or layer.amount is None:
            return self.provenance.noise
        if before is None or not isinstance(before.intensity, Affine):
            return None
        return Noise(sd=layer.amount / abs(255 * before.intensity.scale), clipped=False)


def _image_sized(seen: DataSeen) -> bool:
    return prod(seen.shape) >= _PIXELS


def history(
    snapshot: Snapshot, events: Sequence[TrainingEvent], mixtures: Sequence[Mixture] = ()
) -> list[TrainingEvent]:
    """Every event up to the snapshot that moved its variables, or left behind a state it (or such an event) began with.

    Args:
        events: all of the notebook's, in order.
        mixtures: contents that are means of others.
    """
    past = [event for event in events if event.cell <= snapshot.cell and not _follows(event, snapshot)]
    variables = set(snapshot.variables)
    wanted = set(snapshot.state)
    wanted.update(part for mixture in mixtures if mixture.content in wanted for part in mixture.parts)
    found: list[TrainingEvent] = []
    while True:
        new = [e for e in past if e not in found and (variables.intersection(e.variables) or wanted & _moved(e))]
        if not new:
            return [event for event in past if event in found]
        found += new
        for event in new:
            wanted.update(event.before)


def _moved(event: TrainingEvent) -> set[str]:
    # Untouched variables, such as biases of zero, say nothing about where weights come from.
    return set(event.states).difference(event.before)


def _follows(event: TrainingEvent, snapshot: Snapshot) -> bool:
    """Whether the snapshot was taken just before this event, in the same cell (one object refitted)."""
    if event.cell != snapshot.cell:
        return False
    now = dict(zip(snapshot.variables, snapshot.state, strict=False))
    shared = [i for i, variable in enumerate(event.variables) if variable in now]
    began = [event.before[i] for i in shared if i < len(event.before)]
    ended = [event.after[i] for i in shared if i < len(event.after)]
    here = [now[event.variables[i]] for i in shared]
    return bool(shared) and began == here and ended != here

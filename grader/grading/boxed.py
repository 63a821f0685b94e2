"""A student's model as a function on images: scaled as in its training, run in two boxes, brought back to 0..1."""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from grader.errors import StudentFault
from grader.exchange.evidence import Snapshot
from grader.i18n import text
from grader.inference import Prediction, infer
from grader.matching import Traced
from grader.measurement import Response, Weakened
from grader.provenance import Preprocessing
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["BoxedModel", "Images"]

Images = NDArray[np.float32]


class BoxedModel:
    """A `Model` that answers one call.

    Attributes:
        extra: (m, 28, 28) images to be shown along with those of the call, on the 0..1 scale.
        answers: (m, 28, 28) what the model made of them, once it was called.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        graph: bytes,
        history: Sequence[Traced],
        extra: Images,
        *,
        sandbox: Sandbox,
        limits: Limits,
    ) -> None:
        self.extra = extra
        self.answers = extra[:0]
        self._shape = tuple(snapshot.input_shape)
        self._graph = graph
        self._before, self._after = preprocessing(history)
        self._sandbox = sandbox
        self._limits = limits

    @property
    def given(self) -> list[object]:
        """All that its answers depend on, beside the images of the call and the seed."""
        return [self._graph, self._shape, self._before, self._after, self.extra, self._sandbox.profile]

    def __call__(self, images: Images) -> Response:
        """Run the model.

        Raises:
            StudentFault: the model cannot be run.
            InferenceFault: a box did not come up.
        """
        raw = 255 * np.concatenate([images, self.extra])
        rows = _as_rows(self._before.apply(raw), self._shape)
        prediction = infer(self._graph, rows, sandbox=self._sandbox, limits=self._limits)
        outputs = self._unit(prediction.outputs, raw)
        self.answers = outputs[len(images) :]
        return Response(
            prediction.code[: len(images)], outputs[: len(images)], self._weakened(prediction, raw, len(images))
        )

    def _weakened(self, prediction: Prediction, raw: Images, count: int) -> Weakened | None:
        asked = prediction.weak_rows < count
        rows = prediction.weak_rows[asked]

        def half(outputs: Images | None) -> Images | None:
            return None if outputs is None else self._unit(outputs[asked], raw[rows])

        # A model without a cut ran as an encoder only: there is no other half to ask.
        decoder = prediction.weak_encoder if prediction.whole else prediction.weak_decoder
        return Weakened(rows, half(prediction.weak_encoder), half(decoder))

    def _unit(self, outputs: Images, raw: Images) -> Images:
        return self._after.to_unit(_as_rows(outputs, self._after.layout.shape), raw)


def _as_rows(images: Images, shape: tuple[int, ...]) -> Images:
    if images[0].size != prod(shape):
        raise StudentFault(
            text(
                "The model takes and gives {expected} values per image; the images of its training have {found}.",
                expected=prod(shape),
                found=images[0].size,
            )
        )
    return images.reshape(len(images), *shape)


def preprocessing(history: Sequence[Traced]) -> tuple[Preprocessing, Preprocessing]:
    """What the last training that tells did to its inputs and to its targets.

    Raises:
        StudentFault: none tells.
    """
    for traced in reversed(history):
        before = traced.provenance.x_preprocessing
        if before is not None:
            return before, traced.provenance.y_preprocessing or before
    raise StudentFault(
        text("The images of the training were not recognised, so the model cannot be given test images like them."),
        text("Train on the images of the assignment's dataset, scaled as a whole (for example divided by 255)."),
    )

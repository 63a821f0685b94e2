"""A student's model as a function on images: scaled as in its training, run in two boxes, brought back to 0..1."""

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np

from grader.errors import StudentFault
from grader.exchange.evidence import Snapshot
from grader.i18n import text
from grader.inference import Prediction, infer
from grader.matching import Traced
from grader.measurement import Asides, Codes, Drawn, Further, Images, Response, Weakened
from grader.provenance import Preprocessing
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["BoxedModel"]


class BoxedModel:
    """A `Model` that answers one call.

    Attributes:
        extra: (m, 28, 28) images to be shown along with those of the call, on the 0..1 scale.
        decoded: codes to be decoded along with those of the call, by their width; those of the code's own are.
        asides: what the model made of both, once it was called.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        graph: bytes,
        history: Sequence[Traced],
        extra: Images,
        decoded: Mapping[int, Codes] | None = None,
        *,
        sandbox: Sandbox,
        limits: Limits,
    ) -> None:
        self.extra = extra
        self.decoded = decoded or {}
        self.asides = Asides.none()
        self._shape = tuple(snapshot.input_shape)
        self._graph = graph
        self._before, self._after = preprocessing(history)
        self._sandbox = sandbox
        self._limits = limits

    @property
    def given(self) -> list[object]:
        """All that its answers depend on, beside the images of the call and the seed."""
        codes = [self.decoded[width] for width in sorted(self.decoded)]
        return [self._graph, self._shape, self._before, self._after, self.extra, codes, self._sandbox.profile]

    def __call__(self, images: Images, further: Further | None = None) -> Response:
        """Run the model.

        Raises:
            StudentFault: the model cannot be run.
            InferenceFault: a box did not come up.
        """
        raw = 255 * np.concatenate([images, self.extra])
        rows = _as_rows(self._before.apply(raw), self._shape)
        asked = self._asked(len(images), further)
        prediction = infer(self._graph, rows, sandbox=self._sandbox, limits=self._limits, further=asked)
        outputs = self._unit(prediction.outputs, raw)
        decoded = self._unit(prediction.decoded, np.resize(raw, (len(prediction.decoded), *raw.shape[1:])))
        code, count = prediction.code, len(images)
        own = min(len(decoded), len(self.decoded.get(code.shape[1], ())))  # a model without a cut decodes nothing
        self.asides = Asides(outputs[count:], code[count:], prediction.asked[:own], decoded[:own])
        return Response(
            code[:count],
            outputs[:count],
            self._weakened(prediction, raw, count),
            self._drawn(prediction, raw, count),
            prediction.draws,
            prediction.structure,
            prediction.asked[own:],
            decoded[own:],
        )

    def _asked(self, count: int, further: Further | None) -> Further:
        def asked(code: Codes) -> Codes:
            own = self.decoded.get(code.shape[1], code[:0])
            return own if further is None else np.concatenate([own, further(code[:count])])

        return asked

    def _weakened(self, prediction: Prediction, raw: Images, count: int) -> Weakened | None:
        asked = prediction.weak_rows < count
        rows = prediction.weak_rows[asked]

        def half(outputs: Images | None) -> Images | None:
            return None if outputs is None else self._unit(outputs[asked], raw[rows])

        # A model without a cut ran as an encoder only: there is no other half to ask.
        decoder = prediction.weak_encoder if prediction.whole else prediction.weak_decoder
        return Weakened(rows, half(prediction.weak_encoder), half(decoder))

    def _drawn(self, prediction: Prediction, raw: Images, count: int) -> Drawn | None:
        if prediction.deviation is None or prediction.from_draws is None:
            return None
        rows = np.arange(min(count, len(prediction.deviation)))
        return Drawn(rows, prediction.deviation[rows], self._unit(prediction.from_draws[rows], raw[rows]))

    def _unit(self, outputs: Images, raw: Images) -> Images:
        return self._after.to_unit(_as_rows(outputs, self._after.layout.shape), raw)


def _as_rows(images: Images, shape: tuple[int, ...]) -> Images:
    found = prod(images.shape[1:])
    if found != prod(shape):
        raise StudentFault(
            text(
                "The model takes and gives {expected} values per image; the images of its training have {found}.",
                expected=prod(shape),
                found=found,
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

"""Runs a frozen autoencoder as two strangers: one box sees the images, the other only the code."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from grader.box.protocol import DRAWN_ROWS, WEAKENED_ROWS, WIDEST_CODE
from grader.errors import BadArtefact
from grader.exchange.json_file import parse_model
from grader.exchange.npy import MAX_HEADER, read_npy
from grader.exchange.safe_open import read_bytes
from grader.exchange.structure import Structure
from grader.i18n import text
from grader.inference.code import through_float16
from grader.inference.job import Job
from grader.sandbox.disk import remove
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["MAX_DECODED", "Further", "Prediction", "Report", "infer"]

_MAX_REPORT: Final = 64 * 2**10
#: Codes of the grader's own that one model is asked to decode.
MAX_DECODED: Final = 100_000

Rows = NDArray[np.float32]
#: From the codes (n, k) of the images to further codes (m, k) for the decoder.
Further: TypeAlias = Callable[[Rows], Rows]


class Report(BaseModel):
    """What a half says of its work; a claim, as everything from a box."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code_shape: list[Annotated[int, Field(ge=1, le=1_000_000)]] = Field(min_length=1, max_length=6)
    narrow: bool
    whole: bool
    convolutions: int = Field(ge=0)
    drawn: bool
    draws: bool
    structure: Structure


@dataclass(frozen=True)
class Prediction:
    """What came out of both boxes, in the order of the images.

    Attributes:
        code: (n, k) float32, as it crossed.
        outputs: (n, pixels) float32, on the model's own output scale.
        narrow: whether the code is smaller than the image.
        whole: the graph could not be cut: `code` is the output itself.
        weak_rows: numbers of the first images, which `weak_encoder` and `weak_decoder` are about.
        weak_encoder, weak_decoder: outputs (m, pixels) when that half's spatial kernels keep only their centre; None
            where it has no spatial convolution.
        deviation: (d, k) of the first d codes, where they are drawn; `code` is their mean then. Else None.
        from_draws: (d, pixels) outputs for one draw of each of these; None where there are none.
        draws: whether the graph draws normal numbers anywhere; they were all 0.
        decoded: (m, pixels) outputs for the further codes; `asked` (m, k) are these, as they crossed.
    """

    code: Rows
    outputs: Rows
    narrow: bool
    whole: bool
    weak_rows: NDArray[np.int64]
    weak_encoder: Rows | None
    weak_decoder: Rows | None
    deviation: Rows | None
    from_draws: Rows | None
    draws: bool
    structure: Structure
    asked: Rows
    decoded: Rows


def infer(
    graph: bytes, images: Rows, *, sandbox: Sandbox, limits: Limits, further: Further | None = None
) -> Prediction:
    """Encode in one fresh box and decode in another; rows keep their order and their batches.

    Args:
        graph: as the notebook's box froze it; untrusted.
        images: (n, *input shape) float32, preprocessed as the student did.
        limits: of each box.
        further: codes to be decoded beside those of the images; of a model without a cut nothing is.

    Raises:
        StudentFault: the model fails, hangs, or gives something else than finite numbers of the right shape.
        InferenceFault: a box did not come up.
    """
    weak = min(len(images), WEAKENED_ROWS)
    folder = Path(tempfile.mkdtemp(prefix="grader-infer-"))
    folder.chmod(0o711)  # a box may have a user of its own, who has to pass
    try:
        with (
            _half(folder, "encode", graph, sandbox, limits) as encoder,
            _half(folder, "decode", graph, sandbox, limits) as decoder,
        ):
            encoder.give(images)
            pixels = prod(images.shape[1:])
            report, code, weak_code = _take(encoder, len(images), at_most=WIDEST_CODE * pixels)
            shown = np.concatenate([code, weak_code]) if weak_code is not None else code
            asked = code[:0] if further is None or report.whole else further(code)[:MAX_DECODED]
            deviation = _deviation(encoder, report, code)
            crossing = np.concatenate([shown, asked, _draws(code, deviation)])
            if report.narrow:
                crossing = through_float16(crossing)
            decoder.give(crossing)
            _, outputs, weak_decoder = _take(decoder, len(crossing), pixels)
    finally:
        remove(folder)
    return Prediction(
        code=crossing[: len(images)],
        outputs=outputs[: len(images)],
        narrow=report.narrow,
        whole=report.whole,
        weak_rows=np.arange(weak),
        weak_encoder=outputs[len(images) : len(shown)] if weak_code is not None else None,
        # Of few images, more rows crossed than the encoder was asked about.
        weak_decoder=None if weak_decoder is None else weak_decoder[:weak],
        deviation=deviation,
        from_draws=None if deviation is None else outputs[-len(deviation) :],
        draws=report.draws,
        structure=report.structure,
        asked=crossing[len(shown) : len(shown) + len(asked)],
        decoded=outputs[len(shown) : len(shown) + len(asked)],
    )


def _half(folder: Path, half: Literal["encode", "decode"], graph: bytes, sandbox: Sandbox, limits: Limits) -> Job:
    job = Job(("box.infer", half), folder / half, sandbox, limits)
    (job.given / "graph.pb").write_bytes(graph)
    return job


def _deviation(encoder: Job, report: Report, code: Rows) -> Rows | None:
    """How far each unit of the first codes moves when every draw is 1 instead of 0: its standard deviation."""
    if not report.drawn:
        return None
    first = code[:DRAWN_ROWS]
    moved = _read(encoder.made, "drawn.npy", first.shape)
    return np.asarray(np.abs(moved - first), np.float32)


def _draws(code: Rows, deviation: Rows | None) -> Rows:
    """One draw of each of the first codes, from the deviation that it is really drawn with."""
    if deviation is None:
        return code[:0]
    noise = np.random.default_rng(0).standard_normal(deviation.shape, np.float32)
    return np.asarray(code[: len(deviation)] + deviation * noise, np.float32)


def _take(
    half: Job, rows: int, width: int | None = None, *, at_most: int | None = None
) -> tuple[Report, Rows, Rows | None]:
    """Wait for a half, kill its box, and read what it made: rows of `width`, or of its own code up to `at_most`."""
    half.finish()
    report = parse_model(read_bytes(half.made, "report.json", _MAX_REPORT), "report.json", Report)
    if width is None:
        width = prod(report.code_shape)
    if at_most is not None and width > at_most:
        raise BadArtefact(
            text(
                "The model's code has {found} values per image; at most {limit} are taken.", found=width, limit=at_most
            )
        )
    outputs = _read(half.made, "rows.npy", (rows, width))
    weakened = _read(half.made, "weakened.npy", (min(rows, WEAKENED_ROWS), width)) if report.convolutions else None
    return report, outputs, weakened


def _read(folder: Path, name: str, shape: Sequence[int]) -> Rows:
    size = 4 * prod(shape)
    try:
        data = read_bytes(folder, name, size + MAX_HEADER)
        return read_npy(data, name=name, dtypes={"float32"}, shape=tuple(shape), max_items=prod(shape))
    except BadArtefact as error:
        raise BadArtefact(
            text("The model's output cannot be used: {reason}", reason=error.message),
            text("It must give finite numbers, one image per image; look for a diverged training (NaN)."),
        ) from error

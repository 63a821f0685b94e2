"""What the tests of the generative criteria share: a decoder that is one line, and specs by their kinds."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria import Case, Judgement, Pictures, kinds
from grader.measurement import Answer, Codes, Images

RNG = np.random.default_rng(5)
_WEIGHTS = RNG.normal(size=(40, 784))


def spec(kind: str, bounds: Mapping[str, float] | None = None, **params: Any) -> CriterionSpec:
    return CriterionSpec.model_validate(
        {"id": "it", "kind": kind, "title": {"es": "x", "en": "x"}, "points": 1, "params": params, "bounds": bounds}
    )


def judged(case: Case, kind: str, bounds: Mapping[str, float] | None = None, **params: Any) -> Judgement:
    return kinds()[kind](spec(kind, bounds, **params), case)


def decode(codes: Any) -> Images:
    """Codes (m, k), k at most 40, to images (m, 28, 28) in 0..1; different ones to different ones."""
    logits = np.asarray(codes) @ _WEIGHTS[: np.shape(codes)[1]]
    return (1 / (1 + np.exp(-logits))).reshape(-1, 28, 28).astype(np.float32)


def pictures(*figures: tuple[Images, Codes], asked: Codes) -> Pictures:
    """Figures of images with the codes that the encoder gives them; `asked` were decoded."""
    tiles = [images.astype(np.float64) for images, _ in figures]
    return Pictures(
        tiles, tiles, list(range(len(tiles))), [codes for _, codes in figures], asked.astype(np.float32), decode(asked)
    )


def answer(images: Images | None = None, **changes: Any) -> Answer:
    shown = np.zeros((0, 28, 28), np.float32) if images is None else images
    fields: dict[str, Any] = {
        "images": shown,
        "code": np.zeros((len(shown), 2), np.float32),
        "outputs": shown,
        "asked": np.zeros((0, 2), np.float32),
        "decoded": np.zeros((0, 28, 28), np.float32),
    }
    return Answer(**{**fields, **changes})

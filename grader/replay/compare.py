"""How far a model is from those that the same training made again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.measurement import Denoising, Detection, Measured, Sparsity
from grader.replay.model import Figure

__all__ = ["SPREAD", "compared", "figures"]

#: What honest repetitions may differ by at least, from the honest corpus; docs/integrity.md has what was measured.
#: Errors as a share of them, everything else in its own unit.
SPREAD: Final[Mapping[str, float]] = {
    "error": 0.25,
    "classes": 0.25,
    "roc_auc": 0.025,
    "gain": 0.5,
    "hoyer": 0.05,
}
#: The model may be away from repetitions this many times as far as they are apart, or those of the references were.
_TIMES: Final = 2.0
#: Added to errors before they are compared: of two that are next to nothing a ratio says nothing.
_TINY: Final = 1e-5

Profile = NDArray[np.float64]


def figures(measured: Measured) -> dict[str, float]:
    """The figures of a model that repetitions are held against, by the names of `SPREAD`."""
    found = {"error": measured.error}
    if isinstance(measured, Detection):
        found["roc_auc"] = measured.roc_auc
    if isinstance(measured, Denoising):
        found["gain"] = measured.gain
    if isinstance(measured, Sparsity):
        found["hoyer"] = measured.hoyer
    return found


def compared(
    graded: Measured, replayed: Sequence[Measured], calibrated: Mapping[str, float] | None = None
) -> list[Figure]:
    """Every figure of `graded` beside those of at least one repetition.

    Args:
        calibrated: the most that repetitions of the references were apart, by figure.
    """
    spreads = {name: max(least, _TIMES * (calibrated or {}).get(name, 0.0)) for name, least in SPREAD.items()}
    return list(_compared(graded, replayed, spreads))


def _compared(graded: Measured, replayed: Sequence[Measured], spreads: Mapping[str, float]) -> Iterator[Figure]:
    others = [figures(one) for one in replayed]
    for name, value in figures(graded).items():
        apart: Callable[[float, float], float] = _ratio if name == "error" else _difference
        yield _figure(name, value, [other[name] for other in others], apart, spreads[name])
    profiles = [_profile(one) for one in replayed]
    middle = np.mean(profiles, axis=0)
    own = [float(np.abs(profile / middle - 1).max()) for profile in profiles]
    difference = float(np.abs(_profile(graded) / middle - 1).max())
    yield Figure(
        "classes", 1 + difference, [1 + one for one in own], difference, max(spreads["classes"], _TIMES * max(own))
    )


def _figure(
    name: str, value: float, others: list[float], apart: Callable[[float, float], float], spread: float
) -> Figure:
    mean = float(np.mean(others))
    width = apart(max(others), min(others))
    return Figure(name, value, others, apart(value, mean), max(spread, _TIMES * width))


def _ratio(value: float, other: float) -> float:
    return (value + _TINY) / (other + _TINY) - 1


def _difference(value: float, other: float) -> float:
    return value - other


def _profile(measured: Measured) -> Profile:
    """The mean error on each class, as a share of the mean over all classes: what the model knows better than what."""
    errors = [measured.errors[measured.labels == label].mean() for label in np.unique(measured.labels)]
    means = np.asarray(errors) + _TINY
    return np.asarray(means / means.mean())

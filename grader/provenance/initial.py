"""Whether weights can be what an initialiser has drawn: noise, or one number everywhere."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kstest, norm, truncnorm, uniform

__all__ = ["is_drawn"]

#: Of a thousand honest models with twenty variables each, two would be doubted.
_DOUBT: Final = 1e-7
#: Standard deviations at which Keras cuts off its normal initialisers.
_CUT: Final = 2.0
#: Fewer values say nothing.
_FEW: Final = 32
#: The largest singular value of noise, beyond the edge it has in large matrices.
_BEYOND: Final = 1.25
_LARGEST: Final = 4_000_000  # values of a matrix whose singular values are looked at
_ENOUGH: Final = 20_000  # values whose spread is looked at


def is_drawn(array: NDArray[np.float32]) -> bool:
    """Whether `array`, of any shape, is constant, or looks like independent draws.

    Its values must be spread evenly, normally, or normally within two standard deviations, of any width
    (Kolmogorov-Smirnov); and, as a matrix with its last axis apart, its largest singular value must be that of noise:
    at most a little beyond sd * (sqrt(rows) + sqrt(columns)). Trained kernels fail the first as a rule, and those that
    were rearranged to look random the second.
    """
    values = array.ravel().astype(np.float64)
    if len(values) == 0 or np.ptp(values) == 0 or _is_identity(array):
        return True
    if len(values) < _FEW:
        return True
    return _is_spread(values[:: len(values) // _ENOUGH + 1]) and _is_noise(array.reshape(-1, array.shape[-1]))


def _is_spread(values: NDArray[np.float64]) -> bool:
    deviation = float(values.std())
    edge = float(np.abs(values).max())
    cut = truncnorm(-_CUT, _CUT).std()
    known = (
        uniform(-edge, 2 * edge),
        norm(0, deviation),
        truncnorm(-_CUT, _CUT, 0, deviation / cut),
        uniform(0, edge),
    )
    return any(bool(kstest(values, one.cdf).pvalue > _DOUBT) for one in known)


def _is_noise(matrix: NDArray[np.float32]) -> bool:
    rows, columns = matrix.shape
    if min(rows, columns) < 2 or matrix.size > _LARGEST:
        return True
    largest = float(np.linalg.norm(matrix, 2))
    return bool(largest <= _BEYOND * float(matrix.std()) * (rows**0.5 + columns**0.5))


def _is_identity(array: NDArray[np.float32]) -> bool:
    if array.ndim != 2:
        return False
    diagonal = np.eye(*array.shape)
    return bool(np.array_equal(array, diagonal * array[0, 0]))

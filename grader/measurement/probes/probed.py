"""A model that is shown the probes, and asked the criteria's questions, along with the test images."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.measurement.model import (
    Answer,
    Challenge,
    Codes,
    Detection,
    Drawn,
    Further,
    Images,
    Measured,
    Model,
    Probes,
    Response,
    Weakened,
)
from grader.measurement.probes.copies import copies
from grader.measurement.probes.others import others_over_linear
from grader.measurement.probes.perturbed import BRIGHTNESS, perturbed
from grader.measurement.probes.rows import Rows
from grader.measurement.questions import Asked
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.roc_auc import roc_auc

__all__ = ["Probed"]

#: Test images that are shown a second time, perturbed: a ROC-AUC within 0.01, compared on the same images.
_SOME: Final = 1_000
#: Training images beside them: their mean error within 2 %.
_TRAINING: Final = 2_000
_WHITE: Final = 100
#: Answers that are looked for in the dataset.
_LOOKED_UP: Final = 100
#: Added to both errors of a ratio: of two that are next to nothing it says nothing.
_TINY: Final = 1e-3


class Probed:
    """A `Model` that answers one call, in an order and with additional rows that nobody knows beforehand."""

    def __init__(self, model: Model, challenge: Challenge) -> None:
        self._model = model
        self._challenge = challenge
        self._rng = np.random.default_rng(challenge.private)
        self._asked = Asked(challenge.questions)

    def __call__(self, images: Images, further: Further | None = None) -> Response:
        """Show `images`, one for each test image, the probes and the questions; answer for `images` alone."""
        some = self._rng.permutation(len(images))[:_SOME]
        white = self._rng.random((_WHITE, *images.shape[1:])).astype(np.float32)
        clean, training = self._training()
        groups = [images, perturbed(images[some], self._rng), training, white, self._asked.images]
        ends = np.cumsum([len(group) for group in groups])
        rows = Rows.arranged(int(ends[-1]), np.arange(ends[2], ends[3]), self._rng)
        response = self._answered(np.concatenate(groups)[rows.order], rows, ends)
        self._rows, self._some, self._white, self._clean = rows, some, white, clean
        self._answers = response.outputs
        self._own, self._perturbed, self._trained, self._noise, shown = np.split(
            response.outputs[rows.places], ends[:-1]
        )
        codes = response.code[rows.places]
        asked = codes[:0] if response.asked is None else response.asked
        decoded = shown[:0] if response.decoded is None else response.decoded
        self.answers: dict[str, Answer] = self._asked.answers(codes[ends[3] :], shown, asked, decoded)
        weakened = None if response.weakened is None else _of_own(response.weakened, rows.order, len(images))
        own = codes[: len(images)]
        drawn = None if response.drawn is None else _drawn_of_own(response.drawn, rows.order, len(images))
        return Response(own, self._own, weakened, drawn, response.draws, response.structure)

    def _answered(self, shown: Images, rows: Rows, ends: NDArray[np.int64]) -> Response:
        if not self._asked.decodes:
            return self._model(shown)

        def further(codes: Codes) -> Codes:
            own = codes[rows.places]
            return self._asked.further(own[: ends[0]], own[ends[3] :])

        return self._model(shown, further)

    def found(self, measured: Measured) -> Probes:
        """What the probes of the last call say, beside what was `measured` by it."""
        some, code = self._some, measured.code_size
        errors = reconstruction_error(BRIGHTNESS * measured.images[some], self._perturbed)
        judged = measured.judged[some]
        seen = reconstruction_error(self._clean, self._trained).mean()
        least = max(0.0, 1 - code / measured.image_size) / 12  # the variance that `code` numbers leave of white noise
        detector = isinstance(measured, Detection)
        return Probes(
            perturbed=_ratio(errors[judged].mean(), measured.errors[some][judged].mean()),
            perturbed_auc=self._fall(measured, errors) if detector else None,
            company=self._company(),
            white_noise=_ratio(reconstruction_error(self._white, self._noise).mean(), least),
            copies=copies(self._perturbed[:_LOOKED_UP], self._challenge.dataset),
            unseen=_ratio(measured.error, seen),
            others=self._others(measured) if detector else None,
        )

    def _training(self) -> tuple[Images, Images]:
        """Training images that the model may know, clean and as it is shown them."""
        dataset, normal = self._challenge.dataset, self._challenge.normal_class
        allowed = np.flatnonzero(dataset.y_train == normal) if normal is not None else np.arange(len(dataset.x_train))
        images = dataset.x_train[self._rng.permutation(allowed)[:_TRAINING]]
        clean = (images / 255).astype(np.float32)
        noise = self._challenge.noise
        return clean, clean if noise is None else noise.apply(images, self._rng)

    def _company(self) -> float:
        rows = self._rows
        first = self._answers[: len(rows.again)]
        again, mixed = (_distance(first, self._answers[places]) for places in (rows.again, rows.mixed))
        return max(0.0, mixed - 2 * again)

    def _fall(self, measured: Measured, errors: NDArray[np.float64]) -> float:
        normal = measured.judged[self._some]
        return roc_auc(measured.errors[self._some], normal) - roc_auc(errors, normal)

    def _others(self, measured: Measured) -> float:
        dataset = self._challenge.dataset
        own = dataset.x_train[dataset.y_train == self._challenge.normal_class]
        return others_over_linear(own, measured.images, measured.judged, measured.errors)


def _of_own(weakened: Weakened, order: NDArray[np.int64], count: int) -> Weakened:
    """What is about the first `count` rows, by their own numbers."""
    rows = order[weakened.rows]
    asked = rows < count
    encoder, decoder = (None if half is None else half[asked] for half in (weakened.encoder, weakened.decoder))
    return Weakened(rows[asked], encoder, decoder)


def _drawn_of_own(drawn: Drawn, order: NDArray[np.int64], count: int) -> Drawn:
    """What is about the first `count` rows, by their own numbers, each once."""
    rows, places = np.unique(order[drawn.rows], return_index=True)
    places = places[rows < count]
    return Drawn(rows[rows < count], drawn.deviation[places], drawn.outputs[places])


def _ratio(value: float, natural: float) -> float:
    return float((value + _TINY) / (natural + _TINY))


def _distance(a: Images, b: Images) -> float:
    return float(np.sqrt(np.mean(np.square(a.astype(np.float64) - b))))

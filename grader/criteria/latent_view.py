"""`latent_view`: a scatter of a wide code, laid out in the plane with its neighbours kept, coloured by class."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.assignment import CriterionSpec
from grader.criteria.known_images import training_labels
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.i18n import Text, text
from grader.measurement import Challenge, Codes, Images, Measured, Question
from grader.metrics.drawn import Cloud, clouds, coordinates_of, is_projection, shown_rows
from grader.metrics.purity import neighbour_purity
from grader.metrics.trustworthiness import trustworthiness
from grader.outcome import Outcome

__all__ = ["first_training_images", "judge"]

#: Notebooks that draw training images draw them from the beginning.
_TRAINING: Final = 2_000
#: Scatters that are looked at, the last ones; points of each that neighbours are counted of.
_CLOUDS: Final = 20
_LOOKED_AT: Final = 2_000
#: Of images that cannot be told, a map keeps this share of the code's own purity: t-SNE and UMAP all of it, two of its
#: units less than half.
_PURE: Final = 0.75
#: A code of two values is its own view, and a layout of it by t-SNE as good as that; PCA of the pixels has 0.79.
_ITSELF: Final = 0.95
#: What is no projection of the code keeps this much of its neighbours (t-SNE 0.97), or so much more of them than of
#: those of the pixels (Isomap and MDS 0.13). t-SNE of an untrained encoder's codes has 0.75, of the pixels 0.74; two
#: values of another model 0.78 to 0.83.
_LAID_OUT: Final = 0.9
_MORE_THAN_PIXELS: Final = 0.1
#: Groups of points: fewer are no classes.
_CLASSES: Final = 8


class _View(NamedTuple):
    """A scatter: how many images it shows, how far it keeps the neighbours of the code, or what is wrong with it."""

    points: int
    trust: float
    problem: Text | None


def first_training_images(spec: CriterionSpec, challenge: Challenge) -> Question:
    """Shows the first images of the training split, which may be the ones that were drawn."""
    images = (challenge.dataset.x_train[:_TRAINING] / 255).astype(np.float32)
    return Question(("first_training_images", _TRAINING), images=images)


@register("latent_view", asks=first_training_images)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Trustworthiness of the drawn points against the codes, 0..1.

    `params.points`: how many images at least; fewer earn half.
    """
    target = spec.bounds.describe() if spec.bounds else ""
    found = list(_views(spec, case, measured))
    if not found:
        message = text(
            "The notebook draws no scatter with the classes' colours: colour it with c=y_test of its images."
        )
        return Judgement(Outcome.FAIL, 0.0, message, target=target, absent=True)
    best = max(found, key=lambda view: (view.problem is None, view.trust))
    if best.problem is not None:
        return Judgement(Outcome.FAIL, 0.0, best.problem, target=target)
    wanted = int(spec.params["points"])
    if best.points < wanted:
        message = text("The view shows {n} images; asked are at least {points}.", n=best.points, points=wanted)
        return Judgement(Outcome.PARTIAL, 0.5, message, best.trust, target=target)
    if spec.bounds is None or spec.bounds.met(best.trust):
        message = text(
            "A scatter shows the codes of {n} images, coloured by class; of their neighbours in the code it keeps "
            "{trust:.2f} (trustworthiness).",
            n=best.points,
            trust=best.trust,
        )
    else:
        message = text(
            "A scatter shows {n} images, but who are neighbours in it are not so in the code (trustworthiness "
            "{trust:.2f}): lay the whole code out in the plane with t-SNE, UMAP or PCA.",
            n=best.points,
            trust=best.trust,
        )
    return verdict(spec, best.trust, message)


def _views(spec: CriterionSpec, case: Case, measured: Measured) -> Iterator[_View]:
    known = list(_known(spec, measured))
    drawn = [cloud for figure in case.figures for cloud in clouds(figure.panels) if cloud.groups.max() + 1 >= _CLASSES]
    for cloud in islice(reversed(drawn), _CLOUDS):
        placed = [
            (rows, code, images) for code, images, labels in known if (rows := shown_rows(cloud, labels)) is not None
        ]
        yield _judged(cloud, *placed[0]) if placed else _of_others(cloud, measured)


def _known(spec: CriterionSpec, measured: Measured) -> Iterator[tuple[Codes, Images, NDArray[np.int64]]]:
    """Codes, images and classes that may have been drawn."""
    yield measured.code, measured.images, measured.labels
    answer = measured.answers.get(spec.id)
    if answer is not None and len(answer.code):
        yield answer.code, answer.images, training_labels(measured.dataset, len(answer.code))


def _judged(cloud: Cloud, rows: NDArray[np.int64], codes: Codes, images: Images) -> _View:
    """Points that are known images."""
    some = rows[:_LOOKED_AT]
    points, code = cloud.points[: len(some)], codes[some]
    if codes.shape[1] > 2 and (units := coordinates_of(points, code)):
        problem = text(
            "The scatter shows two of the {k} values of the code, number {a} and {b}, and hides all others: lay the "
            "whole code out in the plane with t-SNE, UMAP or PCA.",
            k=codes.shape[1],
            a=units[0] + 1,
            b=units[1] + 1,
        )
        return _View(cloud.count, 0.0, problem)
    flat = points.astype(np.float32)
    trust, by_pixels = (trustworthiness(high, flat) for high in (code, images[some]))
    if by_pixels > trust:
        problem = text(
            "The scatter shows a layout of other numbers than this model's codes: its points keep the neighbours of "
            "the pixels better ({pixels:.3f}) than those of the code ({trust:.3f}).",
            pixels=by_pixels,
            trust=trust,
        )
        return _View(cloud.count, trust, problem)
    laid_out = trust >= _LAID_OUT or trust - by_pixels >= _MORE_THAN_PIXELS
    if codes.shape[1] > 2 and not laid_out and not is_projection(points.astype(np.float64), code):
        problem = text(
            "The scatter shows a layout of other codes than this model's, whose neighbours it does not keep "
            "(trustworthiness {trust:.2f}): lay out what the trained encoder answers, not a new one or another "
            "model's.",
            trust=trust,
        )
        return _View(cloud.count, trust, problem)
    if codes.shape[1] == 2 and trust < _ITSELF:
        problem = text(
            "The scatter shows other points than the two values of this model's code, whose neighbours they do not "
            "keep (trustworthiness {trust:.2f}): draw those, coloured with c=y_test of the same images.",
            trust=trust,
        )
        return _View(cloud.count, trust, problem)
    return _View(cloud.count, trust, None)


def _of_others(cloud: Cloud, measured: Measured) -> _View:
    """Points of images that cannot be told: only whether the classes lie as much together as in the code."""
    some = slice(_LOOKED_AT)
    drawn = neighbour_purity(cloud.points[some].astype(np.float32), cloud.groups[some])
    count = min(len(cloud.points), _LOOKED_AT, len(measured.code))
    own = neighbour_purity(measured.code[:count], measured.labels[:count])
    if drawn >= _PURE * own:
        return _View(cloud.count, 1.0, None)
    problem = text(
        "The points of a scatter do not lie by class as the codes do, or their colours are not the classes: draw the "
        "first test images in their order, coloured with c=y_test of the same images."
    )
    return _View(cloud.count, 0.0, problem)

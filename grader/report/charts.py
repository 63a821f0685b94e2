"""Histogram of the error, ROC curve and training loss, drawn from the measured arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from grader.i18n import Lang, Text, render, text
from grader.report.figures import DetectionFigures
from grader.report.numbers import number
from grader.report.plain import plain_line
from grader.report.svg import INK, NORMAL, OTHER, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Chart", "charts"]

_BINS: Final = 60
_CLIP: Final = 0.995  # quantile of the error beyond which the histogram is cut
_BAND_ROUNDS: Final = 200
_MOST_EPOCHS: Final = 400  # drawn per training; a longer one is thinned
_MARKED_EPOCHS: Final = 30
_DASHES: Final = ("-", "--", "-.", ":")


@dataclass(frozen=True)
class Chart:
    """A drawing with its caption."""

    title: str
    svg: Markup
    caption: str


def charts(figures: DetectionFigures, lang: Lang) -> Iterator[Chart]:
    """Histogram and ROC curve, where there are finite errors of both kinds; the loss, where any was recorded."""
    if len(figures.normal_errors) and len(figures.other_errors):
        yield _histogram(figures, lang)
        yield _roc(figures, lang)
    if any(np.isfinite(losses).any() for losses in map(np.asarray, figures.losses) if losses.size):
        yield _losses(figures, lang)


def _histogram(figures: DetectionFigures, lang: Lang) -> Chart:
    inside, outside = figures.normal_errors, figures.other_errors
    both = np.concatenate([inside, outside])
    upper = float(np.quantile(both, _CLIP)) or 1.0
    edges = np.linspace(0.0, upper, _BINS + 1)
    name = plain_line(figures.normal_name)

    def paint(axes: "Axes") -> None:
        for errors, colour, hatch, label in (
            (inside, NORMAL, "////", text("{name} ({n})", name=name, n=len(inside))),
            (outside, OTHER, "\\\\\\\\", text("other classes ({n})", n=len(outside))),
        ):
            heights = 100 * np.histogram(errors, edges)[0] / len(errors)
            axes.stairs(heights, edges, fill=True, facecolor=colour, alpha=0.18, linewidth=0)
            axes.stairs(
                heights, edges, fill=True, facecolor="none", edgecolor=colour, hatch=hatch, label=render(label, lang)
            )
        axes.set(
            xlim=(0, upper),
            xlabel=render(text("Mean squared error of an image"), lang),
            ylabel=render(text("% of the images of its group"), lang),
        )
        axes.legend(loc="upper right")

    means = text(
        "Mean error: {name} {inside}, other classes {outside}.",
        name=name,
        inside=number(float(inside.mean())),
        outside=number(float(outside.mean())),
    )
    cut = both[both > upper]
    note = text(
        "Not drawn: the {n} images with an error above {upper} (99.5th percentile; the largest is {largest}).",
        n=len(cut),
        upper=number(upper),
        largest=number(float(both.max())),
    )
    caption = " ".join(render(part, lang) for part in ([means, note] if len(cut) else [means]))
    title = render(text("Histogram of the error by class"), lang)
    return Chart(title, draw(f"{figures.task}-histogram", f"{title}. {caption}", paint), caption)


def _roc(figures: DetectionFigures, lang: Lang) -> Chart:
    inside, outside = figures.normal_errors, figures.other_errors
    grid = np.linspace(0.0, 1.0, 201)
    curve = _hits(inside, outside, grid)
    low, high = _band(inside, outside, grid)

    def paint(axes: "Axes") -> None:
        axes.plot([0, 1], [0, 1], ":", color=INK, linewidth=1, label=render(text("chance"), lang))
        axes.fill_between(grid, low, high, color=NORMAL, alpha=0.3, linewidth=0)
        axes.plot(grid, curve, color=NORMAL, linewidth=1.6, label=f"AUC = {figures.auc:.3f}")
        axes.set(
            xlim=(0, 1),
            ylim=(0, 1.01),
            xlabel=render(text("False positive rate (other classes)"), lang),
            ylabel=render(text("True positive rate ({name})", name=_name(figures)), lang),
        )
        axes.legend(loc="lower right")

    caption = render(
        text(
            "ROC-AUC {auc:.3f}, 95 % bootstrap interval {low:.3f} to {high:.3f}. The shaded band holds 95 % of the "
            "resampled curves at each point.",
            auc=figures.auc,
            low=figures.auc_interval[0],
            high=figures.auc_interval[1],
        ),
        lang,
    )
    title = render(text("ROC curve with score = -MSE"), lang)
    return Chart(title, draw(f"{figures.task}-roc", f"{title}. {caption}", paint), caption)


def _hits(
    inside: NDArray[np.float64], outside: NDArray[np.float64], false_rates: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Share of `inside` with an error at most the threshold that lets each share of `outside` through."""
    thresholds = np.quantile(outside, false_rates)
    return np.asarray(np.searchsorted(np.sort(inside), thresholds, side="right") / len(inside))


def _band(
    inside: NDArray[np.float64], outside: NDArray[np.float64], grid: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pointwise 95 % percentile bootstrap band of the ROC curve, each class resampled by itself."""
    rng = np.random.default_rng(0)
    curves = [
        _hits(rng.choice(inside, len(inside)), rng.choice(outside, len(outside)), grid) for _ in range(_BAND_ROUNDS)
    ]
    low, high = np.quantile(curves, [0.025, 0.975], axis=0)
    return low, high


def _losses(figures: DetectionFigures, lang: Lang) -> Chart:
    from matplotlib.ticker import MaxNLocator

    trainings = [np.asarray(losses, dtype=np.float64) for losses in figures.losses if len(losses)]

    def paint(axes: "Axes") -> None:
        for place, losses in enumerate(trainings):
            axes.plot(
                *_thinned(losses),
                linestyle=_DASHES[place % len(_DASHES)],
                marker="o" if len(losses) <= _MARKED_EPOCHS else "",
                markersize=3,
                color=(NORMAL, OTHER)[place % 2],
                label=render(text("training {n}", n=place + 1), lang),
            )
        axes.set(xlabel=render(text("Epoch"), lang), ylabel=render(text("Training loss"), lang))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if 1 < len(trainings) <= len(_DASHES):
            axes.legend(loc="upper right")

    title = render(text("Training loss"), lang)
    caption = " ".join(render(_told(place, losses), lang) for place, losses in enumerate(trainings[: len(_DASHES)]))
    return Chart(title, draw(f"{figures.task}-loss", f"{title}. {caption}", paint), caption)


def _thinned(losses: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    epochs = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), _MOST_EPOCHS)).astype(np.int64))
    return epochs + 1, losses[epochs]


def _told(place: int, losses: NDArray[np.float64]) -> Text:
    return text(
        "Training {n}: {epochs} epochs, loss from {first} to {last}.",
        n=place + 1,
        epochs=len(losses),
        first=number(float(losses[0])),
        last=number(float(losses[-1])),
    )


def _name(figures: DetectionFigures) -> str:
    return plain_line(figures.normal_name)

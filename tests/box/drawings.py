"""Ways in which students draw two sets of errors, and the recorder that watches them."""

import atexit
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import matplotlib as mpl
import numpy as np
import pytest
from numpy.typing import NDArray

from grader.box import hooks
from grader.box.figures import FigureRecorder
from grader.box.storage import Storage
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import Figure

mpl.use("agg")

import matplotlib.pyplot as plt

Errors = NDArray[np.float64]
Style = Callable[[Errors, Errors], object]

#: By name: each draws (normal, other), labelled so that T-shirts and the rest can be told apart.
STYLES: Final[dict[str, Style]] = {}
NAMES = ("T-shirt", "no T-shirt")


@cache
def folder() -> Path:
    """Where the recorder of the test session stores arrays."""
    temporary = TemporaryDirectory()
    atexit.register(temporary.cleanup)
    return Path(temporary.name)


@cache
def recorder() -> FigureRecorder:
    """One recorder for the whole test session: its hooks stay."""
    watching = FigureRecorder(Storage(folder()))
    watching.install()
    return watching


def pictures(figure: Figure) -> NDArray[np.float32]:
    """The pictures (m, 28, 28) of `figure`, read as the trusted side reads them."""
    if figure.pictures is None:
        return np.empty((0, 28, 28), dtype=np.float32)
    return EvidenceFolder(folder()).array(
        figure.pictures, dtype="float32", shape=(None, 28, 28), max_bytes=200 * 28 * 28 * 4
    )


def record(draw: Callable[[], object]) -> list[Figure]:
    """What the recorder says of the figures `draw` makes, checked as the trusted side checks it."""
    recorder().take()
    hooks.take_failures()
    draw()
    taken = recorder().take()
    plt.close("all")
    assert hooks.take_failures() == []
    return [Figure.model_validate(figure, strict=True) for figure in taken]


def style(draw: Style) -> Style:
    STYLES[draw.__name__] = draw
    return draw


def table(normal: Errors, other: Errors) -> Any:
    pandas = pytest.importorskip("pandas")
    kinds = np.repeat(NAMES, [len(normal), len(other)])
    return pandas.DataFrame({"mse": np.concatenate([normal, other]), "clase": kinds})


def _counts(errors: Errors, **options: Any) -> tuple[Errors, Errors, Errors]:
    counts, edges = np.histogram(errors, 60, **options)
    return counts, edges, (edges[1:] + edges[:-1]) / 2


@style
def hist(normal: Errors, other: Errors) -> None:
    plt.hist(normal, bins=50, alpha=0.5, label=NAMES[0])
    plt.hist(other, bins=50, alpha=0.5, label=NAMES[1])
    plt.axvline(np.quantile(normal, 0.95), color="k")
    plt.legend()


@style
def hist_with_ten_bins(normal: Errors, other: Errors) -> None:
    plt.hist(normal, density=True)
    plt.hist(other, density=True)
    plt.legend(NAMES)


@style
def hist_side_by_side(normal: Errors, other: Errors) -> None:
    plt.hist([normal, other], bins=40, label=NAMES)


@style
def hist_stacked(normal: Errors, other: Errors) -> None:
    plt.hist([normal, other], bins=40, stacked=True, label=NAMES)


@style
def hist_with_gaps(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        plt.hist(errors, bins=40, rwidth=0.8, label=name, weights=np.full(len(errors), 1 / len(errors)))


@style
def hist_on_its_side(normal: Errors, other: Errors) -> None:
    plt.hist(normal, bins=40, orientation="horizontal", label=NAMES[0])
    plt.hist(other, bins=40, orientation="horizontal", histtype="step", label=NAMES[1])


@style
def hist_step(normal: Errors, other: Errors) -> None:
    plt.hist(normal, bins=60, histtype="step", density=True, label=NAMES[0])
    plt.hist(other, bins=60, histtype="step", density=True, label=NAMES[1])


@style
def hist_stepfilled(normal: Errors, other: Errors) -> None:
    plt.hist([normal, other], bins=60, histtype="stepfilled", alpha=0.5, label=NAMES)


@style
def hist_stepfilled_stacked(normal: Errors, other: Errors) -> None:
    plt.hist([normal, other], bins=60, histtype="stepfilled", stacked=True, label=NAMES)


@style
def hist_step_stacked(normal: Errors, other: Errors) -> None:
    plt.hist([normal, other], bins=60, histtype="step", stacked=True, label=NAMES)


@style
def hist_of_uneven_bins(normal: Errors, other: Errors) -> None:
    edges = np.quantile(np.concatenate([normal, other]), np.linspace(0, 1, 41))
    plt.hist(normal, bins=edges, density=True, label=NAMES[0])
    plt.hist(other, bins=edges, density=True, label=NAMES[1])


@style
def bar(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, edges, _ = _counts(errors)
        plt.bar(edges[:-1], counts / counts.sum(), width=np.diff(edges), align="edge", label=name)


@style
def bar_of_filled_bins(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, edges, centres = _counts(errors)
        plt.bar(centres[counts > 0], counts[counts > 0], width=edges[1] - edges[0], label=name)


@style
def stairs(normal: Errors, other: Errors) -> None:
    plt.stairs(*np.histogram(normal, 50), label=NAMES[0])
    plt.stairs(*np.histogram(other, 50), fill=True, label=NAMES[1])


@style
def step_after(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, edges, _ = _counts(errors)
        plt.step(edges, np.append(counts, counts[-1]), where="post", label=name)


@style
def step_of_centres(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, _, centres = _counts(errors, density=True)
        plt.step(centres, counts, where="mid", label=name)


@style
def line_and_filling(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, _, centres = _counts(errors, density=True)
        plt.plot(centres, counts, label=name)
        plt.fill_between(centres, counts, alpha=0.3)


@style
def line_of_left_edges(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, edges, _ = _counts(errors)
        plt.plot(edges[:-1], counts, label=name)


@style
def points(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, _, centres = _counts(errors)
        plt.plot(centres, counts, "o", label=name)


@style
def two_axes(normal: Errors, other: Errors) -> None:
    _, axes = plt.subplots(1, 2, sharex=True)
    for one, errors, name in zip(axes, (normal, other), NAMES, strict=True):
        one.hist(errors, bins=45)
        one.set_title(name)


@style
def two_figures(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        plt.figure()
        plt.hist(errors, bins=45)
        plt.title(name)


@style
def cut_range(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        plt.hist(errors, bins=50, range=(0, np.quantile(other, 0.9)), density=True, label=name)


@style
def clipped(normal: Errors, other: Errors) -> None:
    for errors, name in zip((normal, other), NAMES, strict=True):
        plt.hist(np.minimum(errors, np.quantile(other, 0.9)), bins=50, label=name)


@style
def dashboard(normal: Errors, other: Errors) -> None:
    _, axes = plt.subplots(2, 2)
    axes[0, 0].plot([0.09, 0.05, 0.04])
    axes[0, 1].hist(np.concatenate([normal, other]), bins=50)
    axes[1, 0].hist([normal, other], bins=50, label=NAMES)
    axes[1, 1].imshow(np.zeros((28, 28)))


@style
def pandas_plot_hist(normal: Errors, other: Errors) -> None:
    table(normal, other).groupby("clase")["mse"].plot.hist(bins=60, alpha=0.5, legend=True)


@style
def pandas_hist_by(normal: Errors, other: Errors) -> None:
    table(normal, other).hist(column="mse", by="clase", bins=50)


@style
def pandas_series_hist(normal: Errors, other: Errors) -> None:
    pandas = pytest.importorskip("pandas")
    pandas.Series(normal).hist(bins=30, label=NAMES[0])
    pandas.Series(other).hist(bins=30, label=NAMES[1])


@style
def pandas_kde(normal: Errors, other: Errors) -> None:
    table(normal, other).groupby("clase")["mse"].plot.kde(legend=True)


def _seaborn(name: str, function: str, **options: Any) -> None:
    def draw(normal: Errors, other: Errors) -> None:
        seaborn = pytest.importorskip("seaborn")
        getattr(seaborn, function)(table(normal, other), x="mse", **options)

    STYLES[f"seaborn_{name}"] = draw


for element in ("bars", "step", "poly"):
    for multiple in ("layer", "dodge", "stack"):
        for fill in (True, False):
            name = f"{element}_{multiple}{'' if fill else '_unfilled'}"
            _seaborn(name, "histplot", hue="clase", element=element, multiple=multiple, fill=fill)
_seaborn("with_kde", "histplot", hue="clase", kde=True, stat="density", common_norm=False)
_seaborn("log_axis", "histplot", hue="clase", log_scale=True)
_seaborn("kde", "kdeplot", hue="clase", common_norm=False)
_seaborn("kde_filled", "kdeplot", hue="clase", fill=True)
_seaborn("kde_stacked", "kdeplot", hue="clase", multiple="stack")
_seaborn("displot", "displot", hue="clase")
_seaborn("displot_columns", "displot", col="clase")


@style
def seaborn_on_its_side(normal: Errors, other: Errors) -> None:
    pytest.importorskip("seaborn").histplot(table(normal, other), y="mse", hue="clase", element="step")


@style
def seaborn_twice(normal: Errors, other: Errors) -> None:
    seaborn = pytest.importorskip("seaborn")
    seaborn.histplot(normal, color="blue", label=NAMES[0], stat="density")
    seaborn.histplot(other, color="red", label=NAMES[1], stat="density")
    plt.legend()


@style
def plotly_express(normal: Errors, other: Errors) -> None:
    express = pytest.importorskip("plotly.express")
    express.histogram(table(normal, other), x="mse", color="clase", barmode="overlay", nbins=100)._repr_mimebundle_()


@style
def plotly_facets(normal: Errors, other: Errors) -> None:
    express = pytest.importorskip("plotly.express")
    express.histogram(table(normal, other), x="mse", facet_col="clase").to_html()


@style
def plotly_traces(normal: Errors, other: Errors) -> None:
    figure = pytest.importorskip("plotly.graph_objects").Figure()
    for errors, name in zip((normal, other), NAMES, strict=True):
        figure.add_histogram(x=errors, name=name, histnorm="probability")
    figure.to_json()


@style
def plotly_bars(normal: Errors, other: Errors) -> None:
    figure = pytest.importorskip("plotly.graph_objects").Figure()
    for errors, name in zip((normal, other), NAMES, strict=True):
        counts, _, centres = _counts(errors)
        figure.add_bar(x=centres, y=counts, name=name)
    figure.to_json()

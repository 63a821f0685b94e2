"""Figures of the code's activations are found in every usual form; losses, errors, pixels and weights are none."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn import DrawnActivations, find_activations
from tests.box.drawings import record

Floats = NDArray[np.float64]
Draw = Callable[[Floats], object]

UNITS = 64
MIXING = np.random.default_rng(0).normal(size=(12, UNITS))
BIAS = np.random.default_rng(1).gamma(2, 2.5, UNITS)


def encode(seed: int, images: int, sparsity: float = 1.0) -> Floats:
    """Codes of 64 relu units that depend on 12 causes; with sparsity, most are 0 and some units dead."""
    causes = np.random.default_rng(seed).normal(size=(images, 12))
    return np.asarray(np.maximum(causes @ MIXING - sparsity * BIAS, 0))


CODES, SEEN = encode(2, 3000), encode(3, 1500)
DENSE, DENSE_SEEN = encode(2, 3000, -0.5), encode(3, 1500, -0.5)


def rows(codes: Floats) -> None:
    for code in codes[:5]:
        plt.figure()
        plt.bar(range(UNITS), code)


def per_image(codes: Floats) -> None:
    _, axes = plt.subplots(2, 3)
    for one, code in zip(axes.flat, codes, strict=False):
        one.stem(code)


def seaborn_hist(codes: Floats) -> None:
    pytest.importorskip("seaborn").histplot(codes.ravel(), bins=60)


def seaborn_heatmap(codes: Floats) -> None:
    pytest.importorskip("seaborn").heatmap(codes[:50])


def plotly_bars(codes: Floats) -> None:
    pytest.importorskip("plotly.graph_objects").Figure().add_bar(y=codes.mean(axis=0)).to_json()


def plotly_image(codes: Floats) -> None:
    pytest.importorskip("plotly.express").imshow(codes[:100]).to_json()


def beside_another_model(codes: Floats) -> None:
    plt.hist(np.random.default_rng(0).normal(size=5000), bins=50, label="sin L1")
    plt.hist(codes.ravel(), bins=50, label="con L1")


def log_counts(codes: Floats) -> None:
    plt.hist(codes.ravel(), bins=100)
    plt.yscale("log")


STYLES: dict[str, tuple[str, Draw]] = {
    "all values": ("histogram", lambda z: plt.hist(z.ravel(), bins=50)),
    "ten bins": ("histogram", lambda z: plt.hist(z.ravel())),
    "density": ("histogram", lambda z: plt.hist(z.ravel(), bins=40, density=True)),
    "log counts": ("histogram", log_counts),
    "seaborn": ("histogram", seaborn_hist),
    "of 100 images": ("histogram", lambda z: plt.hist(z[:100].ravel(), bins=40)),
    "what is active": ("histogram", lambda z: plt.hist(z[z > 0], bins=50)),
    "of one image": ("histogram", lambda z: plt.hist(z[3], bins=20)),
    "means of units": ("histogram", lambda z: plt.hist(z.mean(axis=0), bins=20)),
    "active units per image": ("histogram", lambda z: plt.hist((z > 0).sum(axis=1), bins=range(UNITS + 2))),
    "their share": ("histogram", lambda z: plt.hist((z > 1e-3).mean(axis=1), bins=30)),
    "beside another model's": ("histogram", beside_another_model),
    "a bar per unit": ("units", lambda z: plt.bar(range(UNITS), z[5])),
    "bars of several images": ("units", rows),
    "stems": ("units", per_image),
    "a line": ("units", lambda z: plt.plot(z[11])),
    "unit means": ("units", lambda z: plt.bar(np.arange(UNITS) + 1, z.mean(axis=0))),
    "unit means on their side": ("units", lambda z: plt.barh(np.arange(UNITS), z.mean(axis=0))),
    "unit means, sorted": ("units", lambda z: plt.bar(range(UNITS), np.sort(z.mean(axis=0))[::-1])),
    "how often active": ("units", lambda z: plt.plot(100 * (z > 0.01).mean(axis=0), "o")),
    "plotly bars": ("units", plotly_bars),
    "matrix": ("matrix", lambda z: plt.imshow(z[:100], aspect="auto")),
    "matrix on its side": ("matrix", lambda z: plt.matshow(z[:20].T)),
    "one code as an image": ("matrix", lambda z: plt.imshow(z[0].reshape(8, 8))),
    "heatmap": ("matrix", seaborn_heatmap),
    "plotly image": ("matrix", plotly_image),
}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("images", ["test", "training"])
def test_every_form_is_recognised(name: str, images: str) -> None:
    form, draw = STYLES[name]
    found = find_activations(record(lambda: draw(CODES if images == "test" else SEEN)), CODES)
    assert found is not None
    assert found.form == form


@pytest.mark.parametrize("name", ["all values", "of one image", "a bar per unit", "unit means", "means of units"])
def test_a_code_that_is_not_sparse_is_recognised(name: str) -> None:
    form, draw = STYLES[name]
    assert find_activations(record(lambda: draw(DENSE_SEEN)), DENSE) == DrawnActivations(0, form)  # type: ignore[arg-type]


def test_the_figure_is_found_among_others() -> None:
    figures = record(lambda: [plt.plot([3, 2, 1]), plt.figure(), plt.hist(CODES.ravel(), bins=50)])
    assert find_activations(figures, CODES) == DrawnActivations(1, "histogram")


def test_maps_of_a_convolutional_code_are_recognised() -> None:
    codes = np.random.default_rng(0).random((50, 7 * 7 * 8))
    maps = codes[0].reshape(7, 7, 8)
    figures = record(lambda: [plt.subplot(2, 4, number + 1).imshow(maps[..., number]) for number in range(8)])
    assert find_activations(figures, codes) == DrawnActivations(0, "matrix")


RNG = np.random.default_rng(7)
EPOCHS = np.arange(UNITS)
LOSS = 0.03 + 0.1 * np.exp(-EPOCHS / 6)
ERRORS = RNG.lognormal(-3.5, 0.5, 5000)
WEIGHTS = RNG.normal(scale=0.06, size=(784, UNITS))
PIXELS = np.where(RNG.random(80_000) < 0.8, 0, RNG.beta(1.2, 0.5, 80_000))

OTHER: dict[str, Callable[[], object]] = {
    "no figure": lambda: None,
    "a loss curve of 64 epochs": lambda: plt.plot(LOSS),
    "from epoch 1, with noise": lambda: plt.plot(EPOCHS + 1, LOSS * RNG.normal(1, 0.03, UNITS)),
    "a loss summed over pixels": lambda: plt.plot(784 * LOSS),
    "an accuracy": lambda: plt.plot(1 - 0.6 * np.exp(-EPOCHS / 9)),
    "explained variance": lambda: plt.bar(EPOCHS, 0.1 * np.exp(-EPOCHS / 8)),
    "falling as 1/n": lambda: plt.plot(1 / (EPOCHS + 1)),
    "errors": lambda: plt.hist(ERRORS, bins=50),
    "errors in 64 bins": lambda: plt.hist(ERRORS, bins=UNITS),
    "errors of 64 images": lambda: plt.bar(EPOCHS, ERRORS[:UNITS]),
    "histogram of 64 errors": lambda: plt.hist(ERRORS[:UNITS]),
    "pixels": lambda: plt.hist(PIXELS, bins=50),
    "pixels in ten bins": lambda: plt.hist(PIXELS),
    "weights": lambda: plt.hist(WEIGHTS.ravel(), bins=50),
    "sizes of weights": lambda: plt.hist(np.abs(WEIGHTS).ravel(), bins=50),
    "matrix of weights": lambda: plt.imshow(WEIGHTS, aspect="auto"),
    "labels": lambda: plt.hist(RNG.integers(0, 10, 3000), bins=10),
    "a bell": lambda: plt.hist(RNG.normal(size=2000), bins=30),
    "even": lambda: plt.hist(RNG.random(2000), bins=30),
    "two bars": lambda: plt.bar([0, 1], [0.03, 0.05]),
    "images": lambda: [plt.imshow(np.eye(28)), plt.figure(), plt.imshow(np.zeros((56, 280)))],
    "padded images": lambda: plt.imshow(np.eye(32)),
    "confusion of classes": lambda: plt.imshow(np.eye(10)),
    "a code of another width": lambda: plt.imshow(encode(4, 50)[:, :48]),
    "bars of another width": lambda: plt.bar(range(48), CODES[0, :48]),
    "activations without a penalty": lambda: plt.hist(DENSE.ravel(), bins=50),
    "bars of a code without a penalty": lambda: plt.bar(EPOCHS, DENSE.mean(axis=0)),
    "far apart bars": lambda: plt.bar(10 * EPOCHS, CODES.mean(axis=0)),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_shows_no_activations_is_refused(name: str) -> None:
    assert find_activations(record(OTHER[name]), CODES) is None


@pytest.mark.parametrize("name", [name for name in OTHER if "without a penalty" not in name])
def test_it_is_refused_for_a_code_that_is_not_sparse_too(name: str) -> None:
    assert find_activations(record(OTHER[name]), DENSE) is None


def test_a_dead_code_shows_nothing() -> None:
    assert find_activations(record(lambda: plt.plot(LOSS)), np.zeros((100, UNITS))) is None


finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=50)
@given(
    st.sampled_from(["bars", "curve", "points"]),
    st.lists(finite, min_size=2, max_size=12),
    st.lists(finite, min_size=13, max_size=13),
    st.booleans(),
    st.booleans(),
)
def test_no_series_makes_it_fail(
    kind: str, heights: list[float], places: list[float], numbered: bool, zero: bool
) -> None:
    size = len(heights)
    x = [*(range(13) if numbered else places)][: size + (kind == "bars")]
    one = Series(kind=kind, label="", x=x, y=heights, count=size)  # type: ignore[arg-type]
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=[one])
    figures = [Figure(library="matplotlib", title="", panels=[panel])]
    codes = CODES[:40, :size] * (not zero)
    assert find_activations(figures, codes) is None or not zero

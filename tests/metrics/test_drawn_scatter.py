"""The scatter of the 2D code is found however it is drawn; other points and other colours do not pass for it."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from grader.exchange.evidence import Figure, Panel, Series
from grader.metrics.drawn import DrawnScatter, NoScatter, find_scatter
from tests.box.drawings import record
from tests.metrics.linear import digits, fit

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Draw = Callable[[Floats, Labels], object]


def encode(seed: int, images: int) -> tuple[Floats, Labels]:
    """Codes such as an encoder with 2 units gives: ten overlapping rays from one point, and their labels."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, images)
    angles = labels * 0.63 + 0.25 * rng.normal(size=images)
    lengths = rng.gamma(4 + labels % 3, 2.0, images)
    return np.stack([3 + lengths * np.cos(angles), 2 * lengths * np.sin(angles)], axis=1), labels


CODES, LABELS = encode(1, 10_000)
ROUNDED = CODES.astype(np.float16).astype(np.float64)
SEEN, SEEN_LABELS = encode(2, 6_000)

STYLES: dict[str, Draw] = {}


def style(draw: Draw) -> Draw:
    STYLES[draw.__name__] = draw
    return draw


@style
def mapped(codes: Floats, labels: Labels) -> None:
    plt.figure(figsize=(10, 8))
    plt.scatter(codes[:, 0], codes[:, 1], c=labels, cmap="tab10", s=3, alpha=0.6)
    plt.colorbar()


@style
def as_text(codes: Floats, labels: Labels) -> None:
    plt.scatter(*codes.T, c=[f"C{label}" for label in labels])


@style
def as_rgba(codes: Floats, labels: Labels) -> None:
    plt.scatter(*codes.T, c=plt.get_cmap("tab10")(labels))


@style
def a_scatter_per_class(codes: Floats, labels: Labels) -> None:
    for label in range(10):
        plt.scatter(*codes[labels == label].T, label=str(label), s=2)
    plt.legend()


@style
def a_plot_per_class(codes: Floats, labels: Labels) -> None:
    for label in range(10):
        plt.plot(*codes[labels == label].T, ".", label=f"dígito {label}")


@style
def six_colours(codes: Floats, labels: Labels) -> None:
    with plt.style.context("fivethirtyeight"):
        a_scatter_per_class(codes, labels)


@style
def axes_swapped(codes: Floats, labels: Labels) -> None:
    plt.scatter(codes[:, 1], codes[:, 0], c=labels)


@style
def with_centres(codes: Floats, labels: Labels) -> None:
    mapped(codes, labels)
    centres = np.array([codes[labels == label].mean(axis=0) for label in range(10)])
    plt.scatter(*centres.T, marker="x", color="k")


@style
def among_others(codes: Floats, labels: Labels) -> None:
    _, axes = plt.subplots(1, 3)
    axes[0].plot([3, 2, 1], "o-")
    axes[1].scatter(*np.random.default_rng(0).normal(size=(2, 500)))
    axes[2].scatter(*codes.T, c=labels)


@style
def pandas_plot(codes: Floats, labels: Labels) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"z1": codes[:, 0], "z2": codes[:, 1], "y": labels})
    table.plot.scatter(x="z1", y="z2", c="y", colormap="viridis")


@style
def seaborn_hue(codes: Floats, labels: Labels) -> None:
    seaborn = pytest.importorskip("seaborn")
    seaborn.scatterplot(x=codes[:, 0], y=codes[:, 1], hue=labels, palette="tab10")


@style
def plotly_numbers(codes: Floats, labels: Labels) -> None:
    pytest.importorskip("plotly.express").scatter(x=codes[:, 0], y=codes[:, 1], color=labels).to_json()


@style
def plotly_names(codes: Floats, labels: Labels) -> None:
    pytest.importorskip("plotly.express").scatter(x=codes[:, 0], y=codes[:, 1], color=labels.astype(str)).to_json()


@style
def plotly_traces(codes: Floats, labels: Labels) -> None:
    figure = pytest.importorskip("plotly.graph_objects").Figure()
    for label in range(10):
        figure.add_scatter(x=codes[labels == label, 0], y=codes[labels == label, 1], mode="markers", name=str(label))
    figure.to_json()


def judge(draw: Callable[[], object], **options: Any) -> DrawnScatter | NoScatter:
    return find_scatter(record(draw), ROUNDED, LABELS, **options)


@pytest.mark.parametrize("name", STYLES)
def test_every_style_is_recognised(name: str) -> None:
    found = judge(lambda: STYLES[name](CODES[:1000], LABELS[:1000]))
    assert isinstance(found, DrawnScatter), found
    assert found.images == "test"
    assert found.points in (1000, 1010)
    assert found.groups in (10, 11)
    assert found.agreement > 0.98


@pytest.mark.parametrize("name", STYLES)
def test_training_images_show_the_code_too(name: str) -> None:
    found = judge(lambda: STYLES[name](SEEN, SEEN_LABELS))
    assert isinstance(found, DrawnScatter), found
    assert found.images == "others"
    assert found.points in (6000, 6010)


@pytest.mark.parametrize("images", [1000, 2500, 10_000])
def test_all_points_are_counted(images: int) -> None:
    found = judge(lambda: mapped(CODES[-images:], LABELS[-images:]))
    assert isinstance(found, DrawnScatter)
    assert found.points == images


def test_more_training_images_than_are_kept_are_counted() -> None:
    codes, labels = encode(3, 60_000)
    found = judge(lambda: mapped(codes, labels))
    assert isinstance(found, DrawnScatter)
    assert found.points == 60_000


def test_a_code_with_a_dead_unit_and_many_zeros_is_known() -> None:
    codes = np.maximum(CODES, 0)
    codes[:, 1] = 0
    found = find_scatter(record(lambda: mapped(codes[:2000], LABELS[:2000])), codes, LABELS)
    assert isinstance(found, DrawnScatter)


def test_a_constant_code_does_no_harm() -> None:
    codes = np.zeros((500, 2))
    figures = record(lambda: mapped(CODES, LABELS))
    assert isinstance(find_scatter(figures, codes, LABELS[:500]), NoScatter)


RNG = np.random.default_rng(5)
CENTRED = CODES - CODES.mean(axis=0)


def tsne_like(codes: Floats) -> Floats:
    """Codes spread evenly over a disc of the same extent, which keeps the classes together as t-SNE does."""
    ranks = np.argsort(np.argsort(codes, axis=0), axis=0) / len(codes) - 0.5
    return np.asarray(ranks * np.ptp(codes, axis=0) * 0.6 + codes.mean(axis=0))


OTHER: dict[str, Floats] = {
    "evenly spread": tsne_like(CODES),
    "t-SNE's usual extent": tsne_like(CODES) * 8,
    "standardised": CENTRED / CODES.std(axis=0),
    "another training": 1.7 * encode(4, 10_000)[0],
    "a square": RNG.uniform(CODES.min(axis=0), CODES.max(axis=0), CODES.shape),
    "one class only": np.repeat(CODES[LABELS == 3], 10, axis=0)[:10_000] + RNG.normal(scale=0.05, size=(10_000, 2))[
        : 10 * int((LABELS == 3).sum())
    ],
    "one place": np.full_like(CODES, 3.3) + RNG.normal(scale=0.01, size=CODES.shape),
    "code against class": np.stack([CODES[:, 0], LABELS], axis=1),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_other_points_are_refused(name: str) -> None:
    points = OTHER[name]
    labels = np.resize(LABELS, len(points))
    found = judge(lambda: mapped(points, labels))
    assert isinstance(found, NoScatter)
    assert found.reason == "other_points"


def test_t_sne_of_the_codes_is_other_points() -> None:
    images, labels = digits()
    codes = fit(2).encode(images)
    with threadpool_limits(1):  # its threads wait for each other on a busy machine
        drawn = TSNE(max_iter=250, random_state=0).fit_transform(codes[:200])
    found = find_scatter(record(lambda: mapped(drawn, labels[:200])), codes, labels, at_least=200)
    assert isinstance(found, NoScatter)
    assert found.reason == "other_points"
    assert isinstance(find_scatter(record(lambda: mapped(codes, labels)), codes, labels), DrawnScatter)


@pytest.mark.parametrize("part", [(0, 1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5, 6, 7, 8, 9)])
def test_a_class_or_two_may_be_left_out_of_the_training_images(part: tuple[int, ...]) -> None:
    chosen = np.isin(SEEN_LABELS, part)
    assert isinstance(judge(lambda: mapped(SEEN[chosen], SEEN_LABELS[chosen])), DrawnScatter)


def colours(values: Any) -> Callable[[], object]:
    return lambda: plt.scatter(*CODES[:5000].T, c=values)


SHUFFLED = RNG.permutation(LABELS)[:5000]
WRONG: dict[str, tuple[str, Callable[[], object]]] = {
    "no figure": ("no_scatter", lambda: None),
    "curves and images": ("no_scatter", lambda: [plt.plot([3, 2, 1], "o"), plt.figure(), plt.imshow(np.eye(28))]),
    "100 points": ("too_few", lambda: mapped(CODES[:100], LABELS[:100])),
    "999 points": ("too_few", lambda: mapped(CODES[:999], LABELS[:999])),
    "50 points of each class": ("too_few", lambda: a_scatter_per_class(CODES[:500], LABELS[:500])),
    "no colours": ("no_colours", lambda: plt.scatter(*CODES.T)),
    "markers": ("no_colours", lambda: plt.plot(*CODES.T, ".")),
    "a colour for all classes": (
        "no_colours", lambda: [plt.scatter(*CODES[label == LABELS].T, color="b") for label in range(10)]
    ),
    "shuffled labels": ("wrong_colours", colours(SHUFFLED)),
    "labels of the training images": ("wrong_colours", colours(SEEN_LABELS[:5000])),
    "by the first unit": ("wrong_colours", colours(CODES[:5000, 0])),
    "by position": ("wrong_colours", colours(np.arange(5000))),
    "odd and even": ("wrong_colours", colours(LABELS[:5000] % 2)),
    "five pairs of classes": ("wrong_colours", colours(LABELS[:5000] // 2)),
    "two colours for ten series": (
        "wrong_colours", lambda: [plt.scatter(*CODES[k == LABELS].T, color="rb"[k % 2]) for k in range(10)]
    ),
    "a series of random points each": (
        "wrong_colours", lambda: [plt.scatter(*CODES[k::10].T) for k in range(10)]
    ),
    "training images, shuffled": ("wrong_colours", lambda: mapped(SEEN, RNG.permutation(SEEN_LABELS))),
    "training images, no colours": ("no_colours", lambda: plt.scatter(*SEEN.T)),
    "100 training images": ("too_few", lambda: mapped(SEEN[:100], SEEN_LABELS[:100])),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_is_refused_with_its_reason(name: str) -> None:
    reason, draw = WRONG[name]
    found = judge(draw)
    assert isinstance(found, NoScatter)
    assert found.reason == reason


def test_fewer_points_and_groups_may_be_asked_for() -> None:
    figures = record(lambda: mapped(CODES[:200], np.minimum(LABELS[:200], 6)))
    assert isinstance(find_scatter(figures, CODES, np.minimum(LABELS, 6), at_least=200, least_groups=7), DrawnScatter)


def test_the_reason_is_that_of_the_best_figure() -> None:
    def draw() -> None:
        mapped(CODES[:200], LABELS[:200])
        plt.figure()
        mapped(OTHER["t-SNE's usual extent"], LABELS)

    found = judge(draw)
    assert isinstance(found, NoScatter)
    assert (found.reason, found.points) == ("too_few", 200)


def test_a_right_figure_makes_up_for_a_wrong_one() -> None:
    def draw() -> None:
        plt.scatter(*CODES.T)
        plt.figure()
        mapped(CODES, LABELS)

    found = judge(draw)
    assert isinstance(found, DrawnScatter)
    assert found.figure == 1


finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=50)
@given(st.lists(st.tuples(finite, finite, st.integers(0, 20_000)), min_size=1, max_size=5), st.booleans())
def test_no_points_make_it_fail(points: list[tuple[float, float, int]], grouped: bool) -> None:
    x, y, groups = map(list, zip(*points * 30, strict=True))
    one = Series(kind="points", label="", x=x, y=y, count=len(x), groups=groups if grouped else [])
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=[one, one])
    figures = [Figure(library="matplotlib", title="", panels=[panel])]
    assert isinstance(find_scatter(figures, CODES[:60], LABELS[:60]), NoScatter)

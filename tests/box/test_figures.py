"""What the recorder says of Matplotlib figures, and when."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.box import hooks
from grader.exchange.evidence import Figure, Series
from tests.box.drawings import STYLES, record, recorder

RNG = np.random.default_rng(0)
LOW, HIGH = RNG.gamma(3, 0.004, 400), RNG.gamma(4, 0.009, 900)


def series(figures: list[Figure]) -> list[Series]:
    return [one for figure in figures for panel in figure.panels for one in panel.series]


def only(figures: list[Figure]) -> Series:
    (one,) = series(figures)
    return one


@pytest.mark.parametrize("name", [name for name in STYLES if name not in ("cut_range", "dashboard")])
def test_each_style_gives_both_series_with_their_labels(name: str) -> None:
    drawn = [
        (one, panel) for f in record(lambda: STYLES[name](LOW, HIGH)) for panel in f.panels for one in panel.series
    ]
    labels = {(one.label or panel.title).split("=")[-1].strip() for one, panel in drawn}
    assert labels >= {"T-shirt", "no T-shirt"}


@pytest.mark.parametrize(
    "name",
    [
        "hist", "hist_side_by_side", "hist_stacked", "hist_stepfilled", "hist_stepfilled_stacked", "stairs",
        "step_after", "bar_of_filled_bins", "hist_on_its_side", "pandas_hist_by", "pandas_plot_hist",
        "seaborn_bars_layer", "seaborn_bars_stack", "seaborn_step_stack", "seaborn_on_its_side", "seaborn_displot",
        "plotly_traces", "plotly_bars", "plotly_facets",
    ],
)  # fmt: skip
def test_heights_are_each_series_own_counts(name: str) -> None:
    totals = sorted(round(sum(one.y)) for one in series(record(lambda: STYLES[name](LOW, HIGH))))
    assert totals == [400, 900]


@pytest.mark.parametrize("name", ["hist_side_by_side", "hist_with_gaps", "seaborn_bars_dodge"])
def test_bars_side_by_side_get_their_whole_bins_back(name: str) -> None:
    for one in series(record(lambda: STYLES[name](LOW, HIGH))):
        errors = LOW if one.label == "T-shirt" else HIGH
        counts = np.histogram(errors, one.x)[0]
        assert np.abs(counts / counts.sum() - np.array(one.y) / sum(one.y)).max() < 0.01


def test_bars_have_edges_around_their_heights() -> None:
    one = only(record(lambda: plt.hist(LOW, bins=7)))
    counts, edges = np.histogram(LOW, 7)
    assert one.kind == "bars"
    assert one.x == pytest.approx(edges.tolist())
    assert one.y == counts.tolist()
    assert one.count == 7


def test_titles_labels_texts_images_and_log_axes_are_read() -> None:
    def draw() -> None:
        figure, axes = plt.subplots(1, 2)
        figure.suptitle("Todo")
        figure.text(0.1, 0.1, "al pie")
        axes[0].plot([1, 2, 3], label="curva")
        axes[0].set(title="izquierda", xlabel="MSE", ylabel="cuenta", xscale="log")
        axes[0].text(1, 1, "nota")
        axes[0].legend(title="clase")
        axes[1].imshow(np.zeros((3, 3)))

    (figure,) = record(draw)
    left, right = figure.panels
    assert figure.title == "Todo\nal pie"
    assert (left.title, left.xlabel, left.ylabel, left.log_x, left.images) == ("izquierda", "MSE", "cuenta", True, 0)
    assert set(left.texts) == {"clase", "curva", "nota"}
    assert (right.images, right.log_x, right.series) == (1, False, [])


def test_the_legend_names_a_series_even_against_its_own_label() -> None:
    def draw() -> None:
        plt.hist(LOW, label="a")
        plt.legend(["b"])

    assert only(record(draw)).label == "b"


def test_colour_bars_and_reference_lines_are_no_data() -> None:
    def draw() -> None:
        points = plt.scatter(LOW[:50], HIGH[:50], c=np.arange(50))
        plt.colorbar(points)
        plt.axvline(0.1)
        plt.axhline(0.1)
        plt.axvspan(0, 0.1)

    (figure,) = record(draw)
    assert [one.kind for one in series([figure])] == ["points"]
    assert len(figure.panels) == 1


@pytest.mark.parametrize(
    ("options", "colours"),
    [
        ({"c": np.arange(3000) % 10, "cmap": "tab10"}, 10),
        ({"c": np.where(np.arange(3000) % 2, "red", "blue")}, 2),
        ({"color": "red"}, 1),
        ({}, 1),
        ({"facecolors": "none", "edgecolors": "k"}, 1),
    ],
)
def test_a_scatter_counts_all_points_and_colours(options: dict[str, Any], colours: int) -> None:
    one = only(record(lambda: plt.scatter(np.arange(3000), np.arange(3000), **options)))
    assert (one.kind, one.count, one.colours, len(one.x)) == ("points", 3000, colours, 3000)
    assert len(one.groups) == (3000 if colours > 1 else 0)
    assert bool(one.colour) == (colours == 1)


def test_a_colour_map_groups_points_by_the_rank_of_their_value() -> None:
    labels = RNG.choice([2, 3, 7], 300)
    one = only(record(lambda: plt.scatter(LOW[:300], LOW[:300], c=labels)))
    assert one.groups == np.searchsorted([2, 3, 7], labels).tolist()


def test_points_that_are_not_drawn_have_no_group() -> None:
    x = np.array([0, 1, np.nan, 3, 4])
    one = only(record(lambda: plt.scatter(x, x, c=[0, 1, 2, 2, 0])))
    assert (one.x, one.groups) == ([0, 1, 3, 4], [0, 1, 2, 0])


def test_colours_that_repeat_are_told_apart_by_point() -> None:
    one = only(record(lambda: plt.scatter(LOW[:5], LOW[:5]).set_facecolor(["r", "g"])))
    assert [one.groups.count(group) for group in (0, 1)] in ([2, 3], [3, 2])
    assert one.groups[0] == one.groups[2] != one.groups[1]


def test_a_scatter_per_class_is_a_series_per_class() -> None:
    def draw() -> None:
        for label in range(10):
            plt.scatter(RNG.normal(size=100), RNG.normal(size=100), label=str(label))
        plt.legend()

    drawn = series(record(draw))
    assert [one.label for one in drawn] == [str(label) for label in range(10)]
    assert sum(one.count for one in drawn) == 1000
    assert len({one.colour for one in drawn}) == 10


def test_points_of_many_scatters_share_what_a_cell_may_hold() -> None:
    def draw() -> None:
        plt.plot([1, 2, 3])
        for _ in range(12):
            plt.scatter(np.arange(9000), np.arange(9000), c=np.arange(9000) % 10)

    *scatters, curve = series(record(draw))
    assert len(curve.x) == 3
    assert {(one.count, len(one.x), len(one.y), len(one.groups)) for one in scatters} == {(9000, 5000, 5000, 5000)}
    assert scatters[0].x[-1] == 4999


def test_seaborn_colours_a_scatter() -> None:
    seaborn = pytest.importorskip("seaborn")
    labels = np.arange(500) % 10
    one = only(record(lambda: seaborn.scatterplot(x=LOW[labels], y=HIGH[:500], hue=labels, palette="tab10")))
    assert (one.count, one.colours) == (500, 10)


def test_markers_without_a_line_are_points() -> None:
    one = only(record(lambda: plt.plot(LOW, LOW, "o")))
    assert (one.kind, one.count) == ("points", 400)


def test_what_is_not_finite_is_left_out() -> None:
    def draw() -> None:
        plt.plot([0, 1, np.nan, 3], [0, np.inf, 2, 3], label="some")
        plt.plot([np.nan, np.nan], [1, 2], label="none")

    one = only(record(draw))
    assert (one.label, one.x, one.y) == ("some", [0, 3], [0, 3])


def test_long_curves_and_many_series_are_cut_to_what_the_evidence_takes() -> None:
    def draw() -> None:
        plt.plot(np.linspace(0, 1, 100_000))
        for _ in range(250):
            plt.plot(np.linspace(0, 1, 3000))

    drawn = series(record(draw))
    assert len(drawn) == 200
    assert drawn[0].count == 100_000
    assert sum(len(one.x) + len(one.y) for one in drawn) <= 200_000


def test_labels_of_any_kind_become_text() -> None:
    assert only(record(lambda: plt.plot([1, 2], label="a\ud800b" + "x" * 5000))).label == "a?b" + "x" * 1997


def test_an_invisible_artist_is_not_drawn() -> None:
    assert series(record(lambda: plt.plot([1, 2, 3])[0].set_visible(False))) == []


def test_closing_a_figure_does_not_lose_it() -> None:
    def draw() -> None:
        plt.hist(LOW)
        plt.close("all")

    assert only(record(draw)).kind == "bars"


@pytest.mark.parametrize("clear", [lambda: plt.clf(), lambda: plt.cla(), lambda: plt.gcf().clear()])
def test_what_is_cleared_counts_too(clear: Any) -> None:
    def draw() -> None:
        plt.hist(LOW, bins=5)
        clear()
        plt.hist(LOW, bins=6)

    assert [one.count for one in series(record(draw))] == [5, 6]


def test_clearing_a_figure_of_many_axes_is_one_figure() -> None:
    def draw() -> None:
        figure, axes = plt.subplots(2, 2)
        for one in axes.flat:
            one.hist(LOW)
        figure.clear()

    assert [len(figure.panels) for figure in record(draw)] == [4]


def test_a_figure_counts_once_until_it_changes() -> None:
    figure, axes = plt.subplots()
    assert [one.kind for one in series(record_open(lambda: axes.hist(LOW)))] == ["bars"]
    assert record_open(lambda: None) == []
    assert [one.kind for one in series(record_open(lambda: axes.plot([0, 1])))] == ["bars", "curve"]
    plt.close(figure)


def test_a_figure_drawn_anew_in_a_later_cell_counts_again() -> None:
    figure, axes = plt.subplots()
    assert [one.count for one in series(record_open(lambda: axes.hist(LOW, bins=5)))] == [5]
    assert [one.count for one in series(record_open(lambda: [axes.clear(), axes.hist(HIGH, bins=5)]))] == [5]
    plt.close(figure)


def record_open(draw: Any) -> list[Figure]:
    draw()
    return [Figure.model_validate(figure, strict=True) for figure in recorder().take()]


def test_hundreds_of_figures_in_a_cell_keep_the_last_ones() -> None:
    def draw() -> None:
        for bins in range(2, 212):
            plt.figure(figsize=(1, 1))
            plt.plot(np.arange(bins))
            plt.close()

    counts = [one.count for one in series(record(draw))]
    assert counts == list(range(62, 212))


def test_a_taken_figure_is_let_go() -> None:
    recorder().take()
    figure = plt.figure()
    figure.gca().plot([1, 2])
    gone = weakref.ref(figure)
    recorder().take()
    plt.close(figure)
    del figure
    gc.collect()
    assert gone() is None


def test_an_artist_that_cannot_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **options: object) -> None:
        raise RuntimeError("odd")

    recorder().take()
    _, axes = plt.subplots()
    (line,) = axes.plot([1, 2, 3])
    axes.hist(LOW)
    monkeypatch.setattr(line, "get_xdata", fail)
    taken = [Figure.model_validate(figure, strict=True) for figure in recorder().take()]
    plt.close("all")
    assert [one.kind for one in series(taken)] == ["bars"]
    assert "odd" in "".join(hooks.take_failures())


def test_installing_imports_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from box.figures import FigureRecorder; from box.storage import Storage\n"
        "recorder = FigureRecorder(Storage(Path(sys.argv[2]))); recorder.install(); assert recorder.take() == []\n"
        "assert not [n for n in sys.modules if n.split('.')[0] in ('matplotlib', 'plotly', 'seaborn', 'pandas')]\n"
        "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt; plt.plot([1, 2])\n"
        "assert len(recorder.take()) == 1"
    )
    root = Path(__file__).parents[2] / "grader"
    subprocess.run([sys.executable, "-c", code, str(root), str(tmp_path)], check=True)

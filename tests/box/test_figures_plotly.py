"""What the recorder says of Plotly figures: only of those that are shown."""

import numpy as np
import pytest

from grader.exchange.evidence import Figure, Series
from tests.box.drawings import pictures, record

express = pytest.importorskip("plotly.express")
objects = pytest.importorskip("plotly.graph_objects")
subplots = pytest.importorskip("plotly.subplots")

VALUES = np.random.default_rng(0).gamma(3, 0.004, 500)


def series(figures: list[Figure]) -> list[Series]:
    return [one for figure in figures for panel in figure.panels for one in panel.series]


def test_a_figure_that_is_not_shown_is_no_figure() -> None:
    assert record(lambda: express.histogram(x=VALUES)) == []


def test_showing_twice_is_one_figure() -> None:
    def draw() -> None:
        figure = express.histogram(x=VALUES)
        figure._repr_mimebundle_()
        figure.to_html()

    assert len(record(draw)) == 1


def test_a_histogram_of_raw_values_becomes_bars() -> None:
    (one,) = series(record(lambda: express.histogram(x=VALUES, nbins=25).to_json()))
    assert (one.kind, one.count, sum(one.y)) == ("bars", 25, 500)


def test_bins_that_were_set_are_kept() -> None:
    trace = objects.Histogram(x=VALUES, xbins={"start": 0, "end": 0.04, "size": 0.01})
    (one,) = series(record(lambda: objects.Figure(trace).to_json()))
    assert one.x == pytest.approx([0, 0.01, 0.02, 0.03, 0.04])
    assert one.y == np.histogram(VALUES, np.linspace(0, 0.04, 5))[0].tolist()


def test_constant_and_empty_values_do_no_harm() -> None:
    def draw() -> None:
        figure = objects.Figure([objects.Histogram(x=np.ones(9)), objects.Histogram(x=[]), objects.Histogram(x=["a"])])
        figure.to_json()

    assert [sum(one.y) for one in series(record(draw))] == [9]


def test_titles_and_subplots_are_panels() -> None:
    def draw() -> None:
        figure = subplots.make_subplots(1, 2, subplot_titles=("T-shirt", "resto"))
        figure.add_histogram(x=VALUES, row=1, col=1)
        figure.add_histogram(x=VALUES * 2, row=1, col=2)
        figure.update_layout(title="Errores", xaxis_title="MSE", xaxis_type="log")
        figure.to_json()

    (figure,) = record(draw)
    assert figure.title == "Errores"
    assert [(p.title, p.xlabel, p.log_x) for p in figure.panels] == [("T-shirt", "MSE", True), ("resto", "", False)]


def test_a_scatter_counts_points_and_colours() -> None:
    labels = np.arange(3000) % 10
    (one,) = series(record(lambda: express.scatter(x=labels, y=labels, color=labels).to_json()))
    assert (one.kind, one.count, one.colours, len(one.x)) == ("points", 3000, 10, 3000)
    assert one.groups == labels.tolist()


def test_a_trace_per_class_has_its_own_colour() -> None:
    classes = [str(label) for label in np.arange(300) % 10]
    drawn = series(record(lambda: express.scatter(x=VALUES[:300], y=VALUES[:300], color=classes).to_json()))
    assert [(one.count, one.groups) for one in drawn] == [(30, [])] * 10
    assert len({one.colour for one in drawn}) == 10


def test_names_of_colours_make_groups() -> None:
    trace = objects.Scatter(x=[1, 2, 3], y=[1, 2, 3], mode="markers", marker_color=["red", "blue", "red"])
    (one,) = series(record(lambda: objects.Figure(trace).to_json()))
    assert one.groups == [1, 0, 1]


def test_lines_are_curves_and_steps() -> None:
    figure = objects.Figure()
    figure.add_scatter(x=[0, 1, 2], y=[1, 2, 1])
    figure.add_scatter(x=[0, 1, 2], y=[1, 2, 1], line_shape="hvh")
    figure.add_scatter(x=[0, 1, 2], y=[1, 2, 1], mode="markers")
    assert [one.kind for one in series(record(lambda: figure.to_json()))] == ["curve", "steps", "points"]


def test_images_are_counted() -> None:
    image = np.arange(784.0).reshape(28, 28)
    (figure,) = record(lambda: express.imshow(image).to_json())
    assert (figure.panels[0].images, figure.panels[0].image_shapes) == (1, [[28, 28]])
    np.testing.assert_array_equal(pictures(figure), [image])


def test_images_of_a_facet_grid_are_pictures() -> None:
    images = np.random.default_rng(0).random((4, 28, 28))
    (figure,) = record(lambda: express.imshow(images, facet_col=0).to_json())
    np.testing.assert_allclose(pictures(figure), images, atol=1e-6)


def test_colour_images_are_greyed() -> None:
    image = np.zeros((28, 28, 3))
    image[..., 0] = 90
    figure = objects.Figure(objects.Image(z=image))
    (found,) = record(lambda: figure.to_json())
    np.testing.assert_array_equal(pictures(found), np.full((1, 28, 28), 30))

"""On the page: chains of weights, and what came of repeating a training."""

from collections.abc import Callable

import pytest

from grader.report.html import render_html
from grader.report.origins import origins
from grader.result import Replay, Result, Weights, WeightStrand
from tests.report.replayed import BROKEN, DIFFERS, HONEST, IMPOSSIBLE, agrees, differs, impossible, with_origin
from tests.report.sample import GRADED_AT
from tests.report.test_html import HOSTILE, Page


def html_of(result: Result, annotated: str | None = None) -> str:
    return render_html(result, [], "es", graded_at=GRADED_AT, annotated=annotated)


def test_an_honest_chain_is_drawn_without_a_warning(accepted: Result) -> None:
    html = html_of(with_origin(accepted, weights=HONEST), "annotated.html")
    text = Page(html).text
    assert "De dónde vienen sus pesos Variables: 12 inicializador sorteo" in text
    assert "celda 9 : fit épocas: 8 · pasos: 752 · imágenes: 6000 (train/0) el modelo corregido" in text
    assert '<a href="annotated.html#cell-9">celda 9</a>' in html
    assert "cadena rota" not in text


def test_a_broken_chain_says_so_in_words_and_names_cell_and_variables(accepted: Result) -> None:
    html = html_of(with_origin(accepted, weights=BROKEN))
    text = Page(html).text
    assert text.count("✗ cadena rota: algo queda sin explicar") == html.count('class="arrow cut"') == 4
    assert "valores que ningún entrenamiento anterior dejó celda 12: fit" in text
    assert "Variables: 4 · ✗ cadena rota: algo queda sin explicar valores que ningún entrenamiento registrado" in text


def test_without_weights_and_repetition_nothing_is_said_of_them(accepted: Result) -> None:
    text = Page(html_of(with_origin(accepted))).text
    assert "De dónde vienen" not in text
    assert "caja limpia" not in text


def test_a_training_that_agrees_shows_its_figures(accepted: Result) -> None:
    html = html_of(with_origin(accepted, replay=agrees()))
    text = Page(html).text
    assert "✓ vuelve a salir el mismo modelo El mismo entrenamiento" in text
    assert "Por qué se repitió Se repiten todos los entrenamientos. Tiempo de una repetición 17.4 s" in text
    assert "ROC-AUC calificado 0.8981 repetido 0.8942 diferencia ✓ +0.0038 margen ± 0.0150" in text
    assert html.count('<rect class="honest"') == 3
    assert 'href="#repeated-1"' not in html


def test_a_training_that_differs_is_a_warning_where_the_task_is_told(accepted: Result) -> None:
    html = html_of(with_origin(accepted, replay=differs()))
    text = Page(html).text
    assert text.index(DIFFERS) < text.index("Cómo se ha corregido") < text.index("✗ sale otro modelo")
    assert 'href="#repeated-1"' in html
    assert 'id="repeated-1"' in html
    assert "Pesos iniciales sorteados de nuevo" in text


def test_a_training_that_could_not_be_repeated_says_why(accepted: Result) -> None:
    html = html_of(with_origin(accepted, replay=impossible()))
    assert f"– no se pudo repetir : {IMPOSSIBLE}" in Page(html).text
    assert '<table class="compared">' not in html


@pytest.mark.parametrize("replay", [None, agrees()])
def test_a_task_without_trainings_is_told_where_anything_is_known(make: Callable[..., Result], replay: Replay) -> None:
    task = make().tasks[0].model_copy(update={"replay": replay})
    assert len(list(origins(make(tasks=[task], provenance={"detector": []}), "es"))) == (replay is not None)


def test_of_many_chains_some_are_counted(accepted: Result) -> None:
    many = [WeightStrand(variables=n, began="drawn", trainings=[0], averaged=False) for n in range(1, 21)]
    html = html_of(with_origin(accepted, weights=Weights(strands=many, gaps=[])))
    assert html.count('<figure class="chain') == 8
    assert "Sin dibujar: 12 más." in html


def test_hostile_messages_stay_text(accepted: Result) -> None:
    replay = differs().model_copy(update={"message": HOSTILE, "reason": HOSTILE})
    html = html_of(with_origin(accepted, weights=BROKEN, replay=replay))
    assert "script" not in {tag for tag, _ in Page(html).elements}

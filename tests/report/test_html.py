"""The page: self-contained, harmless, complete."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from grader.assignment import find_assignment
from grader.assignment.references import Reference, References
from grader.measurement import Detection
from grader.outcome import Outcome, Status
from grader.report.figures import TaskFigures
from grader.report.html import render_html
from grader.report.yardstick import Yardstick
from grader.result import CellUse, Diagnosis, GradedModel, Isolation, Result, Submission
from tests.report.exercises import ABSENT, five_results
from tests.report.sample import GRADED_AT, WRONG

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\x1b[31m\u202e\u2066\x00"
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text = f"{self.text} {' '.join(data.split())}".strip()


@pytest.fixture(scope="module")
def html(refused: Result, figures: TaskFigures) -> str:
    return render_html(refused, [figures], "es", graded_at=GRADED_AT)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_page_is_below_one_and_a_half_megabytes(html: str):
    assert len(html.encode()) < 1_500_000


def test_nothing_is_fetched(page: Page):
    places = [value for _, attrs in page.elements for name, value in attrs.items() if name in ("src", "href")]
    assert places
    assert all(place.startswith(("data:image/png;base64,", "#")) for place in places)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "iframe", "object", "embed", "form", "base"}


def test_style_fetches_nothing(html: str):
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_content_security_policy_allows_only_what_is_in_the_page(page: Page):
    policies = [
        attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


def test_acceptance_and_score_come_before_all_else(page: Page):
    assert "NO ACEPTADO no se cumple: Entrenado solo con camisetas de train, ROC-AUC medido" in page.text
    assert page.text.index("NO ACEPTADO no se cumple") < page.text.index("29.58 / 100") < page.text.index("Criterios")


def test_measured_values_targets_points_and_messages_are_shown(page: Page):
    assert "✗ no cumple ROC-AUC medido necesario para aceptar El error negativo ordena" in page.text
    assert "0.592 Objetivo ≥ 0.85 Puntos 0 / 35" in page.text
    assert "0.00920 Objetivo ≤ 0.035 Puntos 10 / 10" in page.text


def test_numbers_of_the_figures_are_the_measured_ones(page: Page, figures: TaskFigures):
    measured = figures.measured
    assert isinstance(measured, Detection)
    low, high = measured.interval
    assert f"ROC-AUC {measured.roc_auc:.3f}, intervalo bootstrap del 95 % de {low:.3f} a {high:.3f}" in page.text
    assert f"{measured.errors[measured.normal].min():.4f}" in page.text


def test_every_drawing_has_an_alternative_text_or_repeats_text(page: Page):
    for tag, attrs in page.elements:
        if tag == "img":
            assert "reconstrucción; MSE" in str(attrs["alt"])
        if tag == "svg":
            assert attrs.get("aria-hidden") == "true" or (attrs["role"] == "img" and attrs["aria-label"])


def test_ids_are_unique(page: Page):
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_diagnoses_provenance_environment_and_times_are_shown(page: Page):
    for expected in (
        "Arreglo Usa roc_auc_score(y_test == 0, -mse)",
        "celda 7 imágenes 6000 distintas, clase 0 de train",
        "tensorflow 2.21.0",
        "el notebook, cuando se ejecutó 63.2 s",
        "bubblewrap",
    ):
        assert expected in page.text


def test_page_speaks_english(accepted: Result, figures: TaskFigures):
    page = Page(render_html(accepted, [figures], "en", graded_at=GRADED_AT))
    assert page.elements[0] == ("html", {"lang": "en"})
    assert "ACCEPTED" in page.text
    assert "Best reconstructed: camiseta" in page.text


def test_hostile_text_stays_text_everywhere(make: Callable[..., Result], figures: TaskFigures):
    task = make({"runs": (Outcome.FAIL, 0.0, 0, HOSTILE)}).tasks[0]
    task = task.model_copy(update={"title": HOSTILE, "model": GradedModel(name=HOSTILE, cell=1, why=[HOSTILE])})
    result = make(
        tasks=[task],
        accepted=False,
        message=HOSTILE,
        submission=Submission(file=HOSTILE, sha256=None, student=HOSTILE),
        provenance={HOSTILE: {HOSTILE: [HOSTILE]}},
        environment={HOSTILE: HOSTILE},
    )
    html = render_html(result, [figures], "es", graded_at=GRADED_AT)
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert not any(c in html for c in "\x1b\x00\u202e\u2066")
    assert page.text.count("<script>alert(1)</script>") >= 11


@pytest.mark.parametrize("lang", ["es", "en"])
def test_grader_error_shows_no_score(make: Callable[..., Result], figures: TaskFigures, lang: str):
    failed = make(WRONG, status=Status.GRADER_ERROR, score=29.58, message="No hay bubblewrap.")
    text = Page(render_html(failed, [figures], lang, graded_at=GRADED_AT)).text
    assert "No hay bubblewrap." in text
    assert "SIN NOTA" in text if lang == "es" else "NO GRADE" in text
    assert not any(score in text for score in ("29.58", "/ 100", "0 / 35"))


def test_student_error_shows_its_reason(make: Callable[..., Result]):
    broken = make(status=Status.STUDENT_ERROR, score=0, accepted=False, tasks=[], message="El archivo no es JSON.")
    text = Page(render_html(broken, [], "es", graded_at=GRADED_AT)).text
    assert "NO ACEPTADO la entrega no se ha podido corregir El archivo no es JSON. Puntuación 0 / 100" in text


def test_running_without_isolation_is_said(accepted: Result):
    unsafe = accepted.model_copy(update={"isolation": Isolation(profile="none")})
    assert "sin aislamiento" in Page(render_html(unsafe, [], "es", graded_at=GRADED_AT)).text


def test_figures_of_an_unknown_task_are_left_out(accepted: Result, figures: TaskFigures):
    other = accepted.model_copy(update={"tasks": [accepted.tasks[0].model_copy(update={"id": "other"})]})
    assert "<img" not in render_html(other, [figures], "es", graded_at=GRADED_AT)


def test_odd_backticks_are_shown_as_they_are(make: Callable[..., Result]):
    result = make({"runs": (Outcome.FAIL, 0.0, 0, "un `solo acento")})
    assert "un `solo acento" in Page(render_html(result, [], "es", graded_at=GRADED_AT)).text


@pytest.fixture(scope="module")
def whole(exercises: list[TaskFigures]) -> str:
    """Five exercises, all handed in."""
    return render_html(five_results("es", absent=()), exercises, "es", graded_at=GRADED_AT)


@pytest.fixture(scope="module")
def part(exercises: list[TaskFigures]) -> Page:
    """The same without the sparse one."""
    there = [figures for figures in exercises if figures.task != "sparse"]
    return Page(render_html(five_results("es"), there, "es", graded_at=GRADED_AT))


def test_five_exercises_stay_below_one_and_a_half_megabytes(whole: str):
    assert len(whole.encode()) < 1_500_000


def test_ids_of_five_exercises_are_unique(whole: str):
    ids = [attrs["id"] for _, attrs in Page(whole).elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_overview_leads_to_every_exercise_and_back(part: Page):
    ids = {attrs.get("id") for _, attrs in part.elements}
    links = [str(attrs["href"]) for tag, attrs in part.elements if tag == "a"]
    assert links[-10:-5] == [f"#task-{n}" for n in range(1, 6)]
    assert links[-5:] == ["#overview"] * 5
    assert {link.removeprefix("#") for link in links} <= ids


def test_the_overview_says_where_each_exercise_stands(part: Page):
    overview = part.text[part.text.index("Los ejercicios de un vistazo") :]
    assert "✓ aceptado Ejercicio 1 · autoencoder simple autoencoder , celda 9 Puntos 19.96 / 20" in overview
    assert "◐ no aceptado Ejercicio 2 · espacio latente 2D ae_2d , celda 12 Puntos 17 / 20" in overview
    assert "– sin entregar Ejercicio 4 · autoencoder sparse Puntos 0 / 20" in overview


def test_the_first_words_count_the_exercises(part: Page):
    expected = (
        "3 de 5 ejercicios aceptados por mejorar: Ejercicio 2 · espacio latente 2D; sin entregar: Ejercicio 4 · "
        "autoencoder sparse"
    )
    assert expected in part.text


def test_an_absent_exercise_tells_its_reason_once_and_what_it_would_take(part: Page):
    assert part.text.count(ABSENT) == 1
    assert "Lo que se evaluaría en este ejercicio: Entrenado con imágenes de train · 3 puntos" in part.text
    assert "sin evaluar" not in part.text


def test_every_exercise_shows_its_own_figures(whole: str):
    text = Page(whole).text
    for title in (
        "Histograma del error",
        "El plano latente",
        "Lo que queda del ruido",
        "Activaciones del código",
        "Actividad de cada unidad",
        "ROC-AUC contra cada una de las otras clases",
        "Mejor reconstruidas: dígito 7",
        "De arriba abajo: la imagen limpia",
    ):
        assert title in text


def test_trainings_are_told_by_exercise(part: Page):
    told = part.text[part.text.index("Con qué se entrenó el modelo") :]
    assert "Ejercicio 3 · denoising celda 17" in told
    assert "objetivo del entrenamiento la imagen limpia" in told
    assert told.count("ruido en la entrada desviación 0.50, recortado") == told.count("ruido en la entrada") == 1
    assert "imágenes de entrenamiento, por clase 7: 6265" in told
    assert "proporción de imágenes reconocidas 100 %" in told
    assert "Ejercicio 4" not in told


def test_one_task_needs_no_overview(page: Page):
    assert "de un vistazo" not in page.text


def test_what_concerns_the_whole_notebook_is_told_before_the_tasks(make: Callable[..., Result]):
    gap = Diagnosis(code="gap", task=None, symptom="Falta algo.", cause="Se perdió.", fix="Repítelo.")
    text = Page(render_html(make(diagnoses=[gap]), [], "es", graded_at=GRADED_AT)).text
    assert text.index("Falta algo.") < text.index("Detector de camisetas")


def test_what_to_do_next_comes_first_and_leads_to_its_explanation(page: Page):
    steps = page.text[page.text.index("Qué hacer ahora") : page.text.index("Criterios")]
    assert "El detector reconstruye bien todas las prendas." in steps
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == ["#advice-1", "#advice-2", "#task-1"]
    assert {"advice-1", "advice-2"} <= {attrs.get("id") for _, attrs in page.elements}


def test_a_fix_that_mends_two_things_is_told_once(make: Callable[..., Result]):
    fix = "Haz una cosa.\n\n    x = 1\n\n    y = 2"
    both = [
        Diagnosis(code=code, task="detector", symptom=f"Síntoma {code}.", cause=f"Causa {code}.", fix=fix)
        for code in ("uno", "dos")
    ]
    html = render_html(make(WRONG, diagnoses=both), [], "es", graded_at=GRADED_AT)
    text = Page(html).text
    assert (text.count("Causa uno."), text.count("Causa dos."), text.count("Haz una cosa.")) == (1, 1, 1)
    assert "El mismo que arriba" in text
    assert "<code>x = 1\n\ny = 2</code>" in html


def test_a_diagnosis_quotes_its_line_and_names_its_cell(make: Callable[..., Result]):
    wrong = Diagnosis(
        code="x", task="detector", cell=7, quote="if a < b:", measured="0.31", symptom="S.", cause="C.", fix="F."
    )
    html = render_html(make(WRONG, diagnoses=[wrong]), [], "es", graded_at=GRADED_AT, annotated="annotated.html")
    assert '<a href="annotated.html#cell-7">celda 7</a>' in html
    assert "<code>if a &lt; b:</code>" in html
    assert "Medido 0.31" in Page(html).text


def test_references_stand_beside_what_was_measured(make: Callable[..., Result], figures: TaskFigures):
    ranges = {("detector", "fashion_mnist", 0, "roc_auc"): Reference(0.893, 0.899, 5)}
    yardstick = Yardstick(find_assignment("clase156-tarea"), References(ranges))
    html = render_html(make(), [figures], "es", graded_at=GRADED_AT, yardstick=yardstick)
    assert "referencias: 0.893 a 0.899" in Page(html).text
    assert html.count('<path class="span"') == 1
    assert '<line class="part"' in html


def test_time_and_memory_of_each_cell_are_told(make: Callable[..., Result]):
    cells = [CellUse(cell=2, seconds=1.26, peak_mib=400.2), CellUse(cell=7, seconds=62, peak_mib=900, error="X: roto")]
    text = Page(render_html(make(cells=cells), [], "es", graded_at=GRADED_AT)).text
    assert "7 62.0 900 ✗ X: roto" in text


@pytest.mark.parametrize(("profile", "said"), [("bubblewrap", "en una caja propia"), ("unprivileged", "otro usuario")])
def test_isolation_is_told_in_words(make: Callable[..., Result], profile: str, said: str):
    result = make(isolation=Isolation(profile=profile))
    assert said in Page(render_html(result, [], "es", graded_at=GRADED_AT)).text


def test_both_languages_tell_the_same_numbers(refused: Result, figures: TaskFigures):
    pages = [Page(render_html(refused, [figures], lang, graded_at=GRADED_AT)).text for lang in ("es", "en")]
    es, en = (sorted(re.findall(r"\d+(?:[.,]\d+)?", text)) for text in pages)
    assert es == en

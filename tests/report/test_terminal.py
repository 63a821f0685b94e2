"""What a student or an instructor reads in a terminal."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.outcome import Outcome, Status
from grader.report.terminal import render_terminal
from grader.result import Diagnosis, Isolation, Replay, Result, Submission
from tests.report.exercises import ABSENT, five_results
from tests.report.replayed import DIFFERS, IMPOSSIBLE, agrees, differs, impossible, with_origin
from tests.report.sample import REQUIRED, WRONG

HOSTILE = "\x1b[31m[red]rm\u202e -rf[/red]\u2066\x07\r\n\x9b2J"


def printed(result: Result, lang: str = "es", *, width: int = 100, terminal: bool = False, **options: object) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal)
    render_terminal(result, lang, console=console, **options)
    return console.file.getvalue()


@pytest.mark.parametrize(("lang", "first"), [("es", "✓ ACEPTADO"), ("en", "✓ ACCEPTED")])
def test_first_line_of_accepted_work_says_so(accepted: Result, lang: str, first: str):
    assert printed(accepted, lang).splitlines()[0] == first


@pytest.mark.parametrize(
    ("lang", "first"), [("es", "✗ NO ACEPTADO · no se cumple: "), ("en", "✗ NOT ACCEPTED · not met: ")]
)
def test_first_line_of_refused_work_names_the_criteria(refused: Result, lang: str, first: str):
    line = printed(refused, lang).splitlines()[0]
    assert line.startswith(first + "Entrenado solo con camisetas de train, ROC-AUC medido")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_one_task_with_two_diagnoses_fits_in_40_lines(refused: Result, tmp_path: Path, lang: str):
    (tmp_path / "report.html").touch()
    assert len(printed(refused, lang, folder=tmp_path).splitlines()) <= 40


def test_every_criterion_shows_measured_target_points_and_reason(refused: Result):
    text = " ".join(printed(refused).split())
    assert "✗ ROC-AUC medido * 0.592 >= 0.85 0 / 35 El error negativo ordena" in text
    assert "◐ Se ejecuta completo 11 = 12 4.58 / 5 La celda 14 terminó" in text


def test_graded_model_and_why_are_shown(accepted: Result):
    text = " ".join(printed(accepted).split())
    assert "Modelo corregido: autoencoder, celda 7 (se llama `autoencoder`, como pide el enunciado;" in text


def test_columns_of_figures_are_aligned(refused: Result):
    rows = [line for line in printed(refused).splitlines() if line[:2] in ("✓ ", "✗ ", "◐ ") and " / " in line]
    assert len(rows) == 9
    assert {cell_len(row) for row in rows} == {100}


@pytest.mark.parametrize("width", [50, 80, 100])
def test_no_line_is_wider_than_the_terminal(refused: Result, width: int):
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    render_terminal(refused, "es", console=console)
    assert max(map(cell_len, console.file.getvalue().splitlines()[3:])) <= width


def test_output_that_is_no_terminal_is_plain_and_100_columns_wide(refused: Result):
    assert "\x1b" not in printed(refused)
    assert printed(refused, width=40) == printed(refused, width=200)


def test_a_terminal_gets_colours(refused: Result):
    assert "\x1b[" in printed(refused, terminal=True)


def test_files_that_were_written_are_named(accepted: Result, tmp_path: Path):
    (tmp_path / "result.json").touch()
    last = printed(accepted, folder=tmp_path).splitlines()[-1]
    assert str(tmp_path / "result.json") in last
    assert "report.html" not in last


def test_grader_error_shows_no_score(make: Callable[..., Result]):
    failed = make(WRONG, status=Status.GRADER_ERROR, score=None, accepted=False, message="No hay bubblewrap.")
    text = printed(failed)
    assert text.splitlines()[0] == "! SIN NOTA · ha fallado el corrector, no la entrega"
    assert "No hay bubblewrap." in text
    assert not any(score in text for score in ("29.58", "/ 100", "0 / 35", "puntos"))


def test_student_error_shows_its_reason_and_a_score_of_zero(make: Callable[..., Result]):
    broken = make(status=Status.STUDENT_ERROR, score=0, accepted=False, tasks=[], message="El archivo no es JSON.")
    lines = printed(broken).splitlines()
    assert lines[0] == "✗ NO ACEPTADO · la entrega no se ha podido corregir"
    assert lines[1].startswith("0 / 100 puntos")
    assert lines[2] == "El archivo no es JSON."


def test_hostile_names_cannot_style_or_deceive(make: Callable[..., Result]):
    wrong = {"runs": (Outcome.FAIL, 0.0, 0, f"La celda 1: {HOSTILE}")}
    text = printed(make(wrong, submission=Submission(file=HOSTILE, sha256=None, student=HOSTILE)))
    assert not any(c in text for c in "\x1b\x07\r\x9b\u202e\u2066")
    assert text.count("[red]rm -rf[/red]") == 3


def test_running_without_isolation_is_said(accepted: Result):
    unsafe = accepted.model_copy(update={"isolation": Isolation(profile="none")})
    assert "sin aislamiento" in printed(unsafe)
    assert "sin aislamiento" not in printed(accepted)


def test_several_tasks_show_their_own_acceptance(make: Callable[..., Result]):
    good, bad = make().tasks[0], make(WRONG).tasks[0].model_copy(update={"title": "Ruido"})
    text = printed(make(tasks=[good, bad], accepted=False))
    assert text.splitlines()[0] == "◐ 1 de 2 ejercicios aceptados · por mejorar: Ruido"
    assert re.search(r"^✓ Detector de camisetas +aceptado +100 / 100", text, re.MULTILINE)
    assert "── Detector de camisetas" not in text
    assert "Ruido · no aceptado · 29.58 / 100" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_lacks_characters_gets_others(refused: Result, encoding: str):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    render_terminal(refused, "es", console=Console(file=file))
    file.flush()
    assert raw.getvalue().decode(encoding).startswith("x NO ACEPTADO")


def test_messages_longer_than_three_lines_are_cut(make: Callable[..., Result]):
    text = printed(make({"runs": (Outcome.FAIL, 0.0, 0, "palabra " * 1000)}))
    assert 30 < text.count("palabra") < 50
    assert "…" in text


def test_a_reason_that_several_criteria_share_is_told_once(make: Callable[..., Result]):
    why = "El modelo nunca se entrenó."
    skipped = dict.fromkeys(REQUIRED, (Outcome.SKIPPED, None, 0, why))
    first, *rest = printed(make(skipped)).splitlines()
    assert first == f"✗ NO ACEPTADO · {why}"
    assert [line for line in rest if why in line] == [f"  sin evaluar: {why}"]


def test_an_overview_comes_before_several_tasks():
    lines = printed(five_results("es")).splitlines()
    assert [line.rstrip() for line in lines[4:9]] == [
        "✓ Ejercicio 1 · autoencoder simple      aceptado      19.96 / 20  autoencoder, celda 9",
        "◐ Ejercicio 2 · espacio latente 2D      no aceptado      17 / 20  ae_2d, celda 12",
        "✓ Ejercicio 3 · denoising               aceptado         20 / 20  autoencoder, celda 17",
        "– Ejercicio 4 · autoencoder sparse      sin entregar      0 / 20",
        "✓ Ejercicio 5 · detección de anomalías  aceptado         20 / 20  detector + decoder, celda 31",
    ]
    assert lines[10].startswith("── Ejercicio 2 · espacio latente 2D · no aceptado · 17 / 20 ──")


def test_of_several_tasks_only_what_is_open_is_told():
    text = printed(five_results("es"))
    assert len(text.splitlines()) <= 40
    assert "── Ejercicio 1" not in text
    assert re.search(r"^✓ Otros criterios que se cumplen: [45]\.$", text, re.MULTILINE)
    assert "Clases separadas" not in text


def test_no_color_leaves_no_style(refused: Result, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed(refused, terminal=True)


def test_code_of_a_fix_keeps_its_lines_and_a_fix_is_told_once(make: Callable[..., Result]):
    one = Diagnosis(code="a", task=None, symptom="A.", cause="C.", fix="Haz esto:\n\n    x = 1\n    y = 2")
    text = printed(make(WRONG, diagnoses=[one, one.model_copy(update={"symptom": "B."})]))
    assert "• A. C. Arreglo: Haz esto:\n      x = 1\n      y = 2\n" in text
    assert "B." not in text


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("width", [50, 60, 80, 100])
def test_no_line_of_several_tasks_is_wider_than_the_terminal(lang: str, width: int):
    lines = printed(five_results(lang), lang, width=width, terminal=True).splitlines()
    assert max(cell_len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in lines[4:]) <= width


def test_a_task_that_was_not_handed_in_takes_two_lines():
    lines = printed(five_results("es")).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("── Ejercicio 4"))
    assert lines[place : place + 3] == [lines[place], ABSENT, ""]
    assert " · sin entregar · 0 / 20 ──" in lines[place]


def test_one_task_needs_no_overview(accepted: Result):
    assert printed(accepted).splitlines()[3].startswith("── Detector de camisetas ──")


def test_diagnoses_of_several_tasks_name_theirs():
    assert "• Ejercicio 2 · espacio latente 2D: El scatter tiene muy pocos puntos." in printed(five_results("es"))


def test_what_was_not_repeated_is_not_told(accepted: Result):
    assert "caja limpia" not in printed(accepted)


@pytest.mark.parametrize(
    ("replay", "line"),
    [
        (agrees(), "✓ El entrenamiento, repetido en una caja limpia, vuelve a dar el mismo modelo."),
        (differs(), f"✗ {DIFFERS}"),
        (impossible(), f"– {IMPOSSIBLE}"),
    ],
    ids=lambda value: value.outcome if isinstance(value, Replay) else "",
)
def test_what_came_of_repeating_a_training_takes_a_line(accepted: Result, replay: Replay, line: str):
    assert line in printed(with_origin(accepted, replay=replay)).splitlines()


def test_only_another_model_stands_out(accepted: Result):
    shown = {
        replay.outcome: next(
            line
            for line in printed(with_origin(accepted, replay=replay), terminal=True).splitlines()
            if "caja limpia" in line
        )
        for replay in (agrees(), differs(), impossible())
    }
    assert "\x1b[1;31m" in shown["differs"]
    assert "\x1b[2m" in shown["agrees"]
    assert "\x1b[2m" in shown["impossible"]


def test_of_several_tasks_each_repetition_names_its_own():
    five = five_results("es")
    tasks = [task.model_copy(update={"replay": agrees()}) for task in five.tasks]
    text = printed(five.model_copy(update={"tasks": tasks}))
    assert "✓ Ejercicio 3 · denoising: El entrenamiento, repetido en una caja limpia," in text
    assert len(text.splitlines()) <= 40


def test_a_repetition_and_two_diagnoses_fit_in_40_lines(refused: Result):
    assert len(printed(with_origin(refused, replay=differs())).splitlines()) <= 40

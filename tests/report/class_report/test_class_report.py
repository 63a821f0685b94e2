"""A class at a glance: what needs a person first, everyone linked, safe to open."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from grader.outcome import Outcome, Status
from grader.report.class_report import ClassRow, write_class_report
from grader.report.class_report.statistics import borderline, common_diagnoses, criterion_rates, replays, scores
from grader.result import Diagnosis, Result, Submission
from tests.report.replayed import DIFFERS, agrees, differs, impossible, with_origin
from tests.report.sample import WRONG
from tests.report.test_html import HOSTILE, Page

SIGN = Diagnosis(code="sign", task="detector", symptom="El signo está al revés.", cause="Causa.", fix="Arreglo.")


@pytest.fixture
def rows(tmp_path: Path, make: Callable[..., Result]) -> list[ClassRow]:
    """Accepted, refused, to be looked at, a file that is no notebook, and a fault of the grader."""
    results = {
        "zoe": make(),
        "bruno": make(WRONG, diagnoses=[SIGN, SIGN]),
        "carla": make({"trained_on": (Outcome.UNVERIFIED, None, 0, "Hay imágenes sin reconocer.")}, review=True),
        "dario": make(status=Status.STUDENT_ERROR, score=0, accepted=False, tasks=[], message="No es JSON."),
        "elena": make(status=Status.GRADER_ERROR, score=None, accepted=False, tasks=[], message="No hay bubblewrap."),
    }
    made = []
    for name, result in results.items():
        folder = tmp_path / f"{name} #1"
        folder.mkdir()
        (folder / "report.html").touch()
        made.append(ClassRow(result, folder, name))
    return made


@pytest.fixture
def page(rows: list[ClassRow], tmp_path: Path) -> Page:
    return Page(write_class_report(rows, tmp_path, "es").read_text())


def test_faults_come_first_then_reviews_then_the_others_by_name(page: Page) -> None:
    listed = page.text[page.text.index("Todas las entregas") :]
    assert [listed.index(name) for name in ("elena", "carla", "bruno", "dario", "zoe")] == sorted(
        listed.index(name) for name in ("elena", "carla", "bruno", "dario", "zoe")
    )
    first, second = page.text.index("No hay bubblewrap."), page.text.index("Hay imágenes sin reconocer.")
    assert first < second < page.text.index("Distribución de las puntuaciones")


def test_every_link_leads_to_a_file(page: Page, tmp_path: Path) -> None:
    links = [str(attrs["href"]) for tag, attrs in page.elements if tag == "a"]
    assert len(links) >= 6
    assert all((tmp_path / unquote(link)).is_file() for link in links)


def test_a_fault_of_the_grader_has_no_score_and_counts_in_no_statistic(make: Callable[..., Result]) -> None:
    fault = ClassRow(make(status=Status.GRADER_ERROR, score=12.0), Path("x"))
    assert fault.score is None
    assert scores([fault]).mean is None
    assert criterion_rates([fault]) == []
    assert borderline([fault]) == []


def test_the_distribution_counts_each_score_once(rows: list[ClassRow]) -> None:
    found = scores(rows)
    assert sum(part.count for part in found.bins) == 4
    assert (found.bins[0].count, found.bins[2].count, found.bins[-1].count) == (1, 1, 1)
    assert found.bins[-1].high == 100
    assert found.mean == pytest.approx((100 + 29.58 + 85 + 0) / 4, abs=3)


def test_a_rate_is_over_those_that_were_judged(make: Callable[..., Result]) -> None:
    results = [make(), make(WRONG), make({"roc_auc": (Outcome.SKIPPED, None, 0, "Sin modelo.")})]
    rates = criterion_rates([ClassRow(result, Path(str(n))) for n, result in enumerate(results)])
    (auc,) = [rate for rate in rates if rate.title == "ROC-AUC medido"]
    assert (auc.judged, auc.rate) == (2, 0.5)


def test_a_diagnosis_counts_once_for_each_submission(rows: list[ClassRow]) -> None:
    (common,) = common_diagnoses(rows)
    assert [row.name for row in common.rows] == ["bruno"]


def test_repeated_trainings_are_counted(make: Callable[..., Result], tmp_path: Path) -> None:
    tried = [agrees(), agrees(), differs(), impossible(), None]
    results = [with_origin(make(review=replay == differs()), replay=replay) for replay in tried]
    rows = [ClassRow(result, Path(str(n))) for n, result in enumerate(results)]
    assert replays(rows) == {"agrees": 2, "differs": 1, "impossible": 1}
    text = Page(write_class_report(rows, tmp_path, "es").read_text()).text
    assert "Repetidos: 3. Salió otro modelo: 1. No se pudieron repetir: 1." in text
    assert DIFFERS in text


def test_without_repeated_trainings_nothing_is_said_of_them(page: Page) -> None:
    assert "caja limpia" not in page.text


@pytest.mark.parametrize(("interval", "found"), [((0.84, 0.86), 1), ((0.86, 0.9), 0), ((0.7, 0.84), 0), (None, 0)])
def test_borderline_is_an_interval_on_both_sides_of_the_bound(
    make: Callable[..., Result], interval: tuple[float, float] | None, found: int
) -> None:
    task = make().tasks[0]
    criteria = [c.model_copy(update={"interval": interval if c.id == "roc_auc" else None}) for c in task.criteria]
    result = make(tasks=[task.model_copy(update={"criteria": criteria})])
    assert len(borderline([ClassRow(result, Path("x"))])) == found


def test_the_table_holds_everyone_and_their_points(rows: list[ClassRow], tmp_path: Path) -> None:
    write_class_report(rows, tmp_path, "es")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "summary.csv").read_text(encoding="utf-8-sig"))))
    assert [line["student"] for line in lines] == ["elena", "carla", "bruno", "dario", "zoe"]
    assert [line["standing"] for line in lines] == ["fault", "review", "refused", "error", "accepted"]
    assert (lines[0]["score"], lines[2]["score"], lines[4]["detector.roc_auc"]) == ("", "29.58", "35")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "＝1", HOSTILE])
def test_hostile_names_are_text_on_the_page_and_no_formula_in_the_table(
    make: Callable[..., Result], tmp_path: Path, name: str
) -> None:
    task = make(WRONG).tasks[0].model_copy(update={"id": name, "title": name})
    bad = SIGN.model_copy(update={"code": name, "symptom": name, "cause": name})
    result = make(
        WRONG,
        tasks=[task],
        submission=Submission(file=name, sha256=None),
        diagnoses=[bad],
        message=name,
        assignment=name,
    )
    html = write_class_report([ClassRow(result, tmp_path, name)], tmp_path, "en").read_text()
    page = Page(html)
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img"})
    assert not any(key.startswith("on") for _, attrs in page.elements for key in attrs)
    cells = list(csv.reader(io.StringIO((tmp_path / "summary.csv").read_text(encoding="utf-8-sig"))))
    assert not [cell for line in cells for cell in line if cell.lstrip().startswith(tuple("=+-@＝"))]


def test_an_empty_class_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "There are no submissions." in Page(write_class_report([], tmp_path, "en").read_text()).text

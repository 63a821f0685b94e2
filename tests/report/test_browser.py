"""The pages in a real browser: accessible, no wider than the screen, silent, and asking for nothing.

Needs Debian's chromium and axe-core: `npm install axe-core` anywhere, and GRADER_AXE names its axe.min.js.
"""

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.assignment import assignment_folder, find_assignment
from grader.assignment.references import read_references
from grader.i18n import Lang
from grader.intake import Cell, Notebook
from grader.outcome import Outcome, Status
from grader.report.class_report import ClassRow, write_class_report
from grader.report.figures import TaskFigures
from grader.report.pages import write_pages
from grader.report.yardstick import Yardstick
from grader.result import CellUse, Diagnosis, Result
from tests.report.browser import AXE, CHROMIUM, Browser, browser
from tests.report.exercises import five_results
from tests.report.replayed import BROKEN, HONEST, agrees, differs, with_origin
from tests.report.sample import WRONG

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM or not AXE, reason="needs chromium, and axe-core by GRADER_AXE"),
]
LONG = "un_nombre_larguísimo_" * 12
PAGES = ["accepted", "refused", "doubtful", "five", "crashed", "broken"]


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module", params=["es", "en"])
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    make: Callable[..., Result],
    figures: TaskFigures,
    exercises: list[TaskFigures],
) -> Path:
    """A folder of results of every kind, with their pages and the class report."""
    lang: Lang = request.param
    root = tmp_path_factory.mktemp(lang)
    diagnosis = Diagnosis(
        code="sign", task="detector", cell=8, quote=f"roc_auc_score(y_test == 0, mse)  # {LONG}", measured="0.408",
        symptom="El `signo` está al revés.", cause="Un error grande es una anomalía.",
        fix=f"Cambia el signo:\n\n    roc_auc_score(y_test == 0, -mse)  # {LONG}",
    )  # fmt: skip
    twin = diagnosis.model_copy(update={"code": "twin", "symptom": f"El mismo error otra vez, {LONG}.", "cell": 3})
    use = [CellUse(cell=3, seconds=1.5, peak_mib=700), CellUse(cell=8, seconds=61, peak_mib=900, error=f"X: {LONG}")]
    crashed = {"runs": (Outcome.FAIL, 6.0, 0, f"La celda 8 falló: {LONG}.")}
    results: dict[str, tuple[Result, list[TaskFigures]]] = {
        "accepted": (make(cells=use[:1]), [figures]),
        "refused": (make(WRONG, diagnoses=[diagnosis, twin], cells=use), [figures]),
        "doubtful": (with_origin(make(review=True), weights=BROKEN, replay=differs()), [figures]),
        "five": (with_origin(five_results(lang), weights=HONEST, replay=agrees()), exercises),
        "crashed": (make(crashed, cells=use), []),
        "broken": (make(status=Status.STUDENT_ERROR, score=0, accepted=False, tasks=[], message="No es JSON."), []),
    }
    rows = []
    for name, (result, drawn) in results.items():
        folder = root / name
        folder.mkdir()
        rubric = find_assignment(result.assignment)
        yardstick = Yardstick(rubric, read_references(assignment_folder(result.assignment)))
        executed = None if name == "broken" else run_of(folder)
        write_pages(result, folder, lang, notebook=notebook(), executed=executed, figures=drawn, yardstick=yardstick)
        rows.append(ClassRow(result, folder, f"{name} {LONG}" if name == "crashed" else name))
    write_class_report(rows, root, lang)
    return root


def notebook() -> Notebook:
    cells = (
        Cell(0, "markdown", f"# Tarea\n\n### {LONG}\n\n| a | b |\n|---|---|\n| 1 | {LONG} |\n\n$x_1$ <b>b</b>"),
        Cell(2, "code", f"x = 1  # {LONG}\nfor i in range(10):\n    print('{LONG}', 0.5)"),
        Cell(6, "code", "class A(Model):\n    @property\n    def f(self): return None"),
        Cell(7, "code", "print(auc)"),
        *(Cell(place, "code", "pass") for place in range(8, 31)),
    )
    return Notebook(Path("garcia_ana.ipynb"), "3f" * 32, cells, None)


def run_of(folder: Path) -> Path:
    outputs = [
        new_output("stream", text=f"{LONG}\n" * 50),
        new_output("stream", name="stderr", text=LONG),
        new_output("error", ename="NameError", evalue="auc", traceback=[f"NameError: {LONG}"]),
    ]
    executed = folder / "executed.ipynb"
    executed.write_text(json.dumps(new_notebook(cells=[new_code_cell("x", id="cell-7", outputs=outputs)])))
    return executed


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_narrow_silent_and_self_contained(
    tab: Browser, site: Path, width: int, dark: bool
) -> None:
    assert len(pages(site)) == 2 * len(PAGES)  # the broken one has no annotated notebook; the class has a report
    faults = {}
    for page in pages(site):
        seen = tab.look(page, width=width, dark=dark)
        fetched = [url for url in seen.requests if not url.startswith("data:") and url != page.as_uri()]
        wide = [f"{seen.width} wide"] if seen.width > width else []
        faults[str(page.relative_to(site))] = [*seen.violations, *seen.messages, *fetched, *wide]
    assert not {page: found for page, found in faults.items() if found}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("<img src='data:image/png;base64,iVBORw0KGgo='>", "image-alt"),
        ("<p style='color: #999; background: #fff'>pale</p>", "color-contrast"),
        ("<table><tr><th scope='col'></th></tr></table>", "empty-table-header"),
    ],
)
def test_planted_faults_are_found(tab: Browser, site: Path, planted: str, found: str) -> None:
    page = site / "planted.htm"
    page.write_text((site / "accepted" / "report.html").read_text().replace("</main>", f"{planted}</main>"))
    violations = tab.look(page, width=1280, dark=False).violations
    assert any(violation.startswith(found) for violation in violations), violations


def test_a_script_is_blocked_and_said_to_be(tab: Browser, site: Path) -> None:
    page = site / "planted.htm"
    planted = "<script>document.title = 'ran'</script><img alt='x' src='https://example.org/x.png'>"
    page.write_text((site / "accepted" / "report.html").read_text().replace("</main>", f"{planted}</main>"))
    seen = tab.look(page, width=1280, dark=False)
    assert tab.run("document.title") != "ran"
    assert len(seen.messages) == 2


def test_a_page_that_is_too_wide_is_seen(tab: Browser, site: Path) -> None:
    page = site / "planted.htm"
    planted = "<p style='width: 500px'>wide</p>"
    page.write_text((site / "accepted" / "report.html").read_text().replace("</main>", f"{planted}</main>"))
    assert tab.look(page, width=360, dark=False).width > 360


def test_links_lead_somewhere(site: Path) -> None:
    for page in pages(site):
        found = Links(page.read_text())
        assert found.hrefs or page.parent.name == "broken"
        for href in found.hrefs:
            file, _, anchor = href.partition("#")
            target = (page.parent / unquote(file)) if file else page
            assert target.is_file(), (page, href)
            assert not anchor or anchor in Links(target.read_text()).ids, (page, href)


class Links(HTMLParser):
    """Where a page leads, and where one can be led to on it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [str(value) for name, value in attrs if (tag, name) == ("a", "href")]
        self.ids |= {str(value) for name, value in attrs if name == "id"}

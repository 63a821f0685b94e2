"""The annotated notebook, in both forms."""

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.intake import Cell, Notebook
from grader.outcome import Outcome
from grader.report.annotated.write import write_annotated
from grader.result import CellUse, Diagnosis, GradedModel, Result
from tests.report.test_html import HOSTILE, Page

PIXEL = "iVBORw0KGgo="
CELLS = (
    Cell(0, "markdown", "# Tarea\n\nSoy yo."),
    Cell(1, "code", "x = 1"),
    Cell(6, "code", "autoencoder.fit(x)"),
    Cell(7, "code", "print(auc)"),
)
NOTEBOOK = Notebook(Path("garcia_ana.ipynb"), "3f" * 32, CELLS, None)
WRONG_SIGN = Diagnosis(
    code="sign", task="detector", cell=8, quote="roc_auc_score(y, mse)", symptom="El signo `está` al revés.",
    cause="Un error grande es una anomalía.", fix="Cambia el signo.\n\n    roc_auc_score(y, -mse)",
)  # fmt: skip

Write = Callable[..., tuple[str, list[nbformat.NotebookNode]]]


@pytest.fixture
def write(tmp_path: Path, make: Callable[..., Result]) -> Write:
    def written(notebook: Notebook = NOTEBOOK, **fields: object) -> tuple[str, list[nbformat.NotebookNode]]:
        outputs = [
            new_output("stream", text="listo\n"),
            new_output("display_data", {"text/plain": "<Figure>", "image/png": PIXEL}),
            new_output("error", ename="NameError", evalue="auc", traceback=["NameError: auc"]),
        ]
        run = new_notebook(cells=[new_code_cell("x", id="cell-7", outputs=outputs)])
        (tmp_path / "executed.ipynb").write_text(json.dumps(run))
        fields = {"diagnoses": [WRONG_SIGN], **fields}
        write_annotated(notebook, tmp_path / "executed.ipynb", make(**fields), tmp_path, "es")
        document = nbformat.read(tmp_path / "annotated.ipynb", as_version=4)
        nbformat.validate(document)
        return (tmp_path / "annotated.html").read_text(), document.cells

    return written


def test_each_note_follows_the_cell_it_concerns(write: Write) -> None:
    _, cells = write()
    assert [cell.id for cell in cells] == [
        "grader-head", "cell-0", "cell-1", "cell-6", "grader-note-6", "cell-7", "grader-note-7",
    ]  # fmt: skip
    assert "ROC\\-AUC medido" in cells[4].source
    assert "> ```python\n> roc_auc_score(y, -mse)\n> ```" in cells[6].source


def test_outputs_of_the_run_stand_with_their_cells(
    write: Write,
) -> None:
    html, cells = write()
    assert [output.output_type for output in cells[5].outputs] == ["stream", "display_data", "error"]
    page = Page(html)
    picture = {"class": "output", "src": f"data:image/png;base64,{PIXEL}", "alt": "Imagen dibujada por la celda 8"}
    assert ("img", picture) in page.elements
    assert "listo" in page.text
    assert "NameError: auc" in page.text


def test_the_page_tells_criteria_beside_the_model_and_diagnoses_beside_their_line(
    write: Write,
) -> None:
    page = Page(write()[0])
    model, sign = page.text.index("celda 7"), page.text.index("celda 8")
    assert model < page.text.index("ROC-AUC medido") < sign < page.text.index("roc_auc_score(y, mse)")
    assert page.text.index("roc_auc_score(y, mse)") < page.text.index("roc_auc_score(y, -mse)")


def test_time_memory_and_errors_of_a_cell_are_told(
    write: Write,
) -> None:
    use = [CellUse(cell=2, seconds=12.34, peak_mib=812.4), CellUse(cell=7, seconds=1, peak_mib=1, error="X: roto")]
    html, cells = write(cells=use)
    text = Page(html).text
    assert "celda 2 · 12,3 s · 812 MiB" in text or "celda 2 · 12.3 s · 812 MiB" in text
    assert "✗ X: roto" in text
    assert "✗ X\\: roto" in cells[4].source


def test_what_concerns_no_cell_stands_at_the_head(
    write: Write,
) -> None:
    gap = Diagnosis(code="gap", task=None, symptom="Falta algo.", cause="Se perdió.", fix="Repítelo.")
    html, cells = write(diagnoses=[gap, gap.model_copy(update={"cell": 99, "symptom": "Otra."})])
    assert "Falta algo" in cells[0].source
    assert "Otra" in cells[0].source
    text = Page(html).text
    assert text.index("Falta algo.") < text.index("Soy yo.")


def test_hostile_text_stays_text(write: Write, make: Callable[..., Result]) -> None:
    task = make({"runs": (Outcome.FAIL, 0.0, 0, HOSTILE)}).tasks[0]
    task = task.model_copy(update={"title": HOSTILE, "model": GradedModel(name=HOSTILE, cell=7, why=[HOSTILE])})
    bad = Diagnosis(code="x", task=None, cell=8, quote=HOSTILE + "\n```", symptom=HOSTILE, cause=HOSTILE, fix=HOSTILE)
    cells = (*CELLS, Cell(8, "markdown", HOSTILE), Cell(9, "code", HOSTILE))
    notebook = Notebook(Path(HOSTILE.replace("/", "")), "3f" * 32, cells, None)
    use = [CellUse(cell=8, seconds=1, peak_mib=1, error=HOSTILE)]
    html, notes = write(notebook, tasks=[task], diagnoses=[bad], message=HOSTILE, cells=use)
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert not any(c in html for c in "\x1b\x00\u202e\u2066")
    said = [cell.source for cell in notes if cell.id.startswith("grader-")]
    assert len(said) == 3
    for source in said:
        rendered = Page(rendered_markdown(source))
        assert {tag for tag, _ in rendered.elements} <= {
            "blockquote",
            "p",
            "strong",
            "ul",
            "li",
            "code",
            "pre",
            "a",
            "div",
            "span",
        }
        assert {attrs.get("href", "report.html") for _, attrs in rendered.elements} == {"report.html"}


def rendered_markdown(source: str) -> str:
    """As Jupyter would show it, with HTML let through."""
    return str(markdown2html_mistune(source))

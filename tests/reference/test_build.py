import nbformat
import pytest

from reference.build import NOTEBOOKS, ROOT, Built, build_all, render

DETECTOR = NOTEBOOKS[0]


@pytest.fixture(params=NOTEBOOKS, ids=lambda built: built.target)
def built(request) -> Built:
    return request.param


def test_a_committed_notebook_is_in_step_with_its_source(built):
    assert (ROOT / built.target).read_text(encoding="utf-8") == render(built), "run `python -m reference.build`"


def test_a_notebook_has_no_outputs(built):
    notebook = nbformat.reads(render(built), as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_a_notebook_names_its_assignment(built):
    assert nbformat.reads(render(built), as_version=4).metadata.grader == {"assignment": "clase156-tarea"}


def test_a_notebook_stands_alone(built):
    assert "import reference" not in render(built)
    assert "from reference" not in render(built)


def test_every_code_cell_compiles(built):
    for cell in nbformat.reads(render(built), as_version=4).cells:
        if cell.cell_type == "code":
            compile(cell.source, cell.id, "exec")


def test_the_reference_notebook_holds_its_modules_code():
    source = render(DETECTOR)
    assert "def build_encoder(" in source
    assert "roc_auc(errores, data.is_tshirt)" in source


def test_every_notebook_is_built(tmp_path):
    assert build_all(tmp_path) == [tmp_path / built.target for built in NOTEBOOKS]
    assert (tmp_path / DETECTOR.target).read_bytes() == (ROOT / DETECTOR.target).read_bytes()

"""Which assignment a notebook without metadata answers, by the words in it."""

from pathlib import Path

import pytest

from grader.errors import UnknownAssignment
from grader.grading.choose import choose_assignment
from grader.intake import Cell, Notebook, read_notebook

ROOT = Path(__file__).resolve().parents[2]


def unnamed(notebook: Notebook) -> Notebook:
    return Notebook(notebook.path, notebook.sha256, notebook.cells, None)


def chosen(source: str) -> str:
    book = Notebook(Path("x.ipynb"), "0" * 64, (Cell(0, "code", source),), None)
    return choose_assignment("x.ipynb", book, None).name


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("assignments/*/starter.ipynb"), *ROOT.glob("assignments/*/sample.ipynb")],
    ids=lambda p: str(p.parent.name),
)
def test_handouts_are_told_without_their_metadata(path: Path) -> None:
    assert choose_assignment(path.name, unnamed(read_notebook(path)), None).name == path.parent.name


def test_lessons_share_words_and_two_more_decide() -> None:
    assert chosen("# denoising: ruido, sparse, latent, autoencoder, bottleneck") == "clase156-ejercicios"


@pytest.mark.parametrize("source", ["print(1)", "# vae, umbral"])
def test_too_few_words_tell_nothing(source: str) -> None:
    with pytest.raises(UnknownAssignment):
        chosen(source)

"""Build the notebooks that are shipped from their plain sources: `python -m reference.build`.

A source is a Python file in jupytext's py:percent format. A notebook must run alone, so a cell with the tag `module`,
in which a source imports a module of ours, is replaced by that module's own cells. Built notebooks hold no outputs
and numbered cell ids: the same sources always give the same bytes.
"""

from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

__all__ = ["NOTEBOOKS", "Built", "build_all", "render"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Built:
    """A notebook to build. Paths are relative to the project's root.

    Attributes:
        source: its py:percent source.
        target: the notebook.
        module: the module whose cells replace the cell with the tag `module`.
    """

    source: str
    target: str
    module: str | None = None


NOTEBOOKS = (
    Built(
        "reference/clase156_tarea/notebook.py",
        "reference/clase156_tarea/notebook.ipynb",
        module="reference/clase156_tarea/detector.py",
    ),
    Built("assignments/clase156-tarea/starter.py", "assignments/clase156-tarea/starter.ipynb"),
    Built("assignments/clase156-tarea/sample.py", "assignments/clase156-tarea/sample.ipynb"),
)


def render(built: Built) -> str:
    """Return the notebook's JSON text."""
    notebook = _read(built.source)
    if built.module is not None:
        notebook.cells = _with_module(notebook.cells, _read(built.module).cells)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    notebook.metadata.pop("jupytext", None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def build_all(folder: Path = ROOT) -> list[Path]:
    """Write every notebook under `folder` and return their paths."""
    written = []
    for built in NOTEBOOKS:
        target = folder / built.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(built), encoding="utf-8")
        written.append(target)
    return written


def _read(source: str) -> NotebookNode:
    return jupytext.read(ROOT / source, fmt="py:percent")


def _with_module(cells: list[NotebookNode], module: list[NotebookNode]) -> list[NotebookNode]:
    result = []
    for cell in cells:
        result.extend(module if "module" in cell.metadata.get("tags", []) else [cell])
    return result


if __name__ == "__main__":
    for path in build_all():
        print(path.relative_to(ROOT))

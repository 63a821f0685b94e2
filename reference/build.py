"""Build the notebooks that are shipped from their plain sources: `python -m reference.build`.

A source is a Python file in jupytext's py:percent format. A notebook must run alone, so a cell with the tag `module`,
in which a source imports modules of ours, is replaced by those modules' own cells, and their code takes on its other
tags. Built notebooks hold no outputs and numbered cell ids: the same sources always give the same bytes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

__all__ = ["Built", "build_all", "notebooks", "render"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Built:
    """A notebook to build. Paths are relative to the project's root.

    Attributes:
        source: its py:percent source.
        target: the notebook.
    """

    source: str
    target: str


def notebooks() -> list[Built]:
    """Every notebook there is a source of: those of the references, the assignments and new assignments."""
    references = "reference/*/notebook.py", "reference/*/as_printed/[!_]*.py"
    places = (*references, "assignments/*/*.py", "grader/assignment/template/**/[!_]*.py")
    sources = [source for place in places for source in ROOT.glob(place)]
    paths = sorted(
        (source.relative_to(ROOT) for source in sources), key=lambda path: (path.parts[0] != "reference", path)
    )
    return [Built(str(path), str(path.with_suffix(".ipynb"))) for path in paths]


def render(built: Built) -> str:
    """Return the notebook's JSON text."""
    notebook = _read(built.source)
    notebook.cells = [part for cell in notebook.cells for part in _inlined(cell)]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    notebook.metadata.pop("jupytext", None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def build_all(folder: Path = ROOT) -> list[Path]:
    """Write every notebook under `folder` and return their paths."""
    written = []
    for built in notebooks():
        target = folder / built.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(built), encoding="utf-8")
        written.append(target)
    return written


def _read(source: str) -> NotebookNode:
    return jupytext.read(ROOT / source, fmt="py:percent")


def _inlined(cell: NotebookNode) -> list[NotebookNode]:
    """Return the cells that stand for `cell`: itself, or those of the modules it imports."""
    tags = cell.metadata.get("tags", [])
    if "module" not in tags:
        return [cell]
    modules = re.findall(r"^from (reference\.\S+) import", cell.source, re.MULTILINE)
    cells = [part for module in modules for part in _read(module.replace(".", "/") + ".py").cells]
    others = [tag for tag in tags if tag != "module"]
    for part in cells:
        if others and part.cell_type == "code":
            part.metadata["tags"] = others
    return cells


if __name__ == "__main__":
    for path in build_all():
        print(path.relative_to(ROOT))

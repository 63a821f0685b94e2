"""Patches change exactly one place, or say why they cannot."""

import nbformat
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nbformat import NotebookNode

from grader.errors import InvalidReference
from grader.mutants import Mutant, Patch, patched

TASKS = ["one", "two"]


def notebook(*cells: tuple[str, str, list[str]]) -> NotebookNode:
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    return nbformat.v4.new_notebook(cells=[make[kind](source, metadata={"tags": tags}) for kind, source, tags in cells])


def mutant(*patches: Patch, exercises: list[str] | None = None) -> Mutant:
    return Mutant(title="x", exercises=exercises or [], patch=list(patches), loses=["one.runs"])


def sources(made: NotebookNode) -> list[str]:
    return [cell.source for cell in made.cells]


BASE = notebook(
    ("markdown", "# Title", []),
    ("code", "import keras", ["common"]),
    ("markdown", "## One", []),
    ("code", "a = 1\nb = 1", ["one"]),
    ("markdown", "## Two", []),
    ("code", "a = 2", ["two"]),
    ("code", "show(a)", ["two"]),
    ("markdown", "The end", []),
)


def test_find_replaces_the_text_and_cell_the_whole_cell() -> None:
    made = patched(
        BASE, "x", mutant(Patch(find="b = 1", replace="b = 3"), Patch(cell="show(a)", replace="hide()")), TASKS
    )
    assert sources(made)[3] == "a = 1\nb = 3"
    assert sources(made)[6] == "hide()"
    assert sources(BASE)[3] == "a = 1\nb = 1"


def test_patches_are_applied_in_their_order() -> None:
    swap = [
        Patch(find="a = 1", replace="c"),
        Patch(find="b = 1", replace="a = 1"),
        Patch(find="c\n", replace="b = 1\n"),
    ]
    assert sources(patched(BASE, "x", mutant(*swap), TASKS))[3] == "b = 1\na = 1"


@pytest.mark.parametrize(
    ("exercise", "kept"),
    [
        ("one", ["# Title", "import keras", "## One", "done", "The end"]),
        ("two", ["# Title", "import keras", "## Two", "a = 2", "done", "The end"]),
    ],
)
def test_only_the_cells_of_its_exercises_stay(exercise: str, kept: list[str]) -> None:
    place = {"one": "b = 1", "two": "show"}[exercise]
    made = patched(BASE, "x", mutant(Patch(cell=place, replace="done"), exercises=[exercise]), TASKS)
    assert sources(made) == kept


def test_what_is_unique_among_its_own_cells_may_recur_in_others() -> None:
    made = patched(BASE, "x", mutant(Patch(find="a = ", replace="z = "), exercises=["one"]), TASKS)
    assert "z = 1\nb = 1" in sources(made)


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (Patch(find="nowhere", replace=""), r"Variant bad, patch\[0\]: find 'nowhere' stands there 0 times"),
        (Patch(find="a = ", replace=""), "find 'a = ' stands there 2 times"),
        (Patch(find=" = 1", replace=""), "find ' = 1' stands there 2 times"),
        (Patch(cell="a", replace=""), "cell 'a' stands there 4 times"),
        (Patch(find="## One", replace=""), "find '## One' stands there 0 times"),
    ],
)
def test_what_does_not_fit_one_place_says_how_often_it_does(patch: Patch, said: str) -> None:
    with pytest.raises(InvalidReference, match=said):
        patched(BASE, "bad", mutant(patch), TASKS)


@given(st.lists(st.text(), min_size=1, max_size=4), st.text(min_size=1), st.text(), st.data())
def test_exactly_the_place_changes(cells: list[str], find: str, replace: str, data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(cells) - 1))
    marked = [f"{source}{find}" if index == chosen else source for index, source in enumerate(cells)]
    assume(sum(source.count(find) for source in marked) == 1)
    base = notebook(*[("code", source, []) for source in marked])
    made = sources(patched(base, "x", mutant(Patch(find=find, replace=replace)), TASKS))
    assert made == [source.replace(find, replace) for source in marked]

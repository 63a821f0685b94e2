"""Tasks that several assignments share: used by name, changed by id, and their mistakes told where they are made."""

from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from grader.assignment import Assignment, json_schema, load_assignment
from grader.errors import InvalidAssignment

SHARED = """\
id: base
title: {es: Base, en: Base}
declared_name: ae
headings: [base]
measure: {kind: reconstruction}
criteria:
  - id: trained_on
    kind: trained_on
    title: {es: Train, en: Train}
    points: 4
    params: {split: train}
  - id: error
    kind: reconstruction
    title: {es: Error, en: Error}
    points: 6
    bounds_for:
      mnist: {at_most: 0.02, from: 0.04}
      digits: {at_most: 0.01}
    catches: [mean_image]
  - id: figure
    kind: shows_output
    title: {es: Figura, en: Figure}
    points: 2
acceptance: [trained_on, error, figure]
"""
HEAD = """\
name: lesson
version: 1
title: {es: Clase, en: Lesson}
description: {es: Nada., en: Nothing.}
datasets: [mnist]
tasks:
"""
FIRST = HEAD.count("\n") + 1  # the line of the first task


def written(folder: Path, tasks: str, shared: str = SHARED) -> Path:
    (folder / "shared").mkdir()
    (folder / "shared" / "base.yaml").write_text(shared)
    (folder / "lesson").mkdir()
    (folder / "lesson" / "assignment.yaml").write_text(HEAD + tasks)
    return folder / "lesson" / "assignment.yaml"


def read(folder: Path, tasks: str, shared: str = SHARED) -> Assignment:
    return load_assignment(written(folder, tasks, shared))


def mistakes(folder: Path, tasks: str, shared: str = SHARED) -> str:
    """What is said of it, without the file's path."""
    file = written(folder, tasks, shared)
    with pytest.raises(InvalidAssignment) as caught:
        load_assignment(file, {"trained_on", "reconstruction", "shows_output"})
    return str(caught.value).replace(str(file), "FILE")


def test_a_task_is_all_that_the_shared_one_says(tmp_path: Path) -> None:
    (task,) = read(tmp_path, "  - use: base\n").tasks
    assert (task.id, task.declared_name, task.max_score) == ("base", "ae", 12)
    assert [criterion.id for criterion in task.criteria] == ["trained_on", "error", "figure"]
    assert task.acceptance == ["trained_on", "error", "figure"]


def test_what_is_said_beside_it_replaces_that(tmp_path: Path) -> None:
    (task,) = read(tmp_path, "  - {use: base, id: own, headings: [one, two], acceptance: [error]}\n").tasks
    assert (task.id, task.headings, task.acceptance) == ("own", ["one", "two"], ["error"])
    assert task.title.en == "Base"


def test_a_criterion_is_changed_field_by_field_by_its_id(tmp_path: Path) -> None:
    (task,) = read(tmp_path, "  - {use: base, criteria: [{id: trained_on, points: 9}]}\n").tasks
    changed = task.criteria[0]
    assert (changed.points, changed.params, changed.title.en) == (9, {"split": "train"}, "Train")
    assert [criterion.points for criterion in task.criteria] == [9, 6, 2]


def test_bounds_replace_bounds_for_each_dataset(tmp_path: Path) -> None:
    (task,) = read(tmp_path, "  - {use: base, criteria: [{id: error, bounds: {at_most: 0.5}}]}\n").tasks
    error = task.criteria[1]
    assert error.bounds is not None
    assert (error.bounds.at_most, error.bounds.from_, error.bounds_for) == (0.5, None, {})
    assert error.catches == ["mean_image"]


def test_a_further_criterion_stands_at_the_end(tmp_path: Path) -> None:
    more = "{id: more, kind: runs, title: {es: Más, en: More}, points: 1}"
    (task,) = read(tmp_path, f"  - use: base\n    criteria: [{more}]\n").tasks
    assert [criterion.id for criterion in task.criteria] == ["trained_on", "error", "figure", "more"]


def test_what_is_left_out_is_not_needed_either(tmp_path: Path) -> None:
    (task,) = read(tmp_path, "  - {use: base, without: [figure]}\n").tasks
    assert [criterion.id for criterion in task.criteria] == ["trained_on", "error"]
    assert task.acceptance == ["trained_on", "error"]


@pytest.mark.parametrize("named", ["[figrue]", "figure", "3", "[[figure]]"])
def test_what_is_not_there_cannot_be_left_out(tmp_path: Path, named: str) -> None:
    said = mistakes(tmp_path, f"  - use: base\n    without: {named}\n")
    assert said == f"FILE, line {FIRST + 1}: without: a list of ids out of trained_on, error, figure."


def test_one_task_used_twice_is_changed_once(tmp_path: Path) -> None:
    first = read(tmp_path, "  - {use: base, criteria: [{id: figure, points: 5}]}\n  - {use: base, id: again}\n")
    assert [task.criteria[2].points for task in first.tasks] == [5, 2]


def test_the_folder_beside_the_assignment_goes_before_the_shipped_one(tmp_path: Path) -> None:
    file = written(tmp_path, "  - use: simple\n")
    assert [criterion.id for criterion in load_assignment(file).tasks[0].criteria][:2] == ["trained_on", "code_size"]
    (tmp_path / "shared" / "simple.yaml").write_text(SHARED)
    assert load_assignment(file).tasks[0].id == "base"


@pytest.mark.parametrize("name", ["bsae", "../lesson", "a/b", "''", "[base]", "null"])
def test_an_unknown_one_is_told_with_those_there_are(tmp_path: Path, name: str) -> None:
    said = mistakes(tmp_path, f"  - id: other\n    use: {name}\n")
    assert said.startswith(f"FILE, line {FIRST + 1}: use: there is no shared task ")
    assert "there are: anomaly, base, " in said
    assert ", simple" in said


@pytest.mark.parametrize(
    ("shared", "said"),
    [("- 1", "base.yaml is not a mapping"), ("a: [", "base.yaml cannot be read: "), ("", "base.yaml cannot be read: ")],
)
def test_one_that_cannot_be_used_is_told_at_its_use(tmp_path: Path, shared: str, said: str) -> None:
    found = mistakes(tmp_path, "  - use: base\n", shared)
    assert found.startswith(f"FILE, line {FIRST}: use: ")
    assert said in found


@pytest.mark.parametrize(
    ("criteria", "line", "said"),
    [
        ("      - {id: figure, points: -1}\n", 2, "tasks[0].criteria[2].points: found -1"),
        (
            "      - id: figure\n        points: 1\n        kidn: runs\n",
            4,
            "tasks[0].criteria[2].kidn: found an unknown",
        ),
        (
            "      - id: trained_on\n        points: 1\n      - id: error\n        bounds:\n          at_most: no\n",
            6,
            'tasks[0].criteria[1].bounds.at_most: found "no"',
        ),
        ("      - {id: figure, kind: shows}\n", 2, 'tasks[0].criteria[2].kind: found "shows"; expected '),
        ("      - {id: more, points: 1}\n", 2, "tasks[0].criteria[3].kind: found nothing"),
        ("      - {points: 1}\n", 2, "tasks[0].criteria[3].id: found nothing"),
        ("      - just text\n", 2, 'tasks[0].criteria[3]: found "just text"'),
    ],
)
def test_a_mistake_in_a_change_is_told_by_its_own_line(tmp_path: Path, criteria: str, line: int, said: str) -> None:
    assert f"FILE, line {FIRST + line}: {said}" in mistakes(tmp_path, f"  - use: base\n    criteria:\n{criteria}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points: 6", "points: -6", "tasks[0].criteria[1].points: found -6"),
        ("kind: reconstruction}", "kind: guess}", "tasks[0].measure.kind: found"),
    ],
)
def test_a_mistake_in_the_shared_task_is_told_at_its_use(tmp_path: Path, old: str, new: str, said: str) -> None:
    tasks = "  - id: other\n    use: base\n    criteria:\n      - {id: figure, points: 1}\n"
    assert f"FILE, line {FIRST + 1}: {said}" in mistakes(tmp_path, tasks, SHARED.replace(old, new))


def test_a_task_after_it_keeps_its_own_lines(tmp_path: Path) -> None:
    own = "  - " + SHARED.replace("\n", "\n    ").replace("points: 2", "points: -2").rstrip() + "\n"
    said = mistakes(tmp_path, "  - {use: base, id: first}\n" + own)
    wrong = own[: own.index("points: -2")].count("\n")
    assert said.startswith(f"FILE, line {FIRST + 1 + wrong}: tasks[1].criteria[2].points: found -2")


def test_a_mistake_in_another_field_is_told_by_its_own_line(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path, "  - use: base\n    measure:\n      kind: guess\n    criteria: [{id: figure, points: 1}]\n"
    )
    assert said.startswith(f'FILE, line {FIRST + 2}: tasks[0].measure.kind: found "guess"')


def test_the_schema_takes_a_task_by_its_name(tmp_path: Path) -> None:
    content = yaml.safe_load(written(tmp_path, "  - {use: base, without: [figure]}\n").read_text())
    jsonschema.validate(content, json_schema())

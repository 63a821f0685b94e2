"""An assignment.yaml is read whole, or its mistakes are named with file, line and field."""

import dataclasses
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.assignment import LimitOverrides, json_schema, load_assignment
from grader.assignment.document import BadYaml, read_document
from grader.errors import GradingError, InvalidAssignment, MissingPath
from grader.sandbox.protocol import Limits

EXAMPLE = Path(__file__).parent / "example"
SOURCE = (EXAMPLE / "assignment.yaml").read_text()


def mistakes(tmp_path: Path, source: str | bytes, kinds: set[str] | None = None) -> str:
    """What is said about `source`, without the file's path."""
    path = tmp_path / "assignment.yaml"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(InvalidAssignment) as caught:
        load_assignment(path, kinds)
    return str(caught.value).replace(str(path), "FILE")


def test_reads_every_field() -> None:
    assignment = load_assignment(EXAMPLE)
    task = assignment.task("detector")
    auc = task.criteria[0]
    assert (assignment.name, assignment.title.get("es"), assignment.datasets) == (
        "example",
        "Ejemplo",
        ["fashion_mnist", "mnist"],
    )
    assert (auc.kind, auc.points, auc.params) == ("roc-auc", 40, {"normal": 0})
    assert auc.bounds is not None
    assert (auc.bounds.at_least, auc.bounds.from_) == (0.85, 0.75)
    assert task.criteria[2].bounds is None
    assert (task.max_score, assignment.max_score) == (60, 60)


def test_a_file_reads_as_its_folder() -> None:
    assert load_assignment(EXAMPLE / "assignment.yaml") == load_assignment(EXAMPLE)


def test_an_unknown_task_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_assignment(EXAMPLE).task("other")


def test_given_limits_fit_those_of_the_sandbox() -> None:
    given_limits = load_assignment(EXAMPLE).limits.given()
    assert given_limits == {"wall": 600.0, "memory": 4 * 2**30}
    assert dataclasses.replace(Limits(), **given_limits).memory == 4 * 2**30


def test_every_limit_of_the_sandbox_can_be_set() -> None:
    assert set(LimitOverrides.model_fields) == {field.name for field in dataclasses.fields(Limits)}


@pytest.mark.parametrize(
    ("size", "found"),
    [("1024", 1024), ("6GiB", 6 * 2**30), ("512 MiB", 2**29), ("1.5GB", 1_500_000_000), ("1kB", 1000)],
)
def test_sizes_are_bytes_or_have_a_unit(tmp_path: Path, size: str, found: int) -> None:
    (tmp_path / "assignment.yaml").write_text(SOURCE.replace("4GiB", size))
    assert load_assignment(tmp_path).limits.memory == found


def test_words_and_numbers_are_those_of_yaml_1_2() -> None:
    source = "[no, yes, on, 1e-3, 010, 1:30, 2020-01-01, null, ~, true, .inf, 1_000, '1', -1.5]"
    expected = ["no", "yes", "on", 1e-3, 10, "1:30", "2020-01-01", None, None, True, ".inf", "1_000", "1", -1.5]
    assert read_document(source).value == expected


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: example", "name: Ejemplo 1", 'line 2: name: found "Ejemplo 1"; expected text that matches'),
        ("version: 1", "version: '1'", 'line 3: version: found "1"; expected a whole number'),
        ("version: 1", "version: 0", "line 3: version: found 0; expected a number >= 1"),
        ("version: 1\n", "", "line 2: version: found nothing; expected a value"),
        (
            "version: 1",
            "verison: 1",
            "line 3: verison: found an unknown field; expected version",
        ),
        ("  en: Nothing is needed.\n", "", "line 5: description.en: found nothing; expected a value"),
        ("es: Ejemplo", "es: ''", 'line 4: title.es: found ""; expected text that is not empty'),
        ("{es: Ejemplo, en: Example}", "Ejemplo", 'line 4: title: found "Ejemplo"; expected a mapping'),
        ("mnist]", "cifar10]", "line 8: datasets[1]: found \"cifar10\"; expected 'fashion_mnist' or 'mnist'"),
        ("fashion_mnist, mnist]", "mnist, mnist]", "datasets: each only once, and mnist is there twice"),
        ("[fashion_mnist, mnist]", "[]", "line 8: datasets: found a list of length 0; expected at least 1"),
        ("wall: 600", "wall: 0", "line 10: limits.wall: found 0; expected a number > 0"),
        ("4GiB", "4 apples", 'limits.memory: found "4 apples"; expected a number of bytes, or a size such as 6GiB'),
        ("camiseta", "Camiseta", 'line 12: keywords[0]: found "Camiseta"; expected lower case'),
        ("autoencoder", "mi modelo", 'line 17: tasks[0].declared_name: found "mi modelo"; expected'),
        (
            "normal_class: 0",
            "normal_class: 10",
            "line 19: tasks[0].measure.normal_class: found 10; expected a number <= 9",
        ),
        ("[fashion_mnist, mnist]", "[mnist]", "only datasets listed in datasets, which fashion_mnist is not"),
        ("points: 40", "points: -1", "line 24: tasks[0].criteria[0].points: found -1; expected a number >= 0"),
        ("points: 40", "points: .nan", 'line 24: tasks[0].criteria[0].points: found ".nan"; expected a number'),
        (
            "at_least: 0.85,",
            "",
            "tasks[0].criteria[0].bounds: found a mapping with the keys: from; expected exactly one of",
        ),
        (
            "from: 0.75",
            "from: 0.95",
            "line 26: tasks[0].criteria[0].bounds: found a mapping with the keys: at_least, from; ",
        ),
        ("at_most: 2.5e-2", "at_most: 1, from: 1", "expected from above at_most"),
        ("id: mse", "id: auc", "criteria: each only once, and auc is there twice"),
        ("[auc, mse]", "[auc, roc]", "acceptance: only ids of its criteria, which roc is not"),
        ("[auc, mse]", "[auc, auc]", "acceptance: each only once, and auc is there twice"),
        ("[auc, mse]", "[]", "line 36: tasks[0].acceptance: found a list of length 0; expected at least 1"),
    ],
)
def test_a_mistake_is_named_with_line_field_found_and_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert SOURCE.count(old) >= 1
    assert said in mistakes(tmp_path, SOURCE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "FILE, line 1: the file is empty."),
        ("# only a comment\n", "FILE, line 1: the file is empty."),
        ("- 1", "FILE, line 1: -: found a list of length 1; expected a mapping"),
        ("a: 1\nb: [", "FILE, line 2: YAML syntax: "),
        ("a: 1\n\tb: 2", "FILE, line 2: YAML syntax: "),
        ("a: 1\nb: 'x", "YAML syntax: "),
        ("a: 1\n---\nb: 2", "FILE, line 2: YAML syntax: but found another document"),
        ("a: 1\nb: \x07", "FILE, line 2: YAML syntax: special characters are not allowed"),
        (b"a: 1\nb: \xe9", "FILE, line 2: it is not UTF-8 text."),
        ("a: 1\nb: {c: 1,\n c: 2}", "FILE, line 3: the key c is there twice."),
        ("a: 1\n1: 2", "FILE, line 2: a key must be text."),
        ("? [a]\n: 2", "a key must be text."),
        (
            "a: !!python/object/apply:os.system [id]",
            "the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed",
        ),
        ("a: !secret x", "the tag !secret is not allowed."),
        ("a: !!set {x}", "the tag tag:yaml.org,2002:set is not allowed"),
        ("a: !!int x", "x is not a value of type int."),
        ("a: !!bool maybe", "maybe is not a value of type bool."),
        ("a: &x 1\nb: *x", "anchors and aliases are not read here"),
        ("a: &x [*x]", "anchors and aliases are not read here"),
        ("[" * 60 + "]" * 60, "more than 50 levels."),
        ("[" * 1_000, "more than 50 levels."),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_line(tmp_path: Path, source: str | bytes, said: str) -> None:
    assert said in mistakes(tmp_path, source)


def test_a_task_is_there_only_once(tmp_path: Path) -> None:
    source = SOURCE + SOURCE[SOURCE.index("  - id: detector") :]
    assert "expected tasks: each only once, and detector is there twice" in mistakes(tmp_path, source)


def test_all_mistakes_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    source = SOURCE.replace("points: 40", "points: x").replace("version: 1\n", "") + "version: x\n"
    places = [line.split(":")[0] for line in mistakes(tmp_path, source).splitlines()]
    assert places == ["FILE, line 23", "FILE, line 36"]


def test_an_unknown_kind_is_told_with_the_nearest_ones(tmp_path: Path) -> None:
    said = mistakes(tmp_path, SOURCE, {"roc_auc", "reconstruction", "runs"})
    assert said == 'FILE, line 22: tasks[0].criteria[0].kind: found "roc-auc"; expected roc_auc'


def test_known_kinds_are_accepted() -> None:
    assert load_assignment(EXAMPLE, {"roc-auc", "reconstruction", "runs"})


def test_a_missing_file_is_a_missing_path(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="There is no file"):
        load_assignment(tmp_path)


def test_the_schema_accepts_what_is_read() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(yaml.safe_load(SOURCE), json_schema())


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: detector", "id: De tector"), ("4GiB", "4 apples"), ("at_least: 0.85,", ""), ("version", "verison")],
)
def test_the_schema_refuses_mistakes(old: str, new: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(SOURCE.replace(old, new, 1)), json_schema())


@given(st.text() | st.text(alphabet="abc:-[]{}&*!|>'\"#%@\n\t ,?~0123456789."))
def test_any_text_is_a_document_or_bad_yaml(source: str) -> None:
    try:
        line = read_document(source).line(("nowhere", 0))
    except BadYaml as error:
        line = error.line
    assert line >= 1


@given(st.integers(0, len(SOURCE) - 1), st.sampled_from([*":-[]{}!&*\n \t#'\"0ñ", ""]), st.integers(0, 40))
def test_a_damaged_assignment_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, position: int, inserted: str, removed: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text(SOURCE[:position] + inserted + SOURCE[position + removed :])
    try:
        said = str(path) if load_assignment(path) else ""
    except GradingError as error:
        said = error.explain("es")
    assert str(path) in said

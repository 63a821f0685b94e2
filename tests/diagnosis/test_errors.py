"""First errors, and those that only follow from them."""

from grader.diagnosis.broken.errors import first_errors
from grader.diagnosis.broken.rule import broken_cells
from grader.exchange.evidence import FailedImport
from grader.i18n import render
from tests.diagnosis.submission import cell, codes, error, only, symptoms


def missing(order: int, name: str):
    return error(order, 1, "NameError", f"name '{name}' is not defined")


def test_a_cascade_has_one_cause():
    known = symptoms(
        "x = load()\nmodel = build(x)",
        "history = model.fit(x)",
        "print(history)",
        "print('fine')",
        errors={0: error(0, 1, "FileNotFoundError", "no"), 1: missing(1, "model"), 2: missing(2, "history")},
    )
    finding = only(broken_cells, known)
    assert finding.code == "first-error"
    assert "Cells 2, 3 fail only because of it" in render(finding.symptom, "en")


def test_names_of_the_lines_that_did_run_are_not_lost():
    known = symptoms(
        "y = 1\nx = 1 / 0", "print(z)", errors={0: error(0, 2, "ZeroDivisionError", "no"), 1: missing(1, "z")}
    )
    assert [found.followers for found in first_errors(known)] == [[], []]


def test_what_an_import_was_to_bring_is_missing_later():
    failed = FailedImport(line="from keras.layers.core import Dense", error="ModuleNotFoundError: No module named 'x'")
    known = symptoms(
        "from keras.layers.core import Dense\nimport keras",
        "h = Dense(3)",
        evidence=[cell(0, failed_imports=[failed])],
        errors={1: missing(1, "Dense")},
    )
    finding = only(broken_cells, known)
    assert finding.code == "keras2-import"
    assert "Cell 2 fails only because of it" in render(finding.symptom, "en")


def test_the_line_is_that_of_the_function_in_which_it_failed():
    known = symptoms(
        "def build():\n    return keras.optimizers.SGD(lr=0.1)",
        "opt = build()",
        errors={1: error(1, 1, "ValueError", "Argument(s) not recognized: {'lr': 0.1}", inner=(0, 2))},
    )
    place = only(broken_cells, known).place
    assert place is not None
    assert (place.cell, place.quote) == (1, "return keras.optimizers.SGD(lr=0.1)")


def test_cells_out_of_order():
    known = symptoms("print(auc)", "auc = 0.9", errors={0: missing(0, "auc")})
    assert only(broken_cells, known).code == "cells-out-of-order"


def test_a_forgotten_import():
    finding = only(broken_cells, symptoms("plt.show()", errors={0: missing(0, "plt")}))
    assert (finding.code, finding.code_fix) == ("missing-import", "import matplotlib.pyplot as plt")


def test_a_misspelt_name_is_left_to_the_criteria():
    assert codes(broken_cells, symptoms("autoencodr.fit(x)", errors={0: missing(0, "autoencodr")})) == []


def test_images_of_another_shape():
    message = (
        "Input 0 with name 'input_layer' of layer 'functional' is incompatible with the layer: "
        "expected shape=(None, 784), found shape=(32, 28, 28)"
    )
    finding = only(broken_cells, symptoms("ae.fit(x, x)", errors={0: error(0, 1, "ValueError", message)}))
    assert finding.code == "input-shape"
    assert finding.code_fix.splitlines()[0] == "x_train = x_train.reshape(-1, 784)"


def test_images_with_another_number_of_pixels_are_something_else():
    message = "expected shape=(None, 784), found shape=(32, 10)"
    assert codes(broken_cells, symptoms("ae.fit(x, x)", errors={0: error(0, 1, "ValueError", message)})) == []


def test_an_axis_that_there_is_not():
    failed = error(0, 1, "AxisError", "axis 4 is out of bounds for array of dimension 4")
    assert only(broken_cells, symptoms("mse = e.mean(axis=(1, 2, 3, 4))", errors={0: failed})).code == "no-such-axis"


def test_a_notebook_that_runs():
    assert codes(broken_cells, symptoms("import keras", "x = 1")) == []


def test_a_cell_that_is_no_python():
    known = symptoms("%%bash\nls", "x = (", errors={1: error(1, 1, "SyntaxError", "'(' was never closed")})
    assert codes(broken_cells, known) == []

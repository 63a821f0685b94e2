"""Which descriptions a box may build from."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import Unrepeatable
from grader.replay.standard import check

DENSE = {
    "module": "keras.layers",
    "class_name": "Dense",
    "config": {
        "name": "code",
        "units": 32,
        "activation": "relu",
        "dtype": {
            "module": "keras",
            "class_name": "DTypePolicy",
            "config": {"name": "float32"},
            "registered_name": None,
        },
        "kernel_initializer": {
            "module": "keras.initializers",
            "class_name": "GlorotUniform",
            "config": {"seed": None},
            "registered_name": None,
        },
    },
    "registered_name": None,
    "build_config": {"input_shape": [None, 784]},
}
TENSOR = {"class_name": "__keras_tensor__", "config": {"shape": [None, 784], "keras_history": ["a", 0, 0]}}
SUM = {"module": "keras.src.ops.numpy", "class_name": "Add", "config": {"name": "add"}, "registered_name": "Add"}


@pytest.mark.parametrize("description", [DENSE, TENSOR, SUM, {"layers": [DENSE, SUM]}, {"loss": None}])
def test_standard_parts_pass(description: Any) -> None:
    check(description)


@pytest.mark.parametrize(
    "part",
    [
        {"module": "builtins", "class_name": "function", "config": "system", "registered_name": "function"},
        {"class_name": "__lambda__", "config": {"value": "eJwL"}},
        {"class_name": "__numpy__", "config": {"value": [1.0], "dtype": "float32"}},
        {"class_name": "__typespec__", "spec_name": "os.system", "module": "os", "config": []},
        {"module": "keras.layers", "class_name": "Lambda", "config": {}, "registered_name": None},
        {"module": "keras.layers", "class_name": "TFSMLayer", "config": {}, "registered_name": None},
        {"module": "keras.layers", "class_name": "Dense", "config": {}, "registered_name": "mine>Dense"},
        {"module": "keras.src.ops.numpy.os", "class_name": "system'", "config": {}, "registered_name": None},
        {"module": "keras.src.saving", "class_name": "load_model", "config": {}, "registered_name": None},
        {"module": None, "class_name": "Dense", "config": {}, "registered_name": "Dense"},
        {"module": ["keras.layers"], "class_name": "Dense", "config": {}},
        {"module": "keras.layers", "config": {}},
    ],
)
def test_anything_else_is_refused_wherever_it_stands(part: Any) -> None:
    for place in ("activation", "kernel_initializer"):
        description = copy.deepcopy(DENSE)
        description["config"][place] = part
        with pytest.raises(Unrepeatable):
            check({"layers": [description]})


def test_tables_of_numbers_and_long_texts_are_refused() -> None:
    constant = {"module": "keras.initializers", "class_name": "Constant", "registered_name": None}
    check({**constant, "config": {"value": 0.5}})
    with pytest.raises(Unrepeatable, match="table"):
        check({**constant, "config": {"value": [0.1] * 1_000}})
    with pytest.raises(Unrepeatable, match="table"):
        check({**constant, "config": {"value": "A" * 1_000}})


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["module", "class_name", "config", "x"]), inner),
)


@given(JSON)
def test_what_passes_names_no_other_module(description: Any) -> None:
    try:
        check(description)
    except Unrepeatable:
        return
    assert all(module is None or str(module).startswith("keras") for module in _modules(description))


def _modules(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*([value["module"]] if "module" in value else []), *(m for v in value.values() for m in _modules(v))]
    return [module for item in value for module in _modules(item)] if isinstance(value, list) else []

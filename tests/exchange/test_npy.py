"""npy files: what numpy writes of the allowed dtypes is read, everything else refused."""

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from grader.errors import BadArtefact
from grader.exchange import read_npy
from grader.exchange.npy import DTYPES

ALLOWED = set(DTYPES.values())


def saved(array: NDArray[Any], version: tuple[int, int] | None = None) -> bytes:
    buffer = io.BytesIO()
    npy_format.write_array(buffer, array, version=version, allow_pickle=True)
    return buffer.getvalue()


def read(
    data: bytes, shape: tuple[int | None, ...], dtypes: set[str] = ALLOWED, max_items: int = 10**6
) -> NDArray[Any]:
    return read_npy(data, name="a.npy", dtypes=dtypes, shape=shape, max_items=max_items)


def with_header(header: str, body: bytes = b"", version: bytes = b"\x01\0") -> bytes:
    return b"\x93NUMPY" + version + len(header).to_bytes(2, "little") + header.encode("latin1") + body


shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
dtypes = st.sampled_from(sorted(ALLOWED)).map(np.dtype)
versions = st.sampled_from([None, (1, 0), (2, 0), (3, 0)])


@given(hnp.arrays(dtypes, shapes), versions)
def test_reads_what_numpy_writes(array: NDArray[Any], version: tuple[int, int] | None) -> None:
    data = saved(array, version)
    if not np.isfinite(array).all():
        with pytest.raises(BadArtefact, match="NaN or infinity"):
            read(data, array.shape)
        return
    found = read(data, array.shape)
    assert found.dtype == array.dtype
    np.testing.assert_array_equal(found, array)
    assert not found.flags.writeable
    assert found.base is None


@given(
    hnp.arrays(hnp.scalar_dtypes() | hnp.array_dtypes(max_size=2) | dtypes, shapes, fill=st.nothing()),
    st.booleans(),
    st.sampled_from([None, (3, 0)]),
    st.integers(-8, 8),
)
@pytest.mark.filterwarnings("ignore:Stored array in format")
@pytest.mark.filterwarnings("ignore:Custom dtypes are saved")
def test_accepts_nothing_that_numpy_reads_otherwise(
    array: NDArray[Any], fortran: bool, version: tuple[int, int] | None, change: int
) -> None:
    data = saved(np.asfortranarray(array) if fortran else array, version)
    data = data + b"\0" * change if change > 0 else data[: len(data) + change]
    try:
        found = read(data, array.shape)
    except BadArtefact:
        return
    assert change == 0
    assert found.dtype.name in ALLOWED
    np.testing.assert_array_equal(found, np.load(io.BytesIO(data)), strict=True)


@given(hnp.arrays(dtypes, shapes), st.data())
def test_flipped_bytes_are_refused_or_still_account_for_every_byte(array: NDArray[Any], data: st.DataObject) -> None:
    content = bytearray(saved(array))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(content), array.shape)
    except BadArtefact:
        return
    assert found.shape == array.shape
    np.testing.assert_array_equal(found, np.load(io.BytesIO(bytes(content))), strict=True)


@given(st.binary() | st.binary().map(lambda b: b"\x93NUMPY\x01\0" + b))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadArtefact):
        read(data, ())


def header(descr: str = "<f4", order: str = "False", shape: str = "(2,)") -> str:
    return f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n"


def test_a_plain_header_is_read() -> None:
    assert read(with_header(header(), b"\0" * 8), (2,)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (header(descr="|O"), "that numpy would not write"),
        (header(descr="|O8"), r"holds \|O8"),
        (header(descr=">f4"), "holds >f4"),
        (header(descr="<c8"), "holds <c8"),
        (header(descr="<f8"), "expected: float32"),
        (header(order="True"), "fortran_order: True"),
        (header(shape="(2, 1)"), r"holds \(2, 1\); expected: \(\*,\)|holds \(2, 1\)"),
        (header(shape="(-2,)"), "numpy would not write"),
        (header(shape="(2.0,)"), "numpy would not write"),
        (header(shape="(2)"), "numpy would not write"),
        (header(shape="(3,)"), "declares 12 bytes of data and holds 8"),
        (header(shape="(100000000000,)"), "holds"),
        (header(shape="(1, 1, 1, 1, 1, 1, 1, 1, 2)"), "<= 8"),
        (header().replace("descr", "dtype"), "numpy would not write"),
        (header()[:-1], "numpy would not write"),
        (header() + "\n" + header(), "numpy would not write"),
        (header()[:-1] + " " * 2000 + "\n", "numpy would not write"),
        ("__import__('os').system('id')\n", "numpy would not write"),
    ],
)
def test_other_headers_are_refused(text: str, message: str) -> None:
    with pytest.raises(BadArtefact, match=message):
        read(with_header(text, b"\0" * 8), (None,), {"float32"})


@pytest.mark.parametrize("version", [b"\0\0", b"\x01\x01", b"\x04\0"])
def test_other_versions_are_refused(version: bytes) -> None:
    with pytest.raises(BadArtefact, match="version 1, 2 or 3"):
        read(with_header(header(), b"\0" * 8, version), (2,))


def test_an_empty_axis_does_not_excuse_a_giant_one() -> None:
    with pytest.raises(BadArtefact):
        read(with_header(header(shape="(0, 999999999999, 999999999999)")), (None, None, None))


def test_a_declared_giant_takes_no_memory() -> None:
    with pytest.raises(BadArtefact, match="<= 1,000,000"):
        read(with_header(header(shape="(999999999999, 784)")), (None, 784))


def test_the_items_allowed_are_read_and_not_one_more() -> None:
    assert read(saved(np.zeros(10, np.uint8)), (None,), max_items=10).size == 10
    with pytest.raises(BadArtefact, match="<= 9"):
        read(saved(np.zeros(10, np.uint8)), (None,), max_items=9)


@pytest.mark.parametrize("shape", [(2, 3), (None, 3), (2, None), (None, None)])
def test_a_fitting_shape_pattern_is_accepted(shape: tuple[int | None, ...]) -> None:
    assert read(saved(np.zeros((2, 3), np.float32)), shape).shape == (2, 3)


@pytest.mark.parametrize("shape", [(), (6,), (3, 2), (2, 3, 1), (None, 4)])
def test_another_shape_is_refused(shape: tuple[int | None, ...]) -> None:
    with pytest.raises(BadArtefact, match=r"holds \(2, 3\); expected"):
        read(saved(np.zeros((2, 3), np.float32)), shape)


def test_a_pickle_is_never_opened() -> None:
    with pytest.raises(BadArtefact):
        read(saved(np.array([print], dtype=object)), (1,))

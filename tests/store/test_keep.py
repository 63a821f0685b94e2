"""The keep, without anything that is run."""

import multiprocessing
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from grader.store.digest import digest
from grader.store.keep import Keep
from grader.store.surroundings import code, file_hash

KEY = digest("some", "key")
FILES = {"run.json": b"{}", "box/arrays/0001.npy": bytes(1000)}


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    return Keep(tmp_path / ".store")


def entry(tmp_path: Path) -> Path:
    return tmp_path / ".store" / KEY[:2] / KEY


def test_what_is_kept_comes_back(keep: Keep, tmp_path: Path) -> None:
    assert keep.get(KEY) is None
    keep.put(KEY, FILES)
    assert keep.get(KEY) == FILES
    assert entry(tmp_path).stat().st_size < 500
    assert [path.name for path in entry(tmp_path).parent.iterdir()] == [KEY]


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_changed_byte_is_noticed(keep: Keep, tmp_path: Path, place: int) -> None:
    keep.put(KEY, FILES)
    data = bytearray(entry(tmp_path).read_bytes())
    data[place] ^= 1
    entry(tmp_path).write_bytes(data)
    assert keep.get(KEY) is None
    assert not entry(tmp_path).exists()


def test_one_that_was_cut_short_is_noticed(keep: Keep, tmp_path: Path) -> None:
    keep.put(KEY, FILES)
    entry(tmp_path).write_bytes(entry(tmp_path).read_bytes()[:-20])
    assert keep.get(KEY) is None


def hold(folder: Path, log: Path, name: str) -> None:
    with Keep(folder).locked(KEY):
        with log.open("a") as file:
            file.write(f"{name} in\n")
        time.sleep(0.3)
        with log.open("a") as file:
            file.write(f"{name} out\n")


def test_two_processes_do_not_make_the_same_at_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    context = multiprocessing.get_context("forkserver")
    holders = [context.Process(target=hold, args=(tmp_path / ".store", log, name)) for name in ("a", "b", "c")]
    for holder in holders:
        holder.start()
    for holder in holders:
        holder.join()
    told = log.read_text().split()
    assert told[::4] == told[2::4]  # who comes in goes out before the next one comes in
    assert len(told) == 12


@dataclass(frozen=True)
class Given:
    name: str
    data: object = None


def test_equal_values_have_one_digest_and_others_another() -> None:
    array = np.arange(6, dtype=np.float32)
    values = [
        None, True, 1, 1.0, "1", b"1", [], [1], [1, 2], [[1], 2], {"a": 1}, {"a": 2}, {1, 2}, Path("1"),
        array, array.reshape(2, 3), array.astype(np.float64), array + 1,
        Given("a"), Given("b"), Given("a", array), Given("a", array + 1), ["ab", "c"], ["a", "bc"],
    ]  # fmt: skip
    digests = [digest(value) for value in values]
    assert len(set(digests)) == len(values)
    assert digest({"a": 1, "b": array}, Given("a", array.copy())) == digest({"b": array, "a": 1}, Given("a", array))
    with pytest.raises(TypeError):
        digest(object())


def test_surroundings(tmp_path: Path) -> None:
    assert code("box") != code("store")
    file = tmp_path / "data"
    file.write_bytes(b"1")
    first = file_hash(file)
    assert file_hash(file) == first
    file.write_bytes(b"22")
    assert file_hash(file) != first

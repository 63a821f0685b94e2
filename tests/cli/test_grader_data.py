"""`grader data`: where datasets are, and fetching them, from a server of our own."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from grader.datasets import Dataset, available, load
from grader.datasets import places as places_module

Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.skipif(not available("fashion_mnist"), reason="needs Fashion-MNIST")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def fashion() -> Dataset:
    return load("fashion_mnist")


@pytest.fixture
def bare(fashion: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without datasets."""
    monkeypatch.setattr(places_module, "_DEBIAN", tmp_path / "debian")
    monkeypatch.setattr(places_module, "_BESIDE_CHECKOUT", tmp_path / "beside")
    monkeypatch.delenv("GRADER_DATA_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path


@pytest.fixture
def mirror(fashion: Dataset, tmp_path: Path) -> Iterator[str]:
    """The address of a folder with the four files of Fashion-MNIST."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    if not fashion.source.is_dir():
        pytest.skip("needs Fashion-MNIST as idx files")
    for file in fashion.source.iterdir():
        shutil.copy(file, folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def row(shown: str, name: str) -> str:
    return next(line for line in shown.splitlines() if line.split()[:1] == [name])


def test_each_dataset_is_shown_with_its_place(grader: Run, fashion: Dataset) -> None:
    code, shown, _ = grader("data", "--lang", "en")
    assert code == 0
    assert "✓ as published" in row(shown, "fashion_mnist")
    assert "60000 + 10000" in row(shown, "fashion_mnist")
    assert str(fashion.source) in shown
    assert "60000 + 10000" in row(shown, "digits")


@pytest.mark.parametrize(("lang", "said"), [("en", "nowhere on this machine"), ("es", "no está en esta máquina")])
def test_a_missing_one_comes_with_every_way_to_get_it(grader: Run, bare: Path, lang: str, said: str) -> None:
    code, shown, _ = grader("data", "--lang", lang)
    assert code == 0
    assert "✗" in row(shown, "fashion_mnist")
    assert "✗" in row(shown, "mnist")
    assert "✓" in row(shown, "digits")
    assert shown.count(said) == 2
    for way in ("apt install dataset-fashion-mnist", "grader data --fetch mnist", "GRADER_DATA_DIR"):
        assert way in shown


def test_a_damaged_one_is_told_by_its_file(grader: Run, bare: Path) -> None:
    (bare / "keras" / "datasets").mkdir(parents=True)
    (bare / "keras" / "datasets" / "mnist.npz").write_bytes(b"damaged")
    _, shown, _ = grader("data", "--lang", "en")
    assert "✗" in row(shown, "mnist")
    assert str(bare / "keras" / "datasets" / "mnist.npz") in shown


def test_mnist_can_be_hidden(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_STAND_IN", "1")
    _, shown, _ = grader("data", "--lang", "en")
    assert "✗" in row(shown, "mnist")
    assert "GRADER_STAND_IN is set" in shown


def test_fetching_brings_a_dataset_to_where_it_is_found(grader: Run, bare: Path, mirror: str) -> None:
    code, shown, _ = grader("data", "--fetch", "fashion_mnist", "--from", mirror, "--lang", "en")
    folder = bare / "keras" / "datasets" / "fashion-mnist"
    assert code == 0
    assert str(folder) in shown
    assert load("fashion_mnist").source == folder


def test_fetching_what_is_here_downloads_nothing(grader: Run, fashion: Dataset) -> None:
    code, shown, _ = grader("data", "--fetch", "fashion_mnist", "--from", "http://127.0.0.1:1", "--lang", "en")
    assert code == 0
    assert f"already here: {fashion.source}" in shown


def test_fetching_without_a_network_names_the_other_ways(grader: Run, bare: Path) -> None:
    code, _, said = grader("data", "--fetch", "mnist", "--from", "http://127.0.0.1:1", "--lang", "en")
    assert code == 3
    assert "could not be downloaded from http://127.0.0.1:1: [Errno 111] Connection refused" in said
    assert "GRADER_DATA_DIR" in said

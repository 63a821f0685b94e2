"""Downloads, from a server of our own: what was published is kept, anything else is not."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest

from grader.datasets import download, fetch, load
from grader.datasets.places import IDX_FILES
from grader.errors import MissingDataset


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class Truncating(BaseHTTPRequestHandler):
    """Promises more than it sends."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")

    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    """Starts a server and gives its address."""
    servers = []

    def start(handler) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def published(tmp_path, serve) -> Iterator[tuple]:
    """A folder and the address at which it is served."""
    folder = tmp_path / "published"
    folder.mkdir()
    return folder, serve(partial(Quiet, directory=folder))


def kept(nowhere):
    return sorted(path.name for path in (nowhere / "keras").rglob("*") if path.is_file())


def test_fashion_mnist_is_downloaded_to_where_keras_looks(fashion, nowhere, published):
    folder, address = published
    shutil.copytree(fashion.source, folder, dirs_exist_ok=True)
    assert fetch("fashion_mnist", address) == nowhere / "keras" / "datasets" / "fashion-mnist"
    assert load("fashion_mnist").source == nowhere / "keras" / "datasets" / "fashion-mnist"
    assert kept(nowhere) == sorted(IDX_FILES.values())


def test_mnist_is_downloaded_with_progress(mnist, nowhere, published):
    folder, address = published
    np.savez(folder / "mnist.npz", **{part: getattr(mnist, part) for part in IDX_FILES})
    size = (folder / "mnist.npz").stat().st_size
    seen = []
    assert fetch("mnist", address + "/", lambda *state: seen.append(state)) == load("mnist").source
    assert {(file, total) for file, _, total in seen} == {("mnist.npz", size)}
    done = [done for _, done, _ in seen]
    assert done == sorted(done)
    assert done[-1] == size


def test_a_damaged_file_is_replaced(mnist, nowhere, published):
    folder, address = published
    np.savez(folder / "mnist.npz", **{part: getattr(mnist, part) for part in IDX_FILES})
    (nowhere / "keras" / "datasets").mkdir(parents=True)
    (nowhere / "keras" / "datasets" / "mnist.npz").write_bytes(b"damaged")
    fetch("mnist", address)
    np.testing.assert_array_equal(load("mnist").y_test, mnist.y_test)


def test_anything_else_than_was_published_is_not_kept(nowhere, published):
    folder, address = published
    np.savez(folder / "mnist.npz", **{part: getattr(load("digits"), part) for part in IDX_FILES})
    with pytest.raises(MissingDataset, match="is not mnist as published") as refused:
        fetch("mnist", address)
    assert address in str(refused.value)
    assert "GRADER_DATA_DIR" in str(refused.value)
    assert kept(nowhere) == []


def test_a_file_that_is_not_there_is_told_with_the_other_ways(nowhere, published):
    with pytest.raises(MissingDataset, match="404") as refused:
        fetch("fashion_mnist", published[1])
    assert "apt install dataset-fashion-mnist" in str(refused.value)
    assert kept(nowhere) == []


def test_a_connection_that_ends_early_is_told(nowhere, serve):
    with pytest.raises(MissingDataset, match="4 of 1000 bytes"):
        fetch("mnist", serve(Truncating))
    assert kept(nowhere) == []


def test_no_connection_is_told(nowhere):
    with pytest.raises(MissingDataset, match="could not be downloaded") as missing:
        fetch("mnist", "http://127.0.0.1:1")
    assert "Connection refused" in str(missing.value)


def test_what_is_no_address_is_told(nowhere):
    with pytest.raises(MissingDataset, match="unknown url type"):
        fetch("mnist", "nothing")


def test_far_too_much_is_cut_off(nowhere, published, monkeypatch):
    folder, address = published
    (folder / "mnist.npz").write_bytes(bytes(2_000))
    monkeypatch.setattr(download, "_MOST", 1_000)
    with pytest.raises(MissingDataset, match="more than 1000 bytes"):
        fetch("mnist", address)


def test_a_folder_that_cannot_be_written_is_an_error_with_its_name(nowhere, published, monkeypatch):
    (nowhere / "file").write_text("")
    monkeypatch.setenv("KERAS_HOME", str(nowhere / "file"))
    with pytest.raises(MissingDataset, match="KERAS_HOME"):
        fetch("mnist", published[1])

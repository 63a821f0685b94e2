import pytest

from grader.datasets import load
from grader.errors import MissingDataset


@pytest.fixture
def fashion():
    return load("fashion_mnist")


@pytest.fixture
def mnist():
    try:
        return load("mnist")
    except MissingDataset as missing:
        pytest.skip(str(missing))


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine without datasets, on which GRADER_DATA_DIR and Keras' folder are empty and private."""
    from grader.datasets import places

    monkeypatch.setattr(places, "_DEBIAN", tmp_path / "debian")
    monkeypatch.setattr(places, "_BESIDE_CHECKOUT", tmp_path / "beside")
    monkeypatch.setenv("GRADER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("GRADER_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "data").mkdir()
    return tmp_path

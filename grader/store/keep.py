"""Files kept under a key that says all they depend on, whole or not at all."""

import contextlib
import fcntl
import hashlib
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

__all__ = ["STORE", "Keep"]

#: Folder below the output.
STORE: Final = ".store"
#: What takes more than this, unpacked, is not kept.
MAX_ENTRY: Final = 2**29  # bytes
_HASH: Final = hashlib.sha256().digest_size


class Keep:
    """A folder of entries; each is one file, a hash of its content followed by that content, a compressed zip.

    Only this side of the boxes' walls ever writes here.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> dict[str, bytes] | None:
        """The files under `key`. One that is damaged is thrown away, as if it had never been."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data[_HASH:]).digest() == data[:_HASH]:
                with zipfile.ZipFile(io.BytesIO(data[_HASH:])) as archive:
                    return {name: archive.read(name) for name in archive.namelist()}
        except FileNotFoundError:
            return None
        except (OSError, zipfile.BadZipFile, zlib.error):
            pass
        self.drop(key)
        return None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep `files`, unless they are too much, or there is no room: then it is as if they had not been run."""
        if sum(map(len, files.values())) > MAX_ENTRY:
            return
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, compresslevel=1)
        content = packed.getvalue()
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
                part.write(hashlib.sha256(content).digest() + content)
            Path(part.name).replace(path)

    def drop(self, key: str) -> None:
        """Forget what is under `key`."""
        self._path(key).unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """Nobody else, in any process, makes what belongs under `key` meanwhile; waits for those who do."""
        path = self._folder / "locks" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

"""Places in an object store (S3, Google Cloud Storage, Azure), used as `pathlib.Path` is as far as results need it."""

from __future__ import annotations

import contextlib
import datetime as dt
import fnmatch
import functools
import http
import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pmobook.errors import PmobookError
from pmobook.method.running import running_method
from pmobook.record.storage_settings import storage_settings

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import ObjectStore

__all__ = ["RemotePath", "StorageRefuses", "delta_options", "told_plainly"]

_STATUS = re.compile(r"status code\W*(?:\[\d+m\W*)*(\d{3})\b")  # deltalake colours its messages and breaks them into lines
_ASKED = "Error performing"
_NO_ACCOUNT = "Account must be specified"
_NO_BUCKET = re.compile(r"NoSuchBucket|ContainerNotFound|bucket does not exist", re.IGNORECASE)


class StorageRefuses(PmobookError):
    """An object store doesn't answer, refuses access, or failed while it was asked."""


class RemotePath:
    """One place in an object store. Content appears there whole or not at all; folders exist by what stands in them.

    Parameters
    ----------
    url
        As `pmobook.inputs.storage_address.check_storage` returns it, and below it names made of ids.
    """

    __slots__ = ("_key", "root")

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        bucket, _, key = rest.partition("/")
        self.root = f"{scheme}://{bucket}"
        self._key = PurePosixPath(key)

    def __str__(self) -> str:
        return f"{self.root}/{self._key}"

    def __repr__(self) -> str:
        return f"RemotePath({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RemotePath) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __truediv__(self, name: str | PurePosixPath) -> RemotePath:
        return self._at(self._key / name)

    @property
    def name(self) -> str:
        """The last part."""
        return self._key.name

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts below the bucket."""
        return self._key.parts

    @property
    def parent(self) -> RemotePath:
        """The place that this stands in."""
        return self._at(self._key.parent)

    def with_suffix(self, suffix: str) -> RemotePath:
        """Return the place of the same name with another ending."""
        return self._at(self._key.with_suffix(suffix))

    def read_bytes(self) -> bytes:
        """Return its content.

        Raises
        ------
        FileNotFoundError
            If nothing stands there.
        """
        import obstore  # noqa: PLC0415 - only where results are kept in an object store

        with told_plainly(self):
            return bytes(obstore.get(self._store, str(self._key)).bytes())

    def write_bytes(self, content: bytes) -> None:
        """Put a content there, in place of what stands there."""
        import obstore  # noqa: PLC0415

        with told_plainly(self):
            obstore.put(self._store, str(self._key), content, mode="overwrite", use_multipart=False)

    def create(self, content: bytes) -> None:
        """Put a content where nothing stands; of several that try at once with contents of their own, one does.

        An answer may be lost and the client ask again: this very content is there then, and has been put.

        Raises
        ------
        FileExistsError
            If something else stands there.
        """
        import obstore  # noqa: PLC0415

        try:
            with told_plainly(self):
                obstore.put(self._store, str(self._key), content, mode="create", use_multipart=False)
        except FileExistsError:
            if self.read_bytes() != content:
                raise

    def is_file(self) -> bool:
        """Say whether something stands there."""
        try:
            self.tag()
        except FileNotFoundError:
            return False
        return True

    def tag(self) -> str:
        """Return what changes with its content.

        Raises
        ------
        FileNotFoundError
            If nothing stands there.
        """
        import obstore  # noqa: PLC0415

        with told_plainly(self):
            return _tag(obstore.head(self._store, str(self._key)))

    def is_dir(self) -> bool:
        """Say whether something stands below it."""
        return next(self._below(chunk_size=1), None) is not None

    def exists(self) -> bool:
        """Say whether something stands there or below it."""
        return self.is_file() or self.is_dir()

    def walk_files(self) -> list[RemotePath]:
        """Return all that stands below it, in the order of names."""
        return [path for path, _ in self.listed()]

    def listed(self) -> list[tuple[RemotePath, str]]:
        """Return all that stands below it with a tag that changes with its content, in the order of names."""
        return [(self._at(PurePosixPath(key)), tag) for key, tag in sorted(self._below())]

    def glob(self, pattern: str) -> list[RemotePath]:
        """Return what stands directly below it under names like a pattern, in the order of names."""
        inside = [each for each in self.walk_files() if each.parent == self]
        return [each for each in inside if fnmatch.fnmatchcase(each.name, pattern)]

    def unlink(self, *, missing_ok: bool = False) -> None:
        """Take away what stands there."""
        import obstore  # noqa: PLC0415

        if not missing_ok and not self.is_file():
            raise FileNotFoundError(str(self))
        with told_plainly(self), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, str(self._key))

    def remove_tree(self) -> None:
        """Take away all that stands below it."""
        import obstore  # noqa: PLC0415

        keys = [key for key, _ in sorted(self._below())]
        if keys:
            with told_plainly(self), contextlib.suppress(FileNotFoundError):
                obstore.delete(self._store, keys)

    def _at(self, key: PurePosixPath) -> RemotePath:
        return RemotePath(f"{self.root}/{key}")

    def _below(self, chunk_size: int = 1000) -> Iterator[tuple[str, str]]:
        import obstore  # noqa: PLC0415

        with told_plainly(self):
            for chunk in obstore.list(self._store, f"{self._key}/", chunk_size=chunk_size):
                yield from ((entry["path"], _tag(entry)) for entry in chunk)

    @property
    def _store(self) -> ObjectStore:
        return _store(self.root, os.getpid(), tuple(sorted(storage_settings(self.root).items())))


def _tag(entry: ObjectMeta) -> str:
    return f"{entry['e_tag']} {entry['last_modified']}"


def delta_options(path: RemotePath) -> dict[str, str]:
    """Return how `deltalake` is to reach tables there: with the credentials that the environment holds, and as patiently."""
    method = running_method()
    seconds = f"{method.seconds_for_storage.value:.0f}s"
    options = {"timeout": seconds, "retry_timeout": seconds, "max_retries": f"{method.storage_retries.value:.0f}"}
    if path.root.startswith("s3:"):
        options["conditional_put"] = "etag"  # of two that commit the same version, one is refused
    return options | storage_settings(path.root)


@contextlib.contextmanager
def told_plainly(path: object) -> Iterator[None]:
    """Turn what an object store's client raises into `StorageRefuses`, in words that repeat no credential.

    Places on this machine's disk are left alone.
    """
    if not isinstance(path, RemotePath):
        yield
        return
    from deltalake.exceptions import DeltaError  # noqa: PLC0415
    from obstore import exceptions  # noqa: PLC0415
    from pyarrow import ArrowException  # noqa: PLC0415

    try:
        yield
    except exceptions.AlreadyExistsError:
        raise FileExistsError(str(path)) from None
    except FileNotFoundError as error:
        if _NO_BUCKET.search(str(error)):
            raise _refusal(path, error) from None
        raise FileNotFoundError(str(path)) from None
    except (FileExistsError, StorageRefuses):
        raise
    except (DeltaError, ArrowException) as error:
        if _ASKED in str(error):
            raise _refusal(path, error) from None
        raise
    except (exceptions.BaseError, OSError) as error:
        raise _refusal(path, error) from None


def _refusal(path: RemotePath, error: Exception) -> StorageRefuses:
    from obstore import exceptions  # noqa: PLC0415

    said = str(error)
    found = _STATUS.search(said)
    code = int(found[1]) if found else 0
    status = f"{code} {http.HTTPStatus(code).phrase}" if code in set(http.HTTPStatus) else str(code or "")
    if isinstance(error, exceptions.PermissionDeniedError | exceptions.UnauthenticatedError) or status[:3] in {"401", "403"}:
        why = f"refused access ({status or 'no credentials'}). Check the credentials in the environment and their rights"
    elif _NO_ACCOUNT in said:
        why = "names no account. Set AZURE_STORAGE_ACCOUNT_NAME, or write abfss://container@account.dfs.core.windows.net/folder"
    elif _NO_BUCKET.search(said):
        why = "has no such bucket or container. Check its name, or make it"
    elif status.startswith("404"):
        why = f"has lost what was written there ({status}). Bring it back from a backup or an earlier version"
    elif status[:3] in {"301", "307"}:
        why = "is in another region. Set AWS_REGION to the bucket's"
    elif status[:3] in {"400", "405", "501"}:
        why = f"can't do what was asked ({status}). It must offer conditional writes (If-None-Match); check the region too"
    elif status:
        why = f"failed ({status}). Try again later"
    else:
        why = "doesn't answer, or no credentials for it are found. Check the network, the endpoint and the environment"
    return StorageRefuses(f"The storage at {path.root} {why}. It was asked for {path}.")


@functools.lru_cache(maxsize=8)
def _store(root: str, process: int, settings: tuple[tuple[str, str], ...]) -> ObjectStore:  # noqa: ARG001 - a connection isn't shared by forks
    from obstore.store import from_url  # noqa: PLC0415

    method = running_method()
    within = dt.timedelta(seconds=method.seconds_for_storage.value)
    config: Any = {name: value for name, value in settings if name != "allow_http"}
    return from_url(
        root,
        config=config,
        client_options={"allow_http": len(config) < len(settings), "timeout": within},
        retry_config={"max_retries": int(method.storage_retries.value), "retry_timeout": within},
    )

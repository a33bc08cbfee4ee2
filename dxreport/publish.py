"""Turns finished bytes into a published folder: staged beside it, swapped in one step, never half-written."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dxreport.errors import CannotRun
from dxreport.model.finding import Finding, finding
from dxreport.model.provenance import FileRef

_STAGING, _OLD, _LOCK = ".staging", ".old", ".lock"


@dataclass(frozen=True, slots=True)
class Product:
    """One file to publish: name relative to the checkpoint's folder, its bytes, and what came up while it was made."""

    name: str
    content: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def publish(folder: Path, products: tuple[Product, ...], label: str) -> None:
    """Replace ``folder`` by exactly ``products``. Until the swap the earlier publication stays as it was.

    ``label`` names the folder in messages. Raises CannotRun when another run holds the folder or nothing can be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder, label):
            staging, old = folder.with_name(f".{folder.name}{_STAGING}"), folder.with_name(f".{folder.name}{_OLD}")
            _recover(folder, staging, old)
            for product in products:
                target = staging / product.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(product.content)
            if folder.exists():
                folder.rename(old)
            try:
                staging.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise CannotRun((finding("R05", FileRef(label), detail=error.strerror or type(error).__name__),)) from error


def _recover(folder: Path, staging: Path, old: Path) -> None:
    """Tidy up after a run that was killed: the earlier publication comes back, the half-written one goes."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()


def _drop_stale(lock: Path) -> None:
    """Remove the lock of a run that was killed. Where that cannot be told (Windows, another machine), it stays."""
    if os.name != "posix" or not lock.is_file():
        return
    text = lock.read_text(encoding="ascii", errors="replace")
    if not text.isdigit():
        return
    try:
        os.kill(int(text), 0)
    except ProcessLookupError:
        lock.unlink(missing_ok=True)
    except (PermissionError, OverflowError):
        return


@contextmanager
def _locked(folder: Path, label: str) -> Iterator[None]:
    lock = folder.with_name(f".{folder.name}{_LOCK}")
    _drop_stale(lock)
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        place = FileRef(f"{label.rpartition('/')[0]}/{lock.name}")
        raise CannotRun((finding("R04", place, file=str(place)),)) from None
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)

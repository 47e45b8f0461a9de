"""The packaged tables of codecs and detection are the ones that the MANIFEST describes."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import textfix.tables

TABLES = Path(str(textfix.tables.__file__)).parent
SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "train"
ENTRIES = {
    name: entry
    for piece in ("codecs", "detection")
    for name, entry in json.loads((TABLES / "manifest" / f"{piece}.json").read_text()).items()
}


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_manifest_digest_is_that_of_the_file(name: str) -> None:
    entry = ENTRIES[name]
    content = (TABLES / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"]
    assert all(source["license"] for source in entry["sources"])


@pytest.mark.prove
@pytest.mark.parametrize("generator", sorted({entry["generator"] for entry in ENTRIES.values()}))
def test_generator_gives_the_same_bytes(generator: str) -> None:
    if not SHARED.exists() or shutil.which("apt-get") is None:
        pytest.skip(f"needs {SHARED} and Debian's packages")
    run = subprocess.run([sys.executable, "-m", generator, "--check"], capture_output=True)
    assert run.returncode == 0, run.stdout.decode()

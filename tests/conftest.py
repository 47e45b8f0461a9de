"""Hypothesis profiles and the data beside the repository, for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# The first call loads tables for a second, so deadlines would only tell how busy the machine is.
_COMMON = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
# A red `make test` is red for everyone: the same examples each time. `make prove` searches.
settings.register_profile("dev", _COMMON, max_examples=60, derandomize=True)
settings.register_profile("prove", _COMMON, max_examples=1500, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora, samples and designs beside the repository; the test is skipped without them."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip(f"no shared data: {SHARED} is absent")
    return SHARED

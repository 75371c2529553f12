"""What the tests of several rooms share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.register_stores import database, postgres, register, small

__all__ = ["database", "postgres", "register", "shared", "small"]

# The suite tries the same examples every time; set TRUCEWATCH_EXPLORE to look for new ones. How
# long an example takes says more about the machine than about the code.
settings.register_profile(
    "trucewatch", deadline=None, derandomize="TRUCEWATCH_EXPLORE" not in os.environ
)
settings.load_profile("trucewatch")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data, which is no part of the project: skips where it is absent."""
    beside = Path(__file__).resolve().parents[1].parent / "shared"
    folder = Path(os.environ.get("TRUCEWATCH_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"needs the published data: {folder} is no folder; set TRUCEWATCH_SHARED")
    return folder

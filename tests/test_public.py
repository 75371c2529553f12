"""The names the package shows."""

import subprocess
import sys

import pytest

import trucewatch


def test_every_public_name_is_there() -> None:
    for name in trucewatch.__all__:
        assert getattr(trucewatch, name) is not None
    assert dir(trucewatch) == sorted(trucewatch.__all__)


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        trucewatch.asess  # noqa: B018


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, trucewatch; print(any(m in sys.modules for m in ('numpy', 'duckdb')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""The names the package shows."""

import subprocess
import sys

import pytest
from numpydoc.validate import validate

import trucewatch

FUNCTIONS = [name for name in trucewatch.__all__ if name[0].islower() and name[0] != "_"]


def test_every_public_name_is_there() -> None:
    for name in trucewatch.__all__:
        assert getattr(trucewatch, name) is not None
    assert dir(trucewatch) == sorted(trucewatch.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_is_documented_whole(name: str) -> None:
    """Summary, every parameter in order and described, what is returned, what is raised."""
    found = validate(f"{getattr(trucewatch, name).__module__}.{name}")
    wanted = {"GL08", "SS01", "PR01", "PR02", "PR03", "PR07", "RT01", "RT03", "EX01"}
    assert [text for code, text in found["errors"] if code in wanted] == []
    assert not found["docstring"] or "Raises" in found["docstring"] or name == "shipped_cases"


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        trucewatch.asess  # noqa: B018


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, trucewatch; print(any(m in sys.modules for m in ('numpy', 'duckdb')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""The floors that the estimate may not fall below."""

from pathlib import Path
from typing import Any

import yaml

FLOORS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8")
)


def within(value: float, bounds: list[float]) -> bool:
    """Whether a value is at least the first bound and at most the second."""
    return bounds[0] <= value <= bounds[1]

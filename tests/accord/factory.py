"""Truce files made for the tests."""

SMALLEST = """\
id: hill-2021
name: Truce of the hills
kind: ceasefire
zone: Asia/Kabul
start: 2021-03-01 18:00
place:
  country: Afghanistan
parties:
  - id: north
    name: The north
"""


def with_figure(**changes: str) -> str:
    """A truce of 1 March 18:00 to 8 March 12:00 with one figure."""
    figure = {
        "measure": "attacks",
        "claimant": "Ministry",
        "period": "before",
        "first_day": "2021-02-01",
        "last_day": "2021-02-28",
        "value": "12",
        "source": "https://example.org/a",
        **changes,
    }
    keys = "\n    ".join(f"{key}: {value}" for key, value in figure.items() if value)
    return f"{SMALLEST}end: 2021-03-08 12:00\nfigures:\n  - {keys}\n"

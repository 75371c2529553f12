"""Cells of like size for places, so that near can be told from far in any country (H3)."""

from collections.abc import Iterable

RESOLUTION = 4
"""Of H3: cells of about 1,800 square kilometres, some 45 kilometres across."""


def cell_of(latitude: float, longitude: float) -> str:
    """Return the cell that a point lies in.

    Examples
    --------
    >>> cell_of(36.2, 37.2)
    '842dae1ffffffff'
    """
    import h3

    return str(h3.latlng_to_cell(latitude, longitude, RESOLUTION))


def next_to(cells: Iterable[str]) -> frozenset[str]:
    """Return the cells that touch some of these and are none of them.

    Examples
    --------
    >>> len(next_to(["842dae1ffffffff"]))
    6
    """
    import h3

    own = frozenset(cells)
    return frozenset(near for cell in own for near in h3.grid_disk(cell, 1)) - own


def described(cell: str) -> str:
    """Return a cell with its middle, for people.

    Examples
    --------
    >>> described("842dae1ffffffff")
    '842dae1ffffffff (36.1 N, 37.0 E)'
    """
    import h3

    latitude, longitude = h3.cell_to_latlng(cell)
    north = f"{abs(latitude):.1f} {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):.1f} {'E' if longitude >= 0 else 'W'}"
    return f"{cell} ({north}, {east})"

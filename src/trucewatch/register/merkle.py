"""One root for all entries up to the end of a day, and proofs that an entry is under it.

The tree is that of RFC 6962 (Certificate Transparency), section 2.1, over the hashes of the
entries. Whoever has a root that was published can check with a short proof that an entry was in
the log by then, without seeing any other.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Proof(NamedTuple):
    """What it takes to get from an entry to a root.

    Attributes
    ----------
    place
        Of the entry, from 0.
    size
        How many entries are under the root.
    path
        Hashes of the siblings, from the leaf up, in hexadecimal.
    """

    place: int
    size: int
    path: tuple[str, ...]


def merkle_root(hashes: Iterable[str]) -> str:
    """Return the root over the hashes of entries, in hexadecimal.

    Examples
    --------
    >>> merkle_root([])[:8]
    'e3b0c442'
    """
    peaks: list[tuple[int, bytes]] = []  # whole trees, from the largest down, each with its height
    for text in hashes:
        height, node = 0, _leaf(text)
        while peaks and peaks[-1][0] == height:
            node = _node(peaks.pop()[1], node)
            height += 1
        peaks.append((height, node))
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    _, root = peaks.pop()
    while peaks:
        root = _node(peaks.pop()[1], root)
    return root.hex()


def inclusion_proof(hashes: Sequence[str], index: int) -> Proof:
    """Return the proof that the entry at a place is under the root of all.

    Parameters
    ----------
    hashes
        Of all entries under the root, in order.
    index
        The place of the entry, from 0.
    """
    path: list[str] = []
    low, high, at = 0, len(hashes), index
    while high - low > 1:
        middle = low + _largest_power(high - low)
        if at < middle:
            path.append(merkle_root(hashes[middle:high]))
            high = middle
        else:
            path.append(merkle_root(hashes[low:middle]))
            low = middle
    return Proof(index, len(hashes), tuple(reversed(path)))


def is_included(entry_hash: str, proof: Proof, root: str) -> bool:
    """Whether a proof leads from the hash of an entry to a root.

    Examples
    --------
    >>> hashes = ["aa", "bb", "cc"]
    >>> is_included("cc", inclusion_proof(hashes, 2), merkle_root(hashes))
    True
    """
    try:
        node = _leaf(entry_hash)
        for is_right, sibling in zip(_turns(proof.place, proof.size), proof.path, strict=True):
            other = bytes.fromhex(sibling)
            node = _node(other, node) if is_right else _node(node, other)
    except ValueError:
        return False
    return node.hex() == root


def _turns(index: int, size: int) -> list[bool]:
    """Return, from the leaf up, whether the node is the right one of its two."""
    turns = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _largest_power(high - low)
        right = index >= middle
        turns.append(right)
        low, high = (middle, high) if right else (low, middle)
    return turns[::-1]


def _largest_power(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _leaf(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + bytes.fromhex(text)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()

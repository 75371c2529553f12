"""Roots and proofs, beside the definition of RFC 6962 written out."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.register.merkle import Proof, inclusion_proof, is_included, merkle_root


def by_definition(hashes: list[str]) -> bytes:
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashlib.sha256(b"\x00" + bytes.fromhex(hashes[0])).digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    both = by_definition(hashes[:half]) + by_definition(hashes[half:])
    return hashlib.sha256(b"\x01" + both).digest()


def hashes(number: int) -> list[str]:
    return [hashlib.sha256(str(n).encode()).hexdigest() for n in range(number)]


@pytest.mark.parametrize("number", [*range(18), 100])
def test_the_root_is_that_of_the_definition(number: int) -> None:
    assert merkle_root(hashes(number)) == by_definition(hashes(number)).hex()


@given(st.integers(1, 70), st.data())
def test_a_proof_holds_for_its_entry_alone(number: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, number - 1))
    all_, other = hashes(number), hashes(number + 1)[-1]
    root, proof = merkle_root(all_), inclusion_proof(all_, place)
    assert is_included(all_[place], proof, root)
    assert len(proof.path) <= (number - 1).bit_length()
    assert not is_included(other, proof, root)
    assert not is_included(all_[place], proof, merkle_root([*all_, other]))
    if number > 1:
        assert not is_included(all_[place], proof._replace(place=(place + 1) % number), root)
    assert not is_included(all_[place], Proof(place, number, (*proof.path, other)), root)

from trucewatch.places import Place


def test_a_place_says_how_far_it_is_known() -> None:
    assert str(Place("Syria")) == "Syria"
    assert str(Place("Syria", ("Homs",))) == "Homs (Syria)"
    assert str(Place("Syria", ("Homs", "Idlib"))) == "Homs, Idlib (Syria)"


def test_places_are_the_same_where_their_names_are() -> None:
    assert Place("Syria", ("Homs",)) == Place("Syria", ("Homs",))
    assert len({Place("Syria"), Place("Syria"), Place("Syria", ("Homs",))}) == 2

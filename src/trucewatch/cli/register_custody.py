"""The commands about the record itself."""

import os

from trucewatch.cli.register_options import Hand, Place, day, now, opened, print_entries
from trucewatch.cli.whole import Whole


def verify(
    *,
    root: str | None = None,
    expect: str | None = None,
    entry: Whole | None = None,
    jobs: Whole | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Check chain, signatures, contents, files and today's tables; it needs no network.

    Parameters
    ----------
    root
        Also tell the Merkle root over all that was recorded by the end of this day (UTC).
    expect
        The root of that day as it was published: it must be the same.
    entry
        Also give the proof that this entry is under that root.
    jobs
        How many processes, for a long log. By default one for each core.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.errors import RegisterError
    from trucewatch.present.json import text_of
    from trucewatch.present.register import verified_json_text, verified_text
    from trucewatch.usecases import register_custody as custody

    of = day(root)
    if of is None and (expect or entry):
        raise RegisterError("no day is named", remedy="name the day of the root with --root")
    with opened(place) as register:
        with progress() as tell:
            found = custody.verify_register(
                register, jobs=jobs or os.cpu_count() or 1, progress=tell
            )
        told = custody.root_of(register, of) if of else None
        if of and expect:
            custody.require_root(register, of, expect)
        proof = custody.prove(register, entry, of) if of and entry else None
    write = verified_json_text if place.format == "json" else verified_text
    print(write(found, told), end="")
    if proof:
        hashed, path = proof
        steps = {"entry": entry, "hash": hashed, **path._asdict(), "path": list(path.path)}
        print(text_of(steps), end="")


def publish(date: str, /, *, hand: Hand = Hand()) -> None:  # noqa: B008 - frozen
    """Put down the Merkle root of a day that is over (UTC), and print it for publishing.

    Parameters
    ----------
    date
        As YYYY-MM-DD.
    """
    from trucewatch.days import parse_day
    from trucewatch.present.json import text_of
    from trucewatch.present.register import root_json, root_text
    from trucewatch.usecases.register_custody import publish_root

    with opened(hand) as register:
        root = publish_root(register, parse_day(date), by=hand.who, now=now())
    print(text_of(root_json(root)) if hand.format == "json" else root_text(root), end="")


def erase(entry: Whole, /, *, reason: str, hand: Hand = Hand()) -> None:  # noqa: B008 - frozen
    """Erase the content of an entry, such as personal data; the chain stays whole.

    Parameters
    ----------
    entry
        Its number; trucewatch register show has it.
    reason
        Why; it stays in the log.
    """
    from trucewatch.usecases.register_custody import erase as wipe

    with opened(hand) as register:
        print_entries(wipe(register, entry, reason=reason, by=hand.who, now=now()), hand)


def rebuild(*, place: Place = Place()) -> None:  # noqa: B008 - frozen
    """Make today's tables anew from the log."""
    from trucewatch.present.json import text_of
    from trucewatch.usecases.register_custody import rebuild_register

    with opened(place) as register:
        found = rebuild_register(register)
    if place.format == "json":
        print(text_of(dict(found)), end="")
        return
    for name, rows in found.items():
        print(f"{name:12}  {rows}")


def move(url: str, /, *, jobs: Whole | None = None, place: Place = Place()) -> None:  # noqa: B008
    """Copy the register to another database, verify it there, and use it from now on.

    Parameters
    ----------
    url
        Of an empty database, such as postgresql://user@host/name or sqlite:///FILE.
    jobs
        Processes that verify. By default one for each core.
    """
    from trucewatch.present.register import verified_json_text, verified_text
    from trucewatch.usecases.register_custody import move_register

    with opened(place) as register:
        found = move_register(register, url, jobs=jobs or os.cpu_count() or 1)
    write = verified_json_text if place.format == "json" else verified_text
    print(write(found, None), end="")

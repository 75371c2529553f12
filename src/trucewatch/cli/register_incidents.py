"""The commands that open incidents and decide on them."""

from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.register_options import Hand, fields_of, now, opened, print_entries

State = Literal[
    "alleged",
    "under inquiry",
    "corroborated",
    "verified",
    "verified and attributed",
    "rejected",
    "not a violation",
    "undetermined",
]
Names = Annotated[tuple[str, ...], Parameter(negative="", show_default=False)]


def open_(
    allegations: tuple[str, ...] = (),
    /,
    *,
    set: Names = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Open an incident from allegations.

    Parameters
    ----------
    allegations
        Ids. What the first one tells is taken where nothing else is set.
    set
        A field as NAME=VALUE, such as title, weapon, target, casualties. May be given several
        times.
    """
    from trucewatch.usecases.register_incidents import open_incident

    with opened(hand) as register:
        made = open_incident(register, allegations, fields_of(set), by=hand.who, now=now())
    print_entries(made, hand)


def correct(
    incident: str,
    /,
    *,
    reason: str,
    set: Names = (),
    allegation: Names = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Correct an incident, or add allegations to it.

    Parameters
    ----------
    incident
        Its id.
    reason
        Why.
    set
        A field as NAME=VALUE; an empty value takes it away. May be given several times.
    allegation
        An allegation that shall belong to it. May be given several times.
    """
    from trucewatch.usecases.register_incidents import correct_incident

    with opened(hand) as register:
        made = correct_incident(
            register,
            incident,
            fields_of(set),
            allegations=allegation,
            reason=reason,
            by=hand.who,
            now=now(),
        )
    print_entries(made, hand)


def merge(
    into: str,
    others: tuple[str, ...],
    /,
    *,
    reason: str,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Make other incidents part of one; all keep their histories.

    Parameters
    ----------
    into
        The one that stays.
    others
        Those that become part of it.
    reason
        Why.
    """
    from trucewatch.usecases.register_incidents import merge_incidents

    with opened(hand) as register:
        made = merge_incidents(register, into, others, reason=reason, by=hand.who, now=now())
    print_entries(made, hand)


def split(
    incident: str,
    allegations: tuple[str, ...],
    /,
    *,
    reason: str,
    set: Names = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Make a new incident of some of an incident's allegations; both keep their histories.

    Parameters
    ----------
    incident
        Its id.
    allegations
        Those that go.
    reason
        Why.
    set
        A field of the new incident as NAME=VALUE. May be given several times.
    """
    from trucewatch.usecases.register_incidents import split_incident

    with opened(hand) as register:
        made = split_incident(
            register,
            incident,
            allegations,
            fields_of(set),
            reason=reason,
            by=hand.who,
            now=now(),
        )
    print_entries(made, hand)


def move_state(
    incident: str,
    state: State,
    /,
    *,
    reason: str = "",
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Move an incident on the ladder of verification; docs/register.md has the ladder.

    Parameters
    ----------
    incident
        Its id.
    state
        The state it shall have.
    reason
        Why; the ladder says where one is needed.
    """
    from trucewatch.domain.incident import IncidentState
    from trucewatch.usecases.register_incidents import move_state as move

    with opened(hand) as register:
        made = move(register, incident, IncidentState(state), reason=reason, by=hand.who, now=now())
    print_entries(made, hand)


def attribute(
    incident: str,
    shares: tuple[str, ...],
    /,
    *,
    reason: str,
    standard: Literal[
        "reasonable grounds",
        "balance of probabilities",
        "clear and convincing",
        "beyond reasonable doubt",
    ]
    | None = None,
    intent: Literal["deliberate", "accidental", "unclear"] | None = None,
    outside: Names = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Say who is held to have done it, as shares that add up to 1.

    Parameters
    ----------
    incident
        Its id.
    shares
        As ACTOR=SHARE, what is open as unknown=SHARE.
    reason
        Why.
    standard
        How sure the finding is; without one the incident cannot be verified and attributed.
    intent
        Whether it was meant.
    outside
        An actor of the shares that is no party to the accord. May be given several times.
    """
    from trucewatch.usecases.register_incidents import attribute as decide

    told = {
        "shares": fields_of(shares),
        "reason": reason,
        "standard": standard,
        "intent": intent,
        "outside": list(outside),
    }
    fields = {name: value for name, value in told.items() if value is not None}
    with opened(hand) as register:
        print_entries(decide(register, incident, fields, by=hand.who, now=now()), hand)

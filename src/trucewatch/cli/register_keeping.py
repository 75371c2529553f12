"""The commands that make a register and say who is who in it."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.register_options import DIRECTORY, Hand, Place, now, opened, print_entries
from trucewatch.errors import RegisterError


def init(  # noqa: PLR0913 - each has a default
    *,
    by: Annotated[str, Parameter(env_var="TRUCEWATCH_BY")],
    register: Annotated[Path, Parameter(env_var="TRUCEWATCH_REGISTER")] = DIRECTORY,
    url: str | None = None,
    key: Path | None = None,
    vault: str | None = None,
    name: str = "",
    party: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    capital: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    format: Literal["text", "json"] = "text",
) -> None:
    """Make a register: its database, its signing key, and its first person, who has every role.

    Parameters
    ----------
    by
        The pseudonym of who makes it.
    register
        Directory for its settings, its files and, without --url, its database.
    url
        Of a PostgreSQL database that is empty, such as postgresql://user@host/name.
    key
        Where the signing key shall be. By default in the directory; better on another disk.
    vault
        Of the database for the names of the sources. By default a file in the directory.
    name
        Of the register.
    party
        A party to the accord. May be given several times.
    capital
        A place that counts as a capital for the red lines. May be given several times.
    format
        What is printed.
    """
    from trucewatch.present.json import text_of
    from trucewatch.usecases.register import make_register

    made = make_register(
        register,
        by=by,
        now=now(),
        url=url,
        key=key,
        vault=vault,
        name=name,
        parties=party,
        capitals=capital,
    )
    public, file = made.signer.id, made.key_file
    made.engine.dispose()
    if format == "json":
        print(text_of({"register": str(register), "key": public, "key_file": str(file)}), end="")
        return
    print(f"made         {register}")
    print(f"signing key  {file}: keep a copy of it elsewhere, and show it to nobody")
    print(f"public key   {public}: publish it, so that others can check the record")


def role(
    person: str,
    roles: tuple[Literal["recorder", "analyst", "verifier", "chair"], ...] = (),
    /,
    *,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Say which roles a person has from now on; none takes all away.

    Parameters
    ----------
    person
        A pseudonym.
    roles
        What the person may do; see docs/register.md.
    """
    from trucewatch.usecases.register import give_roles

    with opened(hand) as register:
        print_entries(give_roles(register, person, roles, by=hand.who, now=now()), hand)


def source(
    pseudonym: str | None = None,
    /,
    *,
    keep: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    forget: Annotated[bool, Parameter(negative="")] = False,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Keep, show or forget who a source is: sealed in the vault, never in the log.

    Parameters
    ----------
    pseudonym
        As the allegations name the source. Without it all pseudonyms are listed.
    keep
        What shall be known of the source, as NAME=VALUE. May be given several times.
    forget
        Remove the source from the vault.
    """
    from trucewatch.present.json import text_of
    from trucewatch.usecases import register_sources as vault

    with opened(place) as register:
        if pseudonym is None:
            told = {"sources": list(vault.pseudonyms(register))}
        elif forget:
            told = {"forgotten": str(vault.forget_source(register, pseudonym)).lower()}  # type: ignore[dict-item]
        elif keep:
            details = dict(_detail(told) for told in keep)
            vault.keep_source(register, pseudonym, details)
            told = {"kept": pseudonym}  # type: ignore[dict-item]
        else:
            told = vault.open_source(register, pseudonym)  # type: ignore[assignment]
    if place.format == "json":
        print(text_of(dict(told)), end="")
        return
    for name, value in told.items():
        print(f"{name}: {', '.join(value) if isinstance(value, list) else value}")


def _detail(told: str) -> tuple[str, str]:
    """Read NAME=VALUE; the value is kept as it is, a telephone number with its plus sign."""
    name, sign, value = told.partition("=")
    if not sign or not name:
        raise RegisterError(f"{told!r} tells nothing", remedy="write NAME=VALUE")
    return name, value


def upgrade(*, place: Place = Place()) -> None:  # noqa: B008 - frozen
    """Bring an older register, or one whose upgrade was cut short, to this program's version."""
    from trucewatch.present.json import text_of
    from trucewatch.usecases.register import upgrade_register

    version = upgrade_register(place.register)
    if place.format == "json":
        print(text_of({"register": str(place.register), "version": version}), end="")
    else:
        print(f"{place.register} is of version {version}")

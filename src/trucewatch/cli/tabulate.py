"""The command ``trucewatch tabulate``."""

from pathlib import Path


def tabulate(
    events: Path,
    /,
    *,
    country: str,
    start: str,
    end: str,
    out: Path,
    release: str | None = None,
) -> None:
    """Count the events of a country per day into a table that may be passed on.

    Figures per day, dyad and first-level administrative unit; no row, headline or text of the
    source. A YAML file beside the table says what it was made of.

    Parameters
    ----------
    events
        A store made by trucewatch collect, or UCDP GED as published.
    country
        As the data set writes it.
    start
        First day of the table (YYYY-MM-DD).
    end
        The day after its last.
    out
        The CSV file to write.
    release
        Release of UCDP GED, where the file or store leaves it open.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.usecases.tabulate import tabulate as make

    with progress() as tell:
        made = make(
            events, country=country, start=start, end=end, out=out, release=release, progress=tell
        )
    print(f"{made.table}: {made.rows} rows, {made.events} events, {made.covers}")
    print(f"{made.about}: what it is")

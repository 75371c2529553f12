"""SQL that turns the text of a published file into the archive's columns.

Every value is first taken as text and then read strictly, because a database's own casts are
generous: they round "1.5" to 2 and read "epoch" as a date.
"""

from trucewatch.datasets.facts import DatasetFacts, FieldFacts

_DAY = r"\d{4}-\d\d-\d\d([ T]00:00:00(\.0+)?Z?)?"

NOT_A = {
    "whole": "is not a whole number",
    "number": "is not a number",
    "yes_no": "is not 1 or 0, true or false",
    "day": "is not a date as YYYY-MM-DD",
}
"""What is said of a value that cannot be read; a type that is not listed reads anything."""


def quoted(name: str) -> str:
    """Return a name as an SQL identifier.

    Examples
    --------
    >>> print(quoted("date"))
    "date"
    """
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def literal(text: str) -> str:
    """Return a text as an SQL literal.

    Examples
    --------
    >>> print(literal("it's"))
    'it''s'
    """
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def read_value(field: FieldFacts, text: str) -> str:
    """Return the SQL that reads a text as a field's type; NULL if it cannot be read."""
    number = f"TRY_CAST({text} AS DOUBLE)"
    day = f"TRY_CAST(left({text}, 10) AS DATE)"
    return {
        "text": text,
        "codes": f"CASE WHEN ends_with({text}, '.0') THEN {text}[:-3] ELSE {text} END",
        "whole": f"CASE WHEN trunc({number}) = {number} THEN TRY_CAST({number} AS BIGINT) END",
        "number": f"CASE WHEN isfinite({number}) THEN {number} END",
        "yes_no": f"CASE WHEN lower({text}) IN ('1', '1.0', 'true') THEN true "
        f"WHEN lower({text}) IN ('0', '0.0', 'false') THEN false END",
        "day": f"CASE WHEN regexp_full_match({text}, '{_DAY}') THEN {day} END",
    }[field.type]


def unreadable(field: FieldFacts, text: str) -> str:
    """Return the SQL that says a text is there but cannot be read."""
    return f"({text} IS NOT NULL AND {read_value(field, text)} IS NULL)"


def typed_columns(facts: DatasetFacts, *, present: set[str], poison: bool) -> str:
    """Return the select list of the archive's columns over the text columns.

    Parameters
    ----------
    facts
        Of the data set.
    present
        The archive's columns that the file has; the others are NULL.
    poison
        Take the id away from a row with an unreadable value in a field that may be empty: one
        test for a missing value then finds every row that cannot be read, in the typed file alone.
    """
    optional = [
        unreadable(field, quoted(name))
        for name, field in facts.fields.items()
        if name in present and field.type in NOT_A and not field.needed
    ]
    columns = []
    for name, field in facts.fields.items():
        value = read_value(field, quoted(name)) if name in present else f"NULL::{_sql_type(field)}"
        if field.nothing is not None:
            value = f"nullif({value}, {field.nothing})"
        if poison and name == next(iter(facts.fields)) and optional:
            value = f"CASE WHEN NOT ({' OR '.join(optional)}) THEN {value} END"
        columns.append(f"{value} AS {quoted(name)}")
    return ", ".join(columns)


def _sql_type(field: FieldFacts) -> str:
    types = {"whole": "BIGINT", "number": "DOUBLE", "yes_no": "BOOLEAN", "day": "DATE"}
    return types.get(field.type, "VARCHAR")


def broken_rules(facts: DatasetFacts, outside: str) -> list[tuple[str, str]]:
    """Return (column, SQL that says its value is outside its bounds) for this kind of outcome."""
    return [
        (name, f"({quoted(name)} NOT BETWEEN {field.within[0]:.0f} AND {field.within[1]:.0f})")
        for name, field in facts.fields.items()
        if field.within and field.outside == outside
    ]

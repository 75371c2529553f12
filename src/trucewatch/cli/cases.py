"""The commands about truce files: the shipped cases, and the schema for editors."""

import json

from trucewatch.accord.cases import find_case, shipped_cases, shipped_daily
from trucewatch.accord.truce_file import truce_schema


def cases() -> None:
    """List the shipped cases: id, first day, whether its daily counts are shipped, name.

    Examples
    --------
    >>> cases()  # doctest: +ELLIPSIS
    doha-2020    2020-02-22  bring events  Reduction in violence in Afghanistan
    donbas-2020  2020-07-27  bring events  Additional measures ...
    syria-2016   2016-02-27  ...  Cessation of hostilities in Syria
    """
    truces = [find_case(name) for name in shipped_cases()]
    width = max(len(truce.id) for truce in truces)
    for truce in truces:
        start = truce.window.start.date()
        events = "daily counts" if shipped_daily(truce.id) else "bring events"
        print(f"{truce.id:{width}}  {start}  {events}  {truce.name}")


def schema() -> None:
    """Print the JSON Schema of a truce file, for editors that help with writing one.

    Examples
    --------
    >>> schema()  # doctest: +ELLIPSIS
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      ...
    """
    print(json.dumps(truce_schema(), indent=2, ensure_ascii=False))

"""The commands about truce files: the shipped cases, and the schema for editors."""

import json
from typing import Literal

from trucewatch.accord.cases import find_case, shipped_cases, shipped_daily
from trucewatch.accord.process_file import process_schema
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


def schema(of: Literal["truce", "process"] = "truce") -> None:
    """Print the JSON Schema of a truce file or a process file, for editors that help with it.

    Parameters
    ----------
    of
        Which sort of file.

    Examples
    --------
    >>> schema()  # doctest: +ELLIPSIS
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      ...
    """
    found = truce_schema() if of == "truce" else process_schema()
    print(json.dumps(found, indent=2, ensure_ascii=False))

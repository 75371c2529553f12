"""The command ``trucewatch check``."""

from typing import Literal

from trucewatch.errors import TruceFileError


def check(case: str, /, *, format: Literal["text", "json"] = "text") -> None:
    """Check a process file: every error, and what asks for a second look.

    Leaves with status 2 where there are errors.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    format
        What is printed.
    """
    from trucewatch.present.file_check import file_check_json, file_check_plain
    from trucewatch.present.json import text_of
    from trucewatch.usecases.process import check as answer

    found = answer(case)
    print(text_of(file_check_json(found)) if format == "json" else file_check_plain(found), end="")
    if found.errors:
        raise TruceFileError("the file cannot be used", where=found.file, remedy="mend the errors")

"""What a check of a file has found: a line each, as a compiler writes them, and as strict JSON."""

from typing import Any

from trucewatch import words
from trucewatch.domain.file_check import FileCheck


def file_check_plain(found: FileCheck) -> str:
    """Return the findings, a line each that an editor can jump to; ends with a line feed.

    Parameters
    ----------
    found
        Errors and warnings of one file.
    """
    lines = []
    for one in found.findings:
        mend = f"; {one.remedy}" if one.remedy else ""
        text = words.clean(f"{one.weight.value}: {one.what}{mend}")
        lines.append(f"{words.clean(found.file)}:{one.line}: {text}\n")
    warnings = len(found.findings) - found.errors
    errors = f"{found.errors} error{'s' * (found.errors != 1)}"
    lines.append(f"{errors}, {warnings} warning{'s' * (warnings != 1)}\n")
    return "".join(lines)


def file_check_json(found: FileCheck) -> dict[str, Any]:
    """Return the findings as a dictionary that strict JSON can write.

    Parameters
    ----------
    found
        Errors and warnings of one file.
    """
    return {
        "file": found.file,
        "errors": found.errors,
        "findings": [
            {
                "weight": one.weight.value,
                "line": one.line,
                "what": one.what,
                "remedy": one.remedy,
            }
            for one in found.findings
        ],
    }

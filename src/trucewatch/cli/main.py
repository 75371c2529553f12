"""The command line. Commands are loaded when they are called, so that help comes at once."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from cyclopts import App, CycloptsError

from trucewatch import __version__
from trucewatch.errors import TrucewatchError

MISTAKE = 2
"""The exit status for anything a person can put right."""

INTERRUPTED = 130
BROKEN_PIPE = 141

COMMANDS = {
    "assess": "Answer whether violence is lower than it would have been without the truce.",
    "power": "Tell which fall a window could show, before it starts.",
    "sweep": "Ask about every truce of a table, and pool what was found.",
    "register": "Keep what was alleged, and take it to incidents that stand up.",
    "status": "Tell where a peace process stands: phase, commitments, gates.",
    "what-if": "Tell what would have moved, had one thing gone otherwise.",
    "judge": "Tell for each reading of the terms whether an act is a violation.",
    "timeline": "Draw a peace process in time.",
    "check": "Check a process file.",
    "export": "Export deadlines for a calendar, or scores in the shape of PAM.",
    "read": "Read a report and propose what belongs in the record.",
    "review": "Go through what a report proposes, and put down what is accepted.",
    "collect": "Take a published file of events into the archive.",
    "issues": "List what was found wrong in a collected file.",
    "tabulate": "Count the events of a country per day into a table that may be passed on.",
    "cases": "List the shipped cases.",
    "schema": "Print the JSON Schema of truce or process files, for editors.",
}
"""Each command and what it does, in the order of the help page."""

_APPS = ("register",)
_HOMES = {"issues": "collect", "schema": "cases"}


def make_app() -> App:
    """Return the command line application."""
    app = App(
        name="trucewatch",
        help="Is the truce holding? Measured, with the evidence.",
        version=__version__,
        help_format="plaintext",
        help_epilogue="Start with: trucewatch assess syria-2016",
        help_on_error=False,
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
        result_action="return_none",
    )
    for order, (name, what) in enumerate(COMMANDS.items()):
        home = _HOMES.get(name, name)
        app.command(
            f"trucewatch.cli.{home}:{name}".replace("-", "_"),
            name=name,
            help=what,
            sort_key=order,
            **({} if name in _APPS else {"help_format": "markdown"}),
        )
    return app


def run(tokens: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status.

    A mistake that a person can put right is one line on standard error and status 2.
    """
    _prepare_streams()
    sys.exit(status(tokens))


def _prepare_streams() -> None:
    """Let no output fail that a stream has no letters for, or that nobody wants."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def status(tokens: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        make_app()(tokens)
        sys.stdout.flush()
    except TrucewatchError as error:
        return _say(str(error))
    except CycloptsError as error:
        return _say(" ".join(str(error).split()))
    except BrokenPipeError:
        # Nobody reads on: let what is left in the buffer go nowhere, as Python's manual advises.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        return _say(f"{error.filename or 'output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        _say("interrupted; nothing was left half-written")
        return INTERRUPTED
    return 0


def _say(text: str) -> int:
    """Print one line about a mistake."""
    print(f"trucewatch: {text}", file=sys.stderr)
    return MISTAKE

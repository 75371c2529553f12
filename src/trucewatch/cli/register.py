"""The commands ``trucewatch register``: each is loaded when it is called."""

from cyclopts import App

COMMANDS = {
    "init": "Make a register.",
    "role": "Say which roles a person has.",
    "add": "Put down an allegation, a visit, a denial, a remedy, a decision, effort, a file ...",
    "import": "Take in a file of reports, with a mapping of its columns.",
    "claim": "Put down what a party or an outlet claims.",
    "open": "Open an incident from allegations.",
    "correct": "Correct an incident, or add allegations to it.",
    "merge": "Make other incidents part of one; all keep their histories.",
    "split": "Make a new incident of some of an incident's allegations.",
    "move-state": "Move an incident on the ladder of verification.",
    "attribute": "Say who is held to have done it, as shares that add up to 1.",
    "list": "List incidents, allegations, alerts or what is around them, as of any day.",
    "show": "Show one thing with all that hangs on it.",
    "duplicates": "List allegations that may tell of the same thing; a person decides.",
    "export": "Write what a reader may see to a file, and refuse where more would leave.",
    "source": "Keep, show or forget who a source is, in the vault.",
    "verify": "Check chain, signatures, contents, files and tables, offline.",
    "publish": "Put down the Merkle root of a day that is over, for publishing it.",
    "erase": "Erase the content of an entry; the chain stays whole.",
    "rebuild": "Make today's tables anew from the log.",
    "move": "Copy the register to another database, verify it there, and use it.",
    "upgrade": "Bring an older register, or one half migrated, to this version.",
}
"""Each command and what it does, in the order of the help page."""

_HOMES = {
    "keeping": ("init", "role", "source", "upgrade"),
    "adding": ("add", "import", "claim"),
    "incidents": ("open", "correct", "merge", "split", "move-state", "attribute"),
    "asking": ("list", "show", "duplicates", "export"),
    "custody": ("verify", "publish", "erase", "rebuild", "move"),
}
_NAMES = {"import": "import_", "list": "list_", "open": "open_", "move-state": "move_state"}

register = App(
    name="register",
    help="Keep what was alleged, and take it to incidents that stand up. See docs/register.md.",
    help_format="plaintext",
    help_epilogue="Start with: trucewatch register init --by NAME",
)

for _order, (_name, _what) in enumerate(COMMANDS.items()):
    _home = next(home for home, names in _HOMES.items() if _name in names)
    register.command(
        f"trucewatch.cli.register_{_home}:{_NAMES.get(_name, _name)}",
        name=_name,
        help=_what,
        sort_key=_order,
        help_format="markdown",
    )

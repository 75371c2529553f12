"""Who may see an entry of the register, or one field of it."""

from enum import StrEnum


class Label(StrEnum):
    """Need to know, from everybody to hardly anybody; each class may see all that come before it.

    The classes are those of mission practice: a public report, what the parties are told, what the
    joint commission is told, what stays in the mission, and what could give a source away.

    Examples
    --------
    >>> Label.PUBLIC.within(Label.MISSION), Label.MISSION.within(Label.PARTIES)
    (True, False)
    """

    PUBLIC = "public"
    PARTIES = "parties"
    COMMISSION = "commission"
    MISSION = "mission"
    SOURCE_PROTECTED = "source-protected"

    def within(self, reader: "Label") -> bool:
        """Whether a reader of this class may see what has this label."""
        order = list(Label)
        return order.index(self) <= order.index(reader)

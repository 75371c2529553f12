"""Sentences and reports with known answers, made by others: they stay outside the project."""

import hashlib
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# The gold sentences have the first 18 types; PLOVER of 2021 has 16. A type that went into another
# as a whole stands in RENAMED. Where only some acts moved (by the published crosswalk from CAMEO),
# the words of the event tell: sanctions and embargoes (163), seizing and blockade (191, 192),
# destroying property, human shields and repression (1712, 184, 175), resigning (0831), and easing a
# curfew or a state of emergency (0813, 0814).
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
MOVED = (
    ("SANCTION", "COERCE", ("sanction", "embargo", "boycott")),
    ("FIGHT", "COERCE", ("captured", "seized", "occupied", "blockade", "occupation")),
    ("COERCE", "ASSAULT", ("destroyed", "fire", "burned", "shields", "repress", "tear")),
    ("PROTEST", "ASSAULT", ("disperse",)),
    ("RETREAT", "CONCEDE", ("resigned", "stepped")),
    ("CONCEDE", "RETREAT", ("curfew", "emergency", "martial")),
)
_BLOCK = re.compile(r"\n(?=(?:DEV|TST\d)-MUC\d-\d{4})")
_ID = re.compile(r"\n?((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n")
_EFFECTS = {"DEATH": "killed", "INJURY": "injured"}


@dataclass(frozen=True, slots=True)
class Gold:
    """One sentence with the events it tells: type of 2021, and names and codes of who does it."""

    text: str
    events: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def plover(folder: Path, *, held_out: bool) -> list[Gold]:
    """Return the gold sentences for development, or those by which nothing was written.

    Which half a record is in, its identifier's SHA-256 says: an even first byte is development.
    """
    text = (folder / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8", errors="replace")
    found: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = defaultdict(list)
    for record in json.loads(text)[1:]:
        odd = hashlib.sha256(record["id"].encode()).digest()[0] % 2 == 1
        if odd is held_out:
            actors = tuple(
                (actor.get("actorText", ""), actor.get("code", "").replace("JAP", "JPN"))
                for actor in record.get("source") or ()
            )
            found[record["text"]].append((_type(record), actors))
    return [Gold(text, tuple(events)) for text, events in found.items()]


def _type(record: Mapping[str, str]) -> str:
    words = re.findall(r"\w+", (record.get("eventText") or "").lower())
    for old, new, beginnings in MOVED:
        if record["event"] == old and any(word.startswith(beginnings) for word in words):
            return new
    return RENAMED.get(record["event"], record["event"])


@dataclass(frozen=True, slots=True)
class Casualties:
    """One report and, for each incident of its key, how many were killed or injured."""

    name: str
    text: str
    tolls: tuple[tuple[str, int], ...]


def muc(folder: Path, *, held_out: bool, by_all_names: bool = False) -> list[Casualties]:
    """Return the reports of MUC-3 and MUC-4 whose keys count victims.

    Parameters
    ----------
    folder
        That holds ``muc34.tar.gz``.
    held_out
        The test sets TST3 and TST4 instead of the development set.
    by_all_names
        Take the number that is given for all names of the victims, before one that is given for
        some: a key may have "people" for the nine who died and for the 30 who were hurt.
    """
    texts: dict[str, str] = {}
    keys: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, content in _members(folder / "muc34.tar.gz", held_out=held_out):
        if name.startswith("key-"):
            for report, tolls in _keys(content, by_all_names=by_all_names):
                keys[report].extend(tolls)
        else:
            texts.update(_texts(content))
    return [
        Casualties(name, texts[name], tuple(t)) for name, t in keys.items() if t and name in texts
    ]


def _members(archive: Path, *, held_out: bool) -> Iterator[tuple[str, str]]:
    wanted = r"/(?:key-tst[34]\.v2|tst[34]-muc4)$" if held_out else r"/dev/(?:key-dev|dev-muc3)-"
    with tarfile.open(archive) as opened:
        for member in sorted(opened.getmembers(), key=lambda member: member.name):
            if not re.search(wanted, member.name):
                continue
            content = opened.extractfile(member)
            assert content is not None
            yield Path(member.name).name, content.read().decode("latin-1")


def _texts(content: str) -> dict[str, str]:
    found = {}
    for block in _BLOCK.split("\n" + content):
        if head := _ID.match(block):
            found[head[1]] = block[head.end() :]
    return found


def _keys(
    content: str, *, by_all_names: bool = False
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield each incident's report and tolls; a toll counts only where all its victims do."""
    for block in re.split(r"\n(?=0\.\s)", content):
        head = re.search(r"MESSAGE: ID\s+(\S+)", block)
        if not head:
            continue
        numbers = {
            frozenset(re.findall(r'"([^"]+)"', names)): number.strip(" ?")
            for number, _, names in (line.partition(":") for line in _slot(block, 21))
        }
        sums: dict[str, int] = defaultdict(int)
        open_ended = set()
        for effect, _, names in (line.partition(":") for line in _slot(block, 23)):
            kind = _EFFECTS.get(effect.strip(" ?"))
            victims = set(re.findall(r'"([^"]+)"', names))
            number = next((n for known, n in numbers.items() if known & victims), "")
            if by_all_names:
                number = numbers.get(frozenset(victims), number)
            if kind and number.isdigit():
                sums[kind] += int(number)
            elif kind:
                open_ended.add(kind)
        yield head[1], [(kind, n) for kind, n in sums.items() if kind not in open_ended]


def _slot(block: str, number: int) -> list[str]:
    found = re.search(
        rf"^{number}\.[^\n:]*:[^\n]*?(?:NUMBER|INCIDENT)\s+(.*?)(?=^\d+\.|\Z|^;)",
        block,
        re.DOTALL | re.MULTILINE,
    )
    return [line.strip() for line in found[1].splitlines() if ":" in line] if found else []

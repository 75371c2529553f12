"""How many reports are read in a second on one core, and in how much memory.

The reports are made up of sentences of our own, 400 words each, no two alike; as plain text and as
pages with the furniture of a news site.
"""

import random
import resource
import time
from datetime import date

from trucewatch.usecases.read import read

WORDS = 400
REPORTS = 300
PUBLISHED = date(2020, 2, 21)
_PLACES = ["Doha", "Kunduz", "Kandahar", "Helmand", "Geneva", "Idlib", "Aden", "Kyiv"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "last Friday", "Feb. 12", "two days ago"]
_SENTENCES = [
    "The two sides agreed on {day} to a week-long truce, set to begin at midnight on Friday.",
    "Insurgents attacked a checkpoint near {place} on {day}, killing {n} soldiers.",
    "“The agreement is an important step,” a spokesman for the ministry said in {place} on {day}.",
    "Government forces shelled positions outside {place} in the past {m} days, officials reported.",
    "A delegation held talks with the special envoy in {place} in September last year.",
    "At least {n} people were wounded when a roadside bomb exploded in {place} late on {day}.",
    "The talks, which have been going on since December 2018, were called off after an attack.",
    "The envoy, according to two diplomats, will return to {place} next week to sign the accord.",
    "Neither side claimed responsibility for the {m} rockets that landed near the base on {day}.",
    "Under the pact, foreign troops would leave within {n} months if violence stays low.",
    "Residents said shops had reopened and families were visiting for the first time in years.",
    "The army must release {n} prisoners by March 10, and the movement is to free {m} in return.",
]


def article(seed: int) -> str:
    """Return a report of 400 words."""
    draw = random.Random(seed)
    told: list[str] = []
    count = 0
    while count < WORDS:
        sentence = draw.choice(_SENTENCES).format(
            day=draw.choice(_DAYS),
            place=draw.choice(_PLACES),
            n=draw.randint(2, 40),
            m=draw.randint(2, 9),
        )
        told.append(sentence)
        count += len(sentence.split())
    paragraphs = [" ".join(told[n : n + 3]) for n in range(0, len(told), 3)]
    return "\n\n".join(paragraphs)


def page(seed: int) -> str:
    """Return the same as a page of a news site."""
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    body = "".join(f"<p>{part}</p>" for part in article(seed).split("\n\n"))
    return (
        f"<!DOCTYPE html><html><head><title>Report {seed}</title></head><body><nav><ul>{links}</ul>"
        f"</nav><article><h1>Report {seed}</h1>{body}<p><a href='/x'>Also Read - Rain</a></p>"
        f"</article><footer><ul>{links}</ul></footer></body></html>"
    )


def rate(reports: list[str]) -> float:
    """Return how many reports are read in a second of this process."""
    read(reports[0], published=PUBLISHED, zone="Asia/Kabul")
    start = time.process_time()
    for report in reports:
        read(report, published=PUBLISHED, zone="Asia/Kabul")
    return len(reports) / (time.process_time() - start)


def run() -> list[str]:
    """Return a table of the rates, and the memory of the process."""
    texts, pages = ([make(n) for n in range(REPORTS)] for make in (article, page))
    lines = ["| input | reports of 400 words a second, one core |", "|---|---|"]
    lines += [
        f"| {name} | {rate(given):.0f} |" for name, given in (("text", texts), ("page", pages))
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *lines,
        "",
        f"Memory at most: {memory:.0f} MB. PETRARCH2 with its parser: 0.35 a second.",
    ]


def main() -> None:
    """Print the table: ``python -m bench.reading``."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()

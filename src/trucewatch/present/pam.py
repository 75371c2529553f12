"""Implementation as a CSV file in the shape of the Peace Accords Matrix's implementation data."""

import csv
from io import StringIO

from trucewatch import words
from trucewatch.domain.pam import PamTable
from trucewatch.present.tables import safe_cell


def pam_csv(table: PamTable) -> str:
    """Return a row of each accord and year: for each provision whether it is there, and its score.

    Parameters
    ----------
    table
        Scores by provision and year. A provision that the accord does not have has 0 and no score.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = ["pam_caseid", "accordname", "year", "year_count"]
    head += [f"{stem}_{part}" for stem in table.stems for part in ("prov", "implem")]
    writer.writerow(head)
    for year in table.years:
        names = [safe_cell(words.clean(text)) for text in (table.accord, table.name)]
        row: list[object] = [*names, year.year, year.count]
        for stem in table.stems:
            score = year.scores.get(stem)
            row += [0, ""] if score is None else [1, score]
        writer.writerow(row)
    return out.getvalue()

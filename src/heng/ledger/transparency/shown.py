"""What the public log may say 「公开字段」: by a list for each kind of event; what is not on it stays closed.

On the list stands only what the portal shows to everybody, and never a person (docs/adr/0014).
"""

import csv
from functools import cache
from importlib.resources import files

from heng.ledger.transparency.leaves import Shown


def shown(kind: str) -> Shown:
    """Return the fields of an event that are let out; None when nothing of it is."""
    return let_out().get(kind)


@cache
def let_out() -> dict[str, frozenset[str]]:
    """Read the list: the fields of each kind, besides its subject, department and law."""
    text = files(__package__).joinpath("data/shown.csv").read_text(encoding="utf-8")
    return {row["kind"]: frozenset(row["fields"].split()) for row in csv.DictReader(text.splitlines())}

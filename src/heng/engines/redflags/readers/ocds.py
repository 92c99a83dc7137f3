"""OCDS releases 「OCDS 数据」: JSON Lines of compiled releases (OCDS 1.1 with the bids extension) into columns.

DuckDB parses the lines on all cores under an explicit schema. Processes are numbered in the order of their lines;
where an `ocid` comes twice, the later line counts. Parties are numbered once, so that rules compare integers.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import duckdb

from heng.engines.redflags.readers.quality import Quality

TABLES = ("proc", "bid", "bid_party", "award", "award_party", "award_item", "party")
_SCRIPT = resources.files("heng.engines.redflags.readers").joinpath("ocds.sql")


class UnreadableError(Exception):
    """A file cannot be read; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last numbers in use, where a day is added to others: parties then stand in the table `known_party`."""

    proc: int = 0
    party: int = 0
    item: int = 0


def read(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], last: Last | None = None) -> Quality:
    """Make the tables `TABLES` on a connection out of files; tell what was odd about them.

    Raises:
        UnreadableError: when a file is missing, or a line is longer than the reader takes.
    """
    for file in files:
        if not file.is_file():
            raise UnreadableError(f"没有文件 {file}")
    if last is None:
        connection.execute("CREATE TEMP TABLE known_party (party BIGINT, code VARCHAR)")
    _set(connection, files, last or Last())
    try:
        for statement in connection.extract_statements(_SCRIPT.read_text(encoding="utf-8")):
            connection.execute(statement)
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        raise UnreadableError(f"不能读取：{str(error).splitlines()[0]}") from error
    return _quality(connection)


def _set(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], last: Last) -> None:
    connection.execute("SET VARIABLE files = ?", [[str(file) for file in files]])
    for name in ("proc", "party", "item"):
        connection.execute(f"SET VARIABLE first_{name} = ?", [getattr(last, name)])


def _quality(connection: duckdb.DuckDBPyConnection) -> Quality:
    told = connection.execute("SELECT * FROM quality")
    names = [column[0] for column in told.description]
    (row,) = told.fetchall()
    cells = dict(zip(names, row, strict=True))
    return Quality(**{**cells, "currencies": json.loads(cells["currencies"] or "{}")})

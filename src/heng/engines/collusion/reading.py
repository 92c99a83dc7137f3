"""Read bids from CSV into markets, market by market; say what is wrong in plain Chinese.

Columns: `tender_id` and `bid_value` are needed, `bidder_id` for pairs. Read where they stand: `dataset` (several
markets in one file), `winner`, `pte_estimate`, `date`, `period`, `location`, `consortium_id`,
`is_duplicate_consortium_row`. Every other column is passed over, labels above all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from heng.engines.collusion import assembling
from heng.engines.collusion.errors import TableError
from heng.engines.collusion.market import Market

NEEDED = ("tender_id", "bid_value")
USED = (
    *NEEDED,
    "dataset",
    "bidder_id",
    "winner",
    "pte_estimate",
    "date",
    "period",
    "location",
    "consortium_id",
    "is_duplicate_consortium_row",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The markets of a file, and how many of its rows have no valid price and so take no part."""

    markets: tuple[Market, ...]
    unpriced: int


def read(path: Path, needed: Sequence[str] = NEEDED) -> Reading:
    """Read a file of bids; raise TableError for one that cannot be scored."""
    table = columns(path, needed, USED)
    if table.num_rows == 0:
        raise TableError("文件中没有投标记录")
    if pc.any(pc.equal(table["tender_id"], "")).as_py():
        raise TableError("有投标记录缺少 tender_id")
    absent = pa.array([""] * table.num_rows)
    table = pa.table({name: table[name] if name in table.column_names else absent for name in USED})
    names = pc.unique(table["dataset"]).to_pylist()
    parts = [assembling.assemble(name, table.filter(pc.equal(table["dataset"], name))) for name in names]
    return Reading(tuple(market for market, _ in parts), sum(unpriced for _, unpriced in parts))


def columns(path: Path, needed: Sequence[str], used: Sequence[str]) -> pa.Table:
    """Read the used columns of a CSV in UTF-8 as trimmed text; raise TableError where a needed one is missing."""
    try:
        with csv.open_csv(path) as opened:
            header = opened.schema.names
        present = [name for name in used if name in header]
        text = csv.ConvertOptions(include_columns=present, column_types=dict.fromkeys(present, pa.string()))
        table = csv.read_csv(path, convert_options=text)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise TableError(f"不是可读的 CSV 文件（UTF-8）：{path.name}") from error
    missing = [name for name in needed if name not in header]
    if missing:
        raise TableError(f"缺少列：{'、'.join(missing)}")
    return pa.table({name: pc.utf8_trim_whitespace(table[name]) for name in present})

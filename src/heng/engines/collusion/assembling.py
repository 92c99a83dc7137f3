"""Make a market of text columns: numbers, codes, repetitions taken out, rows in order."""

import numpy as np
import pyarrow as pa

from heng.engines.collusion.errors import TableError
from heng.engines.collusion.market import NOBODY, Floats, Integers, Market, Truths

ALONE = ("", "0", "0.0")  # what stands for no consortium


def assemble(name: str, table: pa.Table) -> tuple[Market, int]:
    """Make a market of the rows of one; also tell how many rows have no valid price."""
    tenders, tender = _codes(table["tender_id"])
    bidders, bidder = _codes(table["bidder_id"])
    bidders, bidder = _without_nobody(bidders, bidder)
    price = numbers(table["bid_value"], "bid_value")
    valid = np.isfinite(price) & (price > 0)
    kept = np.flatnonzero(valid & ~_repeated(table, tender, bidder, price))
    rows = kept[np.lexsort((price[kept], tender[kept]))]
    start = np.searchsorted(tender[rows], np.arange(len(tenders) + 1))
    first = np.unique(tender, return_index=True)[1]
    market = Market(
        name=name,
        tenders=tenders,
        bidders=bidders,
        start=start,
        price=price[rows],
        bidder=bidder[rows],
        won=_won(numbers(table["winner"], "winner")[rows], tender[rows], start),
        estimate=_positive(numbers(table["pte_estimate"], "pte_estimate"))[first],
        time=_time(table)[first],
        place=_codes(table["location"])[1][first],
    )
    return market, int((~valid).sum())


def numbers(column: pa.ChunkedArray, name: str) -> Floats:
    """Read a column as numbers, empty ones as NaN; raise TableError naming the first that is none."""
    text = np.array(["nan" if value == "" else value for value in column.to_pylist()])
    try:
        return text.astype(np.float64)
    except ValueError:
        bad = next(value for value in text.tolist() if not _is_number(value))
        raise TableError(f"列 {name} 中有不是数字的值：{bad}") from None


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _codes(column: pa.ChunkedArray) -> tuple[tuple[str, ...], Integers]:
    """The distinct values in the order in which they come, and the index of each row's."""
    encoded = column.combine_chunks().dictionary_encode()
    return tuple(encoded.dictionary.to_pylist()), encoded.indices.to_numpy().astype(np.int64)


def _without_nobody(bidders: tuple[str, ...], bidder: Integers) -> tuple[tuple[str, ...], Integers]:
    if "" not in bidders:
        return bidders, bidder
    nobody = bidders.index("")
    known = np.where(bidder == nobody, NOBODY, bidder - (bidder > nobody))
    return bidders[:nobody] + bidders[nobody + 1 :], known


def _repeated(table: pa.Table, tender: Integers, bidder: Integers, price: Floats) -> Truths:
    """Rows that tell a bid again: flagged ones, further members of a consortium, one bidder's same price twice."""
    consortium, joint = _codes(table["consortium_id"])
    is_joint = ~np.isin(joint, [code for code, value in enumerate(consortium) if value in ALONE])
    return (
        np.isin(np.array(table["is_duplicate_consortium_row"].to_pylist()), ["1", "1.0"])
        | _again(np.stack([tender, joint], axis=1), is_joint)
        | _again(np.stack([tender, bidder, price], axis=1), bidder != NOBODY)
    )


def _again(keys: Integers | Floats, where: Truths) -> Truths:
    """Which of the rows that `where` names have the keys of an earlier one."""
    named = np.flatnonzero(where)
    again = np.zeros(len(keys), dtype=np.bool_)
    again[named] = True
    again[named[np.unique(keys[named], axis=0, return_index=True)[1]]] = False
    return again


def _won(winner: Floats, tender: Integers, start: Integers) -> Truths:
    """Who won: as told, else the lowest bid of the tender."""
    won = winner == 1
    told = np.bincount(tender[won], minlength=len(start) - 1) > 0
    won[start[:-1][~told & (np.diff(start) > 0)]] = True
    return won


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def _time(table: pa.Table) -> Floats:
    """What orders the tenders: the day where all have one, else the period."""
    days = np.array([value or "NaT" for value in table["date"].to_pylist()])
    try:
        day = days.astype("datetime64[D]")
    except ValueError:
        day = np.full(len(days), np.datetime64("NaT"))
    if not np.isnat(day).any():
        return day.astype(np.float64)
    return numbers(table["period"], "period")

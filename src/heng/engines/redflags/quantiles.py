"""Quantiles 「分位数」 of a column, to the last bit the same on every backend.

Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), type 8: with the n
values in order and h = (n + 1/3)p + 1/3, the quantile lies at x[k] + (h - k)(x[k+1] - x[k]) for k = trunc(h), held
between the least and the greatest. SQL's own `quantile_cont` is type 7, which differs.
"""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.thresholds import number

QUARTILES = (25, 75)
REACH = 3  # a fence lies one and a half interquartile ranges outside, and 3 / 2 is exact


def quantiles(
    table: ir.Table, column: str, percents: tuple[float, ...] = QUARTILES, by: tuple[str, ...] = ()
) -> ir.Table:
    """Give one row a group (the columns `by`; one in all without them): `n`, and `q25` and so on."""
    values = table.filter(table[column].notnull()).select(*by, x=table[column])
    ranked = values.mutate(
        rank=(ibis.row_number().over(group_by=list(by), order_by=values.x) + 1).cast("float64"),
        n=values.x.count().over(ibis.window(group_by=list(by))).cast("float64"),
    )
    grouped = ranked.group_by(list(by)) if by else ranked
    return grouped.agg(n=ranked.n.max(), **{name_of(percent): _quantile(ranked, percent) for percent in percents})


def fences(table: ir.Table, column: str, by: tuple[str, ...] = ()) -> ir.Table:
    """Give one row a group: `n`, `q25`, `q75`, Tukey's fences `low` and `high`, 1.5 such ranges outside."""
    quartiles = quantiles(table, column, by=by)
    reach = (quartiles.q75 - quartiles.q25) * number(REACH) / number(2)
    return quartiles.mutate(low=quartiles.q25 - reach, high=quartiles.q75 + reach)


def name_of(percent: float) -> str:
    """Name the column of a percentile."""
    return f"q{percent:g}".replace(".", "_")


def _quantile(ranked: ir.Table, percent: float) -> ir.Value:
    third = number(1) / number(3)
    h = (ranked.n + third) * (number(percent) / number(100)) + third
    k = h.floor().cast("float64")
    at = ibis.greatest(ibis.least(k, ranked.n), number(1))
    share = ibis.ifelse((k >= number(1)) & (k < ranked.n), h - k, number(0)).max()
    lower = ranked.x.max(where=ranked.rank == at)
    upper = ranked.x.max(where=ranked.rank == ibis.least(at + number(1), ranked.n))
    return lower + share * (upper - lower)

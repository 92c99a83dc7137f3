"""Means and spreads without rounding on the way: sums are taken of whole cents, so that no order of rows shows."""

import ibis.expr.types as ir

CENTS = 100


def cents(value: ir.Value) -> ir.Value:
    """Give an amount in 元 as whole cents, in a decimal whose squares can be summed exactly (below 10^16 元)."""
    return (value.cast("float64") * CENTS).round().cast("int64").cast("decimal(18, 0)")


def moments(rows: ir.Table, value: str, by: tuple[str, ...]) -> ir.Table:
    """Give `by`, `n`, `lowest`, `highest`, `mean` and `cv` (sample standard deviation over mean) of amounts in 元."""
    exact = rows.filter(rows[value].notnull()).mutate(cent=lambda t: cents(t[value]))
    sums = exact.group_by(list(by)).agg(
        n=exact.count(),
        lowest=exact[value].min(),
        highest=exact[value].max(),
        total=exact.cent.sum().cast("float64"),
        squares=(exact.cent * exact.cent).sum().cast("float64"),
    )
    kept = sums.filter((sums.n > 1) & (sums.total > 0))
    variance = (kept.squares - kept.total * kept.total / kept.n) / (kept.n - 1)
    mean = kept.total / kept.n
    return kept.select(*by, "n", "lowest", "highest", mean=mean / CENTS, cv=variance.clip(lower=0).sqrt() / mean)

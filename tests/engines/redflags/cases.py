"""The cases of the rules: tables of facts and what a rule must answer, written as TOML, one folder a rule."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from heng.engines.redflags.backends.duck import Duck
from heng.engines.redflags.facts import Facts
from heng.engines.redflags.running import Answer
from heng.engines.redflags.schema import TABLES

CASES = Path(__file__).parent / "cases"
ARROW = {"int64": pa.int64(), "float64": pa.float64(), "string": pa.string(), "boolean": pa.bool_()}

Rows = list[dict[str, Any]]


def read(code: str, name: str) -> Mapping[str, Any]:
    return tomllib.loads((CASES / code / f"{name}.toml").read_text(encoding="utf-8"))


def arrow(table: str, rows: Rows) -> pa.Table:
    unknown = {column for row in rows for column in row} - set(TABLES[table])
    assert not unknown, f"{table} has no {unknown}"
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, ARROW[kind]) for name, kind in TABLES[table].items()]))


def facts_on(duck: Duck, tables: Mapping[str, Rows]) -> Facts:
    for name, rows in tables.items():
        duck.connection.register(f"arrow_{name}", arrow(name, rows))
        duck.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow_{name}")
    return Facts(duck.tables(list(tables)), duck)


def without(tables: Mapping[str, Rows], need: str) -> dict[str, Rows]:
    """The same tables, but that nobody sent a field."""
    if need.startswith("mark:"):
        kept = [row for row in tables["mark"] if row["kind"] != need.removeprefix("mark:")]
        return {**tables, "mark": kept}
    name, _, column = need.partition(".")
    if not column:
        return {one: rows for one, rows in tables.items() if one != name}
    return {**tables, name: [{key: cell for key, cell in row.items() if key != column} for row in tables[name]]}


def rows(table: ir.Table) -> Rows:
    """Rows without their empty cells, in a fixed order."""
    told = [{name: cell for name, cell in row.items() if cell is not None} for row in table.to_pyarrow().to_pylist()]
    return sorted(told, key=repr)


def told(answer: Answer) -> dict[str, Any]:
    """Everything that a rule answers, in the form of `expected.toml`."""
    answers = {row["proc"]: row for row in rows(answer.answers)}
    result = {
        "findings": rows(answer.findings),
        "evidence": sorted({(row["source"], row["row"]) for row in rows(answer.evidence)}),
        "flagged": sorted(proc for proc, row in answers.items() if row["answer"] == "flagged"),
        "clear": sorted(proc for proc, row in answers.items() if row["answer"] == "clear"),
        "missing": {proc: row["missing"] for proc, row in answers.items() if row["answer"] == "not-computable"},
        "explained": rows(answer.explained),
    }
    return {name: value for name, value in result.items() if value or name != "explained"}


def wanted(code: str) -> dict[str, Any]:
    expected = dict(read(code, "expected"))
    expected["findings"] = sorted(expected["findings"], key=repr)
    expected["evidence"] = sorted(tuple(one) for one in expected["evidence"])
    expected["missing"] = {int(proc): need for proc, need in expected["missing"].items()}
    return expected

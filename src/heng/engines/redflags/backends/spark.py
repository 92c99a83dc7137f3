"""Spark: the same expressions over the same Parquet on a cluster. Its packages come with the extra `spark`."""

from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.schema import Columns

TYPES = {"int64": "bigint", "float64": "double", "string": "string", "boolean": "boolean"}


class Spark:
    """A session on a master (`local[2]`, or the address of a cluster), for one run."""

    name = "spark"

    def __init__(self, master: str = "local[2]", *, partitions: int = 2) -> None:
        sql = import_module("pyspark.sql")
        builder = sql.SparkSession.builder.master(master).appName("heng")
        for name, value in _settings(partitions).items():
            builder = builder.config(name, value)
        self.session: Any = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.ibis = ibis.pyspark.connect(self.session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.stop()

    def hold(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep an intermediate in the cache of the session."""
        frame = self.session.sql(self.ibis.compile(expression)).cache()
        frame.createOrReplaceTempView(name)
        return self.ibis.table(name)

    def empty(self, name: str, columns: Columns) -> ir.Table:
        """Make a table without rows."""
        typed = ", ".join(f"`{column}` {TYPES[kind]}" for column, kind in columns.items())
        self.session.createDataFrame([], typed).createOrReplaceTempView(name)
        return self.ibis.table(name)

    def read(self, name: str, pattern: Path) -> ir.Table:
        """Give a table of Parquet files."""
        self.session.read.parquet(str(pattern)).createOrReplaceTempView(name)
        return self.ibis.table(name)


def _settings(partitions: int) -> dict[str, str]:
    return {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.ui.enabled": "false",
        "spark.sql.ansi.enabled": "true",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }

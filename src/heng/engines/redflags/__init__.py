"""Red flags 「风险预警规则」: rules as portable expressions over columnar facts of trades. A hit is a clue only.

One datum's walk: a reader (`readers/`) turns a file or the registers into typed tables (`schema.TABLES`); `Facts`
holds them on a backend (`backends/`: DuckDB, Spark); each rule (`rules/`, one file a rule) asks one question of them
by Ibis; `running.run` gives its findings with their evidence rows and, for every process in its scope, whether it was
flagged, was not, or could not be computed, with the missing field named.

依据: 安公管办〔2022〕6号 七.
"""

from heng.engines.redflags.catalogue import CATALOGUE, rule_of
from heng.engines.redflags.facts import Facts
from heng.engines.redflags.running import Answer, run
from heng.engines.redflags.thresholds import Thresholds

__all__ = ["CATALOGUE", "Answer", "Facts", "Thresholds", "rule_of", "run"]

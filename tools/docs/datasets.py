"""The page of the national datasets: what is taken in, where it is kept, and how sure the field table is."""

from heng.faces.exchange.inbox.national.fields import DOMAINS, TABLES, Table
from tools.docs.markdown import NOTE, table

HEAD = """# National datasets 「数据规范数据集」

`heng take` and `POST /exchange/inbox` read the XML datasets below. Each record is checked against the field table
`src/heng/faces/exchange/data/datasets.csv`: a `must` field that is missing or wrong refuses the record, a missing
`should` field is remarked. Names are as they stand on the wire, misspelt ones included; the right spelling is read too.

The full text of 《公共资源交易平台系统数据规范（V2.0）》 was not at hand. `V*`: seen in the practice of a province.
`M-low`: from memory, to be compared with the text. A dataset that is not listed is not lost: it is kept as it came
with the code `unknown-dataset`, and `heng retry` takes it once its fields are in the table.

- DATA_TYPE 1 and 2 both mean: this is how it is now. 3 takes the facts of the record back; the rows stay, marked as
  withdrawn. Datasets 100, 500, 501 cannot be deleted from outside: 517 ends a trade, 2 corrects what is wrong.
- Of two versions of a record the later DATA_TIMESTAMP counts, whichever comes first. A record before its parent waits.
- Money is kept in 元 (PRICE_UNIT 1 is 万元). A moment without a zone is Beijing time. UTF-8, UTF-16 and GBK are read,
  told by the bytes, not by what the file declares.
- One amount for several winners (513, 553) is given to none of them. The marks of 520 come as text and are kept so.
- 400, 402 and 404 are acts of other systems: kept beside the project, they decide nothing; personal fields are kept
  apart and shown on no page. The identity card of an expert (508) is not kept.
- 300 bars a party from CONFINED_START to CONFINED_END, everywhere, within the body of law of the trade that its
  UNIFIED_DEAL_CODE names. The code list of CONFINED_ACTION was not at hand: any such interval is taken as a ban.

"""


def page() -> str:
    """Write the page."""
    rows = [_row(dataset, spec) for dataset, spec in sorted(TABLES.items())]
    head = ("number", "table", "名称", "kept in", "必填项", "certainty")
    codes = [
        (f"`{domain}`", "、".join(f"{code} {label}" for code, label in known.items()))
        for domain, known in DOMAINS.items()
    ]
    return f"{HEAD}{table(head, rows)}\n## Code lists\n\n{table(('list', '代码'), codes)}\n{NOTE}"


def _row(dataset: str, spec: Table) -> tuple[str, ...]:
    must = " ".join(f"`{field.name}`" for field in spec.fields if field.need == "must")
    return dataset, f"`{spec.name}`" if spec.name else "", spec.title, spec.kept_as, must, spec.status

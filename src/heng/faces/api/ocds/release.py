"""A project as a release 「发布文件」: all that anybody may read of it, as it stands.

The id of a release names the entry of the journal that it follows and the digest of its content: another content has
another id, so that what once went out under an id is never something else.
"""

from hashlib import blake2b

import msgspec
from django.conf import settings

from heng.faces.api.ocds import results
from heng.faces.api.ocds import tender as tendering
from heng.faces.api.ocds.parties import Directory
from heng.faces.api.ocds.tender import Papers
from heng.faces.api.ocds.wording import Object, moment, told
from heng.registers.authorities.actors import PUBLIC
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project
from heng.registers.trading.selectors import Change

SALES = ("B", "C")
"""Trades in which the public sells: the standard speaks of purchases only."""

encode = msgspec.json.Encoder(decimal_format="number").encode
"""Write JSON; money as exact numbers."""


def is_purchase(project: Project) -> bool:
    """Answer whether a trade is one that the standard can tell of."""
    return not project.trade_class.startswith(SALES)


def ocid(project: Project) -> str:
    """Return the identifier of a contracting process."""
    return f"{settings.OCID_PREFIX}-{project.ref}"


def ref_of(given: str) -> str:
    """Return the reference of the project that an identifier names; whatever is none finds nothing."""
    return given.removeprefix(f"{settings.OCID_PREFIX}-") if given.startswith(f"{settings.OCID_PREFIX}-") else ""


def release(change: Change) -> Object:
    """Tell of a project as it stands since a change."""
    content = _content(change)
    digest = blake2b(encode(content), digest_size=6).hexdigest()
    return {"ocid": content["ocid"], "id": f"{content['ocid']}-{change.entry}-{digest}", **content}


def record(change: Change) -> Object:
    """Tell of a project as a record: the newest release, and the same compiled."""
    newest = release(change)
    compiled = newest | {"id": f"{newest['ocid']}-{newest['date']}", "tag": ["compiled"]}
    return {"ocid": newest["ocid"], "releases": [newest], "compiledRelease": compiled}


def _content(change: Change) -> Object:
    project, directory = change.project, Directory()
    lots = trading.bids_of(project, PUBLIC)
    papers = Papers(list(trading.notices_of(project, PUBLIC)), list(trading.documents_of(project, PUBLIC)))
    buyer = directory.mention(project.owner, "buyer")
    parts = told(
        planning=tendering.planning(project),
        tender=tendering.tender(project, lots, papers, directory),
        bids=results.bids(lots, directory),
        awards=results.awards(lots, directory),
        contracts=results.contracts(project, trading.contracts_of(project, PUBLIC), lots, directory),
    )
    return {
        "ocid": ocid(project),
        "date": moment(change.at),
        "tag": _tags(parts),
        "initiationType": "tender",
        "language": "zh",
        "parties": directory.listing(),
        "buyer": buyer,
        **parts,
    }


def _tags(parts: Object) -> list[str]:
    """Say of which stages the release tells."""
    performed = any("implementation" in contract for contract in parts.get("contracts", []))
    tags = [name for name, part in (("planning", "planning"), ("tender", "tender")) if part in parts]
    tags += [name for name, part in (("award", "awards"), ("contract", "contracts")) if part in parts]
    return [*tags, *(["implementation"] if performed else [])]

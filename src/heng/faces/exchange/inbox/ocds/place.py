"""Where a trade is 「行政区划」: the region code of an address, when it names one that is known here."""

from functools import cache

from heng.engines import codes
from heng.faces.exchange.inbox.ocds.page import Object, Page

NAMED = ("region", "locality")


def region_of(page: Page, owner: Object, tender: Object) -> str:
    """Return the region of the owner's address, else of a delivery address; "" when no known region is named."""
    found = _region(page, page.part(owner, "address", "/buyer"), "/buyer/address")
    if found:
        return found
    for path, item in page.rows(tender, "items", "/tender"):
        found = _region(page, page.part(item, "deliveryAddress", path), f"{path}/deliveryAddress")
        if found:
            return found
    return ""


def _region(page: Page, address: Object, path: str) -> str:
    """A county says more than its city: the last name that is known counts."""
    found = ""
    for name in NAMED:
        found = _known().get(page.text(address, name, path), "") or found
    return found


@cache
def _known() -> dict[str, str]:
    """Regions by their code and by their name; a name that two regions share tells nothing."""
    regions = codes.regions().values()
    by_name: dict[str, str] = {}
    for region in regions:
        by_name[region.name] = "" if region.name in by_name else region.code
    return by_name | {region.code: region.code for region in regions}

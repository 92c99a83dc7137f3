"""Every page that somebody may open is opened by one who may, on a phone and on a desk, and looked at."""

import pytest
from django.urls import reverse

from tests.support import browsing
from tests.support.doors import rows

VISITORS = ("public", "officer", "administrator", "coordinator", "centre", "owner", "watcher", "government")
SITES = ("portal", "console")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(world, site):
    """Yield each page of the portal or the console with the first of the visitors who is let in."""
    for row in rows():
        visitor = next((actor for actor in VISITORS if row[actor] == "yes"), None)
        if row["method"] == "GET" and row["url"].partition(":")[0] == site and visitor:
            words = dict(word.split("=", 1) for word in row["args"].split())
            yield visitor, reverse(row["url"], kwargs={name: world.words.get(w, w) for name, w in words.items()})


@pytest.mark.parametrize("site", SITES)
def test_every_page_is_clean_at_every_width(page, visit, world, site, live_server):
    heard = browsing.hear(page)
    found = {}
    for visitor, address in sorted(pages(world, site)):
        browsing.admit(page.context, live_server.url, world, visitor)
        if b"<html" in page.request.get(live_server.url + address).body():  # neither a file nor a part of a page
            visit(visitor, address)
            found[address] = browsing.faults_by_size(page, heard)
    assert len(found) > 1
    assert {address: wrong for address, wrong in found.items() if wrong} == {}

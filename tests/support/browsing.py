"""What every page is asked in a browser: does axe find nothing, does it fit, does the browser complain of nothing."""

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.support.doors import BACKEND
from tests.support.world import World

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1440, height=900)
TABLET, WALL = ViewportSize(width=820, height=1180), ViewportSize(width=2560, height=1440)
SIZES = {"phone": PHONE, "tablet": TABLET, "desk": DESK, "wall": WALL}
BY_DESIGN = "the server responded with a status of"  # a page that answers no is no complaint


def hear(page: Page) -> list[str]:
    """Listen to a page; what the browser complains about is added to the list as it comes."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def faults(page: Page, heard: list[str]) -> list[str]:
    """Name what is wrong with the page that is open, and forget what was heard."""
    found = Axe().run(page).response["violations"]
    wrong = [f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'][:3])}" for one in found]
    if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        wrong.append("wider than the window")
    wrong += [text for text in heard if BY_DESIGN not in text]
    heard.clear()
    return wrong


def faults_by_size(page: Page, heard: list[str]) -> dict[str, list[str]]:
    """Name what is wrong with the page that is open, from a phone to a wall; an empty one is right at every width."""
    found = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        found[name] = faults(page, heard)
    return {name: wrong for name, wrong in found.items() if wrong}


def admit(context: BrowserContext, address: str, there: World, actor: str) -> None:
    """Let a member of the cast into the browser without the form; the public just walks in."""
    context.clear_cookies()
    if actor not in there.accounts:
        return
    client = Client()
    client.force_login(there.accounts[actor], backend=BACKEND)
    context.add_cookies([{"name": name, "value": one.value, "url": address} for name, one in client.cookies.items()])

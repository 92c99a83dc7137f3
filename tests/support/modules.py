"""Modules of the browser, in a page that is opened from disk and has no network."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from heng.faces.frame import verifier

PAGE = """<!doctype html><meta charset="utf-8"><script type="module">
{module}
window.heng = {{ {names} }};
</script>"""


@contextmanager
def opened(browser: Browser, folder: Path, module: str, *names: str) -> Iterator[Page]:
    """Open a page with a module and all that it imports; these of its names stand in `heng`."""
    file = folder / "page.html"
    file.write_text(PAGE.format(module=verifier.joined(module), names=", ".join(names)), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => Boolean(window.heng)")
    yield page
    context.close()

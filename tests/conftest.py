"""What every test stands on. The stage is set before Django reads its settings: the order of these lines matters."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.support import network, stage

stage.set_up()
os.environ["DJANGO_SETTINGS_MODULE"] = "heng.config.settings"
stage.lighten()

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402

django.setup()
hypothesis.settings.register_profile("heng", deadline=None)  # no test is about how fast a busy machine is
hypothesis.settings.load_profile("heng")

from tests.support import append_only  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream"
)


@pytest.fixture(autouse=True, scope="session")
def this_machine_only() -> Iterator[None]:
    """No test speaks to another host."""
    with pytest.MonkeyPatch.context() as patch:
        network.hold(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def the_ledger_is_emptied_after_a_test_that_commits() -> Iterator[None]:
    """The database refuses to empty the ledger; tests, and only tests, may."""
    with pytest.MonkeyPatch.context() as patch:
        append_only.lift_for_cleaning(patch)
        yield


@pytest.fixture(autouse=True)
def a_log_of_its_own(settings, tmp_path: Path) -> None:
    """What a test seals stands in no other test's log."""
    settings.LOG_ROOT = tmp_path / "log"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Drive the browser of the system; Playwright's event loop lives beside synchronous Django here."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": FLAGS.split()}

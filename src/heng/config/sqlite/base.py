"""The database backend that Django loads by the name of its package; see ADR 0011."""

import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_EVERY = 0.001  # seconds between two looks at whether the write lock is free


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks for the write lock every millisecond.

    SQLite itself waits longer and longer between two looks, up to a tenth of a second, so that a writer still sleeps
    when the lock has long been free.
    """

    def _start_transaction_under_autocommit(self) -> None:
        """Take the write lock.

        Raises:
            OperationalError: others held it for longer than the `timeout` of the settings.
        """
        until = time.monotonic() + self.timeout
        while not self._begun(is_last=time.monotonic() >= until):
            time.sleep(LOOK_EVERY)

    @property
    def timeout(self) -> float:
        """For how many seconds a writer waits."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _begun(self, *, is_last: bool) -> bool:
        self._wait_for_others(0)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as fault:
            if is_last or not _is_busy(fault):
                raise
            return False
        finally:
            self._wait_for_others(self.timeout)
        return True

    def _wait_for_others(self, seconds: float) -> None:
        with self.wrap_database_errors:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _is_busy(fault: OperationalError) -> bool:
    code = getattr(fault.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY

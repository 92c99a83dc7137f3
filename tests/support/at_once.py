"""Two who act at the same moment, on whatever database the tests run."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

from heng.engines.procedure import Refusal

Act = Callable[[], object]
SLOW = 0.4  # seconds for which the first keeps its transaction open, so that the second meets it


def meet(first: Act, second: Act) -> str:
    """Let one act, and another while the first has not committed yet; return the code of the second's refusal."""
    done = threading.Event()
    faults: list[BaseException] = []

    def slowly() -> None:
        try:
            with transaction.atomic():
                first()
                done.set()
                time.sleep(SLOW)
        except BaseException as fault:  # noqa: BLE001  -- a thread swallows what it meets
            faults.append(fault)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    done.wait(30)
    try:
        second()
    except Refusal as refusal:
        return refusal.code
    finally:
        thread.join()
        assert faults == []
    return ""

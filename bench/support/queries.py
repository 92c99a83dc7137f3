"""What a page asks of the database 「查询」: how many questions, and whether the index answers them."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.support.listing import SEARCHES
from bench.support.machine import Verdict
from bench.support.pages import Asking
from heng.registers.authorities.actors import PUBLIC
from heng.registers.trading import selectors as trading

WORDS, BY_DAY = "trading_project_search_words", "project_by_day"
PAGE = 20


def count(ask: Asking) -> int:
    """Count the queries of a page."""
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)


def explain(verdict: Verdict) -> None:
    """Hold that what is searched for is found by the index over words, never by reading every row.

    Twenty of many may also be found by going back day by day until they are complete: PostgreSQL weighs both.
    """
    for words, is_common in SEARCHES.items():
        found = trading.search(PUBLIC, words)
        for what, query, indices in (
            ("counted", found.order_by().values("pk"), (WORDS,)),
            ("listed", found[:PAGE], (WORDS, BY_DAY) if is_common else (WORDS,)),
        ):
            plan = query.explain()
            met = [index for index in indices if index in plan]
            verdict.holds(f"“{words}” {what} by {' or '.join(met or indices)}", "" if met else plan)

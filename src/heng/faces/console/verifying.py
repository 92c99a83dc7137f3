"""Verdicts 「核验结果」: what each verification of log, files and rows found, for who watches and who administers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.keepers import watches_the_log
from heng.ledger.transparency.verifying import verdicts
from heng.registers.authorities.actors import Actor

SHOWN = 20


@admitted(watches_the_log)
def verification(request: ActorRequest) -> HttpResponse:
    """Show the newest verdicts, and what the newest found."""
    found = verdicts.verdicts(SHOWN)
    newest = found[0] if found else None
    is_overdue = newest is not None and newest.is_overdue(now())
    context = {"verdicts": found, "newest": newest, "is_overdue": is_overdue}
    return render(request, "console/verification.html", context)


def alarm(actor: Actor) -> dict[str, object]:
    """Give the desk of who watches what it must not overlook: a verdict that found something, or is overdue."""
    newest = verdicts.newest() if watches_the_log(actor) else None
    if newest is None:
        return {}
    return {"doubted": None if newest.is_intact else newest, "unverified": newest.is_overdue(now())}

"""Fields that look misspelt 「字段名」: told with a refusal, since what is misspelt was not read."""

import difflib

from heng.faces.exchange.inbox.ocds.page import Object
from heng.faces.exchange.inbox.record import Finding

CLOSE = 0.85
FIELDS = {
    "": "ocid id date tag initiationType parties buyer planning tender bids awards contracts language relatedProcesses",
    "tender": (
        "id title description status procuringEntity items value minValue procurementMethod procurementMethodDetails"
        " mainProcurementCategory awardCriteria submissionMethod tenderPeriod enquiryPeriod hasEnquiries awardPeriod"
        " contractPeriod numberOfTenderers tenderers documents milestones amendments lots bidOpening datePublished"
    ),
}


def suspects(release: Object) -> list[Finding]:
    """List the fields of a release and of its tender whose names are close to a field that is missing."""
    found: list[Finding] = []
    for name, words in FIELDS.items():
        given = release.get(name) if name else release
        if isinstance(given, dict):
            path = f"/{name}/" if name else "/"
            found += [
                Finding(f"{path}{met}", "misspelt", f"字段名“{met[:40]}”疑似有误，应为 {meant}；该字段未被读取")
                for met, meant in _close(set(given), set(words.split()))
            ]
    return found


def _close(met: set[str], known: set[str]) -> list[tuple[str, str]]:
    missing = sorted(known - met)
    pairs = ((name, difflib.get_close_matches(name, missing, 1, CLOSE)) for name in sorted(met - known))
    return [(name, close[0]) for name, close in pairs if close]

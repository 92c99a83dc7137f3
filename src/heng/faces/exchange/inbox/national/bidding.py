"""Engineering tendering 「工程建设」, from the opening on: datasets 506–510, 512, 513, 519, 520, 522, 523."""

from datetime import datetime

from heng.faces.exchange.inbox.national.identifiers import key_of, party, several
from heng.faces.exchange.inbox.national.tendering import LOT, about, day, told_as
from heng.faces.exchange.inbox.national.values import Values
from heng.faces.exchange.inbox.record import SourceProfile
from heng.registers.parties.services import PersonFacts
from heng.registers.trading.services.dossier import (
    AwardFacts,
    BidFacts,
    CandidateFacts,
    ChangeFacts,
    ContractFacts,
    DepositFacts,
    Dossier,
    EvaluationFacts,
    MarkFacts,
    MemberFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
)

BIDDER = "03"
LONGEST_KEY = 160


def opening(values: Values, profile: SourceProfile) -> Dossier:
    """506: the opening of the bids of one or more sections."""
    actors = values.text("BID_OPENING_ACTOR")
    content = values.text("BID_OPENING_CONTENT")
    return about(
        values,
        profile,
        openings=tuple(
            OpeningFacts(
                key=values.key or "506",
                lot=section,
                opened_at=values.moment("BID_OPENING_TIME"),
                place=values.text("BID_OPENING_ADDRESS"),
                content=f"{content}\n开标参与人：{actors}" if actors else content,
            )
            for section in values.many(LOT)
        ),
    )


def bid(values: Values, profile: SourceProfile) -> Dossier:
    """507: a bidder of a section, its price and its bond."""
    section = values.text(LOT)
    manager = PersonFacts(
        part="manager",
        name=values.cut("BID_MANAGER", 60),
        id_number=values.text("PM_CODE"),
        certificate=values.cut("PM_CERTIFICATES", 60),
    )
    people = (manager,) if manager.name else ()
    codes = values.many("BIDDER_ORG_CODE")
    bidder = party(
        values.text("BIDDER_NAME"),
        codes[0] if codes else "",
        BIDDER,
        region=values.cut("BIDDER_REGION_CODE", 6),
        people=people,
    )
    members = several(values.many("UNION_ENTERPRISE_NAME"), values.many("UNION_ORGAN_SET_CODE"), BIDDER)
    told = BidFacts(
        key=key_of(bidder),
        lot=section,
        bidder=bidder,
        joint=tuple(member for member in members if key_of(member) != key_of(bidder) and member.name != bidder.name),
        price=values.amount("BID_PRICE"),
        currency=values.currency("PRICE_CURRENCY"),
        price_note=values.cut("OTHER_BID_PRICE", 300),
        submitted_at=values.moment("CHECKIN_TIME"),
        manager=manager.name,
    )
    bond = DepositFacts(
        key=f"507:{key_of(bidder)}",
        lot=section,
        party=bidder,
        form=values.cut("MARGIN_PAY_FORM", 40),
        received_at=values.moment("MARGIN_RECEIVE_TIME"),
    )
    return about(values, profile, bids=(told,), deposits=(bond,) if values.flag("IS_COMMIT_MARGIN") else ())


def member(values: Values, profile: SourceProfile) -> Dossier:
    """508: a member of the panel. The number of the identity card is not kept: the name and the section suffice."""
    name = values.cut("EXPERT_NAME", 60)
    told = MemberFacts(
        key=values.key or name,
        lot=values.text(LOT),
        name=name,
        kind=values.cut("EXPERT_TYPE", 20),
        is_chair=bool(values.flag("IS_CHAIR_MAN")),
        checked_in_at=values.moment("EXPERT_CHECK_IN_TIME"),
    )
    return about(values, profile, panel=(told,))


def report(values: Values, profile: SourceProfile) -> Dossier:
    """509: the report of the panel."""
    told = EvaluationFacts(
        key=values.key or "509",
        lot=values.text(LOT),
        content=values.text("EVALUATION_CONTENT"),
        result=values.cut("EVALUATION_RESULT", 60),
        submitted_at=values.moment("SUBMIT_TIME"),
        ended_at=values.moment("END_TIME"),
    )
    return about(values, profile, evaluations=(told,))


def details(values: Values, profile: SourceProfile) -> Dossier:
    """520: what the panel said of one bid. The marks come as free text, so they are kept as text, not as scores."""
    codes = values.many("BIDDER_ORG_CODE")
    bidder = party(values.text("BIDDER_NAME"), codes[0] if codes else "", BIDDER)
    told = EvaluationFacts(
        key=f"520:{key_of(bidder)}",
        lot=values.text(LOT),
        content="\n".join(
            part
            for part in (bidder.name, values.text("BID_EVALUATION_DETAILS"), values.text("BID_EVALUATION_REPORT"))
            if part
        ),
        result=values.cut("BID_EVALUATION_REPORT", 60),
    )
    return about(values, profile, evaluations=(told,))


def candidate(values: Values, profile: SourceProfile) -> Dossier:
    """510: a candidate for award."""
    codes = values.many("WIN_CANDIDATE_CODE")
    named = party(values.text("WIN_CANDIDATE_NAME"), codes[0] if codes else "", BIDDER)
    told = CandidateFacts(
        key=key_of(named),
        lot=values.text(LOT),
        party=named,
        rank=values.number("WIN_CANDIDATE_ORDER", 1),
        price=values.amount("BID_PRICE"),
        currency=values.currency("PRICE_CURRENCY"),
    )
    return about(values, profile, candidates=(told,))


def result(values: Values, profile: SourceProfile) -> Dossier:
    """513: who won the section, and the notice of it."""
    said = NoticeFacts(
        key=told_as(values, "513", "NOTICE_SEND_TIME"),
        kind="result",
        title=values.text("NOTICE_NAME") or "中标结果公告",
        content=values.text("NOTICE_CONTENT"),
        published_at=values.moment("NOTICE_SEND_TIME"),
        media=values.cut("NOTICE_MEDIA", 300),
        url=values.text("URL"),
    )
    won = awards(
        values,
        values.text(LOT),
        ("WIN_BIDDER_NAME", "WIN_BIDDER_CODE"),
        ("BID_AMOUNT", "BID_CURRENCY"),
        said.published_at,
    )
    return about(values, profile, notices=(said,), awards=won)


def awards(
    values: Values,
    section: str,
    named: tuple[str, str],
    money: tuple[str, str],
    at: datetime | None,
    role: str = BIDDER,
) -> tuple[AwardFacts, ...]:
    """Return an award to each winner; one amount for several winners is nobody's own amount."""
    winners = several(values.many(named[0]), values.many(named[1]), role)
    amount = values.amount(money[0]) if len(winners) == 1 else None
    return tuple(
        AwardFacts(
            key=key_of(winner),
            lot=section,
            party=winner,
            amount=amount,
            currency=values.currency(money[1]),
            awarded_at=at,
        )
        for winner in winners
    )


def contract(values: Values, profile: SourceProfile) -> Dossier:
    """512: the contract of a section with the winner (of a joint bid: with its first member)."""
    winners = several(values.many("BIDDER_NAME"), values.many("BIDDER_CODE"), BIDDER)
    section = values.text(LOT)
    told = ContractFacts(
        key=contract_key(section, key_of(winners[0]) if winners else ""),
        lot=section,
        party=winners[0] if winners else None,
        number=values.cut("CONTRACT_CODE", 120),
        name=values.text("CONTRACT_NAME"),
        amount=values.amount("CONTRACT_PRICE"),
        currency=values.currency("PRICE_CURRENCY"),
        signed_on=day(values.moment("CONTRACT_SIGN_TIME")),
    )
    return about(values, profile, contracts=(told,))


def contract_key(section: str, winner: str) -> str:
    """Name a contract by its section and its winner, for that is how its performance is told."""
    return f"{section}:{winner}"[:LONGEST_KEY]


def performance(values: Values, profile: SourceProfile) -> Dossier:
    """522: how the contract was performed and settled, and what was changed in it."""
    performers = several(values.many("PERFORMANCE_PARTY_NAME"), values.many("PERFORMANCE_PARTY_CODE"), BIDDER)
    key = contract_key(values.text(LOT), key_of(performers[0]) if performers else "")
    finished_on = day(values.moment("FINISH_TIME"))
    settled = PerformanceFacts(
        key=values.key or "522",
        contract=key,
        kind="settlement",
        content=values.text("PERFORM_INFO"),
        amount=values.amount("SETTLE_PRICE"),
        happened_on=finished_on,
    )
    changed = values.text("CONTRACT_CHANGE_CONTENT")
    change = ChangeFacts(key=values.key or "522", contract=key, content=changed, changed_on=None)
    return about(values, profile, performances=(settled,), changes=(change,) if changed else ())


def guarantee(values: Values, profile: SourceProfile) -> Dossier:
    """523: a letter of guarantee in place of a bond."""
    codes = values.many("BIDDER_ORG_CODE")
    told = DepositFacts(
        key=values.text("GUARANTEE_NO"),
        lot=values.text(LOT),
        party=party(values.text("BIDDER_NAME"), codes[0] if codes else "", BIDDER),
        form="保函",
        amount=values.amount("GUARANTEE_AMOUNT"),
        account=values.cut("PURCHASE_ACCOUN", 60),
        insurer=values.text("INSURER"),
        received_at=values.moment("LETTER_TIME") or values.moment("BEGIN_TIME"),
    )
    return about(values, profile, deposits=(told,))


def mark(values: Values, profile: SourceProfile) -> Dossier:
    """519: the marks that a bid file carries."""
    codes = values.many("BIDDER_ORG_CODE")
    bidder = party(values.text("BIDDER_NAME") or (codes[0] if codes else ""), codes[0] if codes else "", BIDDER)
    told = MarkFacts(
        key=f"{key_of(bidder)}:{values.text('BID_DOCUMENT_MD5').lower()}",
        lot=values.text(LOT),
        bidder=bidder,
        file_name=values.text("BID_DOCUMENT_NAME"),
        md5=values.text("BID_DOCUMENT_MD5").lower(),
        cpu=values.text("CPU_ID"),
        disk=values.text("HARD_DISK_SERIAL_NUMBER"),
        memory=values.text("MEMORY_SERIAL_NUMBER"),
        ip=values.text("NET_ID"),
        mac=values.text("MAC_ADDRESS"),
        submitted_at=values.moment("TENDER_DOC_SUBMITTIME"),
    )
    return about(values, profile, marks=(told,))

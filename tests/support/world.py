"""A small world in the database for tests that go through the doors: the cast with accounts, and one of each matter.

Builders of doors add what their addresses name: an entry of `Words` is what `tests/house/permissions.csv` may write
behind `=` in its column `args`.
"""

import hashlib
import zlib
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from secrets import token_hex

import rfc8785
from django.utils import timezone

from heng.duties.supervision.models import File
from heng.engines.bigrams import bigrams
from heng.engines.draw import Candidate, FrozenList, PublicValue, Stratum
from heng.faces.console.models import SavedView
from heng.faces.exchange.models import Batch, Item
from heng.ledger.draws.models import Draw
from heng.ledger.evidence.models import Content
from heng.ledger.evidence.models import File as Evidence
from heng.ledger.evidence.recordings.models import Footage
from heng.ledger.evidence.store import anteroom, store
from heng.registers.authorities.actors import Actor, Role
from heng.registers.authorities.models import (
    Account,
    Application,
    Appointment,
    Authority,
    Designation,
    Duty,
    Handover,
    Post,
    Section,
    System,
)
from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Expert, Party, Person
from heng.registers.trading.models import Project
from heng.registers.trading.models.project import Stage
from tests.support.cast import AUDIT, CAST, CENTRE, CITY, GOVERNMENT, HOUSING, OFFICE, OWNER_CODE, WATER

FOUNDED = date(2020, 1, 1)
KEY = "a key of the trading system, of tests only"
PASSWORD = "Yanshi-Beam-2026"
ORGANS = {
    HOUSING: ("演示市住房和城乡建设局", Authority.Role.SUPERVISES),
    WATER: ("演示市水利局", Authority.Role.SUPERVISES),
    AUDIT: ("演示市审计局", Authority.Role.WATCHES),
    OFFICE: ("演示市公管办", Authority.Role.COORDINATES),
    CENTRE: ("演示市公共资源交易中心", Authority.Role.TRADES),
    GOVERNMENT: ("演示市人民政府", Authority.Role.GOVERNS),
}


@dataclass(slots=True)
class World:
    """Accounts by their part in the cast, and words by which a table of addresses names matters."""

    today: date
    accounts: dict[str, Account] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def build(today: date) -> World:
    """Fill the database of a test; to be called inside its transaction."""
    world = World(today)
    for code, (name, role) in ORGANS.items():
        Authority.objects.create(code=code, kind=code[-2:], role=role, name=name, region=CITY, effective_from=FOUNDED)
    for part in fields(CAST):
        actor = getattr(CAST, part.name)
        if actor.role not in {Role.PUBLIC, Role.CLOCK, Role.MACHINE}:
            world.accounts[part.name] = _account(part.name, actor)
    System.objects.create(
        code="centre",
        name="演示交易系统",
        authority_id=CENTRE,
        region=CITY,
        key_hash=hashlib.sha256(KEY.encode()).hexdigest(),
        scopes=" ".join(sorted(CAST.machine.scopes)),
    )
    world.words |= _matters(world)
    world.words |= _files(world.today)
    world.words |= _intake()
    world.words |= _papers(world)
    world.words |= _recording(world)
    world.words |= _draw()
    return world


def _account(login: str, actor: Actor) -> Account:
    account = Account.objects.create_user(login, PASSWORD, name=actor.name, party_code=actor.party)
    if actor.authority:
        section, _ = Section.objects.get_or_create(authority_id=actor.authority, name="综合科")
        post = Post.objects.create(section=section, title=actor.post, power=actor.power)
        Appointment.objects.create(account=account, post=post, starts_on=FOUNDED)
    return account


def _matters(world: World) -> dict[str, str]:
    """One of each: a project inside the gate and one before it, and what is open about them."""
    owner = Party.objects.create(code=OWNER_CODE, name="演示业主")
    inside = _project(owner, "1", Stage.ANNOUNCED, authority_id=HOUSING, admitted_on=world.today)
    outside = _project(owner, "2", Stage.REFUSED, refusal_code="no-authority", refusal_reason="尚未落实监督部门")
    asked = {
        "applicant_code": OWNER_CODE,
        "applicant_name": "演示业主",
        "project_name": outside.name,
        "filed_on": world.today,
        "due_on": world.today + timedelta(days=7),
    }
    application = Application.objects.create(subject=outside.ref, authority_id=HOUSING, grounds="自愿进场", **asked)
    designation = Designation.objects.create(subject=outside.ref, region=CITY, grounds="行业难以确定", **asked)
    handover = Handover.objects.create(
        subject=inside.ref,
        source_id=WATER,
        target_id=HOUSING,
        reason="不属本部门职责",
        received_on=world.today,
        due_on=world.today + timedelta(days=7),
        proposed_on=world.today,
    )
    section = Section.objects.get(authority_id=HOUSING)
    duty = Duty.objects.create(
        authority_id=HOUSING,
        code="ZJ-01",
        kind=Duty.Kind.POWER,
        title="房屋市政工程招标投标监督",
        law="招标投标法 第七条",
        trade_classes="A01",
        section=section,
        officer=world.accounts["officer"],
        effective_from=FOUNDED,
    )
    file = File.objects.create(
        project=inside,
        authority_id=HOUSING,
        duty=duty,
        officer=world.accounts["officer"],
        status=File.Status.OPEN,
        opened_on=world.today,
    )
    view = SavedView.objects.create(account=world.accounts["officer"], name="我的公告", query="stage=announced")
    return {
        "file": str(file.pk),
        "view": str(view.pk),
        "project": str(inside.pk),
        "project_ref": inside.ref,
        "outside": str(outside.pk),
        "outside_ref": outside.ref,
        "application": str(application.pk),
        "designation": str(designation.pk),
        "handover": str(handover.pk),
        "duty": str(duty.pk),
        "authority": HOUSING,
        "party": OWNER_CODE,
        "system": "centre",
        "listener": "nobody.hears",
        "account": str(world.accounts["officer"].pk),
        "appointment": str(Appointment.objects.get(account=world.accounts["officer"]).pk),
        "section": str(section.pk),
        "post": str(Post.objects.filter(section=section)[0].pk),
    }


def _files(today: date) -> dict[str, str]:
    """What the registers of parties and credit hold: a person of the owner, a party that is barred, an expert."""
    owner = Party.objects.get(code=OWNER_CODE)
    person = Person.objects.create(
        party=owner, part=Person.Part.CONTACT, name="卫联系", id_number="410502199001011234", phone="13812345678"
    )
    expert = Expert.objects.create(
        code="ZJ-0001", name="韩专家", id_number="410502198001011234", phone="13912345678", entered_on=FOUNDED
    )
    barred = Party.objects.create(code="91410500MA3X00010X", name="演示建设公司甲", search=bigrams("演示建设公司甲"))
    known = {"party": barred, "organ": "演示市住建局", "entered_by": HOUSING, "known_from": timezone.now()}
    ban = Ban.objects.create(starts_on=today, reason="演示：弄虚作假", law="招标投标法 第五十四条", **known)
    record = Record.objects.create(kind=Record.Kind.PENALTY, title="演示：罚款", happened_on=today, **known)
    return {
        "party_pk": str(owner.pk),
        "barred": str(barred.pk),
        "person": str(person.pk),
        "expert": str(expert.pk),
        "ban": str(ban.pk),
        "record": str(record.pk),
    }


def _intake() -> dict[str, str]:
    """A batch of the trading system, and a record of it that was refused."""
    now = timezone.now()
    batch = Batch.objects.create(source="centre", file_name="演示.jsonl", started_at=now, finished_at=now, refused=1)
    item = Item.objects.create(
        batch=batch,
        source="centre",
        dataset="OCDS",
        key="ocds-demo-1",
        line=1,
        raw=zlib.compress('{"ocid": "ocds-demo-1", "date": "昨天"}'.encode()),
        digest="d",
        verdict=Item.Verdict.REFUSED,
        code="bad-date",
        reason="日期无法识别",
        findings=[{"field": "/date", "code": "bad-date", "message": "日期无法识别，请写成 2026-03-01"}],
        received_at=now,
        tried_at=now,
    )
    return {"batch": str(batch.pk), "item": str(item.pk)}


def _papers(world: World) -> dict[str, str]:
    """A file that the housing department kept about the project inside the gate."""
    text = "演示文件".encode()
    content = Content(sha256=hashlib.sha256(text).hexdigest(), sm3="0" * 64, size=len(text))
    content.save()
    draft = anteroom() / token_hex(8)  # workers share the folder
    draft.write_bytes(text)
    store().put(content.key, draft)
    paper = Evidence.objects.create(
        content=content,
        about=world.words["project_ref"],
        name="演示文件.txt",
        kind="txt",
        role=Role.OFFICER,
        person=world.accounts["officer"].ref,
        department=HOUSING,
        retention="ENG",
        keep_until=world.today + timedelta(days=1),
    )
    return {"paper": str(paper.pk)}


def _draw() -> dict[str, str]:
    """A list that the housing department froze, for which it and audit are to commit."""
    due = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    frozen = FrozenList(
        "CQ000001",
        "演示抽查",
        (HOUSING, AUDIT),
        timezone.localtime(due).isoformat(),
        (Stratum("全部", 1),),
        (Candidate("A1", "全部"), Candidate("A2", "全部")),
        PublicValue("演示彩票第1期开奖号码"),
    )
    draw = Draw.objects.create(
        number=1,
        purpose=Draw.Purpose.TARGETS,
        title=frozen.title,
        organizer=HOUSING,
        parties=f"{HOUSING} {AUDIT}",
        list=rfc8785.dumps(asdict(frozen)).decode(),
        digest=frozen.digest,
        frozen_at=timezone.now(),
        commits_due=due - timedelta(hours=1),
        reveals_due=due,
    )
    return {"draw": str(draw.pk)}


def _recording(world: World) -> dict[str, str]:
    """A recording that the officer began about the project inside the gate, with a segment of nothing."""
    footage = Footage.objects.create(
        about=world.words["project_ref"],
        title="开标录像",
        role=Role.OFFICER,
        person=world.accounts["officer"].ref,
        department=HOUSING,
        started_at=timezone.now(),
        retention="ENG",
        keep_until=world.today + timedelta(days=1),
    )
    content = Content.objects.get(sm3="0" * 64)
    facts = {"essence": content.sha256, "line": content.sha256, "arrived_at": footage.started_at}
    footage.segments.create(sequence=0, init=content, content=content, start=0, duration=6000, **facts)
    return {"recording": str(footage.pk)}


def _project(owner: Party, key: str, stage: str, **facts: object) -> Project:
    return Project.objects.create(
        source="centre",
        source_key=key,
        name=f"演示道路工程第{key}号",
        trade_class="A01",
        regime="ENG",
        region=CITY,
        owner=owner,
        registered_on=FOUNDED,
        stage=stage,
        **facts,
    )

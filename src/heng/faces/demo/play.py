"""The play 「演示过程」: invented people let invented projects in, or not, through the services that everybody uses."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

import msgspec
from django.db import transaction
from django.db.models import Count

from heng.duties.supervision import selectors as files
from heng.duties.supervision import services as supervision
from heng.duties.supervision.models import File
from heng.faces.demo import companies as inventing
from heng.faces.demo import hearings, standing, trades
from heng.faces.demo.companies import Companies
from heng.faces.demo.offices import SYSTEM, Offices, set_up
from heng.faces.demo.scale import YEARS, Scale
from heng.faces.demo.stories import Chapter, Story
from heng.faces.demo.trades import Plot, Scene
from heng.faces.demo.truth import Truth
from heng.registers.authorities.actors import CLOCK
from heng.registers.parties import services as parties
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import Dossier

HANDED_OVER, PUT_AWAY = 5, 150
BY_THE_SYSTEM = {Plot.PLAIN, Plot.BARRED, Plot.NO_APPROVAL, Plot.NO_INDUSTRY}
ENDED = (Stage.COMPLETED, Stage.FAILED, Stage.TERMINATED)
ALLOWED = {"taken", "updated", "unchanged"}


@dataclass(slots=True)
class Played:
    """What was put on stage: the offices with their logins, what is true of the city, and the digest of all told.

    The digest is the SHA-256 of every project and dossier in the order told, as JSON: the same seed, scale and day
    give the same one on every machine.
    """

    offices: Offices
    truth: Truth = field(default_factory=Truth)
    digest: str = ""

    def stages(self) -> dict[str, int]:
        """How many projects stand at which stage."""
        return dict(Project.objects.order_by().values_list("stage").annotate(number=Count("pk")))


def perform(
    seed: int, scale: Scale, *, today: date, at: datetime, show: Callable[[int], object] = lambda _: None
) -> Played:
    """Put the invented city on stage as of a day; the same seed, scale and day, the same city.

    `show` hears after each turn how many projects have walked in. At the small scale everything is one transaction, at
    the others each turn is: whoever interrupts it begins again with an empty database.
    """
    whole: AbstractContextManager[object] = transaction.atomic() if scale.at_once else nullcontext()
    with whole:
        random = Random(seed)  # noqa: S311  -- a play, not a secret
        companies = inventing.invent(random, scale)
        with transaction.atomic():
            offices = set_up(random, companies, scale, today=today)
            _register(companies, today=today, at=at)
        stage = Theatre(seed, scale, companies, offices, today)
        for gate, scenes in trades.acts(seed, scale, companies, today=today):
            with transaction.atomic():
                stage.turn(gate, scenes)
            show(len(scenes))
        hearings.hand_over(stage.recent[:HANDED_OVER], offices, today=today, at=at)
        return Played(offices, stage.truth, stage.digest.hexdigest())


def put_away(offices: Offices, *, today: date) -> int:
    """Let officers put files of ended trades away 「归档」, some of them; return how many. The relay must have run."""
    done = 0
    for file in files.files(CLOCK, status=File.Status.OPEN).iterator(chunk_size=500):
        officer = offices.actors.get(file.authority_id)
        is_theirs = officer is not None and officer.person == file.officer_ref
        if officer is not None and is_theirs and file.project.stage in ENDED and file.project.pk % 2 == 0:
            supervision.close(file, by=officer, on=today)
            done += 1
        if done == PUT_AWAY:
            break
    return done


def _register(companies: Companies, *, today: date, at: datetime) -> None:
    since = today - timedelta(days=YEARS * 365 + 30)
    known = parties.recognise(companies.full, by=CLOCK, on=since)
    parties.enter_experts(companies.experts, by=CLOCK, on=since)
    standing.enter(companies, known, today=today, at=at)


class Theatre:
    """The stage, turn by turn; nothing of a turn is kept but what is true, and a few projects of these weeks."""

    def __init__(self, seed: int, scale: Scale, companies: Companies, offices: Offices, today: date) -> None:
        self.seed, self.scale, self.companies, self.offices, self.today = seed, scale, companies, offices, today
        self.truth = Truth()
        self.digest = hashlib.sha256()
        self.recent: list[Project] = []

    def turn(self, gate: date, scenes: Sequence[Scene]) -> None:
        """Let the projects of a turn walk in, and tell what happened in those that are in."""
        for scene in scenes:
            self.digest.update(msgspec.json.encode(scene.facts))
        behind = [scene.investment for scene in scenes if scene.investment]
        intake.take_investments(behind, SYSTEM, by=self.offices.system, on=gate)
        plain = [scene for scene in scenes if scene.plot in BY_THE_SYSTEM]
        inside = self._walk_in(gate, plain)
        inside += [
            scene for scene in scenes if scene not in plain and hearings.hear(scene, self.offices, today=self.today)
        ]
        self._tell([self._story(scene) for scene in inside])

    def _walk_in(self, gate: date, scenes: Sequence[Scene]) -> list[Scene]:
        dossiers = [Dossier(source=SYSTEM, key=scene.key, project=scene.facts) for scene in scenes]
        outcomes = intake.take(dossiers, by=self.offices.system, on=gate)
        inside = [scene for scene, one in zip(scenes, outcomes, strict=True) if one.verdict in ALLOWED]
        self._remember(inside)
        return inside

    def _story(self, scene: Scene) -> Story:
        random = Random(f"{self.seed}:{scene.number}:story")  # noqa: S311
        return Story(scene, self.scale, self.companies, random, self.today)

    def _tell(self, told: Sequence[Story]) -> None:
        """Tell chapter by chapter what the trades of this turn have come to, each as of the day that it ended."""
        chapters = [(story, story.chapters(SYSTEM)) for story in told]
        for story, _ in chapters:
            self._note(story)
        for number in range(max((len(found) for _, found in chapters), default=0)):
            now = [found[number] for _, found in chapters if number < len(found)]
            self._take(now)

    def _take(self, chapters: Sequence[Chapter]) -> None:
        for chapter in chapters:
            self.digest.update(msgspec.json.encode(chapter.dossier))
        on = min(self.today, max(chapter.day for chapter in chapters))
        outcomes = intake.take([chapter.dossier for chapter in chapters], by=self.offices.system, on=on)
        refused = [one for one in outcomes if one.verdict not in ALLOWED]
        if refused:
            raise RuntimeError(f"{refused[0].key}: {refused[0].reason}")

    def _note(self, story: Story) -> None:
        scene = story.scene
        for lot, offers in story.opened.items():
            if scene.round:
                self.truth.add_round(scene.round, scene.key, lot)
            if scene.is_decoy:
                self.truth.add_decoy(scene.key, lot, offers)
        if story.has_broken():
            self.truth.add_breach(scene.breach, scene.key)

    def _remember(self, scenes: Sequence[Scene]) -> None:
        """Keep a few projects of these weeks that two departments of the city could both supervise."""
        keys = [scene.key for scene in scenes if scene.opens and scene.opens > self.today]
        if keys and len(self.recent) < HANDED_OVER:
            rows = Project.objects.filter(source=SYSTEM, source_key__in=keys, authority__in=self.offices.actors)
            self.recent += [row for row in rows.order_by("pk") if str(row.authority_id).startswith("410500")]

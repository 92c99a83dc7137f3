"""Those who serve: who falls is started again, and all end together."""

import os
import sys
import time

import pytest

from heng.faces.clock import crew as crews
from heng.faces.clock.crew import Crew, Hand
from tests.support.processes import ended, until

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FALL = [sys.executable, "-c", "raise SystemExit(3)"]
DEAF = [sys.executable, "-c", "import signal, time; signal.signal(15, 1); print('up', flush=True); time.sleep(60)"]
LEAVING = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
sys.exit(4)
"""


def fallen(hand: Hand, now: float) -> int | None:
    assert hand.process is not None
    while hand.process.poll() is None:
        time.sleep(0.01)
    return hand.look_after(now)


def test_a_hand_that_falls_at_once_is_started_again_after_a_wait_that_grows():
    hand = Hand("falls", FALL)
    hand.look_after(0.0)
    assert fallen(hand, 1.0) == 3
    assert hand.look_after(1.9) is None
    assert hand.process is None
    hand.look_after(2.0)
    assert fallen(hand, 3.0) == 3
    hand.look_after(4.9)
    assert hand.process is None
    hand.look_after(5.0)
    assert fallen(hand, 5.5) == 3


def test_a_hand_that_worked_long_is_started_again_at_once():
    hand = Hand("falls", FALL)
    hand.start(0.0)
    assert fallen(hand, crews.SHORT_LIFE + 1) == 3
    hand.look_after(crews.SHORT_LIFE + 1)
    assert hand.process is not None
    hand.kill()


def test_whom_a_fallen_hand_left_behind_is_ended(tmp_path):
    note = tmp_path / "child"
    hand = Hand("parent", [sys.executable, "-c", LEAVING, str(note)])
    hand.start(0.0)
    assert fallen(hand, 1.0) == 4
    until(lambda: ended(int(note.read_text())), "the end of the child")


def test_the_whole_crew_ends_together():
    crew = Crew([Hand("one", SLEEP), Hand("two", SLEEP)])
    crew.look_after()
    numbers = [hand.process.pid for hand in crew.hands if hand.process]
    assert len(numbers) == 2
    crew.end()
    assert all(ended(number) for number in numbers)


def test_who_does_not_listen_is_ended_all_the_same(monkeypatch, capfd):
    monkeypatch.setattr(crews, "PATIENCE", 0.2)
    crew = Crew([Hand("deaf", DEAF)])
    crew.look_after()
    process = crew.hands[0].process
    assert process is not None
    while "up" not in capfd.readouterr().out:
        time.sleep(0.02)
    crew.end()
    assert process.returncode == -9
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_the_crew_says_who_fell():
    said: list[str] = []
    crew = Crew([Hand("网页服务", FALL)], say=said.append)
    crew.look_after()
    assert crew.hands[0].process
    crew.hands[0].process.wait()
    crew.look_after()
    assert said == ["网页服务意外结束（代码 3），将重新启动"]

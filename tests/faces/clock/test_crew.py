import sys
import time

from heng.faces.clock.crew import Crew, Hand

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FALL = [sys.executable, "-c", "raise SystemExit(3)"]


def test_a_hand_that_falls_is_started_again_after_a_wait():
    hand = Hand("falls", FALL)
    hand.start(0.0)
    hand.process.wait()
    assert hand.look_after(1.0)
    assert not hand.look_after(2.0)
    assert hand.process is None
    hand.look_after(3.1)
    assert hand.process is not None
    hand.process.wait()


def test_the_whole_crew_ends_together():
    hands = [Hand("one", SLEEP), Hand("two", SLEEP)]
    for hand in hands:
        hand.start(time.monotonic())
    Crew(hands).end()
    assert all(hand.process.poll() is not None for hand in hands)

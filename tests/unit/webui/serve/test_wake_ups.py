"""What wakes granian's loop is never lost, and a signal handler can always do it."""

import subprocess
import sys

from webui.serve.server import WakeUps

MAX_S = 20

WAKE_UPS_OF_A_SIGNAL_HANDLER = """
import signal
from webui.serve.server import WakeUps

wake_ups = WakeUps()
signal.signal(signal.SIGALRM, lambda *_: wake_ups.set())
signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
for _ in range(2000):
    wake_ups.wait()
    wake_ups.clear()
signal.setitimer(signal.ITIMER_REAL, 0)
"""
"""With a `threading.Event`, the handler soon waits for a lock that the interrupted code holds."""


def test_a_wake_up_before_the_wait_ends_it():
    wake_ups = WakeUps()
    wake_ups.set()
    assert wake_ups.wait(timeout=0)


def test_one_wake_up_ends_one_wait():
    wake_ups = WakeUps()
    wake_ups.set()
    wake_ups.wait()
    assert not wake_ups.wait(timeout=0.01)


def test_a_wake_up_between_the_wait_and_the_reset_is_kept():
    wake_ups = WakeUps()
    wake_ups.set()
    wake_ups.wait()
    wake_ups.set()
    wake_ups.clear()
    assert wake_ups.wait(timeout=0)


def test_a_signal_handler_wakes_the_loop_wherever_it_interrupts_it():
    program = [sys.executable, "-c", WAKE_UPS_OF_A_SIGNAL_HANDLER]
    assert subprocess.run(program, timeout=MAX_S, check=False).returncode == 0

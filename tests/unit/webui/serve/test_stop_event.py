"""A signal to stop is not lost while granian replaces a worker."""

from granian import Granian
from granian.constants import Interfaces

from webui.serve.server import StopEvent


def test_the_event_is_reset_while_the_server_runs():
    event = StopEvent(lambda: False)
    event.set()
    event.clear()
    assert not event.is_set()


def test_the_event_stays_set_once_the_server_is_told_to_stop():
    event = StopEvent(lambda: True)
    event.clear()
    assert event.is_set()


def test_granian_waits_for_an_event_of_this_name_and_notes_the_signal():
    server = Granian("webui:create_app", interface=Interfaces.RSGI)
    server.main_loop_interrupt = StopEvent(lambda: server.interrupt_signal)
    server.signal_handler_interrupt()
    server.main_loop_interrupt.clear()
    assert server.main_loop_interrupt.is_set()

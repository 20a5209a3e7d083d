"""Extractors for the sandbox, which do what a document could do after taking over its extractor."""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from catalog.errors import ExtractError
from catalog.model import Locator
from indexer.extract.result import ExtractedSection, Extraction
from indexer.sandbox.protocol import to_json


def extraction(text):
    return Extraction("text/plain", (ExtractedSection(Locator(), text),))


def by_first_word(data, name):
    """Call the function named by the document's first word, so that one run can mix good and bad documents."""
    return globals()[data.split()[0].decode()](data, name)


def read(data, name):
    return extraction(f"{name}: {data.decode()}")


def refuse(_data, _name):
    raise ExtractError("scanned", "This PDF contains only scanned pages.")


def hang(_data, _name):
    time.sleep(600)


def hang_after_closing_everything(_data, _name):
    os.closerange(0, 64)
    time.sleep(600)


def spin(_data, _name):
    while True:
        pass


def spin_ignoring_signals(data, name):
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError):
            signal.signal(number, signal.SIG_IGN)
    spin(data, name)


def hog_memory(_data, _name):
    hoard = []
    while True:
        hoard.append(bytearray(10_000_000))


def hog_memory_and_call_it_damage(data, name):
    try:
        hog_memory(data, name)
    except Exception as error:
        raise ExtractError("damaged", "This file is damaged.") from error


def abort(_data, _name):
    os.abort()


def segfault(_data, _name):
    ctypes.string_at(0)


def leave(_data, _name):
    os._exit(0)


def be_killed(_data, _name):
    os.kill(os.getpid(), signal.SIGKILL)


def raise_an_unexpected_error(_data, _name):
    raise KeyError("internal")


def recurse(data, name):
    return recurse(data, name)


def return_too_much_text(_data, _name):
    return extraction("a" * 3_000_000)


def return_too_many_sections(_data, _name):
    return Extraction("text/plain", (ExtractedSection(Locator(), "a"),) * 200_001)


def _reply_fd():
    """Return the only open descriptor that is not a standard stream."""
    for number in range(3, 256):
        with contextlib.suppress(OSError):
            os.fstat(number)
            return number
    raise AssertionError


def read_after_a_while(data, name):
    time.sleep(0.1)
    return read(data, name)


def answer_in_two_parts(_data, _name):
    answer = to_json(extraction("a" * 5_000_000))
    message = len(answer).to_bytes(8) + answer
    os.write(_reply_fd(), message[:100])
    time.sleep(0.8)
    message = memoryview(message)[100:]
    while message:
        message = message[os.write(_reply_fd(), message) :]
    time.sleep(600)


def write_without_end(_data, _name):
    while True:
        os.write(_reply_fd(), b"\x00" * 65_536)


def announce_too_much(_data, _name):
    os.write(_reply_fd(), b"\xff" * 8)
    time.sleep(600)


def announce_and_hang(_data, _name):
    os.write(_reply_fd(), (100).to_bytes(8) + b"{")
    time.sleep(600)


def answer_nonsense(_data, _name):
    os.write(_reply_fd(), (4).to_bytes(8) + b"\x80\x04K.")
    os._exit(0)


def write_to_the_terminal(_data, _name):
    sys.stdout.write("hostile output")
    sys.stdout.flush()
    sys.stderr.write("hostile output")
    os.write(1, b"hostile output")
    os.write(2, b"hostile output")
    return extraction("done")


def _attempt(action):
    """Return `done` if the action works, otherwise the type of the error."""
    try:
        action()
    except Exception as error:  # noqa: BLE001 - the type of the error is the answer
        return extraction(f"refused: {type(error).__name__}")
    return extraction("done")


def read_a_file(_data, _name):
    return _attempt(Path("/etc/passwd").read_bytes)


def list_a_folder(_data, _name):
    return _attempt(lambda: list(Path("/").iterdir()))


def write_a_file(data, _name):
    return _attempt(lambda: Path(data.split()[1].decode()).write_text("hostile"))


def delete_a_file(data, _name):
    return _attempt(Path(data.split()[1].decode()).unlink)


def open_a_socket(data, _name):
    return _attempt(lambda: socket.create_connection(("127.0.0.1", int(data.split()[1])), 1))


def open_a_datagram_socket(_data, _name):
    return _attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))


def start_a_program(_data, _name):
    return _attempt(lambda: subprocess.run(["/bin/true"], check=True))


def become_a_program(_data, _name):
    return _attempt(lambda: os.execv("/bin/true", ["true"]))  # noqa: S606 - that is the attempt


def fork(_data, _name):
    return _attempt(lambda: os.fork() or os._exit(0))


def start_a_thread(_data, _name):
    return _attempt(lambda: threading.Thread(target=int).start())


def signal_the_parent(data, _name):
    return _attempt(lambda: os.kill(int(data.split()[1]), 0))


def raise_the_limits(_data, _name):
    return _attempt(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32)))


def return_process_id(_data, _name):
    return extraction(str(os.getpid()))


def count_descriptors(_data, _name):
    descriptors = []
    for number in range(4096):
        with contextlib.suppress(OSError):
            os.fstat(number)
            descriptors.append(number)
    return extraction(str(len(descriptors)))

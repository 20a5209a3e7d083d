"""Readers for the sandbox, which do what a file could do after taking over its reader."""

import ctypes
import errno
import os
import signal
import socket
import time
from pathlib import Path

from indexer.importers.frames import to_frame
from indexer.importers.rows import SourceFault, SourceRow
from indexer.sandbox.frames import FrameKind, send_frame

ROWS_BEFORE = 1_200


def numbered_rows(count):
    for number in range(1, count + 1):
        yield SourceRow(f"row {number:,}", {"title": f"Report {number}"})


def by_first_word(file):
    """Yield some rows, then call the function named by the file's first word."""
    words = file.read().decode().split()
    yield from numbered_rows(ROWS_BEFORE)
    yield from globals()[words[0]](*words[1:])


def stop_normally():
    yield SourceRow("row 1,201", {"title": "The last one"})


def hang():
    time.sleep(600)
    yield


def spin():
    while True:
        yield from ()


def hog_memory():
    hoard = []
    while True:
        hoard.append(bytearray(10_000_000))
        yield from ()


def abort():
    os.abort()
    yield


def segfault():
    ctypes.string_at(0)
    yield


def leave():
    os._exit(0)
    yield


def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)
    yield


def fail():
    raise KeyError("internal")
    yield


def fail_to_read():
    raise OSError(5, "Input/output error")
    yield


def _reply_fd():
    """Return the pipe among the open descriptors."""
    return next(number for number in range(3, 256) if _is_pipe(number))


def _is_pipe(number):
    try:
        os.lseek(number, 0, os.SEEK_CUR)
    except OSError as error:
        return error.errno == errno.ESPIPE
    return False


def trickle():
    """Send a frame byte by byte."""
    os.write(_reply_fd(), (1_000).to_bytes(4) + b"\x01")
    while True:
        os.write(_reply_fd(), b" ")
        time.sleep(0.05)
        yield from ()


def announce_too_much():
    os.write(_reply_fd(), b"\xff" * 5)
    time.sleep(600)
    yield


def send_unknown_kind():
    os.write(_reply_fd(), (1).to_bytes(4) + b"\x63a")
    time.sleep(600)
    yield


def send_nonsense():
    send_frame(_reply_fd(), FrameKind.ITEM, b"\x80\x04K.")
    time.sleep(600)
    yield


def send_a_frame_of_no_item():
    send_frame(_reply_fd(), FrameKind.ITEM, b'["row","row 1",{"a":NaN}]')
    time.sleep(600)
    yield


def send_many_faults():
    for number in range(1_500):
        yield SourceFault(f"row {number:,}", "This is broken.")


def write_without_end():
    row = to_frame(SourceRow("row", {"title": "Again"}))
    while True:
        send_frame(_reply_fd(), FrameKind.ITEM, row)
        yield from ()


def attempt(action):
    try:
        action()
    except Exception as error:  # noqa: BLE001 - the type of the error is the answer
        yield SourceRow("attempt", {"result": f"refused: {type(error).__name__}"})
    else:
        yield SourceRow("attempt", {"result": "done"})


def read_a_file():
    yield from attempt(Path("/etc/passwd").read_bytes)


def connect(port):
    yield from attempt(lambda: socket.create_connection(("127.0.0.1", int(port)), 1))


def start_a_process():
    yield from attempt(lambda: os.fork() or os._exit(0))


def write_to_the_source():
    document_fd = next(number for number in range(3, 256) if number != _reply_fd() and _is_open(number))
    yield from attempt(lambda: os.pwrite(document_fd, b"hostile", 0))


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def return_process_id():
    yield SourceRow("process", {"id": os.getpid()})
    yield from numbered_rows(100_000)

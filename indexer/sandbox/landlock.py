"""Landlock, Linux's way for a process to give up rights: no files, no TCP, no programs, no signals to others.

Source: Linux `Documentation/userspace-api/landlock.rst` and `include/uapi/linux/landlock.h`. The C library has no
wrappers, so the system calls are made by number (the same on every architecture CPython runs on, except alpha).
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys

NETWORK_ABI = 4
"""From this version on TCP is covered; the first version covers files and programs."""

SCOPE_ABI = 6
"""From this version on signals and abstract Unix sockets cannot leave the process either."""

_CREATE_RULESET = 444
_RESTRICT_SELF = 446
_ASK_VERSION = 1
_SET_NO_NEW_PRIVS = 38

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""ABI -> how many file rights it knows; their bits are counted from 0 without a gap."""

_TCP_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class _RulesetAttr(ctypes.Structure):
    """`struct landlock_ruleset_attr`; an older kernel is told a shorter size."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def abi() -> int:
    """Return the kernel's Landlock version, 0 where it has none, switched off or out of reach."""
    if sys.platform != "linux":
        return 0
    try:
        return _call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict() -> int:
    """Take from this process, for good, all that Landlock can take; return the version that holds, 0 for none.

    Descriptors already open stay usable. Raises OSError where the kernel has Landlock but refuses to use it.
    """
    version = abi()
    if version == 0:
        return 0
    known = max(known for known in _FILE_RIGHTS if known <= version)
    attr = _RulesetAttr((1 << _FILE_RIGHTS[known]) - 1)
    size = 8
    if version >= NETWORK_ABI:
        attr.handled_access_net, size = _TCP_BIND_AND_CONNECT, 16
    if version >= SCOPE_ABI:
        attr.scoped, size = _ABSTRACT_SOCKETS_AND_SIGNALS, 24
    ruleset = _call(_CREATE_RULESET, ctypes.byref(attr), size, 0)
    try:
        forgo_privileges()
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def forgo_privileges() -> None:
    """Make set-user-id programs powerless from here on (PR_SET_NO_NEW_PRIVS), which Landlock asks for."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")


def _call(number: int, *arguments: object) -> int:
    """Make one system call; return its result, raise OSError with the kernel's reason."""
    libc = ctypes.CDLL(None, use_errno=True)
    whole = (ctypes.c_long(part) if isinstance(part, int) else part for part in arguments)
    result: int = libc.syscall(ctypes.c_long(number), *whole)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {errno.errorcode.get(code, code)}")
    return result

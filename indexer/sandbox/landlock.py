"""Landlock, with which a Linux process gives up its rights to open files, use TCP, run programs and send signals.

Source: Linux `Documentation/userspace-api/landlock.rst` and `include/uapi/linux/landlock.h`. The C library has no
wrappers, so the system calls are made by number, which is the same on every architecture except alpha.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterable

NETWORK_ABI = 4
"""The first version that restricts TCP; version 1 restricts files and programs."""

SCOPE_ABI = 6
"""The first version that also restricts signals and abstract Unix sockets."""

_CREATE_RULESET = 444
_ADD_RULE = 445
_RESTRICT_SELF = 446
_GET_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""The number of file rights by ABI version; their bits are contiguous from 0."""

_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_RULE_PATH_BENEATH = 1

_TCP_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class _RulesetAttr(ctypes.Structure):
    """`struct landlock_ruleset_attr`; an older kernel expects a shorter size."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneathAttr(ctypes.Structure):
    """`struct landlock_path_beneath_attr`, which is packed."""

    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi() -> int:
    """Return the kernel's Landlock ABI version, or 0 if Landlock is missing or disabled."""
    if sys.platform != "linux":
        return 0
    try:
        return _call(_CREATE_RULESET, None, 0, _GET_VERSION)
    except OSError:
        return 0


def restrict(*, readable: Iterable[str] = (), executable: Iterable[str] = ()) -> int:
    """Give up every right of this process that Landlock can take; return the version in force, 0 for none.

    Files and folders in `readable` can still be read, and programs in `executable` also run; missing ones are ignored.
    This cannot be undone. Open descriptors stay usable. Raises OSError if the kernel has Landlock but refuses.
    """
    version = abi()
    if version == 0:
        return 0
    rights = _FILE_RIGHTS[max(abi_version for abi_version in _FILE_RIGHTS if abi_version <= version)]
    attr = _RulesetAttr((1 << rights) - 1)
    size = 8
    if version >= NETWORK_ABI:
        attr.handled_access_net, size = _TCP_BIND_AND_CONNECT, 16
    if version >= SCOPE_ABI:
        attr.scoped, size = _ABSTRACT_SOCKETS_AND_SIGNALS, 24
    ruleset = _call(_CREATE_RULESET, ctypes.byref(attr), size, 0)
    try:
        for path in readable:
            _allow(ruleset, path, _READ_FILE | _READ_FOLDER if os.path.isdir(path) else _READ_FILE)  # noqa: PTH112
        for path in executable:
            _allow(ruleset, path, _READ_FILE | _EXECUTE)
        set_no_new_privileges()
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Add a file, or a folder with everything in it, to what a ruleset allows."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        _call(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(_PathBeneathAttr(rights, descriptor)), 0)
    finally:
        os.close(descriptor)


def set_no_new_privileges() -> None:
    """Set PR_SET_NO_NEW_PRIVS, which Landlock requires: set-user-id programs gain no privileges."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")


def _call(number: int, *arguments: object) -> int:
    """Make a system call and return its result; raise OSError with the kernel's reason."""
    libc = ctypes.CDLL(None, use_errno=True)
    values = (ctypes.c_long(value) if isinstance(value, int) else value for value in arguments)
    result: int = libc.syscall(ctypes.c_long(number), *values)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {errno.errorcode.get(code, code)}")
    return result

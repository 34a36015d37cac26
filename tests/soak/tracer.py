"""Tracer: runs work in a forked child that stops at chosen system calls, to be watched, refused or killed.

The kernel's ptrace does it, a seccomp filter picks the calls, so that everything else runs at full speed. No privilege
is needed for one's own child. Threads and processes that the child starts are followed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from tests.soak.calls import DESCRIPTOR, MACHINE, NUMBERS, PATHS

_CONT, _GETREGSET, _SETREGSET, _SEIZE, _SYSCALL, _INFO = 7, 0x4204, 0x4205, 0x4206, 24, 0x420E
_SYSGOOD, _FORK, _VFORK, _CLONE, _EXEC, _SECCOMP, _EXITKILL = 1, 2, 4, 8, 16, 128, 0x100000
_OPTIONS = _SYSGOOD | _FORK | _VFORK | _CLONE | _EXEC | _SECCOMP | _EXITKILL
_EVENT_SECCOMP, _EVENT_STOP = 7, 128
_ALL = 0x40000000  # __WALL: threads as well
_STATUS, _SYSTEM_CALL = 1, 0x404  # register sets
_HERE = -100  # AT_FDCWD
_LONGEST = 4096


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.restype = ctypes.c_long
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    return libc


def _ptrace(request: int, tid: int, address: int = 0, data: int = 0) -> int:
    answer: int = _libc().ptrace(request, tid, address, data)
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"ptrace: {os.strerror(number)}")
    return answer


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.c_void_p))


def _stop_at(numbers: Iterable[int]) -> None:
    """In the child: from now on these calls are told to the tracer; all others run as ever."""
    numbers = sorted(numbers)
    rules = [struct.pack("=HBBI", 0x20, 0, 0, 0)]  # load the number of the call
    for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
        rules.append(struct.pack("=HBBI", 0x15, left, 0, number))  # equal: jump to the last rule
    rules.append(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000))  # allow
    rules.append(struct.pack("=HBBI", 0x06, 0, 0, 0x7FF00000))  # tell
    program = ctypes.create_string_buffer(b"".join(rules))
    made = _Filter(len(rules), ctypes.addressof(program))
    for arguments in (
        (38, 1, 0, 0, 0),
        (22, 2, ctypes.addressof(made), 0, 0),
    ):  # no new privileges; the filter
        if _libc().prctl(*arguments):
            raise OSError(ctypes.get_errno(), "no filter of system calls here")


@dataclass(slots=True)
class Call:
    """A system call at which the child stands."""

    name: str
    arguments: tuple[int, ...]
    tid: int
    result: int | None = None
    """What it gave, where it was watched to its end."""

    def paths(self) -> tuple[str, ...]:
        """What it names or writes, as absolute paths."""
        if self.name in PATHS:
            return tuple(self._named(folder, name) for folder, name in PATHS[self.name])
        return (_target(self.tid, self.arguments[DESCRIPTOR.get(self.name, 0)]),)

    @property
    def descriptor(self) -> int:
        """Of the file it writes."""
        return self.arguments[DESCRIPTOR.get(self.name, 0)]

    def handed(self) -> bytes:
        """The bytes it is to write."""
        if self.name in {"write", "pwrite64"}:
            return _memory(self.tid, self.arguments[1], self.arguments[2])
        if self.name in {"writev", "pwritev"}:
            table = _memory(self.tid, self.arguments[1], 16 * self.arguments[2])
            return b"".join(_memory(self.tid, *part) for part in struct.iter_unpack("=QQ", table))
        if self.name in {"sendfile", "copy_file_range"}:
            source = self.arguments[1 if self.name == "sendfile" else 0]
            with open(f"/proc/{self.tid}/fd/{source}", "rb") as file:
                return file.read()
        return b""

    def written(self) -> tuple[int, bytes]:
        """After it: where in the file, and what stands there now."""
        assert self.result is not None
        if self.name in {"pwrite64", "pwritev"}:
            start = self.arguments[3]
        else:
            with open(f"/proc/{self.tid}/fdinfo/{self.descriptor}", encoding="ascii") as info:
                start = int(info.readline().split()[1]) - self.result
        with open(f"/proc/{self.tid}/fd/{self.descriptor}", "rb") as file:
            file.seek(start)
            return start, file.read(self.result)

    def _named(self, folder: int | None, name: int) -> str:
        path = os.fsdecode(_text(self.tid, self.arguments[name]))
        start = _HERE if folder is None else ctypes.c_int(self.arguments[folder]).value
        if not os.path.isabs(path):
            path = os.path.join(_link(self.tid, "cwd" if start == _HERE else f"fd/{start}"), path)
        return os.path.normpath(path)


def _target(tid: int, descriptor: int) -> str:
    return _link(tid, f"fd/{descriptor}")


def _link(tid: int, name: str) -> str:
    try:
        return os.readlink(f"/proc/{tid}/{name}")
    except OSError:
        return ""


def _memory(tid: int, address: int, size: int) -> bytes:
    with open(f"/proc/{tid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        return memory.read(size)


def _text(tid: int, address: int) -> bytes:
    """The string at an address, which may end just before a page that is not there."""
    found = b""
    while b"\0" not in found and len(found) < _LONGEST:
        start = address + len(found)
        found += _memory(tid, start, 256 - start % 256)
    return found.partition(b"\0")[0]


class Traced:
    """Work in a child of its own. `say` lines are what it acknowledged; they are read with `said`.

    Use it in a `with` block, which kills what is left of the child.
    """

    def __init__(self, work: Callable[[Callable[[str], None]], None], names: Iterable[str]) -> None:
        self._names = {NUMBERS[name]: name for name in names if name in NUMBERS}
        self._out, into = os.pipe()
        waits, goes = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(goes)
            os.close(self._out)
            self._be_the_child(work, waits, into)
        os.close(into)
        os.close(waits)
        self.pipe = into
        """The descriptor, in the child, by which it says what it has done."""
        self._buffer = b""
        try:
            os.setpgid(self.pid, 0)  # a group of its own, so that other children are not waited for
            _ptrace(_SEIZE, self.pid, 0, _OPTIONS)
        except BaseException:
            self.kill()
            raise
        finally:
            os.write(goes, b"!")
            os.close(goes)

    def _be_the_child(self, work: Callable[[Callable[[str], None]], None], waits: int, into: int) -> None:
        code = 70
        try:
            os.read(waits, 1)
            _stop_at(self._names)
            work(lambda line: os.write(into, f"{line}\n".encode()) and None)
            code = 0
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(code)

    def __enter__(self) -> Traced:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._out)

    def calls(self, *, after: bool = False) -> Iterator[Call]:
        """Each chosen call, before it is done, or after it; ends with the child. Where the child stands, it waits.

        Raises AssertionError for work that ended with a fault of its own.
        """
        stood: dict[int, Call] = {}
        while True:
            try:
                tid, status = os.waitpid(-self.pid, _ALL)
            except ChildProcessError:
                return
            if os.WIFSIGNALED(status) or os.WIFEXITED(status):
                if tid == self.pid:
                    self.pid = 0
                    assert status == 0, f"the child ended with {status}"
                    return
                continue
            stop, event = os.WSTOPSIG(status), status >> 16
            deliver, request = 0, _CONT
            if event == _EVENT_SECCOMP:
                call = self._call(tid)
                if after:
                    stood[tid] = call
                    request = _SYSCALL
                else:
                    yield call
                    if not self.pid:
                        return
            elif stop == signal.SIGTRAP | 0x80 and tid in stood:
                call = stood.pop(tid)
                call.result = self._result(tid)
                yield call
                if not self.pid:
                    return
            elif not event and stop != signal.SIGTRAP | 0x80:
                deliver = stop
            with suppress(ProcessLookupError):
                _ptrace(request, tid, 0, deliver)

    def refuse(self, call: Call, number: int) -> None:
        """Let the call in which the child stands fail with an error, undone."""
        if MACHINE == "x86_64":
            self._set(call.tid, {15: -1, 10: -number})  # the number of the call, and what it gives
        else:
            nothing = ctypes.create_string_buffer(struct.pack("=i", -1), 4)
            self._registers(_SETREGSET, call.tid, _SYSTEM_CALL, nothing, 4)
            self._set(call.tid, {0: -number})

    def shorten(self, call: Call, size: int) -> None:
        """Let only the first bytes of what is handed over be written, as a disk does whose room ends there."""
        assert call.name in {"write", "pwrite64"}
        self._set(call.tid, {12 if MACHINE == "x86_64" else 2: size})

    def _set(self, tid: int, values: Mapping[int, int]) -> None:
        """Registers, by their place."""
        registers = ctypes.create_string_buffer(1024)
        size = self._registers(_GETREGSET, tid, _STATUS, registers, len(registers))
        for place, value in values.items():
            struct.pack_into("=q", registers, 8 * place, value)
        self._registers(_SETREGSET, tid, _STATUS, registers, size)

    def kill(self) -> None:
        """As `kill -9` does."""
        pid, self.pid = self.pid, 0
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            while True:
                try:
                    tid, status = os.waitpid(pid, _ALL)
                except ChildProcessError:
                    break
                if tid == pid and (os.WIFSIGNALED(status) or os.WIFEXITED(status)):
                    break

    def said(self) -> list[str]:
        """What the child said so far, in whole lines; waits for nothing."""
        os.set_blocking(self._out, False)
        with suppress(BlockingIOError):
            while part := os.read(self._out, 65536):
                self._buffer += part
        return self._buffer.decode().split("\n")[:-1]

    def _call(self, tid: int) -> Call:
        info = ctypes.create_string_buffer(96)
        _ptrace(_INFO, tid, len(info), ctypes.addressof(info))
        number, *arguments = struct.unpack_from("=7Q", info, 24)
        return Call(self._names[number], tuple(arguments), tid)

    def _result(self, tid: int) -> int:
        info = ctypes.create_string_buffer(96)
        _ptrace(_INFO, tid, len(info), ctypes.addressof(info))
        result: int = struct.unpack_from("=q", info, 24)[0]
        return result

    def _registers(
        self, request: int, tid: int, kind: int, into: ctypes.Array[ctypes.c_char], size: int
    ) -> int:
        vector = _Vector(ctypes.addressof(into), size)
        _ptrace(request, tid, kind, ctypes.addressof(vector))
        return vector.size


@cache
def is_there() -> bool:
    """Whether this system lets a child be traced, and the harness knows how."""
    if not NUMBERS:
        return False
    try:
        with Traced(lambda say: say("here"), ["write"]) as child:
            return [call.handed() for call in child.calls()] == [b"here\n"]
    except (OSError, AssertionError):
        return False

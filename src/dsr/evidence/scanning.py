"""The virus scanner: ClamAV's daemon, asked over a socket (its INSTREAM command); off unless its address is set.

Each piece goes with its length before it, a length of nothing ends; the answer is one line (clamd(8)).
"""

from __future__ import annotations

import socket
import struct

from django.conf import settings

NAME = "ClamAV"
SECONDS = 30
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = "OK", " FOUND"


class ScannerUnavailable(Exception):
    """The scanner could not be asked, or did not say yes or no. The file goes on waiting."""


def is_on() -> bool:
    return bool(settings.CLAMAV)


def scan(content: bytes) -> str:
    """The name of what was found; nothing for a file that is clean. Raises ScannerUnavailable."""
    try:
        with _connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            return _read(_line(connection))
    except OSError as error:
        raise ScannerUnavailable(f"The scanner did not answer: {type(error).__name__}.") from error


def _connected() -> socket.socket:
    """A connection to the address of the settings: a path, or a host and a port."""
    address = settings.CLAMAV
    if not isinstance(address, str):
        return socket.create_connection(address, timeout=SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _line(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def _read(answer: str) -> str:
    said = answer.removeprefix("stream: ")
    if said == CLEAN:
        return ""
    if said.endswith(FOUND):
        return said.removesuffix(FOUND)[:200] or "something"
    raise ScannerUnavailable(f"The scanner answered {said[:80]!r}.")

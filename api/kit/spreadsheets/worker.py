"""Reads one workbook in a process of its own, within bounds set by the operating system (see protocol.py).

Only the wanted columns leave this process.
"""

import sys

from api.kit.spreadsheets.limits import Limits
from api.kit.spreadsheets.protocol import packed_refusal, packed_table, unpacked_order
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Wanted


def main() -> None:
    wanted = unpacked_order(sys.stdin.buffer.readline())
    confine(wanted.limits)
    sys.stdout.buffer.write(answer(wanted))


def confine(limits: Limits) -> None:
    """No more memory and time than a full list needs; no files, no core dump with personal data in it."""
    if sys.platform == "win32":
        return  # the caller's time limit still holds there
    import resource

    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in bounds.items():
        resource.setrlimit(kind, (value, value))


def answer(wanted: Wanted) -> bytes:
    try:
        from api.kit.spreadsheets.workbook import read_workbook  # foreign code: only once the bounds are set

        return packed_table(read_workbook(sys.stdin.buffer.read(), wanted))
    except FileRefused as refused:
        return packed_refusal(refused)
    except MemoryError:
        return packed_refusal(FileRefused("too_heavy"))


if __name__ == "__main__":
    main()

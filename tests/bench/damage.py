"""Whether any damaged file makes a reader fail otherwise than by an error that says so, or hang.

    python tests/bench/damage.py [--only READER] [--count 10000] [--first 0]

Reads that many files a reader: real ones with one to three damages, the same for the same number.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

import material

sys.path.insert(0, str(material.ROOT))
LONGEST = 10.0  # seconds of the processor after which a reader hangs


def _hangs(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    from tests.support import damage

    signal.signal(signal.SIGPROF, _hangs)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in (name for name in damage.READERS if arguments.only in name):
            refused, begun = 0, time.perf_counter()
            for number in range(arguments.first, arguments.first + arguments.count):
                signal.setitimer(signal.ITIMER_PROF, LONGEST)
                try:
                    refused += bool(damage.read(name, damage.damaged(name, number), Path(folder)))
                except Exception:
                    failed += 1
                    print(f"{name}, {number}: {traceback.format_exc(limit=-2)}")
                finally:
                    signal.setitimer(signal.ITIMER_PROF, 0)
            seconds = time.perf_counter() - begun
            print(f"{name}: {arguments.count} files, {refused} refused, {seconds:.0f} s", flush=True)
    sys.exit(f"{failed} readers failed" if failed else 0)


if __name__ == "__main__":
    main()

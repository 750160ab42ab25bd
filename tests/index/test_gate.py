"""The store is not replaced under a reader."""

from __future__ import annotations

import threading
import time

from index.gate import Gate


def test_one_alone_waits_for_readers_and_keeps_others_out() -> None:
    gate, seen = Gate(), []
    reading, read_on = threading.Event(), threading.Event()

    def read() -> None:
        with gate.open():
            reading.set()
            read_on.wait(60)
            with gate.open():  # A reader may read within what it reads, also while the other waits.
                seen.append("read")

    def replace() -> None:
        with gate.shut():
            seen.append("replaced")

    def read_later() -> None:
        with gate.open():
            seen.append("read later")

    threads = [threading.Thread(target=work) for work in (read, replace, read_later)]
    threads[0].start()
    assert reading.wait(60)
    threads[1].start()
    while not gate._shut:
        time.sleep(0.001)
    threads[2].start()
    assert seen == []
    read_on.set()
    for thread in threads:
        thread.join(60)
    assert seen == ["read", "replaced", "read later"]

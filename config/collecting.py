"""When Python looks for garbage: rarely, for a page makes a hundred thousand objects."""

import gc

OBJECTS = 50_000  # made since the last look; Python's own 700 is for small programs


def collect_rarely() -> None:
    """Once everything is imported: what is there by then stays, and is not looked at again.

    A province's summary takes a seventh less time by it, and no page waits a tenth of a
    second for a look at everything (benchmarks/README.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 10, 10)

"""The store over HTTP: a SPARQL endpoint that never sends half an answer, and a page to work in.

The process that listens never touches the quads: workers answer from a snapshot and are killed at the deadline.
"""

from collections.abc import Callable

from kg.web.settings import Limits, Settings, default_workers

__all__ = ["Limits", "Settings", "default_workers", "serve"]


def serve(settings: Settings, ready: Callable[[str], None] = lambda url: None) -> None:
    """Listen until interrupted; `ready` is told the address once there is an answer to give.

    Raises StoreError if there is no store, KgError if the port is taken.
    """
    from kg.web.running import run

    run(settings, ready)

"""The store over HTTP: a SPARQL endpoint that never sends half an answer, and a page to work in.

The process that listens never touches the quads: workers answer from a snapshot and are killed at the deadline.
"""

from kg.web.settings import Limits, Settings

__all__ = ["Limits", "Settings", "serve"]


def serve(settings: Settings) -> None:
    """Listen until interrupted; raises StoreError if there is no store, KgError if the port is taken."""
    from kg.web.running import run

    run(settings)

"""Who is meant: every mention of an article to an actor, with score and reasons."""

from kg.resolution.cast import resolve

__all__ = ["resolve"]

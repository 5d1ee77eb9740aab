"""The only place where records become RDF and back."""

from kg.rdf.quads import nquads, to_quads
from kg.rdf.run import Run

__all__ = ["Run", "nquads", "to_quads"]

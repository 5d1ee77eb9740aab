"""Which reader, rules and data made an extraction: PROV without a clock, so that equal input gives equal graphs."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.rdf import vocab as v
from kg.rdf.iris import canonical_iri, digest


@dataclass(frozen=True, slots=True)
class Run:
    """`version` of the package, digests of lexicon, registry and weights; an empty digest means that none was used."""

    version: str = ""
    lexicon: str = ""
    registry: str = ""
    weights: str = ""

    def iri(self, reader: str) -> NamedNode:
        """Return the activity: the same for all articles read by one reader with the same rules and data."""
        return canonical_iri(f"run/{digest(reader, self.version, self.lexicon, self.registry, self.weights)}")


def run_quads(run: Run, reader: str, graph: NamedNode) -> list[Quad]:
    """Return what made the graph of an article, said inside that graph."""
    activity = run.iri(reader)
    software = canonical_iri(f"software/kg-{run.version or 'unversioned'}-{reader}")
    quads = [
        Quad(graph, v.GENERATED_BY, activity, graph),
        Quad(activity, v.TYPE, v.ACTIVITY, graph),
        Quad(activity, v.ASSOCIATED_WITH, software, graph),
        Quad(software, v.TYPE, v.SOFTWARE, graph),
    ]
    for kind, value in (("lexicon", run.lexicon), ("registry", run.registry), ("weights", run.weights)):
        if value:
            used = canonical_iri(f"{kind}/{value}")
            quads += [Quad(activity, v.USED, used, graph), Quad(used, v.TYPE, v.ENTITY, graph)]
    return quads

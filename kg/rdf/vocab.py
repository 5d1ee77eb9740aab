"""The terms of `ontology/` as IRIs, and those borrowed from elsewhere."""

from __future__ import annotations

from pyoxigraph import NamedNode

NS = "https://w3id.org/actorgraph/ns#"
ID = "https://w3id.org/actorgraph/id/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
WIKIDATA = "http://www.wikidata.org/entity/"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CLASSES = _names(
    "Agent Person State Organization Group Place Post Event Election PhoneCall Meeting Statement Figure Article Passage"
)
PROPERTIES = _names(
    # events
    "participant initiator recipient speaker addressee candidate date earliest latest dateReason place status topic "
    "ordinal partOf outcome evidence furtherEvidence dateEvidence eventType "
    # statements, elections, figures, posts
    "kind about content reportedBy quote state office winner event measure subject value comparator claimedBy "
    "holder role of from until "
    # passages and articles
    "article start end exact zone rule identifier title url source author published lang side text sha256 digest "
    # links and the view
    "denotes score reason recipe traits block decision sourceCount firstReport lastReport contested"
)
STATUSES = _names("held planned refused denied proposed ongoing hypothetical superseded")
KINDS = _names(
    "says accuses demands promises congratulates threatens denies condemns thanks supports recognises rejects"
)
FINER_KINDS = _names("complains criticises opposes doubts refuses appeals intends offers warns admits")
EVENT_TYPES = _names("protest detention sanction visit agreement interview violence")
MEASURES = _names("voteShare result detained killed injured participants age")
SCHEMES = _names("eventTypes kinds statuses measures")
CONCEPTS = (*STATUSES, *KINDS, *FINER_KINDS, *EVENT_TYPES, *MEASURES)

_TERMS = {name: NamedNode(NS + name) for name in (*CLASSES, *PROPERTIES, *CONCEPTS, *SCHEMES)}


def kg(name: str) -> NamedNode:
    """Return the IRI of a term of the ontology; KeyError for a name that is not one.

    >>> kg("participant").value
    'https://w3id.org/actorgraph/ns#participant'
    """
    return _TERMS[name]


def terms(names: str) -> frozenset[NamedNode]:
    """Return the IRIs of several terms, given with spaces between them."""
    return frozenset(kg(name) for name in names.split())


TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode(SKOS + "altLabel")
SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")

GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")
ASSOCIATED_WITH = NamedNode(PROV + "wasAssociatedWith")
USED = NamedNode(PROV + "used")
ACTIVITY = NamedNode(PROV + "Activity")
QUOTED_FROM = NamedNode(PROV + "wasQuotedFrom")
SOFTWARE = NamedNode(PROV + "SoftwareAgent")
ENTITY = NamedNode(PROV + "Entity")

POSITION_SELECTOR = NamedNode(OA + "TextPositionSelector")
QUOTE_SELECTOR = NamedNode(OA + "TextQuoteSelector")

STRING = NamedNode(XSD + "string")
DATE = NamedNode(XSD + "date")
YEAR_MONTH = NamedNode(XSD + "gYearMonth")
YEAR = NamedNode(XSD + "gYear")
INTEGER = NamedNode(XSD + "integer")
DECIMAL = NamedNode(XSD + "decimal")

AGENTS = NamedNode(ID + "graph/agents")
LINKS = NamedNode(ID + "graph/links")

"""What the net can say: the closed sets of labels, in the order of its outputs. A change here needs new weights."""

from __future__ import annotations

from typing import Final, Literal

EventType = Literal["PhoneCall", "Meeting", "Statement", "Election", "ElectionResult", "Recognition", "Protest"]
MentionType = Literal["Person", "State", "Organization", "Place"]
CandidateType = Literal["Person", "State", "Organization", "Place", "state", "actor", "place", "date", "day", "number"]
Role = Literal[
    "participant", "initiator", "speaker", "addressee", "about", "candidate", "state", "place", "date", "actor", "of",
    "according", "object", "detained", "killed",
]  # fmt: skip

EVENTS: Final[tuple[EventType, ...]] = (
    "PhoneCall", "Meeting", "Statement", "Election", "ElectionResult", "Recognition", "Protest",
)  # fmt: skip
ANCHORS: Final = (*EVENTS, "Office")  # what roles are scored for: events at their trigger, offices at a person

MENTIONS: Final[tuple[MentionType, ...]] = ("Person", "State", "Organization", "Place")
# Capital letter: tagged by the net. Lower case: found by the rules alone; `day` is the day of publication.
CANDIDATES: Final[tuple[CandidateType, ...]] = (*MENTIONS, "state", "actor", "place", "date", "day", "number")

ROLES: Final[tuple[Role, ...]] = (
    "participant", "initiator", "speaker", "addressee", "about", "candidate", "state", "place", "date", "actor", "of",
    "according", "object", "detained", "killed",
)  # fmt: skip
ROLES_OF: Final[dict[str, tuple[Role, ...]]] = {
    "PhoneCall": ("participant", "initiator", "date"),
    "Meeting": ("participant", "place", "date"),
    "Statement": ("speaker", "addressee", "about", "date"),
    "Election": ("state", "date"),
    "ElectionResult": ("state", "candidate", "according"),
    "Recognition": ("actor", "state", "object"),
    "Protest": ("place", "state", "date", "detained", "killed", "according"),
    "Office": ("of",),
}
_ACTORS: Final[frozenset[CandidateType]] = frozenset({"Person", "State", "Organization", "state", "actor"})
_FILLERS: Final[dict[Role, frozenset[CandidateType]]] = {
    "place": frozenset({"Place", "State", "state", "place"}),
    "date": frozenset({"date", "day"}),
    "detained": frozenset({"number"}),
    "killed": frozenset({"number"}),
}

ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "status": ("held", "planned", "refused", "denied", "proposed", "ongoing"),
    "kind": ("says", "accuses", "demands", "promises", "congratulates", "threatens", "denies", "condemns", "thanks",
             "supports"),
    "stance": ("recognises", "rejects"),
    "outcome": ("none", "won", "lost"),
    "office": ("president", "parliament", "local", "referendum"),
    "source": ("none", "official count", "exit polls", "opposition", "human rights activists"),
    "object": ("election", "victory", "actor"),
    "several": ("one", "each"),  # whether one trigger tells of a call or meeting with each of the partners
}  # fmt: skip
ATTRIBUTES_OF: Final[dict[str, tuple[str, ...]]] = {
    "PhoneCall": ("status", "several"),
    "Meeting": ("status", "several"),
    "Statement": ("kind",),
    "Election": ("office",),
    "ElectionResult": ("outcome", "source"),
    "Recognition": ("stance", "object"),
    "Protest": ("source",),
}

OTHER_OFFICE: Final = "official"
OFFICES: Final[tuple[str, ...]] = (
    "president", "prime minister", "foreign minister", "defence minister", "interior minister", "chancellor",
    "secretary of state", "vice president", "president-elect", "spokesperson", "party leader", "opposition leader",
    "candidate", "speaker", "senator", "member of parliament", "mayor", "governor", "secretary general",
    "national security adviser", "adviser", "aide", "chief of staff", "ambassador", "chair", "foreign policy chief",
    "ombudsman", "head", "acting president", "committee chair", "deputy foreign minister", "deputy prime minister",
    "finance minister", "energy minister", "justice minister", "attorney general", "king", "director", "special envoy",
    "acting prime minister", "deputy head", OTHER_OFFICE,
)  # fmt: skip


def fillers(role: Role) -> frozenset[CandidateType]:
    """Return the types of candidates that can fill a role."""
    return _FILLERS.get(role, _ACTORS)

"""From `seeds/*.toml` to records, every row checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast, get_args

from kg.errors import RegistryError
from kg.registry.compose import Composer
from kg.registry.index import Registry
from kg.registry.records import LANGS, ElectionOffice, Gender, Institution, Known, KnownElection, Term, type_of_file
from kg.registry.rows import Row, read_rows

FILES = {
    "state": "states.toml",
    "organization": "organizations.toml",
    "outlet": "outlets.toml",
    "place": "places.toml",
    "person": "people.toml",
    "institution": "institutions.toml",
    "election": "elections.toml",
}
PREFIX = {"organization": "org"}  # ids of the others begin with the name of their table
KINDS = {
    "state": ("observer", "disputed", "territory"),
    "organization": (
        *(
            "union",
            "alliance",
            "government",
            "ministry",
            "court",
            "party",
            "commission",
            "agency",
            "parliament",
            "seat",
        ),
        *("company", "ngo", "council", "military", "police", "movement", "bank", "church"),
    ),
    "outlet": ("agency", "newspaper", "magazine", "broadcaster", "website", "telegram", "portal"),
    "place": ("city", "region", "site", "island", "sea", "territory"),
}
_SHARED = frozenset({"id", "kind", "qid", "names", "of"})
KEYS = {
    "state": _SHARED | {"iso", "adjectives", "capital", "genitive", "metonyms"},
    "organization": _SHARED | {"metonyms", "quoted", "institution"},
    "outlet": _SHARED | {"quoted", "official_of"},
    "place": _SHARED,
    "person": _SHARED | {"gender", "born", "surname", "terms"},
}
_TERM_KEYS = frozenset({"id", "role", "of", "since", "until"})
_INSTITUTION_KEYS = frozenset({"id", "kind", "names", "head"})
_ELECTION_KEYS = frozenset({"state", "office", "date", "until", "round"})


def read(folder: Path) -> Registry:
    """Read all seed files of a folder; a file that is not there has no rows. Raises RegistryError for a wrong row."""
    if not (folder / FILES["state"]).is_file():
        raise RegistryError(f"{folder}: no {FILES['state']}; is this the seeds folder?")
    rows = {table: _rows(folder, table) for table in FILES}
    institutions = tuple(_institution(row) for row in rows["institution"])
    states = {row.slug(): _known("state", row, None) for row in rows["state"]}
    composer = Composer(institutions, {state.id: state for state in states.values()})
    known: dict[str, Known] = {}
    origin: dict[str, Row] = {}
    for table in type_of_file:
        for row in rows[table]:
            actor = states[row.slug()] if table == "state" else _known(table, row, composer)
            if actor.id in known:
                raise row.error(f"id {actor.id} is used twice")
            known[actor.id], origin[actor.id] = actor, row
    _check_references(known, origin, composer)
    elections = _unique(rows["election"], lambda row: _election(row, known))
    return Registry(known, elections, composer, _digest(folder))


def _rows(folder: Path, table: str) -> list[Row]:
    path = folder / FILES[table]
    parts = sorted((folder / path.stem).glob("*.toml"))  # a long file may be cut into a folder of its name
    return [row for part in (path, *parts) if part.is_file() for row in read_rows(part, table)]


def _known(table: str, row: Row, composer: Composer | None) -> Known:
    row.only(KEYS[table])
    kind = row.one_of("kind", KINDS[table]) if table in KINDS and row.maybe("kind") else None
    slug, of = row.slug(), row.maybe("of")
    actor = Known(
        id=f"{PREFIX.get(table, table)}/{slug}",
        type=type_of_file[table],
        names=row.lists("names", () if table in ("outlet", "organization") else LANGS),
        qid=row.qid(),
        iso=row.maybe("iso"),
        adjectives=row.lists("adjectives"),
        capitals=row.lists("capital"),
        genitive=row.lists("genitive"),
        metonyms=row.lists("metonyms"),
        surnames=row.lists("surname"),
        quoted=row.lists("quoted"),
        terms=tuple(_term(term) for term in row.rows("terms")),
        of=of,
        kind=kind,
        official_of=row.maybe("official_of"),
        gender=cast(Gender, row.one_of("gender", get_args(Gender))) if row.maybe("gender") else None,
        born=row.date("born"),
    )
    if table == "organization":
        actor = _with_institution(row, actor, composer)
        if missing := [lang for lang in LANGS if lang not in actor.names and lang not in actor.quoted]:
            raise row.error(f"names has no {missing[0]}")
    if not actor.names and not actor.quoted:
        raise row.error("names is missing")
    return actor


def _with_institution(row: Row, actor: Known, composer: Composer | None) -> Known:
    """Add to a state's body the names that any such body has: «Госдепартамент» is «МИД США» too."""
    institution = row.maybe("institution")
    if institution is None or composer is None:
        return actor
    try:
        return composer.complete(actor, institution)
    except KeyError as missing:
        raise row.error(f"no institution or state {missing}") from None


def _term(row: Row) -> Term:
    row.only(_TERM_KEYS)
    term = Term(row.text("role"), row.maybe("of"), row.date("since"), row.date("until"))
    if term.since and term.until and term.until[: len(term.since)] < term.since[: len(term.until)]:
        raise row.error(f"{term.role} ends {term.until}, before it begins {term.since}")
    return term


def _institution(row: Row) -> Institution:
    row.only(_INSTITUTION_KEYS)
    kind = row.one_of("kind", KINDS["organization"])
    return Institution(row.slug(), kind, row.lists("names", LANGS), row.maybe("head"))


def _election(row: Row, known: dict[str, Known]) -> KnownElection:
    row.only(_ELECTION_KEYS)
    state, day = f"state/{row.text('state')}", row.date("date", whole=True)
    if state not in known:
        raise row.error(f"no state {state}")
    if day is None:
        raise row.error("date is missing")
    office = cast(ElectionOffice, row.one_of("office", get_args(ElectionOffice)))
    return KnownElection(state, office, day, row.date("until", whole=True), row.number("round", 1))


def _unique(rows: Iterable[Row], make: Callable[[Row], KnownElection]) -> tuple[KnownElection, ...]:
    elections: dict[KnownElection, None] = {}
    for row in rows:
        election = make(row)
        if election in elections:
            raise row.error(f"{election.office} of {election.state} on {election.date} is there twice")
        elections[election] = None
    return tuple(sorted(elections, key=lambda e: (e.state, e.date, e.office, e.round)))


def _check_references(known: dict[str, Known], origin: dict[str, Row], composer: Composer) -> None:
    """Check that `of` and `official_of` name rows, or bodies that can be composed of rows."""
    for actor in known.values():
        for target in (actor.of, actor.official_of, *(term.of for term in actor.terms)):
            if target is not None and target not in known and composer.make(target) is None:
                raise origin[actor.id].error(f"no row {target}")


def _digest(folder: Path) -> str:
    """Return the SHA-256 of all seeds that the registry is made of."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()

"""Decides what people, events and texts of different articles are one, with no more reading than the change needs.

People first, then events by the people in them, then what follows from both. Each step looks at the blocks that the
change touches and decides them anew, so that the result depends on the articles alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg.consolidation.copies import is_copy, original
from kg.consolidation.people import NOBODY, Identity, Person, by_surname, cluster, only_one
from kg.rdf import decided
from kg.rdf.eventlinks import EventLinks
from kg.rdf.iris import article_of, canonical_iri, digest, local
from kg.rdf.ledger import Ledger
from kg.rdf.recipes import Link
from kg.rdf.vocab import ID

Nodes = Callable[[str], Iterable[NamedNode]]  # the linked nodes of an article in the store, given its IRI


class _Nothing:
    """A store with nothing in it."""

    def quads_for_pattern(self, *pattern: object) -> Iterator[Quad]:
        """Return nothing."""
        return iter(())


def whole(links: Mapping[NamedNode, Link]) -> dict[NamedNode, Link]:
    """Return the links of all articles, decided at once: what `Consolidator` keeps up to date article by article."""
    ledger = Ledger(_Nothing())
    Consolidator(ledger, lambda article: ()).update((), links)
    return {node: link for node in links if (link := ledger.get(node))}


class Consolidator:
    """Brings the links of a ledger from before a change of one article to after it."""

    def __init__(self, ledger: Ledger, nodes: Nodes) -> None:
        self.ledger = ledger
        self.nodes = nodes
        self.touched: set[NamedNode] = set()
        self.own: set[str] = set()  # the articles that change

    def update(self, old: Iterable[NamedNode], new: Mapping[NamedNode, Link]) -> set[str]:
        """Put the new links of an article in place of those of its old nodes; return the articles whose links change.

        The new ones are as `links.link_quads` made them, without what only other articles can tell.
        """
        old = list(old)
        self.own = {article_of(node) for node in (*old, *new)}
        before = {node: link for node in old if (link := self.ledger.get(node))}
        for node in old:
            if node not in new:
                self.put(node, None)
        for node, link in new.items():
            self.put(node, self._kept(link, before.get(node)))
        self.texts(before, new)
        self.people(before, new)
        self.events(before, new)
        self.made(new)
        return {article_of(node) for node in self.ledger.changed()}

    def put(self, node: NamedNode, link: Link | None) -> bool:
        """Plan a link and remember that it was touched."""
        changed = self.ledger.set(node, link)
        if changed:
            self.touched.add(node)
        return changed

    def _kept(self, link: Link, before: Link | None) -> Link:
        """A new link with the blocks that its recipe gives; what was decided before stands until decided anew."""
        if link.kind == "person":
            link = replace(link, blocks=tuple(sorted(link.person().blocks())))
        elif link.kind == "text":
            link = replace(link, blocks=tuple(sorted(link.text().blocks())))
        if before is None or not link.recipe or (before.recipe, before.decided) != (link.recipe, link.decided):
            return link
        return before

    # --- texts ---

    def texts(self, before: Mapping[NamedNode, Link], new: Mapping[NamedNode, Link]) -> None:
        """Find copies of one text: they have the source of the first published."""
        starts = [node for node, link in new.items() if link.kind == "text"]
        starts += [n for link in before.values() if link.kind == "text" for n in self._alike(link)]
        seen: set[NamedNode] = set()
        for start in starts:
            if start in seen:
                continue
            group, waiting = {start}, [start]
            while waiting:
                fresh = [n for n in self._alike(self._link(waiting.pop())) if n not in group]
                group |= set(fresh)
                waiting += fresh
            seen |= group
            texts = {node.value: self._link(node).text() for node in group}
            first = original(texts)
            for node in group:
                is_first = node.value == first
                source, copied = ("", "") if is_first else (texts[first].source, first)
                self.put(node, replace(self._link(node), source=source, copy_of=copied))

    def _alike(self, link: Link) -> list[NamedNode]:
        """The articles in the ledger whose text is near-identical."""
        text = link.text()
        nodes = {node for block in link.blocks for node in self.ledger.members(block)}
        return sorted((n for n in nodes if is_copy(text, self._link(n).text())), key=lambda n: n.value)

    # --- people ---

    def people(self, before: Mapping[NamedNode, Link], new: Mapping[NamedNode, Link]) -> None:
        """Decide who is who in the blocks of the names and offices that come and go."""
        gone = [link.person() for link in before.values() if link.kind == "person"]
        nodes = {node: link.person() for node, link in new.items() if link.kind == "person"}
        full = [person for person in (*gone, *nodes.values()) if person.is_full]
        names = {person.key for person in full if not self._is_nothing_new(person)}
        names |= {person.key for node, person in nodes.items() if self._link(node).decided}
        offices: set[str] = set()
        for node, person in nodes.items():
            if person.is_full and person.is_anchored and person.key not in names and (twin := self._twin(person)):
                self.put(node, self._link(node).to(twin.denotes, float(twin.score), *twin.reasons))
        self._seekers([p for p in full if p.key not in names], nodes)
        for key in sorted(names):
            offices |= {b for p in full if p.key == key for b in p.blocks() if b.startswith("office|")}
            members = {node.value: self._link(node).person() for node in self.ledger.members(f"person|{key}")}
            for name, identity in cluster(members).items():
                if self._is(NamedNode(name), members[name], identity):
                    offices |= {b for b in members[name].blocks() if b.startswith("office|")}
        self._short({node for node, person in nodes.items() if not person.is_full}, offices)

    def _short(self, short: set[NamedNode], offices: set[str]) -> None:
        """Decide for whom the surnames with an office in these blocks stand."""
        for block in offices:
            short |= {n for n in self.ledger.members(block) if not self._link(n).person().is_full}
        for node in sorted(short, key=lambda n: n.value):
            link = self._link(node)
            told = [block for block in link.blocks if block.startswith("office|")]
            holders = {n for block in told for n in self.ledger.members(block)}
            full = [self._link(n).denotes for n in holders if self._link(n).person().is_full]
            self._is(node, link.person(), by_surname(iri.removeprefix(f"{ID}person/~") for iri in full))

    def _is_nothing_new(self, person: Person) -> bool:
        """Whether nobody's identity depends on this mention, save that of mentions without office in its company."""
        if not person.is_anchored:
            return self._is_one(person.key)
        twin = self._twin(person)
        if twin is None or twin.denotes == _base(person.key):
            return twin is not None
        return not any(map(self.ledger.has, person.company_blocks("seek")))

    def _twin(self, person: Person) -> Link | None:
        """Somebody of whom another article tells the same but for the company."""
        node = self.ledger.untouched(person.twin_block)
        link = self._link(node) if node else None
        return link if link and not link.decided else None

    def _is_one(self, key: str) -> bool:
        """Whether all mentions with this name that tell an office are one person."""
        node = self.ledger.untouched(f"anchor|{key}")
        return node is not None and not self._link(node).decided and self._link(node).denotes == _base(key)

    def _seekers(self, people: list[Person], nodes: Mapping[NamedNode, Person]) -> None:
        """Decide anew about mentions without office whose company has come or gone."""
        keys = {person.key for person in people}
        seekers = {node for node, p in nodes.items() if p.is_full and not p.is_anchored and p.key in keys}
        for person in people:
            if person.is_anchored:
                seekers |= {n for block in person.company_blocks("seek") for n in self.ledger.members(block)}
        for node in sorted(seekers, key=lambda n: n.value):
            person = self._link(node).person()
            is_met = any(self.ledger.has(f"with|{person.key}|{who}") for who in person.company)
            self._is(node, person, only_one(person.key) if is_met or not person.company else NOBODY)

    def _is(self, node: NamedNode, person: Person, identity: Identity) -> bool:
        link, article = self._link(node), article_of(node)
        name = identity.id or f"{digest(article)}-{person.key}"
        iri, by_hand = decided.identity(link, article, canonical_iri(f"person/~{name}").value)
        if by_hand:
            return self.put(node, link.to(iri, 1.0, decided.BY_HAND))
        return self.put(node, link.to(iri, identity.score, *identity.reasons))

    # --- events ---

    def events(self, before: Mapping[NamedNode, Link], new: Mapping[NamedNode, Link]) -> None:
        """Give tellings their actors and decide which are one."""
        step = EventLinks(self.ledger, self.put)
        for link in before.values():
            if link.kind == "event":
                step.leave(link)
        changed = {article_of(n) for n in self.touched if not self._is_event(n)} - self.own
        others = [n for article in sorted(changed) for n in self.nodes(article) if self._is_event(n)]
        for node in (*(n for n, link in new.items() if link.kind == "event"), *others):
            link = self._link(node)
            step.come(node, link, decided.telling(link, link.telling(self._denoted_by(node))))
        step.decide()

    def _is_event(self, node: NamedNode) -> bool:
        link = self.ledger.get(node) or self.ledger.before(node)
        return link is not None and link.kind == "event"

    # --- what follows ---

    def made(self, new: Mapping[NamedNode, Link]) -> None:
        """Find posts and figures by the people and events in them."""
        articles = {article_of(node) for node in self.touched} - self.own
        others = [node for article in sorted(articles) for node in self.nodes(article)]
        for node in (*new, *others):
            link = self.ledger.get(node)
            if link is not None and link.kind == "made":
                iri = canonical_iri(link.made(self._denoted_by(node))).value
                if link.denotes != iri:
                    self.put(node, replace(link, denotes=iri))

    # --- look-ups ---

    def _link(self, node: NamedNode) -> Link:
        link = self.ledger.get(node)
        assert link is not None
        return link

    def _denoted_by(self, node: NamedNode) -> Callable[[str], str]:
        """What a local name of the same article denotes, as an id."""
        article = NamedNode(article_of(node))

        def denoted(name: str) -> str:
            link = self.ledger.get(local(article, name))
            return link.denotes.removeprefix(ID) if link else name

        return denoted


def _base(key: str) -> str:
    """What all denote when a name means one person."""
    return canonical_iri(f"person/~{key}").value

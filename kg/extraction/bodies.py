"""Bodies as phrases: institutions with the state or person they are of, unions that act through their members."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kg import lexicon
from kg.extraction.drafts import Draft, place_in_sentence, word_cases
from kg.extraction.gazetteer import OPENERS, Entry, gazetteer
from kg.extraction.orgnames import body_name
from kg.lexicon.wordlists import words
from kg.model import Case, Document, Sentence
from kg.registry import Registry

_OWNER_FAR = 5  # words between an institution and the name it is of
_PERSONAL = frozenset({"government", "seat", "party"})  # kinds of body that a person can have: «штаб Тихановской»


class BodyReader(ABC):
    """Reads the institutions of a sentence, given its names; titles inside them are left to a subclass."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.document, self.registry, self.tokens = document, registry, document.tokens
        self.language = lexicon.language(document.lang)
        self.institutions = gazetteer(registry, document.lang).institutions
        self.ranks = words(document.lang, "rank")

    def begin(self, sentence: Sentence, names: list[Draft]) -> None:
        """Turn to another sentence."""
        self.sentence = sentence
        self.new: list[Draft] = []
        self.at = {d.first: d for d in names}
        self.used: set[int] = set()
        self.covered = {i: d for d in names for i in range(d.first, d.last)}

    @abstractmethod
    def title_of(self, i: int, outer: frozenset[Case]) -> Draft | None:
        """Read a title in the genitive that begins at i; names in a case of `outer` belong to the title before."""

    def _institution_here(self, i: int) -> int | None:
        draft = self._institution(i)
        if draft is None:
            return None
        self.new.append(draft)
        return draft.last

    def _institution(self, i: int, outer: frozenset[Case] = frozenset()) -> Draft | None:
        """Read an institution with its state: «МИД Польши», «белорусский Центризбирком», «штаб Тихановской».

        `outer`: the cases of the title before it, if there is one: a name in one of them belongs to the title.
        """
        if i >= self.sentence.last:
            return None
        inside = self.covered.get(i)
        if inside is not None and (inside.known is not None or inside.type in ("Person", "State", "Place")):
            return None
        found = self.institutions.match(self.tokens, i, self.sentence.last)
        if found is None:
            return None
        entry, stop = found
        first = self._with_rank(i) if self._counts_votes(entry) else i
        before = self._adjective_before(first)
        draft = Draft(before.first if before else first, stop, "name", "Organization", "", known=entry.id)
        draft.number = "plur" if self._is_plural(i) else "sing"
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        owner = self._owner_after(stop)
        if owner is not None:
            draft.of = owner if self._owns(owner, entry.id, outer) else None
        else:
            after = self._past_adjectives(stop)
            draft.of = self.title_of(after, outer) or self._nested(after)
        draft.of = draft.of or before
        draft.last = max(stop, draft.of.last if draft.of else stop)
        whole = self.tokens[draft.first : draft.last]
        draft.lemma = body_name(whole, self.document.article.text, self.document.lang, draft.cases)
        if draft.of is not None and draft.of.first > stop:  # leave out «его основной соперницы»
            draft.lemma = f"{self._text(first, stop)} {self._text(draft.of.first, draft.of.last)}"
        self.used |= {id(self.covered[k]) for k in range(first, i) if k in self.covered}
        if inside is not None:
            self.used.add(id(inside))
            draft.last = max(draft.last, inside.last)
        return draft

    def _counts_votes(self, entry: Entry) -> bool:
        return self.registry.institutions[entry.id.removeprefix("institution/")].kind == "commission"

    def _with_rank(self, i: int) -> int:
        """Return where the name of a body begins: «Независимая национальная | избирательная комиссия».

        The adjectives before it may be taken for names of their own, each alone or with it, but for none that is known.
        """
        head, whole = self.tokens[i], self.covered.get(i)
        while i > self.sentence.first:
            token, draft = self.tokens[i - 1], self.covered.get(i - 1)
            free = draft is None or (draft.known is None and (draft is whole or draft.last - draft.first == 1))
            if not (free and token.lemmas & self.ranks and (token.cases & head.cases or not head.cases)):
                break
            i -= 1
        return i

    def _owns(self, owner: Draft, institution: str, outer: frozenset[Case]) -> bool:
        """Whether a name after an institution is whose it is, not the holder of the title before both."""
        if owner.kind != "name" or owner.type not in ("State", "Organization", "Person") or "gen" not in owner.raw:
            return False
        if owner.type != "Person":
            return True
        kind = self.registry.institutions[institution.removeprefix("institution/")].kind
        return kind in _PERSONAL and not owner.raw & outer

    def _nested(self, i: int) -> Draft | None:
        """Return the body another one belongs to: «пресс-служба министерства обороны»."""
        inner = self._institution(i)
        if inner is None or "gen" not in inner.raw:
            return None
        self.new.append(inner)
        return inner

    def _past_adjectives(self, stop: int) -> int:
        """Return the first token after genitive adjectives: «пресс-служба белорусского президента»."""
        while stop < self.sentence.last and self.tokens[stop].is_a("ADJ") and "gen" in self.tokens[stop].cases:
            stop += 1
        return stop

    def _owner_after(self, stop: int) -> Draft | None:
        """Return whose an institution is, over words in the genitive: «штаб его основной соперницы Тихановской»."""
        for j in range(stop, min(stop + _OWNER_FAR, self.sentence.last)):
            draft = self.at.get(j)
            if draft is not None and draft.kind == "name":
                return draft
            token = self.tokens[j]
            if not token.is_a("ADJ", "DET", "PRON", "NOUN") or "gen" not in token.cases:
                return None
        return None

    # --- nouns for a body told before, the side of a state

    def _body_noun(self, i: int) -> Draft | None:
        """Read a bare noun for a body told before: «ведомство», «российское ведомство», «партия»."""
        kinds = self.language.bodies.keys() & self.tokens[i].lemmas if i < self.sentence.last else None
        if not kinds or i in self.covered or self._is_plural(i) or self._says_more(i + 1):
            return None
        draft = Draft(i, i + 1, "role", "Organization", min(kinds))
        draft.of = self._adjective_before(i)
        return place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))

    def _says_more(self, i: int) -> bool:
        """Whether a name, quotation or genitive after a noun says which one is meant."""
        if i >= self.sentence.last:
            return False
        token = self.tokens[i]
        noun = token.readings[0].pos in ("NOUN", "ADJ") and "gen" in token.cases and "nom" not in token.cases
        return i in self.at or token.text in OPENERS or noun or token.text[:1].isupper()

    def _side(self, i: int) -> int | None:
        """«украинская сторона», «боливийские власти»: the state itself."""
        before = self._adjective_before(i)
        if (
            before is None
            or before.known is None
            or before.last != i
            or not self.tokens[i].lemmas & self.language.sides
        ):
            return None
        if self._says_more(i + 1) and i + 1 not in self.at:
            return None
        draft = Draft(before.first, i + 1, "name", "State", before.lemma, known=before.known)
        draft.number = "plur" if self._is_plural(i) else "sing"
        draft.lemma = self.registry.known[before.known].names[self.document.lang][0]
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        self.new.append(draft)
        return i + 1

    # --- unions, words

    def _collective(self, i: int) -> int | None:
        """«страны Евросоюза» act as the union itself."""
        token = self.tokens[i]
        union = self.at.get(i + 1)
        if union is None or union.type != "Organization" or not token.lemmas & self.language.plurals["members"]:
            return None
        known = self.registry.get(union.known) if union.known else None
        if known is None or known.kind not in ("union", "alliance"):
            return None
        union.name_first, union.first = None, i
        union.number = "plur"
        place_in_sentence(union, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        return union.last

    def _is_plural(self, i: int) -> bool:
        nouns = [r for r in self.tokens[i].readings if r.pos == "NOUN"]
        return bool(nouns) and all(r.number == "plur" for r in nouns)

    def _adjective_before(self, i: int) -> Draft | None:
        for j in (i - 1, i - 2):
            draft = self.at.get(j)
            if draft is not None and draft.kind == "adjective":
                return draft if draft.last <= i else None
            if j < self.sentence.first or not self.tokens[j].is_a("ADJ"):
                return None
        return None

    def _text(self, first: int, last: int) -> str:
        return self.document.article.text[self.tokens[first].span.start : self.tokens[last - 1].span.end]

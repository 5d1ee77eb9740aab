"""Whom the words stand for: names, offices, pronouns and plurals, each with the cases it can be in.

Names come from the tagger and from the registry by lemma; a title before a name makes one phrase with it («с президентом
Белоруссии Александром Лукашенко»), and a title alone is a mention of its holder.
"""

from __future__ import annotations

from kg import lexicon
from kg.extraction.phrases import ALL_CASES, surname_cases
from kg.extraction.drafts import Draft, name_gender, place_in_sentence, word_cases
from kg.extraction.gazetteer import Gazetteer, gazetteer
from kg.extraction.titles import TitleFinder
from kg.model import ActorType, Document, Mention, NameSpan, Sentence
from kg.morphology import descriptor_before, is_word, nominative, normalise, stem
from kg.registry import Registry, word_key

_LABELS: dict[str, ActorType] = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}
_SURNAME = 4  # letters below which a lone capitalised word is no evidence of a surname
_QUOTES = '«»“”„"'


def find_mentions(document: Document, registry: Registry) -> tuple[Mention, ...]:
    """Return all mentions of actors and places, in text order; names never overlap each other."""
    finder = _Finder(document, registry)
    read = [s for s in document.sentences if s.zone != "boilerplate"]
    names = [finder.names(sentence) for sentence in read]
    titles = TitleFinder(document, registry, _descriptors(document, [d for found in names for d in found]))
    drafts: list[Draft] = []
    for sentence, found in zip(read, names, strict=True):
        drafts += titles.read(sentence, found)
        drafts += finder.pronouns(sentence)
    drafts.sort(key=lambda d: (d.first, -d.last))
    order = {id(d): i for i, d in enumerate(drafts)}
    return tuple(d.freeze(document, order) for d in drafts)


class _Finder:
    def __init__(self, document: Document, registry: Registry) -> None:
        self.document, self.registry = document, registry
        self.tokens = document.tokens
        self.language = lexicon.language(document.lang)
        self.gazetteer: Gazetteer = gazetteer(registry, document.lang)
        self.found: list[Draft] = []
        self.tagged = _tokens_of(document)
        self.local = self._local_surnames()

    def names(self, sentence: Sentence) -> list[Draft]:
        """Return the names of one sentence: persons of the tagger first, then the longest known name, then other tagged ones."""
        self.found = []
        i = sentence.first
        while i < sentence.last:
            tag = self.tagged.get(i)
            known = self.gazetteer.match(self.tokens, i, sentence.last)
            if tag and tag[1] == "PER" and (known is None or tag[0] - i > known[1] - i or known[0].type == "Place"):
                i = self._person(i, min(tag[0], sentence.last), sentence)
            elif known and not (tag and tag[1] == "ORG" and tag[0] > known[1]):
                entry, stop = known
                kind = "adjective" if entry.kind == "adjective" else "name"
                self._add(i, stop, entry.type, sentence, kind=kind, known=entry.id, lemma=entry.name)
                self.found[-1].capital = entry.kind == "capital"
                i = stop
            elif tag and tag[1] in ("LOC", "ORG"):
                i = self._tagged(i, min(tag[0], sentence.last), tag[1], sentence)
            elif self._is_known_surname(i):
                i = self._person(i, i + 1, sentence)
            elif state := self._state_adjective(i):
                self._add(i, i + 1, "State", sentence, kind="adjective", known=state)
                i += 1
            else:
                i += 1
        return self.found

    def pronouns(self, sentence: Sentence) -> list[Draft]:
        """Return the personal and possessive pronouns of the third person."""
        self.found = []
        for i in range(sentence.first, sentence.last):
            token = self.tokens[i]
            for lemma in sorted(token.lemmas | {token.norm}):
                entry = self.language.pronouns.get(lemma)
                if entry is None or not (token.is_a("PRON", "DET") or token.norm == lemma):
                    continue
                number = "plur" if entry["number"] == "plur" else "sing"
                self._add(
                    i, i + 1, None, sentence, kind="pronoun", gender=entry.get("gender"), number=number, lemma=lemma
                )  # fmt: skip
                break
        return self.found

    def _local_surnames(self) -> frozenset[str]:
        """Return the stems of surnames that stand somewhere with a given name; alone the tagger may miss them."""
        full = [
            self.tokens[last - 1] for first, (last, label) in self.tagged.items() if label == "PER" and last - first > 1
        ]
        return frozenset(stem(t.text) for t in full if len(t.text) >= _SURNAME)

    def _person(self, i: int, stop: int, sentence: Sentence) -> int:
        """Add a person's name at i..stop, without common words the tagger glued to it."""
        while i < stop - 1 and not self._name_like(i):
            i += 1
        if not any(ch.isalpha() for ch in self.tokens[i].text) or not self.tokens[i].text[:1].isupper():
            return stop
        self._add(i, stop, "Person", sentence)
        return stop

    def _name_like(self, i: int) -> bool:
        token = self.tokens[i]
        if not token.text[:1].isupper():
            return False
        return any(r.name in ("given", "surname", "patronymic") for r in token.readings) or not token.is_a(
            "NOUN", "ADJ", "VERB"
        )

    def _tagged(self, i: int, stop: int, label: str, sentence: Sentence) -> int:
        if not self.tokens[i].text[:1].isupper() and self.tokens[i].text not in _QUOTES:
            return i + 1
        for j in range(i + 1, stop):  # «Агентство БелТА»: a word for the kind, then a known name
            known = self.gazetteer.match(self.tokens, j, sentence.last)
            if known and known[1] == stop and all(t.is_a("NOUN") for t in self.tokens[i:j]):
                self._add(i, stop, known[0].type, sentence, known=known[0].id, lemma=known[0].name)
                return stop
        state = self.gazetteer.misspelt.get(word_key(self.tokens[i].text)) if stop == i + 1 and label == "LOC" else None
        self._add(i, stop, "State" if state else _LABELS[label], sentence, known=state)
        if state:  # the dictionary knows no cases of a misspelt word
            place_in_sentence(self.found[-1], self.document, sentence, ALL_CASES)
        return stop

    def _is_known_surname(self, i: int) -> bool:
        token = self.tokens[i]
        if len(token.text) < _SURNAME or not token.text[0].isupper() or token.text.isupper():
            return False
        if stem(token.text) in self.local:
            return True
        if stem(token.text) not in self.gazetteer.surnames:
            return False
        return any(r.name == "surname" for r in token.readings) or not is_word(token.text, self.document.lang)

    def _state_adjective(self, i: int) -> str | None:
        token = self.tokens[i]
        if not token.is_a("ADJ", "NOUN"):
            return None
        return next(
            (self.gazetteer.adjectives[x] for x in sorted(token.lemmas) if x in self.gazetteer.adjectives), None
        )

    def _add(
        self, first: int, last: int, type: ActorType | None, sentence: Sentence, *, kind: str = "name",
        known: str | None = None, gender: str | None = None, number: str = "sing", lemma: str | None = None,
    ) -> None:  # fmt: skip
        surname = next((t.text for t in reversed(self.tokens[first:last]) if t.text[:1].isalpha()), "")
        if type == "Person" and gender is None and last - first == 1:
            gender = self._registry_gender(surname)
        if type in ("State", "Organization") and self._is_plural_name(first):
            number = "plur"
        draft = Draft(first, last, kind, type, lemma or "", number=number, gender=gender, known=known)
        self._place(draft, sentence, surname)
        if type == "Person" and gender is None:
            draft.gender = name_gender(self.document, first, last, draft.cases)
            self._place(draft, sentence, surname)
        draft.lemma = lemma or self._lemma(draft)
        self.found.append(draft)

    def _is_plural_name(self, first: int) -> bool:
        """Whether a name takes a plural verb: «США признали»."""
        nouns = [r for r in self.tokens[first].readings if r.pos in ("NOUN", "ADJ", "VERB")]
        return bool(nouns) and all(r.number == "plur" for r in nouns)

    def _place(self, draft: Draft, sentence: Sentence, surname: str) -> None:
        """Find the cases of a name by its words and what stands before it."""
        as_name = draft.type in ("Person", "Place", "State")
        cases = word_cases(self.document, draft.first, draft.last, draft.gender, as_name)
        if draft.type == "Person" and surname:
            known = normalise(surname) in self.gazetteer.nominatives
            in_dictionary = is_word(surname, self.document.lang)
            of_surname = surname_cases(surname, known, in_dictionary, draft.gender, cases)
            cases = of_surname if draft.last - draft.first == 1 else (cases & of_surname) or of_surname
        place_in_sentence(draft, self.document, sentence, cases)

    def _registry_gender(self, surname: str) -> str | None:
        people = self.gazetteer.surnames.get(stem(surname), set())
        genders = {self.registry.known[p].gender for p in people}
        return next(iter(genders)) if len(genders) == 1 else None

    def _lemma(self, draft: Draft) -> str:
        """Return the nominative: every word of a person's name, single words of places, other names as they stand."""
        text, lang = self.document.article.text, self.document.lang
        words = self.tokens[draft.first : draft.last]
        if draft.type == "Person":
            given = words[0]
            if len(words) == 1 and normalise(given.text) in self.gazetteer.nominatives:
                return given.text
            if len(words) > 1 and any(r.case == "nom" and r.name == "given" for r in given.readings):
                if nominative(given.text, lang, draft.gender) == given.text and "nom" in draft.cases:
                    return " ".join(t.text for t in words)
            unsure = (
                draft.gender is None and len(draft.cases) > 1 and len(words) == 1
            )  # «Алиева»: more often a man's genitive
            cases = draft.cases - {"nom"} if draft.attribute_of is not None or unsure else draft.cases
            return " ".join(nominative(t.text, lang, draft.gender, cases=cases) for t in words)
        if len(words) == 1 and draft.type == "Place":
            return nominative(words[0].text, lang, cases=draft.cases)
        return text[words[0].span.start : words[-1].span.end].strip(_QUOTES + " ")


def _descriptors(document: Document, names: list[Draft]) -> frozenset[str]:
    """Return the nouns that stand right before people's names in the same case, and describe them."""
    return frozenset(
        lemma
        for name in names
        if name.type == "Person" and name.first and (lemma := descriptor_before(document.tokens, name.first, name.raw))
    )


def _tokens_of(document: Document) -> dict[int, tuple[int, str]]:
    """Return for the first token of each tagged name the token after it and its label."""
    starts = {t.span.start: i for i, t in enumerate(document.tokens)}
    found: dict[int, tuple[int, str]] = {}
    for name in document.names:
        first = _first_token(name, starts, document)
        if first is None:
            continue
        last = first
        while last < len(document.tokens) and document.tokens[last].span.start < name.span.end:
            last += 1
        found[first] = last, name.label
    return found


def _first_token(name: NameSpan, starts: dict[int, int], document: Document) -> int | None:
    for at in range(name.span.start, name.span.end):
        if at in starts:
            return starts[at]
    return None

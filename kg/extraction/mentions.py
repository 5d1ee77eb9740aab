"""Whom the words stand for: names, offices, pronouns and plurals, each with the cases it can be in.

Names come from the tagger and from the registry by lemma; a title before a name makes one phrase with it («с
президентом Белоруссии Александром Лукашенко»), and a title alone is a mention of its holder.
"""

from __future__ import annotations

from kg import lexicon
from kg.extraction.drafts import Draft, name_gender, place_in_sentence
from kg.extraction.gazetteer import Entry, Gazetteer, gazetteer
from kg.extraction.inflection import ALL_CASES, told_nominatives
from kg.extraction.initials import Initials
from kg.extraction.naming import NameForms, agree
from kg.extraction.orgnames import headed_name, quoted_candidate
from kg.extraction.tagged import has_capital, is_honorific, tagged_names
from kg.extraction.titles import TitleFinder, ends_title, title_words
from kg.model import ActorType, Document, Mention, Sentence
from kg.morphology import descriptor_before, is_word, normalise, stem
from kg.registry import Registry, word_key
from kg.registry.keys import given_names

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
        before = {id(d): (d.cases, d.attribute_of) for d in found}
        told = titles.read(sentence, found)
        drafts += told
        agree(found, told, document.tokens)
        for name in found:  # titles show the case of a name, and so its nominative
            cases, attribute_of = before[id(name)]
            changed = name.cases != cases or (name.role is not None and name.attribute_of != attribute_of)
            if name.type == "Person" and name.kind == "name" and changed and not name.known:
                name.lemma = finder.forms.lemma(name)
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
        self.institutions = self.gazetteer.institutions
        self.other_forms = {f: k for k, e in self.language.pronouns.items() if e.get("other") for f in e["forms"]}
        self.found: list[Draft] = []
        self.initials = Initials(document, registry)
        self.tagged = tagged_names(document, title_words(document.lang))
        self.local = self._local_surnames()
        self.forms = NameForms(document, registry, self._told_nominatives())
        self.full = self._full_names()
        self.short = self._short_surnames()

    def names(self, sentence: Sentence) -> list[Draft]:
        """Return the names of one sentence: tagged persons first, then the longest known name, then others."""
        self.found = []
        i = sentence.first
        while i < sentence.last:
            tag = self.tagged.get(i)
            known = self.gazetteer.match(self.tokens, i, sentence.last)
            party = quoted_candidate(self.tokens, i, sentence.last, self.language.percent)
            if known is None and (initials := self.initials.at(i, sentence)):
                self._add(i, i + 1, "State", sentence, known=initials[0], lemma=initials[1])
                i += 1
            elif party is not None and (known is None or known[1] < party):
                self._add(i, party, "Organization", sentence)
                i = party
            elif tag and known is None and (headed := self._headed(i, tag, sentence)):
                self._add(i, headed, "Organization", sentence)
                i = headed
            elif i in self.full and not (tag and tag[0] > self.full[i]):
                self._add(i, self.full[i], "Person", sentence)
                i = self.full[i]
            elif tag and tag[1] == "PER" and self._is_person(i, tag[0], known):
                i = self._person(i, min(tag[0], sentence.last), sentence)
            elif known and (self._is_half_title(i, known, sentence) or self._is_demonstrative(i, sentence)):
                i += 1
            elif known and not (tag and tag[1] == "ORG" and tag[0] > known[1]):
                entry, stop = known
                kind = "adjective" if entry.kind == "adjective" else "name"
                self._add(i, stop, entry.type, sentence, kind=kind, known=entry.id, lemma=entry.name)
                self.found[-1].capital = entry.kind == "capital"
                i = stop
            elif tag and tag[0] == i + 1 and self._is_surname_only(i):
                i = self._person(i, i + 1, sentence)
            elif tag and tag[1] in ("LOC", "ORG") and (body := self._body_of_a_state(i, tag[0], sentence)):
                i = body
            elif tag and tag[1] in ("LOC", "ORG") and not self._is_title(i, tag[0]):
                i = self._tagged(i, min(tag[0], sentence.last), tag[1], sentence)
            elif self._is_known_surname(i):
                i = self._person(i, i + 1, sentence)
            elif state := self._state_adjective(i):
                self._add(i, i + 1, "State", sentence, kind="adjective", known=state)
                i += 1
            else:
                i += 1
        return self.found

    def _headed(self, i: int, tag: tuple[int, str], sentence: Sentence) -> int | None:
        """Return where a name ends that the tagger took for a person's, or cut: «Партії свободи | і справедливості»."""
        end = headed_name(self.tokens, i, sentence.last, self.document.lang)
        if end is None or tag[1] not in ("PER", "ORG"):
            return None
        others = (k for k in range(tag[0], end) if k in self.tagged)
        return min([max(end, tag[0]), sentence.last, *others])

    def _is_half_title(self, i: int, known: tuple[Entry, int], sentence: Sentence) -> bool:
        """Whether the first word of a body's name belongs to a title before it: «глава МИД | России»."""
        body, stop = known
        return (
            body.type == "Organization"
            and stop > i + 1
            and ends_title(self.tokens, i, sentence.first, self.document.lang)
        )

    def _is_demonstrative(self, i: int, sentence: Sentence) -> bool:
        """Whether a word that could name a state stands before a noun it agrees with: «Того самого дня»."""
        token = self.tokens[i]
        if not (self._opens(i, sentence) and token.is_a("DET", "PRON")) or i + 1 >= sentence.last:
            return False
        following = self.tokens[i + 1]
        oblique = "nom" not in following.cases and bool(token.cases & following.cases)
        return following.text.islower() and (oblique or following.is_a("PART"))

    def _is_title(self, i: int, stop: int) -> bool:
        """Whether one word tagged as a name is a title written large: «Очільник МЗС», «пресс-секретарь Президента»."""
        return stop == i + 1 and bool(self.tokens[i].lemmas & title_words(self.document.lang))

    def _body_of_a_state(self, i: int, stop: int, sentence: Sentence) -> int | None:
        """Return the token after an institution, if the words tagged as a name are one with a state or its adjective.

        «Пресс-служба белорусского президента», «МВС Грузії» are read by their parts, later.
        """
        found = self.institutions.match(self.tokens, i, sentence.last)
        inner = range(found[1], stop) if found else ()
        return found[1] if found and any(self._state_adjective(j) or self._state_name(j) for j in inner) else None

    def _is_person(self, i: int, stop: int, known: tuple[Entry, int] | None) -> bool:
        """Whether words tagged as a person are one, though a body or place may have the name too («Мерца», «Мерец»)."""
        if stop <= i + 2 and self._is_title(i, i + 1) and i + 1 < len(self.tokens) and self._state_name(i + 1):
            return False  # «Эмиру Катара»
        if known is None or stop > known[1]:
            return True
        if known[0].type == "Place":  # a town unless somebody of that name is told or known
            alone = stem(self.tokens[i].text)
            return stop - i > 1 or alone in self.local or alone in self.gazetteer.surnames
        surname = stem(self.tokens[i].text) in self.gazetteer.nominatives or stem(self.tokens[i].text) in self.local
        return (
            known[0].type == "Organization" and surname and normalise(self.tokens[i].text) != normalise(known[0].name)
        )

    def pronouns(self, sentence: Sentence) -> list[Draft]:
        """Return the personal and possessive pronouns of the third person."""
        self.found = []
        for i in range(sentence.first, sentence.last):
            token = self.tokens[i]
            if is_honorific(self.document, i):
                continue
            for lemma in sorted({*token.lemmas, token.norm, self.other_forms.get(token.norm, token.norm)}):
                entry = self.language.pronouns.get(lemma)
                if entry is None or not (token.is_a("PRON", "DET") or token.norm == lemma):
                    continue
                if entry.get("other") and not self._stands_alone(i, entry["forms"], sentence):
                    continue
                number = "plur" if entry["number"] == "plur" else "sing"
                self._add(
                    i, i + 1, None, sentence, kind="pronoun", gender=entry.get("gender"), number=number, lemma=lemma
                )  # fmt: skip
                if self.language.pronouns.get(token.norm, {}).get("possessive"):
                    self.found[-1].cases = frozenset(
                        {"gen", "acc"}
                    )  # «його» is no nominative whatever a dictionary says
                break
        return self.found

    def _stands_alone(self, i: int, forms: list[str], sentence: Sentence) -> bool:
        """Whether «тот» or «последний» stands for a person: no noun after it, no «, кто», no preposition before."""
        following = self.tokens[i + 1] if i + 1 < sentence.last else None
        before = self.tokens[i - 1] if i > sentence.first else None
        if self.tokens[i].norm not in forms or following is None or following.text in (",", "-", "—", "–"):
            return False
        if before is not None and (before.readings[0].pos in ("ADP", "ADV", "PART") or before.is_a("NOUN")):
            return False
        verb = following.is_a("VERB", "PRON", "ADV", "PART") or following.text in (".", "«")
        return verb and following.norm != self.tokens[i].norm and following.norm not in self.language.identity

    def _local_surnames(self) -> frozenset[str]:
        """Return the stems of surnames that stand somewhere with a given name; alone the tagger may miss them."""
        full = [
            self.tokens[last - 1] for first, (last, label) in self.tagged.items() if label == "PER" and last - first > 1
        ]
        return frozenset(stem(t.text) for t in full if len(t.text) >= _SURNAME)

    def _full_names(self) -> dict[int, int]:
        """Return the first token of each full name of a known person with the token after it."""
        found: dict[int, int] = {}
        for sentence in self.document.sentences:
            for i in range(sentence.first, sentence.last):
                person = self.gazetteer.person(self.tokens, i, sentence.last)
                if person is not None:
                    found[i] = person[1]
        return found

    def _short_surnames(self) -> frozenset[str]:
        """Return the short surnames of known people whom the article names in full: «Си», «Дан»."""
        ids = [
            self.forms.known_person(i, last)
            for i, (last, label) in self.tagged.items()
            if label == "PER" and last - i > 1
        ]
        names = {n for id in ids if id for n in self.registry.known[id].surnames.get(self.document.lang, ())}
        names |= {
            n.split()[-1]
            for id in ids
            if id and not self.registry.known[id].surnames
            for n in self.registry.known[id].names.get(self.document.lang, ())
        }
        return frozenset(n for n in names if len(n) < _SURNAME)

    def _told_nominatives(self) -> dict[str, frozenset[str]]:
        """Return the nominatives that the article itself shows for surnames no registry or dictionary knows."""
        last = [self.tokens[stop - 1].text for stop, label in self.tagged.values() if label == "PER"]
        unknown = [w for w in last if w[:1].isalpha() and not is_word(w, self.document.lang)]
        return told_nominatives(w for w in unknown if stem(w) not in self.gazetteer.nominatives)

    def _person(self, i: int, stop: int, sentence: Sentence) -> int:
        """Add a person's name at i..stop, without bodies and common words the tagger glued to it."""
        for _ in range(2):  # «Пресс-служба X», «Вице-президент Ганы X»: before and after the words that are no name
            glued = self.gazetteer.match(self.tokens, i, stop)
            if glued and glued[1] < stop and self._is_glued(glued[0], i, stop - glued[1]):
                entry, after = glued
                self._add(i, after, entry.type, sentence, known=entry.id, lemma=entry.name)
                i = after
            while i < stop - 1 and not self._name_like(i, sentence):
                i += 1
        token = self.tokens[i]
        if not any(ch.isalpha() for ch in token.text) or not has_capital(token):
            return stop
        if stop - i == 1 and self._common_word(i, sentence):
            return stop
        if stop - i == 2 and self._are_two(i):
            self._add(i, i + 1, "Person", sentence)
            i += 1
        self._add(i, stop, "Person", sentence)
        return stop

    def _are_two(self, i: int) -> bool:
        """Whether two words are the surnames of two people: «звонок Байдена Нетаньяху»."""
        first, second = self.tokens[i], self.tokens[i + 1]
        surnames = all(stem(t.text) in self.gazetteer.nominatives for t in (first, second))
        given = is_word(first.text, self.document.lang) and any(r.name == "given" for r in first.readings)
        given = given or first.norm in given_names()
        return surnames and not given and self.forms.known_person(i, i + 2) is None

    def _is_glued(self, entry: Entry, i: int, rest: int) -> bool:
        """Whether a known name at i with `rest` words of a person after it is no part of it («Ізраїль Кац» is one)."""
        if entry.type == "State":
            return rest > 1 or normalise(self.tokens[i].text) != normalise(entry.name)
        return entry.type == "Organization"

    def _name_like(self, i: int, sentence: Sentence) -> bool:
        """Whether a word can belong to a name: a capital counts for nothing where a sentence begins."""
        token = self.tokens[i]
        if not has_capital(token):
            return False
        opens = self._opens(i, sentence)
        if opens and token.lemmas & title_words(self.document.lang):
            return False
        named = any(r.name in ("given", "surname", "patronymic") for r in token.readings)
        return named or not opens or not is_word(token.text, self.document.lang)

    def _opens(self, i: int, sentence: Sentence) -> bool:
        """Whether a word stands where any word has a capital: first in a sentence, quotation or list item."""
        return i == sentence.first or (
            not self.tokens[i - 1].text[:1].isalnum() and self.tokens[i - 1].text not in (",", "-")
        )

    def _common_word(self, i: int, sentence: Sentence) -> bool:
        """Whether a lone word the tagger took for a name is a pronoun, or an everyday word that opens a sentence."""
        token = self.tokens[i]
        if token.is_a("PRON", "DET", "ADP", "CCONJ", "SCONJ", "PART"):
            return stem(token.text) not in self.local
        if stem(token.text) in self.gazetteer.nominatives or stem(token.text) in self.local:
            return False
        if any(r.name for r in token.readings) or not is_word(token.text, self.document.lang):
            return False
        adjective = all(r.pos in ("ADJ", "DET") for r in token.readings) and i + 1 < sentence.last
        return self._opens(i, sentence) or (adjective and self.tokens[i + 1].text[:1].islower())

    def _tagged(self, i: int, stop: int, label: str, sentence: Sentence) -> int:
        if label == "ORG" and i < stop - 1 and self.tokens[i].lemmas & title_words(self.document.lang):
            return self._tagged(i + 1, stop, label, sentence)  # «Речник Держдепартаменту»
        if not self.tokens[i].text[:1].isupper() and self.tokens[i].text not in _QUOTES:
            return i + 1
        state_adjective = self._state_adjective(i) if stop == i + 2 else None
        if state_adjective and self.tokens[i + 1].lemmas & self.language.sides:
            self._add(i, i + 1, "State", sentence, kind="adjective", known=state_adjective)
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
        if token.text in self.short:
            return True
        if len(token.text) < _SURNAME or not has_capital(token) or token.text.isupper():
            return False
        if stem(token.text) in self.local:
            return True
        if stem(token.text) not in self.gazetteer.surnames:
            return False
        return any(r.name == "surname" for r in token.readings) or not is_word(token.text, self.document.lang)

    def _is_surname_only(self, i: int) -> bool:
        """Whether a word tagged as a place or body is a known person's surname that no dictionary has."""
        word = self.tokens[i].text
        known = stem(word) in self.gazetteer.nominatives and len(word) >= _SURNAME and word[:1].isupper()
        surname = all(r.name == "surname" for r in self.tokens[i].readings)
        return known and not word.isupper() and (surname or not is_word(word, self.document.lang))

    def _state_name(self, i: int) -> bool:
        known = self.gazetteer.match(self.tokens, i, len(self.tokens))
        return known is not None and known[0].type == "State"

    def _state_adjective(self, i: int) -> str | None:
        token = self.tokens[i]
        if not token.is_a("ADJ", "NOUN") and self.document.lang != "en":
            return None
        return next(
            (self.gazetteer.adjectives[x] for x in sorted(token.lemmas) if x in self.gazetteer.adjectives), None
        )

    def _add(
        self, first: int, last: int, type: ActorType | None, sentence: Sentence, *, kind: str = "name",
        known: str | None = None, gender: str | None = None, number: str = "sing", lemma: str | None = None,
    ) -> None:  # fmt: skip
        surname = next((t.text for t in reversed(self.tokens[first:last]) if t.text[:1].isalpha()), "")
        if type == "Person" and gender is None:
            gender = self.forms.registry_gender(surname, self.tokens[first].text if last - first > 1 else None)
        if type in ("State", "Organization") and self._is_plural_name(first):
            number = "plur"
        if type == "Person" and last - first > 1:
            known = self.forms.known_person(first, last)
        draft = Draft(first, last, kind, type, lemma or "", number=number, gender=gender, known=known)
        self.forms.place(draft, sentence, surname)
        if type == "Person" and gender is None:
            draft.gender = name_gender(self.document, first, last, draft.cases)
            self.forms.place(draft, sentence, surname)
        if type == "Person" and self.found and self.found[-1].type:
            self._beside(draft, self.found[-1])
        draft.lemma = lemma or self.forms.lemma(draft)
        if type == "Organization" and kind == "name" and draft.preposition is None and "nom" not in draft.cases:
            whole = self.document.article.text[self.tokens[first].span.start : self.tokens[last - 1].span.end]
            draft.cases |= {"nom"} if whole == lemma else set()  # as its list of names has it: «Ликуд»
        self.found.append(draft)

    def _beside(self, draft: Draft, before: Draft) -> None:
        """Correct a person's name by the name before it: «в Брюсселі Мерца» is no genitive."""
        if before.last == draft.first and before.known and draft.attribute_of == before.last - 1:
            draft.attribute_of, draft.cases = None, (draft.raw - {"loc"}) or draft.raw
        joined = before.last == draft.first - 1 and self.tokens[before.last].readings[0].pos == "CCONJ"
        if joined and before.type == "Person" and draft.cases == {"nom"} and "nom" not in before.cases:
            draft.cases |= before.cases if draft.last - draft.first == 1 and draft.gender != "masc" else frozenset()

    def _is_plural_name(self, first: int) -> bool:
        """Whether a name takes a plural verb: «США признали»."""
        nouns = [r for r in self.tokens[first].readings if r.pos in ("NOUN", "ADJ", "VERB")]
        return bool(nouns) and all(r.number == "plur" for r in nouns)


def _descriptors(document: Document, names: list[Draft]) -> frozenset[str]:
    """Return the nouns that stand right before people's names in the same case, and describe them."""
    return frozenset(
        lemma
        for name in names
        if name.type == "Person" and name.first and (lemma := descriptor_before(document.tokens, name.first, name.raw))
    )

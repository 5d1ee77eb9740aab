"""Offices and institutions as phrases: «президент Франции», «глава МИД Польши», «пресс-секретарь президента России».

A title takes what it is of (a state adjective before it, or a genitive after it: a state, an institution, another title, a
person) and the name that follows in the same case. Plural titles pair their states with the names that follow.
"""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.extraction.drafts import Draft, place_in_sentence, word_cases
from kg.extraction.gazetteer import gazetteer
from kg.extraction.patterns import match_at
from kg.lexicon.rows import Pattern, Row
from kg.model import Document, Lang, Sentence, Token
from kg.registry import Registry

_AND = frozenset({"и", "і", "й", "та", ","})
_OWNER_FAR = 5  # words between an institution and the name it is of
_OPENERS = frozenset({"«", '"', "“", "„"})


@cache
def _office_index(lang: Lang) -> dict[str, tuple[tuple[Row, Pattern], ...]]:
    """Return office rows by the lemmas and forms of their first word."""
    index: dict[str, list[tuple[Row, Pattern]]] = {}
    for row in lexicon.rows(lang, "office"):
        if row.get("modifier"):
            continue  # «бывший», «и. о.» change the title after them
        for pattern in row.triggers:
            word = pattern.groups[0][0]
            for key in sorted(word.lemmas | word.forms):
                index.setdefault(key, []).append((row, pattern))
    return {k: tuple(v) for k, v in index.items()}


class TitleFinder:
    """Finds titles and institutions in the sentences of one document, given their names.

    `descriptors` are the nouns by which this article introduces people («соперницы Светланы Тихановской»).
    """

    def __init__(self, document: Document, registry: Registry, descriptors: frozenset[str]) -> None:
        self.document, self.registry, self.tokens = document, registry, document.tokens
        self.language = lexicon.language(document.lang)
        self.offices = _office_index(document.lang)
        self.institutions = gazetteer(registry, document.lang).institutions
        self.descriptors = descriptors | frozenset(self.language.anaphors)

    def read(self, sentence: Sentence, names: list[Draft]) -> list[Draft]:
        """Return the names, some with a title, and the new mentions of the sentence."""
        self.sentence, self.new = sentence, []
        self.at = {d.first: d for d in names}
        self.used: set[int] = set()
        self.covered = {i: d for d in names for i in range(d.first, d.last)}
        i = sentence.first
        while i < sentence.last:
            i = (
                self._title(i)
                or self._institution_here(i)
                or self._collective(i)
                or self._plain_plural(i)
                or self._descriptor(i)
                or i + 1
            )
        absorbed = {id(d) for d in names if id(d) in self.used}
        return [d for d in names if id(d) not in absorbed] + self.new

    # --- titles

    def _title(self, i: int) -> int | None:
        """Read the title at i with all that belongs to it; return the token after it."""
        found = self._office(i)
        if found is None:
            return None
        row, stop = found
        plural = self._is_plural(i) or self._names_several(i, stop)
        gender = self._gender(i)
        before = self._adjective_before(i)
        draft = Draft(
            before.first if before else i,
            stop,
            "role",
            "Person",
            "",
            number="plur" if plural else "sing",
            gender=gender,
        )
        draft.role = row.id
        of, stop = self._of(stop, row)
        if before and not of:
            of = [before]
        draft.of = of[0] if of else None
        draft.last = stop
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        names, stop = self._names(stop, draft, len(of) if plural else 1)
        if plural and len(names) == 1:
            names, stop = [], draft.last  # «с другими лидерами Меркель»: a name alone is no holder of a plural
        if plural and names:
            for k, name in enumerate(names):
                self._give(name, row, of[k] if len(of) == len(names) else (of[0] if len(of) == 1 else None), draft)
            return stop
        if names:
            self._give(names[0], row, draft.of, draft)
            names[0].name_first, names[0].first = names[0].first, draft.first
            return stop
        if plural:
            return self._plural_of_titles(draft, row, of, stop)
        draft.lemma = self._text(draft.first, stop)
        self.new.append(draft)
        return stop

    def _give(self, name: Draft, row: Row, of: Draft | None, title: Draft) -> None:
        name.role, name.of = row.id, of
        name.preposition, name.attribute_of = title.preposition, title.attribute_of
        name.cases = (name.cases & title.cases) or title.cases
        name.gender = name.gender or title.gender

    def _plural_of_titles(self, draft: Draft, row: Row, of: list[Draft], stop: int) -> int:
        """«президенты Армении и Азербайджана»: one mention a state; without states a plural of people told before."""
        if len(of) < 2 and not self.tokens[draft.first].lemmas & self.language.plurals["nouns"]:
            return stop
        if len(of) < 2:
            draft.kind, draft.role, draft.lemma = "plural", row.id, self._text(draft.first, stop)
            self.new.append(draft)
            return stop
        for k, state in enumerate(of):
            one = Draft(draft.first if k == 0 else state.first, state.last, "role", "Person", "", role=row.id, of=state)
            one.cases, one.preposition, one.attribute_of = draft.cases, draft.preposition, draft.attribute_of
            one.lemma = self._text(one.first, one.last)
            self.new.append(one)
        return stop

    def _office(self, i: int) -> tuple[Row, int] | None:
        """Return the longest office row that matches at token i, and the token after it."""
        if i >= self.sentence.last:
            return None
        token = self.tokens[i]
        inside = self.covered.get(i)
        if inside is not None and inside.type in ("Person", "State", "Place"):
            return None
        where = range(i, min(i + 8, self.sentence.last))
        best: tuple[Row, int] | None = None
        for lemma in token.lemmas | {token.norm}:
            for row, pattern in self.offices.get(lemma, ()):
                taken = match_at(pattern, self.tokens, where, 0)
                if taken and (best is None or taken[-1] + 1 > best[1]):
                    best = row, taken[-1] + 1
        return best

    def _is_plural(self, i: int) -> bool:
        nouns = [r for r in self.tokens[i].readings if r.pos == "NOUN"]
        return bool(nouns) and all(r.number == "plur" for r in nouns)

    def _names_several(self, i: int, stop: int) -> bool:
        """Whether a title of two words is plural by its second: «главы государств», not «глава государства»."""
        may_be = any(r.number == "plur" for r in self.tokens[i].readings)
        wholes = self.language.plurals["of"]
        return may_be and any(
            t.lemmas & wholes and all(r.number == "plur" for r in t.readings if r.pos == "NOUN")
            for t in self.tokens[i + 1 : stop]
        )

    def _gender(self, i: int) -> str | None:
        genders = {r.gender for r in self.tokens[i].readings if r.pos == "NOUN"}
        return "fem" if genders == {"fem"} else None  # «глава», «президент» say nothing about the holder

    def _adjective_before(self, i: int) -> Draft | None:
        for j in (i - 1, i - 2):
            draft = self.at.get(j)
            if draft is not None and draft.kind == "adjective":
                return draft if draft.last <= i else None
            if j < self.sentence.first or not self.tokens[j].is_a("ADJ"):
                return None
        return None

    # --- what a title is of

    def _of(self, j: int, row: Row) -> tuple[list[Draft], int]:
        """Return the states, institutions, titles or persons after a title, and the token after them."""
        found: list[Draft] = []
        while True:
            one = self._genitive(j)
            if one is None:
                return found, (found[-1].last if found else j)
            found.append(one)
            j = one.last
            if j < self.sentence.last and self.tokens[j].norm in _AND and self._genitive_ahead(j + 1):
                j += 1
                continue
            return found, one.last

    def _genitive_ahead(self, j: int) -> bool:
        draft = self.at.get(j)
        return draft is not None and draft.type in ("State", "Organization") and "gen" in draft.cases

    def _genitive(self, j: int) -> Draft | None:
        """Return the mention in the genitive that begins at j, made now if it is an institution or a title."""
        if j >= self.sentence.last:
            return None
        if self.tokens[j].norm == "при":
            j += 1
        draft = self.at.get(j)
        if draft is None and j < self.sentence.last and self.tokens[j].text in _OPENERS:
            draft = self.at.get(j + 1)
        if draft is not None and draft.type in ("State", "Organization") and draft.kind == "name":
            return draft if "gen" in draft.raw else None
        institution = self._institution(j)
        if institution is not None:
            self.new.append(institution)
            return institution
        if draft is not None and draft.type == "Person" and "gen" in draft.cases and not self._nominative_only(draft):
            return draft if self._genitive_name(draft) else None
        before = len(self.new)
        if self._office(j) and "gen" in word_cases(self.document, j, j + 1, None, False) and not self._is_plural(j):
            stop = self._title(j)
            made = self.new[before:]
            if made and stop:
                return made[-1]
            return next((d for d in self.at.values() if d.last == stop), None)
        return None

    def _nominative_only(self, draft: Draft) -> bool:
        return draft.cases == frozenset({"nom"})

    def _genitive_name(self, draft: Draft) -> bool:
        """A person right after a title is its holder if the cases can agree; in the genitive alone, whom it serves."""
        return draft.cases <= {"gen", "acc"} and draft.attribute_of is not None and "nom" not in draft.raw

    # --- names after a title

    def _names(self, j: int, title: Draft, most: int) -> tuple[list[Draft], int]:
        found: list[Draft] = []
        while j < self.sentence.last:
            draft = self.at.get(j)
            agrees = draft is not None and draft.type == "Person" and draft.raw & title.cases
            if not agrees or draft is None or draft.role:
                break
            found.append(draft)
            j = draft.last
            if (
                len(found) >= max(most, 2 if title.number == "plur" else 1)
                or j >= self.sentence.last
                or self.tokens[j].norm not in _AND
            ):
                break
            j += 1
        return found, (found[-1].last if found else j)

    # --- institutions

    def _institution_here(self, i: int) -> int | None:
        draft = self._institution(i)
        if draft is None:
            return None
        self.new.append(draft)
        return draft.last

    def _institution(self, i: int) -> Draft | None:
        """Read an institution with its state: «МИД Польши», «белорусский Центризбирком», «штаб Тихановской»."""
        if i >= self.sentence.last:
            return None
        inside = self.covered.get(i)
        if inside is not None and (inside.known is not None or inside.type in ("Person", "State", "Place")):
            return None
        found = self.institutions.match(self.tokens, i, self.sentence.last)
        if found is None:
            return None
        entry, stop = found
        before = self._adjective_before(i)
        draft = Draft(before.first if before else i, stop, "name", "Organization", "", known=entry.id)
        draft.number = "plur" if self._is_plural(i) else "sing"
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        owner = self._owner_after(stop)
        if owner is not None and owner.type in ("State", "Organization", "Person") and owner.kind == "name":
            raw = owner.raw
            draft.of = owner if "gen" in raw else None
        elif owner is None and self._office(stop) and "gen" in word_cases(self.document, stop, stop + 1, None, False):
            before_count = len(self.new)
            end = self._title(stop)
            made = self.new[before_count:]
            draft.of = made[-1] if made else next((d for d in self.at.values() if d.last == end), None)
        draft.of = draft.of or before
        draft.last = max(stop, draft.of.last if draft.of else stop)
        draft.lemma = self._text(draft.first, draft.last)
        if draft.of is not None and draft.of.first > stop:  # leave out «его основной соперницы»
            draft.lemma = f"{self._text(i, stop)} {self._text(draft.of.first, draft.of.last)}"
        if inside is not None:
            self.used.add(id(inside))
            draft.last = max(draft.last, inside.last)
        return draft

    def _owner_after(self, stop: int) -> Draft | None:
        """Return the name an institution is of, over words in the genitive: «штаб его основной соперницы Тихановской»."""
        for j in range(stop, min(stop + _OWNER_FAR, self.sentence.last)):
            draft = self.at.get(j)
            if draft is not None and draft.kind == "name":
                return draft
            token = self.tokens[j]
            if not token.is_a("ADJ", "DET", "PRON", "NOUN") or "gen" not in token.cases:
                return None
        return None

    # --- plurals and descriptions

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

    def _descriptor(self, i: int) -> int | None:
        """A noun that stands for a person told before: «политик», or what this article calls somebody beside the name."""
        token = self.tokens[i]
        if i in self.covered or not token.is_a("NOUN") or not token.lemmas & self.descriptors:
            return None
        following = self.at.get(i + 1)
        if following is not None and following.type == "Person" and _one_person(token, following):
            return None
        draft = Draft(i, i + 1, "role", "Person", next(iter(sorted(token.lemmas & self.descriptors))))
        draft.gender = self.language.anaphors.get(draft.lemma)
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        self.new.append(draft)
        return i + 1

    def _plain_plural(self, i: int) -> int | None:
        """«стороны», «оба лидера», «главы государств»: people told before."""
        nouns = self.language.plurals["nouns"]
        token = self.tokens[i]
        if i in self.covered or not token.lemmas & nouns or not token.is_a("NOUN"):
            return None
        pair = i > self.sentence.first and bool(self.tokens[i - 1].lemmas & self.language.plurals["pair"])
        if not pair and not self._is_plural(i):
            return None
        stop = i + 1
        while stop < min(i + 4, self.sentence.last) and "gen" in self.tokens[stop].cases:
            stop += 1
            if self.tokens[stop - 1].lemmas & self.language.plurals["of"]:
                break
        else:
            stop = i + 1
        draft = Draft(i - 1 if pair else i, stop, "plural", "Person", self._text(i, stop), number="plur")
        place_in_sentence(draft, self.document, self.sentence, word_cases(self.document, i, i + 1, None, False))
        self.new.append(draft)
        return stop

    def _text(self, first: int, last: int) -> str:
        return self.document.article.text[self.tokens[first].span.start : self.tokens[last - 1].span.end]


def _one_person(noun: Token, name: Draft) -> bool:
    """Whether a noun and the name after it can be one person: same case and gender («соперница Лукашенко» is not)."""
    readings = [r for r in noun.readings if r.pos == "NOUN" and r.case in name.raw]
    return any(r.gender is None or name.gender is None or r.gender == name.gender for r in readings)

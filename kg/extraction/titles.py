"""Offices and institutions as phrases: «президент Франции», «глава МИД Польши», «пресс-секретарь президента России».

A title takes what it is of (a state adjective before it, or a genitive after it: a state, an institution, another
title, a person) and the name that follows in the same case. Plural titles pair their states with the names that follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg import lexicon
from kg.extraction.bodies import BodyReader
from kg.extraction.drafts import Draft, place_in_sentence, word_cases
from kg.extraction.gazetteer import CLOSERS, OPENERS
from kg.extraction.inflection import ALL_CASES
from kg.extraction.patterns import match_at
from kg.lexicon.rows import Pattern, Row
from kg.model import Case, Document, Lang, Sentence, Token
from kg.registry import Registry

_AND = frozenset({"и", "і", "й", "та", ","})
_MOST_ADJECTIVES = 3
_PARTIES = frozenset({"party", "movement", "alliance", "union"})
_MODIFIER = 6  # tokens back to what a word before a title begins with: «т. в. о. міністра»
_SERVING = frozenset(  # roles that a person can have people for
    ("spokesperson", "adviser", "aide", "assistant", "chief of staff", "deputy chief of staff", "representative")
) | {"special envoy", "envoy", "lawyer"}
_MOST_BETWEEN = 7  # words between a title and its name: «министр по делам молодёжи и спорта X»


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


@cache
def title_words(lang: Lang) -> frozenset[str]:
    """Return the lemmas with which titles begin."""
    return frozenset(_office_index(lang))


def ends_title(tokens: Sequence[Token], i: int, first: int, lang: Lang) -> bool:
    """Whether token i is the last word of a title that begins before it, not before `first`: «глава МИД»."""
    index = _office_index(lang)
    return any(
        (taken := match_at(pattern, tokens, range(j, i + 1), 0)) is not None and taken == tuple(range(j, i + 1))
        for j in range(max(first, i - _MOST_ADJECTIVES), i)
        for key in tokens[j].keys
        for _, pattern in index.get(key, ())
    )


@cache
def _modifiers(lang: Lang) -> tuple[tuple[Pattern, Row], ...]:
    """Return the words before a title that change it: «бывший», «и. о.»."""
    rows = (row for row in lexicon.rows(lang, "office") if row.get("modifier"))
    return tuple((pattern, row) for row in rows for pattern in row.triggers)


class TitleFinder(BodyReader):
    """Finds titles and institutions in the sentences of one document, given their names.

    `descriptors` are the nouns by which this article introduces people («соперницы Светланы Тихановской»).
    """

    def __init__(self, document: Document, registry: Registry, descriptors: frozenset[str]) -> None:
        super().__init__(document, registry)
        self.offices = _office_index(document.lang)
        self.modifiers = _modifiers(document.lang)
        self.outer: frozenset[Case] = frozenset()
        self.descriptors = descriptors | frozenset(self.language.anaphors)

    def read(self, sentence: Sentence, names: list[Draft]) -> list[Draft]:
        """Return the names, some with a title, and the new mentions of the sentence."""
        self.begin(sentence, names)
        i = sentence.first
        while i < sentence.last:
            i = (
                self._title(i)
                or self._side(i)
                or self._institution_here(i)
                or self._collective(i)
                or self._body_here(i)
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
        before = self._adjective_before(i)
        first = before.first if before else i
        draft = Draft(first, stop, "role", "Person", "", gender=self._gender(i), role=row.id)
        inner = before or next(
            (self.at[k] for k in range(i, stop) if k in self.at and self.at[k].kind == "adjective"), None
        )
        cases = word_cases(self.document, i, i + 1, None, False)
        if modified := self._modifier(draft.first, str(row.get("role"))):
            change, start = modified
            draft.modifier = str(change.get("modifier"))
            if change.get("governs"):  # «и. о. министра X»: the holder stands in the case of the whole
                cases, draft.first = word_cases(self.document, start, start + 1, None, False) or ALL_CASES, start
        of, stop = self._of(stop, cases, str(row.get("role")) in _SERVING)
        if inner and not of:
            of = [inner]
        plural = plural or (len(of) > 1 and self._may_be_plural(i))  # «главы МИД России и Турции»
        draft.number = "plur" if plural else "sing"
        draft.of = of[0] if of else None
        draft.last = stop
        place_in_sentence(draft, self.document, self.sentence, cases)
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

    def _modifier(self, first: int, role: str) -> tuple[Row, int] | None:
        """Return the row of the words before a title that change it, former or acting, and where they begin."""
        for pattern, row in self.modifiers:
            for start in range(max(self.sentence.first, first - _MODIFIER), first):
                taken = match_at(pattern, self.tokens, range(start, first), 0)
                if taken and taken[-1] == first - 1 and str(row.get("before") or "") in role:
                    return row, start
        return None

    def title_of(self, i: int, outer: frozenset[Case]) -> Draft | None:
        """Read a title in the genitive that begins at i; names in a case of `outer` belong to the title before."""
        if not self._office(i) or "gen" not in word_cases(self.document, i, i + 1, None, False) or self._is_plural(i):
            return None
        before = len(self.new)
        waiting, self.outer = self.outer, outer
        stop = self._title(i)
        self.outer = waiting
        made = self.new[before:]
        if made and stop:
            return made[-1]
        return next((d for d in self.at.values() if d.last == stop), None)

    def _give(self, name: Draft, row: Row, of: Draft | None, title: Draft) -> None:
        name.role, name.of, name.modifier = row.id, of, title.modifier
        name.preposition, name.attribute_of = title.preposition, title.attribute_of
        name.cases = (name.raw & title.cases) or title.cases  # not the genitive that the title beside it suggested
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
        keys = sorted([key for key in self.tokens[i].keys if key in self.offices])
        inside = self.covered.get(i) if keys else None
        if not keys or (inside is not None and inside.type in ("Person", "State", "Place")):
            return None
        where = range(i, min(i + 8, self.sentence.last))
        best: tuple[Row, int] | None = None
        for key in keys:
            for row, pattern in self.offices[key]:
                taken = match_at(pattern, self.tokens, where, 0)
                if taken and (best is None or taken[-1] + 1 > best[1]):
                    best = row, self._before_name(taken[-1] + 1, i)
        return best

    def _before_name(self, stop: int, first: int) -> int:
        """Return the token after a title, without a party's name at its end: «лидер | Партии регионов»."""
        name = self.covered.get(stop - 1)
        if name is None or name.type != "Organization" or name.known or name.kind != "name" or name.first <= first:
            return stop
        heads = {noun for noun, kinds in self.language.bodies.items() if kinds & _PARTIES}
        return name.first if self.tokens[stop - 1].lemmas & heads else stop

    def _names_several(self, i: int, stop: int) -> bool:
        """Whether a title of two words is plural by its second: «главы государств», not «глава государства»."""
        wholes = self.language.plurals["of"]
        return self._may_be_plural(i) and any(
            t.lemmas & wholes and all(r.number == "plur" for r in t.readings if r.pos == "NOUN")
            for t in self.tokens[i + 1 : stop]
        )

    def _may_be_plural(self, i: int) -> bool:
        return any(r.number == "plur" for r in self.tokens[i].readings)

    def _gender(self, i: int) -> str | None:
        genders = {r.gender for r in self.tokens[i].readings if r.pos == "NOUN"}
        return "fem" if genders == {"fem"} else None  # «глава», «президент» say nothing about the holder

    # --- what a title is of

    def _of(self, j: int, cases: frozenset[Case], serving: bool) -> tuple[list[Draft], int]:
        """Return the states, institutions, titles or persons after a title in these cases, and the token after them."""
        found: list[Draft] = []
        while True:
            one = self._genitive(j, cases, serving)
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

    def _genitive(self, j: int, outer: frozenset[Case], serving: bool) -> Draft | None:
        """Return the mention in the genitive that begins at j, made now if it is an institution or a title."""
        if j < self.sentence.last and self.tokens[j].norm in self.language.attached:
            j += 1
        j = self._after_adjectives(j)
        if j >= self.sentence.last:
            return None
        draft = self.at.get(j)
        quoted = self.tokens[j].text in OPENERS
        if draft is None and quoted:
            draft = self.at.get(j + 1)
        institution = self._institution(j, outer)
        if institution is not None:
            self.new.append(institution)
            return institution
        if draft is not None and draft.type in ("State", "Organization") and draft.kind == "name":
            if quoted:
                self._take_quotes(draft)
            return draft if quoted or "gen" in draft.raw else None
        if draft is not None and draft.type == "Person":
            return draft if serving and self._genitive_name(draft, outer) else None
        body = self._body_noun(j)
        if body is not None and "gen" in body.raw:
            self.new.append(body)
            return body
        return self.title_of(j, outer)

    def _take_quotes(self, name: Draft) -> None:
        """Let a name in quotation marks have them, so that what follows stands right after it."""
        before, after = name.first - 1, name.last
        opened = before >= self.sentence.first and self.tokens[before].text in OPENERS
        if opened and after < self.sentence.last and self.tokens[after].text in CLOSERS:
            name.first, name.last = before, after + 1

    def _body_here(self, i: int) -> int | None:
        draft = self._body_noun(i)
        if draft is None:
            return None
        self.new.append(draft)
        return draft.last

    def _after_adjectives(self, j: int) -> int:
        """Return the token after adjectives in the genitive: «представитель эфиопского МИД», «лидер новой партии»."""
        at = j
        while at < min(j + _MOST_ADJECTIVES, self.sentence.last):
            token, name = self.tokens[at], self.at.get(at)
            if name is not None and name.kind != "adjective":
                return at
            if not token.is_a("ADJ", "DET") or "gen" not in token.cases or token.is_a("NOUN"):
                return at
            at += 1
        return at

    def _genitive_name(self, draft: Draft, outer: frozenset[Case]) -> bool:
        """Whether a person after a title is whom it serves, not its holder: in the genitive alone, and not in its case.

        Where both are in the genitive a full name is the holder's: «пресс-секретаря Дмитрия Пескова».
        """
        genitive = draft.cases <= {"gen", "acc"} and draft.attribute_of is not None and "nom" not in draft.raw
        return genitive and (not draft.raw & outer or draft.last - draft.first == 1)

    # --- names after a title

    def _names(self, j: int, title: Draft, most: int) -> tuple[list[Draft], int]:
        found: list[Draft] = []
        if title.number == "sing":
            j = self._over_genitives(j, title.cases)
        while j < self.sentence.last:
            draft = self.at.get(j)
            agrees = draft is not None and draft.type == "Person" and draft.raw & title.cases
            if not agrees or draft is None or draft.role or draft.raw & self.outer:
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

    def _over_genitives(self, j: int, cases: frozenset[Case]) -> int:
        """Return where a name stands after more words of its title («министр по делам территорий X»), else j itself."""
        at = j
        while at < min(j + _MOST_BETWEEN, self.sentence.last):
            name, token = self.at.get(at), self.tokens[at]
            if name is not None and name.type == "Person":
                return j if self.tokens[at - 1].readings[0].pos == "ADP" else at  # «премьера до Газаха»
            if name is not None:
                at = name.last
            elif token.text[:1].islower() and (
                token.readings[0].pos == "ADP"
                or (token.is_a("NOUN", "ADJ", "DET") and token.cases & {"gen", "dat", "loc"})
                or self._describes(at, cases)
            ):
                at += 1
            else:
                return j
        return j

    def _describes(self, i: int, cases: frozenset[Case]) -> bool:
        """Whether the noun at i describes the person named right after it: «представитель хунты полковник X»."""
        name = self.at.get(i + 1)
        animate = any(r.pos == "NOUN" and r.animate and r.case in cases for r in self.tokens[i].readings)
        return animate and name is not None and name.type == "Person"

    # --- plurals and descriptions

    def _descriptor(self, i: int) -> int | None:
        """A noun that stands for a person told before: «политик», or what the article calls somebody beside a name."""
        token = self.tokens[i]
        if i in self.covered or not token.is_a("NOUN") or not token.lemmas & self.descriptors or self._is_plural(i):
            return None
        following = self.at.get(i + 1)
        if following is not None and following.type == "Person" and _one_person(token, following):
            return None
        draft = Draft(i, i + 1, "role", "Person", next(iter(sorted(token.lemmas & self.descriptors))))
        draft.gender = self.language.anaphors.get(draft.lemma) or None
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


def _one_person(noun: Token, name: Draft) -> bool:
    """Whether a noun and the name after it can be one person: same case and gender («соперница Лукашенко» is not)."""
    readings = [r for r in noun.readings if r.pos == "NOUN" and r.case in name.raw]
    return any(r.gender is None or name.gender is None or r.gender == name.gender for r in readings)

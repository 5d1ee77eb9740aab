"""The forms of a name: its cases, gender and nominative; registry and article know better than the dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extraction.drafts import Draft, place_in_sentence, word_cases
from kg.extraction.gazetteer import gazetteer
from kg.extraction.inflection import ALL_CASES, FIXED_ENDINGS, cases_from, guess_nominative
from kg.extraction.orgnames import body_name
from kg.extraction.phrases import preposition_before, surname_cases
from kg.model import Case, Document, Sentence, Token
from kg.morphology import is_word, loose_stem, nominative, normalise, stem
from kg.registry import Registry
from kg.registry.keys import given_names
from kg.registry.quoted import bare

_OBLIQUE = (
    "а",
    "я",
    "у",
    "ю",
    "ы",
    "ьи",
    "ом",
    "ем",
    "єм",
    "им",
    "ым",
    "ой",
    "ою",
    "ові",
    "еві",
    "ого",
)  # endings of surnames nobody knows that show their case


class NameForms:
    """Answers for one document; `told` are nominatives that the article itself shows, by stem."""

    def __init__(self, document: Document, registry: Registry, told: Mapping[str, frozenset[str]]) -> None:
        self.document, self.registry, self.tokens, self.told = document, registry, document.tokens, told
        self.gazetteer = gazetteer(registry, document.lang)

    def known_person(self, first: int, last: int) -> str | None:
        """Return the id of the one known person with this full name, whatever its case."""
        words = tuple(loose_stem(t.text) for t in self.tokens[first:last] if t.text[:1].isalpha())
        found = self.gazetteer.people.get(words, set())
        return next(iter(found)) if len(found) == 1 else None

    def place(self, draft: Draft, sentence: Sentence, surname: str) -> None:
        """Find the cases of a name by its words and what stands before it."""
        as_name = draft.type in ("Person", "Place", "State")
        cases = word_cases(self.document, draft.first, draft.last, draft.gender, as_name)
        if draft.type == "Person" and surname:
            if draft.known and (cases := self._cases_of_known(draft)):
                place_in_sentence(draft, self.document, sentence, cases)
                return
            of_surname = surname_cases(
                surname, self._nominatives(surname), self._is_surname(draft), draft.gender,
                word_cases(self.document, draft.last - 1, draft.last, draft.gender, True),
            )  # fmt: skip
            of_given = self._given_cases(draft)
            of_surname = self._beside_given(draft, surname, of_surname)
            if of_given == {"nom"} and not is_word(surname, self.document.lang):  # «Абдель» stands in all cases
                cases = frozenset()
            cases = (of_given & of_surname) or (of_given & cases) or of_surname
            if cases == {"loc"} and preposition_before(self.tokens, draft.first, sentence.first) is None:
                cases = (of_surname - {"loc"}) or frozenset({"nom"})  # what the dictionary makes up for «Стефані»
        elif self._is_abbreviation(draft):
            cases = ALL_CASES
        elif draft.type == "Organization":
            cases = word_cases(self.document, draft.first, self._after_head(draft), None, False)
        if draft.type != "Person" and "nom" in cases and not surname.endswith(("а", "я")):
            cases |= {"acc"}  # the Ukrainian dictionary forgets it for «Ізраїль»
        place_in_sentence(draft, self.document, sentence, cases)

    def _cases_of_known(self, draft: Draft) -> frozenset[Case]:
        """Return the cases the words of a known person's full name can share, by its nominative; empty if unsure."""
        known = self.registry.known[draft.known or ""]
        words = [t.text for t in self.tokens[draft.first : draft.last] if t.text[:1].isalpha()]
        found: frozenset[Case] = frozenset()
        for name in known.names.get(self.document.lang, ()):
            pairs = list(zip(words, name.split(), strict=False))
            inflected = [(w, n) for w, n in pairs if normalise(w) != normalise(n)]
            shared = ALL_CASES
            for word, nominative_word in (
                inflected or pairs
            ):  # «Юн Сок Ёлю»: only the last word of a Korean name inflects
                shared &= cases_from(word, nominative_word, known.gender)
            if len(words) == len(name.split()):
                found |= shared
        return found

    def _is_surname(self, draft: Draft) -> bool:
        """Whether the dictionary has the last word of a name: after a given name as a surname («Чеку» is no «чек»)."""
        last = self.tokens[draft.last - 1]
        readings = [r for r in last.readings if r.name]
        if draft.last - draft.first > 1 and not any(r.name == "surname" or r.case == "nom" for r in readings):
            return False
        return is_word(last.text, self.document.lang)

    def _beside_given(self, draft: Draft, surname: str, cases: frozenset[Case]) -> frozenset[Case]:
        """Return the cases of a surname in -а that no dictionary has, beside a given name that shows no genitive.

        «Толекан Исмаилова» is a nominative, «Мизенго Пинда» can be one; «Ерлана Байжанова» is left as it is.
        """
        first = self.tokens[draft.first]
        given = normalise(first.text)[-1]
        if draft.last - draft.first < 2 or normalise(surname)[-1] not in "ая" or given == "ь":
            return cases
        if self._is_surname(draft) or surname == first.text:
            return cases
        if given in "аяй":  # «Валерий Бганба» is one, «Антония Урреха» may be one
            own = {r.case for r in first.readings if r.name == "given" and r.number != "plur"}
            return cases if "nom" not in own and is_word(first.text, self.document.lang) else cases | {"nom"}
        return cases | {"nom"} if given in FIXED_ENDINGS else frozenset({"nom"})

    def _nominatives(self, surname: str) -> frozenset[str]:
        """Return the nominatives known for a surname's stem."""
        root = stem(surname)
        return self.gazetteer.nominatives.get(root) or self.told.get(root, frozenset())

    def _given_cases(self, draft: Draft) -> frozenset[Case]:
        """Return the cases the words before a surname can share; unknown words may be nominatives."""
        shared = ALL_CASES
        for token in self.tokens[draft.first : draft.last - 1]:
            names = [r for r in token.readings if r.name in ("given", "patronymic") and r.number != "plur"]
            readings = [r for r in names if r.case and r.case != "voc"]
            known = readings and is_word(token.text, self.document.lang)
            if not readings or (not known and normalise(token.text)[-1] in FIXED_ENDINGS):
                continue
            cases = frozenset(
                r.case for r in readings if r.case and (not draft.gender or r.gender in (draft.gender, None))
            )
            if not known or normalise(token.text) in given_names():
                cases |= {"nom"}
            shared = (shared & cases) or shared
        return shared

    def _after_head(self, draft: Draft) -> int:
        """Return the token after the head noun of a body's name, whose case is that of the whole."""
        heads = (k + 1 for k in range(draft.first, draft.last) if self.tokens[k].readings[0].pos == "NOUN")
        return next(heads, draft.last)

    def _is_abbreviation(self, draft: Draft) -> bool:
        token = self.tokens[draft.first]
        return draft.last - draft.first == 1 and draft.kind == "name" and len(token.text) > 1 and token.text.isupper()

    def registry_gender(self, surname: str, given: str | None) -> str | None:
        """Return the gender of all known people with this surname, and with this given name if there is one."""
        people = [self.registry.known[p] for p in self.gazetteer.surnames.get(stem(surname), ())]
        if given:
            start = stem(given)
            people = [
                p for p in people if any(stem(n.split()[0]) == start for n in p.names.get(self.document.lang, ()))
            ]
        genders = {p.gender for p in people}
        return next(iter(genders)) if len(genders) == 1 else None

    def lemma(self, draft: Draft) -> str:
        """Return the nominative: every word of a person's name, single words of places, other names as they stand."""
        text, lang = self.document.article.text, self.document.lang
        words = self.tokens[draft.first if draft.name_first is None else draft.name_first : draft.last]
        if lang == "en":
            return nominative(bare(text[words[0].span.start : words[-1].span.end]), lang)
        if draft.type == "Person" and draft.known:
            told = (n for n in self.registry.known[draft.known].names.get(lang, ()))
            same = [n for n in told if [loose_stem(w) for w in n.split()] == [loose_stem(t.text) for t in words]]
            if same:
                return same[0]
        if draft.type == "Person":
            given = words[0]
            given_nominative = any(r.case == "nom" and r.name == "given" for r in given.readings)
            if len(words) > 1 and given_nominative and "nom" in draft.cases:
                alike = draft.attribute_of is None and all(normalise(t.text)[-1] in "ая" for t in words)
                if alike or nominative(given.text, lang, draft.gender) == given.text:  # «Антония Урреха»
                    return " ".join(t.text for t in words)
            unsure = (
                draft.gender is None and len(draft.cases) > 1 and len(words) == 1
            )  # «Алиева»: more often a man's genitive
            cases = draft.cases - {"nom"} if draft.attribute_of is not None or unsure else draft.cases
            first = [self._given_nominative(t.text, draft, cases) for t in words[:-1]]
            return " ".join([*first, self._surname_nominative(words[-1].text, draft, cases)])
        if len(words) == 1 and draft.type == "Place":
            return nominative(words[0].text, lang, cases=draft.cases)
        if draft.type == "Organization" and draft.cases:
            return bare(body_name(words, text, lang, draft.cases))
        return bare(text[words[0].span.start : words[-1].span.end])

    def _given_nominative(self, word: str, draft: Draft, cases: frozenset[Case]) -> str:
        """Return the nominative of a word before the surname: the dictionary's, or a guess where the case is sure."""
        if cases and "nom" not in cases and not is_word(word, self.document.lang):
            return guess_nominative(word, cases, draft.gender)
        return nominative(word, self.document.lang, draft.gender, cases=cases)

    def _surname_nominative(self, surname: str, draft: Draft, cases: frozenset[Case]) -> str:
        """Return the nominative of a surname: the registry's or the article's own, else the dictionary's."""
        known = sorted(n for n in self._nominatives(surname) if cases_from(surname, n, draft.gender) & cases)
        told = next((n for n in known if n == normalise(surname)), known[0] if len(known) == 1 else None)
        if told is not None and surname[:1].isupper() and not surname.isupper():
            return surname[: len(told)] if surname.lower().startswith(told) else told.title()
        unknown = "-" not in surname and not self._is_surname(draft)
        if unknown and cases == {"gen"} and self.document.lang == "uk" and surname.endswith("и"):
            return surname[:-1] + "а"  # «Йована Калаби»; names that do not inflect end in -і
        if unknown and cases and "nom" not in cases and surname.endswith(_OBLIQUE):
            return guess_nominative(surname, cases, draft.gender)
        if unknown and normalise(surname)[-1] in FIXED_ENDINGS:
            return surname
        if unknown and "nom" in cases and draft.last - draft.first > 1 and normalise(surname)[-1] in "ая":
            return surname
        return nominative(surname, self.document.lang, draft.gender, cases=cases)


def agree(names: Sequence[Draft], found: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Give names the case of the title after a comma: «Пхумтаму Вечаячаю, премьеру Таиланда»."""
    named = {d.last: d for d in names if d.kind == "name" and d.type == "Person"}
    for title in found:
        name = named.get(title.first - 1)
        if title.kind != "role" or title.role is None or name is None or tokens[name.last].text != ",":
            continue
        if title.number == "sing" and "nom" not in title.raw and name.cases & title.raw:
            name.cases &= title.raw

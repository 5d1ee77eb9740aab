"""Questions kept in `queries/*.rq`: plain SPARQL 1.1 with a header that says title, description, parameters, examples.

    # title: Who called whom              `-ru` and `-uk` after title, about and param: the same in these languages
    # about: One row per sentence ...
    # param actor actor : one who took part
    # param-uk actor : хто брав участь

A file runs as it stands in any SPARQL engine. Each parameter is a clause `VALUES ?name { UNDEF }`; binding puts a
serialised RDF term in the place of `UNDEF`, or takes the clause out when nothing is given. User text is never pasted.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from kg.errors import QueryError
from kg.model import Stance, StatementKind, Status
from kg.paths import folder

ParamType = Literal["actor", "date", "string", "integer", "kind"]
Value = str | int | Sequence[str | int]
Resolve = Callable[[str], Iterable[str]]

KG = "https://w3id.org/actorgraph/ns#"
PREFIXES: Mapping[str, str] = {
    "kg": KG,
    "id": "https://w3id.org/actorgraph/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
    "wd": "http://www.wikidata.org/entity/",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_HEADER = re.compile(r"^#\s*(?:(title|about)(?:-(\w+))?\s*:|(param)(?:-(\w+))?\s|(example|budget)\s*:)\s*(.*)$")
_PARAM = re.compile(r"^(\w[\w-]*)\s+(\w+)(?:\s+default=(\S+))?\s*:\s*(.+)$")
_TRANSLATION = re.compile(r"^(\w[\w-]*)\s*:\s*(.+)$")
_CLAUSE = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}\s*\.?")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_KINDS: tuple[str, ...] = (
    *("PhoneCall", "Meeting", "Statement", "Election", "Event", "Figure", "Post", "Article"),
    *("Person", "State", "Organization", "Group", "Place", "protest"),
    *("voteShare", "result", "detained", "killed", "injured", "participants", "age"),
    *get_args(StatementKind),
    *get_args(Stance),
    *get_args(Status),
)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a question, with `helps` by language; without value and default it is left open."""

    name: str
    type: ParamType
    helps: Mapping[str, str]
    default: str | None = None

    def help(self, lang: str = "en") -> str:
        """Return what it means in a language, in English if it is not told in that."""
        return self.helps.get(lang) or self.helps["en"]


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the catalogue.

    `titles` and `abouts`, which describe a row and the order, by language; `budget` in milliseconds on a million quads.
    """

    name: str
    titles: Mapping[str, str]
    abouts: Mapping[str, str]
    params: tuple[Param, ...]
    examples: tuple[str, ...]
    budget: int | None
    text: str

    def title(self, lang: str = "en") -> str:
        """Return the title in a language, in English if there is none."""
        return self.titles.get(lang) or self.titles["en"]

    def about(self, lang: str = "en") -> str:
        """Return the description in a language, in English if there is none, else nothing."""
        return self.abouts.get(lang) or self.abouts.get("en", "")

    def param(self, name: str) -> Param:
        """Return the parameter of this name; raises QueryError with the nearest name."""
        for param in self.params:
            if param.name == name:
                return param
        known = [p.name for p in self.params]
        raise QueryError(f"query '{self.name}' has no parameter '{name}'{_nearest(name, known)}")

    def bind(self, values: Mapping[str, Value | None], resolve: Resolve) -> str:
        """Return SPARQL with the parameters bound as terms.

        `resolve` turns the name of an actor into IRIs. Several values of one parameter mean any of them; what is None
        stays open. Raises QueryError for an unknown parameter or a value that does not fit its type.
        """
        given = {self.param(name).name: value for name, value in values.items() if value is not None}
        terms: dict[str, list[str]] = {}
        for param in self.params:
            value = given.get(param.name, param.default)
            if value is not None and value != "":
                many = [value] if isinstance(value, (str, int)) else value
                terms[_variable(param.name)] = [t for v in many for t in _terms(param, str(v), resolve)]
        return _CLAUSE.sub(lambda m: _values(m.group(1), terms), self.text)


def kinds_for(param: Param) -> tuple[str, ...]:
    """Return the values a kind may have: those its help names, else all."""
    told = param.help()
    named = tuple(word for word in re.findall(r"[A-Za-z]+", told) if word in _KINDS)
    return named if named and "such as" not in told else _KINDS


def with_prefixes(sparql: str) -> str:
    r"""Return a query with a PREFIX line for each usual prefix that it uses and does not declare.

    >>> with_prefixes("ASK { ?s a kg:Person ; <kg:x> 'skos:y' }")
    "PREFIX kg: <https://w3id.org/actorgraph/ns#>\nASK { ?s a kg:Person ; <kg:x> 'skos:y' }"
    """
    if not any(f"{p}:" in sparql and not re.search(rf"(?i)\bPREFIX\s+{p}:", sparql) for p in PREFIXES):
        return sparql
    words = [m.group() for m in _LEXEME.finditer(sparql) if not m.group().isspace()]
    declared = {name.partition(":")[0] for word, name in pairwise(words) if word.upper() == "PREFIX"}
    used = {word.partition(":")[0] for word in words if word[0] not in "#<'\"?$@_"}
    lines = [f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if p in used - declared and f"{p}:" in sparql]
    return "".join(lines) + sparql


@cache
def catalogue() -> Mapping[str, Query]:
    """Return all questions by name, in alphabetical order."""
    files = sorted(folder("queries").glob("*.rq"))
    return {f.stem: parse(f.stem, f.read_text(encoding="utf-8")) for f in files}


def find(name: str) -> Query:
    """Return the question of this name; raises QueryError with the nearest name."""
    path = folder("queries") / f"{name}.rq"
    if re.fullmatch(r"[\w-]+", name) and path.is_file():
        return parse(name, path.read_text(encoding="utf-8"))
    raise QueryError(f"no query named '{name}'{_nearest(name, catalogue())}; `kg ask --list` shows all")


def parse(name: str, text: str) -> Query:
    """Read a `.rq` file; raises QueryError if the header is wrong or a parameter has no VALUES clause."""
    titles: dict[str, str] = {}
    abouts: dict[str, str] = {}
    params: dict[str, Param] = {}
    examples: list[str] = []
    budget = None
    for line in text.splitlines():
        header = _HEADER.match(line)
        if not header:
            continue
        key = header[1] or header[3] or header[5]
        lang, rest = header[2] or header[4], header[6]
        if key in ("title", "about"):
            told = titles if key == "title" else abouts
            if (lang or "en") in told:
                raise QueryError(f"{name}.rq: two lines '# {key}' in one language")
            told[lang or "en"] = rest
        elif key == "param":
            param = _translated(name, params, lang, rest) if lang else _param(name, rest)
            params[param.name] = param
        elif key == "example":
            examples.append(rest)
        else:
            budget = int(rest.split()[0])
    if "en" not in titles:
        raise QueryError(f"{name}.rq: no '# title:' line")
    open_clauses = set(_CLAUSE.findall(text))
    for param in params.values():
        if _variable(param.name) not in open_clauses:
            raise QueryError(f"{name}.rq: no clause 'VALUES ?{_variable(param.name)} {{ UNDEF }}' for '{param.name}'")
    return Query(name, titles, abouts, tuple(params.values()), tuple(examples), budget, text)


def _param(name: str, line: str) -> Param:
    match = _PARAM.match(line)
    if not match or match.group(2) not in get_args(ParamType):
        raise QueryError(f"{name}.rq: a parameter line reads '# param NAME TYPE default=... : help', not '{line}'")
    kinds: dict[str, ParamType] = {k: k for k in get_args(ParamType)}
    return Param(match.group(1), kinds[match.group(2)], {"en": match.group(4)}, match.group(3))


def _translated(name: str, params: Mapping[str, Param], lang: str, line: str) -> Param:
    match = _TRANSLATION.match(line)
    if not match:
        raise QueryError(f"{name}.rq: the help of a parameter reads '# param-{lang} NAME : help', not '{line}'")
    told, words = match.groups()
    if told not in params:
        raise QueryError(f"{name}.rq: no '# param {told}' above its '# param-{lang}'{_nearest(told, params)}")
    return replace(params[told], helps={**params[told].helps, lang: words})


def _variable(name: str) -> str:
    return name.replace("-", "_")


def _values(variable: str, terms: Mapping[str, list[str]]) -> str:
    if variable not in terms:
        return ""
    return f"VALUES ?{variable} {{ {' '.join(terms[variable])} }}"


def _terms(param: Param, value: str, resolve: Resolve) -> list[str]:
    """Return serialised terms for one value; several only for an actor known under several IRIs."""
    if param.type == "actor":
        return [iri(i) for i in resolve(value)]
    if param.type == "date":
        return [literal(day(value, last=param.name == "until"), f"{_XSD}date")]
    if param.type == "integer":
        if not re.fullmatch(r"[+-]?\d{1,18}", value):
            raise QueryError(f"--{param.name} wants a whole number, not '{value}'")
        return [literal(str(int(value)), f"{_XSD}integer")]
    if param.type == "kind":
        if value not in _KINDS:
            raise QueryError(f"--{param.name}: no kind '{value}'{_nearest(value, _KINDS)}")
        return [iri(KG + value)]
    return [literal(value)]


def day(value: str, last: bool = False) -> str:
    """Return the first (or last) day of an ISO date at any precision; raises QueryError for anything else.

    >>> day("2020-02"), day("2020-02", last=True), day("2020", last=True)
    ('2020-02-01', '2020-02-29', '2020-12-31')
    """
    match = _DATE.match(value.strip())
    if match:
        year, month, dom = (int(g) if g else None for g in match.groups())
        month = month or (12 if last else 1)
        if year and 1 <= month <= 12:
            length = monthrange(year, month)[1]
            dom = dom or (length if last else 1)
            if 1 <= dom <= length:
                return f"{year:04}-{month:02}-{dom:02}"
    raise QueryError(f"not a date: '{value}'; write 2020-08-15, 2020-08 or 2020")


def is_iri(value: str) -> bool:
    """Whether a text is an IRI."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*", value) is not None


def iri(value: str) -> str:
    """Serialise an IRI; raises QueryError for text that is none."""
    if not is_iri(value):
        raise QueryError(f"not an IRI: {value!r}")
    return f"<{value}>"


def literal(value: str, datatype: str | None = None) -> str:
    r"""Serialise a literal; whatever the text holds, it stays one literal.

    >>> print(literal('a "b" } # c'))
    "a \"b\" } # c"
    """
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise QueryError("the text is not valid Unicode")
    escaped = re.sub(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029]', _escape, value)
    return f'"{escaped}"' + (f"^^<{datatype}>" if datatype else "")


def _escape(match: re.Match[str]) -> str:
    sign = match.group()
    return {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign) or f"\\u{ord(sign):04X}"


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean '{near[0]}'?" if near else ""


# --- what may be sent to a store -------------------------------------------------------------------------------------

_LEXEME = re.compile(
    r"""(?P<skip> [\s;,.()\[\]*=!&|+/^{}]+ | \#[^\r\n]* | \"{3}(?:\\.|(?!\"{3}).)*\"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
        | \"(?:\\.|[^"\\\r\n])*\" | '(?:\\.|[^'\\\r\n])*' | <[^<>"{}|^`\\\x00-\x20]*>
        | [?$]\w+ | @[A-Za-z-]+ | _:\S+ | [\w.-]*:(?:\\.|[\w.:%-])*)
      | (?P<word> [A-Za-z]+) | .""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


def keywords(sparql: str) -> list[str]:
    """Return the bare words of a query in upper case: no strings, IRIs, names, variables or comments.

    >>> keywords("SELECT * { ?service :service 'SERVICE' } # SERVICE")
    ['SELECT']
    """
    return list(_words(sparql))


def _words(sparql: str) -> Iterator[str]:
    return (m.group("word").upper() for m in _LEXEME.finditer(sparql) if m.group("word"))


def _unescaped(sparql: str) -> str:
    r"""Resolve `\uXXXX`, which engines may do before they split a query into words."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)),
        sparql,
    )


def check_read_only(sparql: str, allow_service: bool = False) -> None:
    """Raise QueryError for an update, and for SERVICE, which makes the engine call out to other machines."""
    verb = next((w for w in _words(sparql) if w in _UPDATES or w in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")
    if verb in _UPDATES:
        raise QueryError(f"{verb} changes the store; kg query only reads (use kg add and kg remove)")
    plain = _unescaped(sparql)
    if allow_service or "SERVICE" not in plain.upper():
        return
    if "SERVICE" in {*_words(sparql), *_words(plain)}:
        raise QueryError("SERVICE would send data to another machine; add --allow-service if you want that")

"""Small extractions made of few actors, days and outlets, so that articles meet on the same events."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from kg.model import (
    Actor,
    Article,
    Cast,
    Date,
    Document,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Meeting,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Span,
    Statement,
)

TEXT = "Слово за словом складывается маленькая новость о людях и странах."
LONG = " ".join(f"слово{i} идёт за словом{i * 7 % 50}" for i in range(40))
_NAMES = {
    "ann": (("ru", "Анна Берг"), ("en", "Anna Berg")),
    "bob": (("ru", "Боб Тан"), ("uk", "Боб Тан"), ("ru", "Роберт Тан")),
    "eve": (("en", "Eve"),),
    "tan": (("ru", "Тан"),),
    "land": (("ru", "Страна"), ("en", "Land")),
    "isle": (("ru", "Остров"),),
}
_TYPES = {"land": "State", "isle": "State"}
_CANONICAL = {"ann": "person/anna-berg", "land": "state/land"}


@st.composite
def _evidence(draw):
    start = draw(st.sampled_from((0, 6, 9)))
    span = Span(start, start + draw(st.sampled_from((5, 20))))
    return Evidence(span, span.of(TEXT))


_people = st.sampled_from(("ann", "bob", "eve", "tan"))
_day = st.sampled_from((None, "2024-05-01", "2024-05-02", "2024-05", "2024-05-01/2024-05-03"))
_status = st.sampled_from(("held", "held", "ongoing", "planned", "proposed", "refused"))
_source = st.sampled_from((None, "ann", "exit polls"))


@st.composite
def _fact(draw, number: int, statements: tuple[str, ...]) -> Fact:
    day = draw(_day)
    base = {
        "rule": draw(st.sampled_from(("r1", "r2"))),
        "evidence": draw(_evidence()),
        "within": draw(st.sampled_from((None, None, *statements))),
    }
    date = Date(day, "told") if day else None
    match draw(st.sampled_from(("call", "call", "meeting", "vote", "result", "stance", "office", "protest"))):
        case "call":
            who = draw(st.sampled_from((None, "ann", "bob")))
            free = who and statements and not base["within"]
            told = (("initiator", draw(st.sampled_from(statements))),) if free and draw(st.booleans()) else ()
            ordinal = draw(st.sampled_from((None, 2, 3)))
            return PhoneCall(
                id=f"e{number}",
                participants=("ann", "bob", *draw(st.sampled_from(((), ("tan",))))),
                status=draw(_status),
                initiator=who,
                attributed=told,
                ordinal=ordinal,
                date=date,
                **base,
            )
        case "meeting":
            place = draw(st.sampled_from((None, "Вена", "Рим")))
            people = tuple(draw(st.lists(_people, min_size=1, unique=True)))
            status = draw(_status)
            return Meeting(
                id=f"e{number}", participants=people, place=place, topics=("мир",), date=date, status=status, **base
            )
        case "vote":
            office = draw(st.sampled_from((None, "president", "parliament")))
            return Election(id=f"e{number}", state="land", office=office, date=date, **base)
        case "result":
            share, outcome = draw(st.sampled_from(((51.5, None), (None, "won"), (None, None), (60.0, "won"))))
            return ElectionResult(
                id=f"f{number}",
                candidate=draw(_people),
                state="land",
                share=share,
                outcome=outcome,
                according_to=draw(_source),
                **base,
            )
        case "stance":
            return Recognition(id=f"s9{number}", actor="ann", stance="rejects", target="victory", state="land", **base)
        case "office":
            role, of = draw(st.sampled_from(("president", "mayor"))), draw(st.sampled_from(("land", "isle")))
            return Office(id=f"p{number}", person=draw(_people), role=role, of=of, **base)
        case _:
            return Protest(
                id=f"e{number}",
                state=draw(st.sampled_from((None, "land"))),
                place=draw(st.sampled_from((None, "Рим"))),
                date=date,
                detained=draw(st.sampled_from((None, 5, 7))),
                according_to=draw(_source),
                **base,
            )


@st.composite
def extractions(draw, name: str | None = None) -> Extraction:
    """An extraction of one of four articles; the same article may come out differently."""
    name = name or draw(st.sampled_from(("a", "b", "c", "d")))
    spoken = [
        Statement(id=f"s{i}", rule="say", evidence=draw(_evidence()), speaker=draw(_people), kind="says")
        for i in range(1, draw(st.integers(0, 2)) + 1)
    ]
    ids = tuple(s.id for s in spoken)
    facts = [*spoken, *(draw(_fact(i, ids)) for i in range(draw(st.integers(0, 4))))]
    used = draw(st.booleans())
    actors = tuple(
        Actor(
            key,
            _TYPES.get(key, "Person"),
            names[: 1 if used else None],
            canonical=_CANONICAL.get(key),
            reasons=("made up",),
        )
        for key, names in _NAMES.items()
    )
    article = Article(
        id=name,
        text=f"{TEXT} {'' if name == 'd' else LONG} {name}",
        lang="ru",
        url=f"https://news.example/{name}",
        source={"a": "Outlet", "b": "Outlet", "c": "Other"}.get(name),
        published=draw(st.sampled_from((None, "2024-05-01", "2024-05-03", "2024-05-25"))),
    )
    document = Document(article=article, lang="ru", published=None, sentences=(), tokens=(), clauses=())
    return Extraction(document, Cast(actors, (), ()), tuple(facts))


def renamed(extraction: Extraction, **changes: object) -> Extraction:
    """The same with other fields of the article."""
    document = replace(extraction.document, article=replace(extraction.article, **changes))
    return replace(extraction, document=document)

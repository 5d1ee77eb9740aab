"""Networks to draw: a small invented one, one full of traps, a large one, and that of the two real articles."""

from __future__ import annotations

import random
from collections.abc import Iterator

from kg.model import ElectionResult, Extraction, Meeting, Office, PhoneCall, Recognition, Statement
from kg.views.network import Network, from_rows

HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "href </title></script><script>document.title='owned'</script>",
    "]]> & &amp; ' \" `${1+1}` \\u003c \x00\x1b[31m\x7f\u202e\ud800\ufffe",
    '=HYPERLINK("http://evil.example")',
    "javascript:alert(1)//<svg onload=document.title='owned'>",
    "Щ" * 500,
    "🇺🇦 Рада 🕊️ 国家 e\u0301\u0301\u0301",
)


def hostile_network() -> Network:
    """Names, kinds, sources, sentences and ids that try to break every format."""
    ids = [f"id/{number}{name}" for number, name in enumerate(HOSTILE)]
    actors = [{"actor": i, "label": name, "type": name[:9], "lang": "en"} for i, name in zip(ids, HOSTILE, strict=True)]
    actors += [{"actor": ids[0], "label": 'a, "b" [c]', "lang": "uk"}]
    rows = [
        {
            "source": ids[n],
            "target": ids[(n + step) % len(ids)],
            "kind": ("call", "meeting", name[:9], "rejects")[n % 4],
            "date": ("2020-08-15", "2020-08", "2020", None)[n % 4],
            "status": ("held", "planned", "refused", name[:9])[(n + step) % 4],
            "event": f"e{n}-{step}{name}",
            "article": f"https://news.example/{n}?a=1,2&b={name[:12]}",
            "outlet": name,
            "sentence": f"{name} — {name}",
            "detail": name,
            "place": name,
            "claimed_by": name if step == 3 and n % 2 else None,
        }
        for n, name in enumerate(HOSTILE)
        for step in (1, 3)
    ]
    return from_rows(rows, actors)


def toy_network(size: int = 8, events: int = 16, *, partial: bool = True) -> Network:
    """Invented actors with a few hubs; some events have a partial date, none, or did not happen."""
    dice = random.Random(size)
    kinds = ("PhoneCall", "Meeting", "says", "accuses", "congratulates", "recognises", "rejects", "holds")
    types = ("person", "person", "person", "state", "org")
    ids = [f"https://example.org/id/{types[n % 5]}/{n}" for n in range(size)]
    words = ("Александра", "Юлія", "Міхал", "Рада", "Совет", "Agnes", "Комиссия", "Їжак")
    actors = [
        {"actor": i, "label": f"{words[n % 8]} {words[(n // 8 + n) % 8]}-{n}", "lang": "ru"} for n, i in enumerate(ids)
    ]
    rows = []
    for n in range(events):
        source = ids[n % size]
        target = ids[min(int(dice.expovariate(8 / size)), size - 1)]
        day = f"2021-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        date = dice.choice((day, day, day, day[:7], None)) if partial else day
        row = {"source": source, "target": target, "kind": dice.choice(kinds), "date": date, "event": f"e{n}"}
        row["status"] = dice.choice(("held", "held", "held", "planned", "refused"))
        for outlet in range(dice.randint(1, 3)):
            article = f"https://paper{outlet}.example/{n}"
            rows.append(row | {"article": article, "sentence": f"Событие номер {n} было таким, пишет {outlet}."})
    return from_rows(rows, actors, "ru")


def gold_network(extractions: list[Extraction], lang: str = "ru") -> Network:
    """What the annotators read in some articles, as rows of a query would tell it."""
    rows, actors = [], []
    for extraction in extractions:
        article = extraction.article
        base = {"article": f"https://news.example/{article.id}", "outlet": article.source or article.id[:3]}
        for actor in extraction.cast.actors:
            actors += [
                {"actor": actor.key, "label": name, "type": actor.type, "lang": tag} for tag, name in actor.names
            ]
        for fact in extraction.facts:
            common = base | {"event": f"{article.id}#{fact.id}", "sentence": fact.evidence.exact}
            rows += [common | row for row in _rows(fact)]
    names = {"ru": "выборы в Белоруссии", "uk": "вибори в Білорусі"}
    actors += [{"actor": "election/belarus", "label": name, "lang": tag} for tag, name in names.items()]
    return from_rows(rows, actors, lang)


def _rows(fact: object) -> Iterator[dict[str, object]]:
    match fact:
        case PhoneCall() | Meeting():
            common = {"kind": type(fact).__name__, "date": fact.date and fact.date.value, "status": fact.status}
            common["detail"] = "; ".join(fact.topics)
            caller = getattr(fact, "initiator", None)
            for n, one in enumerate(fact.participants):
                for two in fact.participants[n + 1 :]:
                    pair = (two, one) if caller == two else (one, two)
                    yield common | {"source": pair[0], "target": pair[1], "directed": caller in pair}
        case Statement():
            for target in dict.fromkeys((*([fact.addressee] if fact.addressee else []), *fact.about)):
                date = fact.date and fact.date.value
                yield {"source": fact.speaker, "target": target, "kind": fact.kind, "date": date}
        case Recognition():
            target = f"election/{fact.state}" if fact.target in ("election", "victory") else fact.target
            yield {"source": fact.actor, "target": target, "kind": fact.stance}
        case Office():
            yield {"source": fact.person, "target": fact.of, "kind": "holds", "detail": fact.role}
        case ElectionResult():
            share = f"{fact.share:g} %" if fact.share else fact.outcome
            yield {
                "source": fact.candidate,
                "target": f"election/{fact.state}",
                "kind": "candidate-of",
                "detail": f"{share}, {fact.according_to}",
            }

"""IRIs of articles, of what stands in them, and of what they denote. Any string may come in; only legal IRIs go out."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.model import Article, Span
from kg.rdf.vocab import ID, NS

# Reserved and unreserved characters of RFC 3986 but for "#" (an article's own separator) and brackets (hosts only).
_URL_SAFE = ":/?@!$&'()*+,;=-._~%"
_KEY_SAFE = "/-._~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def escape(text: str) -> str:
    """Percent-encode all but letters, digits and `/-._~`; lone surrogates too.

    >>> escape("a b>é")
    'a%20b%3E%C3%A9'
    """
    return quote(text.encode("utf-8", "surrogatepass"), safe=_KEY_SAFE)


def digest(*parts: str) -> str:
    """Return 16 hex digits that stand for these strings in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_iri(article: Article) -> NamedNode:
    """Return the article's url as an IRI, or one made from its text if it has none that could be an IRI.

    Illegal characters, non-ASCII letters and `#` are percent-encoded. Our own namespaces are not for articles.

    >>> article_iri(Article(id="x", text="y", url="https://news.example/a b#c")).value
    'https://news.example/a%20b%23c'
    """
    return _from_url((article.url or "").strip()) or NamedNode(
        f"{ID}article/{hashlib.sha256(article.text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    )


@lru_cache(maxsize=4096)
def _from_url(url: str) -> NamedNode | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or url.startswith((ID, NS.rstrip("#"))):
        return None
    clean = quote(_STRAY_PERCENT.sub("%25", url).encode("utf-8", "surrogatepass"), safe=_URL_SAFE)
    try:
        return NamedNode(clean)
    except ValueError:
        return None


def local(article: NamedNode, name: str) -> NamedNode:
    """Return the node `<article>#name`, percent-encoded."""
    return NamedNode(f"{article.value}#{escape(name)}")


def actor_iri(article: NamedNode, key: str) -> NamedNode:
    """Return the node of an actor as the article speaks of it: `<article>#a/key`."""
    return local(article, f"a/{key}")


def passage_iri(article: NamedNode, span: Span) -> NamedNode:
    """Return the RFC 5147 fragment of a span: `<article>#char=120,134`."""
    return NamedNode(f"{article.value}#char={span.start},{span.end}")


def content_iri(node: NamedNode) -> NamedNode:
    """Return the graph that holds what a statement or figure claims."""
    return NamedNode(f"{node.value}/content")


def canonical_iri(name: str) -> NamedNode:
    """Return `id:name`, percent-encoded."""
    return NamedNode(ID + escape(name))


def article_of(node: NamedNode) -> str:
    """Return the IRI of the article that a node or graph belongs to."""
    return node.value.partition("#")[0]

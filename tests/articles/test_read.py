import io
import json
import socket
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings

from kg.articles import READERS, Defaults, iso_date, read
from kg.articles.decode import MAX_BYTES
from kg.errors import ArticleError
from kg.model import Article
from tests.strategies import news_text

RU = "Министр уехал в столицу\n\nМинистр культуры Анна Новак в среду уехала в столицу и там встретилась с коллегами."
UK = "Міністерка поїхала до столиці\n\nМіністерка культури Анна Новак у середу поїхала до столиці, де її чекали колеги."


def one(path, **more):
    (found,) = read([path], **more)
    return found


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- text and Markdown ---


def test_plain_text(tmp_path):
    article = one(put(tmp_path, "my-article.txt", RU))
    assert (article.id, article.text, article.lang) == ("my-article", RU, "ru")
    assert article.title == "Министр уехал в столицу"
    assert [zone.kind for zone in article.zones] == ["headline", "body"]


def test_front_matter_is_taken_as_written(tmp_path):
    matter = 'ID: 007\nlang: uk-UA\ndate: 2021-05-03\nsource: "Вісник: ранок"\nurl: https://e.example/a?b=1\n'
    matter += "author: [А Б, В Г]\n"
    article = one(put(tmp_path, "x.md", f"---\n{matter}---\n\n{UK}"))
    assert article.text == UK
    assert (article.id, article.lang, article.published, article.source) == ("007", "uk", "2021-05-03", "Вісник: ранок")
    assert (article.url, article.author) == ("https://e.example/a?b=1", "А Б, В Г")


def test_what_is_told_wins_and_defaults_fill_gaps(tmp_path):
    path = put(tmp_path, "x.md", f"---\ndate: 2020-01-02\n---\n{RU}")
    article = one(path, defaults=Defaults(date="1999-09-09", source="Вестник", lang="uk"))
    assert (article.published, article.source, article.lang) == ("2020-01-02", "Вестник", "uk")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "empty"),
        (" \n\n ", "empty"),
        ("—\n…", "no text"),
        (f"---\nid: [1\n---\n{RU}", "front matter"),
        (f"---\nid: 1\n{RU}", "never closed"),
        (f"---\njust words\n---\n{RU}", "front matter"),
        (f"---\nlang: be\n---\n{RU}", "'be' is not ru, uk or en"),
        ("---\nid: 5\n---\n", "no text"),
        ("Міністр паехаў у сталіцу, дзе яго чакалі калегі з іншых краін.", "none of ru, uk or en"),
        (b"%PDF-1.4 abc", "PDF"),
        (b"a\x00b\x00\x01\x02c" * 9, "binary"),
    ],
)
def test_a_bad_file_is_one_clear_line_and_the_next_is_read(tmp_path, content, word):
    bad, good = put(tmp_path, "bad.md", content), put(tmp_path, "good.md", RU)
    error, article = read([bad, good])
    assert isinstance(error, ArticleError)
    assert word in str(error)
    assert "bad.md" in str(error)
    assert "\n" not in str(error)
    assert article.id == "good"


@pytest.mark.parametrize("matter", ["a: &x [*x]\nauthor: *x", "author: " + "[" * 3000, "? [a, b]\n: c"])
def test_mischief_in_front_matter(tmp_path, matter):
    assert isinstance(one(put(tmp_path, "x.md", f"---\n{matter}\n---\n{RU}")), Article | ArticleError)


def test_a_date_that_is_no_date_is_left_out_with_a_warning(tmp_path, caplog):
    article = one(put(tmp_path, "x.md", f"---\ndate: on Tuesday\n---\n{RU}"), defaults=Defaults(date="2020-01-01"))
    assert article.published == "2020-01-01"
    assert "on Tuesday" in caplog.text


def test_a_file_that_is_too_large_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.write(RU.encode())
        out.truncate(MAX_BYTES * 50)
    assert "larger than 8 MB" in str(one(path))


def test_too_many_letters(tmp_path):
    assert "letters" in str(one(put(tmp_path, "long.txt", "word " * 450_000)))


def test_text_is_nfc_with_plain_line_ends(tmp_path):
    article = one(put(tmp_path, "x.txt", unicodedata.normalize("NFD", RU).replace("\n", "\r\n")))
    assert article.text == RU


@settings(max_examples=60, deadline=None)
@given(text=news_text())
def test_any_news_text_is_an_article_or_an_error(text):
    (found,) = read(["-"], stdin=io.BytesIO(text.encode()), defaults=Defaults(lang="ru"))
    if isinstance(found, Article):
        assert unicodedata.is_normalized("NFC", found.text)
        assert "\r" not in found.text
        assert all(zone.span.end <= len(found.text) for zone in found.zones)


def test_the_gold_articles_start_at_their_headline(shared):
    for path in sorted((shared / "eval" / "dev").glob("*.md"))[:10]:
        article = one(path)
        assert article.id == path.stem
        assert article.text in path.read_text("utf-8")
        assert article.zones[0].kind == "headline"
        assert article.zones[0].span.start == 0


# --- HTML ---

PAGE = """<!DOCTYPE html><html lang="uk"><head>{charset}<title>Міністерка поїхала до столиці — Вісник</title>
<meta property="og:title" content="Міністерка поїхала до столиці"><meta property="og:site_name" content="Вісник">
<meta property="article:published_time" content="2021-05-03T23:40:00+03:00">
<link rel="canonical" href="https://visnyk.example/1"></head><body>
<nav><a href="/">Головна</a></nav><article><h1>Міністерка поїхала до столиці</h1>
<p>Міністерка культури Анна Новак у середу поїхала до столиці, де зустрілася з колегами з сусідніх країн і громад.</p>
<p><b>Читайте також</b><a href="/2">Мерія закрила міст на ремонт</a></p>
<h2>Що далі</h2><ul><li>Восени міністри домовилися зустрітися ще раз, уже в іншому місті.</li>
<li>Узимку буде виставка.</li></ul>
<p>За словами Новак, розмова тривала дві години, і всі лишилися задоволені її підсумками та підписаними паперами.</p>
</article><footer>© 2021 Вісник. Усі права захищено</footer></body></html>"""


@pytest.mark.parametrize(
    ("encoding", "charset"), [("utf-8", "utf-8"), ("cp1251", "windows-1251"), ("koi8-u", "koi8-u")]
)
def test_a_page_of_a_news_site(tmp_path, encoding, charset):
    page = PAGE.format(charset=f'<meta charset="{charset}">').replace("©", "(c)").replace("—", "-")
    article = one(put(tmp_path, "page.html", page.encode(encoding)))
    assert (article.title, article.source, article.published) == (
        "Міністерка поїхала до столиці",
        "Вісник",
        "2021-05-03",
    )
    assert (article.url, article.lang, article.id) == ("https://visnyk.example/1", "uk", "page")
    assert article.text.count("Міністерка поїхала до столиці") == 1
    kinds = [zone.kind for zone in article.zones]
    assert kinds == ["headline", "body", "boilerplate", "teaser", "subhead", "bullet", "bullet", "body"]


def test_a_page_without_an_article_gives_its_text_or_an_error(tmp_path):
    assert one(put(tmp_path, "a.html", f"<p>{UK}</p>")).lang == "uk"
    assert "no text" in str(one(put(tmp_path, "b.html", "<html><body><script>var a=1</script></body></html>")))


def test_a_page_nested_a_thousand_deep(tmp_path):
    page = "<div>" * 1500 + f"<p>{RU}</p>" + "</div>" * 1500
    assert isinstance(one(put(tmp_path, "deep.html", page)), Article | ArticleError)


# --- JSON lines ---


def test_json_lines_with_many_names_for_things(tmp_path):
    title, body = RU.split("\n\n")
    rows = [
        {"id": "a1", "text": RU, "date": "2021-05-03T10:00:00Z", "language": "rus", "publisher": {"name": "Вестник"}},
        {"headline": title, "body": f"<p>{body}</p>", "published_at": 1620000000, "link": "https://e.example/2"},
        {
            "content": UK,
            "Title": "Міністерка поїхала до столиці",
            "datePublished": "03.05.2021",
            "author": ["А", {"name": "Б"}],
        },
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    first, second, third = read([put(tmp_path, "news.jsonl", "\n".join(lines))])
    assert (first.id, first.published, first.lang, first.source) == ("a1", "2021-05-03", "ru", "Вестник")
    assert (second.id, second.published, second.url) == ("news-2", "2021-05-03", "https://e.example/2")
    assert second.text == RU  # its title, told apart, is the headline
    assert (third.id, third.published, third.author) == ("news-3", "2021-05-03", "А, Б")
    assert third.text == UK  # the title is there already


def test_broken_lines_are_named_and_the_others_read(tmp_path):
    good = json.dumps({"text": RU})
    lines = [good, "{not json", "[1]", '{"title": "x"}', "", '{"text": 5e9, "id": null}', '{"a":' * 5000, good]
    found = list(read([put(tmp_path, "n.ndjson", "\n".join(lines))]))
    assert [a.id for a in found if isinstance(a, Article)] == ["n-1", "n-8"]
    errors = [str(e) for e in found if isinstance(e, ArticleError)]
    assert ["line 2" in errors[0], "line 3" in errors[1], "line 4" in errors[2]] == [True] * 3
    assert len(found) == 7


def test_half_a_surrogate_pair_and_a_nul_in_json(tmp_path):
    rows = '{"text": "Министр \\ud83d уехал в столицу, и там его ждали"}\n{"text": "Министр\\u0000 уехал"}\n'
    article, error = read([put(tmp_path, "n.jsonl", rows)])
    article.text.encode("utf-8")
    assert "NUL" in str(error)


def test_lines_of_any_number_are_streamed(tmp_path):
    line = json.dumps({"text": RU}).encode() + b"\n"

    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return line * (size // len(line) + 1)

    articles = read(["-"], stdin=Endless())
    assert [next(articles).id for _ in range(500)][-1] == "stdin-500"


def test_json_lines_in_other_encodings(tmp_path):
    line = json.dumps({"text": UK}, ensure_ascii=False)
    for encoding in ("utf-16", "cp1251", "utf-8-sig"):
        assert one(put(tmp_path, "n.jsonl", f"{line}\n".encode(encoding))).text == UK


# --- feeds ---

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вестник</title><link>https://v.example</link>
<item><title>Министр уехал в столицу</title><link>https://v.example/1</link>
<pubDate>Mon, 03 May 2021 23:10:00 +0300</pubDate>
<description>Кратко о том, куда он уехал.</description><dc:creator>Анна Новак</dc:creator>
<content:encoded><![CDATA[<p>Министр в среду уехал в столицу.</p><p>Там его ждали коллеги.</p>]]></content:encoded>
</item>
<item><title>Мост закрыт</title><guid isPermaLink="false">77</guid>
<description>&lt;p&gt;Мост в пятницу закрыли на ремонт.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Вісник</title>
<entry><title type="html">Міст &lt;b&gt;закрито&lt;/b&gt;</title><link rel="self" href="https://v.example/self"/>
<link rel="alternate" href="https://v.example/3"/><id>urn:3</id><published>2021-05-03T23:10:00+03:00</published>
<author><name>Анна Новак</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Міст у п'ятницю закрили на ремонт.</p>
<p>Їхати треба в об'їзд.</p>
</div></content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_rss(tmp_path, encoding):
    first, second = read([put(tmp_path, "feed.rss", RSS.format(encoding=encoding).encode(encoding))])
    assert first.text == "Министр уехал в столицу\n\nМинистр в среду уехал в столицу.\n\nТам его ждали коллеги."
    assert (first.id, first.url, first.published) == ("feed-1", "https://v.example/1", "2021-05-03")
    assert (first.source, first.author) == ("Вестник", "Анна Новак")
    assert second.text == "Мост закрыт\n\nМост в пятницу закрыли на ремонт."
    assert second.url is None


def test_atom(tmp_path):
    article = one(put(tmp_path, "feed.xml", ATOM))
    assert article.text == "Міст закрито\n\nМіст у п'ятницю закрили на ремонт.\n\nЇхати треба в об'їзд."
    assert (article.url, article.published, article.author) == ("https://v.example/3", "2021-05-03", "Анна Новак")


def test_a_cut_off_feed_gives_what_is_there_and_says_so(tmp_path):
    cut = RSS.format(encoding="utf-8")[: RSS.index("<item><title>Мост") + 40]
    found = list(read([put(tmp_path, "cut.xml", cut)]))
    assert found[0].title == "Министр уехал в столицу"
    assert any(isinstance(e, ArticleError) and "broken XML" in str(e) for e in found)


@pytest.mark.parametrize("content", ["<sitemap><a/></sitemap>", "no xml at all", "<rss><channel/></rss>"])
def test_what_is_no_feed(tmp_path, content):
    assert isinstance(one(put(tmp_path, "x.xml", content)), ArticleError)


def test_entities_of_a_feed_read_no_files_and_do_not_grow(tmp_path):
    secret = put(tmp_path, "secret", "СЕКРЕТ")
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "ха">{bomb}<!ENTITY f SYSTEM "file://{secret}">]>'
    item = "<item><title>Министр уехал &f;</title><description>Он уехал и не вернулся &a8;</description></item>"
    for found in read([put(tmp_path, "x.xml", f"{doctype}<rss><channel>{item}</channel></rss>")]):
        assert "СЕКРЕТ" not in str(found)
        assert isinstance(found, ArticleError) or len(found.text) < 1000


def test_nothing_calls_the_network(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a reader called the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    dtd = '<!DOCTYPE rss SYSTEM "http://e.example/x.dtd">' + RSS.partition("?>")[2]
    files = [
        put(tmp_path, "a.xml", dtd),
        put(tmp_path, "b.html", PAGE.format(charset="")),
        put(tmp_path, "c.xml", ATOM),
    ]
    assert all(isinstance(article, Article) for article in read(files))


# --- where articles come from ---


def test_folders_are_read_in_order_with_all_below(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/a.md", "a.txt", ".git/x.txt", "picture.jpg", "gold.json"):
        put(tmp_path, name, RU)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert [article.id for article in read([tmp_path])] == ["a", "a", "c"]


def test_globs(tmp_path):
    for name in ("c.txt", "a.txt", "b.md"):
        put(tmp_path, name, RU)
    assert [article.id for article in read([f"{tmp_path}/*.txt"])] == ["a", "c"]
    assert "no articles" in str(one(f"{tmp_path}/*.html"))


@pytest.mark.parametrize("name", ["missing.txt", "x.json", "x.docx", "empty-folder", "bad\x00name"])
def test_what_cannot_be_opened(tmp_path, name):
    (tmp_path / "empty-folder").mkdir()
    if name.startswith("x."):
        put(tmp_path, name, RU)
    assert isinstance(one(f"{tmp_path}/{name}"), ArticleError)


@pytest.mark.parametrize(
    ("content", "ident"),
    [
        (RU, "stdin"),
        (f"---\nid: m1\n---\n{RU}", "m1"),
        (json.dumps({"text": RU}), "stdin-1"),
        (PAGE.format(charset=""), "stdin"),
        (ATOM, "stdin-1"),
        ("\ufeff" + RSS.format(encoding="utf-8"), "stdin-1"),
    ],
)
def test_stdin_of_any_format(content, ident):
    found = list(read(["-"], stdin=io.BytesIO(content.encode())))
    assert found[0].id == ident
    assert "<" not in found[0].text


def test_a_file_without_a_suffix_is_looked_into(tmp_path):
    assert one(put(tmp_path, "article", RU)).text == RU


def test_readers_are_for_lower_case_suffixes_and_files_of_any_case(tmp_path):
    assert all(suffix == suffix.lower() for suffix in READERS)
    assert one(put(tmp_path, "A.TXT", RU)).id == "A"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T23:59:59+03:00", "2021-05-03"),
        ("2021-05-03 10:00", "2021-05-03"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("3.5.2021 в 10:15", "2021-05-03"),
        ("2021/05/03", "2021-05-03"),
        ("Mon, 03 May 2021 23:10:00 GMT", "2021-05-03"),
        ("1620000000", "2021-05-03"),
        ("1620000000000", "2021-05-03"),
        ("2021-13-01", None),
        ("31.02.2021", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written, iso):
    assert iso_date(written) == iso


def test_urls_that_are_no_iris_are_left_out(tmp_path):
    article = one(put(tmp_path, "x.md", f"---\nurl: 'https://e.example/a b<c>'\n---\n{RU}"))
    assert article.url is None


def test_importing_loads_nothing_heavy():
    heavy = {"trafilatura", "lxml", "yaml", "pymorphy3", "numpy"}
    code = f"import sys, kg.articles; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

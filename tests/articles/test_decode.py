import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles.decode import UnreadableError, choose, decode

RU = (
    "Министр внутренних дел сообщил журналистам, что переговоры продлятся до вечера. Съезд партии объявил перерыв: "
    "делегаты ждут юристов. «Мы не спешим», — подчеркнула её председатель Эмма Щукина. №5, 12 % голосов.\n\n"
)
UK = (
    "Міністерка внутрішніх справ повідомила, що перемовини триватимуть до вечора. З'їзд партії оголосив перерву: "
    "делегати чекають юристів. «Ми не поспішаємо», — підкреслила її голова Ґалина Їжак. №5, 12 % голосів.\n\n"
)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize("length", [60, 120, 300, 3000])
@pytest.mark.parametrize("shout", [False, True])
def test_russian_round_trip(encoding, length, shout):
    text = (RU * 20)[:length]
    data = (text.upper() if shout else text).encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "iso8859-5"])
@pytest.mark.parametrize("length", [60, 120, 300, 3000])
@pytest.mark.parametrize("shout", [False, True])
def test_ukrainian_round_trip(encoding, length, shout):
    text = (UK * 20)[:length]
    data = (text.upper() if shout else text).encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RU, UK, "The minister called – “twice”.\n", "Рада", "Він мовчав 😀"])
def test_unicode_round_trip(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_utf16_with_a_mark_in_either_order():
    assert decode(codecs.BOM_UTF16_BE + RU.encode("utf-16-be")) == RU


def test_windows_quotes_and_accents_in_english():
    text = "The minister’s answer was “no” – Peña and Müller were told in the café."
    assert decode(text.encode("cp1252")) == text


def test_a_declared_charset_helps_when_letters_are_few():
    page = '<meta charset="koi8-r"><p>Да</p>'
    assert decode(page.encode("koi8-r")) == page


def test_a_wrong_declaration_does_not_win_over_plain_words():
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RU}</p>'
    assert "Министр внутренних" in decode(page.encode("cp1251"))


def test_utf8_wins_over_a_declaration():
    page = f'<meta charset="windows-1251"><p>{UK}</p>'
    assert decode(page.encode("utf-8")) == page


def test_an_unknown_charset_is_passed_over():
    assert choose(f"<meta charset=x-own>{RU}".encode("cp1251")) == "cp1251"


def test_line_ends_become_one_kind():
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"abc\x00\x01\x02def" * 3, "binary"),
        ("Перемовини тривають уже другий день поспіль ".encode() * 3 + b"\xd0 \xff", "broken UTF-8"),
    ],
)
def test_what_is_no_text_is_named(data, word):
    with pytest.raises(UnreadableError, match=word):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert "\x00" not in text
    assert "\r" not in text

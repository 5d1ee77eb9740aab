"""Hypothesis strategies that many tests share."""

from hypothesis import strategies as st

_WORDS = (
    *("Президент", "Анна", "Ковальская", "Олена", "Шевчук", "зустрілася", "поговорила", "в", "Киеве", "у", "Львові"),
    *("Ґданськ", "п'ять", "п’ять", "обʼєкт", "İzmir", "CNN", "16,", "2024", "года", "року", "😀", "🇺🇦"),
    *("Марія-Тереза", "ж/д", "№5", "$10", "т.е.", "ЄС", "ЕС"),
)
_TROUBLE = (
    "и\u0306",  # й in two code points
    "і\u0308",
    "Па\u0301вел",  # a stress mark
    "пре\u00adзи\u00adдент",  # soft hyphens
    "\u200bВена\ufeff",
    "a\u0301\u0328",
    "İ",
    "ʼ",
    "👨\u200d👩\u200d👧",
    "«»„“”\"'’",
    "—",
    "…",
    "•",
    "\x00",
)
_GAPS = (
    " ",
    " ",
    " ",
    "\u00a0",
    "\u202f",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "\t",
    "",
    ". ",
    "! ",
    ", ",
    "? »\n",
)


@st.composite
def news_text(draw: st.DrawFn, max_words: int = 40) -> str:
    """Text as news sites make it at their worst: every trap for offsets that we have met."""
    pieces = st.tuples(st.sampled_from([*_WORDS, *_TROUBLE]), st.sampled_from(_GAPS))
    return "".join(word + gap for word, gap in draw(st.lists(pieces, max_size=max_words)))

"""How wide a text is on paper, without a font at hand: advance widths in em, the wider of DejaVu Sans and Noto Sans."""

from __future__ import annotations

import unicodedata

_ROWS = (
    (0.30, "'JijlìíîïĩīĭįıĴĵĺļłЈіїј"),
    (0.35, " ,.:;I·ÌÍÎÏĨĪĬĮİŀІЇ’"),
    (0.40, "()-/[\\]ftľţťŧſ"),
    (0.45, "!r¡²³¹ŕŗř"),
    (0.50, '"_`ª¯°´¸º–'),
    (0.55, "?csz§¿çćĉċčśŝşšźżžгзсэѓєѕґ“”„▸"),
    (0.60, "*FLkvxy|¦¨ýÿĳķĸĹĻĽĿŁŷвтухьў•"),
    (
        0.65,
        "$0123456789EPSTYabdeghnopqu{}¢£¤¥«µ»ÈÉÊËÝÞßàáâãäåèéêëðñòóôõöøùúûüþāăąďđĒēĔĕĖėĘęĚěĝğġģĥĲńņňŋōŏőŚŜŞŠŢŤŦũūŭůűųŶŸЀЁЃЅЎГЕЗРТУабеийклорчяѐёђќѝҐ",
    ),
    (0.70, "ABCKRVXZ¶ÀÁÂÃÄÅÇĀĂĄĆĈĊČħĶŔŖŘŹŻŽЄАБВСХЧЬЭЯднпцћџ"),
    (0.75, "UÙÚÛÜŨŪŬŮŰŲЌКъ"),
    (0.80, "&DGHNOQÐÑÒÓÔÕÖØĎĐĜĞĠĢĤŃŅŇŊŌŎŐЂЋЍЏДИЙЛНОПЦмы"),
    (0.85, "#+<=>^w~¬±×÷ŉŵЪю→↔←✕"),
    (0.90, "ФЫфњ○"),
    (0.95, "MĦМжшщљ"),
    (1.00, "%@Wm©®¼½¾ÆæŴ—…"),
    (1.05, "œЊ№"),
    (1.10, "ŒЉЖШЩЮ"),
)
_WIDTHS = {letter: width for width, letters in _ROWS for letter in letters}
_BOLD = 1.1


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return a width that `text` at font size `size` does not exceed, in the unit of `size`.

    >>> text_width("і", 10) < text_width("Ж", 10)
    True
    """
    return sum(_letter(letter) for letter in text) * size * (_BOLD if bold else 1)


def _letter(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
        return 0.0
    return 1.4 if unicodedata.east_asian_width(letter) in "WF" else 0.9

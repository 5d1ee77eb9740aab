import pytest

from kg.articles.markup import html_to_text, is_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Кто</h2><p>Один <b>жир</b>ный<br>абзац</p><p></p><p>Два</p>", "Кто\n\nОдин жирный\nабзац\n\nДва"),
        ("<div>Один<br><br/>Два<br>\n<br><br>Три</div>", "Один\n\nДва\n\nТри"),
        ("<p>А</p><ul><li><p>раз</p></li><li>два</li><li> </li></ul><p>Б</p>", "А\n\n• раз\n• два\n\nБ"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n\n3"),
        ("<p>до<script>var x = '<p>';</script> после<!-- нет --></p>", "до после"),
        ("<figure><img src=a><figcaption>Фото: АГН</figcaption></figure>Текст <b>", "Фото: АГН\n\nТекст"),
        ("<p>2&nbsp;мая &amp; 3&#160;мая</p>", "2\u00a0мая & 3\u00a0мая"),
        ("без тегов &laquo;да&raquo;\nи\nстроки", "без тегов «да»\nи\nстроки"),
        ("<p></p>", ""),
        ("", ""),
    ],
)
def test_html_to_text(html, text):
    assert html_to_text(html) == text


def test_signs_that_are_no_tags():
    assert not is_html("если a < b и b > c, то <3")
    assert is_html("да<br/>нет")

import pytest
from hypothesis import given

from kg.text.language import detect
from tests.strategies import news_text

RU = "Министры встретились в столице и обсудили поставки зерна, сообщает пресс-служба. Следующая встреча будет осенью."
UK = "Міністри зустрілися у столиці й обговорили постачання зерна, повідомляє пресслужба. Наступна зустріч буде восени."
EN = (
    "The ministers met in the capital and discussed grain supplies, the press office "
    "said. They will meet again in autumn."
)

OTHERS = {
    "Belarusian": (
        "Міністры сустрэліся ў сталіцы і абмеркавалі пастаўкі збожжа, паведамляе "
        "прэс-служба. Наступная сустрэча будзе ўвосень."
    ),
    "Bulgarian": (
        "Министрите се срещнаха в столицата и обсъдиха доставките на зърно, съобщи "
        "пресслужбата. Следващата среща ще е през есента."
    ),
    "Serbian": (
        "Министри су се састали у главном граду и разговарали о испорукама жита, "
        "саопштила је служба. Следећи састанак је на јесен."
    ),
    "Macedonian": (
        "Министрите се сретнаа во главниот град и разговараа за испораките на жито. Следната средба ќе биде есен."
    ),
    "Kazakh": (
        "Министрлер елордада кездесіп, астық жеткізуді талқылады, деп хабарлайды "
        "баспасөз қызметі. Келесі кездесу күзде өтеді."
    ),
    "Kyrgyz": "Министрлер борбордо жолугушуп, дан жеткирүүнү талкуулашты. Кийинки жолугушуу күздө өтөт.",
    "Polish": (
        "Ministrowie spotkali się w stolicy i omówili dostawy zboża, podała służba "
        "prasowa. Następne spotkanie będzie jesienią."
    ),
    "German": (
        "Die Minister trafen sich in der Hauptstadt und sprachen über Getreide, teilte "
        "die Pressestelle mit. Im Herbst geht es weiter."
    ),
    "French": (
        "Les ministres se sont rencontrés dans la capitale et ont discuté des livraisons "
        "de blé, selon le service de presse."
    ),
    "Spanish": (
        "Los ministros se reunieron en la capital y hablaron de las entregas de grano, "
        "según informó la oficina de prensa."
    ),
    "Dutch": "De ministers kwamen in de hoofdstad bijeen en spraken over de levering van graan, zei de persdienst.",
    "Greek": "Οι υπουργοί συναντήθηκαν στην πρωτεύουσα και συζήτησαν τις παραδόσεις σιτηρών.",
    "Chinese": "部长们在首都会面，讨论了粮食供应。",
    "Hungarian": (
        "A miniszterek a fővárosban találkoztak, és a gabonaszállításokról tárgyaltak, közölte a sajtószolgálat."
    ),
}


@pytest.mark.parametrize(("text", "lang"), [(RU, "ru"), (UK, "uk"), (EN, "en")])
def test_our_languages(text, lang):
    assert detect(text) == lang
    assert detect(text.upper()) == lang


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_not_taken_for_ours(name):
    assert detect(OTHERS[name]) is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Министр позвонил коллеге.", "ru"),
        ("Министр приехал", "ru"),
        ("Міністр подзвонив колезі.", "uk"),
        ("Президент прибув", None),  # nothing to tell by
        ("Minister called a colleague", "en"),
        ("CNN, BBC", None),
        ("12.08.2021 — 45%", None),
        ("", None),
    ],
)
def test_short_texts(text, lang):
    assert detect(text) == lang


def test_a_quotation_in_another_language_does_not_change_the_article():
    assert detect(f"{RU} {RU} «{OTHERS['Belarusian']}»") == "ru"
    assert detect(f"{UK} {UK} «{RU}»") == "uk"
    assert detect(f"{UK} {UK} Read more in The Guardian and on the site of the BBC") == "uk"


def test_decomposed_letters_and_stress_marks():
    assert detect("Мини\u0301стры встре\u0301тились в столице и обсудили заи\u0306мы для фермеров.") == "ru"


@given(news_text())
def test_any_text_gets_an_answer(text):
    assert detect(text) in {"ru", "uk", "en", None}


def test_the_gold_articles(shared):
    for path in sorted((shared / "eval" / "dev").glob("*.md")):
        text = path.read_text("utf-8").split("---", 2)[2]
        assert detect(text) == path.name[:2], path.name

"""Speech acts: who says what kind of thing to whom."""

import pytest

from kg.extraction.addressing import with_partners
from kg.model import Lang, Meeting, Statement
from tests.extraction.reading import facts, last, scene

KINDS: list[tuple[Lang, str, str, str]] = [
    # words, speaker, kind
    ("ru", "Шольц заявил, что поедет в Варшаву.", "scholz", "promises"),
    ("ru", "Шольц заявил, что Стубб поедет в Варшаву.", "scholz", "says"),
    ("uk", "«Ми збудуємо міст», – сказав Стубб.", "stubb", "promises"),
    ("ru", "Франция, подчеркнул президент Франции Эммануэль Макрон, поможет соседям.", "macron", "promises"),
    ("ru", "Встреча не планируется, добавил Дмитрий Песков.", "peskov", "denies"),
    ("ru", "Макрон заявил, что договор готов.", "macron", "says"),
    ("ru", "«Вздор», — отмахнулся Стубб.", "stubb", "says"),
    ("ru", "Стубб: «Договор готов к подписи».", "stubb", "says"),
    ("uk", "За словами Рютте, літаки прибудуть у липні.", "rutte", "says"),
    ("ru", "Шольц позвонил Моди, посоветовав ему отдохнуть.", "scholz", "demands"),
    # what is said tells the kind, whatever the verb
    ("ru", "«У людей украли победу», — бросил Стубб.", "stubb", "accuses"),
    ("uk", "«Протоколи підробили», – каже Стубб.", "stubb", "accuses"),
    ("ru", "Шольц ему не звонил, пояснил Стубб.", "stubb", "denies"),
    ("ru", "«Мы это осуждаем», — произнёс Стубб.", "stubb", "condemns"),
    ("uk", "Стубб назвав обшуки катуванням.", "stubb", "condemns"),
    ("ru", "Шольц заявил, что Индия никогда не вступит в НАТО.", "scholz", "says"),
    ("ru", "Шольц заявил, что Россия украла детей.", "scholz", "accuses"),
    # unless it is negated, of nobody in particular, or of what goes on
    ("ru", "Шольц сообщил, что воры украли картину из музея.", "scholz", "says"),
    ("ru", "Шольц заявил, что выборы никто не крал.", "scholz", "says"),
    ("ru", "Стубб сказал, что никогда не воровал.", "stubb", "says"),
    ("uk", "Стубб заявив, що це не брехня.", "stubb", "says"),
    ("ru", "Стубб сказал, что не говорит по-английски.", "stubb", "says"),
    ("uk", "Стубб сказав, що не збирається до Москви.", "stubb", "says"),
    ("ru", "Стубб сообщил, что украинские дети не просили войны.", "stubb", "says"),
    ("ru", "Стубб заявил, что армия не будет вмешиваться в выборы.", "stubb", "says"),
    ("ru", "Стубб заявил, что встречи не будет.", "stubb", "denies"),
    ("uk", "Стубб сказав, що не просив про зустріч.", "stubb", "denies"),
    # what will not be done is promised too, but no refusal to recognise
    ("ru", "«Мы не сдадимся», — сказал Стубб.", "stubb", "promises"),
    ("uk", "Стубб сказав, що не підпише договір.", "stubb", "promises"),
    ("uk", "«Ми не визнаємо цих виборів», – сказав Стубб.", "stubb", "says"),
    # only what is to come is promised
    ("ru", "Шольц заверил Моди, что поезд придёт.", "scholz", "promises"),
    ("ru", "Шольц заверил Моди, что поезд пришёл.", "scholz", "says"),
    ("uk", "Стубб запевнив, що міст стоїть.", "stubb", "says"),
    ("uk", "Стубб пообіцяв сусідам підтримку.", "stubb", "promises"),
    ("ru", "Стубб предложил прислать врачей.", "stubb", "promises"),
    ("ru", "Стубб предложил закрыть порт.", "stubb", "demands"),
    ("uk", "Стубб привітав рішення суду.", "stubb", "supports"),
    ("uk", "Стубб вітає вступ Швеції до НАТО.", "stubb", "supports"),
    ("uk", "Стубб вітав Олафа Шольца зі святом.", "stubb", "congratulates"),
]
ADDRESSEES: list[tuple[Lang, str, str]] = [
    # a title does not put the name after it into the genitive, and the party of the speaker is not spoken to
    ("uk", "Лідер партії «Тиса» Петер Мадяр закликав прем'єра Віктора Орбана піти.", "orban"),
    ("ru", "Петер Мадьяр призвал премьера Виктора Орбана уйти.", "orban"),
]


@pytest.mark.parametrize(("lang", "words", "addressee"), ADDRESSEES)
def test_whom_a_title_names(lang: Lang, words: str, addressee: str) -> None:
    assert [last(s.addressee) for s in facts(Statement, words, lang)] == [addressee]


@pytest.mark.parametrize("state", ["Израиль", "Иран"])
def test_the_object_of_one_verb_is_not_the_subject_of_the_next(state: str) -> None:
    found = facts(Statement, f"Шольц обвинил {state} в нарушении перемирия и пообещал ответить.")
    assert [(last(s.speaker), s.kind) for s in found] == [("scholz", "accuses"), ("scholz", "promises")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Шольц, чьё слово ждали, похвалил Данию и осудил Пекин."),
        ("uk", "Шольц, який і готував цю зустріч, похвалив Данію та засудив Пекін."),
    ],
)
def test_what_is_told_of_the_subject_in_between_does_not_make_another_one(lang: Lang, words: str) -> None:
    found = facts(Statement, words, lang)
    assert {(last(s.speaker), s.kind) for s in found} == {("scholz", "supports"), ("scholz", "condemns")}


@pytest.mark.parametrize(("lang", "words", "speaker", "kind"), KINDS)
def test_speaker_and_kind(lang: Lang, words: str, speaker: str, kind: str) -> None:
    found = facts(Statement, words, lang)
    assert [(last(s.speaker), s.kind) for s in found] == [(speaker, kind)]


@pytest.mark.parametrize(
    "words",
    [
        "По словам Шольца, Стубб утверждает, что результаты выборов сфальсифицировали.",
        "Шольц сказал, что Стубб утверждает, будто не говорил с Моди.",
        "Шольц сообщил, что в Париже обвинили Москву в том, что она подделала письмо.",
        "Шольц сообщил, что Стубб осудил удар и сказал: «Это позор».",
    ],
)
def test_the_act_of_another_is_not_the_speakers(words: str) -> None:
    assert {s.kind for s in facts(Statement, words) if last(s.speaker) == "scholz"} == {"says"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Что сказал Шольц?"),
        ("ru", "Победителем провозглашён Феликс Чисекеди."),
        ("ru", "Шольц не сказал, когда приедет."),
        ("ru", "Шольц поговорил с Моди о погоде."),
        ("ru", "По подсчётам избирательной комиссии, явка составила 60%."),
        ("ru", "Эксперты говорят, что урожай хорош."),
        ("uk", "Дипломати кажуть, що рік буде важким."),
        ("ru", "Итог Шольц подвёл так: договор подписан."),
    ],
)
def test_no_statement(lang: Lang, words: str) -> None:
    assert facts(Statement, words, lang) == []


def test_a_headline_only_echoes() -> None:
    words = "Шольц обвинил Москву во лжи\n\nКанцлер Олаф Шольц в пятницу обвинил Москву во лжи. Он выступал в Берлине."
    found = facts(Statement, words)
    assert [(last(s.speaker), s.kind, s.evidence.zone) for s in found] == [("scholz", "accuses", "body")]


def test_the_partner_of_a_call_is_told() -> None:
    words = "Шольц позвонил Моди. Канцлер заверил, что дружба продолжится."
    assert [last(s.addressee) for s in facts(Statement, words)] == ["modi"]
    public = "Шольц позвонил Моди. Канцлер заверил журналистов, что дружба продолжится."
    assert [s.addressee for s in facts(Statement, public)] == [None]


@pytest.mark.parametrize(
    "words",
    [
        "Шольц рассказал, что говорил по телефону с Моди.",
        "Шольц позвонил Моди. По словам канцлера, дружба крепка.",
        "Шольц позвонил Моди. Канцлер отметил, что дружба крепка.",
    ],
)
def test_who_tells_of_a_call_speaks_to_nobody_in_particular(words: str) -> None:
    assert [s.addressee for s in facts(Statement, words)] == [None]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Олаф Шольц и Александер Стубб поздравили друг друга с праздником."),
        ("uk", "Олаф Шольц і Александер Стубб подякували одне одному."),
    ],
)
def test_two_speak_to_each_other(lang: Lang, words: str) -> None:
    found = {(last(s.speaker), last(s.addressee)) for s in facts(Statement, words, lang)}
    assert found == {("scholz", "stubb"), ("stubb", "scholz")}


@pytest.mark.parametrize(
    ("lang", "words", "addressee"),
    [
        ("uk", "«Вітаю мого друга Нарендру Моді з перемогою», – написав Стубб.", "modi"),
        ("ru", "«Поздравляю Нарендру Моди», — написал Стубб.", "modi"),
        ("uk", "«Дякую Олафу Шольцу за танки», – написав Стубб.", "scholz"),
        ("uk", "Стубб висловив вдячність Індії за пшеницю.", "in"),
        ("uk", "Стубб передав Індії подяку канцлера Шольца.", "in"),
    ],
)
def test_whom_a_greeting_names(lang: Lang, words: str, addressee: str) -> None:
    assert [last(s.addressee) for s in facts(Statement, words, lang)] == [addressee]


def test_what_is_done_in_the_talk_is_done_to_the_partner() -> None:
    words = "Шольц принял Моди. {} канцлер {}."
    s = scene(words.format("Потом", "пообещал гостю подарок"))
    call = facts(Meeting, words.format("Потом", "пообещал подарок"))
    assert call
    told = facts(Statement, words.format("Потом", "пообещал подарок"))
    assert [last(f.addressee) for f in with_partners(s, [*call, *told]) if isinstance(f, Statement)] == ["modi"]
    told = facts(Statement, words.format("Потом", "отметил успех чая"))
    assert [f.addressee for f in with_partners(s, [*call, *told]) if isinstance(f, Statement)] == [None]
    words = words.format("В ходе беседы", "отметил успех чая")
    found = with_partners(scene(words), [*facts(Meeting, words), *facts(Statement, words)])
    assert [last(f.addressee) for f in found if isinstance(f, Statement)] == ["modi"]
    assert [[e.exact for e in f.support] for f in found if isinstance(f, Statement)] == [["Шольц принял Моди"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Шольц принял Моди.", "Потом он пообещал немцам праздник."),
        ("Шольц принял Моди.", "Потом он поблагодарил немцев за терпение."),
        ("Шольц принял Моди.", "На митинге он пообещал снизить налоги."),
        ("Шольц принял Моди. Они пили чай.", "Потом он пообещал снизить налоги."),
        ("Шольц принял Моди.", "По его словам, немцы заплатят меньше."),
    ],
)
def test_what_is_said_to_others_is_not_said_to_the_partner(words: str, said: str) -> None:
    whole = f"{words} {said}"
    told = facts(Statement, whole)
    found = with_partners(scene(whole), [*facts(Meeting, whole), *told])
    assert told
    assert [f.addressee for f in found if isinstance(f, Statement)] == [None]


def test_two_verbs_in_one_sentence_are_one_statement_and_two_sentences_two() -> None:
    assert len(facts(Statement, "Стубб сказал, что день хорош, и отметил, что ночь тиха.")) == 1
    assert len(facts(Statement, "Стубб сказал, что день хорош. Стубб отметил, что ночь тиха.")) == 2


def test_what_a_minister_says_his_state_wants_is_his_own_act() -> None:
    words = "Польша, сказал министр иностранных дел Польши Радослав Сикорский, призывает соседей к миру."
    assert [(last(s.speaker), s.kind) for s in facts(Statement, words)] == [("sikorski", "demands")]


def test_an_outlet_passes_on_what_its_source_says() -> None:
    words = "БелТА со ссылкой на МИД Польши уточняет, что нота вручена."
    assert [s.speaker for s in facts(Statement, words)] == ["pl-foreign-ministry"]
    assert facts(Statement, "Нота вручена, сообщает БелТА.") == []


def test_congratulations_go_to_colleagues_and_rivals() -> None:
    words = "Стубб победил Пекку Хаависто на выборах. Хаависто поздравил соперника."
    assert [(last(s.speaker), last(s.addressee)) for s in facts(Statement, words)] == [("haavisto", "stubb")]
    words = "Шольц приехал в Париж. Канцлер поблагодарил французского коллегу за приём."
    assert [s.kind for s in facts(Statement, words)] == ["thanks"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Шольц принял Стубба, сообщила пресс-служба канцлера Германии."),
        ("uk", "Шольц прийняв Стубба, повідомила пресслужба канцлера Німеччини."),
        ("ru", "Газета «Северное утро» назвала визит прорывом."),
        ("ru", "Шольц уедет, пишет «Северное утро»."),
        ("uk", "Шольц поїде, повідомляє Digi24."),
        ("ru", "Шольц уедет, уточнило агентство «Полюс»."),
    ],
)
def test_sources_are_no_speakers(lang: Lang, words: str) -> None:
    assert not facts(Statement, words, lang)


def test_a_press_service_that_tells_is_a_speaker() -> None:
    assert facts(Statement, "Пресс-служба президента Украины сообщила, что звонка не было.")

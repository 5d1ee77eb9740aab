"""Who called or met whom, when and where, whether at all: sentences of our own about well-known people."""

from typing import get_args

import pytest

from kg import extraction, registry, resolution, text
from kg.articles.zones import find_zones
from kg.model import Article, Lang, Meeting, PhoneCall
from tests.extraction.reading import facts, last

PUBLISHED = "2024-05-15"  # a Wednesday
Contact = PhoneCall | Meeting


def contacts(words: str, lang: Lang, published: str | None = PUBLISHED) -> list[Contact]:
    known = registry.load()
    document = text.analyse(Article(id="t", text=words, lang=lang, published=published, zones=find_zones(words, None)))
    document = extraction.date_document(document, known)
    cast = resolution.resolve(document, extraction.find_mentions(document, known), known)
    return [f for f in extraction.read(document, cast, known).facts if isinstance(f, get_args(Contact))]


def told(words: str, lang: Lang) -> set[tuple[frozenset[str], str, str | None]]:
    """People by the last word of their keys, status, day."""
    found = contacts(words, lang)
    return {(frozenset(k.split("-")[-1] for k in c.participants), c.status, c.date and c.date.value) for c in found}


def of(people: str, status: str = "held", day: str | None = None) -> tuple[frozenset[str], str, str | None]:
    return frozenset(people.split()), status, day


CASES: list[tuple[Lang, str, set[tuple[frozenset[str], str, str | None]]]] = [
    # the partner is missing from the sentence: the one all the calls are with
    (
        "ru",
        "В среду Эммануэль Макрон позвонил Реджепу Тайипу Эрдогану. Позвонил и Владимир Путин.",
        {of("macron erdogan", day="2024-05-15"), of("putin erdogan", day="2024-05-15")},
    ),
    # titles between the names of a list
    (
        "ru",
        "Премьер Великобритании Кир Стармер, канцлер Германии Фридрих Мерц и президент Франции Эммануэль Макрон "
        "провели телефонный разговор с Владимиром Зеленским.",
        {of("starmer merz macron zelensky")},
    ),
    # a party inside a title meets nobody
    (
        "uk",
        "Лідер «Батьківщини» Юлія Тимошенко зустрілася з президентом Володимиром Зеленським.",
        {of("tymoshenko zelensky")},
    ),
    # readiness is no meeting
    ("uk", "Ердоган висловив готовність організувати зустріч Володимира Путіна й Володимира Зеленського.",
     {of("putin zelensky", "proposed")}),
    # a stranger in the clause: nobody is guessed
    ("ru", "В среду Эммануэль Макрон позвонил Владимиру Путину. Потом Реджеп Тайип Эрдоган позвонил матери.",
     {of("macron putin", day="2024-05-15")}),
    # whom somebody rings comes before where
    ("ru", "Хавьер Солана позвонил в Белград президенту Сербии Борису Тадичу.", {of("sln tdch")}),
    # forms of names the dictionary makes up
    ("ru", "Анвар Ибрагим позвонил Пите Лимчаренрату.", {of("ibrahim lmchrnrt")}),
    # two days of one verb, and two verbs
    ("ru", "Владимир Путин дважды говорил по телефону с Ангелой Меркель – в понедельник и во вторник.",
     {of("putin merkel", day="2024-05-13"), of("putin merkel", day="2024-05-14")}),
    ("ru", "Владимир Путин позвонил Ангеле Меркель в понедельник и во вторник вылетел в Рим.",
     {of("putin merkel", day="2024-05-13")}),
    # callers who take turns
    ("ru", "Владимиру Путину во вторник позвонила Ангела Меркель, в среду – Эммануэль Макрон.",
     {of("merkel putin", day="2024-05-14"), of("macron putin", day="2024-05-15")}),
    ("uk", "Із Володимиром Путіним говорила телефоном Ангела Меркель, за годину – Емманюель Макрон.",
     {of("merkel putin"), of("macron putin")}),
    ("ru", "Владимиру Путину позвонила Ангела Меркель, в Берлине – праздник.", {of("merkel putin")}),
    # the day it was planned for, not the day it was called off
    ("ru", "Встречу Джо Байдена с Владимиром Путиным, намеченную на 17 мая, отменили накануне.",
     {of("biden putin", "refused", "2024-05-17")}),
    # planned by one word, called off by another
    ("ru", "Назначенная на пятницу встреча Джо Байдена с Владимиром Путиным отменена.",
     {of("biden putin", "refused", "2024-05-17")}),
    ("uk", "Заплановану на п'ятницю телефонну розмову Олафа Шольца з Володимиром Путіним скасовано.",
     {of("scholz putin", "refused", "2024-05-17")}),
    # calls told by the noun
    ("ru", "Николас Мадуро поздравил Рауля Кастро телефонным звонком.", {of("maduro castro")}),
    ("uk", "Габрієль Борич обмінявся дзвінками з Густаво Петро.", {of("boric petro")}),
    # a possessive between preposition and name
    ("uk", "Такесі Івая поговорив телефоном зі своїм індійським колегою Субраманьямом Джайшанкаром.",
     {of("iwaya jaishankar")}),
    # one by one
    ("ru", "Владимир Путин поочерёдно созвонился с Эммануэлем Макроном и Александром Вучичем.",
     {of("putin macron"), of("putin vucic")}),
    ("uk", "Емманюель Макрон та Александр Вучич привітали Володимира Зеленського телефоном.",
     {of("macron zelensky"), of("vucic zelensky")}),
    ("ru", "Эммануэль Макрон и Александр Вучич провели трёхсторонний телефонный разговор с Владимиром Путиным.",
     {of("macron vucic putin")}),
    # one verb, several partners
    ("uk", "Емманюель Макрон зустрівся в Парижі з Александром Вучичем, а ввечері – у Варшаві з Дональдом Туском.",
     {of("macron vucic"), of("macron tusk")}),
    # days in a list are a fact each; two days of one meeting are an interval
    ("ru", "Владимир Путин и Александр Лукашенко созванивались 3, 5 и 8 мая.",
     {of("putin lukashenko", day=f"2024-05-0{d}") for d in (3, 5, 8)}),
    # the first person is the speaker
    ("ru", "«Я позвонил Александру Вучичу», — рассказал Эммануэль Макрон.", {of("macron vucic")}),
    # status: the governing words
    ("ru", "Эммануэль Макрон планирует встретиться с Александром Вучичем в пятницу.",
     {of("macron vucic", "planned", "2024-05-17")}),
    ("uk", "Емманюель Макрон запропонував Александру Вучичу зустрітися.", {of("macron vucic", "proposed")}),
    ("ru", "Владимир Путин мог бы позвонить Эммануэлю Макрону.", set()),
    ("ru", "Владимир Путин и Александр Лукашенко часто созваниваются.", set()),
    ("ru", "Неизвестно, позвонит ли Владимир Путин Эммануэлю Макрону.", set()),
    ("ru", "Александр Вучич в пятницу пригласил Эммануэля Макрона в Белград.", {of("vucic macron", "proposed")}),
    # what goes on is today; what lasted is over
    ("ru", "Сейчас в Женеве идут переговоры Сергея Лаврова с Марко Рубио.", {of("lavrov rubio", "ongoing", PUBLISHED)}),
    # the reporting speaker does not take part
    ("ru", "Дмитрий Песков сообщил, что Владимир Путин встретится с Си Цзиньпином.", {of("putin jinping", "planned")}),
    # headline and body are one fact, a plan and a meeting held are two
    ("ru", "Макрон принял Вучича\n\nВо вторник Эммануэль Макрон принял Александра Вучича. Макрон принял его в Париже.",
     {of("macron vucic", day="2024-05-14")}),
    # antecedents: the relative word or the participle stands for the other side
    ("ru", "Дональд Туск, с которым Эммануэль Макрон увиделся во вторник, доволен.",
     {of("tusk macron", day="2024-05-14")}),
    ("ru", "Александр Вучич, принимавший Эммануэля Макрона в Белграде, доволен.", {of("vucic macron")}),
    # a report that somebody denies, with the contact as a noun or planned by a word beside it; a report alone
    ("ru", "В Белграде опровергли сообщение о звонке Александра Вучича Эммануэлю Макрону.",
     {of("vucic macron", "denied")}),
    ("ru", "Слухи о предстоящей встрече Александра Вучича с Эммануэлем Макроном в Белграде назвали вымыслом.",
     {of("vucic macron", "denied")}),
    ("uk", "У Белграді спростували чутки про телефонну розмову Александара Вучича з Емманюелем Макроном.",
     {of("vucic macron", "denied")}),
    ("ru", "Появилось сообщение о звонке Александра Вучича Эммануэлю Макрону.", {of("vucic macron")}),
    # a condition told after it
    ("ru", "Александр Вучич и Эммануэль Макрон встретятся, если парламент одобрит договор.", set()),
    ("uk", "Александар Вучич зустрінеться з Емманюелем Макроном, якщо парламент схвалить угоду.", set()),
    # meetings are had with one at a time, talks with all
    ("ru", "Александр Вучич провёл встречи с Эммануэлем Макроном и Дональдом Туском.",
     {of("vucic macron"), of("vucic tusk")}),
    ("uk", "Александар Вучич провів зустрічі з Емманюелем Макроном і Дональдом Туском.",
     {of("vucic macron"), of("vucic tusk")}),
    ("ru", "Александр Вучич провёл переговоры с Эммануэлем Макроном и Дональдом Туском.", {of("vucic macron tusk")}),
    # the state after the noun for its own man is not whom the preposition governs
    ("ru", "Встреча президента Франции Эммануэля Макрона с президентом КНР Си Цзиньпином состоялась.",
     {of("macron jinping")}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "words", "wanted"), CASES, ids=[c[1][:50] for c in CASES])
def test_contact(lang: Lang, words: str, wanted: set[tuple[frozenset[str], str, str | None]]) -> None:
    assert told(words, lang) == wanted


def only(words: str, lang: Lang) -> Contact:
    (found,) = contacts(words, lang)
    return found


@pytest.mark.parametrize(
    ("lang", "words", "initiator"),
    [
        ("ru", "Владимир Путин позвонил Александру Лукашенко.", "vladimir-putin"),
        ("ru", "Владимиру Путину позвонил Александр Лукашенко.", "alexander-lukashenko"),
        ("ru", "Владимир Путин поговорил по телефону с Александром Лукашенко.", None),
        (
            "ru",
            "Состоялся телефонный разговор Владимира Путина с Александром Лукашенко. "
            "Инициатором разговора был белорусский президент.",
            "alexander-lukashenko",
        ),
        (
            "uk",
            "Відбулася телефонна розмова Еммануеля Макрона з Дональдом Туском. "
            "Вона пройшла з ініціативи польської сторони.",
            "donald-tusk",
        ),
        ("ru", "Эммануэль Макрон предложил Александру Вучичу созвониться.", "emmanuel-macron"),
        ("ru", "Эммануэль Макрон намерен позвонить Александру Вучичу.", "emmanuel-macron"),
        ("uk", "Емманюель Макрон має зателефонувати Александару Вучичу.", "emmanuel-macron"),
        (
            "ru",
            "По инициативе польской стороны состоялся телефонный разговор Эммануэля Макрона с Дональдом Туском.",
            "donald-tusk",
        ),
    ],
)  # fmt: skip
def test_who_called(lang: Lang, words: str, initiator: str | None) -> None:
    call = only(words, lang)
    assert isinstance(call, PhoneCall)
    assert call.initiator == initiator


@pytest.mark.parametrize(
    ("lang", "words", "place"),
    [
        ("ru", "Эммануэль Макрон принял Александра Вучича в Париже.", "Париж"),
        ("ru", "Эммануэль Макрон провёл в Брюсселе переговоры с Александром Вучичем.", "Брюссель"),
        ("ru", "Владимир Путин принял Александра Вучича в Кремле.", "Москва"),
        ("ru", "Владимир Путин принял Александра Вучича в Эр-Рияде.", "Эр-Рияд"),
        ("ru", "Эммануэль Макрон прилетел в Белград, где его принял Александр Вучич.", "Белград"),
        ("uk", "Емманюель Макрон запросив Володимира Зеленського до Парижа.", "Париж"),
        ("uk", "Емманюель Макрон зустрівся з Володимиром Зеленським.", None),
    ],
)
def test_where_they_met(lang: Lang, words: str, place: str | None) -> None:
    meeting = only(words, lang)
    assert isinstance(meeting, Meeting)
    assert meeting.place == place


def test_who_gets_in_touch_has_called() -> None:
    calls = contacts("Эммануэль Макрон связался с Александром Вучичем. Позвонил тому и Дональд Туск.", "ru")
    assert [c.initiator for c in calls if isinstance(c, PhoneCall)] == ["emmanuel-macron", "donald-tusk"]


def test_a_call_in_vain_is_one_refused_call() -> None:
    call = only("Эммануэль Макрон дважды звонил Александру Вучичу, но Вучич не взял трубку.", "ru")
    assert (call.status, isinstance(call, PhoneCall) and call.initiator) == ("refused", "emmanuel-macron")


def test_a_union_meets_alone_a_ministry_does_not() -> None:
    assert [c.participants for c in contacts("В июне в Вильнюсе пройдёт саммит НАТО.", "ru")] == [("nato",)]
    assert contacts("В июне пройдёт заседание МИД Польши.", "ru") == []


def test_evidence_is_verbatim() -> None:
    words = "Как заявили в Осло, Эммануэль Макрон позвонил Александру Вучичу, сказал он."
    call = only(words, "ru")
    assert call.evidence.span.of(words) == call.evidence.exact
    assert "Эммануэль Макрон позвонил Александру Вучичу" in call.evidence.exact


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Макрон поговорил по телефону с Шольцем. Беседа состоялась по инициативе Парижа."),
        ("uk", "Макрон поговорив телефоном із Шольцем. Розмова тривала годину, бесіда відбулася з ініціативи Парижа."),
    ],
)
def test_a_call_told_again_is_no_meeting(lang: Lang, words: str) -> None:
    assert not facts(Meeting, words, lang)
    (call,) = facts(PhoneCall, words, lang)
    assert last(call.initiator) == "macron"


def test_a_talk_with_others_after_a_call_is_a_meeting() -> None:
    assert facts(Meeting, "Макрон позвонил Шольцу. Переговоры Макрона и Туска прошли в Париже.")

"""Who holds what: vague titles by what they are of, national offices of the article's state."""

import pytest

from kg.model import Lang, Office
from tests.extraction.reading import facts, last, scene

Held = tuple[str | None, str, str | None]


def offices(words: str, lang: Lang = "ru") -> set[Held]:
    return {(last(o.person), o.role, o.of) for o in facts(Office, words, lang)}


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ru", "Глава Таджикистана Эмомали Рахмон прибыл в Минск.", ("rahmon", "president", "tj")),
        ("ru", "Глава «Ликуда» Биньямин Нетаньяху прибыл в Париж.", ("netanyahu", "party leader", "il-likud")),
        ("ru", "Лидер «Ликуда» Биньямин Нетаньяху прибыл в Париж.", ("netanyahu", "party leader", "il-likud")),
        (
            "ru",
            "Председатель Европейского совета Шарль Мишель прибыл в Киев.",
            ("michel", "president", "european-council"),
        ),
        ("ru", "Мэр Анкары Мансур Яваш принял делегацию.", ("avsh", "mayor", None)),
        ("ru", "Избранный вице-президент Чили Пабло Рохо прибыл.", ("rh", "vice president-elect", "cl")),
        ("ru", "Служебный премьер Болгарии Иван Христов прибыл.", ("hrstv", "acting prime minister", "bg")),
        ("ru", "Представитель Госдепартамента США Джон Хилл молчал.", ("hl", "spokesperson", "us-foreign-ministry")),
        (
            "ru",
            "Он звонил исполняющему обязанности министра обороны Чада Самиру Тахо.",
            ("th", "acting defence minister", "td"),
        ),
        ("ru", "Самир Тахо, временно исполняющий обязанности посла Чада, ушёл.", ("th", "acting ambassador", "td")),
        ("uk", "В. о. міністра оборони Чаду Самір Тахо прибув.", ("th", "acting defence minister", "td")),
        ("ru", "Верховный представитель ЕС Анна Хилл прибыла.", ("hl", "foreign policy chief", "eu")),
        ("uk", "Верховний представник Карл Гілл прибув до Сараєва.", ("hl", "high representative", None)),
        ("uk", "Державна секретарка США Мері Гілл прибула.", ("hl", "secretary of state", "us")),
    ],
)
def test_a_vague_title_is_called_by_what_it_is_of(lang: Lang, words: str, expected: Held) -> None:
    assert expected in offices(words, lang)


@pytest.mark.parametrize(
    "words",
    [
        "Хуан Гуайдо объявил себя президентом Венесуэлы.",
        "США признали Хуана Гуайдо президентом Венесуэлы.",
        "Граждане Венесуэлы избирают президента.",
    ],
)
def test_what_somebody_is_only_called_is_no_office_of_anybody(words: str) -> None:
    assert offices(words) == set()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Парламент Ливана избрал президентом Жозефа Ауна."),
        ("uk", "Парламент Лівану обрав президентом Йозефа Ауна."),
        ("ru", "Парламент избрал Жозефа Ауна президентом Ливана."),
    ],
)
def test_whom_a_parliament_elects_holds_the_office(lang: Lang, words: str) -> None:
    assert offices(words, lang) == {("aoun", "president", "lb")}


def test_a_name_after_a_title_is_never_somebody_else() -> None:
    assert offices("Глава исландского кабинета Гейр Хорде прибыл в Лондон.") == {("hrd", "prime minister", "is")}


@pytest.mark.parametrize(
    "words",
    [
        "Премьеры Польши и Чехии Дональд Туск и Петр Фиала здесь.",
        "Главы МИД Польши и Чехии Ян Буй и Петр Вит здесь.",
    ],
)
def test_a_title_of_two_states_has_two_holders(words: str) -> None:
    assert {of for _, _, of in offices(words)} == {"pl", "cz"}
    assert len(offices(words)) == 2


def test_a_state_between_title_and_name_is_no_part_of_the_name() -> None:
    words = "Віцепрезидент Гани Махамуду Бавумія прибув до Лондона."
    assert {(role, of) for _, role, of in offices(words, "uk")} == {("vice president", "gh")}


def test_a_national_office_is_of_the_state_the_article_is_about() -> None:
    words = (
        "Польша закупит танки. Польша увеличит армию, Польша строит стену. Министр обороны Ежи Ковальчевский доволен."
    )
    assert {of for _, role, of in offices(words) if role == "defence minister"} == {"pl"}


def test_among_several_states_nobody_guesses() -> None:
    words = "Польша и Литва закупят танки, Латвия строит стену. Министр обороны Ежи Ковальчевский доволен."
    assert {of for _, role, of in offices(words) if role == "defence minister"} <= {None}


def test_former_offices_are_none() -> None:
    assert offices("Бывший премьер-министр Италии Маттео Ренци прибыл в Рим.") == set()


def test_an_acting_holder_is_told_so() -> None:
    held = offices("Временный президент Ирана Мохаммад Мохбер прибыл в Баку.")
    assert {(role, of) for _, role, of in held} == {("acting president", "ir")}


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ru", "Парламент назначил Петера Мадьяра премьер-министром Венгрии.", ("magyar", "prime minister", "hu")),
        ("ru", "Премьер-министром Венгрии избран Петер Мадьяр.", ("magyar", "prime minister", "hu")),
        ("uk", "Прем'єр-міністром Угорщини став Петер Мадяр.", ("magyar", "prime minister", "hu")),
        ("ru", "«Ликуд» возглавляет Биньямин Нетаньяху.", ("netanyahu", "party leader", "il-likud")),
    ],
)
def test_who_is_made_or_leads_holds_the_office(lang: Lang, words: str, expected: Held) -> None:
    assert expected in offices(words, lang)


@pytest.mark.parametrize(
    "words",
    [
        "Премьер-министром Венгрии станет Петер Мадьяр.",
        "На выборах президента Польши победителя не было.",
        "«Ликуд» раньше возглавлял Ариэль Шарон.",
    ],
)
def test_who_is_still_to_come_or_gone_holds_nothing(words: str) -> None:
    assert offices(words) == set()


@pytest.mark.parametrize(
    ("lang", "words", "role", "of"),
    [
        ("ru", "Министр обороны Польши Ян Буй говорил с чешским коллегой Петром Витом.", "defence minister", "cz"),
        ("uk", "Прем'єр Польщі Дональд Туск зустрів угорського колегу Віктора Орбана.", "prime minister", "hu"),
        ("ru", "Его принял и.о. премьера Косова Альбин Курти.", "acting prime minister", "xk"),
        ("uk", "Його прийняв в. о. прем'єра Косова Альбін Курті.", "acting prime minister", "xk"),
    ],
)
def test_colleagues_from_abroad_and_those_who_only_act(lang: Lang, words: str, role: str, of: str) -> None:
    assert (role, of) in {told[1:] for told in offices(words, lang)}


@pytest.mark.parametrize(
    ("lang", "words", "party"),
    [
        ("ru", "Лидер Партии свободы и справедливости Драган Джилас уехал.", "Партия свободы и справедливости"),
        ("ru", "Кандидат Партии социалистов Тудор Урсу признал поражение.", "Партия социалистов"),
        ("uk", "Лідер Партії свободи і справедливості Драган Джилас поїхав.", "Партія свободи і справедливості"),
        ("ru", "Глава Народно-демократической партии Ян Буй уехал.", "Народно-демократическая партия"),
    ],
)
def test_a_title_leaves_a_party_its_name(lang: Lang, words: str, party: str) -> None:
    (office,) = facts(Office, words, lang)
    names = {a.key: [n for _, n in a.names] for a in scene(words, lang).cast.actors}
    assert party in names[office.of or ""]


@pytest.mark.parametrize(
    ("words", "modified"),
    [
        ("Технический директор «Газпрома» Иван Петров прибыл.", False),
        ("Технический премьер-министр Болгарии Димитр Главчев прибыл.", True),
    ],
)
def test_only_ministers_are_technical(words: str, modified: bool) -> None:
    (office,) = facts(Office, words)
    assert office.role.startswith("acting") is modified


def test_the_initials_of_a_party_are_no_state() -> None:
    s = scene("Лидер СР Сергей Миронов прибыл.")
    assert "State" not in {a.type for a in s.cast.actors}


def test_a_state_has_many_ambassadors() -> None:
    assert offices("МИД Польши пишет, что посол вызван.") == set()


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("Глава МИД РМ Ион Попеску прибыл в Бухарест. Молдавия просит о помощи Румынию.", "md"),
        ("Премьер КР Азамат Буркеев прибыл из Бишкека в Анкару.", "kg"),
        ("Президент РУз прибыл. Министр РУз Тимур Ахмедов остался.", "uz"),
    ],
)
def test_a_republic_is_told_by_its_initials_if_the_article_names_it(words: str, of: str) -> None:
    assert of in {o for _, _, o in offices(words)}


def test_initials_of_a_state_not_named_are_not_of_another_one() -> None:
    words = "Министр иностранных дел РА Ашот Погосов звонил министру иностранных дел Кипра Яннису Ставру."
    assert {person: of for person, _, of in offices(words)} == {"phsv": "~ra", "stvr": "cy"}
    assert {of for _, _, of in offices("Глава СК Иван Сидоров прибыл из Сеула.")} != {"kp"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Касым-Жомарт Токаев принял президента Турции Реджепа Эрдогана. Президент нашей страны выступил."),
        (
            "ru",
            "Казахстан ждал гостя. Касым-Жомарт Токаев принял Реджепа Эрдогана из Турции. Глава государства выступил.",
        ),
        ("uk", "Касим-Жомарт Токаєв прийняв президента Туреччини Реджепа Ердогана. Глава держави виступив."),
    ],
)
def test_the_head_of_state_is_that_of_the_state_at_home(lang: Lang, words: str) -> None:
    found = scene(words, lang)
    last_person = [found.cast.refers[i] for i, m in enumerate(found.mentions) if m.type == "Person"][-1]
    assert last_person == ("kassym-jomart-tokayev",)


def test_a_preposition_parts_a_title_from_the_name_after_it() -> None:
    assert {person for person, _, _ in offices("Петр Павел позвал премьера Чехии к Хаджи Гераю.")} == {"fiala"}
    held = offices("Пресс-секретарь Президента Ержан Сулеев выступил в Казахстане.")
    assert {of for person, _, of in held if person == "slv"} <= {"kz", None}  # no body called «Президент»
    assert ("thani", "emir", "qa") in offices("Байден звонил Эмиру Катара Тамиму бен Хамаду Аль Тани.")

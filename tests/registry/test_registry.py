import pytest

from kg.registry import load


@pytest.fixture(scope="module")
def registry():
    return load()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("США", "state/us"),
        ("Штаты", "state/us"),
        ("сполучене королівство", "state/gb"),
        ("Объединенные Арабские Эмираты", "state/ae"),
        ("Обʼєднані Арабські Емірати", "state/ae"),
        ("Беларусь", "state/by"),
        ("Белоруссия", "state/by"),
        ("Госдеп", "org/us-foreign-ministry"),
        ("Верховна Рада", "org/ua-parliament"),
        ("ЕС", "org/eu"),
        ("Весна", "org/by-viasna"),
        ("Радіо Свобода", "outlet/radio-liberty"),
        ("Сочі", "place/sochi"),
        ("МИД России", "org/ru-foreign-ministry"),
        ("МЗС Китаю", "org/cn-foreign-ministry"),
        ("Polish foreign ministry", "org/pl-foreign-ministry"),
        ("ministry of foreign affairs of Kenya", "org/ke-foreign-ministry"),
        ("польский МИД", "org/pl-foreign-ministry"),
        ("російська прокуратура", "org/ru-prosecutor"),
        ("МВД Беларуси", "org/by-interior-ministry"),
    ],
)
def test_names_find_their_row(registry, text, id):
    assert [known.id for known in registry.named(text)] == [id]


@pytest.mark.parametrize("text", ["", "МИД", "Кремля", "полиция города", "foreign ministry of nowhere", "of"])
def test_what_is_not_known_finds_nothing(registry, text):
    assert registry.named(text) == ()


def test_adjectives_capitals_and_metonyms(registry):
    assert [k.id for k in registry.by_adjective("Белорусский")] == ["state/by"]
    assert [k.id for k in registry.by_capital("Кишинэу")] == ["state/md"]
    assert [k.id for k in registry.by_metonym("Брюссель")] == ["org/eu"]
    assert [k.id for k in registry.by_metonym("Банкова")] == ["org/ua-presidential-office"]
    assert "foreign-ministry" in [i.id for i in registry.by_institution("мид")]


def test_a_body_is_composed_of_institution_and_state(registry):
    body = registry.body("foreign-ministry", "state/pl")
    assert body.id == "org/pl-foreign-ministry"
    assert body.type == "Organization"
    assert body.of == "state/pl"
    assert body.names["ru"][0] == "МИД Польши"
    assert body.names["uk"][0] == "МЗС Польщі"
    assert body.names["en"] == ("Polish Foreign Ministry", "Ministry of Foreign Affairs of Poland")
    assert registry.get(body.id) == body


def test_a_row_has_its_own_names_and_the_composed_ones(registry):
    names = registry.body("foreign-ministry", "state/us").names["ru"]
    assert {"Госдепартамент", "МИД США"} <= set(names)


def test_people_are_found_by_any_spelling(registry):
    for name in ("Аляксандр Лукашэнка", "Alyaksandr Lukashenka", "Олександр Лукашенко"):
        assert [k.id for k in registry.by_key(name)] == ["person/alexander-lukashenko"]
    assert "person/alexander-lukashenko" in [k.id for k in registry.by_key("Лукашенка")]


@pytest.mark.parametrize(
    ("role", "of", "date", "id"),
    [
        ("president", "state/ua", "2019-05-19", "person/petro-poroshenko"),
        ("president", "state/ua", "2019-05-20", "person/volodymyr-zelensky"),
        ("president", "state/us", "2020-08", "person/donald-trump"),
        ("chancellor", "state/de", "2020-08-15", "person/angela-merkel"),
    ],
)
def test_who_held_an_office(registry, role, of, date, id):
    assert [k.id for k in registry.holder(role, of, date)] == [id]


def test_a_year_of_change_has_both_in_order_of_entry(registry):
    held = [k.id for k in registry.holder("president", "state/ua", "2019")]
    assert held == ["person/petro-poroshenko", "person/volodymyr-zelensky"]


def test_elections_of_a_state_are_in_order(registry):
    votes = registry.elections("state/by")
    assert ("president", "2020-08-09") in [(v.office, v.date) for v in votes]
    assert [v.date for v in votes] == sorted(v.date for v in votes)
    assert registry.elections("state/none") == ()


def test_nothing_can_be_changed(registry):
    with pytest.raises(TypeError):
        registry.known["state/by"] = None

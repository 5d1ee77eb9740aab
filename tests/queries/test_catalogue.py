"""Every question of the catalogue is well formed, portable and answers its own examples."""

import re
import shlex

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from kg import queries
from kg.errors import QueryError
from kg.graph import Graph
from kg.views import messages

NAMES = sorted(queries.catalogue())
CYRILLIC = re.compile("[а-яіїєґ]")
ANY = {"actor": "id:x", "date": "2020-08", "string": 'a "b" } \\', "integer": "3", "kind": "held"}


def resolve(name: str) -> list[str]:
    return ["https://w3id.org/actorgraph/id/person/x"]


def test_there_are_enough() -> None:
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    query = queries.find(name)
    assert query.examples
    assert query.budget
    prefixes = [line for line in query.text.splitlines() if "PREFIX" in line]
    assert all(line.count("PREFIX") == 1 and re.fullmatch(r"PREFIX \w+: <\S+>", line) for line in prefixes)


@pytest.mark.parametrize("name", NAMES)
def test_words_in_three_languages(name: str) -> None:
    query = queries.find(name)
    for told in (query.titles, query.abouts, *(param.helps for param in query.params)):
        assert set(told) == {"en", "ru", "uk"}
        assert len(set(told.values())) == 3
        assert not CYRILLIC.search(told["en"])
        assert CYRILLIC.search(told["ru"])
        assert not re.search("[іїєґ]", told["ru"])
        assert CYRILLIC.search(told["uk"])
        assert not re.search("[ыэёъ]", told["uk"])
    for lang, about in query.abouts.items():
        assert about != query.titles[lang]
        assert len(about) <= 160
        assert about.endswith(".")


def test_one_english_help_has_one_translation() -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    for param in (p for query in queries.catalogue().values() for p in query.params):
        told.setdefault(param.help(), set()).add((param.help("ru"), param.help("uk")))
    assert [english for english, translations in told.items() if len(translations) > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_language_names_the_same_kinds(name: str) -> None:
    for param in queries.find(name).params:
        if param.type == "kind":
            english, *others = (re.findall("[A-Za-z]{4,}", param.help(lang)) for lang in messages.LANGS)
            kinds = [word for word in english if word in queries.kinds_for(param)]
            assert kinds
            assert others == [kinds, kinds]


def test_what_is_not_translated_is_told_in_english() -> None:
    header = "# title: x\n# about: y\n# param actor actor : who\n# param-ru actor : кто\n"
    query = queries.parse("mine", header + "SELECT * { VALUES ?actor { UNDEF } }")
    assert (query.title("uk"), query.about("uk"), query.param("actor").help("uk")) == ("x", "y", "who")
    assert query.param("actor").help("ru") == "кто"


@pytest.mark.parametrize("name", NAMES)
def test_every_open_clause_is_a_parameter(name: str) -> None:
    query = queries.find(name)
    assert set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.text)) == {p.name for p in query.params}


@pytest.mark.parametrize("name", NAMES)
def test_two_parsers_take_it_as_it_is_open_and_bound(name: str) -> None:
    query = queries.find(name)
    bound = query.bind({p.name: ANY[p.type] for p in query.params}, resolve)
    assert "UNDEF" not in bound
    for text in (query.text, query.bind({}, resolve), bound):
        ox.Store().query(text)
        prepareQuery(text)


@pytest.mark.parametrize("name", NAMES)
def test_only_plain_sparql(name: str) -> None:
    words = set(queries.keywords(queries.find(name).text))
    assert not words & {"LATERAL", "SERVICE", "TRIPLE", "LOAD", "INSERT", "DELETE"}
    queries.check_read_only(queries.find(name).text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", messages.LANGS)
def test_every_column_has_a_heading(name: str, lang: str) -> None:
    select = re.search(r"SELECT (?:DISTINCT )?(.*)\nWHERE", queries.find(name).text)
    assert select
    columns = re.findall(
        r"\?(\w+)(?= |$)", re.sub(r"\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*AS (\?\w+)\)", r"\1", select[1])
    )
    assert columns
    missing = [c for c in columns if c not in messages.words(lang)["column"]]  # type: ignore[arg-type]
    assert not missing


@pytest.mark.parametrize("name", NAMES)
def test_examples_run_on_the_real_articles(name: str, real: Graph) -> None:
    for example in queries.find(name).examples:
        words = shlex.split(example)
        if words[:3] == ["kg", "ask", name]:
            options = dict(zip([w.removeprefix("--") for w in words[3::2]], words[4::2], strict=True))
            real.ask(name, **options)
        else:
            assert words[:2] == ["kg", "stats"]


def test_languages_have_the_same_words() -> None:
    tables = [messages.words(lang) for lang in messages.LANGS]
    for section in ("column", "term", "text"):
        assert tables[0][section].keys() == tables[1][section].keys() == tables[2][section].keys()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT * { ?s ?p ?o }", "no '# title:'"),
        ("# title: x\n# param actor actor no colon\nSELECT * { ?s ?p ?o }", "parameter line"),
        ("# title: x\n# param actor person : who\nSELECT * { ?s ?p ?o }", "parameter line"),
        ("# title: x\n# param actor actor : who\nSELECT * { ?s ?p ?o }", "no clause"),
        ("# title: x\n# param-uk actor : хто\nSELECT * { ?s ?p ?o }", "no '# param actor' above its '# param-uk'"),
        ("# title: x\n# param actor actor : who\n# param-ru acter : кто\n", "did you mean 'actor'"),
        ("# title: x\n# param actor actor : who\n# param-ru actor кто\n", "reads '# param-ru NAME : help'"),
    ],
)
def test_a_wrong_header_is_named(text: str, problem: str) -> None:
    with pytest.raises(QueryError, match=re.escape(problem)):
        queries.parse("mine", text)


def test_unknown_names_get_a_hint(small: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean 'calls'"):
        small.ask("cals")
    with pytest.raises(QueryError, match="did you mean 'actor'"):
        small.ask("calls", acter="x")
    with pytest.raises(QueryError, match=r"no query named '\.\./calls'"):
        small.ask("../calls")

"""Who is who: names, offices, fathers, company."""

from hypothesis import given
from hypothesis import strategies as st

from kg.consolidation.people import Person, by_surname, cluster


def person(of="", role="minister", home=None, father="", company=()):
    offices = frozenset({(role, of)} if of else ())
    homes = frozenset({home or of} if of else ())
    return Person("petr-tan", "tan", True, father, offices, homes, frozenset(company))


def ids(**members):
    return {name: identity.id for name, identity in cluster(members).items()}


def test_one_name_is_one_person_while_nothing_speaks_against():
    assert ids(a=person(), b=person("state/ua"), c=person("state/ua", "ambassador")) == dict.fromkeys("abc", "petr-tan")
    assert ids(a=person(company=["x"]), b=person(company=["y"])) == dict.fromkeys("ab", "petr-tan")


def test_without_an_office_the_company_must_be_known():
    minister = person("state/ua", company=["x"])
    assert ids(a=minister, b=person(company=["x"])) == {"a": "petr-tan", "b": "petr-tan"}
    assert ids(a=minister, b=person(company=["y"])) == {"a": "petr-tan", "b": None}


def test_two_states_are_two_people():
    found = ids(a=person("state/ua"), b=person("state/pl"), c=person("state/ua"))
    assert found == {"a": "petr-tan.state-ua", "b": "petr-tan.state-pl", "c": "petr-tan.state-ua"}


def test_somebody_with_both_offices_is_one():
    both = Person("petr-tan", "tan", offices=frozenset({("m", "state/ua"), ("m", "state/pl")}), homes=frozenset())
    assert set(ids(a=person("state/ua"), b=person("state/pl"), c=both).values()) == {"petr-tan"}


def test_mayors_of_two_towns_are_two():
    found = ids(a=person("org/lviv", "mayor", "state/ua"), b=person("org/odesa", "mayor", "state/ua"))
    assert found == {"a": "petr-tan.org-lviv", "b": "petr-tan.org-odesa"}


def test_two_fathers_are_two_people():
    found = ids(a=person("state/ua", father="ivanovich"), b=person("state/ua", father="petrovich"))
    assert len(set(found.values())) == 2


def test_without_an_office_company_decides_among_homonyms_or_nobody():
    ua, pl = person("state/ua", company=["person/x"]), person("state/pl", company=["person/y"])
    found = ids(a=ua, b=pl, c=person(company=["person/x"]), d=person(company=["person/z"]))
    assert found["c"] == found["a"]
    assert found["d"] is None


def test_a_surname_needs_an_office_that_one_person_holds():
    assert by_surname(["petr-tan", "petr-tan"]).id == "petr-tan"
    assert by_surname(["petr-tan", "ivan-tan"]).id is None
    assert by_surname([]).id is None


people = st.builds(
    person,
    of=st.sampled_from(("", "state/ua", "state/pl", "org/lviv", "org/odesa")),
    role=st.sampled_from(("mayor", "minister")),
    father=st.sampled_from(("", "", "ivanovich", "petrovich")),
    company=st.lists(st.sampled_from(("x", "y", "state/ua")), max_size=2),
)


@given(st.lists(people, min_size=1, max_size=6), st.randoms())
def test_neither_order_nor_names_of_mentions_matter(found, random):
    order = list(range(len(found)))
    random.shuffle(order)
    first = cluster({f"n{i}": p for i, p in enumerate(found)})
    other = cluster({f"n{i}": found[i] for i in order})
    assert first == other
    renamed = cluster({f"m{9 - i}": p for i, p in enumerate(found)})
    assert [renamed[f"m{9 - i}"].id for i in range(len(found))] == [first[f"n{i}"].id for i in range(len(found))]


@given(people)
def test_people_are_read_as_they_were_written(one):
    assert Person.loads(one.dumps()) == one

"""Names in any language and case form find their actor; nobody is guessed."""

import pytest

from kg.errors import QueryError
from kg.graph import Graph


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Norn", "person/ada-norn"),
        ("ада норн", "person/ada-norn"),
        ("Норн", "person/ada-norn"),
        ("Ады Норн", "person/ada-norn"),
        ("Q900001", "person/ada-norn"),
        ("person/ada-norn", "person/ada-norn"),
        ("id:person/ada-norn", "person/ada-norn"),
        ("https://w3id.org/actorgraph/id/person/ada-norn", "person/ada-norn"),
        ("Борисом Велиным", "person/boris-velin"),
        ("Бориса Веліна", "person/boris-velin"),
        ("Дмитрия Гая", "person/dmytro-hai"),
        ("Дмитром Гаєм", "person/dmytro-hai"),
        ("Норландии", "state/nl"),
        ("  Velia ", "state/ve"),
        ("Избиркомом", "org/vote-office"),
    ],
)
def test_found(text: str, who: str, small: Graph) -> None:
    assert small.resolve(text) == (f"https://w3id.org/actorgraph/id/{who}",)


def test_a_shared_surname_lists_the_candidates(small: Graph) -> None:
    with pytest.raises(QueryError, match=r"may be Boris Velin \(person/boris-velin\); Clara Velin"):
        small.resolve("Velin")


def test_nobody_gets_the_nearest_name(small: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean 'Dmytro Hai'"):
        small.resolve("Dmitro Hay")
    with pytest.raises(QueryError, match=r"no actor 'Zzyzx' in the store$"):
        small.resolve("Zzyzx")


@pytest.mark.parametrize(
    "text", ["Путин", "Путина", "Putin", "Путін", "Путіна", "Владимиром Путиным", "Vladimir Putin", "Q7747"]
)
def test_real_names(text: str, real: Graph) -> None:
    assert real.names().name(real.resolve(text)[0]) in ("Vladimir Putin", "Владимир Путин", "Володимир Путін")


@pytest.mark.parametrize("text", ["Белоруссии", "Білорусь", "Belarus", "Беларусь", "Белоруссией"])
def test_real_states(text: str, real: Graph) -> None:
    assert real.resolve(text) == real.resolve("Q184")


def test_completion(small: Graph) -> None:
    assert small.names().starting("ada") == ["Ada Norn"]
    assert small.names().starting("Вел") == ["Борис Велин", "Борис Велін", "Велия", "Велія", "Клара Велина"]

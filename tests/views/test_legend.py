"""The legend has a row for everything the model knows, in three languages."""

import typing

import pytest

from kg import model
from kg.views import legend

NAMES = [*typing.get_args(model.StatementKind), *typing.get_args(model.Stance), "PhoneCall", "Meeting", "Post"]


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_a_style_and_three_labels(name):
    kind = legend.kind(f"https://w3id.org/actorgraph/ns#{name}")
    assert kind.style.id != "other"
    assert all(kind.label[lang] for lang in legend.LANGS)


@pytest.mark.parametrize("name", typing.get_args(model.Status))
def test_every_status_has_a_mark_unless_it_happened(name):
    assert bool(legend.status(name).mark) == (name != "held")


@pytest.mark.parametrize("name", typing.get_args(model.ActorType))
def test_every_type_of_actor_has_a_shape(name):
    assert legend.shape(name).id == name


def test_shapes_and_colours_tell_types_apart():
    looks = [(legend.shape(name).shape, legend.shape(name).color) for name in typing.get_args(model.ActorType)]
    assert len(set(looks)) == len(looks)


def test_phrases_take_the_same_values_in_all_languages():
    for name, phrases in legend._legend().words.items():
        assert set(phrases) == set(legend.LANGS), name
        assert len({text.count("{}") for text in phrases.values()}) == 1, name

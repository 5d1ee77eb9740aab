"""Which events are one, and what came of plans."""

from kg.consolidation.events import Cluster, alone, joined, one_day, outcome
from kg.consolidation.tellings import Telling


def telling(who="ab", day="2024-05-14", last=None, kind="Meeting", **more):
    return Telling(kind, frozenset(who), day, last or day, **more)


def groups(found):
    by_parts = {}
    for name, event in found.items():
        by_parts.setdefault(event.parts if event.parts is not None else name, []).append(name)
    return sorted(map(sorted, by_parts.values()))


def test_a_contact_with_fewer_actors_is_the_only_larger_one():
    assert groups(one_day({"1": telling("abc"), "2": telling("ab"), "3": telling("de")})) == [["1", "2"], ["3"]]
    assert groups(one_day({"1": telling("abc"), "2": telling("abd"), "3": telling("ab")})) == [["1", "2", "3"]]
    assert groups(one_day({"1": telling("abcd"), "2": telling("abxyz"), "3": telling("ab")})) == [["1"], ["2"], ["3"]]


def test_votes_and_protests_without_a_name_are_the_only_one_of_that_day():
    votes = {"1": telling("s", kind="Election", office="president"), "2": telling("s", kind="Election")}
    assert groups(one_day(votes)) == [["1", "2"]]
    votes["3"] = telling("s", kind="Election", office="parliament")
    assert groups(one_day(votes)) == [["1"], ["2"], ["3"]]
    marches = {"1": telling("s", kind="protest", place="x"), "2": telling("s", kind="protest", place="y")}
    assert groups(one_day(marches)) == [["1"], ["2"]]


def test_a_vague_telling_means_the_only_event_it_can_mean():
    first, second = Cluster("e1", (telling(),)), Cluster("e2", (telling(day="2024-05-20"),))
    may = telling(day="2024-05-01", last="2024-05-31")
    assert joined(may, [first]) == ("e1", "the only one in that time")
    assert joined(may, [first, second]) is None
    assert joined(telling(day="2024-06-01", last="2024-06-30"), [first]) is None
    assert joined(telling(day="", last=""), [first]) is None
    assert joined(telling(day="2024-01-01", last="2024-12-31"), [first]) is None
    assert joined(telling("cd", "2024-05-01", "2024-05-31"), [first]) is None


def test_the_election_is_the_last_one():
    votes = [Cluster(d, (telling("s", d, kind="Election"),)) for d in ("2024-05-14", "2024-05-28")]
    said = telling("s", "", kind="Election", told="2024-05-20")
    assert joined(said, votes) == ("2024-05-14", "the last one before the article")


def test_plans_without_a_date_are_one_while_they_are_news():
    def plan(told):
        return telling(day="", status="planned", told=told, place="place/vienna")

    found = alone({"1": plan("2024-05-01"), "2": plan("2024-05-09"), "3": plan("2024-07-01")})
    assert groups(found) == [["1", "2"], ["3"]]
    calls = {"1": telling(day="", told="2024-05-01"), "2": telling(day="", told="2024-05-01")}
    assert groups(alone(calls)) == [["1"], ["2"]]


def test_what_came_of_a_plan():
    plan = Cluster("plan", (telling(day="", status="planned", told="2024-05-01", place="moscow"),))
    held = Cluster("held", (telling(day="2024-05-14", place="sochi", told="2024-05-15"),))
    later = Cluster("later", (telling(day="2024-05-20"),))
    before = Cluster("before", (telling(day="2024-04-20"),))
    moved = Cluster("moved", (telling(day="", status="planned", told="2024-05-10", place="sochi"),))
    refused = Cluster("refused", (telling(day="", status="refused", told="2024-05-05"),))
    strangers = Cluster("strangers", (telling("cd", "2024-05-02"),))
    assert outcome(plan, [later, held, before, moved, refused, strangers, plan]) == "held"
    assert outcome(plan, [moved, refused]) == "refused"
    assert outcome(plan, [moved]) == "moved"
    assert outcome(plan, [before, strangers]) is None
    assert outcome(held, [later]) is None


def test_tellings_are_read_as_they_were_written():
    one = telling(place="x", office="o", told="2024-05-15", status="planned")
    assert Telling.loads(one.dumps()) == one

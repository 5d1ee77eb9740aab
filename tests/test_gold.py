from tests.gold import all_gold


def test_gold_becomes_records_with_verbatim_evidence(shared):
    extractions = all_gold(shared, "articles", "eval/dev")
    assert len(extractions) == 37
    for extraction in extractions:
        ids = [fact.id for fact in extraction.facts]
        assert len(ids) == len(set(ids))
        for fact in extraction.facts:
            assert fact.evidence.span.of(extraction.article.text) == fact.evidence.exact

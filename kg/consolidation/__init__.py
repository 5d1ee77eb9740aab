"""Which mentions of different articles mean the same: people, events, copies of one text.

Pure functions over small records; the same answer in whatever order the mentions come. Reading them from a store and
writing the answer is the business of `kg.rdf`.
"""

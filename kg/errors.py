"""Errors a user can act on: each message says what, where and what to do."""


class KgError(Exception):
    """Base of all errors of this package; the command line prints it as one line and exits with 1."""


class ArticleError(KgError):
    """One article cannot be read; the others go on."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


class LexiconError(KgError):
    """A row of the lexicon is wrong."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"lexicon {where}: {problem}")
        self.where = where


class RegistryError(KgError):
    """A row of `seeds/` is wrong."""


class OntologyError(KgError):
    """An article graph breaks the shapes of `ontology/shapes.ttl`."""


class QueryError(KgError):
    """A question is unknown, a parameter is wrong, or SPARQL cannot be run."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""

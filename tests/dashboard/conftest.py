from tests.results.conftest import as_

__all__ = ["as_"]

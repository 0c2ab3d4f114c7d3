from tests.evidence.conftest import office
from tests.results.conftest import as_

__all__ = ["as_", "office"]

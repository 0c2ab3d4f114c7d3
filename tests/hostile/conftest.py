from tests.contract.conftest import (  # noqa: F401 - the same office is walked
    all_operations,
    anonymous,
    cast,
    powerful,
    roleless,
    walked_app,
    walked_database,
)

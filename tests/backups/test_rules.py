from api.backups.rules import Head, Lineage, lineage

A, B = b"a" * 32, b"b" * 32


def test_a_backup_that_ends_where_the_database_ends_loses_nothing() -> None:
    assert lineage(Head(5, A), Head(5, A), A, A) is Lineage.CONTAINS_PRESENT


def test_a_backup_that_goes_beyond_the_database_loses_nothing() -> None:
    assert lineage(Head(9, B), Head(5, A), A, A) is Lineage.CONTAINS_PRESENT


def test_a_backup_that_ends_earlier_is_older() -> None:
    assert lineage(Head(4, A), Head(5, B), A, A) is Lineage.OLDER


def test_another_entry_at_the_common_end_is_another_history() -> None:
    assert lineage(Head(9, B), Head(5, A), B, A) is Lineage.OTHER
    assert lineage(Head(4, B), Head(5, A), B, A) is Lineage.OTHER


def test_an_empty_database_has_nothing_to_lose() -> None:
    assert lineage(Head(3, A), Head(0, b""), b"", b"") is Lineage.CONTAINS_PRESENT


def test_an_empty_backup_of_a_used_database_is_older() -> None:
    assert lineage(Head(0, b""), Head(3, A), b"", b"") is Lineage.OLDER

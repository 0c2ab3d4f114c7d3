"""Who plays, and how often each is drawn: whoever may do a thing oftener than those who only try it."""

from hypothesis import strategies as st

SUPERIOR = "superior"
NEIGHBOUR = "neighbour"
"""Head of the unit to which people move."""
CAMAT = "camat"
"""The superior of both, and head of the office."""
HR = "hr"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
STAFF = [f"staff {number}" for number in range(5)]
NEWCOMER = "newcomer"
"""Works in the unit, but takes part only once he joins."""

RATED = [*STAFF, NEWCOMER]
ASSESSORS = [SUPERIOR, NEIGHBOUR, CAMAT]
OFFICIALS = [HR, AUDITOR, ADMINISTRATOR]
"""No employees: they have nothing of their own here."""
READERS = [HR, AUDITOR, CAMAT]
"""They read everybody's results."""
EVERYBODY = [*RATED, *ASSESSORS, *OFFICIALS]

WHOSE_IT_IS = "whose it is"
"""Stands for whoever may do it; only the game knows who that is."""

REASON = "Sesuai berita acara rapat kantor."

callers = st.sampled_from([WHOSE_IT_IS] * 10 + EVERYBODY)
parties = st.sampled_from([WHOSE_IT_IS] * 30 + EVERYBODY)
"""Of what takes several steps, one after the other."""
officers = st.sampled_from([HR] * 10 + [SUPERIOR, CAMAT, AUDITOR, ADMINISTRATOR, STAFF[0]])
people = st.sampled_from([*STAFF, *STAFF, NEWCOMER])
numbers = st.integers(0, 99)

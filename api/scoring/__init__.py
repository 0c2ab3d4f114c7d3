"""The rule that turns answers into scores: pure functions on numpy integer arrays.

Read `score.py` first (the rule, top to bottom), then `values.py` (what goes in and comes out) and
`policy.py` (every figure, with its basis). One employee is an array of one.
Nothing here knows a database, a clock or a web request.
"""

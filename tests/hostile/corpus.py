"""What nobody sends by accident: values, bodies, headers, paths and queries (security.md §3.3).

Texts and large numbers carry a mark, so that a test sees whether an answer repeats what was sent.
"""

import json
from collections.abc import Iterator
from typing import Any

MARK = "ZZJEJAKZZ"
NUMBER_MARK = 987654321987

VALUES: list[Any] = [
    # numbers where they do not belong, and where they do
    True, False, None, 0, -1, 1, -0.0, 1.5, 4.999999999999999999, 5.0000000001, 2**31, 2**53 + 1, 2**63, -(2**63) - 1,
    10**30 + NUMBER_MARK, -NUMBER_MARK, NUMBER_MARK + 0.5, 1e308, 5e-324, 10**300,
    # texts for numbers, dates, ids, choices
    "5", "", " ", "\t", MARK, MARK * 20, f"{MARK}\n", f"\n{MARK}", f"{MARK}\r\nX-Injected: 1", f"٠١٢٣{MARK}", "١٩٨٥٠١٠١٢٠١٠٠١١٠٠١",
    "198501012010011001\n", "198501012010011001 ", "NaN", "Infinity", "null", "true", "[]", "{}",
    # unicode
    f"{MARK}\u202egnirts", f"{MARK}\u0000"[:-1] + "\u0001", f"{MARK}\u007f", f"{MARK}\u200b\u200d\ufeff", f"{MARK}\ufffe",
    f"{MARK}{'e' + chr(0x301) * 500}", f"{MARK}{'👩‍👩‍👧‍👦' * 50}", "ﷺ" * 500 + MARK, "İıſK" + MARK, f"{MARK}\U0010ffff",
    # code for somebody else's interpreter
    f"{MARK}' OR '1'='1", f"{MARK}'; DROP TABLE account; --", f"{MARK}\" OR 1=1", f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>", f"javascript:{MARK}", f"=cmd|'{MARK}'!A1", f"@{MARK}", f"+{MARK}", f"%{MARK}%", f"_{MARK}_",
    f"${{jndi:ldap://{MARK}}}", f"{{{{7*7}}}}{MARK}", f"%s%n%x{MARK}", f"../../etc/{MARK}", f"..\\..\\{MARK}", f"file:///{MARK}",
    f"\\{MARK}", f"$(id){MARK}", f"`id`{MARK}", f"|{MARK}", f"\x1b[31m{MARK}",
    # sizes
    MARK + "a" * 1_999, MARK + "a" * 20_001, MARK + "b" * 50_000, "a" * 50_000 + "!" + MARK, (MARK + " ") * 3_000,
    # times
    "2026-02-29", "2024-02-29", "2026-13-01", "0000-00-00", "9999-12-31", "0001-01-01", "2026-11-24", f"2026-11-24{MARK}",
    "2026-11-24T09:00:00", "2026-11-24T09:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
    "2026-11-24T23:59:60Z", "2026-11-24T25:00:00Z", "2026-11-24T09:00:00+99:99", 1764000000, -62135596801, "1764000000",
    # ids
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{00000000-0000-4000-8000-000000000000}",
    "urn:uuid:00000000-0000-4000-8000-000000000000", "0" * 32, f"00000000-0000-4000-8000-{MARK}",
    # other shapes
    [], {}, [[]], [None], [MARK], [5] * 300, [MARK] * 2_000, {MARK: MARK}, {"": ""}, {"a": {"b": {"c": MARK}}},
    {f"{MARK}{n}": n for n in range(1_000)},
]  # fmt: skip


def raw_bodies(sample: Any) -> Iterator[tuple[str, bytes]]:
    """Bodies that a JSON library would not write; `sample` is one that the contract allows."""
    good = json.dumps(sample).encode()
    text = json.dumps(sample)
    yield "empty", b""
    yield "blank", b" \n\t "
    yield "cut off", good[: max(1, len(good) // 2)]
    yield "without end", good[:-1]
    yield "twice", good + good
    yield "bytes behind", good + b"\x00\x00"
    yield "text behind", good + MARK.encode()
    yield "byte order mark", b"\xef\xbb\xbf" + good
    for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-7"):
        yield encoding, text.encode(encoding)
    yield "latin-1", f'{{"x": "é{MARK}"}}'.encode("latin-1")
    yield "overlong utf-8", b'{"x": "\xc0\xaf"}'
    yield "half a character", b'{"x": "\xe2\x82"}'
    for escape in (r"\ud800", r"\udfff", r"\ud800\ud800", r"\u0000", r"\x41", r"\u12", "\\"):
        yield f"escape {escape}", f'{{"x": "{escape}{MARK}"}}'.encode()
    yield "control characters", b'{"x": "\x01\x02\n"}'
    for word in ("NaN", "Infinity", "-Infinity", "nan", "1e999", "-1e999", "01", "+1", ".5", "5.", "0x10", "1_000", "True",
                 "undefined", "--1"):  # fmt: skip
        yield f"word {word}", f'{{"x": {word}}}'.encode()
    yield "5000 digits", b'{"x": ' + b"9" * 5_000 + b"}"
    yield "5000 decimals", b'{"x": 0.' + b"9" * 5_000 + b"}"
    yield "a key twice", b'{"x": 1, "x": 2}'
    yield "a known key twice", _doubled(sample)
    yield "single quotes", good.replace(b'"', b"'")
    yield "a comma too many", b'{"x": 1,}'
    yield "a comment", b"{/* */}"
    yield "no quotes", f"{{x: {MARK}}}".encode()
    for depth in (31, 33, 100, 5_000, 100_000):
        yield f"{depth} lists deep", b"[" * depth + b"]" * depth
        yield f"{depth} objects deep", b'{"a":' * depth + b"1" + b"}" * depth
    yield "50000 brackets that never close", b"[" * 50_000
    yield "10000 keys", json.dumps({f"{MARK}{n}": n for n in range(10_000)}).encode()
    yield "100000 numbers", json.dumps(list(range(100_000))).encode()
    yield "a long key", json.dumps({MARK + "k" * 50_000: 1}).encode()
    yield "a list of it", json.dumps([sample]).encode()
    yield "a text of it", json.dumps(text).encode()
    yield "binary", bytes(range(256)) * 4
    yield "a form", f"x={MARK}&y=2".encode()
    yield "xml", f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e '{MARK}'>]><x>&e;</x>".encode()
    for word in ("null", "true", "5", '"x"', "[]", "[{}]", "{}"):
        yield f"only {word}", word.encode()


def _doubled(sample: Any) -> bytes:
    if not isinstance(sample, dict) or not sample:
        return b'{"": 1, "": 2}'
    name = next(iter(sample))
    return (json.dumps(sample)[:-1] + f", {json.dumps(name)}: {json.dumps(sample[name])}}}").encode()


MEDIA_TYPES = [
    "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp",
    f"text/{MARK}", "*/*", "application/problem+json", "json", "application/json5", ";charset=utf-8", "application/ json",
]  # fmt: skip

HEADERS: list[tuple[str, str]] = [
    ("if-match", ""), ("if-match", "*"), ("if-match", MARK), ("if-match", f'W/"{MARK}"'), ("if-match", '"' + "9" * 90 + '"'),
    ("if-match", '"1", "2"'), ("if-match", "x" * 5_000), ("if-match", '"\u00ff"'), ("idempotency-key", ""),
    ("idempotency-key", " "), ("idempotency-key", MARK * 100), ("idempotency-key", f"{MARK}\u00e9"), ("idempotency-key", "a b"),
    ("accept-language", MARK), ("accept-language", "en;q=x,,,;"), ("accept-language", "x" * 10_000), ("accept", MARK),
    ("accept", "application/xml"), ("cookie", f"__Host-session={MARK}"), ("cookie", "__Host-session=" + "a" * 8_000),
    ("cookie", ";;;=;a"), ("authorization", f"Bearer {MARK}"), ("authorization", "Basic !!"), ("origin", f"https://{MARK}.example"),
    ("origin", "null"), ("origin", "https://[::1"), ("sec-fetch-site", "cross-site"), ("x-forwarded-for", f"{MARK}, 10.0.0.1"),
    ("x-forwarded-host", "evil.example"), ("forwarded", f"for={MARK}"), ("x-http-method-override", "DELETE"),
    ("content-encoding", "gzip"), ("transfer-encoding", "identity"), ("expect", "100-continue"), ("range", "bytes=0-1"),
    ("x-request-id", MARK), ("traceparent", f"00-{MARK}"), ("user-agent", "x" * 10_000), ("user-agent", f"{MARK}\u00e9"),
]  # fmt: skip

SEGMENTS = [
    "0", "-1", "1", "99999999999999999999999", "9" * 5_000, MARK, "%00", "%0a", "%0d%0aX-Injected:%201", "%ff", "%C0%AF", "%e2%80%ae",
    "..", "..%2f..%2fetc%2fpasswd", "%2e%2e", ";", "a;b=c", "*", "'", "%27%20OR%201=1", "%3Cscript%3E", "null", "undefined", "NaN",
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-4000-8000-000000000000}", "%D9%A1%D9%A2%D9%A3", "a" * 2_000,
    "true", "[]", "%5B%5D", " ", "%20", "+", "$", "~", "me", "new",
]  # fmt: skip

QUERIES = [
    "page=0", "page=-1", "page=1e3", "page=99999999999999999999", "page=x", "page=%00", "page=1&page=2", "size=0", "size=201",
    "size=99999999999999999999", f"size={MARK}", "sort=%27", f"sort={MARK}", "sort=-", "sort=name,name", "sort=--name",
    f"{MARK}=1", "=", "&&&", "?", "%", "%zz", "page[]=1", "page.x=1", "__proto__=1", "filter[%24ne]=1", f"{'a=1&' * 500}",
    f"x={'a' * 20_000}", "%00=1", "%ff=%ff", "page=1;size=2", "page=%D9%A1", f"q=%25{MARK}", "_method=DELETE",
]  # fmt: skip

HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "",
    "localhost:99999999",
    "[::1",
    "[::1]evil",
    f"{MARK}",
    "a" * 5_000,
    "localhost\t",
]

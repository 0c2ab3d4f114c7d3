"""What stands in the dashboard's place until it is built."""

PAGE = """\
<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dasbor belum dibangun</title>
</head>
<body>
<main>
<h1>Dasbor belum dibangun</h1>
<p>Layanan berjalan, tetapi halaman dasbor belum ada di komputer ini. Hentikan layanan, lalu jalankan <code>make run</code> di
folder proyek: dasbor dibangun dan layanan dimulai kembali. API dan <a href="/docs">dokumentasinya</a> tetap dapat dipakai.</p>
<p lang="en">The service is running, but the dashboard has not been built on this computer. Stop the service and run
<code>make run</code> in the project's folder: it builds the dashboard and starts the service again. The API and
<a href="/docs">its documentation</a> can be used meanwhile.</p>
</main>
</body>
</html>
"""

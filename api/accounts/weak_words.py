"""What adds nothing to a passphrase, because everybody who guesses begins with it."""

_BLOCK = """
    password passw passwd passwort katasandi sandi sandiku kunci rahasia rahasiaku secret login masuk admin
    administrator root user username guest welcome letmein access akses default test testing coba cobacoba master
    super superman batman sayang sayangku cinta cintaku love lover iloveyou rindu kangen kamu aku saya kita kami
    kekasih pacar mantan jomblo honey baby darling princess angel sweety manis cantik ganteng bunda ibuku ayahku
    mamaku papaku mama papa keluarga anakku istriku suamiku bismillah alhamdulillah allah allahuakbar assalamualaikum
    muhammad ahmad islam muslim jesus yesus kristus tuhan amin amen subhanallah insyaallah barokah barakah berkah
    ramadhan ramadan lebaran idulfitri natal puasa sholat quran indonesia indonesiaku merdeka garuda pancasila
    nusantara nkri bhinneka merahputih proklamasi soekarno sukarno jokowi jakarta bandung surabaya medan marelan
    medanmarelan sumatera sumaterautara sumut deli batak karo jawa bali horas pegawai kepegawaian pns asn pppk cpns
    korpri bkn bkd bkpsdm siasn ekinerja kinerja penilaian evaluasi periode pelayanan kecamatan kelurahan kantor camat
    lurah sekcam seksi sekretariat kasi kasubbag pemko pemkot walikota gubernur presiden dinas badan berakhlak
    pemerintah kota kabupaten provinsi persija persib persebaya psms arema liverpool chelsea arsenal barcelona madrid
    juventus milan manchester united ronaldo messi football sepakbola bola soccer naruto doraemon pokemon onepiece
    minecraft freefire mobilelegends pubg gaming monday sunday senin selasa rabu kamis jumat sabtu minggu januari
    februari maret april mei juni juli agustus september oktober november desember january february march june july
    august october december summer winter spring autumn musim sunshine dragon monkey tiger shadow michael jordan
    hunter baseball hello halo hallo selamat pagi siang malam semangat sukses bahagia happy lucky money uang duit
    gampang mudah susah lupa qwerty qwertz azerty asdf asdfgh zxcv zxcvbn qazwsx abcd abcde abcdef abc123 a1b2c3 aaaa
    komputer computer laptop internet facebook instagram whatsapp google gmail yahoo youtube telegram tiktok android
    iphone samsung satu dua tiga empat lima enam tujuh delapan sembilan sepuluh one two three four five merah putih
    kuning hijau biru hitam
"""
WORDS = frozenset(_BLOCK.split())

KEY_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "12345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)

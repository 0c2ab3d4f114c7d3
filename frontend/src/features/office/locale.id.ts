export default {
  office: 'Kantor',
  officeSub: 'Nama dan alamat untuk surat, zona waktu, dan siapa yang dihubungi bila ada yang mengganjal.',
  identity: 'Identitas kantor',
  name: 'Nama kantor',
  city: 'Kabupaten atau kota',
  address: 'Alamat',
  addressHint: 'Tercetak pada kop surat dan kartu aktivasi',
  zone: 'Zona waktu',
  zoneHint:
    'Menentukan hari untuk setiap waktu yang ditampilkan. Batas waktu yang sudah ditetapkan tidak bergeser.',
  zone_Jakarta: 'WIB (Jakarta, Medan)',
  zone_Makassar: 'WITA (Makassar, Denpasar)',
  zone_Jayapura: 'WIT (Jayapura, Ambon)',
  contact: 'Kontak bila ada yang mengganjal',
  contactHint:
    'Ditampilkan kepada semua orang. Sebut orang atau bagian di luar garis atasan, beserta cara menghubunginya, misalnya “Inspektorat Kota, telepon 061-123456”.',
  objectionDays: 'Masa keberatan (hari kalender)',
  objectionDaysHint:
    'Sedikitnya 14 hari sejak hasil diterima. Berlaku bagi periode yang dibagikan sesudah ini.',
  contactMissing:
    'Belum ada kontak. Orang yang merasa dinilai tidak adil belum tahu harus menghubungi siapa selain atasannya sendiri.',
  save: 'Simpan',
  saved: 'Data kantor sudah disimpan.',
  loadLatest: 'Muat keadaan terbaru',
  letterhead: 'Kop surat dan penanda tangan',
  pressureContact: 'Penerima laporan “Saya ditekan”',
  pressureContactText:
    'Hanya akun ini yang membaca pesan penilai yang ditekan. Pilih orang di luar garis atasan, misalnya Inspektorat.',
  letterheadText: 'Kop, nomor surat, dan siapa yang menandatangani lembar hasil dan berita acara.',
  toLetterhead: 'Atur kop surat',
  readOnly: 'Hanya administrator dan petugas kepegawaian yang dapat mengubah data ini.',
  // backup
  backup: 'Cadangan data',
  backupIntro:
    'Seluruh data kantor ada di satu basis data. Tanpa cadangan, satu cakram rusak menghapus semuanya.',
  backup_fresh: 'Segar',
  backup_overdue: 'Terlambat',
  backup_damaged: 'Rusak',
  backup_missing: 'Belum ada',
  backupMade: 'Dibuat',
  backupSize: 'Ukuran',
  backupChecked: 'Pemeriksaan',
  backupVerified: 'Lengkap saat ditulis dan masih utuh',
  backupUnverified: 'Tidak lengkap atau tidak dapat dibaca',
  megabytes: '{n} MB',
  todo: 'Yang harus dilakukan',
  todo_fresh:
    'Salin berkas cadangan terbaru ke luar komputer ini, misalnya cakram luar yang tersandi. Cadangan di komputer yang sama ikut hilang bila komputernya rusak.',
  todo_overdue: 'Buat cadangan baru sekarang, lalu periksa mengapa jadwal harian tidak berjalan.',
  todo_damaged:
    'Buat cadangan baru sekarang. Jangan menghapus cadangan yang lebih lama sampai yang baru terbukti utuh.',
  todo_missing: 'Buat cadangan pertama sekarang, lalu jadwalkan setiap hari.',
  command: 'Perintah di komputer server',
  schedule:
    'Jadwalkan setiap hari dengan cron atau Penjadwal Tugas. Berkas cadangan memuat data pribadi dan tidak disandikan: simpan di media yang tersandi.',
  restore: 'Memulihkan cadangan',
  restoreText:
    'Hentikan layanan dahulu, lalu jalankan perintah ini dengan nama berkasnya. Basis data sekarang disimpan di sampingnya sebelum diganti.',
  restoreCommand: 'python -m api restore BERKAS',
  manual: 'Selengkapnya: docs/operating.md.',
} as const

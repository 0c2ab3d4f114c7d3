export default {
  title_employee: 'Pengantar untuk pegawai',
  title_assessor: 'Pengantar untuk atasan penilai',
  title_hr_officer: 'Pengantar untuk petugas kepegawaian',
  title_head: 'Pengantar untuk pimpinan',
  title_auditor: 'Pengantar untuk auditor',
  title_administrator: 'Pengantar untuk administrator',
  sub: 'Dua menit membaca: apa yang diminta dari Anda, siapa melihat apa, dan untuk apa.',
  asked: 'Apa yang diminta dari Anda',
  sees: 'Siapa melihat apa',
  used: 'Untuk apa dipakai',
  notUsed: 'Tidak untuk apa',
  turn: 'Bila ada yang mengganjal',
  asked_employee_1:
    'Menilai diri sendiri dan beberapa rekan yang diundi sistem, menurut tujuh nilai BerAKHLAK.',
  asked_employee_2:
    'Setiap lembar berisi 21 butir. Jawaban tersimpan sendiri; Anda boleh berhenti dan melanjutkan.',
  asked_employee_3:
    'Tidak cukup tahu? Pilih “Tidak dapat menilai”. Tidak dapat adil? Tolak tugasnya dengan alasan.',
  sees_employee_1:
    'Lembar Anda tentang rekan tidak dilihat siapa pun; yang terlihat hanya rata-rata bila sedikitnya tiga lembar dihitung.',
  sees_employee_2: 'Penilaian diri Anda dapat dibaca atasan setelah ia mengirim lembarnya sendiri.',
  sees_employee_3:
    'Hasil Anda dilihat oleh Anda, pejabat penilai, pimpinan, dan pemeriksa; petugas kepegawaian melihat nilai yang sudah ditetapkan.',
  asked_assessor_1: 'Menilai setiap bawahan menurut tujuh nilai BerAKHLAK, lalu mengisi hasil kerjanya.',
  asked_assessor_2:
    'Menetapkan predikat. Sistem hanya mengusulkan; bila Anda menetapkan lain, alasannya dicatat.',
  asked_assessor_3: 'Membicarakan hasil dengan bawahan dan menyepakati satu langkah perbaikan.',
  sees_assessor_1:
    'Jawaban dan komentar Anda terlihat sebagai penilaian Anda, juga oleh bawahan, setelah hasil dibagikan.',
  sees_assessor_2:
    'Anda membaca penilaian diri bawahan setelah mengirim lembar Anda; sesudah itu lembar Anda tidak dapat dibuka lagi.',
  sees_assessor_3: 'Dari rekan, Anda hanya melihat rata-rata, tidak pernah siapa menilai siapa.',
  asked_hr_officer_1:
    'Menyiapkan data pegawai, membuka dan menutup periode, dan membagikan hasil yang sudah ditetapkan.',
  asked_hr_officer_2: 'Mengingatkan yang belum mengisi, dan membantu pegawai yang bertanya.',
  sees_hr_officer_1: 'Anda melihat siapa yang masih punya tugas, bukan siapa yang dinilainya.',
  sees_hr_officer_2: 'Anda melihat hasil yang sudah ditetapkan, bukan jawaban dan bukan pasangan penilai.',
  asked_head_1:
    'Membaca hasil kantor, menetapkan hasil para pejabat di bawah Anda, dan mengizinkan hasil dibagikan.',
  asked_head_2: 'Memakai hasil untuk memutuskan pelatihan dan perbaikan kerja.',
  sees_head_1: 'Anda melihat hasil pegawai kantor, tidak pernah siapa menilai siapa.',
  sees_head_2: 'Angka kelompok kecil tidak ditampilkan, agar tidak ada yang dapat ditebak.',
  asked_auditor_1: 'Memeriksa bahwa periode, perhitungan, dan penetapan berjalan menurut aturan.',
  asked_auditor_2: 'Menerima pertanyaan pegawai yang tidak nyaman bertanya di kantornya.',
  sees_auditor_1: 'Anda membaca hasil, alasan, dan log, tetapi tidak siapa menilai siapa.',
  sees_auditor_2:
    'Kaitan penilai dan lembar disegel; hanya dua pejabat bersama-sama dapat membukanya, dengan alasan yang dicatat.',
  asked_administrator_1: 'Mengatur akun, peran, dan data kantor.',
  asked_administrator_2: 'Menjaga agar setiap orang hanya memegang peran yang diperlukannya.',
  sees_administrator_1: 'Anda tidak melihat nilai, komentar, atau siapa menilai siapa.',
  sees_administrator_2: 'Perubahan akun dan peran dicatat dalam log.',
  used_1: 'Predikat kinerja, yang ditetapkan pejabat penilai, bukan oleh sistem.',
  used_2: 'Pengembangan: kekuatan Anda, satu hal untuk dipelajari, dan pelatihan yang cocok.',
  used_3: 'Percakapan antara pegawai dan atasannya.',
  notUsed_1: 'Tidak ada peringkat antarpegawai.',
  notUsed_2: 'Sistem tidak menghitung tunjangan dan tidak menjatuhkan sanksi.',
  notUsed_3:
    'Sistem tidak pernah mengusulkan predikat Kurang atau Sangat Kurang; itu hanya dapat diputuskan pejabat, dengan alasan.',
  turn_1: 'Anda dapat bertanya kepada atasan, dan mengajukan keberatan 14 hari sejak hasil Anda terima.',
  turn_contact: 'Ingin bertanya di luar kantor? Hubungi {contact}.',
  understood: 'Saya mengerti, lanjutkan',
  rolesTitle: 'Pengantar lain untuk Anda',
} as const

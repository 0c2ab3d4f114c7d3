"""Passphrases many people would choose: whole sentences of 15 letters or more, as they are usually written.

They follow a few patterns – a declaration of love, a greeting, a slogan, a line everybody knows – so the list is written as
patterns and put together when first asked for. Common single words and rows of keys are `weak_words.py`'s business.
"""

from functools import cache
from itertools import product

SHORTEST = 15


def _words(block: str) -> list[str]:
    return block.split()


_WHO = _words("aku saya kami kita gue beta hamba akusangat akuselalu sayaselalu akutetap sayasangat")
_FEELS = _words("cinta cintai sayang sayangi suka rindu rindukan kangen bangga butuh percaya bersama")
_WHOM = _words(
    """
    kamu dia kalian mama papa ibu ayah bunda ibuku ayahku mamaku papaku keluarga keluargaku anakku anakanakku istriku
    suamiku sahabatku indonesia indonesiaku medan marelan kotamedan sumatera sumaterautara allah allahswt tuhan yesus islam
    nkri merahputih pancasila persija persib psmsmedan tanahair tanahairku negaraku negeriku bangsaku kantorku sekolahku
    musik bola uang kopi kucing kamuselamanya kamuselalu dirimu dirinya semuanya
    """
)
_GREETING = _words(
    """
    selamatpagi selamatsiang selamatsore selamatmalam selamatdatang selamattidur selamatbekerja selamattahunbaru
    selamatulangtahun selamathariraya assalamualaikum salamsejahtera horas terimakasih semangatpagi
    """
)
_GREETED = _words(
    """
    indonesia indonesiaku medan marelan kotamedan dunia semua semuanya bapak ibu bapakibu sayang sayangku kawan kawankawan teman
    temanteman sahabat keluarga keluargaku saudara saudaraku pegawai bangsaku negeriku cinta cintaku mama papa kamu
    """
)
_ADMITS = _words(
    """
    katasandi katasandiku katasandisaya passwordku passwordsaya passwordkantor sandirahasia sandiku rahasiaku rahasiasaya
    inipassword inikatasandi inirahasia mypassword thisismypassword mysecretpassword password passwordnya lupapassword
    lupakatasandi jangandibuka
    """
)
_ABOUT = _words(
    """
    rahasia saya aku kami kantor komputer laptop hp email akun pegawai asn pns kecamatan medan marelan indonesia baru lama sekali
    sayang cinta banget aman kuat panjang mudah susah sulit gampang admin administrator kinerja
    """
)
_I = _words("ilove imiss ineed ihate iloveonly ireallylove iwilllove welove weloveour istilllove")
_YOU = _words(
    """
    you youforever yousomuch youalways youbaby youhoney youmama youpapa youall youallah youindonesia mymom mymother myfather mydad
    myfamily mywife myhusband mychildren mybaby mykids mygirlfriend myboyfriend mycountry mycat mydog mylife myself mysister
    mybrother mybestfriend indonesia medan jesus god allah music football coffee chocolate money holiday
    """
)
_KNOWN_BY_HEART = _words("""
    bismillahirrahmanirrahim bismillahirrohmanirrohim alhamdulillahirabbilalamin
    assalamualaikumwarahmatullahiwabarakatuh assalamualaikumwrwb laailahaillallah lailahaillallah
    allahuakbarallahuakbar subhanallahwabihamdihi astaghfirullahaladzim innalillahiwainnailaihirajiun insyaallahberkah
    masyaallahtabarakallah allahselalubersamaku tuhanyesusmemberkati tuhanmemberkati tuhanyangmahaesa
    bapakamiyangdisurga bhinnekatunggalika bhinekatunggalika ketuhananyangmahaesa kemanusiaanyangadildanberadab
    persatuanindonesia keadilansosialbagiseluruhrakyatindonesia indonesiatanahairku indonesiamerdeka
    indonesiaemasduaributigapuluhlima merdekaataumati sekalimerdekatetapmerdeka bersatukitateguh
    bersatukitateguhberceraikitaruntuh dirgahayuindonesia dirgahayurepublikindonesia garudapancasila
    satunusasatubangsa satunusasatubangsasatubahasa tutwurihandayani ingngarsosungtulodo jerbasukimawabeya
    akuanakindonesia akubanggajadianakindonesia banggajadiindonesia banggamelayanibangsa berorientasipelayanan
    akuntabelkompeten berakhlakbanggamelayanibangsa melayanidengansepenuhhati melayanisepenuhhati pegawainegerisipil
    aparatursipilnegara korpriabdinegara kecamatanmedanmarelan pemerintahkotamedan pemkotmedanberkah medanmetropolitan
    kantorcamatmedanmarelan kepegawaiandaerah badankepegawaiannegara penilaiankinerja berakitrakitkehulu
    airtenangmenghanyutkan airberaktandatakdalam tongkosongnyaringbunyinya sedialahpayungsebelumhujan
    sediapayungsebelumhujan sambilmenyelamminumair bagaiairdidauntalas besarpasakdaripadatiang
    takadagadingyangtakretak takadarotanakarpunjadi takkenalmakataksayang guruadalahpahlawan pahlawantanpatandajasa
    adagulaadasemut buahjatuhtakjauhdaripohonnya gajahdipelupukmatataktampak semutdiseberanglautantampak
    lemparbatusembunyitangan nasisudahmenjadibubur bagaipinangdibelahdua bagaikanlangitdanbumi dimanabumidipijak
    disitulangitdijunjung rajinpangkalpandai hematpangkalkaya malasbertanyasesatdijalan alonaloankelakon
    alonalonasalkelakon gantungkancitacitamusetinggilangit kejarlahilmusampaikenegericina hidupadalahperjuangan
    hidupadalahpilihan hidupinisungguhindah pantangmenyerah semangatempatlima jangantanyakenapa janganlupabahagia
    janganlupabersyukur bahagiaselamanya bahagiaitusederhana suksesdanbahagia sehatselalusemuanya
    sakinahmawaddahwarahmah cintasampaimati cintatanpasyarat sayangselamanya keluargabahagia keluargakecilku
    keluargasakinah bintangkecildilangitbiru pelangipelangialangkahindahmu naiknaikkepuncakgunung cicakcicakdidinding
    potongbebekangsa ambilkanbulanbu satusatuakusayangibu kasihibukepadabeta halohalobandung rayuanpulaukelapa
    sepasangmatabola tidakadapassword tidaktahupassword akulupapassword terserahkamusaja supayatidaklupa
    masukkanpassword gantipasswordsaya passworddefault passwordsementara satuduatigaempatlima satuduatigaempat
    duatigaempatlima abcdefghijklmno qwertyuiopasdfgh correcthorsebatterystaple thequickbrownfox thequickbrownfoxjumps
    thequickbrownfoxjumpsoverthelazydog loremipsumdolorsit loremipsumdolorsitamet tobeornottobethatisthequestion
    maytheforcebewithyou happybirthdaytoyou foreverandalways togetherforever bestfriendsforever bestfriendforever
    nevergiveupnever everythingisawesome youshallnotpass liverpoolfootballclub youllneverwalkalone manchesterunited
    chelseafootballclub arsenalfootball gloryglorymanunited cristianoronaldo kapankitakemana welcometomyworld
    administratorpassword changemechangeme changethispassword defaultpassword temporarypassword adminadminadmin
    passwordpassword iforgotmypassword idontknowmypassword supercalifragilisticexpialidocious rumahkuistanaku
    adaapadengancinta ketikacintabertasbih tenggelamnyakapalvanderwijck spidermanhomecoming avengersendgame
    freefireindonesia
""")


@cache
def common_phrases() -> frozenset[str]:
    patterns = (
        product(_WHO, _FEELS, _WHOM),
        product(_GREETING, _GREETED),
        product(_ADMITS, _ABOUT),
        product(_I, _YOU),
    )
    phrases = {"".join(parts) for pattern in patterns for parts in pattern}
    return frozenset(_KNOWN_BY_HEART) | {phrase for phrase in phrases if len(phrase) >= SHORTEST}

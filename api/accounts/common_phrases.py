"""Passphrases many people would choose: whole sentences of 15 letters or more, as they are usually written.

They follow a few patterns – a declaration of love, a greeting, a slogan, a line everybody knows – so the list is written as
patterns and put together when first asked for. Common single words and rows of keys are `weak_words.py`'s business.
"""

from functools import cache
from itertools import product

SHORTEST = 15

_WHO = "aku saya kami kita gue beta hamba akusangat akuselalu sayaselalu akutetap sayasangat".split()
_FEELS = "cinta cintai sayang sayangi suka rindu rindukan kangen bangga butuh percaya bersama".split()
_WHOM = """
    kamu dia kalian mama papa ibu ayah bunda ibuku ayahku mamaku papaku keluarga keluargaku anakku anakanakku istriku
    suamiku sahabatku indonesia indonesiaku medan marelan kotamedan sumatera sumaterautara allah allahswt tuhan yesus islam
    nkri merahputih pancasila persija persib psmsmedan tanahair tanahairku negaraku negeriku bangsaku kantorku sekolahku
    musik bola uang kopi kucing kamuselamanya kamuselalu dirimu dirinya semuanya
""".split()
_GREETING = """
    selamatpagi selamatsiang selamatsore selamatmalam selamatdatang selamattidur selamatbekerja selamattahunbaru
    selamatulangtahun selamathariraya assalamualaikum salamsejahtera horas terimakasih semangatpagi
""".split()
_GREETED = """
    indonesia indonesiaku medan marelan kotamedan dunia semua semuanya bapak ibu bapakibu sayang sayangku kawan kawankawan teman
    temanteman sahabat keluarga keluargaku saudara saudaraku pegawai bangsaku negeriku cinta cintaku mama papa kamu
""".split()
_ADMITS = """
    katasandi katasandiku katasandisaya passwordku passwordsaya passwordkantor sandirahasia sandiku rahasiaku rahasiasaya
    inipassword inikatasandi inirahasia mypassword thisismypassword mysecretpassword password passwordnya lupapassword
    lupakatasandi jangandibuka
""".split()
_ABOUT = """
    rahasia saya aku kami kantor komputer laptop hp email akun pegawai asn pns kecamatan medan marelan indonesia baru lama sekali
    sayang cinta banget aman kuat panjang mudah susah sulit gampang admin administrator kinerja
""".split()
_I = "ilove imiss ineed ihate iloveonly ireallylove iwilllove welove weloveour istilllove".split()
_YOU = """
    you youforever yousomuch youalways youbaby youhoney youmama youpapa youall youallah youindonesia mymom mymother myfather mydad
    myfamily mywife myhusband mychildren mybaby mykids mygirlfriend myboyfriend mycountry mycat mydog mylife myself mysister
    mybrother mybestfriend indonesia medan jesus god allah music football coffee chocolate money holiday
""".split()
_KNOWN_BY_HEART = """
    bismillahirrahmanirrahim bismillahirrohmanirrohim alhamdulillahirabbilalamin assalamualaikumwarahmatullahiwabarakatuh
    assalamualaikumwrwb laailahaillallah lailahaillallah allahuakbarallahuakbar subhanallahwabihamdihi astaghfirullahaladzim
    innalillahiwainnailaihirajiun insyaallahberkah masyaallahtabarakallah allahmahabesar allahmahakuasa allahselalubersamaku
    tuhanyesusmemberkati tuhanmemberkati tuhanyangmahaesa bapakamiyangdisurga dalamnamayesus puasaramadhan
    bhinnekatunggalika bhinekatunggalika ketuhananyangmahaesa kemanusiaanyangadildanberadab persatuanindonesia
    keadilansosial keadilansosialbagiseluruhrakyatindonesia indonesiaraya indonesiatanahairku indonesiamerdeka indonesiajaya
    indonesiaemas indonesiaemasduaributigapuluhlima merdekaataumati sekalimerdekatetapmerdeka bersatukitateguh
    bersatukitateguhberceraikitaruntuh dirgahayuindonesia dirgahayurepublikindonesia hariproklamasi sumpahpemuda
    garudapancasila garudadidadaku nkrihargamati satunusasatubangsa satunusasatubangsasatubahasa tutwurihandayani
    ingngarsosungtulodo jerbasukimawabeya akuanakindonesia akubanggajadianakindonesia banggajadiindonesia banggamelayanibangsa
    berorientasipelayanan akuntabelkompeten berakhlakbanggamelayanibangsa pelayananprima melayanidengansepenuhhati
    melayanisepenuhhati pegawainegerisipil aparatursipilnegara abdinegara abdimasyarakat korpriabdinegara kecamatanmedanmarelan
    pemerintahkotamedan pemkotmedanberkah medanberkah medanrumahkita sumaterautara horasbangso akuanakmedan
    inimedanbung medanmetropolitan kantorcamatmedanmarelan kepegawaiandaerah badankepegawaiannegara penilaiankinerja
    berakitrakitkehulu airtenangmenghanyutkan airberaktandatakdalam tongkosongnyaringbunyinya
    sedialahpayungsebelumhujan sediapayungsebelumhujan sambilmenyelamminumair bagaiairdidauntalas
    besarpasakdaripadatiang takadagadingyangtakretak takadarotanakarpunjadi takkenalmakataksayang guruadalahpahlawan
    pahlawantanpatandajasa adagulaadasemut adaasapadaapi buahjatuhtakjauhdaripohonnya gajahdipelupukmatataktampak
    semutdiseberanglautantampak lemparbatusembunyitangan nasisudahmenjadibubur bagaipinangdibelahdua
    bagaikanlangitdanbumi dimanabumidipijak disitulangitdijunjung rajinpangkalpandai hematpangkalkaya malasbertanyasesatdijalan
    alonaloankelakon alonalonasalkelakon gantungkancitacitamusetinggilangit kejarlahilmusampaikenegericina hidupadalahperjuangan
    hidupadalahpilihan hidupinisungguhindah pantangmenyerah pantangmundur tetapsemangat semangatempatlima janganmenyerah
    jangantanyakenapa janganlupabahagia janganlupabersyukur bahagiaselalu bahagiaselamanya bahagiaitusederhana sukseselalu
    suksesdanbahagia sehatselalusemuanya sehatwalafiat sakinahmawaddahwarahmah cintasejati cintasampaimati cintaselamanya
    selamanyacinta cintapertama cintatanpasyarat sayangselamanya kekasihhatiku belahanjiwaku bidadarisurga anakshaleh anaksholeh
    anakkusayang istrikusayang suamikusayang mamakusayang ibukusayang bundakusayang keluargabahagia keluargakecilku
    keluargasakinah keluargacemara balonkuadalima bintangkecildilangitbiru bintangkecil pelangipelangi pelangipelangialangkahindahmu
    naiknaikkepuncakgunung burungkakaktua cicakcicakdidinding potongbebekangsa topisayabundar ambilkanbulanbu satusatuakusayangibu
    kasihibukepadabeta hymneguru halohalobandung rayuanpulaukelapa sepasangmatabola akumahapaatuh apalaharti
    gakadapassword tidakadapassword tanpapassword tidaktahupassword bukapintunya kuncirumahku akulupalagi akulupapassword
    entahlahapaitu terserahkamusaja terserahkamu gampangdiingat mudahdiingat supayatidaklupa biartidaklupa apasajaboleh
    masukkanpassword gantipassword gantipasswordsaya passwordbaru passwordlama passworddefault passwordsementara
    satuduatigaempatlima satuduatigaempat duatigaempatlima abcdefghijklmno qwertyuiopasdfgh
    correcthorsebatterystaple thequickbrownfox thequickbrownfoxjumps thequickbrownfoxjumpsoverthelazydog loremipsumdolorsit
    loremipsumdolorsitamet tobeornottobe tobeornottobethatisthequestion maytheforcebewithyou maytheforce iamyourfather
    happybirthdaytoyou happybirthday merrychristmas happynewyear happyforever foreverandever foreverandalways togetherforever
    bestfriendsforever bestfriendforever neversaynever nevergiveup nevergiveupnever everythingisawesome hakunamatata
    onceuponatime winteriscoming youshallnotpass liverpoolfc liverpoolfootballclub youllneverwalkalone manchesterunited
    manchestercity realmadridcf barcelonafc chelseafootballclub arsenalfootball gloryglorymanunited cristianoronaldo lionelmessi
    kapankitakemana letmeinplease pleaseletmein letmeinletmein openthedoor opensesame welcometomyworld welcomehome
    administrator administratorpassword changemechangeme changethispassword defaultpassword temporarypassword
    adminadminadmin passwordpassword iforgotmypassword idontknow idontknowmypassword dontforgetthis nopassword trustnoone
    trustnobody abracadabra supercalifragilisticexpialidocious rumahkuistanaku rumahkusurgaku bumiaksarabumi bumimanusia
    laskarpelangi ayatayatcinta adaapadengancinta ketikacintabertasbih habibieainun dilanduaribu tenggelamnyakapalvanderwijck
    naruto narutouzumaki onepieceluffy dragonballz harrypotter spidermanhomecoming avengersendgame mobilelegends freefireindonesia
""".split()


@cache
def common_phrases() -> frozenset[str]:
    patterns = (
        product(_WHO, _FEELS, _WHOM),
        product(_GREETING, _GREETED),
        product(_ADMITS, _ABOUT),
        product(_I, _YOU),
    )
    phrases = {"".join(parts) for pattern in patterns for parts in pattern}
    return frozenset(phrase for phrase in phrases | set(_KNOWN_BY_HEART) if len(phrase) >= SHORTEST)

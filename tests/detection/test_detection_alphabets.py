"""Every language with a table of letters is read in its own encodings: no table serves another."""

from __future__ import annotations

import pytest

from textfix import detect
from textfix.detection import letters

SENTENCES = {
    "ar": "ذهب الأولاد إلى المدرسة في الصباح الباكر",
    "bg": "Децата отидоха на училище рано сутринта",
    "ca": "Els nens van anar a l'escola molt d'hora, però avui també farà fred",
    "cs": "Děti šly ráno do školy a potom si hrály na zahradě",
    "da": "Børnene gik tidligt i skole og legede bagefter på gården",
    "de": "Die Kinder gingen früh zur Schule und spielten später draußen",
    "el": "Τα παιδιά πήγαν νωρίς στο σχολείο και μετά έπαιξαν",
    "es": "Los niños fueron temprano a la escuela y después jugaron en el jardín",
    "fi": "Lapset menivät aikaisin kouluun ja leikkivät sitten pihalla hyvän tovin",
    "fr": "Les élèves sont allés tôt à l'école, puis ils ont joué à côté de la forêt",
    "he": "הילדים הלכו לבית הספר מוקדם בבוקר ואחר כך שיחקו בגן",
    "hu": "A gyerekek korán reggel mentek iskolába, aztán a kertben játszottak",
    "is": "Börnin fóru snemma í skólann og léku sér svo úti í garðinum",
    "it": "I bambini sono andati a scuola presto, perché più tardi c'è la città da vedere",
    "lt": "Vaikai anksti išėjo į mokyklą, o paskui žaidė kieme",
    "lv": "Bērni agri gāja uz skolu un pēc tam spēlējās pagalmā",
    "mk": "Децата отидоа рано на училиште и потоа ѓаволесто си играа во дворот",
    "pl": "Dzieci poszły wcześnie do szkoły, a później bawiły się w ogródku",
    "pt": "As crianças foram cedo à escola e depois brincaram no jardim, não é verdade",
    "ro": "Copiii au plecat devreme la școală și după aceea s-au jucat în grădină",
    "ru": "Дети рано утром пошли в школу, а потом играли во дворе",
    "sk": "Deti išli ráno do školy a potom sa hrali na záhrade pri ľaliách",
    "sl": "Otroci so šli zgodaj v šolo, potem pa so se igrali na vrtu čez cesto",
    "sr": "Деца су рано отишла у школу, а онда су се играла у дворишту, ћутећи",
    "sv": "Barnen gick tidigt till skolan och lekte sedan på gården när solen sken",
    "th": "เด็กๆ ไปโรงเรียนแต่เช้า แล้วเล่นอยู่ในสวนหลังบ้าน",
    "tr": "Çocuklar sabah erkenden okula gitti, sonra bahçede oynadılar",
    "uk": "Діти рано пішли до школи, а потім грали у дворі зі своїми друзями",
    "ur": "بچے صبح سویرے اسکول گئے اور پھر باغ میں کھیلے",
}
COMMON = ("cp125", "koi8", "cp874")
"""Encodings in which much was written; the rarer ones look like these in short texts."""

CASES = [
    (language, encoding)
    for encoding, languages, _ in letters.FAMILIES
    for language in languages
    if language in SENTENCES and encoding.startswith(COMMON)
]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_sentence_is_read_in_its_encoding(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    if language == "ro":
        # The old encodings have the cedilla only.
        text = text.translate(str.maketrans("șț", "şţ"))
    data = text.encode(encoding, "ignore")
    found = detect(data)
    assert found.encoding is not None
    assert data.decode(found.encoding) == data.decode(encoding), found


def test_every_table_of_letters_is_asked_for() -> None:
    assert {kind.language for kind in letters.kinds()} - {
        "en",
        "fa",
        "nb",
        "nl",
        "sh",
        "vi",
    } == set(SENTENCES)


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_the_own_letters_are_the_likeliest(language: str) -> None:
    places, square = letters._squares()[language]
    for word in SENTENCES[language].lower().split():
        ids = [0, *(places[ch] for ch in word if ch in places), 0]
        assert max(ids) < len(square)
    common = sorted(places, key=lambda ch: int(square[:, places[ch]].sum()))
    text = SENTENCES[language].lower()
    assert sum(ch in text for ch in common[:12]) >= 9, common[:12]

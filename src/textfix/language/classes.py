"""The class ids of the source model: what is no character of its own shares one.

Ids below `FIRST_CHARACTER` are classes, those above are punctuation and Han characters.
"""

BOUNDARY = 0
SPACE = 1
DIGIT = 2
LATIN = 3
LATIN_OTHER = 4
GREEK = 5
CYRILLIC = 6
HIRAGANA = 7
KATAKANA = 8
HANGUL = 9
BOPOMOFO = 10
OTHER_SCRIPT = 11
SYMBOL = 12
BOX = 13
CONTROL = 14
PRIVATE = 15
BROKEN = 16
RARE_GBK = 17
RARE_FAR = 18
FIRST_CHARACTER = 24  # punctuation that keeps an id of its own
FIRST_HAN = 63  # Han characters in order of frequency

# Code points from here on (tags, private planes, nothing assigned) are all BROKEN.
CODE_POINTS = 0x32400

SCRIPT_RANGES = (
    (0x0370, 0x0400, GREEK),
    (0x1F00, 0x2000, GREEK),
    (0x0400, 0x0530, CYRILLIC),
    (0x1C80, 0x1C90, CYRILLIC),
    (0x2500, 0x25A0, BOX),
    (0x3041, 0x30A0, HIRAGANA),
    (0x30A1, 0x3100, KATAKANA),
    (0x31F0, 0x3200, KATAKANA),
    (0xFF66, 0xFFA0, KATAKANA),
    (0x1100, 0x1200, HANGUL),
    (0x3131, 0x318F, HANGUL),
    (0xA960, 0xA980, HANGUL),
    (0xAC00, 0xD7FC, HANGUL),
    (0xFFA0, 0xFFDD, HANGUL),
    (0x3105, 0x3130, BOPOMOFO),
    (0x31A0, 0x31C0, BOPOMOFO),
)

# By how many members the probability of a class is divided: about the number of characters that
# running text really chooses among (case is free), so that ids of one and of many compare fairly.
CLASS_SIZES = {
    DIGIT: 10,
    LATIN: 26,
    LATIN_OTHER: 60,
    GREEK: 40,
    CYRILLIC: 40,
    HIRAGANA: 60,
    KATAKANA: 70,
    HANGUL: 1000,
    BOPOMOFO: 40,
    OTHER_SCRIPT: 1000,
    SYMBOL: 500,
    BOX: 60,
    CONTROL: 60,
    PRIVATE: 6400,
    BROKEN: 1000,
}

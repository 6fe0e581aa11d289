"""Names that are one name: short forms, and one name written in different alphabets' ways. Pure, and data only."""

from __future__ import annotations

import unicodedata

#: Each line: forms of one given name, by which the same person may have been written down twice.
FORMS = """
aleksander alexander alex sandy oleksandr aleksandr alek olek
aleksandra alexandra alex sandra sasha ola
alfred alfie fred
alison ali
amelia millie amy
andrew andy drew andrzej andrei andriy
anna ann anne annie ania hanna
antoni anthony tony antonio
benjamin ben benny
bartosz bartek bartlomiej
bethany beth bet
catherine katherine kathryn katie kate kathy cathy kat katarzyna kasia
charles charlie chuck
charlotte lottie charlie
christina tina chris christine krystyna
christopher chris kit krzysztof
daniel dan danny
darius dariusz darek
david dave davy dawid
deborah debbie deb
dorothy dot dottie
edward ed eddie ted teddy ned
eleanor ellie nell nora
elena olena helena lena
elizabeth beth liz lizzie betty eliza elzbieta ela bess
emily em emma
evgeny yevhen yevgeny eugene zhenya
fatima fatimah fatma fathima
frances fran frankie
francis frank frankie
gabriel gabe
george georgie jerzy gheorghe
gillian jill gill
grzegorz greg gregory
gurpreet guri
harold harry hal
harriet hattie harry
henry harry hal henryk
hussain hussein husayn husain
ibrahim ebrahim abraham
ion john ioan jan
isabella bella izzy isobel isabel
jacob jake jakub kuba
jacqueline jackie
james jim jimmy jamie jem
jennifer jen jenny
jessica jess jessie
joanna joasia asia jo joanne
john jack johnny jon jan
jonathan jon jonny
joseph joe joey jozef yusuf yousuf yousef
joshua josh
judith judy
kenneth ken kenny
lawrence larry laurence
leonard len lenny leo
lillian lily lil
malgorzata gosia margaret
margaret maggie meg peggy marge greta
mariam maryam mary miriam
mateusz matthew matt
matilda tilly
matthew matt
maxwell max maximilian
michael mike mick micky michal mihai mykhailo
mohammed muhammad mohamed mohammad mohamad muhammed mahomed md
nathaniel nathan nat nate
nicholas nick nicky mikolaj
oliver ollie
oluwaseun seun
patricia pat trish patsy tricia
patrick pat paddy
peter pete piotr petro
philip phil pip
rebecca becky becca
richard rick dick richie rich ricky
robert bob rob bobby robbie bert
rosemary rosie rose
ryszard richard
samantha sam sammy
samuel sam sammy
sarah sara sally
sergey serhii sergei serhiy
stephen steve steven stefan szczepan
stephanie steph
susan sue susie suzanne zuzanna
syed sayed said sayyid
teresa terri tess theresa
terence terry
theodore theo ted teddy
thomas tom tommy tomasz tomek
timothy tim
tatiana tetiana tanya
victoria vicky tori wiktoria
vincent vince
volodymyr vladimir vova
walter walt wally
william bill will billy liam willie
yusuf yousef yousuf youssef
zachary zac zack
zainab zaynab zeinab
zofia sophia sophie zosia sofia
"""

GROUPS: dict[str, set[int]] = {}
for _number, _line in enumerate(FORMS.split("\n")):
    for _form in _line.split():
        GROUPS.setdefault(_form, set()).add(_number)

#: What sounds alike is written alike: applied in this order.
ALIKE = (
    ("ch", "k"), ("ck", "k"), ("cz", "k"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("sz", "s"), ("sh", "s"), ("zh", "z"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("j", "i"),
    ("y", "i"), ("h", ""),
)  # fmt: skip
VOWELS = str.maketrans("", "", "aeiou")
LETTERS_APART = str.maketrans("łđøı", "ldoi")


def plain(text: str) -> str:
    """Small letters without accents; hyphens and dots are spaces, apostrophes are nothing."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS_APART))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter not in "'’`")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def is_form_of(one: str, other: str) -> bool:
    """Whether two plain names are known to be forms of one name."""
    return bool(GROUPS.get(one, set()) & GROUPS.get(other, set()))


def skeleton(name: str) -> str:
    """What is left of a plain name when spellings that sound alike are made one and vowels are left out."""
    text = name.replace(" ", "")
    for written, sounds in ALIKE:
        text = text.replace(written, sounds)
    first, rest = text[:1], text[1:].translate(VOWELS)
    kept = ""
    for letter in ("a" if first and first in "aeiou" else first) + rest:
        kept += letter if kept[-1:] != letter else ""
    return kept

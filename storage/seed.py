"""The demo office: invented people at two desks of an invented town, as `python app.py seed` makes it."""

from storage.founding import Person

DESKS = [("kurashi", "くらしの窓口"), ("hataraku", "はたらく窓口")]

PEOPLE = [
    Person("sato", "佐藤", "counselor", ("kurashi",)),
    Person("mori", "森", "counselor", ("hataraku",)),
    Person("kudo", "工藤", "supervisor", ("kurashi", "hataraku")),
]

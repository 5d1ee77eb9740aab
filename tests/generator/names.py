"""Names of people, bodies, places and outlets, all invented or commonplace, in Russian, Ukrainian and English."""

GIVEN = (
    ("Андрей", "Андрій", "Andriy"),
    ("Сергей", "Сергій", "Serhiy"),
    ("Николай", "Микола", "Mykola"),
    ("Пётр", "Петро", "Petro"),
    ("Алексей", "Олексій", "Oleksiy"),
    ("Евгений", "Євген", "Yevhen"),
    ("Михаил", "Михайло", "Mykhailo"),
    ("Дмитрий", "Дмитро", "Dmytro"),
    ("Игорь", "Ігор", "Ihor"),
    ("Виктор", "Віктор", "Viktor"),
    ("Елена", "Олена", "Olena"),
    ("Анна", "Ганна", "Hanna"),
    ("Мария", "Марія", "Maria"),
    ("Наталья", "Наталія", "Nataliia"),
    ("Ирина", "Ірина", "Iryna"),
    ("Екатерина", "Катерина", "Kateryna"),
)
# (masculine Russian, feminine Russian, masculine Ukrainian, feminine Ukrainian, masculine English, feminine English)
SURNAMES = (
    ("Вербицкий", "Вербицкая", "Вербицький", "Вербицька", "Verbytskyi", "Verbytska"),
    ("Гончаренко", "Гончаренко", "Гончаренко", "Гончаренко", "Honcharenko", "Honcharenko"),
    ("Жданович", "Жданович", "Жданович", "Жданович", "Zhdanovich", "Zhdanovich"),
    ("Заболотный", "Заболотная", "Заболотний", "Заболотна", "Zabolotnyi", "Zabolotna"),
    ("Ковальчук", "Ковальчук", "Ковальчук", "Ковальчук", "Kovalchuk", "Kovalchuk"),
    ("Лещинский", "Лещинская", "Лещинський", "Лещинська", "Leshchynskyi", "Leshchynska"),
    ("Мазуренко", "Мазуренко", "Мазуренко", "Мазуренко", "Mazurenko", "Mazurenko"),
    ("Нестеров", "Нестерова", "Нестеров", "Нестерова", "Nesterov", "Nesterova"),
    ("Осадчук", "Осадчук", "Осадчук", "Осадчук", "Osadchuk", "Osadchuk"),
    ("Пивоваров", "Пивоварова", "Пивоваров", "Пивоварова", "Pyvovarov", "Pyvovarova"),
    ("Радченко", "Радченко", "Радченко", "Радченко", "Radchenko", "Radchenko"),
    ("Савицкий", "Савицкая", "Савицький", "Савицька", "Savytskyi", "Savytska"),
    ("Тарновский", "Тарновская", "Тарновський", "Тарновська", "Tarnovskyi", "Tarnovska"),
    ("Усенко", "Усенко", "Усенко", "Усенко", "Usenko", "Usenko"),
    ("Федорук", "Федорук", "Федорук", "Федорук", "Fedoruk", "Fedoruk"),
    ("Хоменко", "Хоменко", "Хоменко", "Хоменко", "Khomenko", "Khomenko"),
    ("Цыбульский", "Цыбульская", "Цибульський", "Цибульська", "Tsybulskyi", "Tsybulska"),
    ("Чернышёв", "Чернышёва", "Чернишов", "Чернишова", "Chernyshov", "Chernyshova"),
    ("Шульга", "Шульга", "Шульга", "Шульга", "Shulha", "Shulha"),
    ("Щербина", "Щербина", "Щербина", "Щербина", "Shcherbyna", "Shcherbyna"),
    ("Юрченко", "Юрченко", "Юрченко", "Юрченко", "Yurchenko", "Yurchenko"),
    ("Якимов", "Якимова", "Якимов", "Якимова", "Yakymov", "Yakymova"),
)
FEMININE = {"Елена", "Анна", "Мария", "Наталья", "Ирина", "Екатерина"}
STATES = ("by", "ua", "ru", "pl", "lt", "de", "fr", "md", "ge", "kz", "cz", "lv")
STATE_NAMES = {
    "by": ("Белоруссия", "Білорусь", "Belarus"),
    "ua": ("Украина", "Україна", "Ukraine"),
    "ru": ("Россия", "Росія", "Russia"),
    "pl": ("Польша", "Польща", "Poland"),
    "lt": ("Литва", "Литва", "Lithuania"),
    "de": ("Германия", "Німеччина", "Germany"),
    "fr": ("Франция", "Франція", "France"),
    "md": ("Молдавия", "Молдова", "Moldova"),
    "ge": ("Грузия", "Грузія", "Georgia"),
    "kz": ("Казахстан", "Казахстан", "Kazakhstan"),
    "cz": ("Чехия", "Чехія", "Czechia"),
    "lv": ("Латвия", "Латвія", "Latvia"),
}
PLACES = (
    ("Вена", "Відень", "Vienna"),
    ("Женева", "Женева", "Geneva"),
    ("Стамбул", "Стамбул", "Istanbul"),
    ("Сочи", "Сочі", "Sochi"),
    ("Одесса", "Одеса", "Odesa"),
    ("Гомель", "Гомель", "Gomel"),
)
ROLES = ("president", "prime minister", "foreign minister", "defence minister", "speaker", "ambassador")
OUTLETS = (
    ("Полдень", "ru"),
    ("Вечерний лист", "ru"),
    ("Обозрение-7", "ru"),
    ("Ранкова пошта", "uk"),
    ("Новий берег", "uk"),
    ("Слово дня", "uk"),
    ("Harbour Post", "en"),
    ("North Courier", "en"),
)
LANGS = ("ru", "uk", "en")
_WORDS = (
    "встреча разговор вопрос решение сторона время страна вечер утро письмо граница договор слово неделя дорога рынок "
    "совет город берег мост поезд школа завод хлеб река закон голос площадь доклад план",
    "зустріч розмова питання рішення сторона час країна вечір ранок лист кордон договір слово тиждень дорога ринок "
    "рада місто берег міст поїзд школа завод хліб річка закон голос площа доповідь план",
    "meeting talk question decision side time country evening morning letter border treaty word week road market "
    "council city shore bridge train school plant bread river law voice square report plan",
)
WORDS = {lang: words.split() for lang, words in zip(LANGS, _WORDS, strict=True)}

"""The catalogue in the window: a page for everything, found by typing, reached from every cell, and no way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from consult.assess import Knowledge
from consult.case_file import CaseFile
from consult.catalog import Catalog
from consult.compare import ASPECTS
from consult.hcc.declared import DECLARED
from consult.hcc.derive import SCHEMA
from consult.hcc.knowledge import knowledge as compile_knowledge
from consult.lookup import KINDS, Lookup, fold
from consult.phrases import Words
from consult.summary.book_back import party
from consult.summary.catalogue_evidence import numbered
from consult.summary.catalogue_pages import CONTENTS, LISTS, Page, Pages
from tests.ui.test_options import CASE
from ui import theme
from ui.catalogue.addresses import address, link
from ui.catalogue.browser import CatalogueBrowser
from ui.catalogue.page_view import PageView
from ui.catalogue.rich import rich
from ui.comparison.table import ComparisonTable
from ui.editions import CatalogueWindow
from ui.languages import Speaker
from ui.window import MainWindow
from ui.workspace import Workspace

LANGUAGES = ("en", "zh_CN")
CHOSEN = ("rfa", "transplant", "sbrt")
HOSTILE = (
    "</a><script>alert(1)</script><img src='http://a.example/x.png'>"
    '<a href="http://a.example">x</a> &amp; \u202eevil'
)


def pages(catalog: Catalog, language: str) -> Pages:
    return Pages(catalog, Words(language, DECLARED, catalog), DECLARED)


def shown(page: Page) -> str:
    """The words of a page as they are drawn."""
    body = rich(page, theme.theme("light")).partition("<body>")[2]
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br>|</p>|</h\d>", "\n", body)))


def squeezed(text: str) -> str:
    """Without white space, and without the sign that powers of ten are raised by."""
    return re.sub(r"[\s^]", "", text)


def every_address(catalog: Catalog) -> list[str]:
    return [
        CONTENTS,
        *LISTS,
        *(f"treatment.{name}" for name in catalog.treatments),
        *(f"source.{name}" for name in catalog.sources),
        *(f"rule.{rule.id}" for rule in catalog.rules.values() if len(rule.applies_to) > 1),
    ]


@pytest.fixture
def workspace(knowledge: Knowledge) -> Workspace:
    workspace = Workspace(knowledge)
    workspace.open_patient(SCHEMA.read(CASE))
    workspace.choose(CHOSEN)
    return workspace


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[MainWindow]:
    theme.load_fonts()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    speaker = Speaker(application)
    workspace.language_changed.connect(speaker.speak)
    made = MainWindow(
        workspace,
        theme="light",
        read_case=lambda _path: CaseFile(workspace.patient),
        make_pdf=lambda _language: b"",
        dress=lambda _name: None,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.complete()
    yield made
    speaker.speak("en")


@pytest.fixture
def table(window: MainWindow) -> ComparisonTable:
    window.comparison.table.setFocus()
    return window.comparison.table


def browser_of(window: MainWindow) -> CatalogueBrowser:
    assert window._right is not None
    assert window._right.browser is not None
    return window._right.browser


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard stands."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def links(view: QTextBrowser) -> dict[str, int]:
    """Every address a view links to, with a place inside the link."""
    found: dict[str, int] = {}
    block = view.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            if fragment.charFormat().isAnchor() and fragment.charFormat().anchorHref():
                found.setdefault(address(QUrl(fragment.charFormat().anchorHref())), fragment.position() + 1)
            at += 1
        block = block.next()
    return found


def click(view: QTextBrowser, wanted: str) -> None:
    """Click a link with the mouse, after scrolling to it."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(links(view)[wanted])
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.cursorRect(cursor).top() - 20)
    place = view.cursorRect(cursor).center() + QPoint(1, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


# -- a page for everything -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_treatment_has_a_page_with_everything_of_its_record(catalog: Catalog, language: str) -> None:
    made, words = pages(catalog, language), Words(language, DECLARED, catalog)
    for treatment in catalog.treatments.values():
        key = f"treatment.{treatment.id}"
        page = made.page(key)
        said = squeezed(shown(page))
        assert page.title == words.treatment(treatment.id)
        for text_key in catalog.texts[language]:
            if text_key.startswith(f"{key}."):
                assert squeezed(words.text(text_key)) in said, text_key
        for rule in catalog.rules.values():
            if treatment.id in rule.applies_to:
                assert rule.id in said
                assert squeezed(words.text(f"rule.{rule.id}")) in said
                assert all(squeezed(words.criterion(criterion)) in said for criterion in rule.when)
                assert all(source in said for source in rule.sources)
        for position in catalog.positions.values():
            if position.treatment == treatment.id:
                assert position.id in said
                assert squeezed(words.text(f"position.{position.context}")) in said
        for point in treatment.points:
            assert squeezed(words.text(f"point.{point.id}")) in said
        for burden in treatment.burdens:
            assert squeezed(words.text(f"burden.{treatment.id}.{burden.id}")) in said
        for outcome in treatment.outcomes:
            assert squeezed(words.outcome(outcome).text) in said
        for conflict in catalog.conflicts.values():
            if treatment.id in (*conflict.a, *conflict.b):
                assert squeezed(words.text(f"conflict.{conflict.id}")) in said
                assert squeezed(party(conflict.a[0], catalog, words)) in said
        for topic in catalog.disagreements.values():
            if treatment.id in topic.treatments:
                stated = [view for view in topic.views if view.stated]
                assert all(squeezed(words.view(topic, view).text) in said for view in stated)
        assert squeezed(words.say("page.not_signed")) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_has_a_page_with_everything_that_rests_on_it(catalog: Catalog, language: str) -> None:
    made, words = pages(catalog, language), Words(language, DECLARED, catalog)
    records = [
        *catalog.rules.values(),
        *catalog.positions.values(),
        *catalog.conflicts.values(),
        *(part for t in catalog.treatments.values() for part in (*t.points, *t.outcomes)),
    ]
    citing: dict[str, list[str]] = {}
    for record in records:
        for source in record.sources:
            citing.setdefault(source, []).append(record.id)
    for source in catalog.sources.values():
        said = squeezed(shown(made.page(f"source.{source.id}")))
        assert squeezed(source.citation) in said
        assert squeezed(numbered(source.doi, words)) in said
        assert squeezed(numbered(source.pmid, words)) in said
        assert (
            squeezed(words.say("page.read_whole") if source.read == "yes" else words.reading(source.read))
            in said
        )
        assert [name for name in citing.get(source.id, ()) if name not in said] == []
        for topic in catalog.disagreements.values():
            for view in topic.views:
                if view.stated and source.id in view.sources:
                    assert squeezed(words.view(topic, view).text) in said


def test_the_note_on_a_source_is_gathered_from_its_figures(catalog: Catalog) -> None:
    said = shown(pages(catalog, "en").page("source.ABO18"))
    assert "randomised trial, n = 707: 2 figures" in said
    assert "68 of 100 with a serious side effect" in said
    assert "Figures without an interval: 2 of 2" in said
    assert "Certainty of evidence: High." in said
    none = next(name for name, source in catalog.sources.items() if name == "oken-1982")
    assert "takes no figure from it" in shown(pages(catalog, "en").page(f"source.{none}"))


def test_numbers_that_were_not_checked_say_so() -> None:
    words = Words("en", DECLARED)
    assert numbered("10.1056/NEJMoa1717002", words) == "10.1056/NEJMoa1717002"
    assert numbered("10.1016/S0140-6736(23)00961-3 (memory)", words).startswith(
        "10.1016/S0140-6736(23)00961-3 (from memory"
    )
    assert numbered("10.1016/S0140-6736(16)32453-9", words) == "10.1016/S0140-6736(16)32453-9"
    assert "CHINA2026" in numbered("10.1200/JCO.18.02184 (in CHINA2026 list)", words)
    assert numbered("none", words) == numbered("", words) == "none recorded"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fact_or_member_stands_on_a_page_as_its_id(catalog: Catalog, language: str) -> None:
    made = pages(catalog, language)
    parts = [part.id for t in catalog.treatments.values() for part in (*t.points, *t.outcomes)]
    known = {*catalog.rules, *catalog.positions, *catalog.conflicts, *catalog.treatments, *parts}
    members = {choice.id for field in DECLARED.values() for choice in field.choices}
    internal = {name for name in (*DECLARED, *members) if "_" in name} - catalog.treatments.keys()
    pattern = re.compile("|".join(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])" for name in sorted(internal)))
    assert pattern.search("when portal_vein_invasion is")
    for wanted in every_address(catalog):
        for line in shown(made.page(wanted)).splitlines():
            found = pattern.search(line)
            assert found is None or any(found[0] in name for name in known if name in line), (wanted, line)


def test_every_record_has_a_home_and_every_link_leads_to_one(catalog: Catalog) -> None:
    made = pages(catalog, "en")
    for wanted in every_address(catalog):
        html = rich(made.page(wanted), theme.theme("light"))
        for target in set(re.findall(r"href='([^']*)'", html)):
            assert made.home(address(QUrl(target)))
        assert "href=" not in html.replace("href='catalogue:", "")
        assert "src=" not in html
    anchored = [
        *(f"position.{name}" for name in list(catalog.positions)[::40]),
        *(f"rule.{name}" for name in list(catalog.rules)[::40]),
        *(f"conflict.{name}" for name in list(catalog.conflicts)[::20]),
        *(f"disagreement.{name}" for name in list(catalog.disagreements)[::10]),
        "glossary.ascites",
        "drug.sorafenib",
    ]
    for wanted in anchored:
        page = made.page(wanted)
        if page.anchor:
            assert f"name='{link(wanted).partition(':')[2]}'" in rich(page, theme.theme("light"))
    for missing in ("treatment.nothing", "source.", "rule.x", "nothing", ""):
        with pytest.raises(KeyError):
            made.page(missing)


# -- from the comparison -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_every_cell_is_two_clicks_away(
    qtbot: QtBot, window: MainWindow, table: ComparisonTable, workspace: Workspace, language: str
) -> None:
    workspace.set_language(language)
    comparison = workspace.comparison
    assert comparison is not None
    assert workspace.knowledge is not None
    cells = 0
    for row, aspect in enumerate(ASPECTS):
        for column, treatment in enumerate(CHOSEN):
            cell = comparison.cell(aspect, treatment)
            sentences = [
                workspace.words.line(line, workspace.knowledge) for line in (*cell.lines, *cell.detail)
            ]
            cited = list(dict.fromkeys(source for sentence in sentences for source in sentence.sources))
            table.scrollTo(table.model().index(row, column))
            table.open_cell(row, column)
            offered = links(table.detail)
            assert f"treatment.{treatment}" in offered
            assert {f"source.{source}" for source in cited} <= offered.keys()
            if cited:
                click(table.detail, f"source.{cited[-1]}")
                browser = browser_of(window)
                assert browser.isVisible()
                assert browser.here() == f"source.{cited[-1]}"
                assert cited[-1] in browser.page.toPlainText()
                assert not table.isVisible()
                press(Qt.Key.Key_Escape)
                assert table.isVisible()
                assert QApplication.focusWidget() is table.detail
                cells += 1
            table.close_detail()
    assert cells >= 20
    assert workspace.chosen == CHOSEN


def test_two_keys_lead_from_every_cell_to_what_it_rests_on(
    window: MainWindow, table: ComparisonTable, workspace: Workspace
) -> None:
    comparison = workspace.comparison
    assert comparison is not None
    for row, aspect in enumerate(ASPECTS):
        for column, treatment in enumerate(CHOSEN):
            cell = comparison.cell(aspect, treatment)
            sentences = [
                workspace.words.line(line, workspace.knowledge) for line in (*cell.lines, *cell.detail)
            ]
            cited = [source for sentence in sentences for source in sentence.sources]
            table.setCurrentIndex(table.model().index(row, column))
            table.setFocus()
            press(Qt.Key.Key_Return)
            press(Qt.Key.Key_F9)
            here = browser_of(window).here()
            assert here == (f"source.{cited[0]}" if cited else f"treatment.{treatment}")
            press(Qt.Key.Key_F9)
            assert QApplication.focusWidget() is table.detail
            press(Qt.Key.Key_Escape)
            press(Qt.Key.Key_F9)
            assert browser_of(window).here() == f"treatment.{treatment}"
            press(Qt.Key.Key_Escape)
            assert QApplication.focusWidget() is table


def test_tab_and_enter_follow_a_source_in_an_opened_cell(window: MainWindow, table: ComparisonTable) -> None:
    table.open_cell(ASPECTS.index("certainty"), 0)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert browser_of(window).here() == "treatment.rfa"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert browser_of(window).here().startswith("source.")
    press(Qt.Key.Key_Escape)
    assert table.opened is not None


def test_enter_in_a_cell_still_closes_it_and_the_name_of_a_treatment_leads_to_its_page(
    window: MainWindow, table: ComparisonTable
) -> None:
    table.open_cell(0, 1)
    press(Qt.Key.Key_Return)
    assert table.opened is None
    table.toggle_treatment(1)
    click(table.detail, "treatment.transplant")
    assert browser_of(window).title.text() == "Liver transplantation"


def test_the_option_list_and_the_catalogue_window_lead_there_too(qtbot: QtBot, window: MainWindow) -> None:
    view = window.options.view
    view.setFocus()
    press(Qt.Key.Key_Down)
    standing = window.options.current_row()[1]
    assert standing
    press(Qt.Key.Key_F9)
    assert browser_of(window).here() == f"treatment.{standing}"
    press(Qt.Key.Key_F9)
    assert QApplication.focusWidget() is view
    window.show_catalogue()
    dialog = window.findChild(CatalogueWindow)
    assert dialog is not None
    dialog.read_button.click()
    assert browser_of(window).isVisible()
    assert not dialog.isVisible()


# -- searching -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Transarterial chemo", "treatment.tace"),
        ("TÂCE", "treatment.tace"),
        ("ｔａｃｅ", "treatment.tace"),
        ("肝移植", "treatment.transplant"),
        ("索拉非尼", "drug.sorafenib"),
        ("索拉非尼", "treatment.tki_sorafenib"),
        ("SORAFENIB", "drug.sorafenib"),
        ("resection.child-pugh-c", "rule.resection.child-pugh-c"),
        ("10.1056/NEJMoa1717002", "source.ABO18"),
        ("29972759", "source.ABO18"),
        ("celestial", "source.ABO18"),
        ("379:54-63", "source.ABO18"),
        ("腹水", "glossary.ascites"),
        ("ascites", "glossary.ascites"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_found_in_either_language(catalog: Catalog, language: str, typed: str, wanted: str) -> None:
    found = Lookup(catalog, Words(language, DECLARED, catalog)).find(typed)
    assert wanted in [entry.address for entries in found.values() for entry in entries]


def test_folding_keeps_letters_apart_and_finds_all_when_nothing_is_typed(catalog: Catalog) -> None:
    assert fold("Ätiologie – ＡＢＣ") == "atiologie - abc"
    lookup = Lookup(catalog, Words("en", DECLARED, catalog))
    everything = lookup.find("  ")
    assert list(everything) == list(KINDS)
    assert len(everything["treatment"]) == len(catalog.treatments)
    assert len(everything["source"]) == len(catalog.sources)
    assert len(everything["rule"]) == len(catalog.rules)
    assert lookup.find("zzzz qqqq") == {}
    assert lookup.find("sorafenib")["treatment"][0].address == "treatment.tki_sorafenib"
    home = pages(catalog, "en").home
    assert all(home(entry.address) for entries in everything.values() for entry in entries)


def test_by_keys_alone_from_the_form_and_back(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.patient
    window.focus_first()
    field = QApplication.focusWidget()
    press(Qt.Key.Key_F9)
    browser = browser_of(window)
    assert QApplication.focusWidget() is browser.search
    assert browser.title.text() == "Catalogue"
    QTest.keyClicks(browser.search, "celestial")
    press(Qt.Key.Key_Return)
    assert browser.here() == "source.ABO18"
    assert QApplication.focusWidget() is browser.page
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert browser.here() == "treatment.tki_cabozantinib"
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is browser.search
    QTest.keyClicks(browser.search, "ascites")
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is browser.entries
    press(Qt.Key.Key_Return)
    assert browser.here() == "glossary.ascites"
    seen = [browser.here()]
    for _step in range(4):
        press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        seen.append(browser.here())
    assert seen == ["glossary.ascites", "treatment.tki_cabozantinib", "source.ABO18", CONTENTS, CONTENTS]
    assert not browser.back_button.isEnabled()
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert browser.here() == "source.ABO18"
    press(Qt.Key.Key_Escape)
    assert not browser.isVisible()
    assert QApplication.focusWidget() is field
    assert workspace.patient is before


def test_tab_reaches_search_list_page_and_buttons_and_then_the_foot(window: MainWindow) -> None:
    window.browse("glossary")  # a page without links
    browser = browser_of(window)
    browser.search.setFocus()
    reached = []
    for _step in range(8):
        reached.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    on = [stop for stop in browser.stops() if stop.isEnabled()]
    assert reached[: len(on)] == on
    assert reached[len(on)] is window._buttons["print"]


def test_back_returns_to_where_the_page_was_left(window: MainWindow) -> None:
    window.browse("treatment.tace")
    browser = browser_of(window)
    bar = browser.page.verticalScrollBar()
    bar.setValue(700)
    browser.page.followed.emit("source.LLOVET2002")
    assert bar.value() == 0
    browser.back_button.click()
    assert (browser.here(), bar.value()) == ("treatment.tace", 700)
    browser.left.emit()
    window.browse()
    assert (browser.here(), bar.value()) == ("treatment.tace", 700)
    browser.on_button.click()
    assert browser.here() == "source.LLOVET2002"
    browser.step(-1)
    browser.open("glossary")
    assert not browser.on_button.isEnabled()
    browser.open("glossary.ascites")
    assert bar.value() > 0


# -- beside the open case ------------------------------------------------------------------------------------------


def test_nothing_is_made_before_it_is_asked_for_and_an_edit_makes_no_page(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window._right is not None
    assert window._right.browser is None
    window.browse("treatment.rfa")
    made: list[str] = []
    whole = Pages.page
    monkeypatch.setattr(Pages, "page", lambda self, name: made.append(name) or whole(self, name))
    workspace.set_value("ecog", 1)
    assert made == []
    workspace.set_language("zh_CN")
    assert made == ["treatment.rfa"]
    assert browser_of(window).title.text() == workspace.words.treatment("rfa")
    assert browser_of(window).search.placeholderText() == "在目录中查找"


def test_another_edition_replaces_the_page(
    window: MainWindow, workspace: Workspace, catalog: Catalog
) -> None:
    window.browse("treatment.rfa")
    texts = {
        language: {**held, "treatment.rfa.name": f"NEW {language}"}
        for language, held in catalog.texts.items()
    }
    sources = {name: source for name, source in catalog.sources.items() if name != "oken-1982"}
    workspace.set_knowledge(compile_knowledge(replace(catalog, texts=texts, sources=sources)))
    browser = browser_of(window)
    assert browser.title.text() == "NEW en"
    browser.open("source.oken-1982")
    assert browser.title.text() == "Catalogue"


def test_without_a_catalogue_it_says_why(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    workspace.set_knowledge(None)
    window.browse()
    assert browser_of(window).page.toPlainText() == ""
    press(Qt.Key.Key_Escape)
    assert not browser_of(window).isVisible()


# -- hostile words, and no way out ---------------------------------------------------------------------------------


class Opened(QObject):
    """Takes what would be opened outside."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture
def outside() -> Iterator[Opened]:
    opened = Opened()
    for scheme in ("http", "https", "file", "mailto", "catalogue"):
        QDesktopServices.setUrlHandler(scheme, opened, "take")
    yield opened
    for scheme in ("http", "https", "file", "mailto", "catalogue"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_hostile_words_stay_words(qtbot: QtBot, catalog: Catalog, outside: Opened) -> None:
    planted = {
        "treatment.rfa.name": HOSTILE,
        "treatment.rfa.what": HOSTILE,
        "rule.resection.child-pugh-c": HOSTILE,
        "glossary.ascites.name": HOSTILE,
    }
    evil = "x'><a href=http://a.example>"
    hostile = replace(
        catalog,
        texts={"en": {**catalog.texts["en"], **planted}, "zh_CN": catalog.texts["zh_CN"]},
        sources={
            **catalog.sources,
            "ABO18": replace(catalog.sources["ABO18"], citation=HOSTILE, doi=HOSTILE, read=HOSTILE),
            evil: replace(catalog.sources["ABO18"], id=evil),
        },
        treatments={
            **catalog.treatments,
            "rfa": replace(catalog.treatments["rfa"], certainty_sources=(evil,)),
        },
    )
    made = pages(hostile, "en")
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    for wanted in ("treatment.rfa", "treatment.resection", "source.ABO18", f"source.{evil}", "glossary"):
        html = rich(made.page(wanted), theme.theme("light"), HOSTILE)
        assert "<script" not in html
        assert "<img" not in html
        assert "\u202e" not in html
        view.show_page(made.page(wanted), HOSTILE)
        assert "<script>alert(1)</script>" in view.toPlainText()
        assert all(made.home(target) for target in links(view))
        assert not any("http" in target and target != f"source.{evil}" for target in links(view))
    view.show_page(made.page("treatment.rfa"), "")
    followed: list[str] = []
    view.followed.connect(followed.append)
    click(view, f"source.{evil}")
    assert followed == [f"source.{evil}"]
    assert outside.urls == []


def test_hostile_words_stay_words_in_an_opened_cell(
    qtbot: QtBot, window: MainWindow, table: ComparisonTable, workspace: Workspace, catalog: Catalog
) -> None:
    source = catalog.treatments["rfa"].certainty_sources[0]
    hostile = replace(
        catalog, sources={**catalog.sources, source: replace(catalog.sources[source], citation=HOSTILE)}
    )
    workspace.set_knowledge(compile_knowledge(hostile))
    table.open_cell(ASPECTS.index("certainty"), 0)
    assert "<script>alert(1)</script>" in table.detail.toPlainText()
    assert all(target.startswith(("source.", "treatment.")) for target in links(table.detail))


def test_a_link_that_leads_out_leads_nowhere(
    qtbot: QtBot, window: MainWindow, table: ComparisonTable, outside: Opened
) -> None:
    window.browse("glossary")
    browser = browser_of(window)
    followed: list[str] = []
    browser.page.followed.connect(followed.append)
    targets = (
        "http://a.example/",
        "https://a.example",
        "file:///etc/passwd",
        "mailto:a@b",
        "#x",
        "rel/x.html",
    )
    for view in (browser.page, table.detail):
        for target in targets:
            if view is table.detail:
                press(Qt.Key.Key_Escape) if browser.isVisible() else None
                table.open_cell(0, 0)
            view.setFocus()
            view.setHtml(f"<p><a href='{target}'>word word</a> <img src='{target}'></p>")
            press(Qt.Key.Key_Tab)
            press(Qt.Key.Key_Return)
            view.anchorClicked.emit(QUrl(target))
            assert view.loadResource(2, QUrl(target)) is None
    assert followed == []
    assert outside.urls == []
    assert browser.here() == "glossary"


def test_every_link_of_a_page_stays_inside(window: MainWindow, outside: Opened) -> None:
    window.browse("source.ABO18")
    browser = browser_of(window)
    targets = list(links(browser.page))
    assert len(targets) > 3
    for target in targets:
        browser.open("source.ABO18")
        click(browser.page, target)
        assert browser.here() == target
    assert outside.urls == []


def test_an_address_is_read_back_as_it_was_written() -> None:
    for name in ("source.ABO18", "source.a b/ü'\"<&#?%25", "rule.any.x", "来源"):
        assert address(QUrl(link(name))) == name
    for other in ("http://a.example", "catalog:x", "", "#source.ABO18", "//catalogue:x"):
        assert address(QUrl(other)) == ""

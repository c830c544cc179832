"""Releases as the programs of press offices lay them out: Word documents by python-docx, PDF by fpdf2."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from fpdf import FPDF

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CENTRE = WD_ALIGN_PARAGRAPH.CENTER

BATHS = [
    "Skelmere Borough Council has approved a £4.2 million plan to rebuild Lanthorn Street Baths, which closed in March "
    "2021 after a boiler failure.",
    "Work will start in September and the pool is due to open again in summer 2026, with a new gym and a café run by "
    "the charity Lanthorn Together.",
    "“We have listened to the thousands of people who signed the petition,” said Cllr Orla Venning, Cabinet Member for "
    "Leisure. “This pool taught half the town to swim.”",
]
WARD = [
    "A £2.1 million ward for older patients opened at Harrowby General Hospital today, with 28 beds and a garden that "
    "was planted by volunteers of the League of Friends.",
    "Chief Executive Dr Samir Okonedo said: “Our patients told us what they needed, and we built it. The refurbishment "
    "was long overdue.”",
    "The ward will admit its first patients on Monday, and visitors are welcome from the week after.",
]
WASTE = [
    "Ostrey District Council recycled 58 per cent of household waste last year, its highest rate yet, figures released "
    "today show.",
    "“Residents did this,” said Councillor Bryn Tolliver, who leads the council. “Thank you to everybody who sorted, "
    "rinsed and carried.”",
    "The council plans weekly food waste collections from April next year and will write to every household before "
    "Christmas.",
]
VENNING, OKONEDO, TOLLIVER = "Orla Venning", "Samir Okonedo", "Bryn Tolliver"


def saved(document: Word) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bold(document: Word, text: str, size: int | None = None) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)


def add(document: Word, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text)


def box(*lines: str, fallback: bool = True) -> Any:
    """A run with a text box, told twice as Word does."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return parse_xml(
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice>{old if fallback else ''}"
        "</mc:AlternateContent></w:r>"
    )


def change(kind: str, text: str) -> Any:
    """A tracked change: "ins", "del", "moveFrom" or "moveTo"."""
    tag = "delText" if kind == "del" else "t"
    return parse_xml(f'<w:{kind} {W} w:id="9" w:author="A"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>')


def word_styles() -> bytes:
    document = docx.Document()
    document.add_heading("Lanthorn Street Baths to reopen after £4.2m rebuild", 0)
    add(document, "12 June 2025", *BATHS[:2])
    document.add_heading("What happens next", 2)
    add(document, BATHS[2])
    document.add_paragraph("a new 25-metre pool", style="List Bullet")
    add(document, "ENDS", "Notes to editors")
    document.add_paragraph("Pictures are available on request.", style="List Number")
    return saved(document)


def word_letterhead_table() -> bytes:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "SKELMERE BOROUGH COUNCIL"
    table.cell(0, 1).text = "PRESS RELEASE\nRef: 44/25\nDate: 12 June 2025"
    slogan = document.add_paragraph().add_run("Working together for a better Skelmere")
    slogan.italic, slogan.font.size = True, Pt(14)
    bold(document, "FOR IMMEDIATE RELEASE")
    bold(document, "Lanthorn Street Baths to reopen\nafter £4.2m rebuild", 16)
    add(document, *BATHS[:2])
    bold(document, "Long wait over")
    add(document, BATHS[2], "- ENDS -")
    document.sections[0].footer.paragraphs[0].text = "Town Hall, Market Hill, Skelmere | www.skelmere.example"
    return saved(document)


def word_header() -> bytes:
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "Skelmere Borough Council\t\tNews release"
    header.add_paragraph("12 June 2025")
    add(document, "Baths to reopen after rebuild", *BATHS)
    return saved(document)


def word_boxes() -> bytes:
    document = docx.Document()
    bold(document, "Baths to reopen after £4.2m rebuild")
    document.paragraphs[0]._p.insert(0, box("Skelmere Borough Council", "PRESS RELEASE"))
    document.paragraphs[0]._p.append(box("Petra Lindqvist", "01632 960 118", fallback=False))
    add(document, "12 June 2025", *BATHS)
    return saved(document)


def word_tracked() -> bytes:
    document = docx.Document()
    bold(document, "Baths to reopen after £4.2m rebuild")
    add(document, "12 June 2025")
    start, end = BATHS[0].split("£4.2 million")
    lead = document.add_paragraph(start)
    for one in (change("del", "£3.9 million"), change("ins", "£4.2 million"), change("moveFrom", "sadly")):
        lead._p.append(one)
    lead.add_run(end)
    second = document.add_paragraph()
    second.add_run("TEMPLATE: write on here. ").font.hidden = True
    second.add_run(BATHS[1])
    add(document, BATHS[2])
    return saved(document)


def word_pasted() -> bytes:
    """Each line of a mail a paragraph of its own."""
    import textwrap

    document = docx.Document()
    add(document, "MEDIA RELEASE", "Thursday 12 June 2025", "", "Baths to reopen after £4.2m rebuild", "")
    for text in BATHS:
        add(document, *textwrap.wrap(text, 66), "")
    return saved(document)


def word_memo() -> bytes:
    document = docx.Document()
    document.add_heading("News from Harrowby Vale NHS Foundation Trust", 0)
    table = document.add_table(3, 2)
    rows = [
        ("Date:", "3 March 2025"),
        ("Embargo:", "Not for publication before 00.01 on 4 March 2025"),
        ("Subject:", "New ward opens at Harrowby General Hospital"),
    ]
    for row, texts in enumerate(rows):
        table.cell(row, 0).text, table.cell(row, 1).text = texts
    add(document, *WARD)
    return saved(document)


def word_centred() -> bytes:
    document = docx.Document()
    for text, size in (("Harrowby Vale NHS Foundation Trust", 11), ("NEW WARD OPENS AT HARROWBY GENERAL", 11)):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)
    add(document, "Embargoed until 00.01 on Tuesday 4 March 2025", *WARD, "ENDS")
    return saved(document)


def word_one_table() -> bytes:
    """A template that is one table from head to foot."""
    document = docx.Document()
    table = document.add_table(4, 1)
    table.cell(0, 0).text = "Ostrey District Council"
    table.cell(1, 0).text = "Recycling rises to 58 per cent in Ostrey"
    table.cell(2, 0).text = "7 May 2024"
    cell = table.cell(3, 0)
    cell.text = WASTE[0]
    for text in WASTE[1:]:
        cell.add_paragraph(text)
    return saved(document)


def word_american() -> bytes:
    document = docx.Document()
    add(document, "FOR IMMEDIATE RELEASE", "CONTACT: Ines Marchetti\n01632 960 441\npress@ostrey.example", "")
    bold(document, "RECYCLING RISES TO 58 PER CENT IN OSTREY")
    add(document, "OSTREY, 7 May 2024 – " + WASTE[0], *WASTE[1:], "###")
    add(document, "About Ostrey District Council", "The council serves 92,000 people in the valley of the Ose.")
    return saved(document)


def word_tabs() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - press release template"
    add(document, "Ref:\tOD/24/31\t\tDate:\t7 May 2024", "Ostrey District Council\t\tMedia statement")
    document.add_heading("Recycling rises to 58 per cent in Ostrey", 1)
    add(document, *WASTE[:1])
    document.add_paragraph(WASTE[1], style="Quote")
    add(document, *WASTE[2:])
    return saved(document)


def word_style_sizes() -> bytes:
    """A style of its own makes the headline large and bold; no heading style is used."""
    document = docx.Document()
    style = document.styles.add_style("House headline", 1)
    style.font.size, style.font.bold = Pt(22), True
    add(document, "Communications team, making news since 1974")
    document.add_paragraph("New ward opens at Harrowby General", style="House headline")
    add(document, "3 March 2025", *WARD)
    return saved(document)


class Sheet(FPDF):
    """A PDF with what runs from page to page, in fonts that every reader has."""

    def __init__(self, head: str = "", foot: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.core_fonts_encoding = "cp1252"
        self.head, self.foot = head, foot
        self.add_page()

    def header(self) -> None:
        if self.head:
            self.set_font("Helvetica", "", 8)
            self.cell(0, 5, self.head, align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(6)

    def footer(self) -> None:
        if self.foot:
            self.set_y(-15)
            self.set_font("Helvetica", "", 8)
            self.cell(0, 5, self.foot.format(self.page_no()), align="C")

    def say(
        self, *texts: str, size: float = 11, style: str = "", gap: float = 4, font: str = "Times", **more: Any
    ) -> None:
        self.set_font(font, style, size)
        laid = {"w": 0, "h": size * 0.5, "align": "L", "new_x": "LMARGIN", "new_y": "NEXT"} | more
        for text in texts:
            self.multi_cell(text=text, **laid)
            self.ln(gap)

    def at(self, left: float, top: float, text: str, width: float = 60, *, size: float = 9) -> None:
        """Text at a place of the page; what is said next goes on where it was."""
        here, margin = (self.get_x(), self.get_y()), self.b_margin
        self.set_auto_page_break(False)
        self.set_xy(left, top)
        self.say(text, size=size, gap=0, w=width, font="Helvetica")
        self.set_xy(*here)
        self.set_auto_page_break(True, margin)

    def done(self) -> bytes:
        return bytes(self.output())


def pdf_plain() -> bytes:
    sheet = Sheet()
    sheet.say("SKELMERE BOROUGH COUNCIL", size=18, style="B")
    sheet.say("PRESS RELEASE", size=12)
    sheet.say("12 June 2025")
    sheet.say("Lanthorn Street Baths to reopen after £4.2m rebuild, ending a long wait", size=16, style="B")
    sheet.say(*BATHS[:2])
    sheet.say("Long wait over", style="B")
    sheet.say(
        BATHS[2],
        "• a new 25-metre pool\n• a gym, a café and a studio that clubs of the town can hire at weekends, "
        "on Friday evenings and in the school holidays",
        "ENDS",
    )
    sheet.say("Notes to editors", style="B")
    sheet.say("1. Pictures are available on request.\n2. The baths opened in 1934.", size=9)
    return sheet.done()


def pdf_columns() -> bytes:
    sheet = Sheet("Harrowby Vale NHS Foundation Trust | News release", "Page {} of 2")
    sheet.say("New ward opens at Harrowby General Hospital", size=20, style="B")
    sheet.say("3 March 2025")
    others = [
        "The wing stands where a laundry stood until 2011, and took fourteen months to build, two fewer than planned.",
        "Nurses chose the colours of its bays. Each has its own, so that patients find their way back to their beds.",
        "The League of Friends raised £140,000 for the garden, which has raised beds, benches and a pond with a rail.",
        "Families can stay overnight in three rooms beside the ward, for the first time since the hospital opened.",
    ]
    with sheet.text_columns(ncols=2, gutter=8, text_align="J") as columns:
        for text in [*WARD, *others, *(f"{text[:-1]}, it is said." for text in others * 3)]:
            sheet.set_font("Times", "", 12)
            columns.write(text)
            columns.ln()
            columns.ln()
    return sheet.done()


def pdf_side_box() -> bytes:
    sheet = Sheet()
    for label, value in (("Date:", "7 May 2024"), ("Embargo:", "00.01 on 8 May 2024"), ("Ref:", "OD/24/31")):
        sheet.set_font("Helvetica", "B", 10)
        sheet.cell(35, 6, label)
        sheet.set_font("Helvetica", "", 10)
        sheet.cell(80, 6, value, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(4)
    sheet.say("Recycling rises to 58 per cent in Ostrey", size=16, style="B")
    sheet.at(145, sheet.get_y(), "Press contact\nInes Marchetti\n01632 960 441\npress@ostrey.example")
    sheet.say(*WASTE, w=125)
    return sheet.done()


def pdf_indented() -> bytes:
    """First lines indented, no gaps between paragraphs, justified; a headline of three centred lines."""
    sheet = Sheet()
    sheet.say("RECYCLING RISES\nTO 58 PER CENT\nIN OSTREY DISTRICT", size=20, style="B", align="C")
    sheet.say("Ostrey District Council, 7 May 2024", size=9, align="C")
    sheet.set_font("Times", "", 12)
    with sheet.text_columns(text_align="J") as column:
        for text in WASTE:
            with column.paragraph(first_line_indent=8) as paragraph:
                paragraph.write(text)
    return sheet.done()


def pdf_typewriter() -> bytes:
    """One size, one face, double-spaced."""
    sheet = Sheet()
    said = [
        "Skelmere Borough Council",
        "News release",
        "Date: 12 June 2025",
        "Baths to reopen after rebuild",
        *BATHS,
        "ends",
    ]
    sheet.say(*said, font="Courier", size=12, h=10, gap=10)
    return sheet.done()


def pdf_pages() -> bytes:
    """Paragraphs over page ends, words over line ends, footers that go on counting, a letterhead on the first page."""
    sheet = Sheet(foot="- {} -", format=(148, 210))
    sheet.at(90, 12, "Skelmere Borough Council\nTown Hall, Market Hill\nSkelmere SK4 1AA", 50, size=8)
    sheet.ln(20)
    sheet.say("Baths to reopen after £4.2m rebuild", size=15, style="B")
    sheet.say("12 June 2025")
    sheet.say(*BATHS, size=13)
    sheet.say(
        "The rebuild-\ning of the hall will be watched by a group of swimmers, and its long-\nterm running by a board "
        "of nine that has yet to be named. Rebuilding starts with the roof, and long-term tenants move out in July.",
        *(
            f"For year {year} the council expects {year * 9 + 60},000 visits to the pool, of which most are by bus, "
            "on foot or by bicycle, as the car park gives way to a square with trees."
            for year in range(2, 9)
        ),
        size=13,
    )
    return sheet.done()


def pdf_turned() -> bytes:
    """A landscape page that is stored upright and turned by the viewer."""
    from pypdfium2 import PdfDocument

    sheet = Sheet(orientation="L")
    sheet.say("New ward opens at Harrowby General", size=18, style="B")
    sheet.say("Harrowby Vale NHS Foundation Trust, 3 March 2025", *WARD)
    document = PdfDocument(sheet.done())
    document[0].set_rotation(90)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_rotated_text() -> bytes:
    """All text drawn at a right angle, and a stamp along the margin."""
    sheet = Sheet()
    sheet.set_auto_page_break(False)
    with sheet.rotation(90, 100, 140):
        sheet.set_y(60)
        sheet.say("New ward opens at Harrowby General", size=18, style="B", w=150)
        sheet.say("3 March 2025", *WARD, w=150)
    sheet.at(5, 280, "harrowby_release_v3.indd 1", 80, size=6)
    return sheet.done()


def pdf_newsletter() -> bytes:
    """Three columns below a banner over the whole width."""
    sheet = Sheet()
    sheet.say("News from Ostrey District Council", size=10, font="Helvetica")
    sheet.say("Recycling rises to 58 per cent in Ostrey", size=24, style="B")
    sheet.say("7 May 2024", size=9)
    with sheet.text_columns(ncols=3, gutter=6) as columns:
        sheet.set_font("Times", "", 10)
        for text in [*WASTE, *(f"{text[:-1]}, as it said before." for text in WASTE[::2] * 6)]:
            columns.write(text)
            columns.ln()
            columns.ln()
    return sheet.done()


def pdf_notes() -> bytes:
    """A footnote in small type at the foot of the first of two pages, a reference raised behind a word."""
    sheet = Sheet(format=(148, 210))
    sheet.set_auto_page_break(True, 30)
    sheet.say("Recycling rises to 58 per cent in Ostrey", size=16, style="B")
    sheet.say("Ostrey District Council, 7 May 2024", size=10)
    sheet.set_font("Times", "", 12)
    sheet.write(6, WASTE[0])
    sheet.char_vpos = "SUP"
    sheet.write(6, "1")
    sheet.char_vpos = "LINE"
    sheet.ln(10)
    sheet.at(10, 188, "1 The figures were counted by the county.", 120, size=7)
    sheet.say(
        *WASTE[1:],
        *(f"Round {n} of the vans starts at {n} in the morning and ends at noon." for n in range(1, 14)),
        size=12,
    )
    return sheet.done()


def pdf_bullets() -> bytes:
    """Hanging bullets whose second lines are indented, and a table of figures."""
    sheet = Sheet()
    sheet.say("Skelmere Borough Council", size=10)
    sheet.say("Baths to reopen after £4.2m rebuild", size=16, style="B")
    sheet.say("12 June 2025", *BATHS[:1], "The new building will have:")
    for text in (
        "a pool of 25 metres with six lanes, a movable floor and seats for two hundred people on its western side",
        "a gym",
        "a café that opens to the square",
    ):
        sheet.set_font("Times", "", 11)
        sheet.set_x(15)
        sheet.cell(5, 5.5, "•")
        sheet.say(text, gap=1, w=150)
    sheet.ln(4)
    for row in (
        ("Year", "Visits", "Cost"),
        ("2026", "60,000", "£1.1m"),
        ("2027", "90,000", "£1.0m"),
        ("2028", "99,000", "£0.9m"),
    ):
        for text in row:
            sheet.cell(45, 7, text, border=1)
        sheet.ln()
    sheet.ln(4)
    sheet.say(*BATHS[1:], "ENDS")
    return sheet.done()

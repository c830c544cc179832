"""Mails and mailboxes -> Sources: the body, the attachments, covering notes, and what hostile ones come to."""

import mailbox
import time
from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from extractor.collect.inputs import open_inputs
from extractor.errors import InputError
from extractor.inputs.entry import Entry
from extractor.inputs.mail_parts import MAX_MAIL_BYTES
from extractor.inputs.sources import list_entries, open_entry
from extractor.reading.limits import MAX_BYTES
from extractor.reading.read import read
from extractor.release import Hint, Release, Source
from extractor.settings import Settings

NOTE = "Dear all,\n\nPlease find attached our release on the weir.\n\nKind regards\nJo Hall\n"
PROSE = "The weir at Marlbrook opens to walkers on Monday after two years of works. " * 12
PAGE = f"<html><body><h1>Weir opens</h1><p>{PROSE}</p></body></html>"
DATE = "Tue, 04 Jun 2024 09:12:00 +0100"
COUNCIL = "Marlbrook District Council"
HINT = Hint("mail", "Weir opens", DATE, COUNCIL)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mail(text: str | None = None, *, page: str | None = None, subject: str = "Weir opens") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Marlbrook District Council <press@marlbrook.example>"
    message["To"] = "newsdesk@gazette.example"
    message["Subject"] = subject
    message["Date"] = DATE
    if text is not None:
        message.set_content(text)
    if page is not None:
        message.add_alternative(page, subtype="html")
    return message


def attach(
    message: EmailMessage, name: str, data: bytes = b"Fares rise.", kind: str = "application/octet-stream"
) -> None:
    maintype, subtype = kind.split("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)


def save(message: EmailMessage | bytes, name: str = "weir.eml") -> str:
    Path(name).write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return name


def opened(*inputs: str) -> list[Source | InputError]:
    return list(open_inputs(inputs, stdin=BytesIO()))


def uris(found: Sequence[Source | InputError]) -> list[str]:
    return [item.uri for item in found]


def source(item: Source | InputError) -> Source:
    assert isinstance(item, Source), item
    return item


def release(item: Source | InputError) -> Release:
    return read(source(item), Settings())


def error(item: Source | InputError) -> InputError:
    assert isinstance(item, InputError), item
    return item


def test_a_text_stands_below_its_header() -> None:
    (body,) = opened(save(mail(PROSE)))
    assert source(body).uri == "weir.eml"
    assert source(body).data.startswith(
        b"From: Marlbrook District Council <press@marlbrook.example>\nDate: Tue, 04 Jun 2024 09:12:00 +0100\n"
        b"Subject: Weir opens\n\nThe weir"
    )
    found = release(body)
    assert found.text.startswith("The weir at Marlbrook")
    assert found.title == "Weir opens"
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == ("2024-06-04", "mail")
    assert found.publisher is not None
    assert found.publisher.name == "Marlbrook District Council"


def test_a_page_goes_before_the_text() -> None:
    (body,) = opened(save(mail(PROSE, page=PAGE)))
    assert source(body) == Source("weir.eml", PAGE.encode() + b"\n", "text/html", "utf-8", hint=HINT)


def test_a_forwarded_text_goes_before_the_page() -> None:
    sent = "From: Jo Hall <jo@marlbrook.example>\nSent: 3 June 2024\nSubject: Weir opens\n\n"
    (body,) = opened(save(mail(f"One for the site.\n\n{sent}{PROSE}", page=PAGE)))
    assert source(body).media_type == "text/plain"
    found = release(body)
    assert found.text.startswith("The weir at Marlbrook")
    assert found.published is not None
    assert found.published.value == "2024-06-03"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_encodings_are_undone(charset: str, encoding: str) -> None:
    message = mail()
    text = "The café opens – “at last”.\n" if charset in ("utf-8", "windows-1252", "utf-16") else "The café opens.\n"
    data = text.encode("utf-8" if charset == "no-such-charset" else charset)
    message.set_content(data, "text", "plain", cte=encoding)
    message.set_param("charset", charset)
    (body,) = opened(save(message))
    assert source(body).data.decode().endswith(f"\n\n{text}")


def test_a_subject_in_encoded_words() -> None:
    message = mail("x", page=PAGE, subject="Café at the weir – “at last”")
    (body,) = opened(save(message))
    assert b"=?utf-8?" in Path("weir.eml").read_bytes()
    assert source(body).hint == Hint("mail", "Café at the weir – “at last”", DATE, COUNCIL)


def test_labels_of_a_subject_are_no_title() -> None:
    (body,) = opened(save(mail("x", page=PAGE, subject="Fwd: PRESS RELEASE: Weir opens")))
    assert source(body).hint == HINT


def test_attachments_are_releases_and_their_covering_note_is_none() -> None:
    message = mail(NOTE)
    attach(message, "release.docx", b"PK docx")
    attach(message, "photo.jpg", b"jpg", "image/jpeg")
    attach(message, "release.pdf", b"%PDF-", "application/pdf")
    attach(message, "meeting.ics", b"BEGIN", "text/calendar")
    attach(message, "smime.p7s", b"sig", "application/pkcs7-signature")
    found = opened(save(message))
    assert uris(found) == ["weir.eml#release.docx", "weir.eml#release.pdf"]
    assert source(found[0]).data == b"PK docx"
    assert source(found[0]).hint == Hint("mail", None, DATE, COUNCIL)


def test_one_attachment_may_take_the_subject() -> None:
    message = mail(NOTE)
    attach(message, "release.txt", "Café".encode("cp1252"), "text/plain")
    message.get_payload(1).set_param("charset", "windows-1252")  # type: ignore[union-attr]
    (found,) = opened(save(message))
    assert found == Source("weir.eml#release.txt", b"Caf\xe9", "text/plain", "windows-1252", hint=HINT)


def test_a_body_of_some_length_is_a_release_too() -> None:
    message = mail(PROSE)
    attach(message, "map.pdf")
    assert uris(opened(save(message))) == ["weir.eml", "weir.eml#map.pdf"]


def test_a_covering_note_with_nothing_to_cover_is_told_of() -> None:
    message = mail(NOTE)
    attach(message, "photo.jpg", b"jpg", "image/jpeg")
    assert uris(opened(save(message))) == ["weir.eml"]


@pytest.mark.parametrize(
    "page",
    [
        f"<style>{'p {color: red} ' * 200}</style><p>See the release&nbsp;attached.</p>",
        f"<html><head><title>x</title>{'<meta name=a content=b> ' * 99}</head><!-- {PROSE} --><p>Attached.",
        f"<p>Attached.</p><script>{PROSE}",
    ],
)
def test_the_words_of_a_page_are_those_that_are_seen(page: str) -> None:
    message = mail("x", page=page)
    attach(message, "release.docx")
    assert uris(opened(save(message))) == ["weir.eml#release.docx"]


def test_a_signature_is_no_part_of_a_note() -> None:
    message = mail(f"Attached.\n\n-- \nJo Hall\n{PROSE}")
    attach(message, "release.docx")
    assert uris(opened(save(message))) == ["weir.eml#release.docx"]


def test_what_a_council_writes_below_its_mails_is_no_part_of_a_note() -> None:
    small = "This e-mail and any files with it are confidential and intended for those to whom it is addressed. "
    message = mail(f"Attached.\n\nJo Hall\n\n{small * 9}")
    attach(message, "release.docx")
    assert uris(opened(save(message))) == ["weir.eml#release.docx"]


def test_names_of_attachments() -> None:
    message = mail(NOTE)
    for name in [
        "release.docx",
        "release.docx",
        "release-2.docx",
        "../../etc/passwd.txt",
        "C:\\x\\y.pdf",
        "Café\r\n.pdf",
    ]:
        attach(message, name.replace("\r\n", "\x01"))
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf")
    found = uris(opened(save(message)))
    assert [uri.removeprefix("weir.eml#") for uri in found] == [
        "release.docx",
        "release-2.docx",
        "release-2-2.docx",
        "passwd.txt",
        "y.pdf",
        "Café .pdf",
        "attachment.pdf",
    ]


def test_old_documents_are_told_of_by_what_reads_them() -> None:
    message = mail(NOTE)
    attach(message, "release.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword")
    (found,) = opened(save(message))
    with pytest.raises(InputError, match="old office document"):
        read(source(found), Settings())


def test_fragments_that_programs_make_are_no_attachments() -> None:
    message = mail(PROSE)
    attach(message, "ATT00001.htm", b"<p>Marlbrook: a place to be.", "text/html")
    (body,) = opened(save(message))
    assert (source(body).uri, source(body).media_type) == ("weir.eml", "text/plain")
    assert PROSE.strip().encode() in source(body).data.replace(b"\n", b" ")


def test_attached_mails_are_opened_too() -> None:
    inner = mail(NOTE, subject="Fares rise")
    attach(inner, "fares.docx", b"docx")
    message = mail("See below.")
    message.add_attachment(inner)
    message.add_attachment(mail(PROSE, subject="Lock closes"), filename="lock.eml")
    attach(message, "file.eml", mail(PROSE, subject="Weir opens").as_bytes())
    found = opened(save(message))
    assert uris(found) == ["weir.eml#attachment.eml/fares.docx", "weir.eml#lock.eml", "weir.eml#file.eml"]
    assert source(found[0]).hint == Hint("mail", "Fares rise", DATE, COUNCIL)
    assert b"Subject: Lock closes" in source(found[1]).data
    assert b"Subject: Weir opens" in source(found[2]).data


def test_an_attached_mail_in_base64() -> None:
    data = (
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n--b\n"
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        b"U3ViamVjdDogQ2Fmw6kKCkZhcmVzIHJpc2UuCg==\n--b--\n"
    )
    (found,) = opened(save(data))
    assert source(found).data == "Subject: Café\n\nFares rise.\n".encode()


def test_texts_around_pictures_are_one_body() -> None:
    message = mail("One.\n")
    message.add_attachment(b"jpg", maintype="image", subtype="jpeg", disposition="inline")
    message.add_attachment("Two.\n", disposition="inline")
    (found,) = opened(save(message))
    assert source(found).data.endswith(b"One.\n\n\nTwo.\n")


def test_a_file_that_is_no_mail_is_a_text() -> None:
    (found,) = opened(save(b"The weir opens.\n\nFares rise.\n"))
    assert b"Fares rise." in source(found).data


def box(*messages: EmailMessage | str, name: str = "box.mbox") -> str:
    Path(name).unlink(missing_ok=True)
    made = mailbox.mbox(name)
    for message in messages:
        made.add(message)
    made.close()
    return name


def test_a_mailbox() -> None:
    second = mail(NOTE, subject="Fares rise")
    attach(second, "fares.docx", b"docx")
    found = opened(box(mail(PROSE), second, mail(page=PAGE)))
    assert uris(found) == ["box.mbox#1", "box.mbox#2/fares.docx", "box.mbox#3"]
    assert source(found[1]).data == b"docx"
    assert source(found[2]).hint == HINT


def test_lines_that_begin_with_from() -> None:
    text = "Travel:\n\nFrom Monday at 09:30 buses run.\nFrom here on.\n\nFrom a reader\n"
    found = opened(box(mail(text), mail(PROSE)))
    assert uris(found) == ["box.mbox#1", "box.mbox#2"]
    assert source(found[0]).data.decode().endswith(f"\n\n{text}\n")


def test_lines_that_begin_with_from_in_a_mailbox_that_does_not_quote_them() -> None:
    head = "From jo@marlbrook.example Tue Jun  4 09:12:00 2024\nSubject: Fares\n\n"
    text = "From 09:30 buses run.\n\nFrom here on.\n>>From a reader\n"
    found = opened(save(f"{head}{text}\n{head}Two.\n".encode(), "box.mbox"))
    assert uris(found) == ["box.mbox#1", "box.mbox#2"]
    assert source(found[0]).data.decode() == f"Subject: Fares\n\n{text.replace('>>', '>')}\n"


def test_ranges_of_a_mailbox_are_its_messages() -> None:
    name = box(mail(PROSE), mail(PROSE, subject="Fares rise"))
    data = Path(name).read_bytes()
    entries = [one for one in list_entries([name]) if isinstance(one, Entry)]
    assert [data[one.offset : one.offset + (one.length or 0)][:5] for one in entries] == [b"From ", b"From "]
    assert sum(one.length or 0 for one in entries) == len(data)


def test_a_mailbox_with_windows_line_ends() -> None:
    save(Path(box(mail(PROSE), mail(PROSE))).read_bytes().replace(b"\n", b"\r\n"), "crlf.mbox")
    assert uris(opened("crlf.mbox")) == ["crlf.mbox#1", "crlf.mbox#2"]


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (b"", "empty", "is empty"),
        (b"Subject: a\n\nb\n", "mail", "is no mailbox"),
        (b"\0" * 200_000, "mail", "is no mailbox"),
    ],
)
def test_what_is_no_mailbox(data: bytes, code: str, reason: str) -> None:
    (found,) = opened(save(data, "box.mbox"))
    assert (error(found).uri, error(found).code) == ("box.mbox", code)
    assert reason in error(found).reason


def test_a_message_that_changed_is_not_read() -> None:
    name = box(mail(PROSE), mail(PROSE))
    entries = list(list_entries([name]))
    Path(name).write_bytes(Path(name).read_bytes().replace(b"Weir", b"Wear"))
    assert [error(open_entry(one)).code for one in entries if isinstance(one, Entry)] == ["changed"] * 2


def test_large_mails_are_read_and_too_large_ones_told_of() -> None:
    message = mail(NOTE)
    attach(message, "photo.jpg", b"\xff\xd8" * 6_000_000, "image/jpeg")
    attach(message, "release.docx", b"docx")
    attach(message, "large.txt", b"a" * (MAX_BYTES + 1), "text/plain")
    found = opened(save(message))
    assert uris(found) == ["weir.eml#release.docx", "weir.eml#large.txt"]
    assert error(found[1]).code == "too_large"
    with open("large.eml", "wb") as file:
        file.truncate(MAX_MAIL_BYTES + 1)
    assert error(opened("large.eml")[0]).code == "too_large"
    name = box(mail("a" * 70 + "\n"), mail(PROSE))
    Path(name).write_bytes(Path(name).read_bytes().replace(b"a" * 70, (b"a" * 70 + b"\n") * 800_000))
    found = opened(name)
    assert (uris(found), error(found[0]).code) == (["box.mbox#1", "box.mbox#2"], "too_large")


@pytest.mark.parametrize("name", [b"filename*=a\0b''x.pdf", b"filename*=hex''x.pdf", b"filename==?idna?q?x?="])
@pytest.mark.parametrize("charset", [b"a\0b", b"hex", b"idna", b"unicode_escape", b'"'])
def test_broken_headers_break_nothing_else(name: bytes, charset: bytes) -> None:
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=" + charset
    broken = head + b"\n\nFares rise.\n--b\nContent-Disposition: attachment; " + name + b"\n\nx\n--b--\n"
    separator = b"From a Tue Jun  4 09:12:00 2024\n"
    found = opened(save(separator + broken + b"\n" + separator + b"\nThe weir opens.\n", "box.mbox"))
    assert uris(found)[-1] == "box.mbox#2"
    assert 2 <= len(found) <= 3
    assert all(isinstance(one, Source) or one.code == "mail" for one in found)


def nested(depth: int) -> bytes:
    starts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(depth))
    return b"".join(starts) + b"\n" + b"a\n" * 300_000


@pytest.mark.parametrize(
    "data",
    [
        nested(400),
        b"Content-Type: message/rfc822\n\n" * 100_000,
        b"\n" * 40_000_000,
        b"Content-Type: text/plain" + b';"' * 5_000_000 + b"\n\nx",
        b"Content-Type: text/plain" + b';\n "' * 500_000 + b"\n\nx",
        b"Subject: " + b"=?a?q?" * 1_000_000 + b"\n\nx",
        b"Content-Type: text/html\n\n" + b"<" * 9_000_000,
        b"Content-Type: text/html\n\n" + b"<style>" * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: application/pdf\n\n" * 200_000,
        b"Subject: x\n\n" + (b"content-type:" * 690 + b"\n") * 1_000,
    ],
    ids=[
        "nested",
        "mails in mails",
        "lines",
        "parameters",
        "folded",
        "words",
        "tags",
        "styles",
        "parts",
        "fields in text",
    ],
)
def test_hostile_mails_end_soon(data: bytes) -> None:
    begun = time.process_time()
    found = opened(save(data))
    assert found
    assert time.process_time() - begun < 5


def test_the_sender_of_a_page_may_be_its_publisher() -> None:
    told = "The weir was mended and opened on Monday, the harbour master said. " * 3
    publisher = release(opened(save(mail(page=f"<p>{told}</p>")))[0]).publisher
    assert publisher is not None
    assert (publisher.name, publisher.found_in) == (COUNCIL, "mail")

"""Write the register of public bodies (extractor/rules/data/registers.tsv) from a folder of fetched register files.

    python tools/build_registers.py FOLDER [OUT]

Names and identifiers are facts; each set's source and licence stand in the head of the file that is written.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "extractor" / "rules" / "data" / "registers.tsv"

HEAD = """\
# Public bodies of the United Kingdom (and universities of Ireland); written by tools/build_registers.py, not by hand.
# councils: mySociety, uk_local_authority_names_and_codes, 2025, CC BY 4.0 (scheme gss, else local-authority)
# departments and agencies: openregister, government-organisation-data, 2017, OGL 3.0 (scheme gov.uk)
# police and fire: openregister, 2018, OGL 3.0 (schemes police-force, fire-service-eng)
# NHS trusts: epiforecasts/covid19.nhs.data, 2022, MIT; trusts, integrated care boards and Welsh health boards:
#   rcpch/rcpch-nhs-organisations, 2024, MIT (scheme ods)
# universities: Hipo/university-domains-list, 2026, MIT (scheme domain)
# bodies that these lack: tools/register_additions.tsv, 2026
# name	type	scheme	id	aliases
"""

SMALL_WORDS = frozenset(["of", "and", "the", "on", "upon", "for", "in", "le", "with", "under"])
CAPITALS = frozenset(["NHS", "ICB"])
DEPARTMENTS = frozenset(
    ["Ministerial department", "Non-ministerial department", "Devolved administration", "Executive office"]
)
NO_BODY = re.compile(
    r"\b(?:review|inquiry|inquests?|investigation|professions?|education action zone|programme|examination team|"
    r"government planning inspectors|intelligence analysis|medical profession|national security and intelligence)\b",
    re.IGNORECASE,
)
# A single capitalised word ("Forestry", "Exmoor") is no safe short form; an acronym with two capitals is.
ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z&]{3,8}")
# Acronyms that are words of capitals in a headline as well, or mean something else far more often.
NO_ACRONYM = frozenset(["ACE", "BIG", "BIT", "BIS", "ECO", "GEM", "GEO", "GPS", "ICE", "IPA", "PCA"])
INSTITUTION = re.compile(
    r"\b(?:hospitals?|healthcare|health|care|services?|partnership|alliance|centre)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Body:
    """One body of a register; `former` ones give way where a name would be claimed twice."""

    name: str
    type: str
    scheme: str
    id: str
    aliases: tuple[str, ...] = ()
    former: bool = False


def main(folder: Path, out: Path = OUT) -> None:
    """Read all sets, drop bodies told twice and aliases that would name two, and write the sorted table."""
    sets = (councils, police, fire, nhs_trusts, nhs_boards, additions, government, universities)
    bodies = with_safe_aliases(once([body for read in sets for body in read(folder)]))
    rows = sorted("\t".join((b.name, b.type, b.scheme, b.id, "|".join(b.aliases))) for b in bodies)
    out.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def rows_of(path: Path, fieldnames: list[str] | None = None) -> Iterator[dict[str, str]]:
    """The rows of a CSV or TSV file, white space folded."""
    delimiter = "\t" if path.suffix == ".tsv" else ","
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, fieldnames, delimiter=delimiter):
            yield {key: " ".join((value or "").split()) for key, value in row.items() if isinstance(value, str)}


def councils(folder: Path) -> Iterator[Body]:
    """Councils, combined authorities, and the former ones that older releases name."""
    for row in rows_of(folder / "local-authorities-current.csv"):
        name, kind = row["official-name"], row["local-authority-type"]
        if kind == "COMB" and "Authority" not in name:
            name += " Combined Authority"
        scheme, code = ("gss", row["gss-code"]) if row["gss-code"] else ("local-authority", row["local-authority-code"])
        aliases = ("GLA",) if name == "Greater London Authority" else council_aliases(name, row["nice-name"], kind)
        yield Body(name, "council", scheme, code, aliases, former=row["current-authority"] != "True")


def council_aliases(name: str, nice: str, kind: str) -> tuple[str, ...]:
    """The ways to write a council: without its rank, with "City of" before or "City" behind, without its river."""
    if kind in {"COMB", "SRA"}:
        return (name.replace(" Mayoral", ""),)
    place = nice.removeprefix("City of ").removesuffix(" County").strip()
    short = re.sub(r"[ -](?:upon|on)[ -].*", "", place)
    found = [
        f"{place} Council",
        f"{short} Council",
        name.replace(" Metropolitan", ""),
        name.replace(" County Borough", ""),
    ]
    if kind == "LBO":
        found += [f"{place} Borough Council", f"London Borough of {place}", f"{short} Borough Council"]
    if "City" in name:
        found += [f"{place} City Council", f"{short} City Council", f"City of {place} Council"]
    return tuple(found)


def police(folder: Path) -> Iterator[Body]:
    """Territorial police forces; a constabulary is called police as well."""
    for row in rows_of(folder / "police-forces-2018.tsv"):
        name = row["name"]
        aliases = [name.replace("Constabulary", "Police"), name.removesuffix(" Service")]
        aliases += ["PSNI"] if name.endswith("Northern Ireland") else []
        aliases += ["Met Police"] if name.startswith("Metropolitan") else []
        yield Body(name, "police", "police-force", row["police-force"], tuple(aliases))


def fire(folder: Path) -> Iterator[Body]:
    """Fire and rescue services of England."""
    for row in rows_of(folder / "fire-services-england-2018.tsv"):
        name = row["name"]
        aliases = (name.removesuffix(" Service"), name.replace(" and Rescue", ""))
        yield Body(name, "fire", "fire-service-eng", row["fire-service-eng"], aliases)


def nhs_trusts(folder: Path) -> Iterator[Body]:
    """NHS trusts, present ones from the newer set, former ones from the older."""
    newer = {row["ods_code"]: row["trust_name"] for row in rows_of(folder / "nhs-trust-2024.csv")}
    older = {row["code"]: row["name"] for row in rows_of(folder / "nhs-trusts-england-2022.csv", ["code", "name"])}
    for code, capitals in (older | newer).items():
        name = title_case(capitals.replace("NATIONAL HEALTH SERVICE", "NHS"))
        yield Body(name, "nhs", "ods", code, trust_aliases(name), former=code not in newer)


def trust_aliases(name: str) -> tuple[str, ...]:
    """Whether it is a foundation trust is often left out; an institution's name stands alone as well."""
    stem = re.sub(r",? NHS (?:Foundation )?Trust$", "", name)
    if stem == name:
        return ()
    found = [f"{stem} NHS Trust", f"{stem} NHS Foundation Trust", f"{stem} Foundation Trust", f"{stem} Trust"]
    return tuple(found + ([stem] if INSTITUTION.search(stem) else []))


def nhs_boards(folder: Path) -> Iterator[Body]:
    """Integrated care boards of England and local health boards of Wales."""
    for row in rows_of(folder / "nhs-integrated-care-boards-2024.csv"):
        name = title_case(row["name"])
        area = name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
        aliases = (f"{area} Integrated Care Board", f"NHS {area} ICB", f"{area} ICB", f"NHS {area}")
        yield Body(name, "nhs", "ods", row["ods_code"], aliases)
    for row in rows_of(folder / "nhs-local-health-boards-2024.csv"):
        name = title_case(row["health_board"])
        short = re.sub(r" (?:University|Teaching) Health Board$", " Health Board", name)
        yield Body(name, "nhs", "ods", row["ods_code"], (short,))


def additions(_folder: Path) -> Iterator[Body]:
    """The bodies written down by hand."""
    lines = (HERE / "register_additions.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            kind, name, scheme, code, aliases = line.split("\t")
            yield Body(name, kind, scheme, code, tuple(aliases.split("|")))


def government(folder: Path) -> Iterator[Body]:
    """Departments, agencies and other public bodies with a page on gov.uk; no courts, inquiries or professions."""
    for row in rows_of(folder / "govuk-organisations-2017.tsv"):
        kind, name = row["government-organisation-type"], row["name"].replace("’", "'").removeprefix("The ")
        if kind == "Court" or kind.startswith(("Tribunal", "Ad-hoc", "Advisory")) or NO_BODY.search(name):
            continue
        health = bool(re.search(r"\b(?:NHS|Health Service|Public Health)\b", name))
        ministry = kind in DEPARTMENTS or name.startswith(("Department ", "Ministry "))
        type_ = "nhs" if health else "department" if ministry else "agency"
        short = row["abbreviation"]
        plain = re.sub(r" \(Northern Ireland\)$", "", name)
        aliases = [short] if ACRONYM.fullmatch(short) and short not in NO_ACRONYM else []
        aliases += [f"{plain} for Northern Ireland"] if plain != name else []
        yield Body(name, type_, "gov.uk", row["govuk"], tuple(aliases))


def universities(folder: Path) -> Iterator[Body]:
    """Universities and colleges; "University of X" is called "X University" as well."""
    for row in rows_of(folder / "universities-gb-ie-2026.csv"):
        name = re.sub(r" \([^)]*\)$", "", row["name"]).replace("Institue", "Institute").replace("´", "'")
        college = re.search(r"\b(?:college|school|institute|academy|university)\b.*,", name, re.IGNORECASE)
        name = (name.removesuffix(", University of London") if college else name).removeprefix("The ")
        found = re.fullmatch(r"University of ([A-Z]\w+(?: [A-Z]\w+)?)", name)
        swapped = re.fullmatch(r"([A-Z]\w+) University", name)
        aliases = [f"{found[1]} University"] if found else [f"University of {swapped[1]}"] if swapped else []
        yield Body(name, "education", "domain", row["domains"].split(" ")[0], tuple(aliases))


def title_case(capitals: str) -> str:
    """A name in capitals with its small words in small letters ("Guy's and St Thomas' NHS Foundation Trust")."""
    words = re.split(r"([ -])", capitals)
    return "".join(
        word if word in CAPITALS else word.lower() if number and word.lower() in SMALL_WORDS else word.capitalize()
        for number, word in enumerate(words)
    )


def key(name: str) -> str:
    """What two spellings of one name have in common."""
    return (
        re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ").replace("'", "")).strip().removeprefix("the ")
    )


def once(bodies: Iterable[Body]) -> list[Body]:
    """Each name once: present bodies before former ones, then the set that is read first."""
    found: dict[str, Body] = {}
    for body in sorted(bodies, key=lambda body: body.former):
        found.setdefault(key(body.name), body)
    return list(found.values())


def with_safe_aliases(bodies: list[Body]) -> list[Body]:
    """Drop each alias that is another body's name, or that two bodies of the same standing would claim."""
    names = {key(body.name) for body in bodies}
    present = Counter(k for body in bodies if not body.former for k in {key(alias) for alias in body.aliases})
    former = Counter(k for body in bodies if body.former for k in {key(alias) for alias in body.aliases})

    def safe(body: Body, alias: str) -> bool:
        claims = present[key(alias)] + (former[key(alias)] if body.former else 0)
        return key(alias) not in names and claims == 1

    return [replace(body, aliases=_unlike(alias for alias in body.aliases if safe(body, alias))) for body in bodies]


def _unlike(aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases in order, those that differ only in spelling once, empty ones dropped."""
    found: dict[str, str] = {}
    for alias in filter(None, aliases):
        found.setdefault(key(alias), alias)
    return tuple(found.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:]))

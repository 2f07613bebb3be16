"""The E-ARK shell: the payload of a bag as the one representation of a submission package."""

import hashlib
from functools import cache
from urllib.parse import unquote

import pytest
from lxml import etree

from banmian.deposit.package import digest
from banmian.targets.table import table

from .deposits import NAMES, ONE, deposit_of, issue_of

SETTINGS = '[archive]\nshell = "eark"\norganisation = "某社 <&>"\n'
SOURCES = {"头版 要闻?.md": ONE.encode(), "图 100%.jpg": b"\xff\xd8\xff", "a.docx": b"PK", "ours.icc": b"acsp"}
REPRESENTATION = "representations/rep1/"
CSIP = "{https://DILCIS.eu/XML/METS/CSIPExtensionMETS}"


@cache
def package() -> dict[str, bytes]:
    return deposit_of(issue_of(ONE), SETTINGS, SOURCES)


def found(name: str, path: str) -> list:
    return etree.fromstring(package()[name]).xpath(path, namespaces=NAMES)


def test_the_payload_is_that_of_the_bag():
    """But for what is described as settings or by digests of them, which here there are none."""
    bag = deposit_of(issue_of(ONE), '[archive]\norganisation = "某社 <&>"\n', SOURCES)
    payload = {name.removeprefix("data/"): data for name, data in bag.items() if name.startswith("data/")}
    start = f"{REPRESENTATION}data/"
    assert {name.removeprefix(start): data for name, data in package().items() if name.startswith(start)} == payload


@pytest.mark.parametrize("base", ["", REPRESENTATION])
def test_each_mets_lists_every_file_below_it_once_with_its_digest(base):
    """CSIP66, CSIP67 to 71; those of the representation are listed by its own, which the root's lists (CSIPSTR10)."""
    tree = etree.fromstring(package()[f"{base}METS.xml"])
    href = f"{{{NAMES['xlink']}}}href"
    listed = [(one.getparent(), one.get(href)) for one in tree.iter(f"{{{NAMES['mets']}}}FLocat")]
    listed += [(one, one.get(href)) for one in tree.iter(f"{{{NAMES['mets']}}}mdRef")]
    inside = {name.removeprefix(base) for name in package() if name.startswith(base)} - {"METS.xml"}
    inside = {
        name for name in inside if base or not name.startswith("representations/") or name == f"{REPRESENTATION}METS.xml"
    }
    assert sorted(unquote(name) for _, name in listed) == sorted(inside)
    for one, name in listed:
        data = package()[base + unquote(name)]
        assert (one.get("CHECKSUM"), int(one.get("SIZE"))) == (hashlib.sha512(data).hexdigest(), len(data))
        assert name.isascii() and one.get("CHECKSUMTYPE") == "SHA-512"


def test_the_folders_that_the_specification_asks_for_are_there():
    """CSIPSTR3 to 16."""
    for base in ("", REPRESENTATION):
        for name in ("METS.xml", "metadata/preservation/premis.xml", "documentation/README.txt", "schemas/mets-1-12-1.xsd"):
            assert f"{base}{name}" in package()
    assert "metadata/descriptive/mods.xml" in package()
    assert package()[f"{REPRESENTATION}metadata/preservation/premis.xml"] == package()["metadata/preservation/premis.xml"]


def test_the_package_is_named_like_its_mets_and_says_what_it_is():
    """CSIP1 to 11, SIP2: the profile's name is the one that the validator knows, the type has the vocabulary's dash."""
    (root,) = found("METS.xml", "/mets:mets")
    assert root.get("OBJID") == "sample-daily-2026-01-01"
    assert root.get("TYPE") == "Textual works – Electronic Serials"
    assert root.get("PROFILE") == "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"
    assert found("METS.xml", "//mets:metsHdr")[0].get(f"{CSIP}OAISPACKAGETYPE") == "SIP"
    assert {one.text for one in found("METS.xml", '//mets:agent[@TYPE="ORGANIZATION"]/mets:name')} == {"某社 <&>"}


def test_every_document_is_valid_and_ids_are_unlike():
    check = table().targets["deposit"].checks
    assert [one for name, data in package().items() for one in check(None, f"deposit/a/{name}", data)] == []
    ids = [one for base in ("", REPRESENTATION) for one in found(f"{base}METS.xml", "//@ID")]
    assert len(ids) == len(set(ids)) and all(one.startswith("uuid-") for one in ids)


def test_the_digest_is_that_of_the_mets_that_vouches_for_all():
    assert digest(package()) == hashlib.sha256(package()["METS.xml"]).hexdigest()
    assert next(iter(package())) == "METS.xml" and "bagit.txt" not in package()


def test_a_package_names_the_deposit_before_it():
    line = f"sample-daily-2025-12-31 sha256:{'ab' * 32}"
    files = deposit_of(issue_of(ONE), f'{SETTINGS}previous = "{line}"\n')
    said = etree.fromstring(files[f"{REPRESENTATION}data/mets.xml"]).xpath("//mets:altRecordID", namespaces=NAMES)
    assert [(one.get("TYPE"), one.text) for one in said] == [("Previous-Deposit", line)]

"""What is made of pictures: once for each content and form, kept, the same bytes whoever makes it, and never held."""

import io
import pickle
from collections import Counter
from functools import partial

import pikepdf
import pytest
from PIL import Image, ImageFile

from banmian import colour, desk, originals, pictures, raster
from banmian.cache import Cache
from banmian.crew import Crew, processes
from banmian.diagnostics import Refused
from banmian.engine.images import Pictures
from banmian.job import Order
from banmian.pictures import LazyFile, prepared
from banmian.raster import Unfit
from banmian.verify import media
from banmian.workshop import Workshop

from .helpers import issue, page, parsed
from .pictures import BODY, GOOD, P3, PRESS, chart, coded, pixel
from .test_pictures import UNFIT

FORMS = ("cmyk", "fitted", "srgb")


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "kept").mkdir(mode=0o700)
    return Cache(tmp_path / "kept")


@pytest.fixture
def made(monkeypatch):
    """How often each piece of work was done."""
    count = Counter()

    def counted(name, work):
        def again(*given):
            count[name] += 1
            return work(*given)

        return again

    monkeypatch.setattr(originals, "plain", counted("plain", raster.plain))
    monkeypatch.setattr(originals, "fitting", counted("fitting", colour.fitting))
    for name, work in (("to_srgb", colour.to_srgb), ("to_press", colour.to_press), ("fitted", raster.fitted)):
        monkeypatch.setattr(pictures, name, counted(name, work))
    monkeypatch.setattr(ImageFile.ImageFile, "load", counted("decoded", ImageFile.ImageFile.load))
    return count


def load(folder, cache, *names, spread=pictures.here):
    """The pictures of a page that names some files of a folder, and what was noticed of them."""
    text = page(f"{BODY}\n" + "\n\n".join(f"![图说]({name})" for name in names) + "\n")
    found, noticed = pictures.load(folder, parsed(text).issue, {}, PRESS, cache, spread=spread)
    return found, [one for one in noticed if one.code != "R007"]


def photograph(number: int, size=(48, 32), **options) -> bytes:
    """A picture with a pixel of its own."""
    image = chart(size=size)
    image.putpixel((0, 0), (number, 0, 0))
    return coded(image, quality=95, **options)


def all_forms(found) -> list[bytes]:
    return [data for one in found.values() for data in (one.plain(), one.srgb(), one.cmyk(PRESS), one.fitted())]


@pytest.mark.slow
def test_seventy_pictures_are_fitted_once_for_all_editions(tmp_path, cache, made):
    """There is no number from which on each edition fits them again."""
    names = [f"{number}.png" for number in range(70)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(coded(Image.new("RGB", (8, 8), (3 * number, 99, 200)), "PNG"))
    found, _ = load(tmp_path, cache, *names)
    editions = [[found[name].fitted() for name in names] for _ in range(4)]
    assert made["fitted"] == 70 and editions[0] == editions[3] and len(set(editions[0])) == 70


def test_the_same_file_under_two_names_is_worked_on_once(tmp_path, cache, made):
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / name).write_bytes(photograph(1 + (name == "c.jpg"), icc_profile=P3))
    found, _ = load(tmp_path, cache, "a.jpg", "b.jpg", "c.jpg")
    forms = all_forms(found)
    assert forms[:4] == forms[4:8] != forms[8:]
    assert [made[name] for name in ("plain", "to_srgb", "to_press", "fitted")] == [2, 2, 2, 2]
    assert made["fitting"] == 1  # of one profile


def test_the_second_build_decodes_nothing(tmp_path, cache, made):
    kinds = {
        "a.jpg": photograph(1, icc_profile=P3),
        "b.png": coded(chart("RGBA"), "PNG"),
        "c.tif": coded(chart("CMYK"), "TIFF"),
    }
    for name, data in kinds.items():
        (tmp_path / name).write_bytes(data)
    first = all_forms(load(tmp_path, cache, *kinds)[0])
    assert made["decoded"]
    made.clear()
    assert all_forms(load(tmp_path, cache, *kinds)[0]) == first
    assert not made


def test_what_is_already_so_takes_no_room(tmp_path, cache):
    """A JPEG in sRGB is its own plain, sRGB and fitted form: the cache keeps but that."""
    (tmp_path / "a.jpg").write_bytes(GOOD)
    found, _ = load(tmp_path, cache, "a.jpg")
    assert all_forms(found)[:2] == [GOOD, GOOD] and found["a.jpg"].fitted() == GOOD
    cmyk = len(found["a.jpg"].cmyk(PRESS))
    assert sum(one.stat().st_size for one in cache.folder.rglob("*.entry")) < cmyk + 1000


def test_what_is_torn_is_made_anew(tmp_path, cache):
    for name, data in {"a.jpg": photograph(1, icc_profile=P3), "b.tif": coded(chart(), "TIFF"), "c.jpg": b"broken"}.items():
        (tmp_path / name).write_bytes(data)
    found, noticed = load(tmp_path, cache, "a.jpg", "b.tif", "c.jpg")
    forms, entries = all_forms(found), list(cache.folder.rglob("*.entry"))
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1])
    again, noticed_again = load(tmp_path, cache, "a.jpg", "b.tif", "c.jpg")
    assert all_forms(again) == forms and noticed_again == noticed and len(entries) > 8


@pytest.mark.parametrize("kind", [kind for kind, (data, _) in UNFIT.items() if data is not None])
def test_an_unfit_picture_is_unfit_every_time_in_the_same_words(tmp_path, cache, made, kind):
    (tmp_path / "a.jpg").write_bytes(UNFIT[kind][0])
    _, (first,) = load(tmp_path, cache, "a.jpg")
    looked = made["plain"]
    _, (again,) = load(tmp_path, cache, "a.jpg")
    assert again == first and again.message("zh") == first.message("zh") and (looked, made["plain"]) == (1, 1)


def test_that_memory_ran_out_is_not_kept(tmp_path, cache, monkeypatch):
    def scarce(data):
        raise Unfit("R005", "broken or cut short (MemoryError)") from MemoryError()

    (tmp_path / "a.jpg").write_bytes(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(originals, "plain", scarce)
        assert [one.code for one in load(tmp_path, cache, "a.jpg")[1]] == ["R005"]
    found, noticed = load(tmp_path, cache, "a.jpg")
    assert found and not noticed


def test_a_picture_is_a_plain_value(tmp_path, cache):
    (tmp_path / "a.jpg").write_bytes(photograph(1, icc_profile=P3))
    found, _ = load(tmp_path, cache, "a.jpg")
    sent = pickle.dumps(found["a.jpg"])
    assert pickle.loads(sent) == found["a.jpg"]  # noqa: S301 - our own, as tasks bring it
    assert all_forms({"a.jpg": pickle.loads(sent)}) == all_forms(found)  # noqa: S301
    assert len(sent) < len(PRESS) + len(P3) + 2000


@pytest.mark.parametrize("method", ["fork", pytest.param("spawn", marks=pytest.mark.slow)])
def test_other_processes_make_the_same(tmp_path, cache, made, method):
    names = [f"{number}.jpg" for number in range(10)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(photograph(number, (number + 1, 9), icc_profile=P3 if number % 2 else None))
    (tmp_path / "other").mkdir()
    here = load(tmp_path, Cache(tmp_path / "other"), *names)
    wanted = all_forms(here[0])
    made.clear()
    spread = Crew(2, partial(processes, method=method)).each
    found, noticed = load(tmp_path, cache, *names, spread=spread)
    prepared(found.values(), FORMS, spread)
    assert not made["plain"] and not made["to_press"]  # in this process
    assert all_forms(found) == wanted and noticed == here[1]
    assert not made["decoded"]


def test_the_largest_are_prepared_first_and_what_is_there_is_left(tmp_path, cache, made):
    seen = []

    def spread(work, tasks):
        seen.append([one.name for one in tasks])
        return [work(one) for one in tasks]

    for number, name in enumerate(["a.jpg", "b.jpg", "c.jpg", "d.jpg"]):
        (tmp_path / name).write_bytes(photograph(1, (10 + 10 * (number % 3), 8)))
    found, _ = load(tmp_path, cache, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    prepared(found.values(), ["cmyk"], spread)
    prepared(found.values(), ["cmyk"], spread)
    prepared(found.values(), FORMS)
    assert seen == [["c.jpg", "b.jpg", "a.jpg"], []] and made["to_press"] == made["fitted"] == 3


def test_pictures_whose_process_was_killed_are_named(tmp_path, cache):
    def killed(work, tasks):
        return [None] * len(tasks)

    names = [f"{number}.jpg" for number in range(9)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(photograph(25 * number))
    found, noticed = load(tmp_path, cache, *names, spread=killed)
    assert not found and [(one.code, one.facts["path"]) for one in noticed] == [("R021", name) for name in names]
    found, noticed = load(tmp_path, cache, *names)
    assert len(found) == 9 and not noticed
    with pytest.raises(Refused) as refused:
        prepared(found.values(), FORMS, killed)
    assert {one.code for one in refused.value.diagnostics} == {"R021"}


def test_a_picture_that_changes_meanwhile_is_an_error(tmp_path, cache):
    """What is made of one picture must not go beside what was made of another of its name."""
    (tmp_path / "a.jpg").write_bytes(photograph(1))
    found, _ = load(tmp_path, cache, "a.jpg")
    cmyk = found["a.jpg"].cmyk(PRESS)
    (tmp_path / "a.jpg").write_bytes(photograph(2))
    assert found["a.jpg"].cmyk(PRESS) == cmyk  # it was made of the first
    with pytest.raises(Refused) as refused:
        found["a.jpg"].srgb()
    (fault,) = refused.value.diagnostics
    assert fault.code == "R022" and fault.place and "a.jpg" in fault.message("zh")


# Pages


def opened(folder, data: bytes, name: str) -> Workshop:
    issue(folder, page(f"{BODY}\n![图说]({name})\n"))
    (folder / name).write_bytes(data)
    bundle, read = desk.read(folder)
    return Workshop.open(Order(folder, ("screen",), jobs=1), bundle, read, desk.moment(bundle, read))


def shown_in(pdf: bytes) -> list[int]:
    """The widths of the pictures of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        images = [one for one in opened_pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return sorted(int(one.Width) for one in images)


@pytest.mark.slow
def test_a_page_picture_is_drawn_from_fitted_photographs_that_have_pixels_enough(tmp_path):
    shop = opened(tmp_path / "a", photograph(1, (2000, 1000)), "a.jpg")
    (made,) = shop.make_up([])
    renderer = shop.renderer
    pdf = partial(renderer.pdf, [made], "rgb", "pdf/ua-1", lambda document, pdf: None, "title")
    before = pdf()
    assert shown_in(before) == [2000]
    assert shown_in(renderer.light_page(made, 1)) == [1600]
    assert shown_in(renderer.light_page(made, 50)) == [2000]  # what would be shown larger than it is fitted
    assert pdf() == before


@pytest.mark.slow
def test_what_may_be_transparent_is_drawn_as_it_is(tmp_path):
    image = chart("RGBA", (2000, 20))
    image.putpixel((0, 0), (0, 0, 0, 0))
    shop = opened(tmp_path / "a", coded(image, "PNG"), "a.png")
    (made,) = shop.make_up([])
    assert shown_in(shop.renderer.light_page(made, 1)) == [2000, 2000]  # and its mask


@pytest.mark.slow
def test_the_engine_holds_no_bytes_of_pictures(tmp_path):
    for name, data in {"a.jpg": photograph(1, (300, 200)), "b.png": coded(chart("RGBA"), "PNG")}.items():
        shop = opened(tmp_path / name, data, name)
        (made,) = shop.make_up([])
        shop.renderer.pdf([made], "rgb", "pdf/ua-1", lambda document, pdf: None, "title")
        kept = shop.renderer._shown(shop.layouts.of(made.page), "rgb", mono=False)._kept
        assert kept.handed is None and kept.names and not [one for one in kept.values() if isinstance(one, bytes)]


def test_a_page_asks_for_its_own_pictures_alone():
    asked = []

    def file(name):
        return LazyFile(lambda: asked.append(name) or GOOD)

    pictures_ = Pictures({name: file(name) for name in ("banmian:a.jpg", "banmian:b.jpg")})
    assert pictures_.fetched("banmian:b.jpg") == (GOOD, "image/jpeg") and asked == ["banmian:b.jpg"]


def test_sources_are_read_when_they_are_asked_for(tmp_path):
    shop = opened(tmp_path / "a", photograph(1), "a.jpg")
    sources = shop.sources()
    (tmp_path / "a" / "a.jpg").write_bytes(photograph(2))
    assert list(sources) == ["A01.md", "a.jpg"] and sources["A01.md"]
    with pytest.raises(Refused):
        sources["a.jpg"]


def test_a_fitted_picture_looks_like_the_picture():
    """A JPEG of at most 1600 px; a small one stays byte for byte."""
    assert raster.fitted(GOOD) == GOOD
    large = raster.fitted(coded(Image.new("RGB", (3200, 20), (10, 200, 30))))
    with Image.open(io.BytesIO(large)) as image:
        assert image.size == (1600, 10) and image.format == "JPEG"
    assert max(abs(a - b) for a, b in zip(pixel(large), (10, 200, 30), strict=True)) < 4


# Books


@pytest.mark.parametrize("data", [photograph(77), photograph(78)[:-300]], ids=["good", "cut short"])
def test_a_picture_of_several_books_is_decoded_once(made, data):
    """What it costs is counted in each of them."""

    def looked():
        budget = media.MediaBudget()
        before = budget.pixels
        try:
            return media.picture(data, budget), before - budget.pixels
        except ValueError as fault:
            return str(fault), before - budget.pixels

    first = looked()
    assert looked() == first and made["decoded"] == 1
    assert "truncated" in first[0] if data != photograph(77) else first[0] == (48 * 32, "image/jpeg")


@pytest.mark.slow
def test_a_picture_that_changes_while_pages_are_laid_out_is_named(tmp_path):
    """It is no fault of the layout, which asks for it."""
    shop = opened(tmp_path / "a", photograph(1), "a.jpg")
    shop.pictures["a.jpg"].srgb()
    (tmp_path / "a" / "a.jpg").write_bytes(photograph(2))
    with pytest.raises(Refused) as refused:
        shop.make_up([])
    assert [(one.code, one.facts["path"]) for one in refused.value.diagnostics] == [("R022", "a.jpg")]
    assert refused.value.diagnostics[0].place

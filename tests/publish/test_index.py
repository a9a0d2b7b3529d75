from __future__ import annotations

import re

from totkit.publish import SiteEdition, write_indexes


def edition(country, language, direction="ltr", name="X"):
    return SiteEdition(
        country=country,
        country_name=f"Land of {country}",
        publisher="A & B <school>",
        language=language,
        language_name=name,
        direction=direction,
        title="A course",
    )


def test_write_indexes_lists_all_editions_by_country(tmp_path):
    editions = [edition("lk", "si", name="සිංහල"), edition("lk", "en"), edition("eg", "ar", "rtl", "العربية")]
    write_indexes(tmp_path, editions, title="Editions", release="2026.11")
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]*)" lang="([^"]*)" hreflang="[^"]*" dir="([^"]*)">([^<]*)</a>', text)
    assert links == [
        ("lk/si/index.html", "si", "ltr", "සිංහල"),
        ("lk/en/index.html", "en", "ltr", "X"),
        ("eg/ar/index.html", "ar", "rtl", "العربية"),
    ]
    assert re.findall("<h2[^>]*>([^<]*)", text) == ["Land of lk", "Land of eg"]
    assert "A &amp; B &lt;school&gt;" in text
    assert "//" not in text.replace("<!DOCTYPE", "")


def test_write_indexes_country_opens_its_first_language(tmp_path):
    write_indexes(tmp_path, [edition("eg", "ar", "rtl"), edition("eg", "en")], title="Editions")
    text = (tmp_path / "eg/index.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in text
    assert '<meta http-equiv="refresh" content="0; url=ar/index.html">' in text
    assert re.findall('<a href="([^"]*)"', text) == ["ar/index.html", "en/index.html"]

"""Templates of anyone: what they may not do, how much they may do, and that every fault names its line."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import layout_folders
from banmian.kept import Kept
from banmian.language import USUAL, Language
from banmian.limits import TEMPLATE_BITS, TEMPLATE_CHARACTERS, TEMPLATE_STEPS
from banmian.render import sandbox, template
from banmian.render.formats import wide_braces, wide_percent

from .helpers import some
from .own_layouts import html, refusal

DOUBLING = "{% set n = namespace(s='ab') %}{% for i in range(60) %}"

FAULTS = [
    "{{ 1/0 }}", "{{ 'a' + 1 }}", "{{ at(5) }}", "{{ nothing.x }}", "{{ page.nothing }}", "{% if %}", "{{ 'x'|nofilter }}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "{% include '../x' %}", "{% include '/etc/passwd' %}", "{{ lipsum() }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ " + "9" * 5000 + " }}", "{{ masthead }}", "{{ page.articles }}",
    "{{ [1]|join(',', attribute='x') }}", "{{ 1.5|round(10**9, 'ceil') }}", "{{ [[1]]|sum(start=[]) }}", "{{ 'a'.format }}",
    "{{ 'x'|indent(10**9) }}", "{{ 'x'|center(10**9) }}", "{{ ['a']|map('center', 10**9)|list }}", "{{ 'a'|attr('b') }}",
    "{{ (1e308 * 10)|int }}", "{{ [page]|map(attribute='__class__')|list }}", "{{ range(10**9) }}", "{% do 1 %}",
    "{% include 'page.html' %}", "{{ at|urlencode }}", "{{ {'a': at}|urlencode }}", "{{ [at]|map('default')|join }}",
    "{{ '%s' % {at: 1} }}", "{{ '{}'.format({at: 1}) }}", "{{ [at]|map('urlencode')|list }}", "{{ [page]|unique|join }}",
]  # fmt: skip

REACHES = [
    "{{ ''.__class__.__mro__ }}", "{{ cycler.__init__.__globals__ }}", "{{ page.__class__ }}", "{{ self.__init__ }}",
    "{{ namespace.__init__ }}", "{{ masthead.date.today() }}", "{{ masthead.date.strftime('%99999999d') }}",
    "{{ 'x'.ljust(10**9) }}", "{{ 'x'.zfill(10**9) }}", "{{ 'x'.expandtabs(10**9) }}", "{{ page.label.encode() }}",
    "{{ dict.fromkeys('ab') }}", "{{ [1].append(2) }}", "{{ depths.update({}) }}", "{{ pictures.clear() }}", "{{ 'a'.join('bc') }}",
]  # fmt: skip

TOO_MUCH = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "{% for c in 'a' * 999999 %}{% endfor %}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
    "{% for x in range(99999) if x in range(99999)|list %}{% endfor %}", "{{ 'a' * 10**9 }}", "{{ [1] * 10**9 }}",
    "{{ 9999**9999 }}", "{{ 10**300 * 10**300 }}", "{{ '%999999999d' % 5 }}", "{{ '%999999999d'|format(5) }}",
    "{{ '%*d'|format(99999999, 5) }}", "{{ '{:>999999999}'.format(5) }}", "{{ '{:{}}'.format(5, 999999) }}",
    "{{ '{0.articles}'.format(page) }}", "{{ '{!r:9999}'.format(5) }}", "{{ '{{{:9999}'.format(5) }}",
    "{{ '%(a(b))9999d' % {'a(b)': 5} }}", "{{ '%l%%9999d' % 5 }}", "{{ '%%%.9999f' % 5 }}", "{{ ('%(' * 400000) % 1 }}",
    "{{ ('f' * 99999)|int(0, 16) }}", "{{ ['f' * 99999]|map('int', 0, 16)|list }}",
    "{% set a = '甲' * 300000 %}{% if a.strip('乙' * 300000 ~ '甲') %}{% endif %}", "{{ ('<>' * 400000)|striptags }}",
    "{% set a = 'ab' * 300000 %}{{ a.rfind('b' * 300000) }}", "{{ ('<>' * 400000)|e|safe|striptags or ('<>' * 400000)|safe|striptags }}",
    "{{ ('甲' * 300000)|trim('乙' * 300000 ~ '甲') }}", "{% set a = 'a' * 500000 %}{% for i in range(9) %}{% set b = a[1:] %}{% endfor %}",
    "{% set r = range(99999) %}{% for i in range(9) %}{% if 1.5 in r %}{% endif %}{% endfor %}",
    "{% set r = range(99999) %}{% for i in range(9) %}{% set x = r|sum %}{% endfor %}",
    "{% set r = range(99999) %}{{ [[r, r], r]|sort|length }}", DOUBLING + "{% set n.s = n.s ~ n.s %}{% endfor %}",
    DOUBLING + "{% set n.s = n.s + n.s %}{% endfor %}", DOUBLING + "{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
    DOUBLING + "{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s|string|length }}",
    DOUBLING + "{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s == n.s }}",
    "{{ ('a' * 99999)|replace('a', 'b' * 99999)|length }}", "{{ (['a'] * 999)|join('b' * 9999)|length }}",
    "{{ [1]|batch(10**9, 0)|list }}", "{{ [1]|slice(10**9)|list }}",
    "{% set x %}{% for i in range(99999) %}" + "0123456789" * 9 + "{% endfor %}{% endset %}",
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "snippet"),
    [*(("L032", one) for one in FAULTS), *(("L034", one) for one in REACHES), *(("L033", one) for one in TOO_MUCH)],
)
def test_a_fault_of_a_template_names_its_line(tmp_path, code, snippet):
    found = refusal(lambda: html(tmp_path, f"<p>\n</p>\n{snippet}\n"))
    assert found in ([(code, "page.html:3")], [("L032", "page.html:3")] if code == "L034" else None)


def test_a_fault_in_an_included_part_names_that_part(tmp_path):
    from .own_layouts import find, write

    html(tmp_path, "<p></p>")
    write(tmp_path / "layouts", page_html='{% include "nameplate.html" %}', nameplate_html="\n\n{{ 1 // 0 }}")
    assert find(tmp_path / "layouts").files["own/nameplate.html"].text.startswith("\n")
    assert refusal(lambda: html(tmp_path, '{% include "nameplate.html" %}')) == [("L032", "nameplate.html:3")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("snippet", "most"),
    [
        ("{{% for i in range({}) %}}{{% endfor %}}", TEMPLATE_STEPS // 2 - 2),
        ("{{{{ 'a' * {} }}}}", TEMPLATE_CHARACTERS // 2),
        ("{{{{ (2**{} * 2) > 1 }}}}", TEMPLATE_BITS // 2 - 2),
    ],
)
def test_a_template_may_go_to_its_limits(tmp_path, snippet, most):
    most = min(most, 99_000) if "range" in snippet else most
    assert refusal(lambda: html(tmp_path, snippet.format(most))) == []
    twice = snippet.format(most * 2 + 10) if "range" not in snippet else snippet.format(most) * 3
    assert [code for code, _ in refusal(lambda: html(tmp_path, twice))] == ["L033"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    some(["{:" * 400000, "%%" * 400000, "{" + ":" * 900000, "%(a)" * 200000, "{!" * 400000, "%" + "0" * 900000], 2),
)
def test_a_long_format_string_is_read_once(pattern):
    """Regular expressions took minutes for these."""
    start = time.process_time()
    wide_braces(pattern), wide_percent(pattern)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("pattern", ["2026年%d月", "%5.1f%%", "%(a)s 9999", "%-999d", "%s(1234)", "%00005d"])
def test_usual_widths_are_not_wide(pattern):
    assert not wide_percent(pattern) and not wide_braces(f"{{:>999}} {pattern} {{}}")


def test_what_designers_use_is_there(tmp_path):
    made = html(
        tmp_path,
        "{% set n = namespace(all=[]) %}{% for a in page.articles if a %}{% set n.all = n.all + [a.headline.text] %}"
        "{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}{{ n.all|join('、') }}{{ '%05.1f'|format(3.14159) }}"
        "{{ '{:>4}'.format('x') }}{{ 'a-b'.split('-')|last|upper }}{{ masthead.date.year }}{{ {'a': 1}.items()|length }}"
        "{% block b %}{{ page.label ~ '!' }}{% endblock %}{{ [3, 1, 2]|sort|first }}{{ '<b>' }}",
    )
    assert made == "1a标题在此003.1   xB20261A01!1&lt;b&gt;"


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "page masthead 'a' 5 10**9 [] | ~ * ** % + . ( ) list join sum map replace format range batch __class__ text for in if "
            "{% %} {{ }} endfor x set = == issue loop self macro endmacro include".split()
        ),
        max_size=12,
    )
)
def test_any_template_is_a_page_or_a_message(tmp_path_factory, words):
    found = refusal(lambda: html(tmp_path_factory.mktemp("t"), " ".join(words)))
    assert all(code in ("L032", "L033", "L034") and place == "page.html:1" for code, place in found)


@pytest.mark.slow
def test_a_template_is_compiled_once_in_a_process_by_what_it_says(monkeypatch):
    """Read again, as for another build, or for a paper in another language, it is the same; with another line in it, it is
    another.
    """
    template._environment.cache_clear()
    monkeypatch.setattr(sandbox._COMPILED, "kept", Kept(64))
    compiled = []
    compile_ = template.Sandbox.compile
    monkeypatch.setattr(template.Sandbox, "compile", lambda self, *said: compiled.append(said[1]) or compile_(self, *said))
    parts = [template.parts_of(layout_folders.find("broadsheet")) for _ in range(2)]
    assert parts[0] is not parts[1]
    for one in parts:
        template._environment(one, USUAL).get_template("page.html")
    template._environment(parts[0], Language.ENGLISH).get_template("page.html")
    assert compiled == ["page.html"]
    files = dict(parts[0])
    edited = replace(files["page.html"], data=files["page.html"].data + b"{# another #}")
    template._environment(tuple((files | {"page.html": edited}).items()), USUAL).get_template("page.html")
    assert compiled == ["page.html"] * 2

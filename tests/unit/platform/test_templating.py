"""What small macros remember, and addresses of many at once."""

from flask import Flask, url_for
from jinja2 import Environment
from markupsafe import Markup

from ats.platform.addresses import many_urls
from ats.platform.templating import remembered


def test_a_remembered_macro_is_drawn_once_for_the_same_arguments():
    drawn = []
    draw = remembered(lambda name, size=16: drawn.append((name, size)) or f"{name} {size}")
    assert [draw("eye"), draw("eye"), draw("eye", size=20)] == ["eye 16", "eye 16", "eye 20"]
    assert drawn == [("eye", 16), ("eye", 20)]


def test_what_is_remembered_of_a_safe_text_is_not_given_for_a_plain_one():
    environment = Environment(autoescape=True)
    environment.globals["remembered"] = remembered
    text = "{% macro chip(name) %}<b>{{ name }}</b>{% endmacro %}{% set chip = remembered(chip) %}{{ chip(name) }}"
    template = environment.from_string(text)
    module = template.make_module({"name": ""})
    assert module.chip(Markup("<i>")) == "<b><i></b>"
    assert module.chip("<i>") == "<b>&lt;i&gt;</b>"


def test_many_addresses_are_those_that_are_built_one_by_one():
    app = Flask(__name__)
    app.add_url_rule("/things/<name>/edit", "edit", lambda name: name)
    with app.test_request_context():
        names = ["a", "b c", "éü", "50%", "x?y#z"]
        assert many_urls("edit", "name", names) == {each: url_for("edit", name=each) for each in names}

"""The measurement of the reader: whole sets summed up by group, what it costs, and what counts as enough."""

import pytest

from benchmarks.resumes import tables
from benchmarks.resumes.accuracy import Scored, iter_scored, summarise
from benchmarks.resumes.costs import cpu_in_child
from benchmarks.resumes.generating import generate
from benchmarks.resumes.scoring import Count


def _scored(form, right, missed):
    return Scored({"format": form, "lang": "en"}, {"name": Count(right, 0, missed)}, 0.1, [(0.9, True)])


def test_figures_are_summed_up_by_group_the_weakest_first():
    found = summarise([_scored("pdf", 1, 0), _scored("txt", 0, 1), _scored("pdf", 1, 0)])
    assert found["documents"] == 3
    assert found["fields"]["name"] == 0.8
    assert list(found["by"]["format"]) == ["txt", "pdf"]
    assert found["by"]["format"]["pdf"]["macro"] == 1.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    generate(folder, family=0, count=6, browser=None)
    return folder


def test_documents_are_read_and_scored(folder):
    scored = list(iter_scored(folder, recognises=False))
    assert {each.entry["format"] for each in scored} >= {"docx", "html", "txt"}
    assert summarise(scored)["fields"]["email"] == 1.0


def test_processor_time_is_that_of_one_document(folder):
    assert 0.1 < cpu_in_child(next(folder.glob("*.docx"))) < 5_000


def test_what_was_not_measured_has_no_verdict():
    found = {"sets": {}, "costs": {"child_cpu_median_ms": 31.0}, "rereading": {"p95_ratio": 1.4}}
    assert [(verdict[0], verdict[3]) for verdict in tables.verdicts(found)] == [
        ("CPU a document, median", False),
        ("pages' p95 while re-reading", True),
    ]


def test_a_set_read_much_better_than_the_unseen_one_is_tuned():
    sets = {"dev": {"macro": 0.99}, "unseen": {"macro": 0.95}}
    found = {"sets": sets, "costs": {}, "rereading": {}}
    assert ("dev above unseen", False) in [(verdict[0], verdict[3]) for verdict in tables.verdicts(found)]


def test_fields_are_quoted_as_a_table():
    table = tables.fields_table({"seen": summarise([_scored("pdf", 1, 0)])})
    assert "| name | 1.000 |" in table
    assert "| email | – |" in table

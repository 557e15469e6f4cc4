"""How sure the reader is, beside how often it is right."""

from ats.resumes.profile import Profile, Source
from benchmarks.resumes.calibrating import by_band, judge

TRUTH = {
    "basics": {"name": "Orla Haddow", "email": "orla@example.com", "location": {"city": "Leith"}},
    "_visible": {
        "urls": [],
        "work": [{"name": "Quay Works Ltd", "position": "Rigger", "start": "2019-03", "end": "present"}],
        "education": [],
        "skills": ["Splicing"],
        "skills_ignore": [],
    },
}


def source(sure):
    return Source(0, 1, 0, None, sure, "a rule")


def test_works():
    resume = {
        "basics": {"name": "Orla Haddow", "email": "other@example.com"},
        "work": [{"name": "Quay Works", "startDate": "2019"}],
        "skills": [{"name": "Ropes", "keywords": ["Splicing", "Cooking"]}],
    }
    sources = {
        "/basics/name": source(0.98),
        "/basics/email": source(0.97),
        "/work/0/name": source(0.9),
        "/work/0/startDate": source(0.95),
        "/skills/0/name": source(0.85),
        "/skills/0/keywords/0": source(0.8),
        "/skills/0/keywords/1": source(0.5),
    }
    bands = by_band(judge(TRUTH, Profile(resume, sources)))
    assert [(band["from"], band["values"], band["right"]) for band in bands] == [
        (0.0, 1, 0.0), (0.6, 0, None), (0.75, 1, 1.0), (0.85, 1, 1.0), (0.95, 3, 0.667),
    ]  # fmt: skip
    assert bands[-1]["said"] == 0.967

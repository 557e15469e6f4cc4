"""The process in the candidate's words."""

from types import SimpleNamespace

from ats.careers.process import process_steps, standing


def stages(*kinds: str) -> list:
    return [SimpleNamespace(kind=kind, name=f"secret {kind}") for kind in kinds]


ALL = stages("applied", "review", "interview", "interview", "offer", "hired")


def test_what_is_ahead_leaves_out_the_ends_and_says_each_kind_once():
    labels = [step["label"] for step in process_steps(ALL)]
    assert labels == ["We read your application", "Interviews", "An offer"]


def test_one_step_is_current_those_before_it_are_done():
    steps = standing(ALL, "interview", "active")
    assert [step["state"] for step in steps] == ["done", "done", "current", "todo", "todo"]
    assert [bool(step["text"]) for step in steps] == [False, False, True, False, False]
    assert "secret" not in str(steps)


def test_a_hired_person_has_arrived():
    assert standing(ALL, "hired", "hired")[-1]["state"] == "current"


def test_what_has_ended_has_no_steps():
    assert standing(ALL, "review", "rejected") == []
    assert standing(ALL, "review", "withdrawn") == []

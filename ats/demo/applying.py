"""The acts around applications: they come in, and colleagues and candidates decide about them."""

from collections.abc import Callable, Iterator
from functools import partial

from flask import current_app

from ats.applications import actions
from ats.applications.models import Application
from ats.candidates.actions import add_tag
from ats.company.models import RejectionReason
from ats.company.queries import list_reasons
from ats.demo.content import Facts, sent_file
from ats.demo.scene import Act, Scene
from ats.openings.models import Question, Stage
from ats.openings.queries import list_stages
from ats.platform.events import CANDIDATE, VISITOR, Actor
from ats.reviews.actions import write_note


def list_acts(scene: Scene) -> Iterator[Act]:
    """Yield the arrival of every application and every step that it took since."""
    for person in scene.content.people:
        for facts in person["applications"]:
            course = _Course(scene, person, facts)
            at_work = "by" in facts
            yield Act((scene.staff_time if at_work else scene.candidate_time)(facts["ago"]), course.arrive)
            for step in facts.get("steps", ()):
                when = scene.staff_time if "by" in step else scene.candidate_time
                yield Act(when(step["ago"]), partial(course.take, step))


class _Course:
    """One application on its way through the stages of its opening."""

    def __init__(self, scene: Scene, person: Facts, facts: Facts):
        self.scene, self.person, self.facts = scene, person, facts
        self.application: Application | None = None

    def arrive(self) -> None:
        """File the application as the form, or a colleague, would have done."""
        opening = self.scene.openings[self.facts["opening"]]
        given = self._submission(opening.questions)
        if "by" in self.facts:
            self.application = actions.add_by_hand(opening, given, by=self.scene.actor(self.facts["by"]))
        else:
            self.application = actions.submit(opening, given, by=VISITOR, reapply_days=0).application

    def take(self, step: Facts) -> None:
        """Take one step; its key says which."""
        by = self.scene.actor(step["by"]) if "by" in step else CANDIDATE
        kind = next(name for name in _STEPS if name in step)
        _STEPS[kind](self.application, step[kind], by)

    def _submission(self, questions: list[Question]) -> actions.Submission:
        person, facts = self.person, self.facts
        return actions.Submission(
            name=person["name"],
            email=person["email"],
            phone=person.get("phone", ""),
            link=person.get("link", ""),
            cover_letter=person.get("cover_letter", ""),
            resume=self.scene.files.get(person.get("resume", "")),
            answers=self._answers(questions),
            source=facts.get("source", "careers page"),
            suspicion=facts.get("suspicion", ""),
            consent_days=None if "by" in facts else _promised_days(facts),
            wants_receipt=facts.get("receipt", False),
            summary=person["summary"],
            is_demo=True,
        )

    def _answers(self, questions: list[Question]) -> list[actions.GivenAnswer]:
        pairs = zip(questions, self.facts.get("answers", ()), strict=False)
        return [self._answer(question, text) for question, text in pairs if text]

    def _answer(self, question: Question, text: str) -> actions.GivenAnswer:
        file = self.scene.files.get(sent_file(text) or "")
        return actions.GivenAnswer(
            question_id=question.id,
            question=question.label,
            kind=question.kind,
            value="" if file else text,
            file=file,
        )


def _promised_days(facts: Facts) -> int:
    """Return what the form promised; for one of them fewer days, as if the setting had been another one then."""
    setting = current_app.config["RETENTION_DAYS"]
    return min(facts.get("promised_days", setting), setting)


def _move(application: Application, stage_name: str, by: Actor) -> None:
    actions.move(application, _stage(application, stage_name), seen=application.version, by=by)


def _reject(application: Application, label: str, by: Actor) -> None:
    actions.reject(application, _reason(label), seen=application.version, by=by)


def _withdraw(application: Application, _value: bool, by: Actor) -> None:
    actions.withdraw(application, seen=application.version, by=by)


def _hire(application: Application, _value: bool, by: Actor) -> None:
    actions.hire(application, seen=application.version, by=by)


def _reopen(application: Application, _value: bool, by: Actor) -> None:
    actions.reopen(application, seen=application.version, by=by)


def _undo(application: Application, _value: bool, by: Actor) -> None:
    actions.undo(application, application.last_change_id, by=by)


def _note(application: Application, text: str, by: Actor) -> None:
    write_note(application, text, by=by)


def _tag(application: Application, label: str, by: Actor) -> None:
    add_tag(application.candidate_id, label, by=by)


_STEPS: dict[str, Callable] = {
    "move": _move,
    "reject": _reject,
    "withdraw": _withdraw,
    "hire": _hire,
    "reopen": _reopen,
    "undo": _undo,
    "note": _note,
    "tag": _tag,
}


def _stage(application: Application, name: str) -> Stage:
    return next(stage for stage in list_stages(application.opening_id) if stage.name == name)


def _reason(label: str) -> RejectionReason:
    """Return a reason by its words, or the first one where the company has chosen its own."""
    reasons = list_reasons()
    return next((reason for reason in reasons if reason.label == label), reasons[0])

"""The acts of the company itself: it is set up, its people come, its openings are drafted and published."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from ats.accounts.actions import change_own_account, create_user
from ats.accounts.policy import Role
from ats.accounts.queries import find_user_by_email
from ats.company.actions import DEFAULT_STAGES, change_company, set_up
from ats.company.models import StageTemplate, StageTemplateStage
from ats.demo.content import Facts
from ats.demo.scene import Act, Scene
from ats.messages.actions import add_usual_templates
from ats.openings.actions import OpeningContent, change_stages, change_state, create_opening, save_program
from ats.openings.models import Opening, State
from ats.platform.events import SYSTEM

BEGAN_DAYS_AGO = 66
_PLAIN_FIELDS = (
    "title", "description", "city", "region", "country", "workplace", "employment_type", "visibility",
    "headcount", "answer_within_days", "stale_after_days",
)  # fmt: skip


def list_acts(scene: Scene) -> Iterator[Act]:
    """Yield everything up to the published openings, and the recruiter's choice to be told of what comes."""
    began = scene.staff_time(BEGAN_DAYS_AGO)
    yield Act(began, partial(_set_up_company, scene))
    yield Act(began, partial(_invite_users, scene))
    yield Act(began, partial(_write_programs, scene))
    for facts in scene.content.openings:
        drafted = scene.staff_time(facts.get("drafted_days_ago", BEGAN_DAYS_AGO - 2))
        yield Act(drafted, partial(_draft_opening, scene, facts))
        if facts["state"] == State.PUBLISHED:
            yield Act(
                scene.staff_time(facts["published_days_ago"]), partial(_publish_opening, scene, facts["key"])
            )
    # Told of everything since yesterday, so that the first daily mail is not about two months.
    yield Act(scene.staff_time(1.9), partial(_choose_daily_mail, scene))


def _set_up_company(scene: Scene) -> None:
    company = set_up(scene.content.company["name"], is_demo=True)
    if company.is_demo:
        values = {**scene.content.company, "logo_sha256": scene.logo_sha256, "logo_type": "image/png"}
        change_company(company, values, by=SYSTEM)
        add_usual_templates(by=SYSTEM)


def _invite_users(scene: Scene) -> None:
    """Make the accounts; somebody real who has one of the addresses plays the part instead."""
    for facts in scene.content.users:
        user = find_user_by_email(facts["email"])
        if user is None:
            role, password_hash = Role(facts["role"]), scene.password_hash
            user = create_user(facts["email"], facts["name"], role, password_hash=password_hash, is_demo=True)
            scene.sign_ins.append(user.email)
        scene.users[facts["key"]] = user
    recruiter = scene.users["recruiter"]
    if recruiter.is_demo:
        change_own_account(recruiter, name=recruiter.name, notify="never")


def _choose_daily_mail(scene: Scene) -> None:
    recruiter = scene.users["recruiter"]
    if recruiter.is_demo:
        change_own_account(recruiter, name=recruiter.name, notify="daily")


def _write_programs(scene: Scene) -> None:
    for facts in scene.content.programs:
        scene.programs[facts["key"]] = save_program(
            None,
            name=facts["name"],
            introduction=facts["introduction"],
            by=scene.actor("admin"),
            is_demo=True,
        )


def _draft_opening(scene: Scene, facts: Facts) -> None:
    content = OpeningContent(
        fields=_fields(scene, facts),
        program_id=scene.programs[facts["program"]].id,
        requirements=[_requirement(each) for each in facts["requirements"]],
        responsibilities=facts["responsibilities"],
        questions=[_question(each) for each in facts.get("questions", ())],
    )
    opening = create_opening(
        content,
        template=_template(),
        by=scene.actor("recruiter"),
        team=[scene.users[key].id for key in facts["team"]],
        is_demo=True,
    )
    if "extra_stage" in facts:
        _add_stage(scene, opening, facts["extra_stage"])
    scene.openings[facts["key"]] = opening


def _publish_opening(scene: Scene, key: str) -> None:
    change_state(scene.openings[key], State.PUBLISHED, by=scene.actor("recruiter"))


def _fields(scene: Scene, facts: Facts) -> dict[str, Any]:
    fields = {name: facts[name] for name in _PLAIN_FIELDS if name in facts}
    if "pay" in facts:
        names = ("pay_min", "pay_max", "pay_currency", "pay_period")
        fields.update(zip(names, facts["pay"], strict=True))
    if "deadline_in_days" in facts:
        fields["deadline_on"] = scene.now.astimezone(scene.zone).date() + timedelta(
            days=facts["deadline_in_days"]
        )
    return {**fields, "apply_email": scene.content.company["apply_email"]}


def _requirement(facts: Facts) -> dict[str, Any]:
    return {"importance": "required", "facets": [], **facts}


def _question(facts: Facts) -> dict[str, Any]:
    return {"id": None, "hint": "", "choices": [], "is_required": False, **facts}


def _template() -> StageTemplate:
    """Return the stages that the candidates' histories speak of, whatever templates the company has."""
    stages = [
        StageTemplateStage(position=position, name=name, kind=kind.value)
        for position, (name, kind) in enumerate(DEFAULT_STAGES)
    ]
    return StageTemplate(name="Demo", stages=stages)


def _add_stage(scene: Scene, opening: Opening, facts: Facts) -> None:
    stages = [(stage.public_id, stage.name, stage.kind) for stage in opening.stages]
    place = [name for _, name, _ in stages].index(facts["after"]) + 1
    stages.insert(place, (None, facts["name"], facts["kind"]))
    change_stages(opening, stages, by=scene.actor("recruiter"))

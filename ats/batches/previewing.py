"""What a batch would do: with whom it can be done, and with whom not and why, by the rules of the work itself."""

from dataclasses import dataclass, field

from ats.batches.kinds import KINDS
from ats.batches.kinds.kind import ApplicationKind, Gate
from ats.batches.letters import Letter, letter_of
from ats.batches.models import Batch
from ats.batches.targets import Target, list_targets


@dataclass
class Preview:
    """The targets with which it can be done, and the others by reason, the most frequent first.

    Of each reason: how many there are, and those of them whom the author of the batch still sees.
    """

    can: list[Target] = field(default_factory=list)
    skipped: list[tuple[str, int, list[Target]]] = field(default_factory=list)
    left_out: list[Target] = field(default_factory=list)
    exempted: list[Target] = field(default_factory=list)
    letter: Letter | None = None

    @property
    def skipped_count(self) -> int:
        """How many are left as they are."""
        return sum(number for _, number, _ in self.skipped)

    @property
    def readers(self) -> list[Target]:
        """Those who get the message."""
        return [target for target in self.can if not target.is_exempt] if self.letter else []


def preview(batch: Batch) -> Preview:
    """Return what a draft about applications would do if it began now.

    ``left_out`` are those who would stay without an answer, where a kind does not allow that.
    """
    kind = KINDS[batch.kind]
    if not isinstance(kind, ApplicationKind):
        raise TypeError(f"a batch of the kind {batch.kind} is not about applications")
    targets = list_targets(batch.id, with_mail=kind.needs_mail(batch))
    scene, gate = kind.scene(batch, targets), Gate(batch, kind.permission, targets)
    seen = Preview(letter=letter_of(batch))
    reasons: dict[str, list[Target]] = {}
    for target in targets:
        why = gate.obstacle(target) or kind.obstacle(scene, target)
        if why:
            reasons.setdefault(why, []).append(target)
        else:
            seen.can.append(target)
    seen.skipped = sorted(
        ((why, len(group), list(filter(gate.sees, group))) for why, group in reasons.items()),
        key=lambda reason: -reason[1],
    )
    seen.exempted = [target for target in seen.can if target.is_exempt]
    if kind.leaves_nobody_out:
        left = [target for group in reasons.values() for target in group]
        seen.left_out = [target for target in left if not kind.is_answered(target)]
    return seen

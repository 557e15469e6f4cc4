"""The product's "when ... then ...": for each event what follows at once, and what follows later.

Order matters: what is written first is done first, in the transaction of the action. ``later`` writes an outbox row
for each of its jobs.
"""

from ats.accounts import events as account_events
from ats.accounts import jobs as account_jobs
from ats.activity.actions import erase_personal, record
from ats.applications import events as application_events
from ats.applications import jobs as application_jobs
from ats.applications.actions import erase_for_candidate as erase_applications
from ats.applications.actions import erase_without_application, note_message, summarise
from ats.applications.queries import hold_applications_of
from ats.applications.rules import ERASES_AT
from ats.batches import events as batch_events
from ats.batches import jobs as batch_jobs
from ats.batches.actions import erase_for_candidate as erase_from_batches
from ats.candidates import events as candidate_events
from ats.company import events as company_events
from ats.company.actions import name_company, note_public_change
from ats.demo import events as demo_events
from ats.documents import events as document_events
from ats.documents import jobs as document_jobs
from ats.documents import scan_jobs as document_scan_jobs
from ats.documents.actions import erase_for_candidate as erase_documents
from ats.documents.jobs import read_on
from ats.inbox import answering as inbox_answering
from ats.inbox import erasing as inbox_erasing
from ats.inbox import events as inbox_events
from ats.inbox import jobs as inbox_jobs
from ats.matching import events as matching_events
from ats.matching import jobs as matching_jobs
from ats.matching.actions import note_unmerged
from ats.messages import erasing as message_erasing
from ats.messages import events as message_events
from ats.messages.actions import add_default_templates, call_back_astray, call_back_ending, call_back_for
from ats.openings import events as opening_events
from ats.openings.actions import count_stage_change
from ats.platform import mailbox, outbox, rate_limit
from ats.platform.outbox import later
from ats.reviews import events as review_events
from ats.reviews.actions import erase_for_candidate as erase_notes
from ats.search import jobs as search_jobs
from ats.search.actions import erase_for_candidate as erase_from_index
from ats.settings import events as settings_events
from ats.workspace.actions.attention import mark_unread
from ats.workspace.actions.reviewing import erase_for_candidate as erase_reviews
from ats.workspace.actions.reviewing import purge_sessions as purge_reviews
from ats.workspace.saved_views import events as view_events
from ats.workspace.saved_views.actions import erase_for_candidate as erase_views

REACTIONS = {
    account_events.UserInvited: (record, later(account_jobs.send_invitation)),
    account_events.InvitationRepeated: (record, later(account_jobs.send_invitation)),
    account_events.InstallationSetUp: (record, name_company, add_default_templates),
    account_events.UserJoined: (record,),
    account_events.UserChanged: (record,),
    account_events.PasswordResetAsked: (record, later(account_jobs.send_reset)),
    account_events.PasswordChanged: (record, later(account_jobs.tell_of_new_password)),
    account_events.UserSignedIn: (record,),
    account_events.SessionRevoked: (record,),
    company_events.CompanyChanged: (record, note_public_change),
    company_events.ReasonChanged: (record,),
    company_events.StageTemplateChanged: (record,),
    opening_events.ProgramSaved: (record, note_public_change),
    opening_events.ProgramRemoved: (record, note_public_change),
    opening_events.OpeningCreated: (record, note_public_change),
    opening_events.OpeningRemoved: (record, note_public_change),
    opening_events.OpeningChanged: (record, note_public_change),
    opening_events.OpeningStateChanged: (record, note_public_change),
    opening_events.TeamChanged: (record,),
    candidate_events.CandidateAdded: (record,),
    candidate_events.CandidateChanged: (
        record,
        later(search_jobs.index_candidate, matching_jobs.match_candidate),
    ),
    candidate_events.AddressConfirmed: (record,),
    candidate_events.CandidateTagged: (record, later(search_jobs.index_candidate)),
    candidate_events.CandidateUntagged: (record, later(search_jobs.index_candidate)),
    candidate_events.CandidateMerged: (record, later(search_jobs.index_candidate)),
    candidate_events.CandidateUnmerged: (
        record,
        note_unmerged,
        call_back_astray,
        erase_without_application,
        later(search_jobs.index_candidate),
    ),
    candidate_events.CandidateErased: (
        erase_reviews,
        erase_from_index,
        erase_views,
        inbox_erasing.erase_for_candidate,
        erase_from_batches,
        later(search_jobs.forget_erased),
        erase_notes,
        message_erasing.erase_for_candidate,
        erase_applications,
        lambda event: erase_documents(event.candidate_id),
        lambda event: mailbox.erase_about("candidate", event.candidate_id),
        lambda event: erase_personal(event.candidate_id),
        record,
    ),
    document_events.DocumentAttached: (later(document_jobs.read_document),),
    document_events.ReadingFinished: (lambda event: hold_applications_of(event.document_id),),
    document_events.DocumentRead: (
        lambda event: summarise(event.document_id),
        later(search_jobs.index_document, matching_jobs.match_document),
    ),
    document_events.FilesDropped: (later(document_jobs.delete_unused_files),),
    document_events.ProfileCorrected: (record, later(matching_jobs.match_document)),
    document_events.ProfileSetBack: (record, later(matching_jobs.match_document)),
    document_events.ProfileImported: (record, later(matching_jobs.match_document)),
    document_events.ReadingAsked: (record, later(document_jobs.read_document)),
    document_events.DocumentQuarantined: (record,),
    document_events.DocumentReleased: (record, later(document_jobs.read_document)),
    document_events.RereadStarted: (record, later(document_jobs.read_all_again)),
    document_events.RereadChanged: (record, read_on),
    application_events.ApplicationSubmitted: (
        record,
        later(application_jobs.acknowledge, search_jobs.index_application, matching_jobs.match_candidate),
        count_stage_change,
    ),
    application_events.ApplicationRepeated: (
        record,
        later(application_jobs.acknowledge_repeat, search_jobs.index_application),
        mark_unread,
    ),
    application_events.TraySorted: (
        record,
        count_stage_change,
        application_jobs.arrange_telling,
        later(search_jobs.index_application, matching_jobs.match_candidate),
    ),
    application_events.ApplicationMoved: (record, count_stage_change),
    application_events.ApplicationRejected: (record, count_stage_change),
    application_events.ApplicationWithdrawn: (
        record,
        count_stage_change,
        later(application_jobs.acknowledge_withdrawal),
    ),
    application_events.ApplicationReopened: (record, count_stage_change, call_back_ending),
    application_events.ApplicationHired: (record, count_stage_change),
    application_events.DecisionUndone: (record, count_stage_change, call_back_for),
    application_events.DocumentAdded: (
        record,
        later(search_jobs.index_application, matching_jobs.match_candidate),
        mark_unread,
    ),
    application_events.DocumentConfirmed: (record, later(search_jobs.index_application)),
    application_events.ApplicationFinished: (record, later(search_jobs.index_application)),
    application_events.TypedDetailsSettled: (record,),
    application_events.ApplicationErased: (
        record,
        count_stage_change,
        message_erasing.erase_for_application,
        inbox_erasing.erase_for_application,
        later(search_jobs.forget_erased),
    ),
    application_events.StatusLinkAsked: (record, later(application_jobs.send_status_links)),
    application_events.ErasureAsked: (record, later(application_jobs.send_erasure_link)),
    batch_events.BatchStarted: (record, later(batch_jobs.run)),
    batch_events.BatchEnded: (record,),
    inbox_events.MailSorted: (record,),
    inbox_events.MailTakenIn: (later(inbox_jobs.understand),),
    matching_events.SuggestionDismissed: (record,),
    matching_events.SuggestionReopened: (record,),
    message_events.MessageWritten: (record, note_message, later(search_jobs.index_application)),
    message_events.MessageCalledBack: (record, later(search_jobs.index_application)),
    message_events.MailStopLifted: (record,),
    message_events.MessageReceived: (record, note_message, later(search_jobs.index_application), mark_unread),
    message_events.MessageConfirmed: (record, note_message, later(search_jobs.index_application)),
    message_events.MessageTemplateSaved: (record,),
    review_events.NoteWritten: (record, later(search_jobs.index_application)),
    review_events.NoteRemoved: (record, later(search_jobs.index_application)),
    review_events.Shortlisted: (record,),
    review_events.TakenOffShortlist: (record,),
    batch_events.ApplicationsExported: (record,),
    demo_events.DemoRemoved: (record,),
    view_events.ViewErased: (record,),
    settings_events.JobRetried: (record,),
    settings_events.MailTested: (record,),
}

JOBS = (
    account_jobs.send_invitation,
    account_jobs.send_reset,
    account_jobs.tell_of_new_password,
    account_jobs.purge_sessions,
    application_jobs.acknowledge,
    application_jobs.acknowledge_repeat,
    application_jobs.acknowledge_withdrawal,
    application_jobs.send_status_links,
    application_jobs.send_erasure_link,
    application_jobs.tell_colleagues,
    application_jobs.tell_colleagues_daily,
    application_jobs.erase_past_retention,
    batch_jobs.run,
    batch_jobs.purge_drafts,
    document_jobs.read_document,
    document_jobs.read_all_again,
    document_jobs.recognise_next,
    document_jobs.delete_unused_files,
    document_jobs.sweep_files,
    document_scan_jobs.scan_stored_files,
    inbox_answering.acknowledge,
    inbox_answering.ask_for_opening,
    inbox_answering.ask_to_confirm,
    inbox_erasing.erase_past_retention,
    inbox_jobs.file_assigned,
    inbox_jobs.understand,
    matching_jobs.match_candidate,
    matching_jobs.match_document,
    matching_jobs.match_missing,
    search_jobs.forget_erased,
    search_jobs.index_application,
    search_jobs.index_candidate,
    search_jobs.index_document,
    search_jobs.index_missing,
    mailbox.deliver,
    outbox.purge_done,
    rate_limit.purge_counts,
    purge_reviews,
)

# Cron patterns, in the server's clock (UTC).
SCHEDULE = {
    application_jobs.tell_colleagues_daily: "0 6 * * *",
    application_jobs.erase_past_retention: f"{ERASES_AT.minute} {ERASES_AT.hour} * * *",
    inbox_erasing.erase_past_retention: "30 2 * * *",
    account_jobs.purge_sessions: "10 3 * * *",
    batch_jobs.purge_drafts: "20 3 * * *",
    document_jobs.recognise_next: "*/10 * * * *",
    document_jobs.sweep_files: "40 * * * *",
    document_scan_jobs.scan_stored_files: "*/10 * * * *",
    matching_jobs.match_missing: "15 * * * *",
    search_jobs.index_missing: "25 * * * *",
    outbox.purge_done: "50 3 * * *",
    rate_limit.purge_counts: "30 * * * *",
    purge_reviews: "30 3 * * *",
}

"""How private the fields of people are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "AccessKey": sort(
        identifying="holder_name",
        sensitive="holder authority agreed_note revoked_reason proof_hash",
        plain="""
            id area public_id person contact token_hash granted_by granted_at until failed_tries revoked_at revoked_by
        """,
    ),
    "BestInterestsDecision": sort(
        identifying="made_by_name",
        sensitive="wishes consulted less_restrictive advocate in_best_interests entered_in_error_reason",
        plain="""
            id area public_id decision_kind organisation recorded_at recorded_by entered_in_error_at
            entered_in_error_by person capacity_assessment made_on review_on
        """,
    ),
    "CapacityAssessment": sort(
        identifying="assessed_by_name",
        sensitive="""
            help_given understand retain weigh communicate because_of_impairment impairment note
            lacks_capacity entered_in_error_reason
        """,
        plain="""
            id area public_id decision_kind organisation recorded_at recorded_by entered_in_error_at
            entered_in_error_by person assessed_on
        """,
    ),
    "CommunicationProfile": sort(
        sensitive="""
            how_to_talk_to_me formats adjustments language interpreter_needed interpreter_note
            contact_method contact_times contact_unsafe no_voicemail
        """,
        plain="id area person recorded_at recorded_by superseded_at",
    ),
    "Contact": sort(
        identifying="name organisation_name phone email",
        sensitive="relationship is_professional authority note ended_reason",
        plain="id area person public_id authority_seen_on recorded_at recorded_by ended_at ended_by",
    ),
    "Decision": sort(
        identifying="decided_by_name withdrawn_by_name",
        sensitive="""
            answer basis competence_note authority_seen wording language format level note retake_due_on
            lapse_reason withdrawn_reason entered_in_error_reason
        """,
        plain="""
            id area person public_id kind organisation decided_by_contact decided_at capacity_assessment
            best_interests policy_version recorded_at recorded_by superseded_at withdrawn_at
            withdrawn_recorded_by lapsed_at lapse_reason_by entered_in_error_at entered_in_error_by
        """,
    ),
    "Diagnosis": sort(
        identifying="confirmed_by_name",
        sensitive="condition status confirmed_when evidence",
        plain="id area person recorded_at recorded_by superseded_at",
    ),
    "ExpressedView": sort(
        identifying="holder_name",
        sensitive="answer words wording source entered_in_error_reason",
        plain="""
            id area person kind organisation holder language format said_at recorded_at recorded_by
            entered_in_error_at entered_in_error_by
        """,
    ),
    "Identity": sort(
        identifying="""
            given_name family_name preferred_name born_on nhs_number address postcode phone email
            gp_practice
        """,
        sensitive="pronouns born_on_is_approximate no_fixed_address ethnicity sex reason",
        plain="id area person revision recorded_at recorded_by",
    ),
    "InformationGiven": sort(
        identifying="recipient_name",
        sensitive="what format",
        plain="id area person recipient given_on not_applicable recorded_at recorded_by",
    ),
    "Involvement": sort(
        sensitive="ended_reason",
        plain="""
            id area person organisation basis level decision override referral_id began_at ends_at ended_at
            ended_by granted_by
        """,
    ),
    "KeyVisit": sort(
        plain="id area person key key_token token_hash powers began_at seen_at ended_at",
    ),
    "OwnRequest": sort(
        identifying="words",
        sensitive="kind topic wants with_interpreter language",
        plain="id area public_id person key reading made_at",
    ),
    "Person": sort(
        identifying="""
            given_name family_name preferred_name born_on nhs_number address postcode phone email
            gp_practice sort_name
        """,
        sensitive="""
            pronouns born_on_is_approximate no_fixed_address ethnicity sex address_is_sensitive
            residence_basis known_to_key_worker died_on
        """,
        plain="""
            id area public_id council residence_confirmed_at residence_confirmed_by joined_at revision
            created_at created_by
        """,
    ),
    "Search": sort(
        identifying="terms",
        plain="id area public_id worker organisation page made_at",
    ),
    "SharingOverride": sort(
        sensitive="level justification ground person_told why_not_told",
        plain="""
            id area person public_id organisation until requested_by requested_at approved_by approved_at
            refused_at
        """,
    ),
}

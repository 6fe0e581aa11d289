"""What floors above hear from this one.

Handlers run inside the action's own transaction: what they do happens with it or not at all.

* ``decision_recorded(person, decision, by)``: after every recorded decision.
* ``decision_withdrawn(person, decision, by)``: an agreement was taken back.
* ``sight_opened(person, organisation, by)`` and ``sight_ended(person, organisation, by)``: an organisation's
  involvement began or ended; another of its own may still hold.
* ``decision_lapsed(person, decision, by)``: its basis no longer holds; somebody must seek a new one.
* ``join_withdrawn(person, by)``: joining is refused or withdrawn; the register closes the entry.
* ``objection_recorded(person, decision, view, by)``: the person objects to what others decided for them.
* ``retake_due(decision, on)``: sent by the daily job every day from the 16th birthday on, for each decision of a
  parent that has not been retaken. The receiver opens one "retake" task and leaves an open one alone.
* ``identity_recorded(person, by)``: a person was made, or who it is was corrected.
* ``grace_over(decision, on)``: the same, after the policy's grace, while the lead has given no reason to end it.
* ``noteworthy(person, what, by)``: staff recorded something everybody who works with the person should notice:
  ``died``, ``moved_home``, ``moved_council``, ``moved_area``, ``safe_contact`` or ``hidden_address``.
"""

from django.dispatch import Signal

decision_recorded = Signal()
decision_withdrawn = Signal()
sight_opened = Signal()
sight_ended = Signal()
decision_lapsed = Signal()
join_withdrawn = Signal()
objection_recorded = Signal()
retake_due = Signal()
grace_over = Signal()
noteworthy = Signal()
identity_recorded = Signal()

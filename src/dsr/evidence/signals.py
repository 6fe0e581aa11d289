"""What floors above hear from this one, inside the same transaction.

* ``evidence_refused(evidence)``: the virus scanner found something, and the file was deleted; somebody must ask again.
"""

from django.dispatch import Signal

evidence_refused = Signal()

"""What floors above hear from this one, inside the same transaction.

* ``message_failed(message)``: it could not be delivered and is not tried again by itself; somebody must look.
"""

from django.dispatch import Signal

message_failed = Signal()

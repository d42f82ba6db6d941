"""Sending what is due: one message at a time, claimed so that two senders never send the same."""

from riskpanel.messages.models import Message
from riskpanel.messages.senders import NotSent, Outgoing, Sender
from riskpanel.messages.services import note_failure, note_sent


def outgoing(message: Message) -> Outgoing:
    return Outgoing(str(message.id), message.address, message.subject, message.body, message.made_at,
                    tried_before=message.tries > 1)


def deliver(message: Message, sender: Sender) -> bool:
    """Send a message that has been claimed, and note how it went; says whether it was sent."""
    try:
        sender.send(outgoing(message))
    except NotSent as error:
        note_failure(message, str(error), for_good=error.for_good)
        return False
    note_sent(message)
    return True

"""E-mail: plain text by SMTP, encrypted unless the engagement says that the connection is open."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Collection, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pmobook.inputs.channels import Email
from pmobook.run.notify.parcel import NotDelivered, Parcel, secret
from pmobook.vocabulary import quoted

__all__ = ["make_mail", "send_mail"]


def make_mail(channel: Email, parcel: Parcel, recipients: Collection[str]) -> EmailMessage:
    """Return a message as it goes out: one part of plain text, and headers that hold one line each whatever they are made of."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = channel.sender
    mail["To"] = ", ".join(recipients)
    mail["Subject"] = " ".join(parcel.subject.split())
    mail["Date"] = format_datetime(parcel.dated)
    mail["Message-ID"] = f"<{parcel.parcel_id}@{channel.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.text)
    return mail


def send_mail(
    channel: Email,
    parcel: Parcel,
    recipients: Collection[str],
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
) -> dict[str, str]:
    """Send a message.

    Parameters
    ----------
    recipients
        Those of the channel who have not had it yet.
    seconds
        How long the server may take to answer.
    environment
        Where secrets stand; the process's own if not given.
    tls
        What is asked of the server's certificate; the system's rules if not given.

    Returns
    -------
    dict
        Recipient to why the server refused them; the others have the message.

    Raises
    ------
    NotDelivered
        If nobody has it.
    """
    context = tls or ssl.create_default_context()
    account = _account(channel, environment)
    try:
        if channel.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(channel.server, channel.service, timeout=seconds, context=context)
        else:
            server = smtplib.SMTP(channel.server, channel.service, timeout=seconds)
        with server:
            if channel.tls == "starttls":
                server.starttls(context=context)
            if account:
                server.login(*account)
            refused = server.send_message(make_mail(channel, parcel, recipients), channel.sender, list(recipients))
    except smtplib.SMTPRecipientsRefused as error:
        told = {name: _answer(*why) for name, why in error.recipients.items()}
        message = f"the server refuses every recipient: {'; '.join(f'{name} ({why})' for name, why in told.items())}"
        raise NotDelivered(message, may_pass=all(400 <= code < 500 for code, _ in error.recipients.values())) from None
    except smtplib.SMTPAuthenticationError as error:
        message = f"the server doesn't accept user and password ({error.smtp_code})"
        raise NotDelivered(message, may_pass=400 <= error.smtp_code < 500) from None
    except smtplib.SMTPResponseException as error:
        message = f"the server answers {_answer(error.smtp_code, error.smtp_error)}"
        raise NotDelivered(message, may_pass=error.smtp_code < 500) from None
    except smtplib.SMTPNotSupportedError as error:
        message = f"the server can't do what engagement.yaml asks for ({quoted(error)}), so nothing was sent. Check tls and port"
        raise NotDelivered(message, may_pass=False) from None
    except ssl.SSLCertVerificationError as error:
        message = f"the server's certificate is not trusted ({error.verify_message}), so nothing was sent"
        raise NotDelivered(message, may_pass=False) from None
    except (OSError, smtplib.SMTPException) as error:
        message = f"the server can't be reached or broke off ({quoted(error) if str(error) else type(error).__name__})"
        raise NotDelivered(message, may_pass=True) from None
    return {name: _answer(*why) for name, why in refused.items()}


def _account(channel: Email, environment: Mapping[str, str] | None) -> tuple[str, str] | None:
    """Return user and password, if the server asks for them; one that can't be sent is refused before anything is."""
    if not channel.user_env or not channel.password_env:
        return None
    for variable in (channel.user_env, channel.password_env):
        if not secret(variable, environment).isascii():
            message = (
                f"the environment variable {variable} holds letters beyond plain ASCII, such as umlauts, which can't be sent to "
                "mail servers. Set another user or password there"
            )
            raise NotDelivered(message, may_pass=False)
    return secret(channel.user_env, environment), secret(channel.password_env, environment)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {quoted(words)}"

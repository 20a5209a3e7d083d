"""The messages of the site to its visitors, and any message in the language of the request."""

from __future__ import annotations

from catalog.messages import BaseMessageId, Message, render, to_translate
from webui.i18n.locale import gettext, number_words


class SiteMessageId(BaseMessageId):
    """The messages about missing pages, documents and toolkits, and about refused changes to a toolkit."""

    NO_RESOURCE = "no-resource", to_translate("There is no resource '%(name)s'.")
    WITHDRAWN = "withdrawn", to_translate("“%(title)s” was withdrawn on %(day)s. %(reason)s")
    NO_TOPIC_PAGE = "no-topic-page", to_translate("There is no topic '%(name)s'.")
    NO_DOCUMENT = "no-document", to_translate("This document does not exist.")
    NO_DOCUMENT_TEXT = "no-document-text", to_translate("There is no text for this document.")
    NO_SITEMAP_PART = "no-sitemap-part", to_translate("This part of the sitemap does not exist.")
    NO_RESOURCE_FILE = (
        "no-resource-file",
        to_translate("The file with all resources is written the next time the catalog is indexed."),
    )
    NO_CATALOG_PART = "no-catalog-part", to_translate("This part of the catalog does not exist.")
    NO_SECURITY_CONTACT = "no-security-contact", to_translate("This site has not named a contact for security.")
    NO_WIDGET_FILE = (
        "no-widget-file",
        to_translate("The search widget has no file '%(name)s'; /embed/versions.json lists all of them."),
    )
    NO_OPERATION = "no-operation", to_translate("The API has no operation '%(name)s'.")
    NO_FORMER_ADDRESS = (
        "no-former-address",
        to_translate("That address of the former site does not lead to a resource."),
    )
    NOT_EMBEDDABLE = (
        "not-embeddable",
        to_translate("Only searches, resources and featured toolkits of this site can be embedded by their address."),
    )
    NO_URL_TO_EMBED = "no-url-to-embed", to_translate("name the page to embed")
    NOT_A_COLOR = "not-a-color", to_translate("enter a color as six digits such as 005ea2, not '%(value)s'")
    PAGE_NOT_WRITTEN = "page-not-written", to_translate("This page has not been written yet.")

    # Toolkits
    NO_TOOLKIT = "no-toolkit", to_translate("There is no toolkit '%(name)s'.")
    NO_SHARED_TOOLKIT = (
        "no-shared-toolkit",
        to_translate("This toolkit link is not known, or it has expired. Ask the person who sent it for a new one."),
    )
    NO_TOOLKIT_FORMAT = (
        "no-toolkit-format",
        to_translate("'%(extension)s' is not a toolkit format. Use one of: %(known)s."),
    )
    NO_TOOLKIT_FEED = (
        "no-toolkit-feed",
        to_translate("Only a toolkit with its own address has a feed. Share the toolkit first."),
    )
    TOOLKIT_DAMAGED = "toolkit-damaged", to_translate("This toolkit cannot be read at the moment.")
    TOOLKITS_UNAVAILABLE = "toolkits-unavailable", to_translate("Toolkits cannot be saved or read at the moment.")
    TOOLKITS_BUSY = (
        "toolkits-busy",
        to_translate(
            "Toolkits cannot be saved or read at this moment. "
            "Reload this page in a few seconds; that also sends again what you entered."
        ),
    )
    TOOLKITS_FULL = (
        "toolkits-full",
        to_translate("There is no room for this toolkit at the moment. Download it as a file instead."),
    )
    DRAFT_UNREADABLE = (
        "draft-unreadable",
        to_translate("The toolkit stored in this browser could not be read. This is a new one."),
    )
    TEXT_TOO_LONG = "toolkit-text-too-long", to_translate("At most %(limit)s characters; this has %(length)s.")
    TOO_MANY_RESOURCES = "too-many-resources", to_translate("A toolkit can have at most %(limit)s resources.")
    TOO_MANY_SECTIONS = "too-many-sections", to_translate("A toolkit can have at most %(limit)s sections.")
    NEW_SECTION_UNTITLED = "new-section-untitled", to_translate("Write a title for the new section.")
    SECTION_UNTITLED = "section-untitled", to_translate("A section needs a title.")
    BUSY_WRITING_FILES = "busy-writing-files", to_translate("Many toolkits are being downloaded at this moment.")
    NOTHING_TO_SHARE = "nothing-to-share", to_translate("Add a resource first, then share.")


def translated(message: Message) -> str:
    """Return a message in the language of the request."""
    return render(message, gettext, number_words)

"""The messages of fields in record files and in the other files of editors, in English."""

from __future__ import annotations

from catalog.messages import BaseMessageId


class FieldMessageId(BaseMessageId):
    """What is wrong with a field, after the field's name: "field 'format': ..."."""

    OTHER = "other", "%(text)s"
    """A sentence of marshmallow."""
    MISSING = "missing-field", "is missing"
    EMPTY = "empty-field", "must not be empty"
    UNKNOWN_FIELD = "unknown-field", "unknown field '%(name)s': known fields are %(known)s"
    UNKNOWN_FIELD_NEAREST = "unknown-field-nearest", "unknown field '%(name)s': did you mean '%(nearest)s'?"
    UNKNOWN_FIELD_WITHIN = "unknown-field-within", "unknown field '%(name)s': it belongs within another: %(example)s"
    NO_SPACE_AFTER_COLON = "no-space-after-colon", "put a space after the colon in '%(name)s'"
    ODD_SPACE_IN_NAME = (
        "odd-space-in-name",
        "unknown field '%(name)s': there is a non-breaking space in its name, type an ordinary space in its place",
    )
    MORE_UNKNOWN_FIELDS = "more-unknown-fields", "has %(count)s more unknown fields"
    NOT_A_MAPPING = "field-not-a-mapping", "must have fields of its own: write name: value"
    NOT_A_MAPPING_LIKE = "field-not-a-mapping-like", "must have fields of its own, such as %(example)s"
    SAME_FIELD = "same-field", "'%(name)s' and '%(other)s' are the same field: keep one of them"
    ONE_VALUE = "one-value", "must be one value, not a list of %(count)s: choose one"
    SEVERAL_MEANINGS = "several-meanings", "%(value)s can mean %(meanings)s: write the one you mean"
    READ_AS = "read-as", "%(value)s was read as %(meaning)s"
    NAME_READ_AS = "name-read-as", "the name '%(name)s' was read as '%(meaning)s'"
    CURLY_QUOTES_KEPT = (
        "curly-quotes-kept",
        "its curly quotes are kept: remove them, or put straight quotes around them if they belong to it",
    )
    LEFT_OUT = "left-out", "%(value)s was read as no value"
    EMPTY_ITEM = "empty-item", "has no value: write one, or remove the item"
    NOT_A_LIST = "field-not-a-list", "must be a list: write [one, two], or one item per line after '- '"
    TOO_MANY_ITEMS = "too-many-items", "has %(count)s items; the limit is %(limit)s"

    # Texts
    NOT_QUOTED = "field-not-quoted", "must be text: put it in quotes"
    TEXT_TOO_LONG = "field-too-long", "has %(count)s characters; the limit is %(limit)s"
    MORE_CHARACTERS = "field-more-characters", "has more than %(limit)s characters"
    MORE_THAN_ONE_SENTENCE = (
        "field-more-than-one-sentence",
        "has more than %(limit)s characters: one sentence is enough",
    )
    INVALID_ID = "invalid-id", "'%(value)s' is not a valid id: use a-z, 0-9 and hyphens, at most %(limit)s characters"
    INVALID_URL = "invalid-url", "'%(value)s' is not a web address: it must begin with http:// or https://"
    URL_IS_EMAIL = "url-is-email", "'%(value)s' is an email address: write the address of a web page"
    URL_HAS_SPACE = "url-has-space", "'%(value)s' contains a space: remove it, or write %%20 if it belongs there"
    URL_HAS_USER = "url-has-user", "'%(value)s' contains a user name before @: remove it"
    INVALID_LANGUAGE = "invalid-language", "must be a language code such as en or es"

    # Numbers and dates
    NOT_A_WHOLE_NUMBER = "field-not-a-whole-number", "must be a whole number"
    OUT_OF_RANGE = "field-out-of-range", "must be from %(low)s to %(high)s"
    NOT_YES_OR_NO = "field-not-yes-or-no", "must be true or false"
    INVALID_DATE = "invalid-date", "'%(value)s' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"
    DATE_NOT_IN_CALENDAR = "date-not-in-calendar", "'%(value)s' is not a date in the calendar"
    DAY_NOT_IN_MONTH = "day-not-in-month", "'%(value)s' is not in the calendar: that month has %(days)s days"
    INVALID_DAY = "invalid-day", "'%(value)s' is not a full date: write YYYY-MM-DD"
    DAY_MISSING = "day-missing", "'%(value)s' has no day: write the full date, such as %(example)s"
    MONTH_AND_DAY_MISSING = (
        "month-and-day-missing",
        "'%(value)s' has no month and no day: write the full date, such as %(example)s",
    )
    WRONG_DAY_OF_WEEK = "wrong-day-of-week", "'%(value)s' is on another day of the week: correct the date"
    YEAR_OF_TWO_DIGITS = "year-of-two-digits", "'%(value)s' has a year of two digits: write four, such as 2024-05-17"
    FROM_AFTER_UNTIL = "from-after-until", "from %(since)s is after until %(until)s"

    # Records
    PATH_IS_URL = "path-is-url", "'%(value)s' is a web address: write url: instead of path:"
    PATH_HAS_BACKSLASH = "path-has-backslash", "'%(value)s' contains a backslash: use / between folders"
    PATH_OUTSIDE_DOCUMENTS = (
        "path-outside-documents",
        "'%(value)s' is outside the documents/ folder: write a path inside it",
    )
    PATH_OR_URL = "path-or-url", "a document needs either a path or a url"
    FORMAT_IS_FILE_TYPE = (
        "format-is-file-type",
        "format '%(value)s' is a kind of file. A format says what a resource is: %(known)s",
    )
    FORMAT_IS_FILE_TYPE_NEAREST = (
        "format-is-file-type-nearest",
        "format '%(value)s' is a kind of file: did you mean '%(nearest)s'? A format says what a resource is: %(known)s",
    )
    VALUE_OF_OTHER_FIELD = "value-of-other-field", "%(kind)s '%(value)s' is not known; it is a value of %(field)s"
    UNKNOWN_ROLE = "unknown-role", "must be one of: %(known)s"
    UNKNOWN_STATUS = "unknown-status", "must be one of: %(known)s (or absent: live)"
    WITHDRAWAL_MISSING = (
        "withdrawal-missing",
        "is missing: say when and why, such as withdrawn: {on: 2026-05-01, reason: The study was retracted.}",
    )
    STATUS_NOT_WITHDRAWN = "status-not-withdrawn", "a record with withdrawn: needs status: withdrawn"
    TRANSLATION_OF_OWN_LANGUAGE = (
        "translation-of-own-language",
        "the record itself is in this language: write title and summary there",
    )
    UNKNOWN_RATING_SCHEME = (
        "unknown-rating-scheme",
        "scheme '%(value)s' is not known: use %(known)s, or add it to rating_schemes in taxonomy.yaml",
    )
    UNKNOWN_RATING = "unknown-rating", "'%(value)s' is not a rating of %(scheme)s: use %(known)s"
    NOT_A_FACT = "not-a-fact", "'%(value)s' is not a field of records: known fields are %(known)s"
    NOT_A_FACT_NEAREST = "not-a-fact-nearest", "'%(value)s' is not a field of records: did you mean '%(nearest)s'?"
    UNKNOWN_LAYOUT = "unknown-layout", "must be one of: %(known)s"
    UNKNOWN_DATE_ORDER = "unknown-date-order", "must be one of: %(known)s"
    NOT_COLUMNS = "not-columns", "must have a line for each column of the source, such as 'Web link: url'"
    NOT_COLUMN_TARGET = "not-column-target", "must be a field, such as 'topics', or a list: [format, topics]"
    NOT_MEANINGS = (
        "not-meanings",
        "must have a line for each value of the source, with its meaning here, such as '%(example)s'",
    )
    NOT_A_MEANING = "not-a-meaning", "must be a value, such as 'technology', or a list: [technology, gun-violence]"
    ONE_MEANING = "one-meaning", "'%(name)s' means %(value)s here, but a record has one %(field)s: write one of them"
    SWORN_REVERSED = "sworn-reversed", "sworn_min %(low)s is more than sworn_max %(high)s"

    # Toolkits
    NO_ITEMS = "toolkit-without-items", "a toolkit needs items, or sections with items"
    NO_ITEMS_IN_SECTION = "section-without-items", "must have at least one item"
    TOO_MANY_SECTIONS = "too-many-sections-in-file", "has more than %(limit)s sections"
    TOO_MANY_RESOURCES = "too-many-resources-in-file", "has %(count)s resources; the limit is %(limit)s"
    DUPLICATE_RESOURCE = "duplicate-resource", "'%(record)s' is in this toolkit twice"
    REPEATED_RESOURCE = "repeated-resource", "has a resource twice"

    # Best bets
    NOT_PLAIN_WORDS = (
        "not-plain-words",
        "'%(value)s' would match nothing: write plain words, without quotes and signs",
    )
    NO_SUCH_RECORD = "no-such-record", "there is no record '%(record)s'"
    NO_SUCH_RECORD_NEAREST = "no-such-record-nearest", "there is no record '%(record)s': did you mean '%(nearest)s'?"
    NO_QUERIES = "best-bet-without-queries", "must have at least one search"
    RECORD_OR_LINK = "record-or-link", "a best bet needs either a record or a link"

    # Records that are not duplicates
    TWO_RECORDS = "two-records", "must name at least two records"

    # Ignored links
    URL_OR_HOST = "url-or-host", "an ignored link needs either a url or a host"
    NOT_A_HOST = "not-a-host", "must be the name of a host, such as example.gov"

    # Resources to start with
    NUMBER_TO_START_WITH = "number-to-start-with", "must have %(low)s to %(high)s records"
    DUPLICATE_RECORD = "duplicate-record", "'%(record)s' is listed twice"

    # Sites
    UNKNOWN_STATE = "unknown-state", "state '%(code)s' is not known: write two letters, such as OH"
    UNKNOWN_STATE_NEAREST = (
        "unknown-state-nearest",
        "state '%(code)s' is not known: did you mean %(nearest)s (%(name)s)?",
    )
    NOT_DEGREES = "not-degrees", "must be degrees, such as 39.76"
    OUTSIDE_UNITED_STATES = (
        "outside-united-states",
        "%(value)s is outside the United States (%(low)s to %(high)s)",
    )
    WEST_IS_NEGATIVE = (
        "west-is-negative",
        "%(value)s is outside the United States (%(low)s to %(high)s): west is negative, write %(negated)s",
    )
    YEAR_OUT_OF_RANGE = "year-out-of-range", "must be a year from %(low)s to %(high)s"

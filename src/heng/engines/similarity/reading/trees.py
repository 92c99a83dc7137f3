"""XML from strangers 「外来XML」: without document types, entities, or references to elsewhere."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from heng.engines.similarity.reading.refusals import UnreadableError

MOST_BYTES = 60 * 1024**2  # a tree takes about ten times its text


def parse(data: bytes) -> Element:
    """Parse a document.

    Raises:
        UnreadableError: `doctype`, `too-large` or `broken`.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise UnreadableError("doctype") from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise UnreadableError("broken") from fault
    return root


def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]

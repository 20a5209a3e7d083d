"""What a screen reader knows of a page: its accessibility tree, as the browser gives it to assistive technology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True, slots=True)
class Reading:
    """What is announced: the focused element with its value and states, its active option, and the live regions.

    `options` are all options in the order of the page, a selected one with "*" before it.
    """

    focus: str
    value: str
    states: frozenset[str]
    active: str
    options: tuple[str, ...]
    status: str


class ScreenReader:
    """Reads the accessibility tree of a page."""

    def __init__(self, page: Page) -> None:
        """Turn on accessibility in the page."""
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Accessibility.enable")

    def read(self) -> Reading:
        """Return what is announced at this moment."""
        tree = _AccessibilityTree(self._session.send("Accessibility.getFullAXTree")["nodes"])
        focus = tree.focus()
        active = focus.related("activedescendant")
        options = [node for node in tree.nodes if node.role == "option"]
        return Reading(
            focus=f"{focus.role} {focus.name}",
            value=focus.value,
            states=frozenset(
                name for name in ("expanded", "invalid", "busy") if focus.state(name) not in (None, "false")
            ),
            active="".join(node.name for node in options if node.dom_id in active),
            options=tuple(f"{'*' * bool(node.state('selected'))}{node.name}" for node in options),
            status=" ".join(tree.text(node) for node in tree.nodes if node.role in ("status", "alert")).strip(),
        )


class _Node:
    def __init__(self, data: dict[str, Any]) -> None:
        self._properties = {item["name"]: item["value"] for item in data.get("properties", ())}
        self.role, self.name, self.value = (
            str(data.get(key, {}).get("value", "")) for key in ("role", "name", "value")
        )
        self.dom_id = data.get("backendDOMNodeId")
        self.children: list[str] = data.get("childIds", [])
        self.ignored = bool(data.get("ignored"))

    def state(self, name: str) -> object:
        return self._properties.get(name, {}).get("value") or None

    def related(self, name: str) -> list[int]:
        return [node["backendDOMNodeId"] for node in self._properties.get(name, {}).get("relatedNodes", ())]


class _AccessibilityTree:
    def __init__(self, nodes: list[dict[str, Any]]) -> None:
        self._by_id = {data["nodeId"]: _Node(data) for data in nodes}
        self.nodes = [node for node in self._below(self._by_id[nodes[0]["nodeId"]]) if not node.ignored]

    def _below(self, node: _Node) -> Iterator[_Node]:
        yield node
        for child in node.children:
            yield from self._below(self._by_id[child])

    def focus(self) -> _Node:
        """Return the focused element: the innermost one, because the page itself has the focus too."""
        return [node for node in self.nodes if node.state("focused")][-1]

    def text(self, node: _Node) -> str:
        return " ".join(child.name for child in self._below(node) if child.role == "StaticText")

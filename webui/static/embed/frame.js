// The page for iframes: colors, its height for the page around it, and links where a sandbox holds them back.
(() => {
  "use strict";

  const root = document.documentElement;
  // WordPress adds "#?secret=..." to the address, and expects the secret in every message.
  const secret = /[#?&]secret=([a-zA-Z0-9]+)/.exec(location.hash)?.[1];
  let sent;

  for (const property of (root.dataset.properties ?? "").split(";").filter(Boolean)) {
    root.style.setProperty(...property.split(":"));
  }
  if (parent === window) return;

  const send = (message, value) => parent.postMessage({ message, value, secret }, "*");

  // The list of suggestions lies above the page: the page itself does not get higher with it.
  const listBottom = () => {
    const shadow = document.querySelector("clearinghouse-search")?.shadowRoot;
    const list = shadow?.querySelector("[part=list]");
    const popup = list?.parentElement;
    const input = shadow?.querySelector("[part=input]");
    if (!popup || popup.hidden || !popup.getClientRects().length) return 0;
    return input.getBoundingClientRect().bottom + scrollY + popup.offsetHeight - list.offsetHeight + list.scrollHeight + 16;
  };

  const sendHeight = () => {
    if (!document.body) return; // asked before the page was read
    const height = Math.ceil(Math.max(document.body.getBoundingClientRect().height, listBottom()));
    if (height !== sent) send("height", (sent = height));
  };

  const sendAgain = () => {
    sent = undefined;
    sendHeight();
  };

  const follow = (event, url) => {
    if (!secret || !url) return;
    event.preventDefault();
    send("link", url);
  };

  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.message === "height") sendAgain();
  });
  addEventListener("load", sendAgain);
  addEventListener("DOMContentLoaded", () => {
    new ResizeObserver(sendHeight).observe(document.body);
  });
  document.addEventListener("click", (event) => {
    follow(event, event.composedPath().find(({ href }) => href)?.href);
  });
  for (const name of ["clearinghouse-select", "clearinghouse-submit"]) {
    document.addEventListener(name, (event) => follow(event, event.detail.url));
  }
  document.addEventListener("clearinghouse-ready", ({ target }) => {
    const changes = { subtree: true, childList: true, attributes: true };
    new MutationObserver(() => requestAnimationFrame(sendHeight)).observe(target.shadowRoot, changes);
  });
})();

/* For pages with the search of the Public Safety Clearinghouse in an iframe: gives it the height of its content. */
(() => {
  const home = `${new URL(document.currentScript.src).origin}/`;
  const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(home));
  addEventListener("message", ({ source, data }) => {
    const height = data?.message === "height" && Math.min(Math.ceil(data.value), 5000);
    const frame = height > 0 && frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.style.height = `${Math.max(height, 60)}px`;
  });
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ message: "height" }, "*"); // loaded before this
})();

/* Buttons that move a row of cards on, where it is wider than the page. It never moves by itself. */

const calm = matchMedia("(prefers-reduced-motion: reduce)");

for (const row of document.querySelectorAll("[data-row]")) {
  const list = row.querySelector(".carousel");
  const [back, on] = row.querySelectorAll("[data-move]");

  const show = () => {
    const hidden = list.scrollWidth - list.clientWidth;
    back.parentElement.hidden = hidden < 8;
    // disabled would throw the focus out of a button that somebody is pressing again and again
    back.ariaDisabled = `${list.scrollLeft < 8}`;
    on.ariaDisabled = `${list.scrollLeft > hidden - 8}`;
  };

  const move = (way) => list.scrollBy({ left: way * 0.8 * list.clientWidth, behavior: calm.matches ? "auto" : "smooth" });
  back.addEventListener("click", () => move(-1));
  on.addEventListener("click", () => move(1));
  list.addEventListener("scroll", show, { passive: true });
  new ResizeObserver(show).observe(list);
  show();
}

/* Buttons that scroll a carousel if it is wider than the page. A carousel never moves by itself. */

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

for (const section of document.querySelectorAll("[data-carousel]")) {
  const list = section.querySelector(".carousel");
  const [back, forward] = section.querySelectorAll("[data-scroll]");

  const update = () => {
    const overflow = list.scrollWidth - list.clientWidth;
    back.parentElement.hidden = overflow < 8;
    // aria-disabled instead of disabled: a disabled button would lose the focus while somebody presses it repeatedly.
    back.ariaDisabled = `${list.scrollLeft < 8}`;
    forward.ariaDisabled = `${list.scrollLeft > overflow - 8}`;
  };

  const scroll = (direction) =>
    list.scrollBy({ left: direction * list.clientWidth, behavior: reducedMotion.matches ? "auto" : "smooth" });
  back.addEventListener("click", () => scroll(-1));
  forward.addEventListener("click", () => scroll(1));
  list.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(list);
  update();
}

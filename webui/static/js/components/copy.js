/* Buttons that copy the text of a field: `data-copy` is its id, and `data-done` the message. */

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    document.getElementById("status").textContent = button.dataset.done;
  } catch {} // the text stays selected, so that the visitor can copy it
});

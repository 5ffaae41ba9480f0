/** Asks for the living parts once a second, and sends what the buttons say. Plain JavaScript, run by the browser. */
export const pageScript = `
const said = document.getElementById("said");
const live = document.getElementById("live");
let busy = false;
async function refresh() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch("/control/page" + location.search, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    for (const [id, html] of Object.entries(await answer.json())) put(document.getElementById(id), html);
    live.textContent = "live";
    live.className = "live";
  } catch {
    live.textContent = "not reachable, trying again";
    live.className = "live off";
  } finally {
    busy = false;
  }
}
const shown = new Map();
function put(element, html) {
  if (shown.get(element.id) === html) return;
  const first = !shown.has(element.id);
  shown.set(element.id, html);
  if (first && element.innerHTML === html) return;
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  const top = element.scrollTop;
  element.innerHTML = html;
  element.scrollTop = top;
  if (focused) document.getElementById(focused)?.focus();
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-path]");
  if (!button) return;
  button.disabled = true;
  try {
    const { method, path, body } = button.dataset;
    const answer = await fetch(path, { method, headers: { "content-type": "application/json" }, body });
    said.textContent = answer.ok ? button.textContent + ": done." : "That didn't work (" + answer.status + "). Nothing was changed.";
  } catch {
    said.textContent = "The account didn't answer. Try again in a moment.";
  }
  button.disabled = false;
  refresh();
});
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, 1000);
refresh();
`;

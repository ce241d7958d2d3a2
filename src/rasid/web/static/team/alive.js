// Somebody types: the session is kept alive, and where it has ended all the same, that is said while everything typed is still there.

const EVERY_MS = 4 * 60 * 1000;
let told = Date.now();

async function here(notice) {
  const answer = await fetch("/account/here", { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.status === 401) notice.hidden = false;
  else if (answer?.ok) notice.hidden = true;
}

const notice = document.getElementById("ended");
if (notice) {
  document.addEventListener("input", () => {
    if (Date.now() - told < EVERY_MS) return;
    told = Date.now();
    here(notice);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !notice.hidden && here(notice));
}

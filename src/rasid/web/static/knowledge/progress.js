// How far work in the background is (on a proposal, on the gaps), without loading the page again until it is done.
const part = document.querySelector("[data-work]");
const EVERY = 1500; // milliseconds: a report takes some tens of them

async function look() {
  const name = part.dataset.work;
  try {
    const address = part.dataset.of ? `/proposals/${part.dataset.of}.json` : `/${name}.json`;
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    const every = await answer.json();
    const told = part.dataset.of ? every[name] : every;
    if (!told || told.state !== part.dataset.state) return location.reload();
    const figure = new Intl.NumberFormat(document.documentElement.lang === "ar" ? "ar-SY" : "en-GB");
    for (const key of ["done", "total"]) {
      const place = part.querySelector(`[data-${key}]`);
      if (place) place.textContent = figure.format(told[key]);
    }
  } catch {
    // the server is away for a moment: asked again
  }
  setTimeout(look, EVERY);
}

if (part) setTimeout(look, EVERY);

// Keys of the incident page: M merge, S split, Z undo. Every one presses a button that is there without them.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function press(key) {
  if (key === "m") {
    const here = document.activeElement?.closest(".proposed > li");
    return (here ?? document).querySelector(here ? "button[name=one]" : "[data-key=m]");
  }
  if (key === "s" && !document.querySelector(".accounts input:checked")) {
    document.querySelector(".accounts input[type=checkbox]")?.focus();
    return null;
  }
  return document.querySelector(`[data-key=${key}]`);
}

document.documentElement.classList.add("scripted");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  // Letters by where they lie, so that the keys work on an Arabic keyboard too.
  const key = { KeyM: "m", KeyS: "s", KeyZ: "z" }[event.code];
  if (!key) return;
  event.preventDefault();
  press(key)?.click();
});

// The review page. Without scripts everything can be read and decided; with them the words light up, and the keys work.
import { Desk } from "./desk.js";
import { Keys } from "./keys.js";
import { Lights } from "./lights.js";
import { Words } from "./words.js";

document.documentElement.classList.add("scripted");
const [text, list, review] = ["text", "events", "review"].map((id) => document.getElementById(id));
if (text && list) {
  const words = new Words(text);
  const lights = new Lights(words, list);
  const desk = new Desk(review, list, lights, words);
  new Keys(desk, document.getElementById("keys"));
  const open = list.querySelector(".work .editor");
  const first = document.getElementById(location.hash.slice(1)) ?? lights.events.find((e) => e.dataset.state === "proposed") ?? lights.events[0];
  if (open) desk.enter(open);
  else first?.focus({ preventScroll: !location.hash });
  const legend = document.getElementById("legend");
  try {
    legend.open = localStorage.getItem("rasid-legend") !== "closed" && innerWidth > 700;
    legend.addEventListener("toggle", () => localStorage.setItem("rasid-legend", legend.open ? "open" : "closed"));
  } catch {
    // a browser that keeps nothing
  }
}

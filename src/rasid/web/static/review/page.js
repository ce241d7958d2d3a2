// The review page. Without it everything can be read and decided; with it the words light up, and the keys work.
import { Lights } from "./lights.js";
import { Words } from "./words.js";

document.documentElement.classList.add("scripted");
const text = document.getElementById("text");
const list = document.getElementById("events");
if (text && list) {
  const lights = new Lights(new Words(text), list);
  const first = document.getElementById(location.hash.slice(1)) ?? lights.events.find((e) => e.dataset.state === "proposed") ?? lights.events[0];
  first?.focus({ preventScroll: !location.hash });
}

// File inputs in our own words: the browser's are in the language of the browser. The input
// itself stays, invisible on top of its face: it keeps label, keyboard, click and drop.

const WORDS = { button: "Chọn tệp", camera: "Mở máy ảnh", none: "Chưa chọn tệp nào" };

for (const input of document.querySelectorAll("input[type=file]")) {
  const face = element("span", "file-face");
  face.setAttribute("aria-hidden", "true");
  face.append(
    element("span", "file-button", input.hasAttribute("capture") ? WORDS.camera : WORDS.button),
    element("span", "file-names"),
  );
  const box = element("span", "file-picker");
  input.before(box);
  box.append(input, face);
  show(input);
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".file-picker input")) show(event.target);
});
document.addEventListener("reset", () => setTimeout(showAll));
window.addEventListener("pageshow", showAll); // coming back, a browser gives the files back

function showAll() {
  for (const input of document.querySelectorAll(".file-picker input")) show(input);
}

function show(input) {
  const names = [...input.files].map((file) => file.name);
  const count = names.length > 1 ? `${names.length} tệp: ` : "";
  const words = names.length ? count + names.join("; ") : WORDS.none;
  input.parentElement.querySelector(".file-names").textContent = words;
  input.title = names.join("\n") || " "; // else the browser's tooltip says it in its words
}

function element(name, className, text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

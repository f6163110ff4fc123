// A month that is chosen counts at once: the time becomes "Tự chọn từ tháng … đến tháng …".
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-pivot]");
  if (form && ["tu", "den"].includes(event.target.name)) form.elements.ky.value = "tu-chon";
});

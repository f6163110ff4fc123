// What the browser says of a field that it does not accept: in Vietnamese, whatever the
// language of the browser. The word goes as soon as the field is touched again.
{
  const WORDS = {
    valueMissing: "Hãy điền mục này.",
    typeMismatch: "Nội dung chưa đúng dạng. Hãy xem lại.",
    patternMismatch: "Nội dung chưa đúng dạng. Hãy xem lại.",
    badInput: "Giá trị này chưa đúng. Hãy xem lại.",
    rangeUnderflow: "Giá trị này nhỏ quá. Hãy xem lại.",
    rangeOverflow: "Giá trị này lớn quá. Hãy xem lại.",
    stepMismatch: "Giá trị này chưa đúng. Hãy xem lại.",
    tooLong: "Nội dung dài quá. Hãy rút gọn.",
    tooShort: "Nội dung ngắn quá. Hãy viết thêm.",
  };
  const CHOICE = "Hãy chọn mục này.";

  const wordsFor = (field) => {
    const isChoice = field.matches("select, [type=checkbox], [type=radio], [type=file]");
    if (field.validity.valueMissing && isChoice) return CHOICE;
    return Object.entries(WORDS).find(([name]) => field.validity[name])?.[1] ?? "";
  };

  const say = ({ target }) => target.setCustomValidity(wordsFor(target));
  document.addEventListener("invalid", say, true);
  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => target.setCustomValidity?.(""), true);
  }
}

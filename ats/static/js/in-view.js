// Brings what was changed into view again, after the form that stood in its place has gone.
export function attach(element) {
  element.scrollIntoView({ block: "nearest" });
}

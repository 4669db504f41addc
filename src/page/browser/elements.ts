/** An element with a class. */
export function element(className: string, name = 'div'): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** A text as text, whatever is in it. */
export function textElement(text: string, className: string): HTMLElement {
  const made = element(className, 'span');
  made.textContent = text;
  return made;
}

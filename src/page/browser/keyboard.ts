/** What keys do. */
export interface KeyActions {
  /** @param by pixels of the cursor's way, to the right where positive */
  step(by: number): void;
  end(which: 'first' | 'last'): void;
  zoom(factor: number): void;
  /** @param by parts of what is shown */
  move(by: number): void;
  all(): void;
  maximum(): void;
  leave(): void;
}

const CLOSER = 0.5;
/** Keys with Shift go ten times as far. */
const FAR = 10;

/** Does what a key asks for. @returns false for a key that asks for nothing */
function press(key: string, isFar: boolean, actions: KeyActions): boolean {
  const far = isFar ? FAR : 1;
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => actions.step(-far),
    ArrowRight: () => actions.step(far),
    Home: () => actions.end('first'),
    End: () => actions.end('last'),
    PageUp: () => actions.move(-0.5),
    PageDown: () => actions.move(0.5),
    '+': () => actions.zoom(CLOSER),
    '-': () => actions.zoom(1 / CLOSER),
    '=': () => actions.all(),
    m: () => actions.maximum(),
    Escape: () => actions.leave(),
  };
  const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
  act?.();
  return act !== undefined;
}

/** Keys count on the curve, and where nothing else has the focus; there those that scroll a page are left to it. */
export function onKeys(curve: HTMLElement, actions: KeyActions): void {
  const SCROLLING = ['Home', 'End', 'PageUp', 'PageDown'];
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnCurve = curve.contains(event.target as Node);
    if (!isOnCurve && (event.target !== document.body || SCROLLING.includes(event.key))) return;
    if (press(event.key, event.shiftKey, actions)) event.preventDefault();
  });
}

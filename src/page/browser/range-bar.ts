import { type Colours, translucent } from './colours.ts';
import type { Curve } from './curve.ts';
import type { ShownWindow, Window } from './window.ts';

type Grip = 'from' | 'to' | 'both';

/** The whole curve in small, and on it the part that is shown: its ends and itself can be drawn along. */
export class RangeBar {
  readonly #canvas = document.createElement('canvas');
  readonly #frame = document.createElement('div');
  readonly #element: HTMLElement;
  readonly #window: ShownWindow;
  readonly #curve: Curve;

  constructor(element: HTMLElement, window: ShownWindow, curve: Curve, colours: () => Colours) {
    this.#element = element;
    this.#window = window;
    this.#curve = curve;
    this.#frame.className = 'frame';
    for (const grip of ['from', 'to']) {
      const handle = document.createElement('i');
      handle.dataset['grip'] = grip;
      this.#frame.append(handle);
    }
    element.append(this.#canvas, this.#frame);
    element.addEventListener('pointerdown', (event) => this.#begin(event));
    new ResizeObserver(() => this.draw(colours())).observe(element);
  }

  draw(colours: Colours): void {
    const { clientWidth, clientHeight } = this.#element;
    const [width, height] = [clientWidth * devicePixelRatio, clientHeight * devicePixelRatio];
    this.#canvas.width = width;
    this.#canvas.height = height;
    const ctx = this.#canvas.getContext('2d');
    const { times, power } = this.#curve;
    const { from, to } = this.#window.whole;
    const highest = new Float64Array(Math.max(1, Math.ceil(width)));
    for (const [i, va] of power.entries()) {
      const column = Math.floor((((times[i] as number) - from) / (to - from)) * width);
      if (va !== null && va > (highest[column] ?? Number.POSITIVE_INFINITY)) highest[column] = va;
    }
    const most = Math.max(1, ...highest);
    if (!ctx) return;
    ctx.fillStyle = translucent(colours.period.plain, 0.5);
    for (const [column, va] of highest.entries()) ctx.fillRect(column, height * (1 - va / most), 1, height);
  }

  show({ from, to }: Window): void {
    const { whole } = this.#window;
    const share = (at: number): string => `${((at - whole.from) / (whole.to - whole.from)) * 100}%`;
    this.#frame.style.left = share(from);
    this.#frame.style.width = share(whole.from + to - from);
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const grip = ((event.target as HTMLElement).dataset['grip'] ?? 'both') as Grip;
    const { left, width } = this.#element.getBoundingClientRect();
    const { whole } = this.#window;
    const instant = ({ clientX }: PointerEvent): number =>
      whole.from + ((clientX - left) / width) * (whole.to - whole.from);
    const pressed = instant(event);
    const { shown } = this.#window;
    // A press beside the shown part brings it there.
    if (pressed < shown.from || pressed > shown.to) this.#window.move(pressed - (shown.from + shown.to) / 2);
    const start = this.#window.shown;
    this.#element.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => this.#window.show(drawn(start, grip, instant(moved) - pressed));
    const end = (): void => {
      this.#element.removeEventListener('pointermove', move);
      this.#element.removeEventListener('pointerup', end);
      this.#element.removeEventListener('pointercancel', end);
    };
    this.#element.addEventListener('pointermove', move);
    this.#element.addEventListener('pointerup', end);
    this.#element.addEventListener('pointercancel', end);
  }
}

/** A window of which one end, or both, were drawn along. An end stops at the other one. */
function drawn({ from, to }: Window, grip: Grip, by: number): Window {
  if (grip === 'both') return { from: from + by, to: to + by };
  return grip === 'from' ? { from: Math.min(from + by, to), to } : { from, to: Math.max(to + by, from) };
}

import type { Chart } from './chart.ts';
import type { ShownWindow } from './window.ts';

/** How much a turn of the wheel zooms, a CSS pixel of it. */
const ZOOM_A_PIXEL = 0.0016;
/** CSS pixels of a line and of a page of the wheel. */
const PIXELS = [1, 16, 400];

/** The wheel zooms round the pointer, or moves where it turns sideways. What cannot zoom further scrolls the page. */
export function onWheel(chart: Chart, window: ShownWindow): void {
  const wheel = (event: WheelEvent): void => {
    const unit = PIXELS[event.deltaMode] ?? 1;
    const { from, to } = window.shown;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      if (window.isWhole) return;
      window.move((sideways * unit * (to - from)) / chart.plot.over.clientWidth);
    } else {
      if (window.isWhole && event.deltaY > 0) return;
      window.zoom(Math.exp(event.deltaY * unit * ZOOM_A_PIXEL), chart.instantAt(event.clientX));
    }
    event.preventDefault();
  };
  chart.plot.over.addEventListener('wheel', wheel, { passive: false });
}

/** Two fingers zoom and move; one moves a curve that is zoomed, else the cursor. Up and down scroll the page. */
export function onTouch(chart: Chart, window: ShownWindow, pointed: (at: number) => void): void {
  const { over } = chart.plot;
  /** Where each finger is, CSS pixels. */
  const fingers = new Map<number, number>();
  const place = (): { centre: number; apart: number } => {
    const all = [...fingers.values()];
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return { centre: (least + most) / 2, apart: Math.max(8, most - least) };
  };
  const put = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
  };
  const lift = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  const move = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) return;
    const before = place();
    fingers.set(event.pointerId, event.clientX);
    const after = place();
    if (fingers.size === 1 && window.isWhole) pointed(chart.instantAt(event.clientX));
    else {
      // What was under the fingers stays under them.
      const focus = chart.instantAt(before.centre);
      if (fingers.size > 1) window.zoom(before.apart / after.apart, focus);
      window.move(focus - chart.instantAt(after.centre));
    }
  };
  over.addEventListener('pointerdown', put);
  over.addEventListener('pointermove', move);
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) over.addEventListener(end, lift);
}

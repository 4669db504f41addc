import type { PageData } from '../page-data.ts';
import { Chart } from './chart.ts';
import { coloursOf } from './colours.ts';
import { Curve } from './curve.ts';
import { follow, remember, remembered, restore } from './follow.ts';
import { onTouch, onWheel } from './gestures.ts';
import { onKeys } from './keyboard.ts';
import { LocalTime } from './local-time.ts';
import type { PageWords } from './page-words.ts';
import { RangeBar } from './range-bar.ts';
import { ReadOut } from './read-out.ts';
import { ShownWindow } from './window.ts';

/** Values that the closest look shows, and s of single lines. */
const LEAST_STEPS = 6;
const LEAST_LINES_S = 300;
/** The zoom and the cursor are kept a moment after they have changed, ms: browsers limit how often. */
const KEEP_MS = 300;

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData & {
  readonly words: Omit<PageWords, 'lang'>;
  readonly range: string;
};
const figure = document.getElementById('curve') as HTMLElement;
open(figure, document.getElementById('drawing') as HTMLElement);

function element(className: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  return made;
}

/** Puts the canvas in the place of the drawing, which stays for paper. */
function open(figure: HTMLElement, drawing: HTMLElement): void {
  const words: PageWords = { ...data.words, lang: data.lang };
  const curve = new Curve(data);
  const time = new LocalTime(data.offsets);
  const reader = new ReadOut(curve, data, words, time);
  const [line, canvas, bar] = [element('read-out'), element('canvas'), element('range')];
  line.setAttribute('role', 'status');
  bar.title = data.range;
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', figure.getAttribute('aria-label') ?? '');
  drawing.before(line, canvas, bar);
  drawing.classList.add('paper');

  let cursor: number | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(keeping);
    const shown = window.isWhole ? undefined : window.shown;
    keeping = setTimeout(() => remember({ shown, cursor, until: curve.until }), KEEP_MS);
  };
  const read = (): void => {
    const parts = cursor === undefined ? reader.partsOf(window.shown) : reader.partsAt(cursor);
    line.replaceChildren(
      ...parts.map(([text, style]) => {
        const part = document.createElement('span');
        part.className = style;
        part.textContent = text;
        return part;
      }),
    );
    keep();
  };
  const least = data.step === 0 ? LEAST_LINES_S : LEAST_STEPS * data.step;
  const window = new ShownWindow({ from: data.from, to: data.to }, least, (shown) => {
    chart.show(shown);
    range.show(shown);
    chart.point(cursor);
    read();
  });
  const pointed = (at: number | undefined): void => {
    cursor = at;
    read();
  };
  const point = (at: number | undefined): void => {
    pointed(at);
    chart.point(at);
  };
  const chart = new Chart(canvas, curve, words, time, window.whole, {
    chosen: (chosen) => window.show(chosen),
    pointed,
  });
  const range = new RangeBar(bar, window, curve, () => coloursOf(figure));
  chart.plot.over.addEventListener('dblclick', () => window.showAll());
  bar.addEventListener('dblclick', () => window.showAll());
  onWheel(chart, window);
  onTouch(chart, window, point);

  /** Puts the cursor on a value, and brings that into sight. */
  const pointTo = (place: number): void => {
    const at = curve.times[place];
    if (at === undefined) return;
    const { from, to } = window.shown;
    cursor = at;
    if (at < from || at > to) window.move(at - (from + to) / 2);
    point(at);
  };
  onKeys(canvas, {
    step: (by) => {
      const { from, to } = window.shown;
      if (cursor === undefined) return pointTo(curve.nearest((from + to) / 2));
      const place = curve.nearest(cursor);
      // Values that share a pixel are passed together.
      const wanted = curve.nearest(cursor + (by * (to - from)) / chart.plot.over.clientWidth);
      pointTo(
        Math.min(
          curve.times.length - 1,
          Math.max(0, by < 0 ? Math.min(place + by, wanted) : Math.max(place + by, wanted)),
        ),
      );
    },
    end: (which) => pointTo(which === 'first' ? 0 : curve.times.length - 1),
    zoom: (factor) => window.zoom(factor, cursor),
    move: (by) => window.move(by * (window.shown.to - window.shown.from)),
    all: () => window.showAll(),
    maximum: () => {
      const best = curve.maximumIn(window.shown);
      if (best !== undefined) pointTo(best);
    },
    leave: () => point(undefined),
  });

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart.recolour();
    range.draw(coloursOf(figure));
  });
  const before = remembered();
  cursor = before?.cursor;
  if (before?.shown) restore(window, before, curve.until);
  else window.showAll();
  if (data.again !== undefined) follow(data.again);
}

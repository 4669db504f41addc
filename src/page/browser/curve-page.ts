import type { PageData } from '../page-data.ts';
import { Chart } from './chart.ts';
import { coloursOf } from './colours.ts';
import { Curve } from './curve.ts';
import { element, textElement } from './elements.ts';
import { follow, remember, remembered, restore } from './follow.ts';
import { onTouch, onWheel } from './gestures.ts';
import { onKeys } from './keyboard.ts';
import { LocalTime } from './local-time.ts';
import type { PageWords } from './page-words.ts';
import { RangeBar } from './range-bar.ts';
import { ReadOut } from './read-out.ts';
import { ShownWindow, type Window } from './window.ts';

/** The closest look: s of single lines, or values of steps. */
const LEAST_LINES_S = 300;
const LEAST_STEPS = 6;
/** The zoom and the cursor are kept a moment after they have changed, ms: browsers limit how often. */
const KEEP_MS = 300;

/** The curve with all that moves it: pointer, wheel, fingers, keys, and the bar below it. */
export class CurvePage {
  readonly #figure: HTMLElement;
  readonly #drawing: HTMLElement;
  readonly #data: PageData;
  readonly #words: PageWords;
  readonly #curve: Curve;
  readonly #time: LocalTime;
  readonly #reader: ReadOut;
  readonly #window: ShownWindow;
  readonly #line = element('read-out');
  readonly #canvas = element('canvas');
  readonly #bar = element('range');
  #chart: Chart | undefined;
  #range: RangeBar | undefined;
  /** The instant under the cursor. */
  #cursor: number | undefined;
  /** It is the pointer that has put it there: it goes with the pointer. One that a key has put stays. */
  #isPointed = false;
  #keeping: ReturnType<typeof setTimeout> | undefined;

  /** @param drawing gives way to the curve, and stays for paper */
  constructor(figure: HTMLElement, drawing: HTMLElement, data: PageData, words: PageWords) {
    this.#figure = figure;
    this.#drawing = drawing;
    this.#data = data;
    this.#words = words;
    this.#curve = new Curve(data);
    this.#time = new LocalTime(data.offsets);
    this.#reader = new ReadOut(this.#curve, data, words, this.#time);
    const least = data.step === 0 ? LEAST_LINES_S : LEAST_STEPS * data.step;
    this.#window = new ShownWindow({ from: data.from, to: data.to }, least, (shown) => this.#show(shown));
  }

  open(): void {
    this.#place();
    const chart = new Chart(this.#canvas, this.#curve, this.#words, this.#time, this.#window.whole, {
      chosen: (chosen) => this.#window.show(chosen),
      pointed: (at) => {
        this.#isPointed = true;
        this.#point(at);
      },
      left: () => {
        if (this.#isPointed) this.#put(undefined);
        else this.#chart?.point(this.#cursor);
      },
    });
    this.#chart = chart;
    this.#range = new RangeBar(this.#bar, this.#window, this.#curve, () => coloursOf(this.#figure));
    for (const each of [chart.plot.over, this.#bar]) each.addEventListener('dblclick', () => this.#window.showAll());
    onWheel(chart, this.#window);
    onTouch(chart, this.#window, (at) => this.#hold(at));
    this.#listenToKeys(chart);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      chart.recolour();
      this.#range?.draw(coloursOf(this.#figure));
    });
    const before = remembered();
    this.#cursor = before?.cursor;
    this.#window.showAll();
    if (before) restore(this.#window, before, this.#curve.until);
    if (this.#data.again !== undefined) follow(this.#data.again, () => this.#keep());
  }

  #place(): void {
    this.#line.setAttribute('role', 'status');
    this.#bar.title = this.#words.range;
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute('role', 'application');
    this.#canvas.setAttribute('aria-label', this.#figure.getAttribute('aria-label') ?? '');
    this.#drawing.before(this.#line, this.#canvas, this.#bar);
    this.#drawing.classList.add('paper');
  }

  #show(shown: Window): void {
    this.#chart?.show(shown);
    this.#range?.show(shown);
    this.#put(this.#cursor);
  }

  /** Says what is under the cursor; of all that is shown when it is nowhere. */
  #point(at: number | undefined): void {
    this.#cursor = at;
    const parts = at === undefined ? this.#reader.partsOf(this.#window.shown) : this.#reader.partsAt(at);
    this.#line.replaceChildren(...parts.map(([text, style]) => textElement(text, style)));
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keep(), KEEP_MS);
  }

  /** Puts the cursor on an instant; nowhere when undefined. */
  #put(at: number | undefined): void {
    this.#point(at);
    this.#chart?.point(at);
  }

  /** The same by a key or a finger. */
  #hold(at: number | undefined): void {
    this.#isPointed = false;
    this.#put(at);
  }

  /** Puts the cursor on a value, and brings that into sight. */
  #putOn(place: number): void {
    const at = this.#curve.times[place];
    if (at === undefined) return;
    const { from, to } = this.#window.shown;
    this.#cursor = at;
    if (at < from || at > to) this.#window.move(at - (from + to) / 2);
    this.#hold(at);
  }

  #keep(): void {
    const shown = this.#window.isWhole ? undefined : this.#window.shown;
    remember({ shown, cursor: this.#cursor, until: this.#curve.until });
  }

  #listenToKeys(chart: Chart): void {
    onKeys(this.#canvas, {
      step: (by) => this.#step(by, chart.plot.over.clientWidth),
      end: (which) => this.#putOn(which === 'first' ? 0 : this.#curve.times.length - 1),
      zoom: (factor) => this.#window.zoom(factor, this.#cursor),
      move: (by) => this.#window.move(by * (this.#window.shown.to - this.#window.shown.from)),
      all: () => this.#window.showAll(),
      maximum: () => {
        const best = this.#curve.maximumIn(this.#window.shown);
        if (best !== undefined) this.#putOn(best);
      },
      leave: () => this.#hold(undefined),
    });
  }

  /** Moves the cursor by values; those that share a pixel are passed together. @param width of the curve, pixels */
  #step(by: number, width: number): void {
    const { from, to } = this.#window.shown;
    const cursor = this.#cursor ?? (from + to) / 2;
    const next = this.#curve.nearest(cursor) + (this.#cursor === undefined ? 0 : by);
    const far = this.#curve.nearest(cursor + (by * (to - from)) / width);
    const place = by < 0 ? Math.min(next, far) : Math.max(next, far);
    this.#putOn(Math.min(this.#curve.times.length - 1, Math.max(0, place)));
  }
}

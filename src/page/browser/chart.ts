import uPlot from 'uplot';
import { formatNumber, formatUnit } from '../../text/format.ts';
import { type Colours, coloursOf } from './colours.ts';
import type { Curve } from './curve.ts';
import type { LocalTime } from './local-time.ts';
import type { PageWords } from './page-words.ts';
import { drawBands, drawCurve } from './paint.ts';
import { ticksOf } from './ticks.ts';
import type { Window } from './window.ts';

/** Of the scale at the left, CSS pixels. */
const SCALE_WIDTH = 60;
/** Room at the right for the half of the last label, CSS pixels. */
const EDGE = 24;
const LABEL_FONT = '12px system-ui, sans-serif';
/** A curve lower than this is drawn as flat as it is, VA. */
const LEAST_SCALE = 500;
/** A drag that is shorter is a click, CSS pixels. */
const LEAST_DRAG = 6;

const NOT_DRAWN: uPlot.Series = { paths: () => null, points: { show: false } };

export interface ChartEvents {
  /** A stretch of time was chosen. */
  chosen(window: Window): void;
  /** The pointer is over an instant. */
  pointed(at: number): void;
  /** The pointer has left, which it does too when the page moves below it. */
  left(): void;
}

/** The curve on its canvas. */
export class Chart {
  readonly plot: uPlot;
  readonly #curve: Curve;
  readonly #element: HTMLElement;
  #colours: Colours;

  constructor(
    element: HTMLElement,
    curve: Curve,
    words: PageWords,
    time: LocalTime,
    whole: Window,
    events: ChartEvents,
  ) {
    this.#curve = curve;
    this.#element = element;
    this.#colours = coloursOf(element);
    this.plot = new uPlot(
      {
        ...this.#size(),
        padding: [10, EDGE, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false },
          bind: { dblclick: () => null },
        },
        scales: {
          x: { time: false, min: whole.from, max: whole.to, range: (_, min, max) => [min, max] },
          y: { range: (_, min, max) => scaleOf(min, max) },
        },
        axes: [this.#timeAxis(words, time), this.#powerAxis(words)],
        series: [{}, NOT_DRAWN, ...(curve.injected ? [NOT_DRAWN] : [])],
        hooks: {
          drawClear: [(chart) => drawBands(chart, curve, this.#colours)],
          drawAxes: [(chart) => this.#drawZero(chart)],
          draw: [(chart) => drawCurve(chart, curve, this.#colours)],
          setSelect: [(chart) => this.#choose(chart, events)],
        },
      },
      this.#values(),
      element,
    );
    const { over } = this.plot;
    over.addEventListener('mousemove', ({ clientX }) => events.pointed(this.instantAt(clientX)));
    over.addEventListener('mouseleave', () => events.left());
    new ResizeObserver(() => this.plot.setSize(this.#size())).observe(element);
  }

  show({ from, to }: Window): void {
    // At once: the cursor is placed by the new scale.
    this.plot.batch(() => this.plot.setScale('x', { min: from, max: to }));
  }

  /** Puts the cursor on an instant; nowhere when undefined. */
  point(at: number | undefined): void {
    const left = at === undefined ? -10 : this.plot.valToPos(at, 'x');
    this.plot.setCursor({ left, top: at === undefined ? -10 : 0 }, false);
  }

  /** The instant at a place of the page, CSS pixels. */
  instantAt(clientX: number): number {
    return this.plot.posToVal(clientX - this.plot.over.getBoundingClientRect().left, 'x');
  }

  /** Draws anew in the colours of the reader's present setting. */
  recolour(): void {
    this.#colours = coloursOf(this.#element);
    this.plot.redraw(true, true);
  }

  #size(): { width: number; height: number } {
    const { clientWidth: width, clientHeight: height } = this.#element;
    return { width: Math.max(200, width), height: Math.max(120, height) };
  }

  #choose(chart: uPlot, events: ChartEvents): void {
    const { left, width } = chart.select;
    if (width < LEAST_DRAG) return;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    events.chosen({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
  }

  /** What uPlot measures the scales by; the curve is drawn by paint.ts. */
  #values(): uPlot.AlignedData {
    const { times, power, injected } = this.#curve;
    return [times as number[], power, ...(injected ? [injected.map((va) => va && -va)] : [])];
  }

  #drawZero(chart: uPlot): void {
    const { ctx, bbox } = chart;
    const y = Math.round(chart.valToPos(0, 'y', true));
    ctx.save();
    ctx.fillStyle = this.#colours.label;
    ctx.fillRect(bbox.left, y, bbox.width, devicePixelRatio);
    ctx.restore();
  }

  #timeAxis(words: PageWords, time: LocalTime): uPlot.Axis {
    let labels = new Map<number, string>();
    return {
      ...this.#axis(),
      size: 30,
      splits: (chart, _, from, to) => {
        const width = chart.bbox.width / devicePixelRatio;
        const ticks = ticksOf({ from, to, width, time, names: words });
        labels = new Map(ticks.map(({ at, label }) => [at, label]));
        return ticks.map(({ at }) => at);
      },
      values: (_, splits) => splits.map((at) => labels.get(at) ?? ''),
    };
  }

  #powerAxis({ lang }: PageWords): uPlot.Axis {
    return {
      ...this.#axis(),
      size: SCALE_WIDTH,
      space: 44,
      // Injection is drawn below zero, and is no negative power.
      values: (_, splits) =>
        splits.map((va, i) =>
          i === splits.length - 1 ? formatUnit(lang, va, 'VA') : va % 1 === 0 ? formatNumber(lang, Math.abs(va)) : '',
        ),
    };
  }

  #axis(): uPlot.Axis {
    return {
      font: LABEL_FONT,
      stroke: () => this.#colours.label,
      grid: { stroke: () => this.#colours.grid, width: 1 },
      ticks: { stroke: () => this.#colours.grid, width: 1, size: 4 },
    };
  }
}

/** The scale of powers: from 0, or from what is injected, up to a little above the curve. */
function scaleOf(least: number | null, most: number | null): [number, number] {
  const high = Math.max(LEAST_SCALE, (most ?? 0) * 1.06);
  return [least !== null && least < 0 ? least * 1.12 : 0, high];
}

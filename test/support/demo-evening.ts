/*
 * A possible evening for the pictures: the demo's house on 23 December 2025 at 18:30, an EJP day as the one before it,
 * with fourteen months of logs. Its last hour is read from the meter's bytes as the daemon reads them. The same on every
 * machine.
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUSE, writePast } from '../../src/cli/demo/past.ts';
import { demoPrices } from '../../src/cli/demo/prices.ts';
import { History } from '../../src/feed/history.ts';
import { type FeedMessage, PROTOCOL, sampleOf } from '../../src/feed/messages.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import { logFile } from '../../src/journal/writer.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import { dayOf, isoOf } from '../../src/time/local.ts';
import { jobsOf } from '../../src/tui/loader/jobs.ts';
import { type LogPaths, LogSource } from '../../src/tui/loader/log-source.ts';
import { afterKey } from '../../src/tui/model/keys.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import { afterConnected, afterMessage, initialState, type State } from '../../src/tui/model/state.ts';
import { curveForKeys } from '../../src/tui/views/curve-place.ts';
import { viewModelOf } from '../../src/tui/views/view-model.ts';
import { root } from './paths.ts';

export const EVENING = Date.parse('2025-12-23T18:30:00+01:00');
const HOUR_MS = 3_600_000;
/** As the daemon of a Pi has them by default. */
const SERIES = { size: 8, pause: 10 };

/** The body of a screen, for the keys that move over its curve. */
const CURVE = { width: 120, height: 34 };

/** What the screen shows of that evening. */
export class DemoEvening {
  readonly #home = mkdtempSync(join(tmpdir(), 'linky-evening-'));
  readonly #paths: LogPaths = { logs: join(this.#home, 'logs'), tariffsFile: join(this.#home, 'tariffs.conf') };
  /** As the screen opens. */
  readonly #opened: State;

  constructor() {
    mkdirSync(this.#paths.logs);
    const own = readFileSync(join(root, 'conf', 'tariffs.conf'), 'utf8');
    writeFileSync(this.#paths.tariffsFile, demoPrices(own, 'ejp'));
    const { since, indexes } = writePast(this.#paths.logs, 'ejp', EVENING - HOUR_MS);
    const greeted = this.#lastHour(new SimulatedMeter({ ...HOUSE, contract: 'ejp', start: since, indexes }));
    this.#opened = this.#read(greeted, initialSelection);
  }

  /** Presses keys, each by blessed's name for it; what the views then want is read from the logs. */
  afterKeys(keys: readonly string[]): { readonly state: State; readonly selection: Selection } {
    let shown = { state: this.#opened, selection: initialSelection };
    for (const key of keys) {
      const model = viewModelOf(shown.state, EVENING, 'fr', shown.selection);
      const context = { state: shown.state, now: EVENING, today: dayOf(EVENING), curve: curveForKeys(model, CURVE) };
      const { selection } = afterKey(shown.selection, key, context);
      shown = { state: this.#read(shown.state, selection), selection };
    }
    return shown;
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** All that the screen would read, looking like this. */
  #read(before: State, selection: Selection): State {
    const source = new LogSource(this.#paths);
    const request = { paths: this.#paths, selection, now: EVENING, columns: CURVE.width, mayReuse: () => true };
    // A job reads what those before it have read.
    const count = jobsOf({ ...request, state: before }).length;
    return Array.from({ length: count }, (_, i) => i).reduce((state, i) => {
      const job = jobsOf({ ...request, state })[i];
      return job ? finish(job.steps(source))(state) : state;
    }, before);
  }

  /** Lets the meter send until the evening: lines for the log, and what the daemon tells a screen. */
  #lastHour(simulated: SimulatedMeter): State {
    const [meter, sampler, history] = [new Meter(), new SeriesSampler(), new History()];
    let last: Reading | undefined;
    let at = 0;
    const lines: string[] = [];
    const reader = new FrameReader((frame) => {
      const reading = meter.take(frame, at);
      if (!reading) return;
      last = reading;
      history.add(reading);
      const record = sampler.take(reading, SERIES, at);
      if (record) lines.push(`${formatData(record)}\n`);
    });
    for (let frame = simulated.next(); frame.at <= EVENING; frame = simulated.next()) {
      at = frame.at;
      reader.push(frame.bytes);
    }
    appendFileSync(logFile(this.#paths.logs, dayOf(EVENING)), lines.join(''));
    if (!last) throw new Error('the meter sent no frame');
    const { mode, contract } = last;
    const started = isoOf(EVENING - 40 * 24 * HOUR_MS);
    const logs = '/var/lib/linky-monitor/logs';
    const rejected = { ...reader.counts.rejected, implausible: meter.implausible };
    const messages: FeedMessage[] = [
      {
        type: 'hello',
        protocol: PROTOCOL,
        version: '1.0.0',
        pid: 812,
        started,
        mode,
        contract: contract ?? null,
        logs,
      },
      history.message(EVENING),
      sampleOf(last),
      {
        type: 'status',
        state: 'receiving',
        since: started,
        input: '/dev/ttyAMA0',
        mode,
        frames: reader.counts.complete,
        rejected,
        clients: 1,
      },
    ];
    const connected = afterConnected(initialState(EVENING - HOUR_MS), EVENING - HOUR_MS);
    return messages.reduce((state, message) => afterMessage(state, message, at), connected);
  }
}

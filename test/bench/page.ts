/*
 * What pages cost: size, time to be made, time until they are shown in Chromium and heap there, for a day, a week, a month,
 * a season and ten years; beside a page of Dygraphs, with which such pages were made before, of the same values in the same
 * run. Then a site of ten years: the first time, the next one, and once a line has come. Dygraphs is fetched into a temporary
 * directory. Ten years have a line each ten minutes, the others one each 25 s.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { measuredSteps } from '../../src/page/measured.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { addDays, type Day, dayOf, daysBetween, endOfDay, startOfDay } from '../../src/time/local.ts';
import { Browser, NO_BROWSER } from '../support/browser.ts';
import { CLI, root } from '../support/paths.ts';
import { fourteenMonths } from '../support/years-of-logs.ts';

process.env['TZ'] = 'Europe/Paris';

const DYGRAPHS = 'dygraphs@2.2.2';
const RUNS = 5;
const YEARS = 10;
const COARSE_MS = 600_000;

const work = mkdtempSync(join(tmpdir(), 'linky-page-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const kB = (file: string): string => `${Math.round(statSync(file).size / 1000)} kB`;

/** A program's wall time and CPU time, ms. */
function timed(...words: string[]): { readonly wall: number; readonly cpu: number } {
  const began = performance.now();
  const { stderr, status } = spawnSync('/usr/bin/env', ['time', '-f', '%U %S', process.execPath, CLI, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0] = (/([\d.]+) ([\d.]+)\n$/.exec(stderr)?.slice(1) ?? []).map(Number);
  return { wall: Math.round(performance.now() - began), cpu: Math.round((user + system) * 1000) };
}

/** Ten years of a house, a line each ten minutes. */
function tenYears(home: string, last: Day): Day {
  mkdirSync(join(home, 'logs'), { recursive: true });
  const first = addDays(last, -Math.round(365.25 * YEARS));
  const meter = new SimulatedMeter({
    ...{ contract: 'ejp', scenario: 'weather', mode: 'historique', phases: 1, producer: false, seed: 7 },
    start: startOfDay(first),
  });
  for (const day of daysBetween(first, last)) {
    const lines: string[] = [];
    for (let at = startOfDay(day); at < Math.min(Date.now() - 60_000, endOfDay(day)); at += COARSE_MS) {
      meter.advanceTo(at, COARSE_MS);
      const { periodCode, indexes, papp, iinst } = meter.state();
      lines.push(formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined }));
    }
    writeFileSync(logFile(join(home, 'logs'), day), `${lines.join('\n')}\n`);
  }
  return first;
}

/** The same values as a page of Dygraphs, with its range bar. */
function dygraphPage(file: string, logs: string, from: Day, to: Day, library: { js: string; css: string }): void {
  const { times, power, mean, injected } = finish(measuredSteps(new Summaries(logs), { from, to }));
  const rows = times.map((at, i) => [
    at,
    power[i] ?? null,
    ...(mean.length > 0 ? [mean[i] ?? null] : []),
    -(injected[i] ?? 0),
  ]);
  const names = ['t', 'max', ...(mean.length > 0 ? ['mean'] : []), 'inj'];
  writeFileSync(
    file,
    `<!doctype html><meta charset=utf-8><style>${library.css}</style><div id=g style="width:1200px;height:400px"></div><script>${library.js}</script>
<script>new Dygraph(g,${JSON.stringify(rows)}.map(r=>(r[0]=new Date(r[0]),r)),{labels:${JSON.stringify(names)},showRangeSelector:true,stepPlot:true,fillGraph:true})</script>`,
  );
}

/** Time until it is shown, ms, and heap, MB. */
async function shown(browser: Browser, file: string): Promise<{ readonly ms: number; readonly heap: number }> {
  const times: number[] = [];
  let heap = 0;
  for (let run = 0; run < RUNS; run++) {
    const tab = await browser.tab();
    const source =
      "addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => (window.shownAt = performance.now()))))";
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source });
    await tab.open(pathToFileURL(file).href);
    await tab.until(() => tab.value<boolean>('window.shownAt > 0'), 'shown');
    times.push(await tab.value('window.shownAt'));
    await tab.send('HeapProfiler.collectGarbage', {});
    heap = ((await tab.send('Runtime.getHeapUsage', {})) as { usedSize: number }).usedSize;
    await tab.send('Page.close', {});
  }
  return { ms: Math.round(median(times)), heap: Math.round(heap / 1e6) };
}

async function main(): Promise<void> {
  if (NO_BROWSER) throw new Error(NO_BROWSER);
  execFileSync('npm', ['install', '--silent', '--no-save', '--prefix', work, DYGRAPHS]);
  const dist = join(work, 'node_modules', 'dygraphs', 'dist');
  const library = {
    js: readFileSync(join(dist, 'dygraph.min.js'), 'utf8'),
    css: readFileSync(join(dist, 'dygraph.css'), 'utf8'),
  };
  const today = dayOf(Date.now());
  const fine = fourteenMonths(Date.now());
  const coarse = join(work, 'coarse');
  const first = tenYears(coarse, today);
  const yesterday = addDays(today, -1);
  const pages: readonly (readonly [string, string, Day, Day])[] = [
    ['day', fine, yesterday, yesterday],
    ['week', fine, addDays(yesterday, -6), yesterday],
    ['month', fine, addDays(yesterday, -29), yesterday],
    ['season', fine, addDays(yesterday, -150), yesterday],
    ['ten years', join(coarse, 'logs'), first, yesterday],
  ];
  const browser = new Browser();
  console.log('page        size     made (CPU)         shown   heap   | Dygraphs: size, shown, heap');
  for (const [name, logs, from, to] of pages) {
    const [file, other] = [join(work, `${name}.html`), join(work, `${name}-dygraph.html`)];
    const words = [
      'report',
      '-s',
      from,
      '-e',
      to,
      '--format',
      'html',
      '-o',
      file,
      '--logs',
      logs,
      '--conf',
      join(root, 'conf', 'LinkyAcq.conf'),
    ];
    timed(...words);
    const made = timed(...words);
    const ours = await shown(browser, file);
    dygraphPage(other, logs, from, to, library);
    const theirs = await shown(browser, other);
    console.log(
      `${name.padEnd(10)} ${kB(file).padStart(7)} ${`${made.wall} ms (${made.cpu})`.padStart(16)} ${`${ours.ms} ms`.padStart(9)} ${`${ours.heap} MB`.padStart(6)}   | ${kB(other)}, ${theirs.ms} ms, ${theirs.heap} MB`,
    );
  }
  await browser.close();
  const site = (): string => {
    const { wall, cpu } = timed('pages', join(work, 'site'), '--home', coarse);
    return `${wall} ms (${cpu} ms of CPU)`;
  };
  console.log(`site of ten years, first time: ${site()}`);
  console.log(`  nothing new: ${site()}`);
  appendFileSync(logFile(join(coarse, 'logs'), today), '\n');
  console.log(`  today has changed: ${site()}`);
}

await main();

process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadTariffs } from '../../src/config/tariffs.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { pageSteps } from '../../src/page/page.ts';
import { buildSteps } from '../../src/report/sums/build.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { formatEuros, formatUnit } from '../../src/text/format.ts';
import { type Day, instantOf } from '../../src/time/local.ts';
import { Browser, NO_BROWSER, type Point, type Tab } from '../support/browser.ts';
import { runAll } from '../support/command-lines.ts';
import { writePageLogs } from '../support/page-logs.ts';
import { root } from '../support/paths.ts';

/** The EJP day of the logs, and the hours on it that were not logged. */
const DAY = '2026-11-18';
const HOLE = ['10:00', '12:00'] as const;

const home = mkdtempSync(join(tmpdir(), 'linky-page-'));
const file = (name: string): string => join(home, name);
const urlOf = (name: string): string => pathToFileURL(file(name)).href;

/** The page on some days, as the command makes it, but for the time. */
function writePage(name: string, from: Day, to: Day, again?: number): void {
  const [script = '', style = ''] = ['js', 'css'].map((ext) =>
    readFileSync(join(root, 'dist', 'program', `page.${ext}`), 'utf8'),
  );
  const { prices } = loadTariffs(join(home, 'conf', 'tariffs.conf'));
  const now = instantOf('2026-11-20T12:00:00');
  const range = { logs: new Summaries(join(home, 'logs')), from, to, prices, now };
  const options = { lang: 'fr', assets: { script, style }, zone: 'Europe/Paris', again } as const;
  writeFileSync(file(name), finish(pageSteps(finish(buildSteps(range)), range, options)));
}

/** The window that the axis shows, s since 1970 UTC: by the range bar, which tells it in parts of the whole. */
async function shown(tab: Tab): Promise<{ from: number; to: number }> {
  return tab.value(`(() => {
    const { from, to } = JSON.parse(document.getElementById('data').textContent);
    const { left, width } = document.querySelector('.frame').style;
    const begin = from + (parseFloat(left) / 100) * (to - from);
    return { from: begin, to: begin + (parseFloat(width) / 100) * (to - from) };
  })()`);
}

const lengthOf = async (tab: Tab): Promise<number> => {
  const { from, to } = await shown(tab);
  return to - from;
};

const OVER = '.u-over';

/** The point of the plot at a local time of the day that is shown whole. */
async function pointAt(tab: Tab, clock: string, down = 0.5): Promise<Point> {
  const { from, to } = await shown(tab);
  return tab.place(OVER, (instantOf(`${DAY}T${clock}`) / 1000 - from) / (to - from), down);
}

/** Red, green, blue of the chart's canvas at a point of the page. */
async function pixel(tab: Tab, { x, y }: Point): Promise<number[]> {
  return tab.value(`(() => {
    const canvas = document.querySelector('.canvas canvas');
    const { left, top } = canvas.getBoundingClientRect();
    return [...canvas.getContext('2d').getImageData(${x} - left, ${y} - top, 1, 1).data];
  })()`);
}

/** The time of the line with the highest power of a period. */
function highestOf(period: string): string {
  const log = readFileSync(logFile(join(home, 'logs'), DAY), 'utf8');
  const lines = [...log.matchAll(/(\d\d:\d\d:\d\d) DATA Periode=(..)\.\..*PuissConsommee=(\d+)/g)].filter(
    ([, , name]) => name === period,
  );
  return lines.reduce((best, line) => (Number(line[3]) > Number(best[3]) ? line : best))[1] ?? '';
}

/** How many pixels of the chart's canvas are drawn on above and below a point of the page. */
async function painted(tab: Tab, { x }: Point): Promise<number> {
  return tab.value(`(() => {
    const canvas = document.querySelector('.canvas canvas');
    const { data } = canvas.getContext('2d').getImageData(${x} - canvas.getBoundingClientRect().left, 0, 1, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  })()`);
}

describe('a page in a browser', { skip: NO_BROWSER }, () => {
  let browser: Browser;
  before(() => {
    writePageLogs(home, {
      ...{ from: '2026-11-17', to: '2026-11-19' },
      hole: [`${DAY}T${HOLE[0]}:00`, `${DAY}T${HOLE[1]}:00`],
    });
    writePage('day.html', DAY, DAY);
    writePage('days.html', '2026-11-17', '2026-11-19');
    browser = new Browser();
  });
  after(async () => {
    await browser.close();
    rmSync(home, { recursive: true });
  });

  async function opened(name: string, width?: number, height?: number): Promise<Tab> {
    const tab = await browser.tab(width, height);
    await tab.open(urlOf(name));
    return tab;
  }

  test('it asks for nothing but itself, and nobody complains', async () => {
    const tab = await opened('day.html');
    await tab.mouse('Moved', await tab.place(OVER));
    await tab.drag(await tab.place(OVER, 0.3), await tab.place(OVER, 0.6));
    assert.deepEqual(tab.requests, [urlOf('day.html')]);
    assert.deepEqual(tab.complaints, []);
  });

  test('the cursor reads out what the log says', async () => {
    const tab = await opened('day.html');
    const log = readFileSync(logFile(join(home, 'logs'), DAY), 'utf8').split('\n');
    const prices: Readonly<Record<string, number>> = { HN: 0.1781, EJP: 0.344 };
    for (const clock of ['02:00:00', '06:59:00', '07:02:00', '15:30:00', '23:59:00']) {
      await tab.mouse('Moved', await pointAt(tab, clock));
      const [time = '', power, period = '', cost] = await tab.texts('.read-out > :not(.injected)');
      const line = log.find((each) => each.includes(` ${time} DATA`)) ?? '';
      const va = Number(/PuissConsommee=(\d+)/.exec(line)?.[1] ?? Number.NaN);
      assert.equal(power, formatUnit('fr', va, 'VA'), `${clock}: ${line}`);
      assert.equal(period, line.includes('Periode=PM..') ? 'EJP' : 'HN', line);
      assert.equal(cost, `${formatEuros('fr', (va / 1000) * (prices[period] ?? Number.NaN))}/h`);
      assert.ok(Math.abs(instantOf(`${DAY}T${time}`) - instantOf(`${DAY}T${clock}`)) < 120_000, `${time} for ${clock}`);
    }
  });

  test('the hole is told, and drawn as one; the peak has its band', async () => {
    const tab = await opened('day.html');
    await tab.mouse('Moved', await pointAt(tab, '11:00:00'));
    const [time, none] = await tab.texts('.read-out > *');
    assert.match(`${time} ${none}`, /^(10:59|11:00|11:01) aucune mesure$/);
    const high = 0.06;
    const [hole, normal, peak] = [
      await pixel(tab, await pointAt(tab, '11:03:00', high)),
      await pixel(tab, await pointAt(tab, '03:03:00', high)),
      await pixel(tab, await pointAt(tab, '13:03:00', high)),
    ] as [number[], number[], number[]];
    // Nothing is drawn but in the band, which is orange.
    assert.deepEqual([hole[3], normal[3]], [0, 0]);
    const [red = 0, green = 0, blue = 0, alpha = 0] = peak;
    assert.ok(red > green && green > blue && alpha > 0, String(peak));
    // The grid is all that is drawn in the hole; elsewhere the curve has its area.
    const GRID = 12;
    assert.ok((await painted(tab, await pointAt(tab, '11:03:00'))) < GRID);
    for (const period of ['HN', 'PM'])
      assert.ok((await painted(tab, await pointAt(tab, highestOf(period)))) > 4 * GRID, period);
  });

  test('a drag zooms, a double click goes back', async () => {
    const tab = await opened('day.html');
    assert.equal(await lengthOf(tab), 86_400);
    await tab.drag(await pointAt(tab, '06:00:00'), await pointAt(tab, '12:00:00'));
    const { from, to } = await shown(tab);
    assert.ok(Math.abs(from - instantOf(`${DAY}T06:00:00`) / 1000) < 120, String(from));
    assert.ok(Math.abs(to - from - 6 * 3600) < 240, String(to - from));
    await tab.doubleClick(await tab.place(OVER));
    assert.equal(await lengthOf(tab), 86_400);
  });

  test('the wheel zooms round the pointer, and scrolls the page where all is shown', async () => {
    const tab = await opened('days.html', 1000, 600);
    const at = await tab.place(OVER, 0.25);
    await tab.wheel(at, -400);
    await tab.until(async () => (await lengthOf(tab)) < 3 * 86_400, 'zoomed');
    const { from, to } = await shown(tab);
    const focus = instantOf('2026-11-17T00:00:00') / 1000 + 0.25 * 3 * 86_400;
    assert.ok(Math.abs((focus - from) / (to - from) - 0.25) < 0.01, `${from} ${to}`);
    await tab.wheel(at, 4000);
    await tab.until(async () => (await lengthOf(tab)) === 3 * 86_400, 'all');
    assert.equal(await tab.value('scrollY'), 0);
    await tab.wheel(at, 300);
    await tab.until(async () => (await tab.value<number>('scrollY')) > 0, 'scrolled');
  });

  test('two fingers zoom and take along what is under them', async () => {
    const tab = await opened('day.html', 390, 844);
    await tab.size(390, 844, true);
    await tab.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    const left = await tab.place(OVER, 0.4);
    const right = await tab.place(OVER, 0.6);
    const spread = [0, 10, 20, 30, 40];
    await tab.touch([
      spread.map((by) => ({ x: left.x - by, y: left.y })),
      spread.map((by) => ({ x: right.x + by, y: right.y })),
    ]);
    const whole = right.x - left.x;
    const expected = (86_400 * whole) / (whole + 80);
    // The last move is drawn a moment after it is answered.
    await tab.until(async () => Math.abs((await lengthOf(tab)) - expected) < 600, `${expected} s`);
    const { from, to } = await shown(tab);
    const noon = instantOf(`${DAY}T12:00:00`) / 1000;
    assert.ok(Math.abs((from + to) / 2 - noon) < 300, `${(from + to) / 2 - noon}`);
    assert.deepEqual(tab.complaints, []);
  });

  test('the range bar moves what is shown, and its ends', async () => {
    const tab = await opened('day.html');
    await tab.drag(await tab.place('.range i:last-child', 0.5), await tab.place('.range', 0.5));
    assert.ok(Math.abs((await lengthOf(tab)) - 43_200) < 600, String(await lengthOf(tab)));
    const before = await lengthOf(tab);
    await tab.drag(await tab.place('.range', 0.25), await tab.place('.range', 0.5));
    const { from, to } = await shown(tab);
    assert.ok(Math.abs(from - instantOf(`${DAY}T06:00:00`) / 1000) < 600, String(from));
    assert.ok(Math.abs(to - from - before) < 2, 'as long as before');
  });

  test('keys move the cursor, zoom, and show all', async () => {
    const tab = await opened('day.html');
    await tab.key('m');
    const [maximum] = await tab.texts('.read-out .power');
    const [said] = (await tab.texts('.facts dd')).filter((text) => /\u00a0VA à /.test(text));
    assert.ok(said?.startsWith(String(maximum)), `${said} ${maximum}`);
    const [at] = await tab.texts('.read-out .time');
    await tab.key('ArrowRight');
    const [next] = await tab.texts('.read-out .time');
    assert.ok(String(next) > String(at), `${next} ${at}`);
    await tab.key('+');
    await tab.key('+');
    assert.equal(await lengthOf(tab), 21_600);
    await tab.key('-');
    assert.equal(await lengthOf(tab), 43_200);
    await tab.key('=');
    assert.equal(await lengthOf(tab), 86_400);
    await tab.key('Escape');
    assert.match((await tab.texts('.read-out .time')).join(), /^00:00 → 24:00$/);
  });

  test('its sums are those of the JSON report, to the cent', async () => {
    const span = ['-s', '2026_11_17', '-e', '2026_11_19', '--home', home];
    const [json, html] = runAll([
      ['report', ...span, '--format', 'json'],
      ['report', ...span, '--format', 'html', '-o', file('asked.html')],
    ]);
    assert.deepEqual([html?.status, html?.stdout, html?.stderr], [0, '', '']);
    interface Sums {
      readonly periods: readonly { readonly period: string; readonly kwh: number; readonly cost: number }[];
      readonly total: { readonly kwh: number; readonly cost: number };
      readonly injected: { readonly kwh: number; readonly revenue: number };
    }
    const report = JSON.parse(json?.stdout ?? '') as Sums & { readonly days: readonly Sums[] };
    const tab = await opened('asked.html');
    const tiles = await tab.texts('.tile');
    const [pm, hn] = ['PM', 'HN'].map((period) => report.periods.find((each) => each.period === period));
    for (const [i, { kwh, cost }] of [pm, hn, report.total].entries() as ArrayIterator<[number, Sums['total']]>) {
      assert.ok(tiles[i]?.includes(formatUnit('fr', kwh, 'kWh', 3)), `${tiles[i]} ${kwh}`);
      assert.ok(tiles[i]?.includes(formatEuros('fr', cost)), `${tiles[i]} ${cost}`);
    }
    assert.ok(tiles[3]?.includes(formatEuros('fr', report.injected.revenue)), tiles[3]);
    const rows = await tab.value<string[][]>(
      "[...document.querySelectorAll('.scroll tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))",
    );
    assert.deepEqual(
      rows.map((cells) => [cells[5], cells[6]]),
      report.days.map(({ total }) => [
        formatUnit('fr', total.kwh, '', 3).trim(),
        formatUnit('fr', total.cost, '', 2).trim(),
      ]),
    );
  });

  test('at 390 pixels nothing lies beside the page', async () => {
    for (const name of ['day.html', 'days.html']) {
      const tab = await browser.tab();
      await tab.size(390, 844, true);
      await tab.open(urlOf(name));
      assert.equal(await tab.value('document.documentElement.scrollWidth'), 390, name);
    }
  });

  test('without scripts there are the drawing, the sums and the rows', async () => {
    const tab = await browser.tab();
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
    await tab.open(urlOf('days.html'));
    const { root: document } = (await tab.send('DOM.getDocument', { depth: 0 })) as { root: { nodeId: number } };
    const boxOf = async (selector: string): Promise<number> => {
      const { nodeId } = await tab.send('DOM.querySelector', { nodeId: document.nodeId, selector });
      const { model } = (await tab.send('DOM.getBoxModel', { nodeId })) as { model: { height: number } };
      return model.height;
    };
    for (const selector of ['svg.drawing', 'svg.days', '.tile', '.scroll tbody tr'])
      assert.ok((await boxOf(selector)) > 20, selector);
    assert.deepEqual(tab.complaints, []);
  });

  test('on paper it is the drawing, black on white, whatever the reader has set', async () => {
    const tab = await opened('days.html');
    await tab.media('print', 'dark');
    const styleOf = (selector: string, name: string): Promise<string> =>
      tab.value(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    assert.equal(await styleOf('.canvas', 'display'), 'none');
    assert.equal(await styleOf('.range', 'display'), 'none');
    assert.equal(await styleOf('#drawing', 'display'), 'block');
    assert.equal(await styleOf('html', 'backgroundColor'), 'rgb(255, 255, 255)');
    assert.equal(await styleOf('body', 'color'), 'rgb(0, 0, 0)');
    const { data } = (await tab.send('Page.printToPDF', {})) as { data: string };
    assert.ok(data.length > 10_000);
  });

  test('it is light or dark as the reader has set, at once', async () => {
    const tab = await opened('day.html');
    const look = async (): Promise<string> =>
      JSON.stringify([
        await tab.value('getComputedStyle(document.documentElement).backgroundColor'),
        await pixel(tab, await pointAt(tab, '13:03:00', 0.06)),
      ]);
    await tab.media('', 'light');
    const light = await look();
    await tab.media('', 'dark');
    await tab.until(async () => (await look()) !== light, 'dark');
    const dark = JSON.parse(await look()) as [string, number[]];
    assert.notEqual(dark[0], JSON.parse(light)[0]);
    await tab.until(
      async () =>
        JSON.stringify((JSON.parse(await look()) as [string, number[]])[1]) !== JSON.stringify(JSON.parse(light)[1]),
      'drawn anew',
    );
  });

  test('times are those of the meter in a browser of another zone', async () => {
    const tab = await browser.tab();
    await tab.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
    await tab.open(urlOf('day.html'));
    await tab.mouse('Moved', await pointAt(tab, '07:02:00'));
    const [time = ''] = await tab.texts('.read-out .time');
    assert.match(time, /^07:0[0-3]:\d\d$/);
  });

  test('texts of the logs stay texts', async () => {
    const hostile = mkdtempSync(join(tmpdir(), 'linky-page-'));
    mkdirSync(join(hostile, 'logs'));
    mkdirSync(join(hostile, 'conf'));
    writeFileSync(join(hostile, 'conf', 'tariffs.conf'), '');
    const evil = '</script><img src=x onerror=alert(1)>';
    const line = (clock: string, n: number): string =>
      `2026/11/18 ${clock} DATA Periode=T01, Index01=${String(1000 + n).padStart(9, '0')}, PuissConsommee=00500, IConsommee=002`;
    const lines = [
      `2026/11/18 00:00:00 INFO Calendrier=${evil}, Index01=${evil}`,
      ...Array.from({ length: 60 }, (_, n) => line(`00:${String(n).padStart(2, '0')}:00`, n)),
    ];
    writeFileSync(join(hostile, 'logs', 'LinkyMonitor_2026_11_18.log'), `${lines.join('\n')}\n`);
    mkdirSync(join(hostile, 'logs', 'a<img src=x onerror=document.title=2>2026_11_18.log'));
    const [done] = runAll([
      [
        'report',
        '-s',
        '2026_11_18',
        '-e',
        '2026_11_18',
        '--format',
        'html',
        '-o',
        file('hostile.html'),
        '--home',
        hostile,
      ],
    ]);
    rmSync(hostile, { recursive: true });
    assert.deepEqual([done?.status, done?.stderr], [0, '']);
    const tab = await opened('hostile.html');
    await tab.mouse('Moved', await tab.place(OVER, 0.02));
    assert.equal(await tab.value('document.images.length'), 0);
    assert.match(await tab.value('document.title'), /^mercredi 18 novembre 2026/);
    const words = await tab.texts('.read-out, .legend, .tile, .remarks, .kicker');
    for (const text of ['</script><img src=x', 'a<img src=x onerror=document.title=2>'])
      assert.ok(
        words.some((each) => each.includes(text)),
        `${text}: ${words.join(' | ')}`,
      );
    assert.deepEqual(tab.requests, [urlOf('hostile.html')]);
    assert.deepEqual(tab.complaints, []);
  });

  test('an open page follows what is written, and keeps zoom, cursor and place', async () => {
    writePage('live.html', DAY, DAY, 1);
    const tab = await opened('live.html', 900, 500);
    await tab.drag(await pointAt(tab, '06:00:00'), await pointAt(tab, '09:00:00'));
    await tab.key('m');
    await tab.value('scrollTo(0, 120)');
    const said = await tab.texts('.read-out > *');
    const zoomed = await shown(tab);
    // Until what is shown has been kept, and the page was loaded anew twice.
    const loads = tab.loads;
    writeFileSync(file('live.html'), readFileSync(file('live.html'), 'utf8').replace('<h1>', '<h1>Neu '));
    await tab.until(() => tab.loads >= loads + 2, 'loaded anew');
    await tab.until(async () => (await tab.texts('h1'))[0]?.startsWith('Neu ') === true, 'new');
    await tab.until(async () => (await tab.texts('.read-out > *')).length > 0, 'drawn');
    assert.deepEqual(await shown(tab), zoomed);
    assert.deepEqual(await tab.texts('.read-out > *'), said);
    assert.equal(await tab.value('scrollY'), 120);
    assert.deepEqual(tab.complaints, []);
  });
});

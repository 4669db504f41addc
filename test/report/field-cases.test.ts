process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { addDays, type Day } from '../../src/time/local.ts';
import { buildReport } from '../support/reports.ts';

/*
 * Logs as people have them, and what the meter counted. `@` begins a file: its day, and a suffix. Every other line is a DATA line:
 * its day if that is not the file's, its time or `from..to/step` (s), the period, the indexes (Base without its name; `+n`: Wh an hour),
 * then `p=` and `i=` where they are not 500 VA and 2 A, `inj=` the index of injection.
 */
const CLOCK = /^(\d\d):(\d\d)(?::(\d\d))?$/;

function secondsOf(clock: string): number {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(clock) ?? assert.fail(clock);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const clockOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);

/** The value of `1000+600` after so many seconds, nine digits. */
function valueAfter(text: string, seconds: number): string {
  const [start = '', rate = '0'] = text.split('+');
  return String(Number(start) + Math.floor((Number(rate) * seconds) / 3600)).padStart(9, '0');
}

function dataLines(words: string[], fileDay: string): string[] {
  const day = /^\d{4}-/.test(words[0] ?? '') ? words.shift() : fileDay;
  const [first = '', rest] = (words.shift() ?? '').split('..');
  const [last = first, step = '1'] = rest?.split('/') ?? [];
  const fields = { p: '00500', i: '002', period: 'TH..', inj: '' };
  const indexes: [string, string][] = [];
  for (const word of words) {
    const [key = '', value] = word.split('=');
    if (key === 'p' || key === 'i' || key === 'inj') fields[key] = value ?? '';
    else if (value !== undefined) indexes.push([key, value]);
    else if (/^\d/.test(key)) indexes.push(['Base', key]);
    else fields.period = key;
  }
  const lines: string[] = [];
  for (let at = secondsOf(first); at <= secondsOf(last); at += Number(step)) {
    const after = at - secondsOf(first);
    const counted = indexes.map(([key, value]) => `Index${key}=${valueAfter(value, after)}`).join(', ');
    const power = `PuissConsommee=${fields.p.padStart(5, '0')}, IConsommee=${fields.i.padStart(3, '0')}`;
    const injected = fields.inj === '' ? '' : `, IndexInjection=${valueAfter(fields.inj, after)}`;
    const date = `${day?.replaceAll('-', '/')} ${clockOf(at)}`;
    lines.push(`${date} DATA Periode=${fields.period}, ${counted}, ${power}${injected}\n`);
  }
  return lines;
}

function writeLogs(logs: string, text: string): void {
  let [file, day] = ['', ''];
  for (const line of text.split(/[;\n]/).map((each) => each.trim())) {
    if (line.startsWith('@')) {
      day = line.slice(1, 11);
      file = join(logs, `LinkyMonitor_${line.slice(1).replaceAll('-', '_')}.log`);
    } else if (line) writeFileSync(file, dataLines(line.split(/ +/), day).join(''), { flag: 'a' });
  }
}

interface Answer {
  /** kWh of each day. */
  readonly days?: readonly number[];
  readonly kwh?: number;
  readonly injected?: number;
  readonly periods?: Readonly<Record<string, number>>;
  readonly ejpDays?: readonly Day[];
  readonly coverage?: readonly number[];
  /** A leap, a fall or a false clock is told. */
  readonly told?: boolean;
}

type Case = readonly [kind: string, from: Day, days: number, log: string, answer: Answer];

interface Row {
  readonly date: Day;
  readonly total: { readonly kwh: number };
  readonly injected: { readonly kwh: number };
  readonly coverage: number;
}

const { prices } = parseTariffs('2020-01-01 BASE 0.2', 'tariffs.conf');

function ask(logs: string, from: Day, days: number) {
  const report = buildReport({ logs, from, to: addDays(from, days - 1), prices: new PriceList(prices) });
  return JSON.parse(renderJson(report));
}

function answerOf(json: ReturnType<typeof ask>, wanted: Answer): Answer {
  const all: Record<keyof Answer, unknown> = {
    days: json.days.map(({ total }: Row) => total.kwh),
    kwh: json.total.kwh,
    injected: json.injected.kwh,
    periods: Object.fromEntries(json.periods.map((each: { period: string; kwh: number }) => [each.period, each.kwh])),
    ejpDays: json.ejpDays,
    coverage: json.days.map(({ coverage }: Row) => coverage),
    told: json.warnings.some(({ kind }: { kind: string }) => ['leap', 'fall', 'falseClock', 'held'].includes(kind)),
  };
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key as keyof Answer]]));
}

function check([kind, from, days, log, wanted]: Case): void {
  const logs = mkdtempSync(join(tmpdir(), 'linky-field-'));
  try {
    writeLogs(logs, log);
    const cold = ask(logs, from, days);
    assert.deepEqual(answerOf(cold, wanted), wanted, kind);
    assert.deepEqual(ask(logs, from, days), cold, `${kind}: from the cache`);
    for (const row of cold.days as Row[]) {
      const [alone] = ask(logs, row.date, 1).days;
      const { kwh } = row.total;
      assert.deepEqual([alone.total.kwh, alone.injected.kwh], [kwh, row.injected.kwh], `${kind}: ${row.date} alone`);
    }
  } finally {
    rmSync(logs, { recursive: true });
  }
}

const MAY = '2024-05-10';
const JAN = '2024-01-10';
const OCT = '2024-10-27';
const LEAP = `@${MAY}; 08:00 100000; 08:10 100100; 08:20 200000; 08:30 200100;`;
const EVENING = 'p=0 i=5';

const CASES: readonly Case[] = [
  ['a leap, then a damaged line', MAY, 1, `${LEAP} 12:00 202000; 12:10 201100; 12:20 202200`, { kwh: 2.3, told: true }],
  [
    'a leap, then out of order',
    MAY,
    1,
    `${LEAP} 12:00 202000; 11:59:50 201999; 12:10 202100`,
    { kwh: 2.2, told: true },
  ],
  [
    'a leap, two days later a damaged line',
    MAY,
    3,
    `${LEAP} @2024-05-12; 10:00 210000; 10:00:22 209003; 10:00:44 210006`,
    { kwh: 10.106 },
  ],
  ['a leap that two lines take back', MAY, 1, `${LEAP} 08:40 100400; 08:50 100500`, { kwh: 0.5 }],
  ['one value of the stretch before the leap', MAY, 1, `${LEAP} 09:00 100150; 09:10 200500`, { kwh: 0.6, told: true }],
  [
    'too high by what could be',
    MAY,
    1,
    `@${MAY}; 08:00 100000; 08:10 104000; 08:20 100200; 08:30 100300`,
    { kwh: 0.3 },
  ],
  ['the first value is wrong', MAY, 1, `@${MAY}; 08:00 500000; 08:10 100000; 08:20 100100; 08:30 100200`, { kwh: 0.2 }],
  [
    'another meter in the night',
    MAY,
    2,
    `@${MAY}; 08:00 100000; 20:00 105000; @2024-05-11; 08:00 10; 20:00 2010`,
    { days: [5, 2], told: true },
  ],
  [
    'three days off, two lines under the old clock',
    MAY,
    4,
    `@${MAY}; 00:00 100000; 18:00 107500; 17:17 135000; 17:17:22 135002; @2024-05-13; 09:01 135010; 10:00 135400`,
    { kwh: 35.4, told: true },
  ],
  [
    'three lines of the 13th in the log of the 10th',
    MAY,
    3,
    `@${MAY}; 00:00..23:50/600 100000+500; 12:00 136000; 12:00:22 136002; 12:00:44 136004
     @2024-05-11; 00:00..23:50/600 112000+500; @2024-05-12; 00:00..23:50/600 124000+500; @2024-05-13; 00:00 136000; 09:01 136010`,
    { days: [12, 12, 12], told: true },
  ],
  [
    'two hours behind after a start',
    MAY,
    1,
    `@${MAY}; 09:00 100000; 10:00 100500; 08:00 100600; 08:00:22 100603; 10:30 100750; 11:00 101000`,
    { kwh: 1 },
  ],
  [
    'a leap within a second',
    MAY,
    1,
    `@${MAY}; 10:00 1000; 10:00:22 1003; 10:00:22 900001003; 10:00:44 900001006`,
    { kwh: 0.006, told: true },
  ],
  [
    'the clock set back, and a damaged line',
    MAY,
    1,
    `@${MAY}; 10:00 1000; 10:00:22 1003; 10:00:20 5001003; 10:00:44 1009; 10:01:06 1012`,
    { kwh: 0.012 },
  ],
  ['36 kVA for an hour', MAY, 1, `@${MAY}; 10:00 1000; 11:00 37000; 11:00:22 37003`, { kwh: 36.003, told: false }],
  [
    'more than 36 kVA for an hour',
    MAY,
    1,
    `@${MAY}; 10:00 1000; 11:00 38000; 11:00:22 38003`,
    { kwh: 0.003, told: true },
  ],
  [
    'after midnight in the file of the day before',
    MAY,
    2,
    `@${MAY}; 22:00..23:59:30/30 1000 ${EVENING}; 2024-05-11 00:00..01:59:30/30 1000 ${EVENING}; @2024-05-11; 02:00 1000 ${EVENING}`,
    { injected: 4.4, coverage: [0.083, 0.083] },
  ],
  [
    'before midnight in the file of the day after',
    MAY,
    2,
    `@${MAY}; 20:00 1000; 22:00 2200; @2024-05-11; 2024-05-10 23:00 2800; 01:00 4000`,
    { days: [2.4, 0.6] },
  ],
  [
    'one line of the day dated a year before',
    MAY,
    1,
    `@${MAY}; 00:00..12:00/600 100000+600; 2023-05-10 12:05 107250; 12:10..18:00/600 107300+600`,
    { kwh: 10.8 },
  ],
  [
    'October: a gap that only the second hour allows',
    OCT,
    1,
    `@${OCT}; 02:10 1000; 02:10:22 1012; 02:10:30 2012; 02:10:52 2018; 03:00 2800`,
    { kwh: 1.8, told: false },
  ],
  [
    'October: a restart in the second hour, two files',
    OCT,
    1,
    `@${OCT}; 01:00..02:59/60 1000+600; @${OCT}_b; 02:00..03:30/60 2200+600`,
    { kwh: 2.1, told: false },
  ],
  [
    'October: nothing from before to after',
    OCT,
    1,
    `@${OCT}; 01:30 1000; 03:30 2800; 04:30 3400`,
    { kwh: 2.4, told: false },
  ],
  [
    'March: 23 hours',
    '2024-03-31',
    1,
    '@2024-03-31; 00:00..01:59/60 1000+600; 03:00..23:59/60 2200+600',
    { kwh: 13.79, coverage: [0.999] },
  ],
  [
    'a log that is in its file twice',
    MAY,
    1,
    `@${MAY}; 20:00..21:00/30 1000+600 ${EVENING}; 20:00..21:00/30 1000+600 ${EVENING}`,
    { kwh: 0.6, injected: 1.1, coverage: [0.042] },
  ],
  [
    'two daemons, two files',
    MAY,
    1,
    `@${MAY}; 20:00..21:00/30 1000+600 ${EVENING}; @${MAY}_b; 20:00:15..21:00/30 1002+600 ${EVENING}`,
    { kwh: 0.6, injected: 1.1 },
  ],
  [
    'the second half again',
    MAY,
    1,
    `@${MAY}; 20:00..22:00/30 1000+600; 21:00..22:00/30 1600+600; 22:00:30..23:00/30 2205+600`,
    { kwh: 1.8 },
  ],
  [
    'an index appears',
    MAY,
    1,
    `@${MAY}; 10:00 T01 01=1000; 11:00 T01 01=1900; 12:00 T02 01=1900 02=700; 13:00 T02 01=1900 02=1700`,
    { periods: { INDEX01: 0.9, INDEX02: 1.7 } },
  ],
  [
    'an index appears after days off',
    MAY,
    6,
    `@${MAY}; 10:00 T02 01=1000 02=500; 11:00 T02 01=1000 02=900; @2024-05-15; 08:00 T03 01=1100 02=1000 03=42000; 09:00 T03 01=1100 02=1000 03=42000`,
    { periods: { INDEX01: 0.1, INDEX02: 0.5, INDEX03: 42 } },
  ],
  [
    'an index appears that cannot have been 0',
    MAY,
    1,
    `@${MAY}; 10:00 T01 01=1000; 10:01 T02 01=1000 02=5000000; 11:00 T02 01=1000 02=5000500`,
    { periods: { INDEX01: 0, INDEX02: 0.5 }, told: true },
  ],
  [
    'one line without the index of injection',
    MAY,
    1,
    `@${MAY}; 08:00 1000 p=0 i=9 inj=5000; 16:00 1000 p=0 i=9; 16:00:22 1000 p=0 i=9 inj=25000; 16:00:44 1000 p=0 i=9 inj=25012`,
    { injected: 20.012 },
  ],
  [
    'a leap of the index of injection',
    MAY,
    1,
    `@${MAY}; 08:00 1000 inj=5000; 09:00 1000 inj=6000; 10:00 1000 inj=906000; 11:00 1000 inj=907000`,
    { injected: 2, told: true },
  ],
  [
    'a peak in a hole',
    '2024-01-09',
    2,
    '@2024-01-09; 05:00 HN.. HN=1000 HPM=5000; 06:00 HN.. HN=1500 HPM=5000; @2024-01-10; 03:00 HN.. HN=4500 HPM=23000; 04:00 HN.. HN=5000 HPM=23000',
    { periods: { HN: 4, PM: 18 }, ejpDays: ['2024-01-09'] },
  ],
  [
    'a hole over the end of a peak',
    JAN,
    1,
    `@${JAN}; 22:00 PM.. HN=1000 HPM=5000; 23:00 PM.. HN=1000 HPM=6000; @2024-01-11; 05:00 HN.. HN=3000 HPM=8000; 06:00 HN.. HN=3500 HPM=8000`,
    { periods: { HN: 0.333, PM: 2 }, ejpDays: [JAN] },
  ],
  [
    'one line with PM',
    JAN,
    1,
    `@${JAN}; 09:00 HN.. HN=1000 HPM=5000; 09:00:22 HN.. HN=1003 HPM=5000; 09:00:44 PM.. HN=1006 HPM=5000; 09:01:06 HN.. HN=1009 HPM=5000`,
    { kwh: 0.009, ejpDays: [] },
  ],
  [
    'two lines with PM',
    JAN,
    1,
    `@${JAN}; 07:00 HN.. HN=1000 HPM=5000; 07:00:22 PM.. HN=1000 HPM=5000; 07:00:44 PM.. HN=1000 HPM=5000`,
    { ejpDays: [JAN] },
  ],
  [
    'one line with PM, written twice',
    JAN,
    1,
    `@${JAN}; 09:00 HN.. HN=1000 HPM=5000; 09:00:22 PM.. HN=1003 HPM=5000; 09:00:22 PM.. HN=1003 HPM=5000; 09:00:44 HN.. HN=1006 HPM=5000`,
    { kwh: 0.006, ejpDays: [] },
  ],
  [
    'a peak in a hole from Friday evening to Tuesday: on Monday',
    '2024-01-05',
    5,
    '@2024-01-05; 22:00 HN.. HN=1000 HPM=5000; 23:00 HN.. HN=1500 HPM=5000; @2024-01-09; 03:00 HN.. HN=40500 HPM=23000; 04:00 HN.. HN=41000 HPM=23000',
    { periods: { HN: 40, PM: 18 }, ejpDays: ['2024-01-08'] },
  ],
  [
    'an index that appears with a damaged value',
    MAY,
    1,
    `@${MAY}; 10:00 T01 01=1000; 11:00 T02 01=1500 02=900300; 11:10 T02 01=1500 02=400; 11:20 T02 01=1500 02=500; 11:30 T02 01=1500 02=600`,
    { periods: { INDEX01: 0.5, INDEX02: 0.6 } },
  ],
  [
    "October's two hours at the end of the log before, the rest in its own",
    '2024-10-27',
    1,
    '@2024-10-26; 2024-10-27 02:00..02:59/60 1000+600; 2024-10-27 02:00:30 1600; 2024-10-27 02:20:30 1800; @2024-10-27; 02:21:30..06:00:30/60 1810+600',
    { kwh: 3.0 },
  ],
  ['lines 61 s apart', MAY, 1, `@${MAY}; 00:00..23:59:59/61 1000+600`, { coverage: [1] }],
  [
    'lines 10 min apart, injecting',
    MAY,
    1,
    `@${MAY}; 08:00..18:00/600 1000 ${EVENING}`,
    { injected: 11, coverage: [0.417] },
  ],
  [
    'lines an hour apart, over midnight',
    MAY,
    2,
    `@${MAY}; 00:00..23:00/3600 1000+600; @2024-05-11; 00:00..23:00/3600 15400+600`,
    { days: [14.4, 13.8], coverage: [1, 0.958] },
  ],
];

describe('logs as people have them', () => {
  for (const each of CASES) test(each[0], () => check(each));
});

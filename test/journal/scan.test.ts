process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { unflatten } from '../../src/energy/flat-record.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { formatData, parseData } from '../../src/journal/log-line.ts';
import { Scanner } from '../../src/journal/scan.ts';
import { addDays, type Day, dayOf } from '../../src/time/local.ts';

const DAY = '2021-02-20';
const LINE =
  '2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013';

/** The records of a text, by the scanner. */
function scanned(text: string, day: Day = DAY): EnergyRecord[] {
  const bytes = Buffer.from(text);
  const records: EnergyRecord[] = [];
  new Scanner(day, (row) => records.push(unflatten(row))).read(bytes, bytes.length);
  return records;
}

/** A day's log; each of its lines with its end. */
interface Log {
  readonly day: Day;
  readonly lines: readonly string[];
}

/** What is read of a log. */
interface Read {
  readonly records: readonly EnergyRecord[];
  readonly lines: number;
  readonly damaged: number;
  readonly others: Readonly<Record<Day, number>>;
}

function inPieces(day: Day, lines: readonly string[], cuts: readonly number[]): Read {
  const bytes = Buffer.from(lines.join(''));
  const records: EnergyRecord[] = [];
  const scanner = new Scanner(day, (row) => records.push(unflatten(row)));
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    // Nothing behind a piece may be looked at.
    const piece = Buffer.from(bytes.subarray(0, Math.min(cut, bytes.length)));
    from = scanner.read(piece, piece.length, from);
  }
  const { damaged, others } = scanner;
  return { records, lines: scanner.lines, damaged, others: Object.fromEntries(others) };
}

/** Without a pattern: each line is read by parseData. */
function lineByLine(day: Day, lines: readonly string[]): Read {
  const [first = '', end = ''] = [addDays(day, -400), addDays(day, 401)].map((each) => each.replaceAll('-', '/'));
  const records: EnergyRecord[] = [];
  const others: Record<Day, number> = {};
  let [count, damaged] = [0, 0];
  for (const line of lines) {
    const whole = line.replace(/\r?\n$/, '');
    if (whole === '') continue;
    count++;
    const text = whole.slice(whole.lastIndexOf('\0') + 1);
    const record = text.length <= 1000 && text >= first && text < end ? parseData(text) : undefined;
    const isEvent = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /.test(text);
    if (text !== whole || !(record || isEvent)) damaged++;
    if (!record) continue;
    const found = dayOf(record.at);
    if (found === day) records.push(record);
    else others[found] = (others[found] ?? 0) + 1;
  }
  return { records, lines: count, damaged, others };
}

/** Days of 23, 24 and 25 hours, and their neighbours. */
const days = fc.constantFrom<Day>('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-10-26', '2026-11-30');
const wh = fc.oneof(fc.nat(999_999_999), fc.constantFrom(0, 99_999_999, 100_000_000, 999_999_999, 9_999_999_999));
const known = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 8 });
/** Few shapes and periods: lines have the patterns of others. */
const indexes = fc.oneof(
  fc.record({ HN: wh, HPM: wh }),
  fc.record({ BASE: wh }),
  fc.record({ INDEX01: wh, INDEX02: wh, INDEX03: wh }),
  fc.constant({}),
);
const records = fc.record({
  periodCode: fc.constantFrom('HN..', 'PM..', '----', 'T01', ' P ', 'H\u00b5'),
  indexes,
  papp: known(fc.oneof(fc.nat(99_999), fc.nat(200_000))),
  iinst: known(fc.oneof(fc.nat(90), fc.nat(5000))),
  injectionIndex: fc.option(wh, { nil: undefined, freq: 3 }),
  pinj: fc.option(fc.nat(99_999), { nil: undefined, freq: 3 }),
});
const clocks = fc
  .tuple(fc.nat(25), fc.nat(61), fc.nat(61))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const wholeLines = fc
  .tuple(days, clocks, records)
  .map(([day, clock, record]) =>
    formatData({ ...record, at: 0 }).replace(/^.{19}/, `${day.replaceAll('-', '/')} ${clock}`),
  );
const hostileLines = fc.oneof(
  { weight: 6, arbitrary: wholeLines },
  { weight: 2, arbitrary: fc.constant(LINE) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        wholeLines,
        fc.nat(150),
        fc.constantFrom('\0', '/', ':', '5', '@', 'O', ' ', ',', '=', '-', '\u00b5', '\r'),
      )
      .map(([line, at, character]) => line.slice(0, at) + character + line.slice(at + 1)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(wholeLines, fc.nat(150), fc.nat(20), wholeLines)
      .map(([line, at, length, other]) => line.slice(0, at) + other.slice(at, at + length) + line.slice(at)),
  },
  { weight: 1, arbitrary: fc.tuple(wholeLines, fc.nat(110)).map(([line, at]) => line.slice(0, at)) },
  { weight: 1, arbitrary: wholeLines.map((line) => `\0\0\0${line}`) },
  { weight: 1, arbitrary: wholeLines.map((line) => `${line}, B=12345, IndexHP=7`) },
  { weight: 1, arbitrary: wholeLines.map((line) => `${line}, PuissConsommee=-----`) },
  { weight: 1, arbitrary: wholeLines.map((line) => `${line}, A=7`) },
  { weight: 1, arbitrary: wholeLines.map((line) => line + ', X=1'.repeat(300)) },
  { weight: 1, arbitrary: wholeLines.map((line) => line.replace('DATA', 'INFO')) },
);
/** A line may come often, as nearly all lines of a log have one pattern. */
const logs: fc.Arbitrary<Log> = fc.record({
  day: days,
  lines: fc
    .array(fc.tuple(hostileLines, fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.integer({ min: 1, max: 3 })), {
      maxLength: 20,
    })
    .map((list) => list.flatMap(([line, end, times]) => Array<string>(times).fill(line.replaceAll('\n', '') + end))),
});

/** What becomes of a line once the form of LINE is known, by the change made to it. */
const CASES: readonly (readonly [what: string, line: string])[] = [
  ['the same line', LINE],
  ['other digits', LINE.replace('19:10:22', '19:59:59').replace('688322', '999999').replace('013', '999')],
  ['another hour', LINE.replace('19:', '00:')],
  ['minute 60 runs over', LINE.replace('19:10', '19:60')],
  ['second 75 runs over', LINE.replace('10:22', '10:75')],
  ['hour 24 is another day', LINE.replace('19:', '24:')],
  ['another day', LINE.replace('02/20', '02/21')],
  ['a day that no calendar has', LINE.replace('02/20', '02/30')],
  ['another period', LINE.replace('HN..', 'PM..')],
  ['a letter in a number', LINE.replace('688322', '6883O2')],
  ['the characters beside the digits', LINE.replace('688322', '68:/22')],
  ['the characters beside them, with the high bit', LINE.replace('688322', '6883\u00b02')],
  ['a space for a digit', LINE.replace('000688322', ' 00688322')],
  ['a number one digit shorter', LINE.replace('000688322', '00688322')],
  ['ten digits', LINE.replace('000688322', '9999999999')],
  ['eleven digits', LINE.replace('000688322', '99999999999')],
  ['a field more', `${LINE}, PuissInjectee=00120`],
  ['an injection index', `${LINE}, IndexInjection=000000120`],
  ['an unknown field', `${LINE}, Autre=5`],
  ['a field twice', `${LINE}, IndexHN=000000007`],
  ['no current', LINE.replace(', IConsommee=013', '')],
  ['torn', LINE.slice(0, 80)],
  ['an empty field', `${LINE}, `],
  ['an event', '2021/02/20 19:10:22 INFO bonjour'],
];

describe('the scanner accepts what parseData accepts, and reads the same', () => {
  for (const [what, line] of CASES) {
    test(what, () => {
      const record = parseData(line);
      const expected = record && dayOf(record.at) === DAY ? [record] : [];
      for (const end of ['\n', '\r\n']) {
        const [, second, ...more] = scanned(`${LINE}${end}${line}${end}${LINE}${end}`);
        assert.deepEqual([second, ...more].slice(0, -1), expected);
        // As the form itself, for the same line after it.
        assert.deepEqual(scanned(`${line}${end}${line}${end}`), [...expected, ...expected]);
      }
    });
  }

  test('one byte changed anywhere', () => {
    fc.assert(
      fc.property(fc.nat(LINE.length - 1), fc.integer({ min: 1, max: 127 }), (place, code) => {
        if (code === 10 || code === 13) return;
        const line = LINE.slice(0, place) + String.fromCharCode(code) + LINE.slice(place + 1);
        const record = parseData(line);
        const ours = record && dayOf(record.at) === DAY ? [record] : [];
        assert.deepEqual(scanned(`${LINE}\n${line}\n`).slice(1), ours);
      }),
      { numRuns: 2000 },
    );
  });

  test('a log of hostile lines, in pieces, after other logs: as line by line, each read by parseData alone', () => {
    fc.assert(
      fc.property(fc.array(logs, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(400)), (each, cuts) => {
        // One after another: a log begins with the patterns of the one before it.
        for (const { day, lines } of each) assert.deepEqual(inPieces(day, lines, cuts), lineByLine(day, lines));
      }),
      { numRuns: 600 },
    );
  });

  for (const day of ['2026-03-29', '2026-10-25', '2026-10-26'] as const) {
    test(`every minute of ${day}, clock changes included`, () => {
      const lines = Array.from({ length: 1440 }, (_, i) => {
        const clock = `${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:07`;
        return LINE.replace('2021/02/20 19:10:22', `${day.replaceAll('-', '/')} ${clock}`);
      });
      const text = `${lines.join('\n')}\n`;
      // The hour that spring leaves out falls on the one after it, which then is earlier than what came before.
      const read = scanned(text, day).map(({ at }) => at);
      assert.deepEqual(
        read,
        lines.map((line) => parseData(line)?.at),
      );
    });
  }
});

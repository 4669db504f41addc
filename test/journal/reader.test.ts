process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData, formatLine } from '../../src/journal/log-line.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { instantOf, startOfDay } from '../../src/time/local.ts';
import { buildReport, listDays, readDay } from '../support/reports.ts';

const DAY = '2021-02-20';
const NAME = 'LinkyMonitor_2021_02_20.log';
/** A line as the owner's first monitor wrote it. */
const LINE =
  '2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013';
const later = (clock: string, hn: number): string =>
  LINE.replace('19:10:22', clock).replace('688322', String(hn).padStart(6, '0'));

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-journal-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(logs, name), content);
const read = (content: string | Uint8Array) => {
  write(NAME, content);
  const { records, lines, damaged } = readDay(logs, DAY);
  return { indexes: records.map(({ indexes }) => indexes['HN']), lines, damaged };
};

describe('a day of the journal', () => {
  test("the owner's line reads back", () => {
    write(NAME, `${LINE}\n`);
    assert.deepEqual(readDay(logs, DAY), {
      records: [
        {
          at: instantOf('2021-02-20T19:10:22'),
          periodCode: 'HN..',
          indexes: { HN: 688_322, HPM: 80_072 },
          papp: 0,
          iinst: 13,
          injectionIndex: undefined,
          pinj: undefined,
        },
      ],
      lines: 1,
      damaged: 0,
      leftOut: 0,
    });
  });

  test('what a meter did not say is dashes in its line, an index is left out, and both are unknown when it is read', () => {
    const all = { at: instantOf('2021-02-20T19:10:22'), periodCode: 'HN..', papp: 240, iinst: 1, pinj: undefined };
    const indexes = { HN: 688_322, HPM: 80_072 };
    const both = 'IndexHN=000688322, IndexHPM=000080072';
    for (const [less, line] of [
      [{ papp: undefined }, `Periode=HN.., ${both}, PuissConsommee=-----, IConsommee=001`],
      [{ iinst: undefined }, `Periode=HN.., ${both}, PuissConsommee=00240, IConsommee=---`],
      [{ periodCode: '----' }, `Periode=----, ${both}, PuissConsommee=00240, IConsommee=001`],
      [{ indexes: { HPM: 80_072 } }, 'Periode=HN.., IndexHPM=000080072, PuissConsommee=00240, IConsommee=001'],
      [{ indexes: {} }, 'Periode=HN.., PuissConsommee=00240, IConsommee=001'],
    ] as const) {
      const record = { ...all, indexes, injectionIndex: undefined, ...less };
      assert.equal(formatData(record), `2021/02/20 19:10:22 DATA ${line}`);
      write(NAME, `${formatData(record)}\n${formatData(record)}\n`);
      assert.deepEqual(readDay(logs, DAY).records, [record, record]);
    }
  });

  test('a day without a file has no records', () => {
    assert.deepEqual(readDay(logs, DAY), { records: [], lines: 0, damaged: 0, leftOut: 0 });
  });

  test('events are lines, not damage', () => {
    const events = ['INFO démarré', 'WARN compteur muet', 'ERR']
      .map((text) => `2021/02/20 19:10:00 ${text} \n`)
      .join('');
    assert.deepEqual(read(`${events}${LINE}\n`), { indexes: [688_322], lines: 4, damaged: 0 });
  });

  test('a last line without its newline is left out, whole as it may look', () => {
    assert.deepEqual(read(`${LINE}\n${later('19:10:44', 688_323)}`), { indexes: [688_322], lines: 1, damaged: 0 });
    assert.deepEqual(read(LINE), { indexes: [], lines: 0, damaged: 0 });
  });

  test('CRLF and empty lines are not damage', () => {
    assert.deepEqual(read(`${LINE}\r\n\r\n\n${later('19:10:44', 688_323)}\r\n`), {
      indexes: [688_322, 688_323],
      lines: 2,
      damaged: 0,
    });
  });

  test('what cannot be read is counted and skipped', () => {
    const torn = LINE.slice(0, 60);
    assert.deepEqual(read(`${torn}\n${LINE}\nnonsense\n${torn}${LINE}\n`), {
      indexes: [688_322],
      lines: 4,
      damaged: 3,
    });
  });

  test('a time that no clock shows is damage', () => {
    const times = ['24:00:00', '19:75:00', '19:10:99'].map((time) => LINE.replace('19:10:22', time));
    assert.deepEqual(read(`${times.join('\n')}\n${LINE}\n`), { indexes: [688_322], lines: 4, damaged: 3 });
  });

  test('NULs that a power cut left cost the line they stand in, not the one behind them', () => {
    const nuls = '\0'.repeat(4096);
    assert.deepEqual(read(`${LINE.slice(0, 30)}${nuls}${later('19:10:44', 7)}\n${later('19:11:06', 8)}\n`), {
      indexes: [7, 8],
      lines: 2,
      damaged: 1,
    });
  });

  test('10 MB without a newline, and bytes that are not UTF-8, do no harm', () => {
    assert.deepEqual(read(`${LINE}, ${'x'.repeat(10_000_000)}\n${LINE}\n`), {
      indexes: [688_322],
      lines: 2,
      damaged: 1,
    });
    assert.deepEqual(read('y'.repeat(10_000_000)), { indexes: [], lines: 0, damaged: 0 });
    assert.deepEqual(read(Uint8Array.from([0xff, 0xfe, 0x80, 0x0a])), { indexes: [], lines: 1, damaged: 1 });
  });

  test('a record of another day, as a wrong clock leaves it, is damage', () => {
    assert.deepEqual(read(`${LINE.replace('2021/02/20', '1970/01/01')}\n${LINE}\n`), {
      indexes: [688_322],
      lines: 2,
      damaged: 1,
    });
  });

  test('in October the hour that comes twice is read as two hours', () => {
    const wall = ['01:59:50', '02:30:00', '02:59:50', '02:00:12', '02:30:00', '02:59:50', '03:00:12'];
    const text = wall.map((clock, i) => `${later(clock, i).replace('2021/02/20', '2026/10/25')}\n`).join('');
    write('LinkyMonitor_2026_10_25.log', text);
    const { records } = readDay(logs, '2026-10-25');
    assert.deepEqual(
      records.map(({ indexes }) => indexes['HN']),
      [0, 1, 2, 3, 4, 5, 6],
    );
    assert.deepEqual(
      records.map(({ at }) => (at - startOfDay('2026-10-25')) / 1000),
      [7190, 9000, 10_790, 10_812, 12_600, 14_390, 14_412],
    );
  });

  test('any content: reading ends, and counts each line at most once', () => {
    const piece = fc.oneof(fc.constantFrom(LINE, '\n', '\r\n', '\0', ' INFO '), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { indexes, lines, damaged } = read(pieces.join(''));
        assert.ok(indexes.length <= lines && damaged <= lines);
      }),
    );
  });

  test('what the writer writes is read', () => {
    const at = instantOf('2021-02-20T08:00:00');
    const record = {
      at,
      periodCode: 'T01',
      indexes: { INDEX01: 5, INDEX03: 999_999_999 },
      papp: 1234,
      iinst: 6,
      injectionIndex: 42,
      pinj: 77,
    };
    write(NAME, `${formatLine({ kind: 'event', at, level: 'INFO', text: 'début' })}\n${formatData(record)}\n`);
    assert.deepEqual(readDay(logs, DAY), { records: [record], lines: 2, damaged: 0, leftOut: 0 });
  });
});

describe('the files of a day', () => {
  test('any name with the date, compressed or not; two of one day are joined in the order of time', () => {
    write('maison-2021_02_20-b.log', `${later('12:00:00', 2)}\n`);
    write('2021_02_20.log.gz', gzipSync(`${later('18:00:00', 3)}\n${later('11:00:00', 1)}\n`));
    const { records, lines } = readDay(logs, DAY);
    assert.deepEqual([records.map(({ indexes }) => indexes['HN']), lines], [[1, 2, 3], 3]);
  });

  test('the days are listed once each and in order, a directory too, which is told when it is read; other names are not logs', () => {
    for (const name of ['LinkyMonitor_2021_02_21.log', NAME, `${NAME}.gz`, 'LinkyMonitor_2021_02_30.log'])
      write(name, '');
    for (const name of ['12021_02_22.log', 'LinkyMonitor_2021_02_23.txt', 'notes.log', '.gitkeep']) write(name, '');
    mkdirSync(join(logs, 'LinkyMonitor_2021_02_24.log'));
    assert.deepEqual(listDays(logs), ['2021-02-20', '2021-02-21', '2021-02-24']);
  });

  test('a compressed log whose end is missing gives what there is; and both it and a damaged one are named', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `${later('12:00:00', i)}\n`).join('');
    const whole = gzipSync(text);
    write(`${NAME}.gz`, whole.subarray(0, whole.length >> 1));
    const { records, damaged, unread } = readDay(logs, DAY);
    assert.ok(records.length > 100 && records.length < 2000);
    assert.equal(damaged, 0);
    assert.deepEqual(unread, [{ name: `${NAME}.gz`, code: 'cut' }]);
    const nothing = { records: [], lines: 0, damaged: 0, leftOut: 0 };
    const flipped = Buffer.from(whole);
    flipped.writeUInt32LE(~flipped.readUInt32LE(flipped.length - 8) >>> 0, flipped.length - 8);
    const kinds: readonly [string | Buffer, string][] = [
      ['not gzip', 'notGzip'],
      ['', 'cut'],
      [whole.subarray(0, 1), 'cut'],
      [flipped, 'corrupt'],
      [gzipSync(Buffer.alloc(100, 0xa5)), 'noLine'],
    ];
    for (const [content, code] of kinds) {
      write(`${NAME}.gz`, content);
      assert.deepEqual(readDay(logs, DAY), { ...nothing, unread: [{ name: `${NAME}.gz`, code }] }, code);
    }
  });

  test('bytes without one line are told; a line that is still being written is not', () => {
    const of = (content: string | Buffer): string | undefined => {
      write(NAME, content);
      return readDay(logs, DAY).unread?.[0]?.code;
    };
    assert.equal(of(Buffer.alloc(200, 0xa5)), 'noLine');
    assert.equal(of(Buffer.alloc(300_000)), 'noLine', 'longer than a piece');
    for (const length of [0, 1, 4, 5, 40]) assert.equal(of(LINE.slice(0, length)), undefined, `${length}`);
    assert.equal(of(`${LINE}\n${'\u0000'.repeat(100)}`), undefined);
  });
});

describe('a log that goes while the logs are read', () => {
  test('compressed since its name was read, it is read compressed', () => {
    write(NAME, `${LINE}\n`);
    const summaries = new Summaries(logs);
    rmSync(join(logs, NAME));
    write(`${NAME}.gz`, gzipSync(`${LINE}\n`));
    assert.equal(summaries.read(DAY).records.length, 1);
  });

  test('removed, it has nothing, and nothing is remembered of it', () => {
    const other = later('19:12:22', 688400).replaceAll('2021/02/20', '2021/02/21');
    write(NAME, `${LINE}\n`);
    write('LinkyMonitor_2021_02_21.log', `${other}\n`);
    const old = new Date('2021-02-22T00:00:00Z');
    for (const name of [NAME, 'LinkyMonitor_2021_02_21.log']) utimesSync(join(logs, name), old, old);
    const days = new Summaries(logs);
    renameSync(join(logs, NAME), join(logs, 'away'));
    assert.equal(days.of(DAY).runs.length, 0);
    assert.equal(days.of('2021-02-21').runs[0]?.records, 1);
    days.save();
    renameSync(join(logs, 'away'), join(logs, NAME));
    assert.equal(new Summaries(logs).of(DAY).runs[0]?.records, 1);
  });
});

describe('logs that cannot be read at all', () => {
  test('a directory that is not there', () => {
    const path = join(logs, 'none');
    const expected = { kind: 'noDirectory', path, code: 'ENOENT' };
    assert.throws(() => listDays(path), expected);
    assert.throws(() => readDay(path, DAY), JournalError);
  });

  test('what is no file, or is refused, is named; the other days and files are read', () => {
    const closed = join(logs, 'closed');
    mkdirSync(closed);
    const bad: Readonly<Record<string, [code: string, make: (path: string) => void]>> = {
      'a link that leads nowhere': ['ENOENT', (path) => symlinkSync('/nowhere', path)],
      'a link to itself': ['ELOOP', (path) => symlinkSync(NAME, path)],
      'a link to a directory': ['EISDIR', (path) => symlinkSync(closed, path)],
      'a link to a device without an end': ['EINVAL', (path) => symlinkSync('/dev/zero', path)],
      'a link through a file': ['ENOTDIR', (path) => symlinkSync('/etc/passwd/x', path)],
      'a link that is too long': ['ENAMETOOLONG', (path) => symlinkSync('a'.repeat(300), path)],
      'a directory': ['EISDIR', (path) => mkdirSync(path)],
      'a pipe': ['EINVAL', (path) => void execFileSync('mkfifo', [path])],
    };
    for (const [what, [code, make]] of Object.entries(bad)) {
      const path = join(logs, NAME);
      make(path);
      writeFileSync(join(logs, 'LinkyMonitor_2021_02_21.log'), `${LINE.replace('02/20', '02/21')}\n`);
      const unread = [{ name: NAME, code }];
      assert.deepEqual(readDay(logs, DAY), { records: [], lines: 0, damaged: 0, leftOut: 0, unread }, what);
      // The second time there is a cache.
      for (let i = 0; i < 2; i++) {
        const summaries = new Summaries(logs);
        assert.deepEqual(summaries.of(DAY), { runs: [], damaged: 0, leftOut: 0, unread }, what);
        assert.deepEqual(summaries.changesOf('2021-02-21').length, 1);
        assert.equal(summaries.changesOf(DAY).length, 1);
        assert.equal(summaries.of('2021-02-21').runs[0]?.records, 1, what);
        summaries.save();
      }
      const report = buildReport({ logs, from: DAY, to: '2021-02-21', prices: new PriceList([]) });
      assert.deepEqual(
        report.warnings.filter(({ kind }) => kind === 'unreadLog'),
        [{ kind: 'unreadLog', day: DAY, name: NAME, code }],
        what,
      );
      assert.equal(report.days.length, 1);
      // A second file of the day does not fall with the first.
      writeFileSync(join(logs, 'Other_2021_02_20.log'), `${LINE}\n`);
      const { records, unread: still } = readDay(logs, DAY);
      assert.deepEqual([records.length, still], [1, unread], what);
      rmSync(join(logs, 'Other_2021_02_20.log'));
      rmSync(path, { recursive: true });
    }
  });
});

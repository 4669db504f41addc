process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SampleMessage, StatusMessage } from '../../src/feed/messages.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { instantOf } from '../../src/time/local.ts';
import { ejpFrame } from '../support/frames.ts';
import { InProcessDaemon, settled } from '../support/in-process-daemon.ts';
import { without } from '../support/lost-label.ts';

const START = instantOf('2026-11-24T23:58:00');
const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** What the log says after its date and time. */
const said = (daemon: InProcessDaemon, pattern: RegExp): string[] =>
  daemon.lines().flatMap((line) => (pattern.test(line) ? [line.slice(11)] : []));

function frames(daemon: InProcessDaemon, count: number, bytes: Uint8Array): void {
  for (let i = 0; i < count; i++) {
    daemon.advance(1500);
    daemon.take(bytes);
  }
}

const last = <T>(messages: readonly unknown[], type: string): T =>
  (messages as { type: string }[]).filter((message) => message.type === type).at(-1) as T;

test('a label that frames lack is told once within a minute, in log and feed, and once when it is back', async (t) => {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
  await daemon.start();
  const lost = without('PTEC', without('PAPP', ejpFrame(688_322)));
  frames(daemon, 40, lost);
  assert.deepEqual(said(daemon, / WARN /), [
    '23:58:18 WARN PTEC is missing in 100% of the frames, PAPP is missing in 100%',
  ]);
  const messages = await daemon.follow();
  const status = last<StatusMessage>(messages, 'status');
  assert.deepEqual(
    status.faults?.map(({ part, detail }) => [part, detail]),
    [['labels', 'PTEC 100%, PAPP 100%']],
  );
  assert.deepEqual(status.lost, [
    { label: 'PTEC', share: 1 },
    { label: 'PAPP', share: 1 },
  ]);
  const sample = last<SampleMessage>(messages, 'sample');
  assert.deepEqual(
    [sample.period, sample.papp, sample.pappEstimated, sample.ejp.unknown],
    [undefined, 460, true, true],
  );
  frames(daemon, 400, ejpFrame(688_322));
  assert.deepEqual(said(daemon, / INFO in the frames/), ['23:59:25 INFO in the frames again: PTEC, PAPP']);
  assert.equal(said(daemon, / WARN /).length, 1);
});

test('a label that comes and goes does not fill the log', async (t) => {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
  await daemon.start();
  for (let i = 0; i < 8; i++) {
    frames(daemon, 15, without('PTEC', ejpFrame(688_322)));
    frames(daemon, 25, ejpFrame(688_322));
  }
  assert.equal(said(daemon, /PTEC/).length, 2);
});

test('a meter that falls silent has not its labels back', async (t) => {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
  await daemon.start();
  frames(daemon, 20, without('PTEC', ejpFrame(688_322)));
  for (let i = 0; i < 10; i++) daemon.advance(2500);
  assert.deepEqual(said(daemon, /in the frames again/), []);
  const status = last<StatusMessage>(await daemon.follow(), 'status');
  assert.deepEqual(
    status.faults?.map(({ part }) => part),
    ['labels', 'input'],
  );
});

test('frames with nothing that a reading is made of: no old sample is shown as the present one', async (t) => {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
  await daemon.start();
  frames(daemon, 10, ejpFrame(688_322));
  const bare = [
    { mode: 'historique', label: 'ADCO', data: '041876000001' },
    { mode: 'historique', label: 'IMAX', data: '090' },
  ] as const;
  frames(daemon, 60, encodeFrame(bare));
  const messages = await daemon.follow();
  assert.equal(last(messages, 'sample'), undefined);
  assert.equal(last<StatusMessage>(messages, 'status').state, 'receiving');
  assert.match(said(daemon, / WARN /)[0] ?? '', /OPTARIF is missing in 100% of the frames, .*PTEC is missing/);
});

test("a supplier's calendar is written when its names are learned, and again in each new day's log", async (t) => {
  const daemon = new InProcessDaemon(t, { conf: `${CONF}LINKY_MODE S\n`, start: START });
  await daemon.start();
  const frame = (ntarf: string, ltarf: string): Uint8Array =>
    encodeFrame(
      Object.entries({
        ...{ ADSC: '041876000001', NGTF: '   HC-12H30', LTARF: ltarf, EASF01: '11000', EASF02: '22000' },
        ...Object.fromEntries([3, 4, 5, 6, 7, 8, 9, 10].map((n) => [`EASF${String(n).padStart(2, '0')}`, '0'])),
        ...{ IRMS1: '2', URMS1: '230', PREF: '9', SINSTS: '430', STGE: '003A0001', NTARF: ntarf },
      }).map(([label, data]) => ({ mode: 'standard', label, data })),
    );
  frames(daemon, 10, frame('01', 'HEURE,  CREUSE'));
  frames(daemon, 10, frame('02', 'HEURE  PLEINE'));
  frames(daemon, 80, frame('02', 'HEURE  PLEINE'));
  assert.deepEqual(said(daemon, /Calendrier/), [
    '23:58:04 INFO Calendrier=HC-12H30, Index01=HEURE  CREUSE',
    '23:58:19 INFO Calendrier=HC-12H30, Index01=HEURE  CREUSE, Index02=HEURE PLEINE',
    '00:00:00 INFO Calendrier=HC-12H30, Index01=HEURE  CREUSE, Index02=HEURE PLEINE',
  ]);
  const messages = await daemon.follow();
  await settled(() => messages.length > 0);
  const sample = last<SampleMessage>(messages, 'sample');
  assert.deepEqual(
    [sample.contract, sample.calendar, sample.indexNames, sample.period],
    ['HC-12H30', 'HC-12H30', { INDEX01: 'HEURE, CREUSE', INDEX02: 'HEURE PLEINE' }, 'HEURE PLEINE'],
  );
});

const DAMAGED_ENDS: readonly (readonly [string, (frame: Uint8Array) => Uint8Array])[] = [
  ['EOT in place of ETX', (frame) => frame.map((byte) => (byte === 0x03 ? 0x04 : byte))],
  ['STX damaged', (frame) => frame.map((byte) => (byte === 0x02 ? 0x43 : byte))],
  ['STX and ETX damaged', (frame) => frame.map((byte) => (byte === 0x02 || byte === 0x03 ? 0x43 : byte))],
];
for (const [what, spoil] of DAMAGED_ENDS) {
  test(`frames that are never whole are a meter all the same: ${what}`, async (t) => {
    const daemon = new InProcessDaemon(t, { conf: CONF, start: START });
    await daemon.start();
    frames(daemon, 30, spoil(ejpFrame(688_322)));
    const messages = await daemon.follow();
    assert.equal(last<StatusMessage>(messages, 'status').state, 'receiving');
    const { period, papp, indexes } = last<SampleMessage>(messages, 'sample');
    assert.deepEqual([period, papp, indexes], ['HN', 500, { HN: 688_322, HPM: 80_072 }]);
    assert.ok(said(daemon, / DATA /).length > 10);
    assert.deepEqual(said(daemon, / WARN /), []);
  });
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EventFinder, type HouseEvent } from '../../src/actions/events.ts';
import { HouseState } from '../../src/actions/house-state.ts';
import type { EjpNotice, Reading } from '../../src/meter/reading.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { SITUATIONS } from '../support/panel-situations.ts';

/** A house, and the events that each view of it makes. */
function follower() {
  const house = new HouseState(undefined, 0);
  const finder = new EventFinder();
  return (view: PanelView): HouseEvent[] => {
    house.take(view, 0);
    return [...finder.take(house, view.reading).values()].filter((event) => event !== undefined);
  };
}

const names = (events: readonly HouseEvent[]): string => events.map(({ name }) => name).join(' ');
const view = (name: string, more: Partial<Reading> = {}): PanelView => {
  const found = SITUATIONS[name] as PanelView;
  return { ...found, reading: { ...(found.reading as Reading), ...more } };
};
const at = (text: string): number => Date.parse(text);

describe('the events of a house', () => {
  test('what is true at the start is told once, then each change once', () => {
    const follow = follower();
    const told = ['off', 'off', 'notice', 'notice', 'peak', 'peak', 'off'].map((name) => names(follow(view(name))));
    assert.deepEqual(told, ['ejp-off overload-off', '', 'ejp-notice', '', 'ejp-on', '', 'ejp-off']);
  });

  test('a start in the middle of a peak tells that it runs', () => {
    assert.equal(names(follower()(view('peak', { overload: 60 }))), 'ejp-on overload-on');
  });

  test('nothing is told before the meter has said it, nor when the daemon stops', () => {
    const follow = follower();
    assert.equal(names(follow({ ...view('peak'), reading: undefined })), '');
    assert.equal(names(follow(view('off', { isPeakKnown: false }))), 'overload-off');
    assert.equal(names(follow(view('peak'))), 'ejp-on');
    assert.equal(names(follow({ ...view('peak'), link: 'stopped' })), '');
  });

  test('a notice says when its peak begins, and by law ends', () => {
    const follow = follower();
    follow(view('off'));
    const [{ env } = { env: {} }] = follow(view('notice', { papp: 512 }));
    assert.deepEqual(env, {
      LINKY_EVENT: 'ejp-notice',
      LINKY_FROM: '2026-12-08T07:00:00.000+01:00',
      LINKY_UNTIL: '2026-12-09T01:00:00.000+01:00',
      LINKY_PAPP: '512',
      LINKY_CONTRACT: 'EJP',
    });
  });

  test('a peak says when it began and ends; its end and an overload have no hours', () => {
    const follow = follower();
    const [on] = follow(view('peak', { papp: undefined }));
    assert.deepEqual(Object.keys(on?.env ?? {}), ['LINKY_EVENT', 'LINKY_FROM', 'LINKY_UNTIL', 'LINKY_CONTRACT']);
    assert.equal(on?.env['LINKY_UNTIL'], '2026-12-09T01:00:00.000+01:00');
    const over = follow(view('off', { overload: 60 }));
    assert.deepEqual(
      over.map(({ env }) => [env['LINKY_EVENT'], env['LINKY_FROM'], env['LINKY_UNTIL']]),
      [
        ['ejp-off', undefined, undefined],
        ['overload-on', undefined, undefined],
      ],
    );
  });

  test('while the clock is not set, no hours are given', () => {
    const house = new HouseState(undefined, 0);
    house.take(view('peak'), 0);
    const [on] = new EventFinder().take(house, view('peak').reading, false).values();
    assert.deepEqual(Object.keys(on?.env ?? {}), ['LINKY_EVENT', 'LINKY_PAPP', 'LINKY_CONTRACT']);
  });

  test('a notice of tomorrow in a running peak is told, and not once more when that peak ends', () => {
    const follow = follower();
    const notice: EjpNotice = { kind: 'at', from: at('2026-12-09T07:00+01:00'), to: at('2026-12-10T01:00+01:00') };
    const peak = view('peak').reading?.ejp as Reading['ejp'];
    assert.equal(names(follow(view('peak'))), 'ejp-on overload-off');
    assert.equal(names(follow(view('peak', { ejp: { ...peak, notice } }))), 'ejp-notice');
    const after = { active: false, notice, since: undefined, until: undefined };
    assert.equal(names(follow(view('off', { ejp: after }))), 'ejp-off');
    assert.equal(
      names(follow(view('off', { ejp: { ...after, notice: { ...notice, from: notice.from + 60_000 } } }))),
      '',
    );
  });

  test('two dated notices that follow each other without a gap are two', () => {
    const follow = follower();
    const dated = (day: number): Partial<Reading> => {
      const notice: EjpNotice = { kind: 'at', from: at(`2026-12-0${day}T07:00+01:00`), to: undefined };
      return { ejp: { active: false, notice, since: undefined, until: undefined } };
    };
    const told = [dated(8), dated(8), dated(9), dated(9)].map((more) => names(follow(view('off', more))));
    assert.deepEqual(told, ['ejp-notice ejp-off overload-off', '', 'ejp-notice', '']);
  });
});

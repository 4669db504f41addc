process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseData } from '../../src/journal/log-line.ts';
import { expectedLabels } from '../../src/meter/expected.ts';
import { SIMULATED_CONTRACTS } from '../../src/simulator/choices.ts';
import type { MeterOptions } from '../../src/simulator/meter.ts';
import { instantOf } from '../../src/time/local.ts';
import { framesOf, labelsOf, type Outputs, outputsWithout } from '../support/lost-label.ts';
import { addResult } from './table.ts';

/** The hours that are lived through with each label lost, HOURS. */
const HOURS = Number(process.env['HOURS'] ?? 10);
/** Within this time a label that never comes is told, s. */
const MAX_TOLD_S = 60;

/** Ten hours in which the EJP peak begins at 07:00. */
const METERS: readonly Partial<MeterOptions>[] = SIMULATED_CONTRACTS.flatMap((contract) =>
  (['historique', 'standard'] as const).map((mode) => {
    return { contract, mode, scenario: contract === 'ejp' ? 'ejp-day' : 'day', phases: contract === 'hc' ? 3 : 1 };
  }),
);

/** What a reading has not, or has as an estimate, against one of undamaged frames. */
function differencesOf({ reading }: Outputs, { reading: whole }: Outputs): string {
  if (!reading || !whole) return 'no sample';
  const names = ['contract', 'period', 'papp', 'iinst', 'pinj', 'subscribed', 'injectionIndex', 'serial'] as const;
  const missing: string[] = names.filter((name) => reading[name] === undefined && whole[name] !== undefined);
  for (const key of Object.keys(whole.indexes)) if (!(key in reading.indexes)) missing.push(key);
  const estimated = reading.pappEstimated ? ['papp estimated'] : [];
  const pinj = reading.pinjEstimated && !whole.pinjEstimated ? ['pinj estimated'] : [];
  const peak = reading.isPeakKnown ? [] : ['peak unknown'];
  return [...missing.map((name) => `no ${name}`), ...estimated, ...pinj, ...peak].join(', ') || 'all';
}

describe(`${HOURS} hours of frames with one label never sound, for each label in turn`, () => {
  for (const options of METERS) {
    const name = `${options.contract} in ${options.mode}`;
    test(`each label of a meter lost: ${name}`, (context) => {
      const start = instantOf('2026-11-24T00:00:00');
      const sent = framesOf({ ...{ seed: 1, producer: false, start }, ...options } as MeterOptions, HOURS * 3600);
      const whole = outputsWithout('', sent);
      const { contract = '', mode = 'historique', phases = [] } = whole.reading ?? {};
      const measuresInjection = whole.reading?.pinjEstimated === false;
      const kind = { mode, contract, threePhase: phases.length === 3, measuresInjection };
      const expected = expectedLabels(kind).flatMap(({ names }) => names);
      const labels = labelsOf((sent[0] as (typeof sent)[number]).bytes);
      console.log(`\n${name}: ${sent.length} frames, ${whole.lines} lines`);
      for (const label of labels) {
        const outputs = outputsWithout(label, sent);
        const { readings, lines, line, oled, told, toldAfter } = outputs;
        const sample = differencesOf(outputs, whole);
        console.log([label.padEnd(9), sample, line, oled, told === '' ? '—' : `${told}, ${toldAfter} s`].join(' | '));
        assert.equal(readings, sent.length, `${label}: a sample each frame`);
        assert.ok(lines > whole.lines * 0.99 - 3, `${label}: ${lines} of ${whole.lines} lines`);
        assert.ok(parseData(`2026/11/24 12:00:00 ${line}`), `${label}: the reader knows ${line}`);
        const isExpected = expected.includes(label);
        assert.equal(told, isExpected ? `${label} 100 %` : '', label);
        if (isExpected) assert.ok((toldAfter ?? Number.POSITIVE_INFINITY) <= MAX_TOLD_S, `${label}: ${toldAfter} s`);
      }
      addResult(context, { trial: `lost label: ${name}`, count: labels.length, lost: 0, damaged: 0 });
    });
  }
});

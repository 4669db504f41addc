import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FramePace } from '../../src/source/frame-pace.ts';

/** A frame of so many bytes, ETX included, as letters. */
const frame = (length: number): Buffer => Buffer.from(`${'A'.repeat(length - 1)}\x03`);

/** How long a pace waits after these readings. */
function waits(baud: number, ...chunks: readonly Uint8Array[]): number {
  const pace = new FramePace(baud);
  for (const chunk of chunks) pace.take(chunk);
  return pace.nextMs;
}

test('until a whole frame has come the port is read twice a frame', () => {
  assert.equal(waits(1200), 800);
  assert.equal(waits(9600), 500);
  assert.equal(waits(1200, Buffer.from('ABC')), 800);
  assert.equal(waits(1200, Buffer.from('ABC\x03ABC')), 800);
});

test('then when the frame under way has ended: by the bytes that are left of it, and the pause between two', () => {
  // 168 bytes of 10 bits at 1200 baud are 1400 ms.
  assert.equal(waits(1200, frame(9), frame(168)), 1460);
  assert.equal(waits(1200, frame(9), frame(168), Buffer.alloc(84)), 760);
  assert.equal(waits(1200, Buffer.concat([frame(9), frame(168), Buffer.alloc(84)])), 760);
  assert.equal(waits(9600, frame(9), frame(960)), 1060);
  assert.equal(waits(1200, frame(9), frame(168), frame(200)), 1730, 'the last one counts');
});

test('an end that is overdue is looked for soon; a line that is quiet or has no ends, as before', () => {
  assert.equal(waits(1200, frame(9), frame(168), Buffer.alloc(167)), 150);
  assert.equal(waits(1200, frame(9), frame(168), Buffer.alloc(300)), 150);
  assert.equal(waits(1200, frame(9), frame(168), new Uint8Array()), 800);
  assert.equal(waits(1200, frame(9), frame(1000)), 800);
});

test('whatever comes, the port is read before the kernel has no more room, and not all the time', () => {
  fc.assert(
    fc.property(fc.constantFrom(1200, 9600), fc.array(fc.uint8Array({ maxLength: 4096 })), (baud, chunks) => {
      const ms = waits(baud, ...chunks);
      assert.ok(ms >= 150 && (ms * baud) / 10_000 < 4095);
    }),
  );
});

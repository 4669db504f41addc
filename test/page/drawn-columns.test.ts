import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawnColumns } from '../../src/page/drawn-columns.ts';

const means = (columns: ReturnType<typeof drawnColumns>): (number | undefined)[] => columns.map((each) => each?.mean);

describe('values by columns', () => {
  test('a value stands for the time before it', () => {
    const values = { times: [10, 20, 40], power: [1, 2, 4] };
    assert.deepEqual(means(drawnColumns(values, 0, 40, 8)), [1, 1, 2, 2, 4, 4, 4, 4]);
  });

  test('a column of several values has their mean and the highest', () => {
    const values = { times: [10, 20, 40], power: [100, 300, 50], injected: [0, 30, 8] };
    assert.deepEqual(drawnColumns(values, 0, 40, 2), [
      { maximum: 300, mean: 200, injected: 15 },
      { maximum: 50, mean: 50, injected: 8 },
    ]);
  });

  test('steps have a mean of their own', () => {
    const values = { times: [10, 20], power: [100, 300], mean: [40, 60] };
    assert.deepEqual(drawnColumns(values, 0, 20, 1), [{ maximum: 300, mean: 50, injected: 0 }]);
  });

  test('a hole stays open up to the value that ends it, and nothing is known after the last one', () => {
    const values = { times: [10, 39, 40, 50], power: [1, null, 4, 5] };
    assert.deepEqual(means(drawnColumns(values, 0, 70, 7)), [1, undefined, undefined, 4, 5, undefined, undefined]);
  });

  test('a window within one value, or without any', () => {
    assert.deepEqual(means(drawnColumns({ times: [100], power: [7] }, 10, 20, 2)), [7, 7]);
    assert.deepEqual(means(drawnColumns({ times: [], power: [] }, 10, 20, 2)), [undefined, undefined]);
  });
});

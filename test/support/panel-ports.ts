/*
 * The promises of the panel's ports, as tests that run on the fakes (npm test) and on the real drivers of the emulated
 * Raspberry Pi (npm run test:pi).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pin } from '../../src/panel/gpio.ts';
import type { I2cModule, I2cPort } from '../../src/panel/i2c.ts';

/** Stands in for i2c-bus: each write is given to `device`, which may throw. */
export function fakeI2c(device: (address: number, bytes: Buffer) => void): I2cModule {
  return {
    openSync: () => ({
      i2cWrite(address, length, buffer, done) {
        setImmediate(() => {
          try {
            device(address, buffer.subarray(0, length));
            done();
          } catch (error) {
            done(error as Error);
          }
        });
      },
      i2cWriteSync(address, length, buffer) {
        device(address, buffer.subarray(0, length));
        return length;
      },
      close: (done) => setImmediate(done),
    }),
  };
}

export const fault = (code: string): Error => Object.assign(new Error(`${code}: as planted`), { code });

export interface I2cRigging {
  /** A port whose device answers. */
  present(): I2cPort;
  /** A port whose device is missing. */
  absent(): I2cPort;
}

export function i2cContract(name: string, rigging: I2cRigging): void {
  test(`${name}: a device takes transactions, long ones too, one after the other, asynchronous and synchronous`, async () => {
    const port = rigging.present();
    await port.write(Buffer.from([0x00, 0xae]));
    await port.write(Buffer.alloc(129, 0x40));
    port.writeSync(Buffer.from([0x00, 0xae]));
    await port.close();
    await port.close();
  });

  test(`${name}: a missing device is EREMOTEIO at each write, as a rejected promise or as an exception`, async () => {
    const port = rigging.absent();
    await assert.rejects(() => port.write(Buffer.from([0x00, 0xae])), { code: 'EREMOTEIO' });
    await assert.rejects(() => port.write(Buffer.from([0x00, 0xae])), { code: 'EREMOTEIO' });
    assert.throws(() => port.writeSync(Buffer.from([0x00, 0xae])), { code: 'EREMOTEIO' });
    await port.close();
  });
}

export interface PinRigging {
  open(level: 0 | 1): Pin;
  /** The level as it is outside the port. */
  level(): string;
  /** Another program takes the pin. @returns gives it back */
  hold(): () => void;
}

export function pinContract(name: string, rigging: PinRigging): void {
  test(`${name}: a pin has its level when taken, then as it is set; given back, it can be taken again`, () => {
    for (const level of [0, 1, 0] as const) {
      const pin = rigging.open(level);
      assert.equal(rigging.level(), String(level));
      pin.writeSync(1);
      assert.equal(rigging.level(), '1');
      pin.writeSync(1);
      pin.writeSync(0);
      assert.equal(rigging.level(), '0');
      pin.unexport();
    }
  });

  test(`${name}: a pin that another program holds is EBUSY until it is given back`, () => {
    const release = rigging.hold();
    assert.throws(() => rigging.open(0), { code: 'EBUSY' });
    release();
    rigging.open(0).unexport();
  });
}

/** I2C bus of the header's pins 3 and 5, on every Pi with 40 pins. */
export const HEADER_BUS = 1;

/** A device on an I2C bus. One write at a time: the next begins when the last one has ended. */
export interface I2cPort {
  /** Sends one transaction; rejects with a `code` (EREMOTEIO: nobody answers, ETIMEDOUT: the bus is stuck, ENOENT: no bus). */
  write(bytes: Buffer): Promise<void>;
  /** Sends before it returns, for a process that is ending. @throws as `write` rejects */
  writeSync(bytes: Buffer): void;
  /** Gives the bus back; never rejects. */
  close(): Promise<void>;
}

/** The part of i2c-bus that is used. The bus file is opened at the first transfer, not by openSync. */
export interface I2cModule {
  openSync(bus: number): {
    i2cWrite(address: number, length: number, buffer: Buffer, done: (error?: Error | null) => void): void;
    i2cWriteSync(address: number, length: number, buffer: Buffer): number;
    close(done: (error?: Error | null) => void): void;
  };
}

/** A device through i2c-bus. Writes are asynchronous: a stuck bus blocks a second, of a worker thread and not of the meter's. */
export function i2cPort(module: I2cModule, address: number): I2cPort {
  const device = module.openSync(HEADER_BUS);
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        device.i2cWrite(address, bytes.length, bytes, (error) => (error ? reject(error) : resolve()));
      }),
    writeSync: (bytes) => void device.i2cWriteSync(address, bytes.length, bytes),
    close: () => new Promise((resolve) => device.close(() => resolve())),
  };
}

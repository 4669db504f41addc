/* The tests of the panel's ports on the real drivers; faults.ts runs this file on the Pi. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import i2cBus from 'i2c-bus';
import { Gpio } from 'onoff';
import { sysfsNumber, sysfsPin } from '../../src/panel/gpio.ts';
import { i2cPort } from '../../src/panel/i2c.ts';
import { i2cContract, pinContract } from '../support/panel-ports.ts';

i2cContract('i2c-bus on /dev/i2c-1', {
  present: () => i2cPort(i2cBus, 0x3c),
  absent: () => i2cPort(i2cBus, 0x3d),
});

const number = sysfsNumber(25);
const levelNow = (): string => readFileSync(`/sys/class/gpio/gpio${number}/value`, 'utf8').trim();

/** gpioset takes the line a moment after it has started, and gives it back as it ends. */
function hold(): () => void {
  const holder = spawn('gpioset', ['--mode=signal', 'gpiochip0', '25=0'], { stdio: 'ignore' });
  const moment = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(moment, 0, 0, 1500);
  return () => {
    holder.kill();
    Atomics.wait(moment, 0, 0, 500);
  };
}

pinContract('onoff', { open: (level) => new Gpio(number, level ? 'high' : 'low'), level: levelNow, hold });
pinContract('sysfs alone', { open: (level) => sysfsPin(number, level), level: levelNow, hold });

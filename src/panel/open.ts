import { sysfsNumber } from './gpio.js';
import { commandLamp, Led, type Switch } from './led.js';
import type { OledSettings } from './oled.js';
import type { PanelTexts } from './page.js';
import { Panel, type PanelPart } from './panel.js';

export interface PanelOptions {
  readonly oled: OledSettings;
  readonly gpio: number;
  readonly commands: {
    readonly init: string | undefined;
    readonly on: string | undefined;
    readonly off: string | undefined;
  };
  readonly texts: PanelTexts;
  /** An optional module is not installed, or cannot be loaded. */
  missing(module: string): void;
  failed(part: string, detail: string): void;
  monotonic(): number;
}

/** I2C bus of the header's pins 3 and 5, on every Pi with 40 pins. */
const HEADER_BUS = 1;

/** The panel of `-l`. i2c-bus and onoff are compiled at install and may be absent: each then costs its own part only. */
export async function openPanel(options: PanelOptions): Promise<Panel> {
  const parts: PanelPart[] = [];
  try {
    const bus = (await import('i2c-bus')).default.openSync(HEADER_BUS);
    const { OledDisplay } = await import('./oled.js');
    const problem = (detail: string): void => options.failed('OLED', detail);
    parts.push(new OledDisplay(bus, options.oled, options.texts, { problem, monotonic: options.monotonic }));
  } catch {
    options.missing('i2c-bus');
  }
  const problem = (detail: string): void => options.failed('LED', detail);
  const { init, on, off } = options.commands;
  const lamp = on && off ? commandLamp({ init, on, off }, problem) : await gpioLamp(options, problem);
  if (lamp) parts.push(new Led(lamp, problem));
  return new Panel(parts);
}

async function gpioLamp(
  options: PanelOptions,
  problem: (detail: string) => void,
): Promise<{ switch: Switch; release(): void } | undefined> {
  let Gpio: typeof import('onoff').Gpio;
  try {
    ({ Gpio } = await import('onoff'));
  } catch {
    options.missing('onoff');
    return undefined;
  }
  try {
    const pin = new Gpio(sysfsNumber(options.gpio), 'out');
    return { switch: (isOn) => pin.writeSync(isOn ? 1 : 0), release: () => pin.unexport() };
  } catch (error) {
    problem((error as NodeJS.ErrnoException).code ?? String(error));
    return undefined;
  }
}

import { sysfsNumber } from './gpio.js';
import { commandLamp, gpioLamp, Led } from './led.js';
import type { OledSettings } from './oled.js';
import type { PanelTexts } from './page.js';
import { Panel, type PanelPart } from './panel.js';

export type PanelPartName = 'oled' | 'led';

/** Who is told of the panel's faults, each once for as long as it lasts. */
export interface PanelListener {
  /** An optional module is not installed, or cannot be loaded: its part stays dark. */
  missing(part: PanelPartName, module: string): void;
  failed(part: PanelPartName, detail: string): void;
  recovered(part: PanelPartName): void;
}

export interface PanelOptions extends PanelListener {
  readonly oled: OledSettings;
  readonly gpio: number;
  readonly commands: {
    readonly init: string | undefined;
    readonly on: string | undefined;
    readonly off: string | undefined;
  };
  readonly texts: PanelTexts;
  monotonic(): number;
}

/** I2C bus of the header's pins 3 and 5, on every Pi with 40 pins. */
const HEADER_BUS = 1;

/** The panel of `-l`. i2c-bus and onoff are compiled at install and may be absent: each then costs its own part only. */
export async function openPanel(options: PanelOptions): Promise<Panel> {
  const display = await oledPart(options);
  const lamp = await ledPart(options);
  return new Panel([display, lamp].flatMap((part) => part ?? []));
}

async function oledPart(options: PanelOptions): Promise<PanelPart | undefined> {
  const missing = (module: string): void => options.missing('oled', module);
  const i2c = await loaded('i2c-bus', () => import('i2c-bus'), missing);
  const oled = i2c && (await loaded('oled-i2c-bus', () => import('./oled.js'), missing));
  if (!oled) return undefined;
  const problem = (detail: string): void => options.failed('oled', detail);
  const bus = i2c.default.openSync(HEADER_BUS);
  return new oled.OledDisplay(bus, options.oled, options.texts, { problem, monotonic: options.monotonic });
}

async function ledPart(options: PanelOptions): Promise<PanelPart | undefined> {
  const problem = (detail: string): void => options.failed('led', detail);
  const { init, on, off } = options.commands;
  if (on && off) return new Led(commandLamp({ init, on, off }, problem), problem);
  const onoff = await loaded(
    'onoff',
    () => import('onoff'),
    (module) => options.missing('led', module),
  );
  return (
    onoff &&
    new Led(
      gpioLamp(() => new onoff.Gpio(sysfsNumber(options.gpio), 'out')),
      problem,
    )
  );
}

/** A module that may not be installed, or not be compiled. */
async function loaded<T>(
  module: string,
  load: () => Promise<T>,
  missing: (module: string) => void,
): Promise<T | undefined> {
  try {
    return await load();
  } catch {
    missing(module);
    return undefined;
  }
}

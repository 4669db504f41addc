import type { Command } from '../host/command.ts';
import type { PanelTexts } from '../text/panel.ts';
import type { ClockRange } from '../time/clock-range.ts';
import { Display, type Night } from './display.ts';
import { pinOpener } from './gpio.ts';
import { type I2cModule, type I2cPort, i2cPort } from './i2c.ts';
import { installed } from './installed.ts';
import { Led } from './led.ts';
import { commandLed, gpioLed } from './led-driver.ts';
import { type PanelPart, ReloadingPart } from './panel.ts';
import type { FaultListener } from './updater.ts';

/** The panel's keys of the conf. */
export interface PanelSettings {
  readonly OLED_ADDRESS: number;
  readonly OLED_DISPLAY_TYPE: string;
  readonly OLED_FLIPPED: boolean;
  readonly OLED_NIGHT: ClockRange;
  readonly OLED_NIGHT_OFF: boolean;
  readonly LED_GPIO: number;
  readonly LED_INIT_CMD: Command | undefined;
  readonly LED_ON_CMD: Command | undefined;
  readonly LED_OFF_CMD: Command | undefined;
}

export type PanelPartName = 'oled' | 'led';

/** Gets the panel's faults, each once while it lasts. */
export interface PanelListener {
  /** A module, which is compiled at install, cannot be loaded: its part stays dark. */
  missing(part: PanelPartName, module: string): void;
  failed(part: PanelPartName, detail: string): void;
  recovered(part: PanelPartName): void;
}

export interface PanelOptions extends PanelListener {
  /** The conf in force, asked for at each view: the panel follows its changes. */
  settings(): PanelSettings;
  readonly texts: PanelTexts;
  /** Monotonic clock, ms. */
  monotonic(): number;
}

/** The panel of `-l`. i2c-bus and onoff are compiled at install and may be missing: the LED works without, the display does not. */
export async function createPanel(options: PanelOptions): Promise<PanelPart[]> {
  const parts = [await displayPart(options), await ledPart(options)];
  return parts.filter((part) => part !== undefined);
}

const faultsOf = (part: PanelPartName, listener: PanelListener): FaultListener => ({
  failed: (detail) => listener.failed(part, detail),
  recovered: () => listener.recovered(part),
});

async function displayPart(options: PanelOptions): Promise<PanelPart | undefined> {
  const { settings, texts, monotonic } = options;
  const i2c = installed<I2cModule>('i2c-bus');
  if (!i2c) {
    options.missing('oled', 'i2c-bus');
    return undefined;
  }
  const { createCanvas } = await import('./oled.ts');
  const night = (): Night => ({ dark: settings().OLED_NIGHT_OFF, ...settings().OLED_NIGHT });
  const wanted = () => {
    const { OLED_ADDRESS: address, OLED_DISPLAY_TYPE: type, OLED_FLIPPED: flipped } = settings();
    return { address, height: type === 'SSD1306_128_X_64_I2C' ? 64 : 32, flipped } as const;
  };
  return new ReloadingPart(wanted, ({ address, height, flipped }) => {
    const canvas = createCanvas({ height, flipped });
    const open = (): I2cPort => i2cPort(i2c, address);
    return new Display({ height, texts, canvas, open, night, monotonic, ...faultsOf('oled', options) });
  });
}

async function ledPart(options: PanelOptions): Promise<PanelPart> {
  const { settings } = options;
  const open = await pinOpener();
  const wanted = () => {
    const { LED_GPIO: gpio, LED_INIT_CMD: init, LED_ON_CMD: on, LED_OFF_CMD: off } = settings();
    return { gpio, init, on, off };
  };
  return new ReloadingPart(wanted, ({ gpio, init, on, off }) => {
    const driver = on && off ? commandLed({ init, on, off }) : gpioLed((level) => open(gpio, level));
    return new Led(driver, faultsOf('led', options));
  });
}

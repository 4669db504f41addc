import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { PanelTexts } from '../text/panel.ts';
import type { Night } from './brightness.ts';
import { Display } from './display.ts';
import { type Pin, SYSFS_GPIO, sysfsNumber, sysfsPin } from './gpio.ts';
import { HEADER_BUS, i2cPort } from './i2c.ts';
import type { DisplayHeight } from './layout.ts';
import { Led } from './led.ts';
import { type Command, commandLed, gpioLed, type LedDriver } from './led-driver.ts';
import { Panel, type PanelPart, ReloadingPart } from './panel.ts';

/** The panel's keys of the conf. */
export interface PanelSettings {
  readonly oled: { readonly address: number; readonly height: DisplayHeight; readonly flipped: boolean };
  readonly night: Night;
  readonly gpio: number;
  readonly commands: {
    readonly init: Command | undefined;
    readonly on: Command | undefined;
    readonly off: Command | undefined;
  };
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
export async function createPanel(options: PanelOptions): Promise<Panel> {
  const parts = [await displayPart(options), await ledPart(options)];
  return new Panel(parts.filter((part) => part !== undefined));
}

async function displayPart(options: PanelOptions): Promise<PanelPart | undefined> {
  const { settings, texts, monotonic } = options;
  const i2c = await import('i2c-bus').catch(() => undefined);
  if (!i2c) {
    options.missing('oled', 'i2c-bus');
    return undefined;
  }
  const { createCanvas } = await import('./oled.ts');
  return new ReloadingPart(
    () => JSON.stringify(settings().oled),
    () => {
      const { address, height, flipped } = settings().oled;
      return new Display({
        height,
        texts,
        canvas: createCanvas({ height, flipped }),
        open: () => i2cPort(i2c.default, HEADER_BUS, address),
        night: () => settings().night,
        failed: (detail) => options.failed('oled', detail),
        recovered: () => options.recovered('oled'),
        monotonic,
      });
    },
  );
}

async function ledPart(options: PanelOptions): Promise<PanelPart> {
  const { settings } = options;
  const onoff = await import('onoff').catch(() => undefined);
  const open = (gpio: number): Pin => {
    if (!onoff) return sysfsPin(gpio);
    // Without this right onoff would try ten thousand times in a row.
    accessSync(join(SYSFS_GPIO, 'export'), constants.W_OK);
    return new onoff.Gpio(gpio, 'out');
  };
  const driver = (): LedDriver => {
    const { gpio, commands } = settings();
    const { init, on, off } = commands;
    return on && off ? commandLed({ init, on, off }) : gpioLed(() => open(sysfsNumber(gpio)));
  };
  return new ReloadingPart(
    () => JSON.stringify([settings().gpio, settings().commands]),
    () =>
      new Led({
        driver: driver(),
        failed: (detail) => options.failed('led', detail),
        recovered: () => options.recovered('led'),
      }),
  );
}

declare module 'oled-i2c-bus' {
  export interface Bus {
    i2cWriteSync(address: number, length: number, buffer: Buffer): number;
    i2cReadSync(address: number, length: number, buffer: Buffer): number;
  }
  export interface Font {
    readonly width: number;
    readonly height: number;
    readonly fontData: readonly number[];
    readonly lookup: readonly string[];
  }
  export default class Oled {
    constructor(bus: Bus, options: { width: number; height: number; address: number; letterspacing?: number });
    buffer: Buffer;
    dirtyBytes: number[];
    setCursor(x: number, y: number): void;
    writeString(font: Font, size: number, text: string, color: number, wrap: boolean, sync: boolean): void;
    dimDisplay(dim: boolean): void;
    turnOffDisplay(): void;
    turnOnDisplay(): void;
    _transfer(type: 'cmd' | 'data', value: number): void;
  }
}

declare module 'oled-font-5x7' {
  import type { Font } from 'oled-i2c-bus';

  const font: Font;
  export default font;
}

// Declared here because it is optional: where it was not installed its own types are missing, and this must compile.
declare module 'onoff' {
  export class Gpio {
    constructor(gpio: number, direction: 'low' | 'high');
    writeSync(value: 0 | 1): void;
    unexport(): void;
  }
}

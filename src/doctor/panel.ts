import { deviceDenied } from './access.ts';
import { programOf } from './actions.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import { bootConfig, type Model } from './model.ts';
import { headerPin } from './pins.ts';

const BUS = '/dev/i2c-1';

/** The display and the LED of a Raspberry Pi. */
export function checkPanel(examination: Examination): Finding[] {
  const { model } = examination;
  if (!model) return [finding('ok', 'oled', 'noPanel')];
  return [...checkOled(examination, model), checkLed(examination)];
}

/** The OLED display: the bus, the right to use it, and whether it answers. */
function checkOled({ host, settings, display }: Examination, model: Model): Finding[] {
  const address = `0x${settings.OLED_ADDRESS.toString(16).toUpperCase()}`;
  if (!host.stat(BUS)) {
    const { file, ...config } = bootConfig(host, model);
    const on = config.param('i2c_arm') ?? config.param('i2c') ?? 'off';
    return [finding('warning', 'oled', on === 'on' ? 'i2cNoDevice' : 'i2cOff', file)];
  }
  if (!host.may(BUS, 'write')) return [deviceDenied(host, 'warning', 'oled', BUS)];
  switch (display) {
    case undefined:
      return [];
    case 'answers':
      return [finding('ok', 'oled', 'oledAnswers', address)];
    case 'EREMOTEIO':
    case 'ENXIO':
      return [finding('warning', 'oled', 'oledAbsent', address)];
    case 'ETIMEDOUT':
      return [finding('fault', 'oled', 'i2cStuck')];
    case 'MODULE_NOT_FOUND':
      return [finding('warning', 'oled', 'moduleMissing', 'i2c-bus')];
    default:
      return [finding('warning', 'oled', 'oledOther', address, display)];
  }
}

/** The LED: its commands exist, or the kernel numbers its pin and this user may set it. */
function checkLed({ host, settings }: Examination): Finding {
  const { LED_ON_CMD, LED_OFF_CMD, LED_GPIO } = settings;
  if (LED_ON_CMD !== undefined && LED_OFF_CMD !== undefined) {
    const missing = [LED_ON_CMD, LED_OFF_CMD].map(([program = '']) => program).find((name) => !programOf(host, name));
    if (missing === undefined) return finding('ok', 'led', 'ledCommands');
    return finding('warning', 'led', 'ledCommandLost', missing);
  }
  const pin = headerPin(host, 'led', LED_GPIO);
  return 'number' in pin ? finding('ok', 'led', 'ledNumber', LED_GPIO, pin.label, pin.number) : pin;
}

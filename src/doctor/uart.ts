import type { Host } from '../host/host.ts';
import { hasSpeed } from '../source/open.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import { type BootConfig, bootConfig, bootFile, type Model } from './model.ts';

/** Overlays that give the PL011 back to the header. */
const NO_BLUETOOTH = ['disable-bt', 'miniuart-bt', 'pi3-disable-bt', 'pi3-miniuart-bt'];

/** Which UART the header has, and whether the configured port is it. */
export function checkUart({ host, model, settings }: Examination): Finding[] {
  const port = settings.INPUT_DEV;
  if (!hasSpeed(port)) return [];
  const device = host.real(port) ?? port;
  const onBoard = /^\/dev\/(ttyAMA\d+|ttyS\d+|serial\d)$/.exec(device)?.[1];
  if (onBoard === undefined) return checkUsb(host, port, device);
  if (!model) return [];
  const config = bootConfig(host, model);
  return [headerOf(host, model, config, onBoard), ...checkReboot(host, model, config), ...checkConsole(host, onBoard)];
}

function headerOf(host: Host, { header }: Model, config: BootConfig, device: string): Finding {
  const { file } = config;
  if (header === 'rp1') {
    if (device === 'ttyAMA10') return finding('fault', 'uart', 'uartDebug', file);
    if (device.startsWith('ttyAMA') && host.stat(`/dev/${device}`)) return finding('ok', 'uart', 'uartRp1', device);
    return finding('fault', 'uart', 'uartRp1Off', file);
  }
  // A Pi 4 has more PL011 on other pins, for those who enable them.
  if (header === 'mini' && /^ttyAMA[1-9]/.test(device)) return finding('ok', 'uart', 'uartOther', device);
  if (header === 'pl011' || config.overlay(...NO_BLUETOOTH)) {
    if (device === 'ttyAMA0') return finding('ok', 'uart', 'uartPl011', device);
    return finding('fault', 'uart', 'uartWrong', device, 'ttyAMA0');
  }
  if (device === 'ttyAMA0') return finding('fault', 'uart', 'uartBluetooth', file);
  if (config.value('enable_uart') !== '1') return finding('fault', 'uart', 'uartDisabled', file);
  return finding('ok', 'uart', 'uartMini', file);
}

/** config.txt names an overlay, but the machine has not been restarted since. */
function checkReboot(host: Host, { header }: Model, config: BootConfig): Finding[] {
  const serial0 = host.real('/dev/serial0');
  const wanted = config.overlay(...NO_BLUETOOTH) ? '/dev/ttyAMA0' : '/dev/ttyS0';
  if (header !== 'mini' || serial0 === undefined || serial0 === wanted) return [];
  return [finding('warning', 'uart', 'rebootNeeded', config.file)];
}

/** A kernel console on the port swallows what the meter sends, and writes into the line. */
function checkConsole(host: Host, device: string): Finding[] {
  const consoles = (text: string | undefined): boolean =>
    [...(text ?? '').matchAll(/\bconsole=([a-z]+\d+)/gi)].some(
      ([, name = '']) => (host.real(`/dev/${name}`) ?? `/dev/${name}`) === `/dev/${device}`,
    );
  const file = bootFile(host, 'cmdline.txt');
  const now = consoles(host.read('/proc/cmdline'));
  if (consoles(host.read(file))) return [finding('fault', 'console', 'consoleKernel', file)];
  if (now) return [finding('warning', 'console', 'rebootNeeded', file)];
  return [finding('ok', 'console', 'consoleFree')];
}

/** An adapter's ttyUSB number may change when it is plugged in again; its name by id does not. */
function checkUsb(host: Host, port: string, device: string): Finding[] {
  if (!/^\/dev\/tty(USB|ACM)\d+$/.test(port)) {
    return host.stat(device) ? [finding('ok', 'uart', 'uartOther', device.replace('/dev/', ''))] : [];
  }
  const name = host.list('/dev/serial/by-id').find((id) => host.real(`/dev/serial/by-id/${id}`) === device);
  if (name === undefined) return [finding('ok', 'uart', 'uartOther', device.replace('/dev/', ''))];
  return [finding('warning', 'uart', 'usbName', port, `/dev/serial/by-id/${name}`)];
}

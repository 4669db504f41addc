import type { Settings } from '../config/settings.ts';
import type { DaemonSnapshot } from '../feed/query.ts';
import type { Host } from '../host/host.ts';
import type { Day } from '../time/local.ts';
import type { BrokerAnswer } from './broker-probe.ts';
import type { Model } from './model.ts';

import type { LineProbe } from './probe-line.ts';

/** What is examined: a version of the program, where its installation keeps everything, and its settings. */
export interface Target {
  readonly version: string;
  readonly home: string;
  readonly conf: string;
  readonly prices: string;
  /** The program's own conf directory. */
  readonly models: string;
  readonly logs: string;
  readonly socket: string;
  readonly settings: Settings;
}

/** What can only be found out by asking other programs or trying the hardware. */
export interface Observations {
  /** Wall clock, ms since 1970. */
  readonly now: number;
  readonly node: string;
  /** `linux arm64`. */
  readonly platform: string;
  /** What the daemon says, or the system's code. */
  readonly answer: DaemonSnapshot | string;
  /** What `systemctl show`, `timedatectl show`, `vcgencmd get_throttled` and `stty -a` print; undefined where there is none. */
  readonly service: string | undefined;
  readonly mqttService: string | undefined;
  readonly timedatectl: string | undefined;
  readonly throttled: string | undefined;
  readonly stty: string | undefined;
  /** What came of a connection to the MQTT broker; undefined where the conf names none. */
  readonly broker: BrokerAnswer | undefined;
  /** Which of serialport, i2c-bus and onoff cannot be loaded, with why. */
  readonly missing: ReadonlyMap<string, string>;
  /** `answers`, or the system's code. */
  readonly display: string | undefined;
  /** What was received on the port, at one or both speeds; empty where it was not opened. */
  readonly lineProbes: readonly LineProbe[];
  /** The names of the logs of each day, or the system's code. */
  readonly days: ReadonlyMap<Day, readonly string[]> | string;
}

/** All that a check may look at. */
export interface Examination extends Target, Observations {
  readonly host: Host;
  /** Undefined on a machine that is not a Raspberry Pi. */
  readonly model: Model | undefined;
  /** Undefined where no daemon answers. */
  readonly daemon: DaemonSnapshot | undefined;
}

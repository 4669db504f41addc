/** A group that lets this account at something, and whether it is in that already, but not yet in this session. */
export interface Access {
  readonly group: string;
  readonly user: string;
  readonly isMember: boolean;
}

/** What can be done on this machine about a screen that has nothing to show (../files/machine.ts finds it out). */
export interface Machine {
  /** How the program is called: `linky-monitor`, or `node dist/program/cli.cjs` in a clone. */
  readonly program: string;
  /** Options after `daemon`, each with a blank before it: those of this screen. */
  readonly options: string;
  /** The same for root, with `sudo` where that is needed. */
  readonly asRoot: string;
  /** `sudo ` for any other program, or nothing for root himself. */
  readonly sudo: string;
  /** The systemd service of the daemon. */
  readonly service: 'installed' | 'none' | 'noSystemd';
  /** Whether a daemon that this account starts by hand could write its logs. */
  readonly canTry: boolean;
  /** Who may use the socket, and who may read the logs, where this account may not. */
  readonly socketAccess: Access | undefined;
  readonly logsAccess: Access | undefined;
  /** Where the logs are looked for. */
  readonly logs: string;
  /** What makes a tariffs.conf out of the program's own; undefined where there is one. */
  readonly pricesCommand: string | undefined;
}

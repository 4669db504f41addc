const AT = '2026-11-23T17:22:14.123+01:00';
/** One message of each type, in the order of `hello`, `history`, `sample`, `record`, `status`. */
export const MESSAGES: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'hello', protocol: 1, version: '1.0.0', pid: 812, started: AT, mode: null, contract: 'EJP', logs: '/x' },
  { type: 'history', fields: ['at', 'papp', 'pinj', 'iinst'], samples: [[1, 2, null, 3]] },
  {
    type: 'sample',
    at: AT,
    contract: 'EJP',
    period: 'HN',
    papp: 1230,
    iinst: 5,
    pinj: 0,
    pinjEstimated: true,
    indexes: { HN: 688322, HPM: 80072 },
    ejp: { active: false, notice: { startsInMinutes: 30 } },
    overload: null,
  },
  { type: 'record', line: '2026/11/23 17:22:14 DATA …' },
  {
    type: 'status',
    state: 'receiving',
    since: AT,
    input: '/dev/ttyAMA0',
    mode: 'historique',
    frames: 1042,
    rejected: { checksum: 3, parity: 0, format: 0, implausible: 0 },
    clients: 2,
  },
];

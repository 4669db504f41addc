/** What the OLED shows. Its font has no accents: capitals only. */
const fr = {
  ejp: 'EJP',
  on: 'OUI',
  off: 'NON',
  notice: 'PREAVIS',
  drawn: 'PAPP',
  injected: 'PINJ',
  silent: 'COMPTEUR MUET',
  stopped: 'ARRETE',
};

const en: typeof fr = {
  ejp: 'EJP',
  on: 'ON',
  off: 'OFF',
  notice: 'NOTICE',
  drawn: 'PAPP',
  injected: 'PINJ',
  silent: 'METER SILENT',
  stopped: 'STOPPED',
};

export const panel = { fr, en };

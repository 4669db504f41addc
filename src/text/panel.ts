/** What the OLED shows. Words to be read from two metres are short; the font has the accents of panel/glyphs.ts. */
const fr = {
  on: 'OUI',
  off: 'NON',
  notice: 'PRÉAVIS',
  /** Nothing heard from the meter yet, and for whom one waits. */
  waiting: 'ATTENTE',
  meter: 'du compteur',
  silent: 'MUET',
  stopped: 'ARRÊTÉ',
  overload: 'DÉPASSEMENT',
  injected: 'PINJ',
  /** When the peak that runs ends, at a time of day. */
  until: (time: string) => `fin ${time}`,
  /** When the peak announced begins: at a time of day, in so long. */
  from: (time: string) => `dès ${time}`,
  within: (span: string) => `dans ${span}`,
  /** After a peak that runs another one is announced. */
  again: '+ demain',
  tomorrow: 'demain',
  colours: { blue: 'BLEU', white: 'BLANC', red: 'ROUGE' },
  day: 'j',
};

const en: typeof fr = {
  on: 'ON',
  off: 'OFF',
  notice: 'NOTICE',
  waiting: 'WAITING',
  meter: 'for the meter',
  silent: 'SILENT',
  stopped: 'STOPPED',
  overload: 'OVERLOAD',
  injected: 'PINJ',
  until: (time) => `end ${time}`,
  from: (time) => `at ${time}`,
  within: (span) => `in ${span}`,
  again: '+ tmrw',
  tomorrow: 'tmrw',
  colours: { blue: 'BLUE', white: 'WHITE', red: 'RED' },
  day: 'd',
};

export type PanelTexts = typeof fr;
export const panel = { fr, en };

import { perLanguage } from './per-language.ts';

/** The texts of the OLED. The large words, to be read from two metres, are short; the font has the accents of panel/glyphs.ts. */
const fr = () => ({
  on: 'OUI',
  off: 'NON',
  notice: 'PRÉAVIS',
  /** No frame has come yet: `waiting` large, `meter` below it. */
  waiting: 'ATTENTE',
  meter: 'du compteur',
  silent: 'MUET',
  stopped: 'ARRÊTÉ',
  overload: 'DÉPASSEMENT',
  /** The running peak ends at this time of day. */
  until: (time: string) => `fin ${time}`,
  /** The announced peak begins at this time of day, in this time span. */
  from: (time: string) => `dès ${time}`,
  within: (span: string) => `dans ${span}`,
  /** Its time has come, and the meter has not switched yet. */
  soon: 'imminent',
  /** Another peak is announced while one runs. */
  again: '+ demain',
  /** The relay keeps its load off. */
  shed: 'délesté',
  tomorrow: 'demain',
  colours: { blue: 'BLEU', white: 'BLANC', red: 'ROUGE' },
  /** Before the label that the meter's frames lack. */
  without: 'sans',
  /** Unit of a silence of days. */
  day: 'j',
});

const en = (): ReturnType<typeof fr> => ({
  on: 'ON',
  off: 'OFF',
  notice: 'NOTICE',
  waiting: 'WAITING',
  meter: 'for the meter',
  silent: 'SILENT',
  stopped: 'STOPPED',
  overload: 'OVERLOAD',
  until: (time) => `end ${time}`,
  from: (time) => `at ${time}`,
  within: (span) => `in ${span}`,
  soon: 'imminent',
  again: '+ tmrw',
  shed: 'load off',
  tomorrow: 'tmrw',
  colours: { blue: 'BLUE', white: 'WHITE', red: 'RED' },
  without: 'no',
  day: 'd',
});

export type PanelTexts = ReturnType<typeof fr>;
export const panel = perLanguage(fr, en);

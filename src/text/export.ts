import { perLanguage } from './per-language.ts';

/** Files that a view is written to: their names, and the heads of their columns. Without accents: spreadsheets guess the encoding, and guess wrong. */
const fr = () => ({
  views: { live: 'live', day: 'jour', costs: 'couts', contracts: 'contrats', ejp: 'ejp' },
  columns: {
    time: 'heure',
    power: 'puissance VA',
    injection: 'injection VA',
    day: 'jour EJP',
    from: 'debut',
    to: 'fin',
    peak: 'pointe kWh',
    normal: 'heures normales kWh',
    cost: 'pointe EUR',
    atNormal: 'au prix HN EUR',
  },
});

const en = (): ReturnType<typeof fr> => ({
  views: { live: 'live', day: 'day', costs: 'costs', contracts: 'contracts', ejp: 'ejp' },
  columns: {
    time: 'time',
    power: 'power VA',
    injection: 'injection VA',
    day: 'EJP day',
    from: 'from',
    to: 'to',
    peak: 'peak kWh',
    normal: 'normal hours kWh',
    cost: 'peak EUR',
    atNormal: 'at HN EUR',
  },
});

export const exportTexts = perLanguage(fr, en);

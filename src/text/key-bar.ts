/** The last row of the screen: the views, their keys, a date that is typed. */
const fr = {
  views: { live: 'Live', day: 'Jour', costs: 'Coûts', ejp: 'EJP' },
  /** Of each view, the most needed first. */
  viewKeys: {
    live: [
      ['+/-', 'fenêtre'],
      ['z', 'zoom'],
      ['p', 'pause'],
      ['y', 'échelle'],
    ],
    day: [
      ['←→', 'jour'],
      ['g', 'date'],
      ['t', 'aujourd’hui'],
      ['PgPréc PgSuiv', 'semaine'],
    ],
    costs: [
      ['jsma', 'période'],
      ['Entrée', 'ouvrir'],
      ['[]', 'barre'],
      ['↑↓', 'choisir'],
    ],
    ejp: [
      ['↑↓', 'jour'],
      ['←→', 'saison'],
      ['Entrée', 'voir'],
    ],
  } as Readonly<Record<'live' | 'day' | 'costs' | 'ejp', readonly (readonly [string, string])[]>>,
  commonKeys: [
    ['?', 'aide'],
    ['q', 'quitter'],
  ] as readonly (readonly [string, string])[],
  /** The prompt, then hints, the least needed first. */
  dateEntry: ['Aller au\u00a0:', '24/11 ou 24/11/2026', 'Échap\u00a0: annuler', 'Entrée\u00a0: voir'] as readonly [
    string,
    ...string[],
  ],
};

const en: typeof fr = {
  views: { live: 'Live', day: 'Day', costs: 'Costs', ejp: 'EJP' },
  viewKeys: {
    live: [
      ['+/-', 'window'],
      ['z', 'zoom'],
      ['p', 'pause'],
      ['y', 'scale'],
    ],
    day: [
      ['←→', 'day'],
      ['g', 'date'],
      ['t', 'today'],
      ['PgUp PgDn', 'week'],
    ],
    costs: [
      ['dwmy', 'period'],
      ['Enter', 'open'],
      ['[]', 'bar'],
      ['↑↓', 'choose'],
    ],
    ejp: [
      ['↑↓', 'day'],
      ['←→', 'season'],
      ['Enter', 'show'],
    ],
  },
  commonKeys: [
    ['?', 'help'],
    ['q', 'quit'],
  ],
  dateEntry: ['Go to:', '24/11 or 2026-11-24', 'Esc: cancel', 'Enter: show'],
};

export const keyBar = { fr, en };

/** The last row of the screen: the views and their keys. */
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
      ['jsmaE', 'période'],
      ['Entrée', 'ouvrir'],
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
      ['dwmyE', 'period'],
      ['Enter', 'open'],
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
};

export const keyBar = { fr, en };

/** The last row of the screen: the views, their keys, a date that is typed. */
const fr = {
  views: { live: 'Live', day: 'Jour', costs: 'Coûts', ejp: 'EJP' },
  /** Of each view, the most needed first. */
  viewKeys: {
    live: [
      ['+/-', 'durée'],
      ['←→', 'temps'],
      ['[ ]', 'curseur'],
      ['c', 'tracé'],
      ['z', 'zoom'],
      ['p', 'pause'],
    ],
    day: [
      ['←→', 'jour'],
      ['+/-', 'durée'],
      ['[ ]', 'curseur'],
      ['x', 'comparer'],
      ['g', 'date'],
      ['t', 'aujourd’hui'],
    ],
    costs: [
      ['jsmae', 'période'],
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
      ['+/-', 'span'],
      ['←→', 'time'],
      ['[ ]', 'cursor'],
      ['c', 'style'],
      ['z', 'zoom'],
      ['p', 'pause'],
    ],
    day: [
      ['←→', 'day'],
      ['+/-', 'span'],
      ['[ ]', 'cursor'],
      ['x', 'compare'],
      ['g', 'date'],
      ['t', 'today'],
    ],
    costs: [
      ['dwmye', 'period'],
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
  dateEntry: ['Go to:', '24/11 or 2026-11-24', 'Esc: cancel', 'Enter: show'],
};

export const keyBar = { fr, en };

import { perLanguage } from './per-language.ts';

/** The last row of the screen: the views and their keys. */
const fr = () => ({
  views: { live: 'Live', day: 'Jour', costs: 'Coûts', ejp: 'EJP', tempo: 'Tempo' },
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
      ['jsma', 'période'],
      ['x', 'contrats'],
      ['Entrée', 'ouvrir'],
      ['[]', 'barre'],
      ['↑↓', 'choisir'],
    ],
    ejp: [
      ['↑↓', 'pointe'],
      ['[]', 'jour'],
      ['Entrée', 'voir'],
      ['←→', 'saison'],
      ['m', 'la plus chère'],
    ],
    tempo: [
      ['[]', 'jour'],
      ['Entrée', 'voir'],
      ['←→', 'année'],
      ['m', 'le plus cher'],
    ],
  } as Readonly<Record<'live' | 'day' | 'costs' | 'ejp' | 'tempo', readonly (readonly [string, string])[]>>,
  commonKeys: [
    ['?', 'aide'],
    ['q', 'quitter'],
  ] as readonly (readonly [string, string])[],
});

const en = (): ReturnType<typeof fr> => ({
  views: { live: 'Live', day: 'Day', costs: 'Costs', ejp: 'EJP', tempo: 'Tempo' },
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
      ['dwmy', 'period'],
      ['x', 'contracts'],
      ['Enter', 'open'],
      ['[]', 'bar'],
      ['↑↓', 'choose'],
    ],
    ejp: [
      ['↑↓', 'peak'],
      ['[]', 'day'],
      ['Enter', 'show'],
      ['←→', 'season'],
      ['m', 'the dearest'],
    ],
    tempo: [
      ['[]', 'day'],
      ['Enter', 'show'],
      ['←→', 'year'],
      ['m', 'the dearest'],
    ],
  },
  commonKeys: [
    ['?', 'help'],
    ['q', 'quit'],
  ],
});

export const keyBar = perLanguage(fr, en);

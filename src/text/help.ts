import { perLanguage } from './per-language.ts';

/** A key and what it does, or a sign and what it means. */
type Item = readonly [key: string, words: string];

/** The help of one language, in sections. */
interface Help {
  readonly title: string;
  /** Which rows of how many are shown. */
  part(first: number, last: number, of: number): string;
  readonly go: Section;
  readonly views: Readonly<Record<'live' | 'day' | 'costs' | 'ejp' | 'tempo', Section>>;
  readonly common: Section;
  readonly signs: Section;
  readonly curves: Section;
}

interface Section {
  readonly name: string;
  readonly items: readonly Item[];
}

const fr = (): Help => ({
  title: 'Aide',
  part: (first, last, of) => `${first}–${last} sur ${of}`,
  go: {
    name: 'Vues',
    items: [
      ['1', 'Live'],
      ['2', 'Jour'],
      ['3', 'Coûts'],
      ['4', 'EJP'],
      ['4', 'Tempo'],
      ['Tab', 'suivante'],
      ['Maj-Tab', 'avant'],
    ],
  },
  views: {
    live: {
      name: 'Live',
      items: [
        ['+ -', 'plus près, plus loin\u00a0: de 1\u00a0min à 1\u00a0an'],
        ['← → h l', 'vers le passé, le présent (Maj\u00a0: d’un coup)'],
        ['=', '10\u00a0min, puis 24\u00a0h'],
        ['t Début', 'au présent'],
        ['[ ] { }', 'curseur\u00a0: une colonne, dix'],
        ['m', 'curseur sur le maximum'],
        ['Échap', 'sans curseur, au présent'],
        ['z', 'une courbe en grand'],
        ['y', 'échelle\u00a0: auto, souscrite'],
        ['p Espace', 'figer l’affichage'],
      ],
    },
    day: {
      name: 'Jour',
      items: [
        ['← → h l', 'jour qui a un journal'],
        ['Maj ← →', 'jour du calendrier'],
        ['PgPréc PgSuiv', '± 7 jours'],
        ['+ -', 'plus près\u00a0; plus loin\u00a0: jours joints'],
        ['=', 'le jour entier'],
        ['[ ] { } m', 'curseur, maximum'],
        ['x', 'épingler ce jour pour le comparer'],
        ['X', 'comparer\u00a0: semaine, mois, année d’avant'],
        ['g', 'date\u00a0: 24, 24/11, 24/11/2026, hier'],
        ['t Début', 'aujourd’hui'],
        ['Échap', 'd’où l’on vient'],
      ],
    },
    costs: {
      name: 'Coûts',
      items: [
        ['j s m a E', 'par jour, semaine, mois, an, saison (EJP, Tempo)'],
        ['↑ ↓ PgPréc PgSuiv ^d ^u', 'choisir'],
        ['[ ] { } M', 'curseur sur les barres, la plus haute'],
        ['x', 'sous d’autres contrats'],
        ['gg G', 'premier, dernier'],
        ['Entrée', 'plus fin, puis ce jour'],
        ['Échap', 'moins fin'],
      ],
    },
    ejp: {
      name: 'EJP',
      items: [
        ['↑ ↓ ^d ^u gg G', 'choisir un jour EJP'],
        ['[ ] { }', 'un jour, dix'],
        ['m', 'le plus cher'],
        ['Entrée', 'le voir'],
        ['Échap', 'sans curseur'],
        ['← → h l', 'saison'],
        ['t', 'celle en cours'],
      ],
    },
    tempo: {
      name: 'Tempo',
      items: [
        ['[ ] { }', 'un jour, dix'],
        ['m', 'le plus cher'],
        ['Entrée', 'le voir'],
        ['Échap', 'sans curseur'],
        ['← → h l', 'année'],
        ['t', 'celle en cours'],
      ],
    },
  },
  common: {
    name: 'Partout',
    items: [
      ['?', 'ou F1\u00a0: aide (↑ ↓ gg G)'],
      ['q', 'ou F10, Ctrl-C\u00a0: quitter'],
      ['o', 'réglages'],
      ['e', 'enregistrer la vue\u00a0: csv, json, texte'],
      ['r', 'reconnecter, relire'],
      ['c', 'tracé\u00a0: plein, contour, ligne'],
      ['C', 'signes\u00a0: blocs, demi-blocs, ASCII'],
      ['Ctrl-L', 'redessiner'],
      ['Ctrl-Z', 'suspendre (fg revient)'],
    ],
  },
  signs: {
    name: 'Signes',
    items: [
      ['●', 'en direct'],
      ['!', 'compteur muet, ou panne'],
      ['✕', 'démon absent'],
      ['?', 'dernière valeur connue'],
      ['—', 'jamais reçu, ou prix manquant'],
    ],
  },
  curves: {
    name: 'Courbes',
    items: [
      ['▄', 'puissance\u00a0: maximum\u00a0; injection\u00a0: moyenne'],
      ['·', 'pas de mesure'],
      ['▒', 'pointe mobile'],
      ['▁▄', 'sous une valeur\u00a0: les 24 dernières heures'],
    ],
  },
});

const en = (): Help => ({
  title: 'Help',
  part: (first, last, of) => `${first}–${last} of ${of}`,
  go: {
    name: 'Views',
    items: [
      ['1', 'Live'],
      ['2', 'Day'],
      ['3', 'Costs'],
      ['4', 'EJP'],
      ['4', 'Tempo'],
      ['Tab', 'next'],
      ['Shift-Tab', 'before'],
    ],
  },
  views: {
    live: {
      name: 'Live',
      items: [
        ['+ -', 'closer, wider: 1 min to 1 year'],
        ['← → h l', 'into the past, to the present (Shift: at once)'],
        ['=', '10 min, then 24 h'],
        ['t Home', 'to the present'],
        ['[ ] { }', 'cursor: a column, ten'],
        ['m', 'cursor on the maximum'],
        ['Esc', 'no cursor, to the present'],
        ['z', 'one curve in full'],
        ['y', 'scale: auto, subscribed'],
        ['p Space', 'pause the display'],
      ],
    },
    day: {
      name: 'Day',
      items: [
        ['← → h l', 'day that has a log'],
        ['Shift ← →', 'day of the calendar'],
        ['PgUp PgDn', '± 7 days'],
        ['+ -', 'closer; wider: days joined'],
        ['=', 'the whole day'],
        ['[ ] { } m', 'cursor, maximum'],
        ['x', 'pin this day to compare it'],
        ['X', 'compare: week, month, year before'],
        ['g', 'date: 24, 24/11, 2026-11-24, yesterday'],
        ['t Home', 'today'],
        ['Esc', 'where you came from'],
      ],
    },
    costs: {
      name: 'Costs',
      items: [
        ['d w m y E', 'by day, week, month, year, season (EJP, Tempo)'],
        ['↑ ↓ PgUp PgDn ^d ^u', 'choose'],
        ['[ ] { } M', 'cursor on the bars, the highest'],
        ['x', 'under other contracts'],
        ['gg G', 'first, last'],
        ['Enter', 'finer, then that day'],
        ['Esc', 'coarser'],
      ],
    },
    ejp: {
      name: 'EJP',
      items: [
        ['↑ ↓ ^d ^u gg G', 'choose an EJP day'],
        ['[ ] { }', 'one day, ten'],
        ['m', 'the dearest'],
        ['Enter', 'show it'],
        ['Esc', 'no cursor'],
        ['← → h l', 'season'],
        ['t', 'the present one'],
      ],
    },
    tempo: {
      name: 'Tempo',
      items: [
        ['[ ] { }', 'one day, ten'],
        ['m', 'the dearest'],
        ['Enter', 'show it'],
        ['Esc', 'no cursor'],
        ['← → h l', 'year'],
        ['t', 'the present one'],
      ],
    },
  },
  common: {
    name: 'Everywhere',
    items: [
      ['?', 'or F1: help (↑ ↓ gg G)'],
      ['q', 'or F10, Ctrl-C: quit'],
      ['o', 'settings'],
      ['e', 'write the view to a file: csv, json, text'],
      ['r', 'reconnect, read again'],
      ['c', 'curves: area, contour, line'],
      ['C', 'signs: blocks, half blocks, ASCII'],
      ['Ctrl-L', 'redraw'],
      ['Ctrl-Z', 'suspend (fg resumes)'],
    ],
  },
  signs: {
    name: 'Signs',
    items: [
      ['●', 'live'],
      ['!', 'meter silent, or a fault'],
      ['✕', 'daemon absent'],
      ['?', 'last value known'],
      ['—', 'never received, or price missing'],
    ],
  },
  curves: {
    name: 'Curves',
    items: [
      ['▄', 'power: maximum; injection: mean'],
      ['·', 'no reading'],
      ['▒', 'mobile peak'],
      ['▁▄', 'under a value: the last 24 hours'],
    ],
  },
});

export const help = perLanguage(fr, en);

/** A key and what it does, or a sign and what it means. */
type Item = readonly [key: string, words: string];

/** The help of one language, in sections. */
interface Help {
  readonly title: string;
  /** Which rows of how many are shown. */
  part(first: number, last: number, of: number): string;
  readonly go: Section;
  readonly views: Readonly<Record<'live' | 'day' | 'costs' | 'ejp', Section>>;
  readonly common: Section;
  readonly signs: Section;
  readonly curves: Section;
}

interface Section {
  readonly name: string;
  readonly items: readonly Item[];
}

const fr: Help = {
  title: 'Aide',
  part: (first, last, of) => `${first}–${last} sur ${of}`,
  go: {
    name: 'Vues',
    items: [
      ['1', 'Live'],
      ['2', 'Jour'],
      ['3', 'Coûts'],
      ['4', 'EJP'],
      ['Tab', 'suivante'],
      ['Maj-Tab', 'avant'],
    ],
  },
  views: {
    live: {
      name: 'Live',
      items: [
        ['+ -', 'fenêtre de 1\u00a0min à 24\u00a0h'],
        ['=', '10\u00a0min'],
        ['z', 'une courbe en grand'],
        ['y', 'échelle auto, souscrite'],
        ['p Espace', 'pause de l’affichage'],
      ],
    },
    day: {
      name: 'Jour',
      items: [
        ['← → h l', 'jour qui a un journal'],
        ['Maj ← →', 'jour du calendrier'],
        ['PgPréc PgSuiv', '± 7 jours'],
        ['g', 'date\u00a0: 24, 24/11, 24/11/2026, hier'],
        ['t Début', 'aujourd’hui'],
        ['Échap', 'd’où l’on vient'],
      ],
    },
    costs: {
      name: 'Coûts',
      items: [
        ['j s m a E', 'par jour, semaine, mois, an, saison EJP'],
        ['↑ ↓ PgPréc PgSuiv ^d ^u', 'choisir'],
        ['gg G', 'premier, dernier'],
        ['Entrée', 'plus fin, puis ce jour'],
        ['Échap', 'moins fin'],
      ],
    },
    ejp: {
      name: 'EJP',
      items: [
        ['↑ ↓ ^d ^u gg G', 'choisir un jour EJP'],
        ['Entrée', 'voir ce jour'],
        ['← → h l', 'saison d’avant, d’après'],
        ['t', 'saison en cours'],
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
};

const en: Help = {
  title: 'Help',
  part: (first, last, of) => `${first}–${last} of ${of}`,
  go: {
    name: 'Views',
    items: [
      ['1', 'Live'],
      ['2', 'Day'],
      ['3', 'Costs'],
      ['4', 'EJP'],
      ['Tab', 'next'],
      ['Shift-Tab', 'before'],
    ],
  },
  views: {
    live: {
      name: 'Live',
      items: [
        ['+ -', 'window from 1 min to 24 h'],
        ['=', '10 min'],
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
        ['g', 'date: 24, 24/11, 2026-11-24, yesterday'],
        ['t Home', 'today'],
        ['Esc', 'where you came from'],
      ],
    },
    costs: {
      name: 'Costs',
      items: [
        ['d w m y E', 'by day, week, month, year, EJP season'],
        ['↑ ↓ PgUp PgDn ^d ^u', 'choose'],
        ['gg G', 'first, last'],
        ['Enter', 'finer, then that day'],
        ['Esc', 'coarser'],
      ],
    },
    ejp: {
      name: 'EJP',
      items: [
        ['↑ ↓ ^d ^u gg G', 'choose an EJP day'],
        ['Enter', 'show that day'],
        ['← → h l', 'season before, after'],
        ['t', 'present season'],
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
      ['c', 'plot: filled, outline, line'],
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
};

export const help = { fr, en };

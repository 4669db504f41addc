type Rows = readonly (readonly [keys: string, words: string])[];

/** The help of one language: what each view answers to, what all do, and what the signs mean. */
interface Help {
  readonly title: string;
  readonly views: Readonly<Record<'live' | 'day' | 'costs' | 'ejp', Rows>>;
  readonly common: Rows;
  readonly symbols: Rows;
}

const fr: Help = {
  title: 'Aide',
  views: {
    live: [
      ['+ - =', 'fenêtre\u00a0: plus longue, plus courte, 10 min'],
      ['z', 'une courbe en grand, puis l’autre, puis tout'],
      ['y', 'échelle\u00a0: automatique, ou la puissance souscrite'],
      ['p Espace', 'pause de l’affichage (l’acquisition continue)'],
    ],
    day: [
      ['← → h l', 'jour précédent, suivant, parmi ceux qui ont un journal'],
      ['Maj ← →', 'jour précédent, suivant du calendrier'],
      ['PgPréc PgSuiv', 'une semaine avant, après'],
      ['g', 'aller à une date\u00a0: 24, 24/11, 24/11/2026'],
      ['t Début', 'aujourd’hui'],
    ],
    costs: [
      ['j s m a e', 'par jour, semaine, mois, année, saison EJP'],
      ['↑ ↓ PgPréc…', 'plus ancien, plus récent'],
      ['Entrée', 'voir ce jour'],
    ],
    ejp: [
      ['↑ ↓', 'choisir un jour EJP'],
      ['Entrée', 'voir ce jour'],
    ],
  },
  common: [
    ['1 2 3 4 Tab', 'Live, Jour, Coûts, EJP\u00a0; la vue suivante'],
    ['? F1 Échap', 'ouvrir, fermer l’aide'],
    ['q F10 Ctrl-C', 'quitter'],
    ['c', 'tracé\u00a0: blocs, demi-blocs, ASCII'],
    ['r', 'reconnecter, relire les journaux'],
    ['Ctrl-L Ctrl-Z', 'redessiner\u00a0; suspendre (fg revient)'],
  ],
  symbols: [
    ['● ! ✕', 'en direct\u00a0; compteur muet\u00a0; démon absent'],
    ['?', 'après une valeur\u00a0: la dernière connue'],
    ['—', 'jamais reçu, ou prix manquant'],
    ['·', 'dans une courbe\u00a0: pas de mesure'],
    ['▁▄█', 'puissance\u00a0: le maximum de chaque colonne'],
    ['', 'injection\u00a0: la moyenne de chaque colonne'],
    ['', 'sous une valeur\u00a0: les 24 dernières heures'],
  ],
};

const en: Help = {
  title: 'Help',
  views: {
    live: [
      ['+ - =', 'window: longer, shorter, 10 min'],
      ['z', 'one curve in full, then the other, then all'],
      ['y', 'scale: automatic, or the subscribed power'],
      ['p Space', 'pause the display (acquisition goes on)'],
    ],
    day: [
      ['← → h l', 'day before, after, of those that have a log'],
      ['Shift ← →', 'day before, after, of the calendar'],
      ['PgUp PgDn', 'a week before, after'],
      ['g', 'go to a date: 24, 24/11, 2026-11-24'],
      ['t Home', 'today'],
    ],
    costs: [
      ['d w m y e', 'by day, week, month, year, EJP season'],
      ['↑ ↓ PgUp…', 'older, newer'],
      ['Enter', 'show that day'],
    ],
    ejp: [
      ['↑ ↓', 'choose an EJP day'],
      ['Enter', 'show that day'],
    ],
  },
  common: [
    ['1 2 3 4 Tab', 'Live, Day, Costs, EJP; the next view'],
    ['? F1 Esc', 'open, close this help'],
    ['q F10 Ctrl-C', 'quit'],
    ['c', 'drawing: blocks, half blocks, ASCII'],
    ['r', 'reconnect, read the logs again'],
    ['Ctrl-L Ctrl-Z', 'redraw; suspend (fg resumes)'],
  ],
  symbols: [
    ['● ! ✕', 'live; meter silent; daemon absent'],
    ['?', 'after a value: the last one known'],
    ['—', 'never received, or price missing'],
    ['·', 'in a curve: no measurement'],
    ['▁▄█', 'power: the maximum of each column'],
    ['', 'injection: the mean of each column'],
    ['', 'under a value: the last 24 hours'],
  ],
};

export const help = { fr, en };

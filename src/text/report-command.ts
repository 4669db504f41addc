import { perLanguage } from './per-language.ts';
/** What every option and word for days takes. */
export const DATES = {
  fr: 'aujourd’hui, hier, 28/11/2026, 28/11, 2026-11-28, 7j, semaine, mois, année, saison, 2026-S47, 2026-11 ou 2026',
  en: 'today, yesterday, 28/11/2026, 28/11, 2026-11-28, 7d, week, month, year, season, 2026-W47, 2026-11 or 2026',
};

/** The command `report`: its options, and the errors of its command line. */
const fr = () => ({
  report: 'énergie et coût, d’après les journaux\u00a0; sans dates\u00a0: aujourd’hui',
  reportStart: 'premier jour (28/11, 2026-11-28, hier…), ou une semaine ou un mois (2026-S47, 2026-11)',
  reportEnd: 'dernier jour (sinon aujourd’hui, ou la fin de la semaine, du mois de -s)',
  reportWord: DATES.fr,
  reportAgain: 'redessine toutes les 30\u00a0s, jusqu’à Ctrl-C',
  reportBy: 'une ligne par jour, semaine, mois, année ou saison',
  reportFormat:
    'forme du résultat, sinon celle que dit le nom du fichier, sinon table\u00a0; html\u00a0: une page, avec la courbe',
  reportOutput:
    'écrit dans ce fichier (-\u00a0: sortie standard), remplacé d’un coup\u00a0; avec -a, récrit toutes les 30\u00a0s',
  noOutput: '-o attend le nom d’un fichier, ou - pour la sortie standard',
  outputIsLog: (file: string) =>
    `${file}\u00a0: ce nom est celui d’un journal, rien n’y est écrit\u00a0; choisir un nom sans AAAA_MM_JJ ou sans .log`,
  againWhere: 'une page récrite a besoin d’un fichier\u00a0: -o FICHIER',
  noPageParts:
    'ce programme a été construit sans rolldown\u00a0: il ne peut pas faire de page\u00a0; prendre l’archive de npm pack',
  reportStep: 'une ligne par pas\u00a0; avec --format csv ou json',
  stepFormat: (format: string) => `--step va avec --format csv ou json, pas ${format}`,
  stepAndBy: 'donner --step ou --by, pas les deux',
  reportCompare: 'ce que les mêmes relevés auraient coûté sous d’autres contrats : base, hc, tempo, ejp, ou plusieurs',
  stepAndCompare: 'donner --step ou --compare, pas les deux',
  compareFormat: '--compare va avec --format table, json ou csv, pas html',
});

const en = (): ReturnType<typeof fr> => ({
  report: 'energy and cost, from the logs; no dates: today',
  reportStart: 'first day (28/11, 2026-11-28, yesterday…), or a week or month (2026-W47, 2026-11)',
  reportEnd: 'last day (else today, or the end of the week or month of -s)',
  reportWord: DATES.en,
  reportAgain: 'draws again every 30 s, until Ctrl-C',
  reportBy: 'a row a day, week, month, year or season',
  reportFormat: 'form of the result, else the one that the file’s name says, else table; html: a page, with the curve',
  reportOutput: 'writes to this file (-: standard output), replaced in one go; with -a, written again every 30 s',
  noOutput: '-o expects the name of a file, or - for standard output',
  outputIsLog: (file) =>
    `${file}: a log has such a name, nothing is written; choose a name without YYYY_MM_DD or without .log`,
  againWhere: 'a page that is written again needs a file: -o FILE',
  noPageParts: 'this program was built without rolldown: it cannot make pages; take the archive of npm pack',
  reportStep: 'a row a step; with --format csv or json',
  stepFormat: (format) => `--step goes with --format csv or json, not ${format}`,
  stepAndBy: 'give --step or --by, not both',
  reportCompare: 'what the same readings would have cost under other contracts: base, hc, tempo, ejp, or several',
  stepAndCompare: 'give --step or --compare, not both',
  compareFormat: '--compare goes with --format table, json or csv, not html',
});

export const reportCommand = perLanguage(fr, en);

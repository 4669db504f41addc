import type { Lang } from '../../text/format.ts';
import { keyBar } from '../../text/key-bar.ts';
import { lastRowTexts } from '../../text/last-row.ts';
import { entryOf } from '../../text/untrusted.ts';
import { blank, fit, fitting, type Line, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import type { Exported, Selection, Tab } from '../model/selection.ts';

type Word = readonly [key: string, what: string];

/** The last row: the keys, or what is being asked, or what became of it. */
export const lastRow = memoizeLast((lang: Lang, selection: Selection, tabs: readonly Tab[], width: number): Line => {
  if (selection.typedDate !== undefined) return dateRow(lang, selection, selection.typedDate, width);
  const t = lastRowTexts[lang];
  if (selection.isExporting) {
    return fit([seg(` ${t.exportPrompt} `, 'title'), ...t.exportForms.flatMap((form) => word(form))], width);
  }
  if (selection.exported) return fit(exportedRow(lang, selection.exported, width), width);
  return keysRow(lang, selection, tabs, width);
});

/** A key and what it does; a click on it is that key. */
function word([key, what]: Word): Line {
  const name = key === 'Échap' || key === 'Esc' ? 'escape' : key;
  const click = key.length === 1 || name === 'escape' ? { key: name } : {};
  return [blank(1), { ...seg(key, 'title'), ...click }, { ...seg(what === '' ? '' : ` ${what}`), ...click }];
}

/** The date so far; then why the one that was entered is none, or hints, which go from their beginning: keys stay longest. */
function dateRow(lang: Lang, { dateRefusal }: Selection, typed: string, width: number): Line {
  const t = lastRowTexts[lang];
  const line = [seg(` ${t.date} `, 'title'), seg(`${typed}_`, 'value')];
  if (dateRefusal !== undefined) {
    const reasons = t.dateRefusals[dateRefusal];
    const texts = [`${typed}${lang === 'fr' ? '\u00a0: ' : ': '}${reasons[0]}`, ...reasons];
    return fit([...line, seg(`  ${fitting(texts, width - widthOf(line) - 2)}`, 'warning')], width);
  }
  const hints = [...t.dateHints];
  while (hints.length > 0 && widthOf(line) + hints.join('   ').length + 3 > width) hints.shift();
  return fit([...line, ...hints.map((hint) => seg(`   ${hint}`, 'dim'))], width);
}

/** The file that was written, or why there is none; where its path has no room, its name. */
function exportedRow(lang: Lang, exported: Exported, width: number): Line {
  const t = lastRowTexts[lang];
  if (exported.kind === 'nothing') return [seg(` ${fitting(t.exportNothing, width - 1)}`, 'warning')];
  const { path } = exported;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (exported.kind === 'written') {
    const texts = [`${t.exported}${path}`, `${t.exported}…/${name}`, `${t.exported}${name}`, name];
    return [seg(` ${fitting(texts, width - 1)}`, 'good')];
  }
  const words = entryOf(t.refusals, exported.code);
  const why = words === undefined ? exported.code : `${words} (${exported.code})`;
  const texts = [t.exportRefused(path, why), t.exportRefused(name, why), why];
  return [seg(` ${fitting(texts, width - 1)}`, 'alarm')];
}

/** The views, the one shown marked, then the keys of this view; what does not fit is left out whole, the least needed first. */
function keysRow(lang: Lang, selection: Selection, views: readonly Tab[], width: number): Line {
  const text = keyBar[lang];
  const isSheet = selection.sheetRow !== undefined && !selection.help;
  const tabs = (named: boolean): Line =>
    views.map(({ view: each, name }, i) => {
      const here = selection.view === each && !selection.help;
      const words = named || here ? ` ${i + 1} ${text.views[name]} ` : ` ${i + 1}`;
      return { ...seg(words, here ? 'chosen' : 'plain'), key: String(i + 1) };
    });
  const common = text.commonKeys.map(word);
  const t = lastRowTexts[lang];
  const shown = views.find(({ view: each }) => each === selection.view);
  const ofView = shown ? text.viewKeys[shown.name] : [];
  const own = (selection.help ? t.helpKeys : isSheet ? t.settingsKeys : ofView).map(word);
  // Leaving and help stay to the end; the keys of the view go from their end, then the names of the other views.
  const line = (named: boolean): Line =>
    [tabs(named), ...(own.length > 0 ? [[seg('│', 'border')]] : []), ...own, ...common].flat();
  // Where a sheet or the help lies over the view, its keys are needed more than the names of the views.
  const isOver = isSheet || selection.help;
  while (own.length > 0 && widthOf(line(!isOver)) > width) own.pop();
  return fit(line(widthOf(line(true)) <= width), width);
}

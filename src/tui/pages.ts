/* What the first screen does not show: loaded once that is drawn. */
export { costsView } from './views/costs.ts';
export { dayView } from './views/day.ts';
export { ejpView } from './views/ejp.ts';
export { factsPanel } from './views/facts-panel.ts';
export { helpPage, lastHelpRow } from './views/help.ts';
export { settingsSheet, sheetHeight } from './views/settings.ts';

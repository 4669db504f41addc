/* The views that nobody looks at first: loaded once the first screen is shown. */
export { costsView } from './views/costs.ts';
export { dayView } from './views/day.ts';
export { ejpView } from './views/ejp.ts';
export { helpPage, lastHelpRow } from './views/help.ts';
export { settingsSheet, sheetHeight } from './views/settings.ts';

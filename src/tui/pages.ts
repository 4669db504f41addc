/* The views that nobody looks at first: loaded once the first screen is shown. */
export { costsView } from './views/costs.js';
export { dayView } from './views/day.js';
export { ejpView } from './views/ejp.js';
export { helpPage } from './views/help.js';

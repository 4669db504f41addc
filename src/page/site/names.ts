/** What names of ours in a directory of pages begin with; the file that makes such a directory ours; who writes to it. */
export const OWN = '.linky-monitor-pages';
export const INVENTORY = OWN;
export const LOCK = `${OWN}.lock`;

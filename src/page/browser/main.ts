import type { PageData } from '../page-data.ts';
import { CurvePage } from './curve-page.ts';
import type { PageWords } from './page-words.ts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData & { readonly words: PageWords };
const [figure, drawing] = ['curve', 'drawing'].map((id) => document.getElementById(id));
if (figure && drawing) new CurvePage(figure, drawing, data, data.words).open();

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** What MIT asks of who hands on a copy: each page has one. */
const NOTICE = '/* uPlot 1.6.32, © 2022 Leon Sorokin, MIT licence, github.com/leeoniya/uPlot */';

/** Makes what runs and what is shown in a browser: one script and one style sheet, which go into each page as they are. */
export async function bundlePage(root: string, out: string): Promise<void> {
  const source = join(root, 'src', 'page', 'browser');
  const build = await rolldown({ input: join(source, 'main.ts'), platform: 'browser' });
  const { output } = await build.generate({ format: 'iife', minify: true, comments: false });
  const code = output[0].code.trim();
  if (code.includes('</script')) throw new Error('the script of the page ends its own element');
  writeFileSync(join(out, 'page.js'), `${NOTICE}\n${code}\n`);
  const styles = [join(root, 'node_modules', 'uplot', 'dist', 'uPlot.min.css'), join(source, 'page.css')];
  writeFileSync(join(out, 'page.css'), styles.map((file) => smaller(readFileSync(file, 'utf8'))).join('\n'));
}

const smaller = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .trim();

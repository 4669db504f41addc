/** blessed-contrib has no types for its single widgets; the whole package would load 180 modules for one. */
declare module 'blessed-contrib/lib/widget/sparkline.js' {
  import type { Widgets } from 'blessed';

  /** A box with one row of ▁▂▃▄▅▆▇█ a data set, each scaled from its least to its greatest value. */
  interface Sparkline extends Widgets.BoxElement {
    setData(titles: readonly string[], data: readonly (readonly number[])[]): void;
  }
  function sparkline(options: Widgets.BoxOptions): Sparkline;
  export default sparkline;
}

import type { Style } from '../layout/lines.ts';

/** `either` is readable on dark and on light: for terminals that do not say what their background is. */
export type ThemeName = 'either' | 'sombre' | 'clair' | 'daltonien' | 'daltonienClair';

/** How many colours the terminal has; without any, bold and reverse stay. */
export type Depth = 'many' | 'eight' | 'none';

/** SGR parameters of each style; '' is the terminal's own. */
export type Palette = Readonly<Record<Style, string>>;

/** The colours of a theme, of the 256. Badges have a background of their own. */
interface Colours {
  readonly dim: number;
  readonly border: number;
  readonly power: number;
  readonly injection: number;
  readonly peak: number;
  readonly good: number;
  readonly warning: number;
  readonly alarm: number;
  /** Backgrounds of black text. */
  readonly onBadge: number;
  readonly noticeBadge: number;
}

/** daltonien: blue against orange (after Okabe and Ito), which red-green blindness can tell apart. */
export const THEMES: Readonly<Record<ThemeName, Colours>> = {
  either: {
    ...{ dim: 244, border: 243, power: 32, injection: 28, peak: 166, good: 28, warning: 136, alarm: 160 },
    ...{ onBadge: 208, noticeBadge: 220 },
  },
  sombre: {
    ...{ dim: 244, border: 240, power: 75, injection: 114, peak: 208, good: 114, warning: 220, alarm: 203 },
    ...{ onBadge: 208, noticeBadge: 220 },
  },
  clair: {
    ...{ dim: 241, border: 245, power: 25, injection: 28, peak: 130, good: 28, warning: 94, alarm: 124 },
    ...{ onBadge: 208, noticeBadge: 220 },
  },
  daltonien: {
    ...{ dim: 244, border: 240, power: 75, injection: 36, peak: 214, good: 75, warning: 229, alarm: 166 },
    ...{ onBadge: 214, noticeBadge: 229 },
  },
  daltonienClair: {
    ...{ dim: 241, border: 245, power: 25, injection: 29, peak: 130, good: 25, warning: 94, alarm: 124 },
    ...{ onBadge: 214, noticeBadge: 229 },
  },
};

/** Styles that every palette shows by their shape. */
const SHAPES = { plain: '', chosen: '1;7', title: '1', value: '1' } as const;

/** Black on a colour; reversed, so that it is a badge without colours too. */
const badge = (colour: number): string => `1;7;38;5;${colour};48;5;16`;

function many(theme: ThemeName): Palette {
  const { dim, border, power, injection, peak, good, warning, alarm, onBadge, noticeBadge } = THEMES[theme];
  const colour = (number: number): string => `38;5;${number}`;
  return {
    ...SHAPES,
    dim: colour(dim),
    dimReverse: `7;${colour(dim)}`,
    border: colour(border),
    power: colour(power),
    injection: colour(injection),
    peak: colour(peak),
    good: colour(good),
    warning: `1;${colour(warning)}`,
    alarm: `1;${colour(alarm)}`,
    ejpOn: badge(onBadge),
    ejpNotice: badge(noticeBadge),
  };
}

/** Of eight colours, blue is too dark on a console unless it is bold, and there is no grey. */
function eight(theme: ThemeName): Palette {
  const blind = theme === 'daltonien' || theme === 'daltonienClair';
  return {
    ...SHAPES,
    ...{ dim: '36', dimReverse: '7;36', border: '' },
    ...{ power: '1;34', injection: blind ? '36' : '32', peak: blind ? '33' : '31', good: blind ? '1;34' : '32' },
    ...{ warning: '1;33', alarm: '1;31' },
    ...{ ejpOn: blind ? '1;7;33' : '1;7;31', ejpNotice: blind ? '1;7' : '1;7;33' },
  };
}

const NONE: Palette = {
  ...SHAPES,
  ...{ dim: '', dimReverse: '7', border: '', power: '', injection: '', peak: '1', good: '' },
  ...{ warning: '1', alarm: '1;7', ejpOn: '1;7', ejpNotice: '1;7' },
};

export function paletteOf(theme: ThemeName, depth: Depth): Palette {
  return depth === 'many' ? many(theme) : depth === 'eight' ? eight(theme) : NONE;
}

import type { Style } from '../layout/lines.ts';
import { numberOf } from './true-colours.ts';

/** `either` is readable on dark and on light: for terminals that do not say what their background is. */
export const THEMES = ['either', 'sombre', 'clair', 'daltonien', 'daltonienClair'] as const;
export type ThemeName = (typeof THEMES)[number];

/** How many colours the terminal has: any, 256, 8; without any, bold and reverse stay. */
export type Depth = 'true' | 'many' | 'eight' | 'none';

/** SGR parameters of each style; '' is the terminal's own. */
export type Palette = Readonly<Record<Style, string>>;

/**
 * Of the 256 colours, one a theme, in the order of `THEMES`; badges are backgrounds of black text. daltonien: blue
 * against orange (after Okabe and Ito), which red-green blindness can tell apart.
 */
export const COLOURS = {
  dim: [244, 244, 241, 244, 241],
  border: [243, 240, 245, 240, 245],
  power: [32, 75, 25, 75, 25],
  injection: [28, 114, 28, 36, 29],
  peak: [166, 208, 130, 214, 130],
  cheap: [30, 79, 30, 123, 30],
  blueDay: [32, 75, 25, 75, 25],
  whiteDay: [246, 255, 243, 255, 243],
  redDay: [160, 203, 124, 166, 124],
  good: [28, 114, 28, 75, 25],
  warning: [136, 220, 94, 229, 94],
  alarm: [160, 203, 124, 166, 124],
  onBadge: [208, 208, 208, 214, 214],
  noticeBadge: [220, 220, 220, 229, 229],
} as const;

/** Styles that every palette shows by their shape. */
const SHAPES = { plain: '', chosen: '1;7', title: '1', value: '1' } as const;

function many(theme: ThemeName, isTrue: boolean): Palette {
  const at = THEMES.indexOf(theme);
  const colour = (name: keyof typeof COLOURS): string => `38;5;${isTrue ? numberOf(name, at) : COLOURS[name][at]}`;
  // Black on a colour; reversed, so that it is a badge without colours too.
  const badge = (name: keyof typeof COLOURS): string => `1;7;${colour(name)};48;5;16`;
  return {
    ...SHAPES,
    ...{ dim: colour('dim'), dimReverse: `7;${colour('dim')}`, border: colour('border'), power: colour('power') },
    ...{ injection: colour('injection'), peak: colour('peak'), cheap: colour('cheap'), good: colour('good') },
    ...{ blueDay: colour('blueDay'), whiteDay: colour('whiteDay'), redDay: colour('redDay'), limit: colour('alarm') },
    ...{ warning: `1;${colour('warning')}`, alarm: `1;${colour('alarm')}` },
    ...{ ejpOn: badge('onBadge'), ejpNotice: badge('noticeBadge') },
  };
}

/** Of eight colours, blue is too dark on a console unless it is bold, and there is no grey. */
function eight(theme: ThemeName): Palette {
  const blind = theme === 'daltonien' || theme === 'daltonienClair';
  return {
    ...SHAPES,
    ...{ dim: '36', dimReverse: '7;36', border: '', power: '1;34', warning: '1;33', alarm: '1;31' },
    ...{ cheap: '1;36', blueDay: '1;34', whiteDay: '1', redDay: '1;31', limit: blind ? '33' : '31' },
    ...(blind
      ? { injection: '36', peak: '33', good: '1;34', ejpOn: '1;7;33', ejpNotice: '1;7' }
      : { injection: '32', peak: '31', good: '32', ejpOn: '1;7;31', ejpNotice: '1;7;33' }),
  };
}

const NONE: Palette = {
  ...SHAPES,
  ...{ dim: '', dimReverse: '7', border: '', power: '', injection: '', peak: '1', good: '' },
  ...{ cheap: '', blueDay: '', whiteDay: '', redDay: '1', limit: '' },
  ...{ warning: '1', alarm: '1;7', ejpOn: '1;7', ejpNotice: '1;7' },
};

export function paletteOf(theme: ThemeName, depth: Depth): Palette {
  if (depth === 'true' || depth === 'many') return many(theme, depth === 'true');
  return depth === 'eight' ? eight(theme) : NONE;
}

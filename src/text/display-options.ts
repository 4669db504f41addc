import { perLanguage } from './per-language.ts';

/** Options of the screen. */
const fr = () => ({
  title: 'Écran\u00a0:',
  theme: 'couleurs\u00a0: auto, sombre, clair ou daltonien (dark, light, colour-blind)',
  noColor: 'sans couleur (comme NO_COLOR)\u00a0; gras et inverse restent',
  ascii: 'sans accents ni tracés\u00a0: lettres et signes ASCII seulement',
  mouse: 'clics, molette, courbe tirée\u00a0; la sélection de texte du terminal est alors coupée',
  bell: 'sonne une fois quand l’EJP change',
  interval: 'secondes entre deux tracés de l’écran',
  themes: 'auto, sombre, clair, daltonien',
});

const en = (): ReturnType<typeof fr> => ({
  title: 'Screen:',
  theme: 'colours: auto, dark, light or colour-blind (sombre, clair, daltonien)',
  noColor: 'no colour (as NO_COLOR); bold and reverse stay',
  ascii: 'no accents, no drawing: ASCII letters and signs only',
  mouse: "clicks, the wheel, a curve that is dragged; the terminal's own selection of text is then off",
  bell: 'rings once when EJP changes',
  interval: 'seconds between two drawings of the screen',
  themes: 'auto, dark, light, colour-blind',
});

export const displayOptions = perLanguage(fr, en);

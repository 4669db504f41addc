import { perLanguage } from './per-language.ts';

/** The own production, of panels, in the report. */
const fr = () => ({
  produced: 'Production',
  self: 'Autoconsommation',
  /** From the grid, in the same part of the time. */
  drawn: 'Soutirage',
  house: 'Conso de la maison',
  none: 'aucune donnée sur cette période',
  ofTheTime: (percent: string) => `sur ${percent} du temps`,
  ofProduction: (percent: string) => `${percent} de la production`,
  ofHouse: (percent: string) => `${percent} autoproduits`,
  producedColumn: 'Produit kWh',
  selfColumn: 'Autocons. kWh',
  selfShareColumn: 'du produit',
  houseColumn: 'Maison kWh',
  houseShareColumn: 'autoprod.',
  coverageColumn: 'Connu',
});

const en = (): ReturnType<typeof fr> => ({
  produced: 'Production',
  self: 'Self-consumption',
  drawn: 'Drawn',
  house: 'Used by the home',
  none: 'no data of these days',
  ofTheTime: (percent) => `of ${percent} of the time`,
  ofProduction: (percent) => `${percent} of the production`,
  ofHouse: (percent) => `${percent} self-produced`,
  producedColumn: 'Produced kWh',
  selfColumn: 'Self-used kWh',
  selfShareColumn: 'of it',
  houseColumn: 'Home kWh',
  houseShareColumn: 'of home',
  coverageColumn: 'Known',
});

export const own = perLanguage(fr, en);

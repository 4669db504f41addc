import { InvalidArgumentError } from 'commander';

/** Reads an option that is a number between two others. */
export function number(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) throw new InvalidArgumentError(`${least}…${most}`);
    return value;
  };
}

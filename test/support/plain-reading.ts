// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they delimit frames and groups
/**
 * The DATA lines of a capture of HC or BASE, in series of `size`, by the plainest reading of the specification: nothing of
 * the program is used here.
 */
export function expectedData(capture: Uint8Array, size: number): string[] {
  const text = Buffer.from(capture.map((byte) => byte & 0x7f)).toString('latin1');
  const right = (zone: string, check: string): boolean =>
    ([...zone].reduce((sum, character) => sum + character.charCodeAt(0), 0) & 0x3f) + 0x20 === check.charCodeAt(0);
  const readings: Record<string, string>[] = [];
  for (const [, frame = ''] of text.matchAll(/\x02([^\x02\x03\x04]*)\x03/g)) {
    const groups: Record<string, string> = {};
    for (const line of frame.split(/[\r\n]+/).filter(Boolean)) {
      const historique = /^(\S+) (.*) (.)$/.exec(line);
      const standard = /^([^\t]+)\t(?:[^\t]*\t)?([^\t]*)\t(.)$/.exec(line);
      if (standard?.[1] && right(line.slice(0, -1), line.slice(-1))) groups[standard[1]] = standard[2] as string;
      else if (!standard && historique?.[1] && right(line.slice(0, -2), line.slice(-1))) {
        groups[historique[1]] = historique[2] as string;
      }
    }
    readings.push(groups);
  }
  const lines: string[] = [];
  for (let at = 0; at + size <= readings.length; at += size) {
    const series = readings.slice(at, at + size);
    const last = series[size - 1] as Record<string, string>;
    const mean = (...labels: string[]): number =>
      Math.round(series.reduce((sum, groups) => sum + Number(labels.map((l) => groups[l]).find(Boolean)), 0) / size);
    const index = last['HCHC']
      ? `IndexHC=${last['HCHC']}, IndexHP=${last['HCHP']}`
      : `IndexBase=${last['BASE'] ?? last['EASF01']}`;
    const papp = String(mean('PAPP', 'SINSTS')).padStart(5, '0');
    const iinst = String(mean('IINST', 'IRMS1')).padStart(3, '0');
    const period = last['PTEC'] ?? 'TH..';
    lines.push(`DATA Periode=${period}, ${index}, PuissConsommee=${papp}, IConsommee=${iinst}`);
  }
  return lines;
}

// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

/*
 * The wiring of README as a drawing: the meter's terminals, the optocoupler, the first pins of the Pi's header, the LED and
 * the display. `PINS` is also what README's table of wires is compared with.
 */

type Lang = 'fr' | 'en';

/** The wires, by the pins of the header that they go to. */
export const PINS = { supply: 1, ground: 6, rxd: 10, led: 22, ledGround: 20, oled: [1, 14, 5, 3] } as const;

const WORDS = {
  fr: {
    title: 'Câblage : compteur Linky, optocoupleur, Raspberry Pi, LED, écran OLED',
    ...{ meter: 'Linky', optocoupler: 'Optocoupleur', header: 'Raspberry Pi, connecteur', led: 'LED orange' },
    ...{ unused: 'A : ne rien y brancher', display: 'Écran OLED', ground: 'masse' },
  },
  en: {
    title: 'Wiring: Linky meter, optocoupler, Raspberry Pi, LED, OLED display',
    ...{ meter: 'Linky', optocoupler: 'Optocoupler', header: 'Raspberry Pi, header', led: 'orange LED' },
    ...{ unused: 'A: leave it alone', display: 'OLED display', ground: 'ground' },
  },
} as const;

/** Colours of wires: supply, ground, signal, I2C clock and data, LED. */
const [RED, BLACK, GREEN, YELLOW, BLUE, ORANGE] = ['#c62828', '#222', '#2e7d32', '#b08900', '#1565c0', '#e07b00'];
const INK = '#222';

const HEADER = { left: 560, top: 70, pitch: 30, rows: 11 };
/** The middle of a pin: odd ones in the left column. */
const pinAt = (pin: number): { x: number; y: number } => ({
  x: HEADER.left + (pin % 2 === 1 ? 24 : 56),
  y: HEADER.top + 24 + Math.floor((pin - 1) / 2) * HEADER.pitch,
});

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x}" y="${y}" fill="${INK}"${more}>${words}</text>`;
const line = (points: string, colour: string): string =>
  `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round"/>`;
const box = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${INK}" stroke-width="2"/>`;
const joint = (x: number, y: number, colour: string): string => `<circle cx="${x}" cy="${y}" r="5" fill="${colour}"/>`;

/** A resistor, lying or standing, its value beside it. */
const resistor = (x: number, y: number, words: string, standing = false): string =>
  standing
    ? `${box(x - 8, y - 22, 16, 44, '#fff')}${text(x + 14, y + 5, words)}`
    : `${box(x - 22, y - 8, 44, 16, '#fff')}${text(x, y - 14, words, ' text-anchor="middle"')}`;

/** A diode's triangle and bar: to the right, or upwards. */
const diode = (x: number, y: number, up: boolean, fill = '#fff'): string => {
  const points = up
    ? `${x - 9},${y + 8} ${x + 9},${y + 8} ${x},${y - 8}`
    : `${x - 9},${y - 8} ${x + 9},${y - 8} ${x},${y + 8}`;
  const bar = up ? y - 8 : y + 8;
  return `<polygon points="${points}" fill="${fill}" stroke="${INK}" stroke-width="2"/>
<line x1="${x - 9}" y1="${bar}" x2="${x + 9}" y2="${bar}" stroke="${INK}" stroke-width="2"/>`;
};

/** The way into a pin from one side: a wire to the far column passes between two rows, two of them side by side. */
function into(pin: number, from: 'left' | 'right'): string {
  const { x, y } = pinAt(pin);
  const isNear = (pin % 2 === 1) === (from === 'left');
  const edge = from === 'left' ? HEADER.left - 10 : HEADER.left + 90;
  const lane = isNear ? y : y + HEADER.pitch / 2 + (from === 'left' ? -2.5 : 2.5);
  return `${edge},${lane} ${x},${lane} ${x},${y}`;
}
/** The height at which it leaves the header. */
const laneOf = (pin: number, from: 'left' | 'right'): number => Number(into(pin, from).split(/[, ]/)[1]);

function board(words: string): string[] {
  const { left, top, pitch, rows } = HEADER;
  return [
    text(left + 40, top - 16, words, ' text-anchor="middle" font-weight="bold"'),
    box(left, top, 80, rows * pitch + 20, '#eceff1'),
  ];
}

function pins(): string[] {
  const { rows } = HEADER;
  const used = new Set<number>([PINS.supply, PINS.ground, PINS.rxd, PINS.led, PINS.ledGround, ...PINS.oled]);
  return Array.from({ length: 2 * rows }, (_, i) => i + 1).map((pin) => {
    const { x, y } = pinAt(pin);
    const fill = used.has(pin) ? '#ffd54f' : '#fff';
    return `<circle cx="${x}" cy="${y}" r="10" fill="${fill}" stroke="${INK}" stroke-width="2"/>
${text(x, y + 4, String(pin), ' text-anchor="middle" font-size="11"')}`;
  });
}

function meter(words: (typeof WORDS)[Lang]): string[] {
  return [
    box(20, 130, 110, 150, '#cddc39'),
    text(75, 155, words.meter, ' text-anchor="middle" font-weight="bold"'),
    ...(['I1', 'I2', 'A'] as const).map((name, i) => {
      const y = 180 + i * 40;
      return `${text(96, y + 5, name, ' text-anchor="end"')}${joint(118, y, i === 2 ? '#999' : INK)}`;
    }),
    text(20, 302, words.unused, ' font-size="12"'),
  ];
}

function optocoupler(words: (typeof WORDS)[Lang]): string[] {
  const [supply, ground, rxd] = [PINS.supply, PINS.ground, PINS.rxd].map((pin) => laneOf(pin, 'left'));
  return [
    line('118,180 290,180 290,184', GREEN),
    line('118,220 290,220 290,216', GREEN),
    resistor(180, 180, 'R1 1,2 kΩ'),
    box(250, 150, 120, 100, '#fafafa'),
    text(310, 268, words.optocoupler, ' text-anchor="middle" font-size="12"'),
    text(310, 284, 'SFH620A, LTV-814', ' text-anchor="middle" font-size="12"'),
    line('275,182 275,218', INK),
    line('305,182 305,218', INK),
    line('275,182 305,182', INK),
    line('275,218 305,218', INK),
    diode(275, 200, true),
    diode(305, 200, false),
    // The transistor: collector above, emitter below.
    line('335,184 335,216', INK),
    line('335,193 352,180 352,170 430,170', INK),
    line('335,207 352,220 352,238 430,238', INK),
    '<polygon points="352,220 341,218 347,210" fill="#222"/>',
    line(`430,170 480,170 480,${rxd} ${into(PINS.rxd, 'left')}`, GREEN),
    line(`450,170 450,${supply} ${into(PINS.supply, 'left')}`, RED),
    resistor(450, 126, 'R2 10 kΩ', true),
    joint(450, 170, GREEN),
    line(`430,238 520,238 520,${ground} ${into(PINS.ground, 'left')}`, BLACK),
    text(400, 163, 'C', ' font-size="12"'),
    text(400, 254, 'E', ' font-size="12"'),
  ];
}

function led(words: (typeof WORDS)[Lang]): string[] {
  const [signal, ground] = [pinAt(PINS.led).y, pinAt(PINS.ledGround).y];
  const middle = (signal + ground) / 2;
  return [
    line(`800,${middle} 800,${signal} ${into(PINS.led, 'right')}`, ORANGE),
    line(`800,${middle} 800,${ground} ${into(PINS.ledGround, 'right')}`, BLACK),
    resistor(720, signal, ''),
    text(720, signal + 28, '330 Ω', ' text-anchor="middle"'),
    diode(800, middle, true, '#ffa726'),
    text(818, middle + 5, words.led),
  ];
}

function oled(words: (typeof WORDS)[Lang]): string[] {
  const names = ['3,3 V', words.ground, 'SCL', 'SDA'];
  const colours = [RED, BLACK, YELLOW, BLUE];
  return [
    box(800, 90, 150, 130, '#e3f2fd'),
    text(875, 242, words.display, ' text-anchor="middle" font-weight="bold"'),
    ...PINS.oled.map((pin, i) => {
      const [bend, y] = [770 - i * 24, 110 + i * 30];
      const points = `800,${y} ${bend},${y} ${bend},${laneOf(pin, 'right')} ${into(pin, 'right')}`;
      return `${line(points, colours[i] as string)}${text(810, y + 5, names[i] as string)}`;
    }),
  ];
}

/** The drawing, with words in one language. */
export function wiringSvg(lang: Lang): string {
  const words = WORDS[lang];
  const parts = [
    ...[...board(words.header), ...meter(words), ...optocoupler(words)],
    ...[...led(words), ...oled(words), ...pins()],
  ];
  const drawing = parts.join('\n').replaceAll(/(\d),(\d \w)/g, lang === 'en' ? '$1.$2' : '$1,$2');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="970" height="440" font-family="DejaVu Sans, Arial, sans-serif" font-size="14">
<title>${words.title}</title>
<rect width="100%" height="100%" fill="#fff"/>
${drawing}
</svg>
`;
}

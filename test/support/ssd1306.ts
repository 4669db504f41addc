/** How many arguments a command takes, where it takes any (SSD1306 datasheet, section 9). */
const ARGUMENTS: Readonly<Record<number, number>> = {
  32: 1, // addressing mode
  33: 2, // columns
  34: 2, // pages
  129: 1, // contrast
  168: 1, // multiplex
  211: 1, // offset
  213: 1, // clock
  217: 1, // precharge
  218: 1, // COM pins
  219: 1, // VCOMH
  141: 1, // charge pump
};

/** An SSD1306: turns the transactions of its bus into pixels. Horizontal addressing only. */
export class Ssd1306 {
  readonly #ram = Buffer.alloc(1024, 0xaa);
  #columns = [0, 127];
  #pages = [0, 7];
  #column = 0;
  #page = 0;
  #command: number | undefined;
  #argumentsLeft = 0;
  #arguments: number[] = [];
  on = false;
  contrast = 0x7f;
  rows = 64;
  startLine = 0;
  horizontal = false;
  /** Commands A1 and C8: with both, the panel as it is mounted on its board is upright. */
  segmentsRemapped = false;
  rowsReversed = false;

  /** One transaction, from its control byte on. */
  write(bytes: Uint8Array): void {
    const data = ((bytes[0] ?? 0) & 0x40) !== 0;
    for (const byte of bytes.subarray(1)) {
      if (data) this.#store(byte);
      else this.#takeCommandByte(byte);
    }
  }

  /** What is seen, a row a line: `#` lit, `.` dark. A display that is off shows no pixel. */
  picture(): string {
    const upright = this.segmentsRemapped && this.rowsReversed;
    const lines: string[] = [];
    for (let y = 0; y < this.rows; y++) {
      let line = '';
      for (let x = 0; x < 128; x++) {
        const [column, row] = upright ? [x, y] : [127 - x, this.rows - 1 - y];
        const at = (row + this.startLine) % 64;
        const lit = this.on && ((this.#ram[(at >> 3) * 128 + column] ?? 0) >> (at & 7)) & 1;
        line += lit ? '#' : '.';
      }
      lines.push(line);
    }
    return lines.join('\n');
  }

  #store(byte: number): void {
    this.#ram[this.#page * 128 + this.#column] = byte;
    const [firstColumn = 0, lastColumn = 127] = this.#columns;
    const [firstPage = 0, lastPage = 7] = this.#pages;
    if (++this.#column <= lastColumn) return;
    this.#column = firstColumn;
    if (++this.#page > lastPage) this.#page = firstPage;
  }

  #takeCommandByte(byte: number): void {
    if (this.#command === undefined) {
      this.#argumentsLeft = ARGUMENTS[byte] ?? 0;
      this.#arguments = [];
      if (this.#argumentsLeft === 0) this.#execute(byte, []);
      else this.#command = byte;
      return;
    }
    this.#arguments.push(byte);
    if (--this.#argumentsLeft > 0) return;
    this.#execute(this.#command, this.#arguments);
    this.#command = undefined;
  }

  #execute(command: number, [first = 0, second = 0]: readonly number[]): void {
    if (command === 0xae || command === 0xaf) this.on = command === 0xaf;
    else if (command === 0xa0 || command === 0xa1) this.segmentsRemapped = command === 0xa1;
    else if (command === 0xc0 || command === 0xc8) this.rowsReversed = command === 0xc8;
    else if (command >= 0x40 && command <= 0x7f) this.startLine = command - 0x40;
    else if (command === 0x81) this.contrast = first;
    else if (command === 0xa8) this.rows = first + 1;
    else if (command === 0x20) this.horizontal = first === 0;
    else if (command === 0x21) [this.#columns, this.#column] = [[first, second], first];
    else if (command === 0x22) [this.#pages, this.#page] = [[first, second], first];
  }
}

/** A picture moved right by `x` and down by `y` pixels; what moves in is dark. */
export function moved(picture: string, x: number, y: number): string {
  const rows = picture.split('\n');
  const empty = '.'.repeat(rows[0]?.length ?? 0);
  return rows.map((_, i) => `${'.'.repeat(x)}${rows[i - y] ?? empty}`.slice(0, empty.length)).join('\n');
}

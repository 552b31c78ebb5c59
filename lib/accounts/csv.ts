/** RFC 4180 text from rows. Pure. */

/** Tells a spreadsheet that the file is UTF-8; without it Excel reads another encoding, and letters break. */
const byteOrderMark = '\ufeff'

/**
 * Writes a table as CSV with a byte order mark and CRLF ends. Text that a spreadsheet would run as a formula gets an
 * apostrophe in front: names in it were chosen by other people.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return byteOrderMark + [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/**
 * Does a cell begin like a formula: `=`, `+`, `-`, `@`, in any width, after blanks or signs that nobody sees; or with a
 * tab or line end?
 */
const isFormula = (text: string): boolean =>
  /^[\t\r\n]|^[=+\-@]/.test(text) ||
  /^[=+\-@]/.test(
    text
      .replace(/^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}]+/u, '')
      .slice(0, 2)
      .normalize('NFKC'),
  )

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const harmless = isFormula(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

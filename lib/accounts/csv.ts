/** RFC 4180 text from rows. Pure. */

/**
 * Writes a table as CSV with CRLF ends. Text that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab, return
 * at its start) gets an apostrophe in front: names in it were chosen by other people.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

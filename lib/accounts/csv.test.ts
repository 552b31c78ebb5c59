import { expect, test } from 'vitest'
import { toCsv } from './csv'

const cellOf = (text: string) => toCsv(['a'], [[text]]).slice('\ufeffa\r\n'.length, -2)

test('a spreadsheet is told the encoding first', () => {
  expect(Buffer.from(toCsv(['Größe'], [])).subarray(0, 4)).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0x47]))
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM',
  '﹦1',
  ' =1',
  '\u200b=1',
  '\u00a0＝1',
])('%j runs nowhere', (text) => expect(cellOf(text)).toBe(`'${text}`))

test.each(['\r=1', '\n=1', '\r', '=1,"2"'])('%j is quoted, and runs nowhere', (text) => {
  expect(cellOf(text)).toBe(`"'${text.replaceAll('"', '""')}"`)
})

test.each(['', 'Übung', '1-2', 'a=b', 'mail@home', '\u2212x'])('%j stays as it is', (text) =>
  expect(cellOf(text)).toBe(text),
)

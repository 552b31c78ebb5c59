/** The form in which searchable text is stored and asked for. Pure: browsers use it as well. */

/**
 * Accents: the marks of Latin, Greek and Cyrillic letters, and the signs of Hebrew, Arabic and Cyrillic that readers leave
 * out. The marks of other scripts are letters of their own: vowels in India and Thailand, voicing in Japan.
 */
const accents =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|(?=\p{M})[\p{Script=Cyrillic}\p{Script=Hebrew}\p{scx=Arabic}]/gu

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/** Letters with a stroke or in one, which no normal form takes apart, and the marks of sentences that phones set. */
const plainForms: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
  ...Object.fromEntries([...'‘’‛ʼ′'].map((mark) => [mark, "'"])),
  ...Object.fromEntries([...'“”„‟'].map((mark) => [mark, '"'])),
  ...Object.fromEntries([...'‐‑‒–—−'].map((mark) => [mark, '-'])),
}
const plainable = new RegExp(`[${Object.keys(plainForms).join('')}]`, 'gu')

const bare = (text: string): string => text.normalize('NFKD').replace(invisible, '').replace(accents, '')

/**
 * A text without case, accents and what cannot be seen. Case goes up and down again, so that `ß` and `ẞ` are `ss`. Only
 * for searching: names and addresses that must be unique have keys of their own. After a change of it
 * `refoldSearchTexts` brings the stored texts along at the next start.
 */
export const searchFold = (text: string): string =>
  bare(bare(text).toLowerCase().toUpperCase().toLowerCase())
    .replace(plainable, (letter) => plainForms[letter] ?? letter)
    // Taken apart, a syllable of Hangul would be found by its beginning.
    .normalize('NFC')

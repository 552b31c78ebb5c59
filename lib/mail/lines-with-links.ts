/** Splits text into words and web addresses, in order. Pure. */
export function linesWithLinks(text: string): { text: string; isLink: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter(({ text: part }) => part !== '')
}

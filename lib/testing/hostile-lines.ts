/** Lines that are slow to take apart for whoever looks back at each character, by name, each of about `length` characters. */
export const hostileLines = (length: number): [name: string, line: string][] =>
  Object.entries({
    'an address of brackets': `https://${'('.repeat(length)}`,
    'many mentions of nobody': '@'.repeat(length),
    'mentions with dots': '@abc.'.repeat(length / 5),
    'a mention that goes on': `@abc${'-a.b'.repeat(length / 4)}`,
    'mentions that are none': ' @abc-a'.repeat(length / 7),
    'addresses without a space': 'https://a.'.repeat(length / 10),
    'an address that ends in brackets': `https://a${')'.repeat(length)}`,
    'an address that ends in wide brackets': `https://a${'（'.repeat(length)}`,
    'addresses with apostrophes': "https://a'".repeat(length / 10),
  })

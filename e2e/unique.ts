/** Words that nobody else's test uses: specs share a database. */
export const unique = (words: string) =>
  `${words} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`

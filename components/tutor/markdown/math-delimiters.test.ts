import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertMath } from './math-delimiters'

test.each([
  ['It costs $5 to $10, R$ 20, $VAR and $$.', 'It costs $5 to $10, R$ 20, $VAR and \\$\\$.'],
  ['So \\(x^2\\) is', 'So $$x^2$$ is'],
  ['So \\[x\\] is', 'So $$x$$ is'],
  ['\\[x\\]', '$$\nx\n$$'],
  ['  \\[\n  x\n  \\]', '  $$\n  x\n  $$'],
  ['> \\[\n> x\n> \\]', '> $$\n> x\n> $$'],
  ['$$x$$', '$$\nx\n$$'],
  ['a $$x$$ b', 'a $$x$$ b'],
  ['$$x\n+ y$$', '$$\nx\n+ y\n$$'],
  ['$$x\n+ y\n$$', '$$\nx\n+ y\n$$'],
  ['a $$\nx\n$$ b', 'a $$x$$ b'],
  ['- \\[x\\]', '- $$x$$'],
  ['$$\nx\n\n\\(y\\)\n$$', '$$\nx\n\n\\(y\\)\n$$'],
  ['`\\(x\\)` and ``$$`$$``', '`\\(x\\)` and ``$$`$$``'],
  ['```\n\\(x\\)\n$$y$$\n```', '```\n\\(x\\)\n$$y$$\n```'],
  ['\\\\(x\\\\)', '\\\\(x\\\\)'],
  ['\\(\\text{\\$5}\\)', '$$\\text{\\$5}$$'],
  ['\\(a', '\\(a'],
  ['$$a\n\nb', '\\$\\$a\n\nb'],
])('%j becomes %j', (before, after) => expect(convertMath(before, false)).toBe(after))

test.each([
  ['So \\(x^', 'So ` x^ `'],
  ['So \\(', 'So '],
  ['$$\\frac{a', '` \\frac{a `'],
  ['\\[\nx +', '` x + `'],
  ['$$\nx', '$$\nx'],
  ['$$\\frac{a\n', '` \\frac{a `'],
])('while it is written, %j is %j', (before, after) => expect(convertMath(before, true)).toBe(after))

test('text without maths stays as it is', () => {
  const words = fc.array(fc.constantFrom('a', ' ', '\n', '`', '```\n', '$', '- ', '\\', '(', ')', '> '), {
    maxLength: 40,
  })
  const plain = words.map((some) => some.join('')).filter((text) => !/\$\$|\\[([]/.test(text))
  fc.assert(fc.property(plain, (text) => convertMath(text, false) === text))
})

test('thousands of openers are looked at once each', () => {
  for (const text of ['\\(', '\\[', '$$ ', '`a', '\\(a\\) ', '$$a'].map((one) => one.repeat(20_000)))
    expect(convertMath(text, false).length).toBeGreaterThan(10_000)
})

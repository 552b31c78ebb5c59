import { expect, test } from 'vitest'
import { type MathTree, mathTree } from './math-tree'

const tagsIn = (tree: MathTree): string[] =>
  typeof tree === 'string' ? [] : [tree.tag, ...tree.children.flatMap(tagsIn)]
const attributesIn = (tree: MathTree): string[] =>
  typeof tree === 'string' ? [] : [...Object.keys(tree.attributes), ...tree.children.flatMap(attributesIn)]

test.each([
  ['\\frac{1}{2}', 'mfrac'],
  ['\\sqrt{x}', 'msqrt'],
  ['\\sum_{i=1}^n i', 'msubsup'],
  ['\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', 'mtable'],
  ['\\begin{array}{c|c} a & b \\\\ \\hline c & d\\end{array}', 'mtable'],
  ['\\boxed{x} \\cancel{y} \\color{red} z', 'mrow'],
  ['\\rule{1000em}{1000em}', 'mspace'],
])('%s has a %s, and no style', (tex, tag) => {
  const tree = mathTree(tex, false)
  expect(tree && tagsIn(tree)).toContain(tag)
  for (const name of ['style', 'href', 'src', 'id', 'class', 'mathcolor', 'mathbackground'])
    expect(tree && attributesIn(tree)).not.toContain(name)
})

test('sizes are bounded', () => {
  expect(JSON.stringify(mathTree('\\rule{1000em}{1000em} \\kern 5000em', false))).not.toMatch(/\d{3,}em/)
})

test.each([
  '\\href{javascript:alert(1)}{x}',
  '\\url{javascript:alert(1)}',
  '\\style{color:red}{x}',
  '\\class{evil}{x}',
  '\\id{evil}{x}',
  '\\data{evil=1}{x}',
  '\\includegraphics{https://evil.example/x.png}',
  '\\def\\a{xxxxxxxxxx}\\a\\a\\a',
  '\\newcommand{\\a}{x}\\a',
  '\\gdef\\a{\\a}\\a',
  '\\let\\a=b',
  '\\frac{1}',
  `${'x^{'.repeat(200)}y${'}'.repeat(200)}`,
  'x'.repeat(2_001),
  '\\unknown',
])('%s is not drawn', (tex) => expect(mathTree(tex, true)).toBeNull())

test('what a text says is text', () => {
  expect(JSON.stringify(mathTree('\\text{<img src=x onerror=alert(1)>}', false))).toContain('<img')
  expect(tagsIn(mathTree('\\text{<img src=x>}', false) ?? '')).toEqual(['math', 'mtext'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noJudgement, readJudgement } from './judgement'

/** What comes of a reply that arrives in these pieces. */
function inPieces(pieces: readonly string[]) {
  const reader = readJudgement()
  const text = pieces.map(reader.read).join('') + reader.end()
  return { text, judgement: reader.judgement() }
}

const reply = '[[question: new; try: partly]]\nLook at the **sign**.\n\n[[1]] stays.'

test('the first line is read, and kept from the student', () => {
  expect(inPieces([reply])).toEqual({
    text: 'Look at the **sign**.\n\n[[1]] stays.',
    judgement: { isNew: true, verdict: 'partly' },
  })
})

test.each([
  ['[[question: same; try: wrong]]', '', { isNew: false, verdict: 'wrong' }],
  ['[[question: same; try: none]]\n\n\nHi', 'Hi', noJudgement],
  ['\n[[QUESTION: NEW; TRY: RIGHT]] Hi', 'Hi', { isNew: true, verdict: 'right' }],
  ['Hi [[question: new; try: right]]', 'Hi [[question: new; try: right]]', noJudgement],
  ['[[not closed', '[[not closed', noJudgement],
  ['[a link](https://x.example)', '[a link](https://x.example)', noJudgement],
  ['', '', noJudgement],
])('%j', (said, text, judgement) => {
  expect(inPieces([said])).toEqual({ text, judgement })
})

test('a first line without an end does not hold the answer back', () => {
  const reader = readJudgement()
  expect(reader.read(`[[${'x'.repeat(200)}`)).toHaveLength(202)
  expect(reader.read(' more')).toBe(' more')
})

test('it does not matter where a reply is cut', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(reply, '[[question: same; try: none]]\r\nHi', 'Plain [[x]] words', '[[', '[1] first'),
      fc.array(fc.nat(40)),
      (whole, cuts) => {
        const pieces: string[] = []
        let rest: string = whole
        for (const length of cuts) {
          pieces.push(rest.slice(0, length))
          rest = rest.slice(length)
        }
        expect(inPieces([...pieces, rest])).toEqual(inPieces([whole]))
      },
    ),
  )
})

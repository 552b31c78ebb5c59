import { expect, test } from 'vitest'
import { type FormState, idle, withoutErrorsOf } from './form-state'

const refused: FormState<unknown> = {
  status: 'error',
  code: 'invalid',
  message: 'Please check what you entered.',
  fields: { name: 'Too short.', email: 'No address.' },
  values: { name: 'a', email: 'b' },
  at: 1,
}

test('an error goes with the words it was about, the others stay', () => {
  const after = withoutErrorsOf(refused, new Set(['name']))
  expect(after).toEqual({ ...refused, fields: { email: 'No address.' } })
})

test('with the last error goes the sentence over the form, and what was typed stays', () => {
  const after = withoutErrorsOf(refused, new Set(['name', 'email']))
  expect(after).toEqual({ ...refused, fields: {}, message: '' })
})

test('an edit of a field without an error changes nothing, nor does one of a form that is fine', () => {
  expect(withoutErrorsOf(refused, new Set(['password']))).toBe(refused)
  expect(withoutErrorsOf(idle, new Set(['name']))).toBe(idle)
  const general: FormState<unknown> = { ...refused, code: 'unavailable', fields: {} }
  expect(withoutErrorsOf(general, new Set(['name']))).toBe(general)
})
